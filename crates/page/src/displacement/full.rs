//! Which camps are full when.

use super::frame::Frame;
use super::seen::Seen;
use crate::charts::{WIDTH, c};
use crate::numbers::count;
use maud::{Markup, html};

/// Letters of a name that are shown.
const LETTERS: usize = 24;
const ROW: f64 = 24.0;
/// Classes of how full a camp is: up to which share of its limit, and in words.
const CLASSES: [(f64, &str); 4] = [
    (0.5, "up to half full"),
    (0.9, "up to 90 %"),
    (1.0, "up to the limit"),
    (f64::INFINITY, "over the limit"),
];

fn class(people: f64, limit: f64) -> usize {
    CLASSES
        .iter()
        .position(|(share, _)| people <= share * limit)
        .unwrap_or(0)
}

/// The strips, and how many days each camp is over its limit.
pub fn section(seen: &Seen) -> Markup {
    let limited: Vec<usize> = (0..seen.camps.len())
        .filter(|camp| seen.camps[*camp].is_limited())
        .collect();
    let free = seen.camps.iter().filter(|camp| !camp.is_limited());
    let free: Vec<String> = free
        .map(|camp| match camp.capacity.iter().flatten().next() {
            Some(people) => format!(
                "{} (its capacity of {} is used up on the first day)",
                camp.name,
                count(*people)
            ),
            None => camp.name.clone(),
        })
        .collect();
    html! {
        @if !free.is_empty() { p { "Without a limit: " (free.join(", ")) "." } }
        @if limited.is_empty() {
            p { "No camp has a limit, so that none can be full." }
        } @else {
            p.note {
                "The upper strip of a camp is simulated (median of histories) against the limit of the rules, which Flee lowers by those who are there on the "
                "first day. The lower strip is what was registered against the capacity in the input. From " (percent(seen.conflict.displacement.network.rules.capacity_buffer)) " of the limit "
                "on a camp attracts less, and at the limit nobody sets out for it; those already on their way still arrive."
            }
            p.legend { @for (i, (_, words)) in CLASSES.iter().enumerate() { span { i class=(format!("f{i}")) {} (words) } " " } }
            figure.single { div.scroll tabindex="0" { (strips(seen, &limited)) } }
            (table(seen, &limited))
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A name, cut where it is too long for the margin.
fn short(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

fn strips(seen: &Seen, limited: &[usize]) -> Markup {
    let names: Vec<String> = limited.iter().map(|camp| short(&seen.camps[*camp].name)).collect();
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let margin = 14.0 + 7.2 * longest as f64;
    let height = ROW * limited.len() as f64 + 40.0;
    let mut frame = Frame::new(seen, (WIDTH * 1.25, height), 1.0);
    frame.left = margin;
    let label = format!("How full each camp is by day: {}", limited.len());
    html! {
        svg.wide viewBox=(format!("0 0 {} {height}", frame.width)) role="img" aria-label=(label) {
            @for (row, camp) in limited.iter().enumerate() {
                @let top = ROW * row as f64 + 2.0;
                text.end x=(c(margin - 8.0)) y=(c(top + 13.0)) { (names[row]) }
                (strip(&frame, seen, *camp, (top, 12.0), |day| Some((seen.spread(*camp, day)?.median, seen.camps[*camp].limit[day]?))))
                (strip(&frame, seen, *camp, (top + 13.0, 5.0), |day| Some((seen.registered(&[*camp], day), seen.camps[*camp].capacity[day]?))))
            }
            (frame.dates())
        }
    }
}

/// One strip, by the people in a camp and its limit: days that are alike in a row are one rectangle.
fn strip(
    frame: &Frame,
    seen: &Seen,
    camp: usize,
    (top, height): (f64, f64),
    held: impl Fn(usize) -> Option<(f64, f64)>,
) -> Markup {
    let of = |day: usize| held(day).map(|(people, limit)| class(people, limit));
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for day in 0..seen.days() {
        let Some(class) = of(day) else { continue };
        match runs.last_mut() {
            Some((_, end, same)) if *same == class && *end == day => *end = day + 1,
            _ => runs.push((day, day + 1, class)),
        }
    }
    let right = |day: usize| frame.x(day as f64).min(frame.right());
    html! {
        @for (first, end, class) in runs {
            rect.fill.(format!("f{class}")) x=(c(right(first))) y=(c(top)) width=(c((right(end) - right(first)).max(0.4))) height=(c(height)) {
                title { (seen.camps[camp].name) ": " (CLASSES[class].1) ", " (seen.date(first)) " to " (seen.date(end - 1)) }
            }
        }
    }
}

fn table(seen: &Seen, limited: &[usize]) -> Markup {
    html! {
        div.scroll tabindex="0" { table.numbers {
            thead { tr {
                th {} th { "Limit on the last day" } th { "Days over it, simulated" } th { "First such day" } th { "Most full, simulated" }
                th { "Capacity in the input" } th { "Days over it, registered" }
            } }
            tbody { @for camp in limited {
                @let days = 0..seen.days();
                @let over: Vec<f64> = days.clone().filter_map(|day| seen.share_over_limit(*camp, day)).collect();
                @let first = days.clone().find(|day| seen.share_over_limit(*camp, *day).is_some_and(|share| share > 0.5));
                @let simulated = |day: usize| Some(seen.spread(*camp, day)?.median / seen.camps[*camp].limit[day]?);
                @let registered = |day: usize| Some(seen.registered(&[*camp], day) / seen.camps[*camp].capacity[day]?);
                tr {
                    th scope="row" { (seen.camps[*camp].name) }
                    td { @match seen.camps[*camp].limit.last().copied().flatten() { Some(limit) => (count(limit)), None => "none" } }
                    td { (count(over.iter().sum::<f64>())) " of " (over.len()) }
                    td { @match first { Some(day) => (seen.date(day)), None => "never" } }
                    td { (percent(days.clone().filter_map(simulated).fold(0.0, f64::max))) }
                    td { @match seen.camps[*camp].capacity.last().copied().flatten() { Some(people) => (count(people)), None => "none" } }
                    td { (days.filter(|day| registered(*day).is_some_and(|share| share > 1.0)).count()) " of " (over.len()) }
                }
            } }
        } }
        p.note {
            "Days over the limit: mean over histories. First such day: the first on which more than half of the histories are over it."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Halved, the bound of a class left every test green while strips said that camps were nearly full.
    #[test]
    fn a_class_goes_up_to_what_its_words_say() {
        let of = |people: f64| CLASSES[class(people, 100.0)].1;
        assert_eq!([0.0, 50.0].map(of), ["up to half full"; 2]);
        assert_eq!([51.0, 90.0].map(of), ["up to 90 %"; 2]);
        assert_eq!([91.0, 100.0].map(of), ["up to the limit"; 2]);
        assert_eq!(of(101.0), "over the limit");
    }
}
