//! Two runs side by side.

use super::border::Border;
use super::table::{Row, Table};
use crate::charts::{Line, fan};
use crate::comparison::shown;
use crate::listing::{Item, Listing};
use crate::numbers::number;
use amnok_lab::Spread;
use amnok_lab::compare::Difference;
use amnok_store::Values;
use jiff::Span;
use maud::{Markup, html};

/// Whether the histories of two runs are pairs: the same numbers with the same luck, so that their differences can be taken one by one.
fn paired(a: &Border, b: &Border) -> bool {
    let (x, y) = (&a.manifest.fingerprint, &b.manifest.fingerprint);
    x.seed == y.seed && x.replicates == y.replicates && same_days(a, b)
}

/// Whether two runs cover the same days.
fn same_days(a: &Border, b: &Border) -> bool {
    let (x, y) = (&a.scenario.inputs, &b.scenario.inputs);
    x.start == y.start && x.days == y.days
}

/// What of two runs is not the same beside values and orders: their days, and how they were lived through.
pub fn apart(a: &Border, b: &Border) -> Markup {
    let sides = [a, b].map(|side| {
        let (inputs, made) = (&side.scenario.inputs, &side.manifest.fingerprint);
        let last = inputs
            .start
            .saturating_add(Span::new().days(i64::from(inputs.days) - 1));
        let ranges = made.replicates.iter();
        let ranges: Vec<String> = ranges.map(|(first, last)| format!("{first} to {last}")).collect();
        let values = match made.values {
            Values::Fixed => "the same in every history",
            Values::Prior => "drawn from the prior",
            Values::Posterior(_) => "drawn from what was learned",
        };
        [
            inputs.start.to_string(),
            last.to_string(),
            made.seed.to_string(),
            format!("{}: {}", side.histories(), ranges.join(", ")),
            values.to_owned(),
            made.version.clone(),
        ]
    });
    let names = [
        "First day",
        "Last day",
        "Seed",
        "Histories, by number",
        "Values that are assumed",
        "Version of the program",
    ];
    let differ: Vec<usize> = (0..names.len())
        .filter(|row| sides[0][*row] != sides[1][*row])
        .collect();
    html! {
        @if !differ.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="Runs that differ" { table {
                caption { "Days and histories that differ" }
                thead { tr { th { "Of the run" } th { "A" } th { "B" } } }
                tbody { @for row in differ { tr { th.wide scope="row" { (names[row]) } td { (sides[0][row]) } td { (sides[1][row]) } } } }
            } }
        }
        @if !same_days(a, b) { p.warning { "The two do not cover the same days: their sums are not of the same length." } }
    }
}

/// How the sums are to be read.
pub fn sums_note(a: &Border, b: &Border) -> Markup {
    html! { p.note {
        "Medians; nine tenths of the histories lie between the two numbers. "
        @if paired(a, b) { "Both runs have the same seed, histories and days: the difference is taken in each history." }
        @else { "Seed, histories or days are not the same, so that no history of one is the pair of one of the other, and no difference is taken." }
    } }
}

/// Sums over the whole period: A, B, and where the histories are pairs the difference in the same history.
pub fn totals(a: &Border, b: &Border) -> Table {
    let paired = paired(a, b);
    let (x, y) = (a.summary(), b.summary());
    let row = |(heading, _, what): (&str, &str, _)| {
        let of = |summary: &crate::summary::MonthlySummary, r: usize| -> f64 {
            (0..summary.months.len()).map(|m| summary.all(r, what, m)).sum()
        };
        let each = |summary: &crate::summary::MonthlySummary| -> Vec<f64> {
            (0..summary.replicates()).map(|r| of(summary, r)).collect()
        };
        let (first, second) = (each(&x), each(&y));
        let mut cells = vec![Spread::of(first.iter().copied()), Spread::of(second.iter().copied())];
        if paired {
            cells.push(Spread::of(first.iter().zip(&second).map(|(a, b)| b - a)));
        }
        Row {
            name: heading.to_owned(),
            cells,
        }
    };
    let mut head = vec!["Whole period".to_owned(), "A".into(), "B".into()];
    if paired {
        head.push("B − A in the same history".into());
    }
    // A level is no sum over months.
    let rows = shown()
        .into_iter()
        .filter(|(_, unit, _)| unit.ends_with("per month"))
        .map(row);
    Table {
        caption: "Sums over the whole period".into(),
        head,
        rows: rows.collect(),
    }
}

/// Both month by month, where they have the same months.
pub fn months(a: &Border, b: &Border) -> Markup {
    if a.months() != b.months() {
        return html! { p { "The two do not have the same months, so that no figure shows both." } };
    }
    let (x, y) = (a.summary(), b.summary());
    html! { div.grid { @for (heading, unit, what) in shown() {
        @let line = |name: &str, summary: &crate::summary::MonthlySummary| Line {
            name: name.to_owned(),
            spread: summary.by_month(|r, m| summary.all(r, what, m)),
        };
        (fan(&x, heading, unit, &[line("A", &x), line("B", &y)], "Both runs."))
    } } }
}

/// Differences between two sides in pairs, each with its interval; what is not sure is said.
pub fn differences(found: &[Difference], currency: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="What differs" { table.numbers {
            caption { "What differs: means over pairs with the same luck" }
            thead { tr { th scope="col" { "Outcome" } th scope="col" { "Difference, 95 % interval" } th scope="col" { "As it is (A)" } th scope="col" { "What if (B)" } } }
            tbody { @for d in found {
                @let sure = d.low > 0.0 || d.high < 0.0;
                tr {
                    th scope="row" { (d.outcome.words) small { (unit(d, currency)) } }
                    td { @if d.low == 0.0 && d.high == 0.0 { "none in any pair" } @else { @if sure { b.sure { (signed(d.mean)) } } @else { (signed(d.mean)) ", may be none" }
                        span.range { (signed(d.low)) " to " (signed(d.high)) } } }
                    td { (number(d.a)) } td { (number(d.b)) }
                }
            } }
        } }
    }
}

/// The unit of an outcome; nothing where it has none.
fn unit(of: &Difference, currency: &str) -> String {
    match of.outcome.unit() {
        "currency" => currency.to_owned(),
        "none" => String::new(),
        unit => unit.to_owned(),
    }
}

/// The same differences to be given away, by the names that the manifest of a comparison has for them.
pub fn differing(found: &[Difference], currency: &str) -> Listing {
    let row = |d: &Difference| {
        let numbers = [
            Some(d.a),
            Some(d.b),
            Some(d.mean),
            Some(d.low),
            Some(d.high),
            d.reduction,
        ];
        let texts = [d.outcome.name.to_owned(), d.outcome.words.to_owned(), unit(d, currency)];
        let pairs = std::iter::once(Item::number(Some(d.pairs as f64)));
        let texts = texts.into_iter().map(Item::Text);
        texts.chain(pairs).chain(numbers.map(Item::number)).collect()
    };
    Listing {
        name: "differences",
        heads: vec![
            "outcome",
            "meaning",
            "unit",
            "pairs",
            "a",
            "b",
            "difference",
            "low",
            "high",
            "variance_reduction",
        ],
        rows: found.iter().map(row).collect(),
    }
}

/// A number with its sign.
fn signed(value: f64) -> String {
    let text = number(value);
    if value > 0.0 { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_lab::sweep::outcome::outcomes;

    /// An interval that holds zero is no finding, and one that does not is: only the first is said to be perhaps none.
    #[test]
    fn what_may_be_none_is_said() {
        let of = |low: f64, high: f64| Difference {
            outcome: outcomes()[0],
            pairs: 4,
            a: 10.0,
            b: 10.0 + (low + high) / 2.0,
            mean: (low + high) / 2.0,
            low,
            high,
            reduction: None,
        };
        let said = |low, high| differences(&[of(low, high)], "USD").into_string();
        for (low, high) in [(-1.0, 3.0), (-3.0, 1.0), (0.0, 2.0)] {
            let text = said(low, high);
            assert!(
                text.contains("may be none") && !text.contains("class=\"sure\""),
                "{low} {high}: {text}"
            );
        }
        for (low, high) in [(1.0, 3.0), (-3.0, -1.0)] {
            let text = said(low, high);
            assert!(
                !text.contains("may be none") && text.contains("class=\"sure\""),
                "{low} {high}: {text}"
            );
        }
        assert!(said(0.0, 0.0).contains("none in any pair"));
        assert!(said(1.0, 3.0).contains("+2") && said(-3.0, -1.0).contains("−2"));
    }
}
