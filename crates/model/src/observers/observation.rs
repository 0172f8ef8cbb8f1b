//! What the public record says of a quantity that a run computes.
//!
//! The ledger of a run is kept by month. A window of whole months is read as it is; any other is rounded to months as far as that keeps what is said true: a
//! floor on what adds up (at least so many in these days) holds for the months in which the days lie; a mean, a share or a price is read of the months of which at
//! least half lies within. A window that leaves nothing to read, or whose rounding would change what is said, cannot be read.

use super::{Gap, Observer, Part};
use crate::facts::Activity;
use crate::inputs::Inputs;
use crate::record::rows::Rows;
use jiff::ToSpan;
use jiff::civil::Date;

/// What kind of statement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObservationKind {
    /// So many, counted.
    Count,
    /// At least so many.
    Floor,
    /// At most so many.
    Ceiling,
    /// Between two bounds.
    Range,
    /// One window or place over another, between two bounds; of what adds up, per day.
    Ratio,
    /// A part of a whole, between two bounds.
    Share,
    /// A price, between two bounds.
    Quote,
}

impl ObservationKind {
    /// Every kind.
    pub const ALL: [ObservationKind; 7] = [
        ObservationKind::Count,
        ObservationKind::Floor,
        ObservationKind::Ceiling,
        ObservationKind::Range,
        ObservationKind::Ratio,
        ObservationKind::Share,
        ObservationKind::Quote,
    ];

    /// Name in files.
    pub const fn name(self) -> &'static str {
        match self {
            ObservationKind::Count => "count",
            ObservationKind::Floor => "floor",
            ObservationKind::Ceiling => "ceiling",
            ObservationKind::Range => "range",
            ObservationKind::Ratio => "ratio",
            ObservationKind::Share => "share",
            ObservationKind::Quote => "quote",
        }
    }

    /// The kind of that name.
    pub fn of(name: &str) -> Option<ObservationKind> {
        ObservationKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Of which days, places and people something is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Counties by number; `None`: all.
    pub counties: Option<Vec<u16>>,
    /// Strata by number; `None`: all.
    pub strata: Option<Vec<u8>>,
    /// Activity; `None`: any.
    pub activity: Option<Activity>,
}

/// One row of the public record.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Its name.
    pub id: String,
    /// What it is of, in words.
    pub quantity: String,
    /// What reads it off a run.
    pub observer: &'static Observer,
    /// What kind of statement it is.
    pub kind: ObservationKind,
    /// Of what.
    pub window: Window,
    /// What that is divided by, if anything.
    pub against: Option<Window>,
    /// It is at least this, in the unit.
    pub low: Option<f64>,
    /// It is at most this, in the unit.
    pub high: Option<f64>,
    /// Unit.
    pub unit: String,
    /// How good it is: A counted, B of several sources, C of one, D judged.
    pub grade: char,
    /// Claim id.
    pub source: String,
    /// Note.
    pub note: String,
}

impl Observation {
    /// One number for what is recorded: the geometric middle of two bounds above 0, the middle of two others, or the one bound.
    pub fn recorded(&self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low > 0.0 => Some(libm::sqrt(low * high)),
            (Some(low), Some(high)) => Some(0.5 * (low + high)),
            (low, high) => low.or(high),
        }
    }

    /// Whether a window of these days can be read for a statement of this kind, whatever the run.
    pub fn can_be_read(observer: &Observer, kind: ObservationKind, from: Date, to: Date) -> bool {
        months(observer, kind, from, to).is_some()
    }

    /// Reads it off a run's ledger; no value where there was no quote, or nothing to divide by.
    ///
    /// # Errors
    /// [`Gap`], where it cannot be read off any run that is given these inputs.
    pub fn read(&self, inputs: &Inputs, rows: &Rows) -> Result<Option<f64>, Gap> {
        let one = |window: &Window| {
            let part = self.part(inputs, window)?;
            let days = f64::from(part.days.end - part.days.start);
            let per = if self.kind == ObservationKind::Ratio && self.observer.reads.adds_up() {
                days
            } else {
                1.0
            };
            Ok(self.observer.read(inputs, rows, &part)?.map(|value| value / per))
        };
        let above = one(&self.window)?;
        let Some(against) = &self.against else {
            return Ok(above);
        };
        let below = one(against)?.filter(|below| *below > 0.0);
        Ok(above.zip(below).map(|(above, below)| above / below))
    }

    /// Why it cannot be read off a run that is given these inputs, if it cannot.
    pub fn gap(&self, inputs: &Inputs) -> Option<Gap> {
        let one = |window: &Window| self.observer.readable(inputs, &self.part(inputs, window)?);
        let mut windows = core::iter::once(&self.window).chain(&self.against);
        windows.find_map(|window| one(window).err())
    }

    /// A window as days of the run.
    fn part(&self, inputs: &Inputs, window: &Window) -> Result<Part, Gap> {
        let day = |date: Date| {
            let days = date.since(inputs.start).ok()?.get_days();
            u32::try_from(days).ok()
        };
        let months = months(self.observer, self.kind, window.from, window.to);
        let days = months.and_then(|(first, next)| Some(day(first)?..day(next)?));
        Ok(Part {
            days: days.ok_or(Gap::Outside)?,
            counties: window.counties.clone(),
            strata: window.strata.clone(),
            activity: window.activity,
        })
    }
}

/// The months that are read of a window: the first day, and the day after the last. `None` where it cannot be read.
fn months(observer: &Observer, kind: ObservationKind, from: Date, to: Date) -> Option<(Date, Date)> {
    let next = to.tomorrow().ok()?;
    let after = |date: Date| date.first_of_month().checked_add(1.month()).ok();
    let whole = from.day() == 1 && next.day() == 1;
    let outwards = (from.first_of_month(), after(to)?);
    let (first, end) = match (observer.reads.adds_up(), kind) {
        _ if whole => (from, next),
        (true, ObservationKind::Floor) => outwards,
        (true, _) => return None,
        (false, _) => {
            let half = |first: Date, days: i8| 2 * i32::from(days) >= i32::from(first.days_in_month());
            let one = from.first_of_month() == to.first_of_month();
            let days_of_last = to.day() - if one { from.day() - 1 } else { 0 };
            let days_of_first = if one {
                days_of_last
            } else {
                from.days_in_month() - from.day() + 1
            };
            (
                if half(from, days_of_first) {
                    outwards.0
                } else {
                    after(from)?
                },
                if half(to, days_of_last) {
                    outwards.1
                } else {
                    to.first_of_month()
                },
            )
        }
    };
    (first < end).then_some((first, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observers::observer;
    use jiff::civil::date;

    fn read(name: &str, kind: ObservationKind, from: Date, to: Date) -> Option<String> {
        let observer = observer(name).expect("it is there");
        months(observer, kind, from, to).map(|(first, next)| format!("{first} {next}"))
    }

    #[test]
    fn windows_are_rounded_to_months_only_where_that_keeps_what_is_said_true() {
        let (first, last) = (date(2020, 1, 1), date(2020, 2, 29));
        let whole = Some("2020-01-01 2020-03-01".to_string());
        for kind in ObservationKind::ALL {
            assert_eq!(read("passages", kind, first, last), whole);
            assert_eq!(read("held-abroad", kind, first, last), whole);
        }
        // At least 18 on one day are at least 18 in its month; at most 18 on that day say nothing of the month.
        let day = date(2020, 1, 7);
        assert_eq!(
            read("caught", ObservationKind::Floor, day, day).as_deref(),
            Some("2020-01-01 2020-02-01")
        );
        assert_eq!(read("caught", ObservationKind::Ceiling, day, day), None);
        assert_eq!(read("caught", ObservationKind::Range, day, last), None);
        // A mean is read of the months of which at least half lies within.
        let mean = |from, to| read("held-abroad", ObservationKind::Range, from, to);
        assert_eq!(
            mean(date(2023, 3, 1), date(2023, 8, 15)).as_deref(),
            Some("2023-03-01 2023-08-01")
        );
        assert_eq!(
            mean(date(2023, 2, 15), date(2023, 8, 16)).as_deref(),
            Some("2023-02-01 2023-09-01")
        );
        assert_eq!(
            mean(date(2023, 2, 16), date(2023, 3, 20)).as_deref(),
            Some("2023-03-01 2023-04-01")
        );
        assert_eq!(
            mean(date(2023, 2, 3), date(2023, 2, 20)).as_deref(),
            Some("2023-02-01 2023-03-01")
        );
        assert_eq!(mean(date(2023, 2, 3), date(2023, 2, 10)), None);
        assert_eq!(mean(date(2023, 2, 20), date(2023, 3, 10)), None);
    }
}
