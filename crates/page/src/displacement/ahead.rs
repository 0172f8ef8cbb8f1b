//! A displacement that was calibrated: what was learned of its settings, and its camps from the last day that was known.

use super::errors::digits;
use super::frame::Frame;
use super::seen::Seen;
use super::title;
use crate::charts::c;
use crate::document::{contents, document, sections};
use crate::fit::learned_share;
use crate::numbers::{brief, count, range};
use amnok_lab::camps::{Calibrated, Forecast, error, scored};
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use amnok_scenario::many;
use maud::{Markup, html};

/// Width and height of a figure.
const SIZE: (f64, f64) = (340.0, 190.0);

/// What a section is made from.
struct Of<'a> {
    seen: Seen<'a>,
    found: &'a Calibrated,
}

/// Id, title, and what makes a section.
type Section = (&'static str, &'static str, fn(&Of) -> Markup);

/// Sections in their order.
const SECTIONS: &[Section] = &[
    ("camps", "The camps from there on", camps),
    ("scores", "How good it was", scores),
    ("settings", "What was learned of the settings", settings),
    ("reading", "How to read it", reading),
];

/// Makes the page of a displacement that was calibrated until a day.
pub fn calibration(conflict: &Conflict, found: &Calibrated, seed: u64) -> String {
    let all = Replicates {
        courses: vec![found.own.clone()],
        ..Replicates::default()
    };
    let seen = Seen::of(conflict, &all);
    let last = seen.days().saturating_sub(1);
    let heading = format!("{}: camps ahead", title(&conflict.name));
    let of = Of { seen, found };
    let body = html! {
        header {
            p.kicker { "Amnok · a displacement by the rules of Flee, calibrated" }
            h1 { (heading) }
            p.lead {
                "From the counts until " b { (of.seen.date(found.until)) } ", the camps are forecast to " b { (of.seen.date(last)) } ": "
                (many(found.trials.len() - 1, "point", "points")) " of ten settings were lived through, and weighted by how near they came to what was counted."
            }
            p.warning {
                "How many people there are in all is given, as it is to the naive forecasts; what is forecast is which camp they are in. Later counts of camps are "
                "looked at only to say how good it was."
            }
        }
        (contents(SECTIONS))
        (sections(SECTIONS, &of))
        footer { p { "Made by Amnok " (env!("CARGO_PKG_VERSION")) ", seed " (seed) "." } }
    };
    document(&heading, env!("CARGO_PKG_VERSION"), &body)
}

fn camps(of: &Of) -> Markup {
    html! {
        p.legend {
            span { i.c0 {} "forecast: middle, half and nine tenths" } " "
            span { i.c1 {} "registered" } " "
            span { i.ink {} "last day that was known" }
        }
        div.multiples { @for camp in of.seen.once() { figure { h3 { (of.seen.camps[camp].name) } (drawing(of, camp)) } } }
        (last_day(of))
    }
}

fn drawing(of: &Of, camp: usize) -> Markup {
    let seen = &of.seen;
    let registered = |day: usize| seen.registered(&[camp], day);
    let high = |day| of.found.people(camp, day).map_or(0.0, |band| band.high);
    let most = (0..seen.days())
        .map(|day| registered(day).max(high(day)))
        .fold(0.0, f64::max);
    let frame = Frame::new(seen, SIZE, most);
    let last = seen.days().saturating_sub(1);
    let end = of.found.people(camp, last).map_or(String::new(), |band| {
        format!(", forecast {} ({})", count(band.median), range(band.low, band.high))
    });
    let label = format!(
        "{}: on {} registered {}{end}",
        seen.camps[camp].name,
        seen.date(last),
        count(registered(last))
    );
    let known = frame.x(of.found.until as f64);
    html! {
        svg viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-label=(label) {
            (frame.axes())
            path.capacity d=(format!("M{} 8V{}", c(known), c(frame.bottom()))) {}
            g.c0 {
                path.band d=(frame.band(|day| of.found.people(camp, day).map(|band| (band.low, band.high)))) {}
                path.band d=(frame.band(|day| of.found.people(camp, day).map(|band| (band.quarter, band.three_quarters)))) {}
                path.median d=(frame.line(|day| of.found.people(camp, day).map(|band| band.median))) {}
            }
            g.c1 { path.registered d=(frame.line(|day| Some(registered(day)))) {} }
        }
    }
}

/// Forecast and registered on the last day, as a table.
fn last_day(of: &Of) -> Markup {
    let last = of.seen.days().saturating_sub(1);
    html! {
        h3 { "On " (of.seen.date(last)) }
        div.scroll tabindex="0" role="region" aria-label="Camps on the last day" { table.numbers {
            thead { tr { th { "Camp" } th { "Forecast" } th { "5 to 95 %" } th { "Registered" } } }
            tbody { @for camp in of.seen.once() { @if let Some(band) = of.found.people(camp, last) {
                tr {
                    th scope="row" { (of.seen.camps[camp].name) }
                    td { b { (count(band.median)) } }
                    td { (range(band.low, band.high)) }
                    td { (count(of.seen.registered(&[camp], last))) }
                }
            } } }
        } }
    }
}

fn scores(of: &Of) -> Markup {
    let found = of.found;
    let later = scored(&found.camps, &found.registered, found.until);
    let right = found.camps.coverage_if_right();
    let after = found.until + 1;
    let own = error(&found.trials[0].shares[after..], &found.registered[after..]);
    html! {
        p {
            "The forecast is the mean of the first two, in equal parts; errors before are those from five earlier days until " (of.seen.date(found.until)) ". "
            "Of the later counts " b { (percent(later.within[0])) } " lie within the bands of one half, " b { (percent(later.within[1])) } " within those of nine tenths. "
            "Were those right, " (percent(right.median)) " would lie within them in the middle of many such forecasts, less than " (percent(right.low)) " in one of twenty, and all in "
            (percent(right.whole)) " of them: days follow on each other, and one conflict says little of its bands."
        }
        div.scroll tabindex="0" role="region" aria-label="Errors of the forecasts" { table.numbers {
            thead { tr { th { "Forecast" } th { "Error before" } th { "Error afterwards" } } }
            tbody {
                @for (place, one) in Forecast::ALL.into_iter().enumerate() {
                    tr { th scope="row" { (one.words()) } td { (digits(found.camps.before[place])) } td { (digits(later.each[place])) } }
                }
                tr { th scope="row" { "mean of the first two" } td { (digits(found.camps.mean_before)) } td { b { (digits(later.mean)) } } }
                tr { th scope="row" { "settings of the files as they are" } td { "–" } td { (digits(own)) } }
            }
        } }
        p.note { "Error: Σ |share − registered share| over camps, mean over days; 0 is as registered, 2 the most." }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn settings(of: &Of) -> Markup {
    html! {
        p {
            "Error until " (of.seen.date(of.found.until)) ": " (digits(of.found.errors[0])) " with the settings of the files, "
            (digits(of.found.least_error())) " at the best point."
        }
        div.scroll tabindex="0" role="region" aria-label="Settings before and after" { table.numbers {
            thead { tr { th { "Setting" } th { "Held likely before" } th { "Middle now" } th { "Likely now" } th { "Learned" } } }
            tbody { @for of in of.found.learned() {
                tr {
                    th scope="row" { (of.varied.words) small { (of.varied.key) } }
                    td { (brief(of.prior[0])) " to " (brief(of.prior[1])) }
                    td { b { (brief(of.now.median)) } }
                    td { (brief(of.now.low)) " to " (brief(of.now.high)) }
                    td { (learned_share(of.learned).unwrap_or_else(|| "nothing".into())) }
                }
            } }
        } }
        p.note { "Nine tenths lie between the two numbers. Learned: the share of that interval that is gone." }
    }
}

fn reading(_: &Of) -> Markup {
    html! {
        p {
            "Runs with other settings than those of the files show what the counts allow; where hardly anything was learned of a setting, the counts do not "
            "decide it. The bands say how far such forecasts were off before, from days on which the later counts were known already. They do not know of new "
            "camps, new conflicts, or borders that close."
        }
    }
}
