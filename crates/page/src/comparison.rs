//! Two scenarios and their difference on one page.

use super::changes::{changes, paired};
use super::charts::{Axis, Line, WIDTH, band, c, fan, figure, median, points, ticks};
use super::document::document;
use super::label::was_set;
use super::numbers::{number, short};
use super::summary::{MonthlySummary, Selection, select};
use super::view::View;
use amnok_lab::Spread;
use amnok_lab::compare::{Difference, Divergences, Pair};
use amnok_model::record::rows::Rows;
use amnok_scenario::Scenario;
use amnok_store::comparison::Comparison;
use jiff::ToSpan;
use maud::{Markup, html};

/// One side of a comparison.
struct Side<'a> {
    /// The scenario as the page shows it.
    view: View<'a>,
    /// What was set beside its files, in words and as it was.
    set: Vec<(String, String)>,
    /// Every replicate's ledger.
    rows: Vec<(u32, Rows)>,
}

/// Measures shown by month: heading, unit, what is added up.
pub fn shown() -> [(&'static str, &'static str, Selection); 5] {
    [
        (
            "Attempts to leave",
            "attempts per month",
            select("attempts").activity(0),
        ),
        ("Passages to leave", "attempts per month", select("crossed").activity(0)),
        ("Smuggling trips", "attempts per month", select("attempts").activity(1)),
        ("Deaths of those who tried", "persons per month", select("deaths")),
        ("Guards with a standing deal", "guards", select("deals")),
    ]
}

/// Makes the page of two scenarios and what was found between them.
pub fn comparison(a: &Scenario, b: &Scenario, found: &Comparison) -> String {
    let side = |scenario, of: fn(&Pair) -> &Rows| Side {
        view: View::of(scenario, &found.values),
        set: (scenario.set.iter())
            .map(|set| (was_set(scenario, set), set.clone()))
            .collect(),
        rows: (found.pairs.iter())
            .map(|pair| (pair.replicate, of(pair).clone()))
            .collect(),
    };
    let changed = changes(paired(a, b, &found.values));
    let (a, b) = (side(a, |pair| &pair.a.rows), side(b, |pair| &pair.b.rows));
    page(&a, &b, &changed, found)
}

fn page(a: &Side, b: &Side, changed: &Markup, found: &Comparison) -> String {
    let sides = [
        MonthlySummary::of(&a.view, &a.rows),
        MonthlySummary::of(&b.view, &b.rows),
    ];
    let pairs = a.rows.len();
    let title = match a.view.title == b.view.title {
        true => format!("{}, B against A", a.view.title),
        false => format!("{} against {}", name(b, "B"), name(a, "A")),
    };
    let body = html! {
        header {
            p.kicker { "Amnok · two scenarios side by side" }
            h1 { (title) }
            p.lead {
                "Each of " (pairs) " simulated histories is lived through twice, as A and as B (" (found.values.words()) "), with the same luck: the same people set \
                 out, and the same obstacle decides alike, wherever the scenarios agree. So what differs comes from what was changed."
            }
            p.warning { "These are differences between two models, not between counts. They hold if both scenarios do." }
        }
        section id="sides" { h2 { "The two sides" } (table_of_sides(a, b)) (changed) (divergence(a, &found.divergences, pairs)) }
        section id="differences" { h2 { "What differs" } (table(&found.differences, &a.view.inputs.currency)) }
        section id="months" {
            h2 { "Month by month" }
            p.note {
                "Above both sides, below their difference in the same history. Line: median of the histories; bands: their middle half and \
                 nine tenths of them. The band of the difference is narrower than those of the sides because luck is common."
            }
            div.grid {
                @for (heading, unit, what) in shown() {
                    (both(&sides, heading, unit, what))
                    (difference(&sides, heading, unit, what))
                }
            }
        }
        footer { p { "Made by Amnok " (a.view.version) ", seed " (a.view.seed) "." } }
    };
    document(&title, &a.view.version, &body)
}

fn name(side: &Side, letter: &str) -> String {
    format!("{letter}: {}", side.view.title)
}

fn table_of_sides(a: &Side, b: &Side) -> Markup {
    html! {
        div.scroll tabindex="0" { table {
            thead { tr { th {} th { "Scenario" } th { "Set beside its files" } th { "Digest of its files" } } }
            tbody { @for (letter, side) in [("A", a), ("B", b)] {
                tr {
                    th scope="row" { (letter) }
                    td { (side.view.title) }
                    td { @if side.set.is_empty() { "nothing" } @else { @for (place, (words, set)) in side.set.iter().enumerate() { @if place > 0 { br; } (words) " " small.mono { (set) } } } }
                    td.mono { (side.view.digest) }
                }
            } }
        } }
    }
}

/// Where pairs part, in words.
fn divergence(a: &Side, divergences: &Divergences, pairs: usize) -> Markup {
    let date = |day: u32| a.view.inputs.start.saturating_add(i64::from(day).days()).to_string();
    let counties = divergences.counties.iter().take(5);
    let counties: Vec<String> = counties
        .filter_map(|(county, count)| Some(format!("{} ({count})", a.view.inputs.counties.get(*county)?.name)))
        .collect();
    html! {
        @if let (Some(first), Some(half)) = (divergences.first, divergences.median) {
            p {
                (divergences.pairs) " of " (pairs) " pairs part. The first attempt that differs is made on " b { (date(first)) }
                "; half of the pairs that part have parted by " (date(half)) "."
                @if !counties.is_empty() { " Counties that differ first, with the number of pairs: " (counties.join(", ")) "." }
            }
        } @else {
            p { "No attempt differs in any pair." }
        }
    }
}

fn table(differences: &[Difference], currency: &str) -> Markup {
    html! {
        p.note {
            "Means over pairs; the interval is Student’s t over the differences of pairs, 95 % for each line by itself (of twenty lines \
             without any effect one is expected to leave zero out). Gain: the variance of the difference with luck of each side’s own, \
             divided by that with common luck; so many times more replicates would be needed without pairing."
        }
        div.scroll tabindex="0" { table.numbers {
            thead { tr { th {} th { "B − A" } th { "95 % interval" } th { "A" } th { "B" } th { "Gain" } } }
            tbody { @for d in differences { tr {
                th scope="row" { (d.outcome.words) small { (unit(d, currency)) } }
                td { b { (number(d.mean)) } }
                td { (number(d.low)) " to " (number(d.high)) }
                td { (number(d.a)) }
                td { (number(d.b)) }
                td { @match d.reduction { Some(gain) if gain >= 999.5 => ">999 ×", Some(gain) => (format!("{gain:.1} ×")), None => "–" } }
            } } }
        } }
    }
}

fn unit(difference: &Difference, currency: &str) -> String {
    match difference.outcome.unit() {
        "currency" => currency.to_string(),
        unit => unit.to_string(),
    }
}

fn both(sides: &[MonthlySummary; 2], heading: &str, unit: &str, what: Selection) -> Markup {
    let line = |name: &str, summary: &MonthlySummary| Line {
        name: name.to_string(),
        spread: summary.by_month(|r, m| summary.all(r, what, m)),
    };
    let lines = [line("A", &sides[0]), line("B", &sides[1])];
    fan(&sides[0], heading, unit, &lines, "Both sides.")
}

/// The difference of each pair by month, with zero in sight.
fn difference([a, b]: &[MonthlySummary; 2], heading: &str, unit: &str, what: Selection) -> Markup {
    let less = |r: usize, m: usize| b.all(r, what, m) - a.all(r, what, m);
    let count = a.replicates().min(b.replicates());
    let months = 0..a.months.len().min(b.months.len());
    let spread: Vec<Option<Spread>> = months.map(|m| Spread::of((0..count).map(|r| less(r, m)))).collect();
    let ends = |select: fn(&Spread) -> f64| spread.iter().flatten().map(select);
    let (least, most) = (
        ends(|s| s.low).fold(0.0, f64::min),
        ends(|s| s.high).fold(0.0, f64::max),
    );
    let height = 250.0;
    let axis = Axis {
        summary: a,
        first: 0,
        left: 56.0,
        right: WIDTH - 8.0,
        top: 20.0,
        bottom: height - 38.0,
    };
    let positive = ticks(most.max(-least));
    let step = positive.get(1).copied().unwrap_or(1.0);
    let mut steps: Vec<f64> = positive.iter().rev().map(|step| 0.0 - step).collect();
    steps.extend(&positive[1..]);
    steps.retain(|tick| *tick > least - step && *tick < most + step);
    let (low, high) = (
        steps.first().copied().unwrap_or(0.0),
        steps.last().copied().unwrap_or(1.0),
    );
    let y = |value: f64| axis.bottom - (value - low) / (high - low) * (axis.bottom - axis.top);
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(format!("{heading}, difference, {unit}")) {
            (axis.shade())
            @for step in &steps {
                line.grid x1=(c(axis.left)) x2=(c(axis.right)) y1=(c(y(*step))) y2=(c(y(*step))) {}
                text.end x=(c(axis.left - 5.0)) y=(c(y(*step) + 4.0)) { (short(*step, high.max(-low))) }
            }
            line.limit x1=(c(axis.left)) x2=(c(axis.right)) y1=(c(y(0.0))) y2=(c(y(0.0))) {}
            g.c2 {
                path.band d=(band(&axis, &y, &spread, |s| (s.low, s.high))) {}
                path.band d=(band(&axis, &y, &spread, |s| (s.quarter, s.three_quarters))) {}
                path.median d=(median(&axis, &y, &spread)) {}
            }
            (points(&axis, unit, &[Line { name: "B − A".into(), spread }]))
            (axis.months())
        }
    };
    figure(
        &format!("{heading}, B − A"),
        unit,
        &[],
        svg,
        "Difference in the same history.",
    )
}
