//! What drives the outcomes of a sweep, on one page.

use super::charts::{WIDTH, c, figure, ticks};
use super::document::document;
use super::numbers::number;
use amnok_lab::sensitivity::{Estimate, Influence};
use amnok_lab::sweep::Design;
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
                (plan.factors.len()) " values are varied over their ranges together (design “" (plan.design.name()) "” of "
                (plan.asked) ", " (plan.replicates) " replicates at each point, the same luck at every point). Below, for each outcome, \
                 the values that move it most."
            }
            p.warning {
                "An index says how much of the spread of the model’s answer a value causes, over the range that was declared for it. \
                 A narrow range makes a value look harmless; no index says that a range is right."
            }
        }
        section id="how" { h2 { "How to read it" } p { (reading(plan.design)) } }
        @for outcome in driven {
            section id=(outcome.outcome.name) {
                h2 { (outcome.outcome.words) }
                (spread(outcome))
                @if outcome.drivers.influences.is_empty() {
                    p.note { "The outcome does not vary, or is defined at too few points: there is nothing to share out." }
                } @else {
                    (bars(outcome, print))
                }
            }
        }
        footer { p { "Made by Amnok " (print.version) ", seed " (print.seed) ", seed of the design " (plan.seed) ", digest "
            span.mono { (print.digest) } "." @if !print.set.is_empty() { " Set at every point: " (print.set.join(", ")) "." } } }
    };
    document(&title, &print.version, &body)
}

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
             each other in it. Line: 95 % bootstrap interval; one that reaches zero cannot be told from chance. Interactions are not \
             seen: for them, sweep with --design saltelli over the values found here."
        }
    }
}

fn spread(of: &Driven) -> Markup {
    html! {
        p.note {
            @if let Some(s) = of.spread {
                "Over the points: median " (number(s.median)) ", nine tenths between " (number(s.low)) " and " (number(s.high)) ". "
            }
            "Usable: " (of.drivers.used) " of " (of.drivers.of) "."
        }
    }
}

fn bars(of: &Driven, print: &SweepPrint) -> Markup {
    let order = ordered(&of.drivers);
    let shown: Vec<(&str, Influence)> = (order.iter().take(SHOWN))
        .map(|place| (print.plan.factors[*place].key.as_str(), of.drivers.influences[*place]))
        .collect();
    let most = shown.iter().map(|(_, i)| ends(i).1).fold(0.0, f64::max);
    let steps = ticks(most);
    let top = steps.last().copied().unwrap_or(1.0);
    let (left, right, row) = (190.0, WIDTH - 12.0, 22.0);
    let height = shown.len() as f64 * row + 30.0;
    let x = |value: f64| left + (value.max(0.0) / top).min(1.0) * (right - left);
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(format!("What drives {}", of.outcome.words)) {
            @for step in &steps {
                line.grid x1=(c(x(*step))) x2=(c(x(*step))) y1="0" y2=(c(height - 26.0)) {}
                text.small x=(c(x(*step) - 8.0)) y=(c(height - 10.0)) { (number(*step)) }
            }
            @for (place, (key, influence)) in shown.iter().enumerate() {
                @let y = place as f64 * row + 3.0;
                text.end x=(c(left - 6.0)) y=(c(y + 12.0)) { (shortened(key)) title { (key) } }
                (bar(influence, y, &x, left))
            }
        }
    };
    let unit = match print.plan.design {
        Design::Morris => of.outcome.unit(),
        _ => "share of variance",
    };
    figure("What moves it most", unit, &[], svg, "")
}

fn bar(influence: &Influence, y: f64, x: &dyn Fn(f64) -> f64, left: f64) -> Markup {
    let rectangle = |value: f64, opacity: &str| {
        html! {
            rect.fill.c0 x=(c(left)) y=(c(y)) width=(c((x(value) - left).max(0.0))) height="15" fill-opacity=(opacity) {}
        }
    };
    let whisker = |of: &Estimate, at: f64| {
        html! {
            line.axis x1=(c(x(of.low))) x2=(c(x(of.high))) y1=(c(y + at)) y2=(c(y + at)) {}
        }
    };
    match influence {
        Influence::Sobol { first, total } => html! {
            (rectangle(total.value, "0.35")) (rectangle(first.value, "1")) (whisker(total, 4.0)) (whisker(first, 11.0))
        },
        Influence::First(first) => html! { (rectangle(first.value, "1")) (whisker(first, 7.5)) },
        Influence::Morris { mu_star, sigma } => html! {
            (rectangle(mu_star.value, "1")) (whisker(mu_star, 7.5))
            title { "σ " (number(*sigma)) }
        },
    }
}

/// Lowest and highest value of a bar and its line.
fn ends(influence: &Influence) -> (f64, f64) {
    match influence {
        Influence::Sobol { first, total } => (first.low.min(total.low), first.high.max(total.high)),
        Influence::First(of) | Influence::Morris { mu_star: of, .. } => (of.low, of.high),
    }
}

/// A name that fits beside its bar.
fn shortened(key: &str) -> String {
    if key.chars().count() <= 30 {
        return key.to_string();
    }
    let end: Vec<char> = key.chars().rev().take(28).collect();
    format!("…{}", end.into_iter().rev().collect::<String>())
}
