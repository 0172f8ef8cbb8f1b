//! How far the simulated camps are from the registered ones.

use super::frame::Frame;
use super::seen::Seen;
use crate::charts::{WIDTH, colour, legend};
use amnok_lab::Spread;
use amnok_lab::displacement::Measure;
use amnok_store::tables::displacement::errors;
use maud::{Markup, html};

/// An error for readers.
pub fn digits(value: f64) -> String {
    format!("{value:.3}")
}

/// What a measure is.
fn meaning(measure: Measure) -> &'static str {
    match measure {
        Measure::Total => {
            "Flee’s column “Total error”: differences of all camps, without their signs, added up and divided by all \
            registered people as Flee counts them, whether in these camps or not."
        }
        Measure::Relative => "That of Flee’s papers: the same sum, divided by the people registered in the camps.",
        Measure::Rescaled => {
            "The same after all simulated counts are multiplied so that their sum is that of the registered: it sees \
            where people are, not how many. Half of it is the share of people who are in the wrong camp."
        }
    }
}

/// The chart, and the names of its lines.
pub fn figure(seen: &Seen) -> (Markup, Vec<String>) {
    let means = errors(seen.all);
    let of = |measure: Measure| (0..seen.days()).map(|day| seen.error(measure, day)).collect::<Vec<_>>();
    let spreads: Vec<_> = means.iter().map(|(measure, _)| of(*measure)).collect();
    let all = spreads.iter().flatten().flatten();
    let most = all.map(|s| s.high).fold(0.0, f64::max);
    let frame = Frame::new(seen, (WIDTH, 260.0), most);
    let names: Vec<String> = means.iter().map(|(measure, _)| measure.words().to_owned()).collect();
    let ends = |s: Spread| (s.low, s.high);
    let chart = html! {
        svg viewBox=(format!("0 0 {WIDTH} 260")) role="img" aria-label=(format!("Error by day: {}", names.join(", "))) {
            (frame.axes())
            @for (i, spread) in spreads.iter().enumerate() {
                g class=(colour(i)) {
                    @if !seen.single() { path.band d=(frame.band(|day| spread[day].map(ends))) {} }
                    path.median d=(frame.line(|day| spread[day].map(|s| s.median))) {}
                }
            }
        }
    };
    (chart, names)
}

/// The chart, and the means.
pub fn section(seen: &Seen) -> Markup {
    let means = errors(seen.all);
    let (chart, names) = figure(seen);
    html! {
        div.grid {
            figure {
                h3 { "Error by day" span.unit { ", 0 = as registered" } }
                (legend(&names))
                (chart)
                figcaption {
                    @if seen.single() { "One history." } @else { "Median of the histories, and the middle nine tenths of them." }
                }
            }
            div {
                div.scroll tabindex="0" { table.numbers {
                    thead { tr { th { "Mean over all days" } th { "Error" } @if !seen.single() { th { "5 to 95 % of histories" } } } }
                    tbody { @for (measure, over) in &means { tr {
                        th scope="row" { (measure.words()) }
                        td { b { (digits(over.mean)) } }
                        @if !seen.single() { td { (digits(over.spread.low)) " to " (digits(over.spread.high)) } }
                    } } }
                } }
                dl { @for (measure, _) in &means { dt { (measure.words()) } dd { (meaning(*measure)) } } }
                @if means.len() < Measure::ALL.len() {
                    p.note {
                        "Flee’s total error is not known where newcomers follow from " (seen.conflict.displacement.newcomers_follow())
                        ": its column is then 0."
                    }
                }
                p.note { "They divide by different numbers: compare an error only with one of the same name." }
            }
        }
    }
}
