//! Each camp beside what was registered there.

use super::frame::Frame;
use super::seen::Seen;
use crate::charts::c;
use crate::numbers::{count, range};
use maud::{Markup, html};

/// Width and height of a small figure.
const SIZE: (f64, f64) = (340.0, 190.0);

/// What the lines are, then one figure for each camp.
pub fn section(seen: &Seen) -> Markup {
    html! {
        p.note {
            "People in each camp, day by day; every camp has a scale of its own. Dots are days on which people were counted; between them "
            "the registered number is a straight line. The limit is that of the rules: Flee takes those who are in a camp on the first day "
            "off its capacity, and then counts them all the same."
        }
        p.legend {
            span { i.c0 {} "simulated, " @if seen.single() { "one history" } @else { "median and the middle nine tenths of histories" } } " "
            span { i.c1 {} "registered" } " "
            span { i.ink {} "limit of the camp" }
        }
        div.multiples { @for camp in 0..seen.camps.len() { (figure(seen, camp)) } }
    }
}

/// Limits of all days in words.
fn limit(limits: &[Option<f64>]) -> Option<String> {
    let limits = limits.iter().flatten();
    let (low, high) = limits.fold((f64::INFINITY, 0.0_f64), |(low, high), l| (low.min(*l), high.max(*l)));
    (high > 0.0).then(|| if low == high { count(high) } else { range(low, high) })
}

/// What a camp's figure draws: highest value of its scale, and whether the limit is within it.
fn scale(seen: &Seen, camp: usize) -> (f64, bool) {
    let spreads = (0..seen.days())
        .filter_map(|day| seen.spread(camp, day))
        .map(|s| s.high);
    let most = spreads
        .chain((0..seen.days()).map(|day| seen.registered(&[camp], day)))
        .fold(0.0, f64::max);
    let highest = seen.camps[camp].limit.iter().flatten().copied().fold(0.0, f64::max);
    let shown = highest > 0.0 && highest <= most * 1.6;
    (if shown { most.max(highest) } else { most }, shown)
}

/// The lines of a camp: simulated, registered, its limit.
pub fn drawing(seen: &Seen, camp: usize) -> Markup {
    let at = &seen.camps[camp];
    let spreads: Vec<_> = (0..seen.days()).map(|day| seen.spread(camp, day)).collect();
    let registered = |day: usize| seen.registered(&[camp], day);
    let (most, shown) = scale(seen, camp);
    let frame = Frame::new(seen, SIZE, most);
    let last = seen.days().saturating_sub(1);
    let end = spreads.last().copied().flatten().map_or(0.0, |s| s.median);
    let label = format!(
        "{}: on {} simulated {}, registered {}, limit {}",
        at.name,
        seen.date(last),
        count(end),
        count(registered(last)),
        limit(&at.limit).unwrap_or("none".into())
    );
    html! {
        svg viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-label=(label) {
            (frame.axes())
            g.c0 {
                @if !seen.single() { path.band d=(frame.band(|day| spreads[day].map(|s| (s.low, s.high)))) {} }
                path.median d=(frame.line(|day| spreads[day].map(|s| s.median))) {}
            }
            g.c1 {
                path.registered d=(frame.line(|day| Some(registered(day)))) {}
                path.counted d=(dots(&frame, seen, camp)) {}
            }
            @if shown { path.capacity d=(frame.line(|day| at.limit[day])) {} }
        }
    }
}

fn figure(seen: &Seen, camp: usize) -> Markup {
    let at = &seen.camps[camp];
    let (_, shown) = scale(seen, camp);
    html! {
        figure {
            h3 { (at.name) }
            (drawing(seen, camp))
            figcaption {
                @match (limit(&at.limit), limit(&at.capacity)) {
                    (Some(limit), capacity) => {
                        "Limit: " (limit)
                        @if let Some(capacity) = capacity.filter(|capacity| *capacity != limit) { " (capacity in the input: " (capacity) ")" }
                        @if !shown { ", beyond the scale" } "."
                    }
                    (None, Some(capacity)) => {
                        "No limit: more are there on the first day than the capacity of " (capacity) " in the input, and Flee then knows none."
                    }
                    (None, None) => "No limit.",
                }
            }
        }
    }
}

/// A dot for each count that is not too near to the one before it.
fn dots(frame: &Frame, seen: &Seen, camp: usize) -> String {
    let (mut path, mut before) = (String::new(), f64::NEG_INFINITY);
    for (day, _) in &seen.camps[camp].counted {
        let x = frame.x(*day as f64);
        if x - before >= 3.0 {
            path += &format!("M{} {}h0", c(x), c(frame.y(seen.registered(&[camp], *day))));
            before = x;
        }
    }
    path
}
