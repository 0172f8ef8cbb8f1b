//! What drives the outcomes of a sweep, on one page.

use super::charts::{WIDTH, c, figure, ticks};
use super::document::document;
use super::evidence::bar as range;
use super::label::called;
use super::numbers::{number, short, within};
use super::words::two_lines;
use amnok_lab::sensitivity::{Estimate, Influence};
use amnok_lab::sweep::Design;
use amnok_scenario::{Scenario, many};
use amnok_store::sensitivity::{Driven, ordered};
use amnok_store::sweep::{Sweep, SweepPrint};
use maud::{Markup, html};

/// Factors in a figure.
const SHOWN: usize = 12;

/// Makes the page of a sweep and what drives its outcomes.
pub fn drivers(sweep: &Sweep, driven: &[Driven]) -> String {
    let title = format!("What drives the outcomes: {}", sweep.scenario.title);
    let print = &sweep.print;
    let plan = &print.plan;
    let body = html! {
        header {
            p.kicker { "Amnok · which assumptions decide the answer" }
            h1 { (title) }
            p.lead {
                (many(plan.factors.len(), "value is varied over its range", "values are varied over their ranges")) " together (" (plan.design.words()) " of "
                (plan.asked) ", " (many(plan.replicates, "run", "runs")) " at each point, the same luck at every point). Below, for each outcome, \
                 the values that move it most."
            }
            p.warning {
                "An index says how much of the spread of the model’s answer a value causes, over the range that was declared for it. \
                 A narrow range makes a value look harmless; no index says that a range is right."
            }
        }
        nav aria-label="Contents" { @for outcome in driven { a href=(format!("#{}", outcome.outcome.name)) { (outcome.outcome.words) } } }
        section id="how" { h2 { "How to read it" } p { (reading(plan.design)) } }
        @for outcome in driven {
            section id=(outcome.outcome.name) {
                h2 { (outcome.outcome.words) }
                (spread(outcome))
                @if outcome.drivers.influences.is_empty() {
                    p.note { "The outcome does not vary, or is defined at too few points: there is nothing to share out." }
                } @else {
                    (bars(outcome, &sweep.scenario, print))
                }
            }
        }
        footer { p { "Made by Amnok " (print.version) ", seed " (print.seed) ", seed of the design " (plan.seed) ", digest "
            span.mono { (print.digest) } "." @if !print.set.is_empty() { " Set at every point: " (print.set.join(", ")) "." } } }
    };
    document(&title, &print.version, &body)
}

/// Units that are no unit.
const UNITLESS: [&str; 3] = ["none", "ratio", "currency"];

fn reading(design: Design) -> &'static str {
    match design {
        Design::Saltelli => {
            "Dark bar: first-order Sobol index, the share of the variance that the value causes by itself. Light bar: total index, with \
             all its interactions. Lines: 95 % bootstrap intervals."
        }
        Design::Morris => {
            "Bar: mean size of the elementary effects (μ*), what moving the value over its whole range changes on average, in the unit \
             of the outcome. Line: 95 % bootstrap interval. σ beside it: how much the effect depends on the other values."
        }
        _ => {
            "Bar: first-order index, the share of the variance that the value causes by itself, from classes of points that lie close to \
             each other in it. Line: 95 % bootstrap interval; where it reaches zero the bar is pale, and cannot be told from chance. Interactions \
             are not seen: for them, sweep with --design saltelli over the values found here."
        }
    }
}

fn spread(of: &Driven) -> Markup {
    html! {
        p.note {
            @if let Some(s) = of.spread {
                "Over the points: median " (number(s.median)) ", nine tenths between " (number(s.low)) " and " (number(s.high)) @if !UNITLESS.contains(&of.outcome.unit()) { " " (of.outcome.unit()) } ". "
            }
            "Usable: " (of.drivers.used) " of " (of.drivers.of) "."
            (stand_out(of))
        }
    }
}

/// The strongest values of an outcome: bars with their intervals, and a table of what each is now within its range.
fn bars(of: &Driven, scenario: &Scenario, print: &SweepPrint) -> Markup {
    let order = ordered(&of.drivers);
    let shown: Vec<(&str, Influence)> = (order.iter().take(SHOWN))
        .map(|place| (print.plan.factors[*place].key.as_str(), of.drivers.influences[*place]))
        .collect();
    let unit = match print.plan.design {
        Design::Morris => of.outcome.unit(),
        _ => "share of variance",
    };
    html! {
        div.bars { (figure("What moves it most", unit, &[], drawn(of.outcome.words, scenario, &shown), "")) }
        details {
            summary { "What these values are now, within the ranges over which they were varied" }
            (defaults(scenario, print, &shown))
        }
    }
}

/// What a value means, if the scenario still has it.
fn meaning(scenario: &Scenario, key: &str) -> String {
    called(scenario, key).trim_end_matches('.').to_owned()
}

/// A bar for each value below its meaning, on an axis that holds every interval.
fn drawn(outcome: &str, scenario: &Scenario, shown: &[(&str, Influence)]) -> Markup {
    let steps = ticks(shown.iter().map(|(_, i)| ends(i).1).fold(0.0, f64::max));
    let top = steps.last().copied().unwrap_or(1.0);
    let least = shown.iter().map(|(_, i)| ends(i).0).fold(0.0, f64::min);
    let (left, right) = (6.0, WIDTH - 16.0);
    let mut bottom = 0.0;
    let rows = shown.iter().map(|(key, influence)| {
        let words = meaning(scenario, key);
        let (lines, begin) = (two_lines(&words, LETTERS), bottom);
        bottom += LINE * lines.len() as f64 + 24.0;
        (key, influence, words, lines, begin)
    });
    let rows: Vec<_> = rows.collect();
    let height = bottom + 24.0;
    let x = |value: f64| left + (value - least) / (top - least) * (right - left);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(format!("What drives {outcome}")) {
            @for step in &steps {
                line.grid x1=(c(x(*step))) x2=(c(x(*step))) y1="0" y2=(c(height - 20.0)) {}
                text.small x=(c(x(*step))) y=(c(height - 6.0)) text-anchor="middle" { (short(*step, top)) }
            }
            @for (key, influence, words, lines, begin) in rows {
                g {
                    title { (words) " (" (key) ")" @for (name, of) in named(influence) { "\n" (name) ": " (within(of.value, of.low, of.high)) } }
                    @for (place, line) in lines.iter().enumerate() { text.name x=(c(left)) y=(c(begin + 12.0 + LINE * place as f64)) { (line) } }
                    (bar(influence, begin + LINE * lines.len() as f64 + 2.0, &x))
                }
            }
        }
    }
}

/// Height of a line of words.
const LINE: f64 = 16.0;
/// Letters of a line, as many as a phone shows.
const LETTERS: usize = 60;

/// The values with their ranges, the value of the scenario marked in each.
fn defaults(scenario: &Scenario, print: &SweepPrint, shown: &[(&str, Influence)]) -> Markup {
    let now = |key: &str| scenario.values.iter().find(|value| value.key == key);
    html! {
        div.scroll tabindex="0" { table {
            thead { tr { th { "Value" } th { "Now" } th { "Varied over" } } }
            tbody { @for (key, _) in shown { tr {
                @let factor = print.plan.factors.iter().find(|factor| factor.key == *key);
                @let value = now(key).map_or("", |value| value.value.as_str());
                th.wide scope="row" { (meaning(scenario, key)) br; span.mono { (key) } }
                td { (value) " " span.unit { (now(key).map_or("", |value| value.unit.as_str())) } }
                td { @if let Some(factor) = factor { (range(value, factor.prior.low, factor.prior.high)) } }
            } } }
        } }
    }
}

fn bar(influence: &Influence, y: f64, x: &dyn Fn(f64) -> f64) -> Markup {
    let rectangle = |value: f64, opacity: &str| {
        html! {
            rect.fill.c0 x=(c(x(0.0))) y=(c(y)) width=(c((x(value) - x(0.0)).max(0.0))) height="15" fill-opacity=(opacity) {}
        }
    };
    let whisker = |of: &Estimate, at: f64| {
        html! {
            line.interval x1=(c(x(of.low))) x2=(c(x(of.high))) y1=(c(y + at)) y2=(c(y + at)) {}
        }
    };
    match influence {
        Influence::Sobol { first, total } => html! {
            (rectangle(total.value, "0.35")) (rectangle(first.value, "1")) (whisker(total, 4.0)) (whisker(first, 11.0))
        },
        Influence::First(first) => {
            html! { (rectangle(first.value, if told(first) { "1" } else { "0.35" })) (whisker(first, 7.5)) }
        }
        Influence::Morris { mu_star, sigma } => html! {
            (rectangle(mu_star.value, "1")) (whisker(mu_star, 7.5))
            text.small x=(c(x(mu_star.high.max(mu_star.value)) + 4.0)) y=(c(y + 11.0)) { "σ " (number(*sigma)) }
        },
    }
}

/// Whether an index can be told from chance.
fn told(first: &Estimate) -> bool {
    first.low > 0.0
}

/// How many of the values of an outcome can be told from chance, in words; nothing where the design says it otherwise.
fn stand_out(of: &Driven) -> Markup {
    let firsts = of.drivers.influences.iter().filter_map(|influence| match influence {
        Influence::First(first) => Some(told(first)),
        Influence::Sobol { .. } | Influence::Morris { .. } => None,
    });
    let all: Vec<bool> = firsts.collect();
    html! {
        @if !all.is_empty() {
            @let number = all.iter().filter(|told| **told).count();
            " Told from chance: " b { (number) " of " (all.len()) } "."
        }
    }
}

/// Lowest and highest value of a bar and its line.
fn ends(influence: &Influence) -> (f64, f64) {
    match influence {
        Influence::Sobol { first, total } => (first.low.min(total.low), first.high.max(total.high)),
        Influence::First(of) | Influence::Morris { mu_star: of, .. } => (of.low, of.high),
    }
}

/// What a bar shows, by its name.
fn named(influence: &Influence) -> Vec<(&'static str, Estimate)> {
    match influence {
        Influence::Sobol { first, total } => vec![("by itself", *first), ("with interactions", *total)],
        Influence::First(first) => vec![("by itself", *first)],
        Influence::Morris { mu_star, .. } => vec![("mean effect", *mu_star)],
    }
}
