//! Whether a fit may be believed: calibration on held-out runs, what each series taught, observations that all others contradict.

use super::{FitView, is_whole, learned_share, with_interval};
use crate::charts::c;
use amnok_lab::learn::checked::{Check, Covered};
use maud::{Markup, html};

/// The section of a fit that was checked.
pub fn section(view: &FitView<'_>) -> Markup {
    let Some(check) = view.check else {
        return html! { p { "Not checked: " code { "amnok fit BANK --check 300" } " holds runs out as if they were the world." } };
    };
    html! {
        p { (check.sentence()) }
        (coverage(view, check))
        div.multiples { @for of in &check.any { (ecdf(view, check, of)) } }
        p.note {
            "Steps: share of held-out truths below each percentile of their posterior, less what is expected. Shaded: where 95 of 100 calibrated \
             quantities stay."
        }
        (planted(check))
        (crossed(view, check))
        (taught(view, check))
        (conflicts(view, check))
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn coverage(view: &FitView<'_>, check: &Check) -> Markup {
    html! {
        div.scroll tabindex="0" { table.numbers {
            thead { tr { th { "Hidden quantity" } th { "In the 50 % interval" } th { "In the 90 % interval" } th { "Nearest runs: 50 %" } th { "90 %" } th { "Uniform" } } }
            tbody { @for (of, near) in check.any.iter().zip(&check.nearest) { tr {
                th scope="row" { (view.given.columns[of.column].words) small { (view.given.columns[of.column].from) " to " (view.given.columns[of.column].to) } }
                td { (percent(of.half)) } td { (percent(of.most)) } td { (percent(near.half)) } td { (percent(near.most)) }
                td { @if of.uniform { "yes" } @else { b { "no" } } }
            } } }
        } }
    }
}

/// The distribution of percentiles less the uniform's, with its band.
fn ecdf(view: &FitView<'_>, check: &Check, of: &Covered) -> Markup {
    const SIZE: (f64, f64) = (300.0, 126.0);
    /// Largest difference shown.
    const MOST: f64 = 0.2;
    let x = |p: f64| 4.0 + p * (SIZE.0 - 8.0);
    let y = |d: f64| 55.0 - d.clamp(-MOST, MOST) / MOST * 50.0;
    let band = &check.band;
    let edge = |edges: &[f64]| -> Vec<String> {
        let places = band.places.iter().zip(edges);
        places.map(|(p, e)| format!("{} {}", c(x(*p)), c(y(e - p)))).collect()
    };
    let (mut upper, lower) = (edge(&band.high), edge(&band.low));
    upper.extend(lower.into_iter().rev());
    let below = |p: f64| of.percentiles.iter().filter(|q| **q <= p).count() as f64 / of.percentiles.len().max(1) as f64;
    let line: Vec<String> = (0..=100)
        .map(|k| f64::from(k) / 100.0)
        .map(|p| format!("{} {}", c(x(p)), c(y(below(p) - p))))
        .collect();
    let column = &view.given.columns[of.column];
    html! {
        figure {
            h3 { (column.words) @if !is_whole(view, column) { " from " (column.from) } }
            svg.c0 viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-label=(format!("Calibration of {}", column.words)) {
                path.band d=(format!("M{}z", upper.join("L"))) {}
                line.axis x1=(c(x(0.0))) x2=(c(x(1.0))) y1=(c(y(0.0))) y2=(c(y(0.0))) {}
                path.median d=(format!("M{}", line.join("L"))) {}
                @for (sign, share) in [("+", MOST), ("−", -MOST)] { text.small x="4" y=(c(y(share) + if share > 0.0 { 9.0 } else { 0.0 })) { (sign) (format!("{:.0} %", 100.0 * MOST)) } }
                text.small x="4" y="122" { "percentile 0" }
                text.small.end x=(c(x(1.0))) y="122" { "100" }
            }
        }
    }
}

/// What became of misfits that were planted.
fn planted(check: &Check) -> Markup {
    html! {
        h3 { "Misfits that are planted" }
        p.note {
            "In held-out runs one observation is made wrong. Named: expected by all others less than any where the model is right, or contradicted by them; of nothing, by \
             false alarm. Can be: named by somebody who knows every reading of that run, and with as few false alarms; nobody can name more. Intervals: of what it does not touch, the share of 90 % intervals that hold the truth, on average and at least."
        }
        div.scroll tabindex="0" { table.numbers {
            thead { tr { th { "Planted" } th { "Observed with errors" } th { "Runs" } th { "Named" } th { "Can be" } th { "Stands apart" } th { "Intervals that hold" } th { "At least" } } }
            tbody { @for found in check.planted.iter().filter(|found| found.worlds > 0) { tr {
                th scope="row" { (found.plant.words()) } td { (found.beside_errors()) } td { (found.worlds) } td { (percent(found.flagged)) } td { (found.possible.map_or_else(String::new, percent)) } td { (percent(found.apart)) }
                td { (percent(found.least_and_mean().1)) } td { (percent(found.least_and_mean().0)) }
            } } }
        } }
    }
}

/// What a forest makes of it.
fn crossed(view: &FitView<'_>, check: &Check) -> Markup {
    html! {
        h3 { "By another method" }
        p.note {
            "A forest of regression trees learns from what would have been observed in each run, and shares nothing with emulator and chains. Both agree where \
             the median of each lies in the other’s 90 % interval. Explained: share of the differences between runs that it had not seen."
        }
        div.scroll tabindex="0" { table.numbers {
            thead { tr { th { "Hidden quantity" } th { "Fit: median (5 to 95 %)" } th { "Forest" } th { "Explained" } th { "Agree" } } }
            tbody { @for of in &check.crossed { tr {
                th scope="row" { (view.given.columns[of.column].words) small { (view.given.columns[of.column].from) " to " (view.given.columns[of.column].to) } }
                td { (with_interval(&of.fit)) } td { (with_interval(&of.forest)) } td { (format!("{:.2}", of.explained)) }
                td { @if of.agrees() { "yes" } @else { b { "no" } } }
            } } }
        } }
    }
}

fn taught(view: &FitView<'_>, check: &Check) -> Markup {
    let lessons = &check.lessons;
    let shown = |share: f64| learned_share(share).unwrap_or("–".into());
    html! {
        h3 { "What each series taught" }
        p.note { "Share of the prior’s interval that is gone: with everything observed, and with one series left out. A dash: nothing learned." }
        div.scroll.tall tabindex="0" { table.numbers {
            thead { tr { th { "Left out" } @for column in &lessons.columns { th { (view.given.columns[*column].name) small { (view.given.columns[*column].from) } } } } }
            tbody {
                tr { th scope="row" { b { "nothing" } } @for share in &lessons.all { td { b { (shown(*share)) } } } }
                @for of in &lessons.taught { tr { th scope="row" { (of.series) } @for share in &of.without { td { (shown(*share)) } } } }
            }
        } }
    }
}

fn conflicts(view: &FitView<'_>, check: &Check) -> Markup {
    let lessons = &check.lessons;
    html! {
        h3 { "Observations against all others" }
        p { (check.limit_sentence(&view.given)) }
        p { (lessons.apart_sentence()) }
        ul { @for conflict in lessons.apart() {
            li {
                b { (lessons.id(&view.given, conflict)) } @if conflict.flagged { " contradicts them" }
                ": the others expect something as far off with a chance of " (format!("{:.4}", conflict.chance)) "."
            }
        } }
    }
}
