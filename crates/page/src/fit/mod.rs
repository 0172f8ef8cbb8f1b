//! What a fit learned, on one page: misfit in words, prior beside posterior, quarter by quarter, and what was observed beside what is predicted.

mod check;

use crate::charts::{Scale, WIDTH, c, figure};
use crate::document::{contents, document};
use crate::numbers::{bounds, brief};
use amnok_lab::Spread;
use amnok_lab::bank::Column;
use amnok_lab::learn::checked::Check;
use amnok_lab::learn::{Estimate, Given, Learned, Predicted};
use amnok_scenario::{Scenario, many};
use maud::{Markup, html};

/// Below it nothing was learned.
pub const LEARNED: f64 = 0.1;

/// What the column of what was learned means.
pub const LEARNED_MEANS: &str = "Learned: the share of the prior’s 90 % interval, in factors, that is gone. Shifted: it is hardly narrower, and lies elsewhere \
(its median outside the prior’s middle half).";

/// A share that was learned, in digits; none where it is so small that nothing was.
pub fn learned_share(share: f64) -> Option<String> {
    (share >= LEARNED).then(|| format!("{share:.2}"))
}

/// A fit as its page shows it.
#[derive(Clone, Copy, Debug)]
pub struct FitView<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Version of the program.
    pub version: &'a str,
    /// What was fitted: the runs, what is kept of each, what was observed.
    pub given: Given<'a>,
    /// What was learned.
    pub learned: &'a Learned,
    /// Prior beside posterior of every hidden column.
    pub estimates: &'a [Estimate],
    /// Whether it may be believed, where that was asked.
    pub check: Option<&'a Check>,
}

type Section = fn(&FitView<'_>) -> Markup;

const SECTIONS: &[(&str, &str, Section)] = &[
    ("trust", "How far to believe it", trust),
    ("hidden", "Prior beside posterior", hidden),
    ("quarters", "Quarter by quarter", quarters),
    ("observed", "Observed beside predicted", observed),
    ("check", "Whether it may be believed", check::section),
    ("unused", "What taught nothing", unused),
];

/// Makes the page of a fit.
pub fn fit(view: &FitView<'_>) -> String {
    let title = format!("What leaks out, and what it says: {}", view.scenario.title);
    let body = html! {
        header {
            p.kicker { "Amnok · what happened, and how sure" }
            h1 { (title) }
            p.lead {
                (runs(view.given.waves)) ", held against " (many(view.learned.predicted.len(), "observation", "observations")) " until "
                (view.scenario.observed_until) "; " (many(view.learned.values.rows(), "history", "histories")) " drawn from what agrees with them."
            }
            p.warning { (misfit(view)) }
        }
        (contents(SECTIONS))
        @for (id, heading, make) in SECTIONS { section id=(id) { h2 { (heading) } (make(view)) } }
        footer { p { "Made by Amnok " (view.version) ", digest of the scenario " span.mono { (view.scenario.digest) } "." } }
    };
    document(&title, view.version, &body)
}

/// Where the runs are, in words: those of the prior, and of each wave after them.
pub fn runs(waves: &[u32]) -> String {
    let counts: Vec<String> = runs_of_waves(waves).iter().map(usize::to_string).collect();
    match &counts[..] {
        [first, later @ ..] if !later.is_empty() => {
            format!(
                "{} of the prior and {} of waves after them",
                many(first, "run", "runs"),
                later.join(" + ")
            )
        }
        all => format!("{} of the prior", many(all.concat(), "run", "runs")),
    }
}

/// How many runs each wave has, that of the prior first.
pub fn runs_of_waves(waves: &[u32]) -> Vec<usize> {
    let last = waves.iter().copied().max().unwrap_or(0);
    let of = |wave| waves.iter().filter(|own| **own == wave).count();
    (0..=last).map(of).collect()
}

/// A median with the middle nine tenths.
pub fn with_interval(of: &Spread) -> String {
    format!("{} ({} to {})", brief(of.median), brief(of.low), brief(of.high))
}

/// What does not fit, in words.
pub fn misfit(view: &FitView<'_>) -> String {
    let out: Vec<String> = view
        .learned
        .predicted
        .iter()
        .filter(|row| row.misfits())
        .map(|row| view.given.observed[row.number].id.clone())
        .collect();
    match out.len() {
        0 => "No observation contradicts the rest beyond what chance, error and discrepancy allow.".into(),
        1 => format!("One observation does not fit together with the rest: {}.", out[0]),
        count => format!(
            "{count} observations do not fit together with the rest: {}.",
            out.join(", ")
        ),
    }
}

/// Whose intervals were moved, in words.
pub fn moved(view: &FitView<'_>) -> Option<String> {
    let of = |of: &&Estimate| of.moved && is_whole(view, &view.given.columns[of.column]);
    let words: Vec<&str> = (view.estimates.iter().filter(of))
        .map(|of| &*view.given.columns[of.column].words)
        .collect();
    (!words.is_empty()).then(|| {
        format!(
            "Moved, so that intervals hold as often as they say among the runs nearest to what was observed: {}.",
            words.join(", ")
        )
    })
}

/// What a check found, and whose intervals were moved, in words.
pub fn checked(view: &FitView<'_>) -> Option<String> {
    let check = view.check?;
    let sentence = format!("{} {}", check.sentence(), check.limit_sentence(&view.given));
    Some(moved(view).map_or(sentence.clone(), |moved| format!("{sentence} {moved}")))
}

fn trust(view: &FitView<'_>) -> Markup {
    let learned = view.learned;
    html! {
        p {
            "Near what was observed, the runs are worth " b { (format!("{:.0}", learned.effective)) } " equal ones of " (view.given.runs.len())
            " (below 100 nothing is estimated). At " (format!("{:.0}", 100.0 * learned.plausible))
            " % of the draws everything observed is plausible. " (learned.active.len()) " of " (learned.values.columns())
            " values are moved by the data; the others stay at their prior. Largest R-hat of the chains: "
            (format!("{:.2}", learned.r_hat)) "."
        }
        @if let Some(modes) = &learned.modes { p.warning { (modes) } }
        p.note {
            "Histories are not lived through anew: each takes the rest of a run of the bank, adjusted by regression. Intervals hold luck, \
             values, the errors of observers and what the model may be off by."
        }
    }
}

/// Whether a hidden column is of all observed days and the whole border.
pub fn is_whole(view: &FitView<'_>, column: &Column) -> bool {
    let first = view.estimates.first().map(|of| &view.given.columns[of.column]);
    column.province.is_none() && first.is_some_and(|first| (first.from, first.to) == (column.from, column.to))
}

/// How much was learned, as a share or in words: `shifted` where the interval is hardly narrower, and lies elsewhere.
pub fn learned_in_words(prior: Option<Spread>, posterior: Option<Spread>) -> String {
    let Some((prior, posterior)) = prior.zip(posterior) else {
        return "–".into();
    };
    learned_share(posterior.learned(&prior)).unwrap_or_else(|| {
        let shifted = posterior.is_shifted(&prior);
        if shifted { "shifted" } else { "nothing learned" }.into()
    })
}

fn hidden(view: &FitView<'_>) -> Markup {
    let whole = view
        .estimates
        .iter()
        .filter(|of| is_whole(view, &view.given.columns[of.column]));
    // All are of the same days.
    let first = view.estimates.first().map(|of| &view.given.columns[of.column]);
    html! {
        p.note { "All observed days together, on the whole border. " (LEARNED_MEANS) }
        @if let Some(moved) = moved(view) { p.note { (moved) } }
        div.scroll tabindex="0" {
            table.numbers {
                @if let Some(of) = first { caption { (of.from) " to " (of.to) } }
                thead { tr { th { "Hidden quantity" } th { "Prior: median" } th { "5–95 %" } th { "Posterior: median" } th { "25–75 %" } th { "5–95 %" } th { "Learned" } } }
                tbody { @for of in whole {
                    @let column = &view.given.columns[of.column];
                    tr {
                        th scope="row" { (column.words) small { (column.unit) } }
                        @match of.prior { Some(q) => { td { (brief(q.median)) } td { (brief(q.low)) " to " (brief(q.high)) } }, None => { td { "–" } td { "–" } } }
                        @match of.posterior {
                            Some(q) => { td { b { (brief(q.median)) } } td { (brief(q.quarter)) " to " (brief(q.three_quarters)) } td { (brief(q.low)) " to " (brief(q.high)) } },
                            None => { td { "–" } td { "–" } td { "–" } },
                        }
                        td { (learned_in_words(of.prior, of.posterior)) }
                    }
                } }
            }
        }
    }
}

fn quarters(view: &FitView<'_>) -> Markup {
    let mut names: Vec<&str> = view
        .estimates
        .iter()
        .map(|of| view.given.columns[of.column].name.as_str())
        .collect();
    names.dedup();
    names.truncate(amnok_lab::bank::hidden::HIDDEN.len());
    html! { div.grid { @for name in names { (fan(view, name)) } } }
}

/// A hidden quantity by quarter: the prior's 90 % interval pale, the posterior's 90 and 50 % over it.
fn fan(view: &FitView<'_>, name: &str) -> Markup {
    let of_name = |of: &&Estimate| {
        let column = &view.given.columns[of.column];
        column.name == name && column.province.is_none() && !is_whole(view, column)
    };
    let all: Vec<&Estimate> = view.estimates.iter().filter(of_name).collect();
    let Some(first) = all.first().map(|of| &view.given.columns[of.column]) else {
        return html! {};
    };
    let most = all
        .iter()
        .filter_map(|of| of.posterior)
        .map(|q| q.high)
        .fold(0.0, f64::max);
    let scale = Scale::evenly(most);
    let beyond = all.iter().filter_map(|of| of.prior).any(|q| q.high > scale.top());
    let (left, right, bottom) = (56.0, WIDTH - 8.0, 170.0);
    let width = (right - left) / all.len() as f64;
    let y = |value: f64| bottom - scale.height(value).clamp(0.0, 1.0) * (bottom - 10.0);
    let bar = |q: (f64, f64), place: usize, share: f64, opacity: &str| {
        let x = left + (place as f64 + 0.5 * (1.0 - share)) * width;
        html! { rect.fill.c0 x=(c(x)) y=(c(y(q.1))) width=(c(share * width)) height=(c((y(q.0) - y(q.1)).max(1.0))) fill-opacity=(opacity) {} }
    };
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} 204")) role="img" aria-label=(format!("{} by quarter", first.words)) {
            @for step in &scale.ticks {
                line.grid x1=(c(left)) x2=(c(right)) y1=(c(y(*step))) y2=(c(y(*step))) {}
                text.small.end x=(c(left - 5.0)) y=(c(y(*step) + 4.0)) { (scale.name(*step)) }
            }
            @for (place, of) in all.iter().enumerate() {
                @let column = &view.given.columns[of.column];
                @let quarter = format!("Q{}", (column.from.month() + 2) / 3);
                @if column.from.month() == 1 { text.small x=(c(left + place as f64 * width)) y=(c(bottom + 28.0)) { (column.from.year()) } }
                @if all.len() <= QUARTERS_NAMED { text.small x=(c(left + (place as f64 + 0.42) * width)) y=(c(bottom + 16.0)) { (quarter) } }
                g { title { (told(of, &format!("{quarter} {}", column.from.year()))) }
                @if let Some(q) = of.prior { (bar((q.low, q.high), place, 0.9, "0.12")) }
                @if let Some(q) = of.posterior {
                    (bar((q.low, q.high), place, 0.5, "0.4")) (bar((q.quarter, q.three_quarters), place, 0.5, "0.8"))
                    line.axis x1=(c(left + (place as f64 + 0.2) * width)) x2=(c(left + (place as f64 + 0.8) * width)) y1=(c(y(q.median))) y2=(c(y(q.median))) {}
                } }
            }
        }
    };
    let note = format!(
        "Wide and pale: 90 % interval of the prior{}. Narrow: 90 and 50 % intervals of the posterior, and its median.",
        if beyond {
            ", where it fills the height beyond the scale"
        } else {
            ""
        }
    );
    figure(&first.words, &first.unit, &[], svg, &note)
}

/// Quarters up to which each has its name below it; of more only years are named.
const QUARTERS_NAMED: usize = 8;

/// A quarter's numbers, each on a line of its own.
fn told(of: &Estimate, quarter: &str) -> String {
    let prior = of
        .prior
        .map(|q| format!("\nprior, 90 %: {} to {}", brief(q.low), brief(q.high)));
    let now = of.posterior.map(|q| {
        format!(
            "\nposterior, median: {}\nposterior, 50 %: {} to {}\nposterior, 90 %: {} to {}",
            brief(q.median),
            brief(q.quarter),
            brief(q.three_quarters),
            brief(q.low),
            brief(q.high)
        )
    });
    format!("{quarter}{}{}", prior.unwrap_or_default(), now.unwrap_or_default())
}

fn observed(view: &FitView<'_>) -> Markup {
    let interval = |q: &Spread| format!("{} to {}", brief(q.low), brief(q.high));
    let row = |row: &Predicted| {
        let seen = &view.given.observed[row.number];
        html! { tr {
            th scope="row" { (seen.quantity) small title=(seen.id) { (seen.window.from) " to " (seen.window.to) } }
            td { (bounds(seen.low, seen.high, brief)) }
            td { (interval(&row.prior)) } td { (format!("{:.0}", 100.0 * row.prior_share)) }
            td { (interval(&row.posterior)) } td { (format!("{:.0}", 100.0 * row.posterior_share)) }
            td { @if row.misfits() { b { (format!("{:.1}", row.implausibility)) } } @else { (format!("{:.1}", row.implausibility)) } }
        } }
    };
    html! {
        p.note {
            "Percentile: share of the runs, or of the draws, below what was observed (the middle of two bounds). Distance: from what is expected, \
             in deviations of luck, error and discrepancy; above 3 the observation does not fit."
        }
        div.scroll.tall tabindex="0" { table.numbers {
            thead { tr { th { "Observed" } th { "Value" } th { "Prior 5–95 %" } th { "Percentile" } th { "Posterior 5–95 %" } th { "Percentile" } th { "Distance" } } }
            tbody { @for of in &view.learned.predicted { (row(of)) } }
        } }
    }
}

fn unused(view: &FitView<'_>) -> Markup {
    html! {
        @if view.learned.unused.is_empty() { p { "Every observation was used." } } @else {
            ul { @for (number, why) in &view.learned.unused { li { b { (view.given.observed[*number].id) } ": " (why) "." } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_a_tenth_nothing_was_learned() {
        assert_eq!(
            [0.0, 0.0999, 0.1, 0.456].map(learned_share),
            [None, None, Some("0.10".into()), Some("0.46".into())]
        );
    }

    /// What was far below everything that the prior held likely was called nothing learned, since it was as wide.
    #[test]
    fn an_interval_that_lies_elsewhere_is_shifted() {
        let times = |factor: f64| Some(Spread::from_numbers([1.0, 2.0, 4.0, 8.0, 16.0].map(|n| n * factor)));
        let words = |factor| learned_in_words(times(100.0), times(factor));
        assert_eq!(
            [40.0, 100.0, 250.0].map(words),
            ["shifted", "nothing learned", "shifted"]
        );
        assert_eq!(learned_in_words(times(1.0), None), "–");
    }
}
