//! Axes, fan charts and stacked columns as SVG. All figures are 480 units wide, which a phone shows whole.

mod closer;
mod room;
mod scale;

use super::numbers::{number, within};
use super::summary::MonthlySummary;
use amnok_lab::Spread;
use closer::fallen;
use maud::{Markup, html};
use room::{APART, room, together};
pub use scale::{Scale, ticks};

/// Width of every figure.
pub const WIDTH: f64 = 480.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 38.0;

/// A line of a fan chart.
pub struct Line {
    /// Its name.
    pub name: String,
    /// Its values by month.
    pub spread: Vec<Option<Spread>>,
}

/// A coordinate with one decimal.
pub fn c(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}

/// The axis of months of a figure, from `left` to `right`, and what is common to all figures over time.
pub struct Axis<'a> {
    /// The run.
    pub summary: &'a MonthlySummary<'a>,
    /// First month shown.
    pub first: usize,
    /// Left end.
    pub left: f64,
    /// Right end.
    pub right: f64,
    /// Upper end.
    pub top: f64,
    /// Lower end.
    pub bottom: f64,
}

impl Axis<'_> {
    /// Place of a time in months from the first of the run.
    pub fn x(&self, months: f64) -> f64 {
        self.left + (months - self.first as f64) / self.count().max(1) as f64 * (self.right - self.left)
    }

    fn count(&self) -> usize {
        self.summary.months.len() - self.first
    }

    /// Shade over the forecast; drawn below the data.
    pub fn shade(&self) -> Markup {
        html! {
            @if let Some(month) = self.summary.forecast {
                @let x = self.x(month.max(self.first) as f64);
                rect.forecast x=(c(x)) y=(c(self.top)) width=(c(self.right - x)) height=(c(self.bottom - self.top)) {}
                @if self.right - x > 40.0 {
                    text.small x=(c(x + 3.0)) y=(c(self.top + 11.0)) { "forecast" }
                }
            }
        }
    }

    /// Labelled months below, orders above.
    pub fn months(&self) -> Markup {
        let count = self.count();
        let every = if count <= 14 {
            1
        } else if count <= 40 {
            3
        } else {
            6
        };
        let months = &self.summary.months;
        let begins = |i: usize| months[i].month == 1 || i == self.first;
        let named = room(
            (self.first..months.len()).filter(|i| begins(*i)),
            |i| self.x(i as f64),
            self.right,
        );
        html! {
            line.axis x1=(c(self.left)) x2=(c(self.right)) y1=(c(self.bottom)) y2=(c(self.bottom)) {}
            @for (i, month) in self.summary.months.iter().enumerate().skip(self.first) {
                @let x = self.x(i as f64);
                @if begins(i) {
                    line.axis x1=(c(x)) x2=(c(x)) y1=(c(self.bottom)) y2=(c(self.bottom + 8.0)) {}
                    @if named.contains(&i) { text x=(c(x + 2.0)) y=(c(self.bottom + 31.0)) { (month.year) } }
                }
                @if ((month.month - 1) as usize).is_multiple_of(every) {
                    line.axis x1=(c(x)) x2=(c(x)) y1=(c(self.bottom)) y2=(c(self.bottom + 4.0)) {}
                    text.small x=(c(x + 2.0)) y=(c(self.bottom + 15.0)) { (&month.name()[..3]) }
                }
            }
            @for (x, texts) in self.marked() {
                g.order {
                    title { (texts.join("\n")) }
                    rect.touch x=(c(x - 4.0)) y=(c(self.top - 14.0)) width=(c(APART - 2.0)) height="14" {}
                    path d=(format!("M{} {}l-3 -7h6z", c(x), c(self.top - 1.0))) {}
                    @if texts.len() > 1 { text.small x=(c(x + 4.0)) y=(c(self.top - 2.0)) { (texts.len()) } }
                }
            }
        }
    }

    /// Places of the marks of orders and what they say.
    fn marked(&self) -> Vec<(f64, Vec<&str>)> {
        let shown = self.summary.marks.iter().filter(|mark| mark.at >= self.first as f64);
        together(shown.map(|mark| (self.x(mark.at), &*mark.text)).collect())
    }
}

fn frame(
    (summary, first): (&MonthlySummary, usize),
    height: f64,
    scale: &Scale,
    draw: impl FnOnce(&Axis, &dyn Fn(f64) -> f64) -> Markup,
) -> Markup {
    let axis = Axis {
        summary,
        first,
        left: LEFT,
        right: WIDTH - RIGHT,
        top: TOP,
        bottom: height - BOTTOM,
    };
    let y = |value: f64| axis.bottom - scale.height(value) * (axis.bottom - axis.top);
    html! {
        (axis.shade())
        @for step in &scale.ticks {
            line.grid x1=(c(axis.left)) x2=(c(axis.right)) y1=(c(y(*step))) y2=(c(y(*step))) {}
            text.end x=(c(axis.left - 5.0)) y=(c(y(*step) + 4.0)) { (scale.name(*step)) }
        }
        (draw(&axis, &y))
        (axis.months())
    }
}

/// Class of a colour.
pub fn colour(number: usize) -> String {
    format!("c{}", number % 6)
}

/// Names and colours, where there are several.
pub fn legend(names: &[String]) -> Markup {
    html! {
        @if names.len() > 1 {
            p.legend {
                @for (i, name) in names.iter().enumerate() { span { i class=(colour(i)) {} (name) } " " }
            }
        }
    }
}

/// A figure with its heading and the sentence below it.
pub fn figure(heading: &str, unit: &str, names: &[String], svg: Markup, caption: &str) -> Markup {
    html! {
        figure {
            h3 { (heading) span.unit { ", " (unit) } }
            (legend(names))
            (svg)
            figcaption { (caption) }
        }
    }
}

/// A fan chart: median, middle half and middle nine tenths by month.
pub fn fan(summary: &MonthlySummary, heading: &str, unit: &str, lines: &[Line], caption: &str) -> Markup {
    fan_from((summary, 0), &evenly(lines), heading, unit, lines, caption)
}

/// The same where histories differ by factors rather than by amounts; the caption says so.
pub fn fan_by_factors(summary: &MonthlySummary, heading: &str, unit: &str, lines: &[Line], caption: &str) -> Markup {
    let ends = spreads(lines).flat_map(|s| [s.low, s.high]);
    let caption = format!("{caption} Each line of the scale is ten times the one below it.");
    fan_from((summary, 0), &Scale::by_factors(ends), heading, unit, lines, &caption)
}

fn spreads(lines: &[Line]) -> impl Iterator<Item = &Spread> {
    lines.iter().flat_map(|line| line.spread.iter().flatten())
}

fn evenly(lines: &[Line]) -> Scale {
    Scale::evenly(spreads(lines).map(|s| s.high).fold(0.0, f64::max))
}

fn fan_from(
    from: (&MonthlySummary, usize),
    scale: &Scale,
    heading: &str,
    unit: &str,
    lines: &[Line],
    caption: &str,
) -> Markup {
    let height = 250.0;
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(format!("{heading}, {unit}")) {
            (frame(from, height, scale, |axis, y| html! {
                @for (i, line) in lines.iter().enumerate() {
                    g class=(colour(i)) {
                        path.band d=(band(axis, y, &line.spread, |s| (s.low, s.high))) {}
                        path.band d=(band(axis, y, &line.spread, |s| (s.quarter, s.three_quarters))) {}
                        path.median d=(median(axis, y, &line.spread)) {}
                    }
                }
                (points(axis, unit, lines))
            }))
        }
    };
    let names: Vec<String> = lines.iter().map(|line| line.name.clone()).collect();
    figure(heading, unit, &names, svg, caption)
}

/// What is read where one points at a month.
pub fn points(axis: &Axis, unit: &str, lines: &[Line]) -> Markup {
    let months = axis.summary.months.iter().enumerate().skip(axis.first);
    let width = c(axis.x(axis.first as f64 + 1.0) - axis.left);
    let high = c(axis.bottom - axis.top);
    html! {
        @for (number, month) in months {
            @let said = lines.iter().filter_map(|line| Some((line.name.as_str(), line.spread.get(number).copied()??)));
            @let said: Vec<(&str, Spread)> = said.collect();
            @if !said.is_empty() {
                rect.touch x=(c(axis.x(number as f64))) y=(c(axis.top)) width=(width) height=(high) {
                    title { (month.name()) ", " (unit) @for (name, of) in said { "\n" (name) ": " (within(of.median, of.low, of.high)) } }
                }
            }
        }
    }
}

/// The same chart from the month on after which all stays below a third of the highest value, if there is such a month.
pub fn closer(summary: &MonthlySummary, heading: &str, unit: &str, lines: &[Line]) -> Markup {
    let highest = |month: usize| {
        lines
            .iter()
            .filter_map(|l| l.spread[month])
            .map(|s| s.high)
            .fold(0.0, f64::max)
    };
    let highest: Vec<f64> = (0..summary.months.len()).map(highest).collect();
    let Some(first) = fallen(&highest) else {
        return html! {};
    };
    let cut = |line: &Line| {
        let months = line.spread.iter().enumerate();
        let spread = months
            .map(|(month, spread)| spread.filter(|_| month >= first))
            .collect();
        Line {
            name: line.name.clone(),
            spread,
        }
    };
    let lines: Vec<Line> = lines.iter().map(cut).collect();
    let since = summary.months[first].name();
    let caption = format!("The same from {since} on, on a scale of its own: what is left after the fall.");
    fan_from(
        (summary, first),
        &evenly(&lines),
        &format!("{heading}, closer"),
        unit,
        &lines,
        &caption,
    )
}

/// Runs of months that have a value.
fn runs(spread: &[Option<Spread>]) -> Vec<Vec<(f64, Spread)>> {
    let mut runs = vec![Vec::new()];
    for (i, value) in spread.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((i as f64 + 0.5, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The path of the medians.
pub fn median(axis: &Axis, y: &dyn Fn(f64) -> f64, spread: &[Option<Spread>]) -> String {
    let mut path = String::new();
    for run in runs(spread) {
        for (i, (month, s)) in run.iter().enumerate() {
            let letter = if i == 0 { 'M' } else { 'L' };
            path += &format!("{letter}{} {}", c(axis.x(*month)), c(y(s.median)));
        }
        if run.len() == 1 {
            path += "h1";
        }
    }
    path
}

/// The outline of a band.
pub fn band(axis: &Axis, y: &dyn Fn(f64) -> f64, spread: &[Option<Spread>], ends: fn(&Spread) -> (f64, f64)) -> String {
    let mut path = String::new();
    for run in runs(spread) {
        let upper = run.iter().map(|(month, s)| (month, ends(s).1));
        let lower = run.iter().rev().map(|(month, s)| (month, ends(s).0));
        for (i, (month, value)) in upper.chain(lower).enumerate() {
            let letter = if i == 0 { 'M' } else { 'L' };
            path += &format!("{letter}{} {}", c(axis.x(*month)), c(y(value)));
        }
        path.push('z');
    }
    path
}

/// Columns by month, one layer above the other.
pub fn columns(
    summary: &MonthlySummary,
    heading: &str,
    unit: &str,
    names: &[String],
    layers: &[Vec<f64>],
    caption: &str,
) -> Markup {
    let height = 250.0;
    let sum = |month: usize| layers.iter().map(|layer| layer[month]).sum::<f64>();
    let most = (0..summary.months.len()).map(sum).fold(0.0, f64::max);
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(format!("{heading}, {unit}")) {
            (frame((summary, 0), height, &Scale::evenly(most), |axis, y| html! {
                @for month in 0..summary.months.len() {
                    @let all = sum(month);
                    @if all > 0.0 {
                        g {
                            title {
                                (summary.months[month].name()) ": " (number(all)) " " (unit)
                                @for (name, layer) in names.iter().zip(layers) { "\n" (name) ": " (number(layer[month])) }
                            }
                            @for (i, layer) in layers.iter().enumerate() {
                                @let below = layers[..i].iter().map(|l| l[month]).sum::<f64>();
                                @let top = y(below + layer[month]);
                                rect.fill.(colour(i)) x=(c(axis.x(month as f64 + 0.08))) y=(c(top))
                                    width=(c(axis.x(0.84) - axis.x(0.0))) height=(c(y(below) - top)) {}
                            }
                        }
                    }
                }
            }))
        }
    };
    figure(heading, unit, names, svg, caption)
}
