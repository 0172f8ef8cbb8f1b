//! Two runs side by side, and what of their scenarios is not the same.

use super::border::Border;
use super::table::{Row, Table};
use crate::charts::{Line, fan};
use crate::comparison::shown;
use crate::numbers::number;
use amnok_lab::Spread;
use amnok_lab::compare::Difference;
use amnok_scenario::Scenario;
use maud::{Markup, html};

/// Values and orders that are not the same, in words.
pub fn changes(a: &Scenario, b: &Scenario) -> Markup {
    let text = |scenario: &Scenario, key: &str| {
        scenario
            .values
            .iter()
            .find(|value| value.key == key)
            .map(|value| value.value.clone())
    };
    let mut values: Vec<(&str, String, String)> = Vec::new();
    for value in a.values.iter().chain(&b.values) {
        let sides = (text(a, &value.key), text(b, &value.key));
        if sides.0 != sides.1 && values.iter().all(|(known, ..)| *known != value.meaning) {
            let said = |side: Option<String>| side.unwrap_or_else(|| "not there".into());
            values.push((&value.meaning, said(sides.0), said(sides.1)));
        }
    }
    let orders = |of: &Scenario| -> Vec<String> {
        let all = of.orders.iter();
        all.map(|o| {
            format!(
                "{}: {}, {} {} {}",
                o.date,
                o.kind.replace('-', " "),
                o.place,
                o.force,
                o.size
            )
        })
        .collect()
    };
    let (first, second) = (orders(a), orders(b));
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|order| !other.contains(order)).cloned().collect()
    };
    let (gone, new) = (only(&first, &second), only(&second, &first));
    html! {
        @if values.is_empty() && gone.is_empty() && new.is_empty() { p { "Both have the same values and the same orders; seed, histories or period may differ." } }
        @if !values.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="Values that differ" { table {
                caption { "Values that differ" }
                thead { tr { th { "Value" } th { "A" } th { "B" } } }
                tbody { @for (meaning, x, y) in &values { tr { th.wide scope="row" { (meaning) } td { (x) } td { (y) } } } }
            } }
        }
        @if !gone.is_empty() { p { "Orders only in A:" } ul { @for order in &gone { li { (order) } } } }
        @if !new.is_empty() { p { "Orders only in B:" } ul { @for order in &new { li { (order) } } } }
    }
}

/// Whether the histories of two runs are pairs: the same numbers with the same luck, so that their differences can be taken one by one.
fn paired(a: &Border, b: &Border) -> bool {
    let (x, y) = (&a.manifest.fingerprint, &b.manifest.fingerprint);
    x.seed == y.seed && x.replicates == y.replicates && a.months() == b.months()
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
    let unit = |d: &Difference| match d.outcome.unit() {
        "currency" => currency.to_owned(),
        "none" => String::new(),
        unit => unit.to_owned(),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label="What differs" { table.numbers {
            caption { "What differs: means over pairs with the same luck" }
            thead { tr { th scope="col" { "Outcome" } th scope="col" { "As it is" } th scope="col" { "What if" } th scope="col" { "Difference" } th scope="col" { "95 % interval" } } }
            tbody { @for d in found {
                @let sure = d.low > 0.0 || d.high < 0.0;
                tr {
                    th scope="row" { (d.outcome.words) small { (unit(d)) } }
                    td { (number(d.a)) } td { (number(d.b)) }
                    td { @if sure { b.sure { (signed(d.mean)) } } @else { (signed(d.mean)) span.range { "may be none" } } }
                    td { (signed(d.low)) " to " (signed(d.high)) }
                }
            } }
        } }
    }
}

/// A number with its sign.
fn signed(value: f64) -> String {
    let text = number(value).replace('-', "−");
    if value > 0.0 { format!("+{text}") } else { text }
}
