//! The opening, and methods and limits.

use super::headline;
use super::numbers::{brief, number};
use super::summary::{MonthlySummary, select};
use super::view::View;
use maud::{Markup, html};

/// What the page is, in one paragraph with the main result.
pub fn lead(view: &View, summary: &MonthlySummary) -> Markup {
    let years = summary.years();
    let known: Vec<_> = years
        .iter()
        .filter(|(_, m)| summary.forecast.is_none_or(|first| m.end <= first))
        .collect();
    let leave = [select("crossed").activity(0)];
    let total = |months: &std::ops::Range<usize>| summary.total(&leave, months.clone()).map(|s| s.median);
    let residents: f64 = view
        .inputs
        .counties
        .iter()
        .map(|county| f64::from(county.residents))
        .sum();
    html! {
        p.lead {
            "A border is closed, and " (number(residents)) " people live along it. This page shows what happens in "
            (summary.replicates()) " simulated histories of " (view.inputs.counties.len()) " counties, "
            (headline::text(summary)) ", lived through day by day."
            @if let (Some((first, before)), Some((last, after))) = (known.first(), known.last()) {
                @if let (Some(a), Some(b)) = (total(before), total(after)) {
                    @if first != last {
                        " In " (first) " about " b { (brief(a)) } " people cross to leave for good; in " (last) ", about "
                        b { (brief(b)) } "."
                    }
                }
            }
        }
        p.warning {
            "These are the numbers of a model, not counts. They follow from the orders and " (view.values.len()) " values listed below, of "
            "which " b { (view.values.iter().filter(|value| value.assumed.is_some()).count()) " are assumed" } "."
            @if let Some(wide) = wide(view, summary) { " " (wide) }
        }
    }
}

/// How wide the assumptions make the main result.
fn wide(view: &View, summary: &MonthlySummary) -> Option<String> {
    let passages = summary.total(&[select("crossed").activity(0)], 0..summary.months.len())?;
    (view.drawn && passages.low > 0.0).then(|| {
        let what = if view.posterior.is_some() {
            "What was learned"
        } else {
            "What is assumed"
        };
        format!(
            "{what} leaves open whether {} or {} people cross to leave: a factor of {}.",
            brief(passages.low),
            brief(passages.high),
            brief(passages.high / passages.low)
        )
    })
}

/// How it is made, and what it cannot do.
pub fn methods(view: &View, summary: &MonthlySummary) -> Markup {
    html! {
        h3 { "How it is made" }
        p {
            "Every resident of the border counties is represented one by one. Each simulated day, orders take effect, forces are "
            "posted, some residents set out to leave or to smuggle, and each attempt meets what stands in its way: the zone, guards, "
            "cameras, fence, wall, river, and the other side. Guards may be paid; other guards watch them. People learn from what "
            "happened near them. Chance decides within the rules: the same run with other luck is another "
            "history. Here are " (summary.replicates()) " of them"
            @if view.drawn {
                ", each with values of its own: what is assumed is drawn "
                @if view.posterior.is_some() { "from what was learned, where that moved it, and else from its range" } @else { "from its range" }
                ", but for every fourth history, which has the values of the one before it"
            }
            "."
        }
        h3 { "How to read the intervals" }
        p {
            @if view.posterior.is_some() {
                "The intervals show what is left open by what was learned, by the other assumptions and by chance. They do " b { "not" }
                " show whether the rules are right; what does not fit, at the top of this page, says how far to trust them."
            } @else if view.drawn {
                "The intervals show what the assumed values and chance leave open, as far as the ranges are right. They do " b { "not" }
                " show whether the rules are right; the public record at the top of this page says how far to trust them."
            } @else {
                "The intervals show chance only: how far histories differ when luck differs and everything else is the same. They do "
                b { "not" } " show how uncertain the values that went in are, nor whether the rules are right. The true uncertainty is "
                "larger than any band on this page."
            }
            " With " (summary.replicates()) " histories, the ends of the 5–95 % interval are themselves rough."
        }
        @if let Some((month, later)) = summary.forecast.zip(view.later.as_ref()) {
            p {
                "From " (summary.months[month].name()) " on the run is a forecast, shaded in the figures: " (later) ". It holds only if no "
                "order or shock comes that the scenario does not have."
            }
        }
        h3 { "What the words mean" }
        dl {
            dt { "Attempt" } dd { "One person setting out once, to leave for good or to fetch or bring goods." }
            dt { "Passage" } dd { "An attempt that reached the other side." }
            dt { "Standing deal" } dd { "A lasting arrangement by which a guard lets people or goods pass for money." }
            dt { "Found complicit" } dd { "A guard whose deal was found out by others who watch, and who was discharged." }
            dt { "Median" } dd { "Half of the histories have more, half have less." }
        }
        h3 { "What it is not for" }
        p {
            "Amnok is for understanding, and for the protection of people. It holds no position of any post, camera or mine; nothing in "
            "it is finer than a county. It gives no advice on routes, does not look for better enforcement, and takes no live data. Do "
            "not use it to judge any single person, place or night, and do not quote its numbers as counts of what "
            "happened."
        }
        h3 { "To make it again" }
        p {
            "Scenario " span.mono { (view.inputs.name) } ", seed " span.mono { (view.seed) } ", version " span.mono { (view.version) }
            ", digest of the scenario’s files " span.mono { (view.digest) } ". The same three give the same numbers."
        }
    }
}
