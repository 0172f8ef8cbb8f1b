//! Axes of figures over the days of a displacement.

use super::seen::Seen;
use crate::charts::{Scale, c};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

const LEFT: f64 = 42.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 32.0;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// Width of a letter below the axis, where letters are widest: on narrow screens.
const LETTER: f64 = 7.2;
/// Points of a line that are drawn at most, but for its last.
const POINTS: usize = 220;

/// A mark on the axis of days: its day, what stands below it, and the year below that.
struct Tick {
    day: usize,
    text: String,
    year: Option<i16>,
}

impl Tick {
    /// Letters of the longer of its two lines.
    fn letters(&self) -> usize {
        self.text.len().max(if self.year.is_some() { 4 } else { 0 })
    }
}

/// A figure over days.
pub struct Frame {
    /// Width. Unit: that of the figure.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Left end of the axis.
    pub left: f64,
    days: usize,
    start: Date,
    scale: Scale,
}

impl Frame {
    /// A figure of so many units, whose axis goes from 0 to at least `most`.
    pub fn new(seen: &Seen, (width, height): (f64, f64), most: f64) -> Frame {
        Frame {
            width,
            height,
            left: LEFT,
            days: seen.days(),
            start: seen.date(0),
            scale: Scale::evenly(most),
        }
    }

    /// Right end of the axis.
    pub fn right(&self) -> f64 {
        self.width - RIGHT
    }

    /// Lower end of the axis.
    pub fn bottom(&self) -> f64 {
        self.height - BOTTOM
    }

    /// Place of a day.
    pub fn x(&self, day: f64) -> f64 {
        self.left + day / self.days.saturating_sub(1).max(1) as f64 * (self.right() - self.left)
    }

    /// Place of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom() - self.scale.height(value) * (self.bottom() - TOP)
    }

    /// Days that are drawn.
    pub fn drawn(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        let (days, step) = (self.days, self.days.div_ceil(POINTS).max(1));
        (0..days).filter(move |day| day % step == 0 || day + 1 == days)
    }

    /// The path of a value by day.
    pub fn line(&self, value: impl Fn(usize) -> Option<f64>) -> String {
        let mut path = String::new();
        let mut letter = 'M';
        for day in self.drawn() {
            match value(day) {
                Some(value) => path += &format!("{letter}{} {}", c(self.x(day as f64)), c(self.y(value))),
                None => letter = 'M',
            }
            if value(day).is_some() {
                letter = 'L';
            }
        }
        path
    }

    /// The outline of a band between two values by day.
    pub fn band(&self, ends: impl Fn(usize) -> Option<(f64, f64)>) -> String {
        let ends: Vec<(usize, (f64, f64))> = self.drawn().filter_map(|day| Some((day, ends(day)?))).collect();
        let upper = ends.iter().map(|(day, (_, high))| (day, high));
        let lower = ends.iter().rev().map(|(day, (low, _))| (day, low));
        let mut path = String::new();
        for (i, (day, value)) in upper.chain(lower).enumerate() {
            let letter = if i == 0 { 'M' } else { 'L' };
            path += &format!("{letter}{} {}", c(self.x(*day as f64)), c(self.y(*value)));
        }
        path + "z"
    }

    /// Lines of the grid with their numbers, and the axis of days.
    pub fn axes(&self) -> Markup {
        html! {
            @for step in &self.scale.ticks {
                line.grid x1=(c(self.left)) x2=(c(self.right())) y1=(c(self.y(*step))) y2=(c(self.y(*step))) {}
                text.end x=(c(self.left - 5.0)) y=(c(self.y(*step) + 4.0)) { (self.scale.name(*step)) }
            }
            (self.dates())
        }
    }

    /// The axis of days alone.
    pub fn dates(&self) -> Markup {
        let bottom = self.bottom();
        html! {
            line.axis x1=(c(self.left)) x2=(c(self.right())) y1=(c(bottom)) y2=(c(bottom)) {}
            @for tick in self.ticks() {
                @let x = self.x(tick.day as f64);
                line.axis x1=(c(x)) x2=(c(x)) y1=(c(bottom)) y2=(c(bottom + 4.0)) {}
                @if x + 2.0 + LETTER * tick.letters() as f64 <= self.width {
                    text.small x=(c(x + 2.0)) y=(c(bottom + 14.0)) { (tick.text) }
                    @if let Some(year) = tick.year { text.small x=(c(x + 2.0)) y=(c(bottom + 27.0)) { (year) } }
                }
            }
        }
    }

    /// First days of months, as many as there is room for; of a short time, days.
    fn ticks(&self) -> Vec<Tick> {
        let date = |day: usize| self.start.saturating_add((day as i64).days());
        let room = ((self.right() - self.left) / 34.0).max(1.0) as usize;
        let firsts: Vec<usize> = (0..self.days).filter(|day| date(*day).day() == 1).collect();
        let days: Vec<usize> = match firsts.len() < 3 {
            true => (0..self.days).step_by((self.days / room.min(5)).max(1)).collect(),
            false => {
                let every = [1, 2, 3, 6, 12, 24, 60].into_iter().find(|n| firsts.len() / n <= room);
                let whole =
                    |day: &usize| (date(*day).month() as usize - 1).is_multiple_of(every.unwrap_or(120).min(12));
                let far = every.unwrap_or(120).div_ceil(12);
                let marked = firsts.into_iter().filter(whole);
                marked
                    .filter(|day| every.unwrap_or(120) <= 12 || (date(*day).year() as usize).is_multiple_of(far))
                    .collect()
            }
        };
        let short = days.iter().any(|day| date(*day).day() != 1);
        let mut before = None;
        let tick = |day: usize| {
            let at = date(day);
            let month = MONTHS[(at.month().clamp(1, 12) - 1) as usize];
            let text = if short {
                format!("{} {month}", at.day())
            } else {
                month.to_owned()
            };
            let year = (before != Some(at.year())).then_some(at.year());
            before = Some(at.year());
            Tick { day, text, year }
        };
        days.into_iter().map(tick).collect()
    }
}
