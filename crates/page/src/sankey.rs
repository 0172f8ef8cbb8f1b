//! Where attempts end, as a Sankey diagram for each activity.

use super::charts::{WIDTH, c, figure};
use super::numbers::{count, range};
use super::summary::{MonthlySummary, select};
use super::words::two_lines;
use amnok_lab::Spread;
use maud::{Markup, html};

/// Measure, class and words of each end.
const ENDS: [(&str, &str, &str); 10] = [
    ("crossed", "good", "reached the other side"),
    ("sent_back", "bad", "caught beyond the line, sent back"),
    ("fined", "bad", "caught beyond the line, fined and turned back"),
    ("held", "bad", "caught beyond the line, held there"),
    ("turned_back", "even", "turned back"),
    ("arrested", "bad", "arrested"),
    ("shot", "worst", "hit by fire"),
    ("electrocuted", "worst", "caught by a live fence"),
    ("mine", "worst", "caught by a mine"),
    ("drowned", "worst", "drowned in the river"),
];

const LEFT: f64 = 96.0;
const RIGHT: f64 = 230.0;
const BODY: f64 = 200.0;
const GAP: f64 = 6.0;
/// Height of the numbers of an end, and of each line of its words.
const NUMBERS: f64 = 14.0;
const LINE: f64 = 13.0;
/// Letters of a line right of the ribbons, as many as a phone shows.
const LETTERS: usize = 34;

/// Two diagrams.
pub fn section(summary: &MonthlySummary) -> Markup {
    html! {
        p.note {
            "Every attempt has exactly one end. The ribbons are as thick as the median number of attempts in the whole period; "
            "those too thin to see are drawn as a hairline."
        }
        div.grid {
            (diagram(summary, 0, "How attempts to leave end", "Median over the histories, where nine tenths of them lie, and the share of all attempts."))
            (diagram(summary, 1, "How smuggling trips end", "The same for smuggling trips."))
        }
    }
}

fn diagram(summary: &MonthlySummary, activity: usize, heading: &str, caption: &str) -> Markup {
    let months = 0..summary.months.len();
    let total = |name: &str| summary.total(&[select(name).activity(activity)], months.clone());
    let median = |spread: Option<Spread>| spread.map_or(0.0, |s| s.median);
    let ends: Vec<Option<Spread>> = ENDS.iter().map(|(name, ..)| total(name)).collect();
    let sum: f64 = ends.iter().map(|s| median(*s)).sum();
    let height = |spread: Option<Spread>| if sum > 0.0 { median(spread) / sum * BODY } else { 0.0 };
    let mut from = 14.0;
    let mut to = 14.0;
    let mut free = 14.0f64;
    let mut ribbons = Vec::new();
    for ((.., words), spread) in ENDS.iter().zip(&ends) {
        let thick = height(*spread);
        let label = (to + thick / 2.0).max(free);
        let lines = two_lines(words, LETTERS);
        let numbers = label + LINE * lines.len() as f64;
        free = numbers + NUMBERS;
        ribbons.push((from, to, thick, label, numbers, lines));
        from += thick;
        to += thick + GAP;
    }
    let bottom = free.max(to) + 6.0;
    let bend = (LEFT + RIGHT) / 2.0;
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", c(bottom))) role="img" aria-label=(heading) {
            rect.node x=(c(LEFT - 8.0)) y="14" width="8" height=(c(BODY)) {}
            text.end x=(c(LEFT - 14.0)) y="108" { (count(sum)) }
            text.end.small x=(c(LEFT - 14.0)) y="124" { "attempts" }
            @for (((_, class, words), spread), (from, to, thick, label, numbers, lines)) in ENDS.iter().zip(&ends).zip(&ribbons) {
                @let share = if sum > 0.0 { median(*spread) / sum * 100.0 } else { 0.0 };
                @let visible = if share > 0.0 { thick.max(0.7) } else { 0.0 };
                g.ribbon.(class) {
                    title { (words) ": " (count(median(*spread))) " attempts" }
                    path d=(format!(
                        "M{l} {}C{b} {0} {b} {} {r} {1}v{v}C{b} {} {b} {} {l} {3}z",
                        c(*from), c(*to), c(to + visible), c(from + visible),
                        l = c(LEFT), r = c(RIGHT), b = c(bend), v = c(visible),
                    )) {}
                    path.leader d=(format!("M{} {}L{} {}", c(RIGHT + 2.0), c(to + thick / 2.0), c(RIGHT + 14.0), c(*label))) {}
                }
                @for (place, line) in lines.iter().enumerate() {
                    text x=(c(RIGHT + 18.0)) y=(c(label + 1.0 + LINE * place as f64)) { (line) }
                }
                text.small x=(c(RIGHT + 18.0)) y=(c(*numbers)) {
                    @match spread {
                        Some(s) => { (count(s.median)) " (" (range(s.low, s.high)) "), " (percent(share)) },
                        None => "–",
                    }
                }
            }
        }
    };
    figure(heading, "attempts in the whole period", &[], svg, caption)
}

fn percent(share: f64) -> String {
    match share {
        0.0 => "0 %".to_string(),
        s if s < 0.1 => "under 0.1 %".to_string(),
        s => format!("{s:.1} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `fined and turned back` ran out of the figure.
    #[test]
    fn words_of_every_end_fit_right_of_the_ribbons() {
        for (.., words) in ENDS {
            let lines = two_lines(words, LETTERS);
            assert_eq!(lines.join(" "), words);
            // A letter of 13 units is 6.7 wide, as the browser measured the widest line.
            let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(RIGHT + 18.0 + widest as f64 * 6.7 <= WIDTH, "{words}");
        }
    }
}
