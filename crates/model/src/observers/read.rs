//! Reading an observer off the ledger of a run.

use super::{Observer, Reads, RowFilter, Term};
use crate::facts::Activity;
use crate::inputs::Inputs;
use crate::record::measures::{By, MEASURES, Measure, OverCounties, OverDays};
use crate::record::rows::{NONE, Rows};
use core::ops::Range;
use jiff::ToSpan;
use jiff::civil::Date;

/// Of what an observer reads: days, places, people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Days from the first of the run, whole months.
    pub days: Range<u32>,
    /// Counties by number; `None`: all.
    pub counties: Option<Vec<u16>>,
    /// Strata by number; `None`: all.
    pub strata: Option<Vec<u8>>,
    /// Activity; `None`: any.
    pub activity: Option<Activity>,
}

/// Why something cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing in the model computes this measure yet.
    NoMeasure(&'static str),
    /// The measure does not tell activities apart.
    NotByActivity(&'static str),
    /// The measure does not tell who it is about.
    NotByStratum(&'static str),
    /// The days do not lie within those of the run.
    Outside,
}

impl core::fmt::Display for Gap {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Gap::NoMeasure(name) => write!(f, "nothing in the model computes this yet: no measure `{name}`"),
            Gap::NotByActivity(name) => {
                write!(
                    f,
                    "nothing in the model computes this yet: `{name}` does not tell activities apart"
                )
            }
            Gap::NotByStratum(name) => {
                write!(
                    f,
                    "nothing in the model computes this yet: `{name}` does not tell strata apart"
                )
            }
            Gap::Outside => f.write_str("the run does not have these days"),
        }
    }
}

impl Observer {
    /// Whether what it reads is an amount of money.
    pub fn is_money(&self) -> bool {
        let money = |term: &Term| find(term.measure).is_some_and(|(_, measure)| measure.unit == "currency");
        !self.reads.is_share() && self.reads.terms().all(money)
    }

    /// Why this part cannot be read off a run that is given these inputs, if it cannot.
    ///
    /// # Errors
    /// The first reason.
    pub fn readable(&self, inputs: &Inputs, part: &Part) -> Result<(), Gap> {
        for term in self.reads.terms() {
            if term.of == RowFilter::Press {
                continue;
            }
            let measure = find(term.measure).ok_or(Gap::NoMeasure(term.measure))?.1;
            let by_activity = matches!(measure.by, By::Stratum | By::Activity | By::ActivityForce);
            if part.activity.is_some() && !by_activity && !matches!(term.of, RowFilter::Only(_)) {
                return Err(Gap::NotByActivity(term.measure));
            }
            if part.strata.is_some() && measure.by != By::Stratum {
                return Err(Gap::NotByStratum(term.measure));
            }
        }
        match part.days.start < part.days.end && part.days.end <= inputs.days {
            true => Ok(()),
            false => Err(Gap::Outside),
        }
    }

    /// Reads a part off a run's ledger; no value where there was no quote, or nothing to divide by.
    ///
    /// # Errors
    /// [`Gap`], where it cannot be read off any run.
    pub fn read(&self, inputs: &Inputs, rows: &Rows, part: &Part) -> Result<Option<f64>, Gap> {
        self.readable(inputs, part)?;
        let window = View { inputs, rows, part };
        Ok(match self.reads {
            Reads::Sum(terms) => Some(window.total(terms)),
            Reads::Cohort(terms) => Some(window.cohort(terms)),
            Reads::YearlyPeak(terms) => window.years().map(|year| year.total(terms)).reduce(f64::max),
            Reads::Mean(terms) => Some(window.total(terms) / window.length()),
            Reads::PerKm(terms) => over(window.total(terms) / window.length(), window.km()),
            Reads::Quote(term) => window.quote(term),
            Reads::Growth(term) => {
                let days = 0..month_ends(inputs).next().unwrap_or(0);
                let first = Part { days, ..part.clone() };
                let first = View { part: &first, ..window };
                let level = |view: View<'_>| view.total(&[term]) / view.length();
                Some(level(window) - level(first))
            }
            Reads::Share(part, whole) => over(window.total(part), window.total(whole)),
            Reads::YearlyRate(flow, level) => over(365.25 * window.total(flow), window.total(level)),
        })
    }
}

fn over(above: f64, below: f64) -> Option<f64> {
    (below > 0.0).then(|| above / below)
}

fn find(name: &str) -> Option<(usize, &'static Measure)> {
    MEASURES.iter().enumerate().find(|(_, measure)| measure.name == name)
}

/// The day after each month of the run.
fn month_ends(inputs: &Inputs) -> impl Iterator<Item = u32> {
    let (start, days) = (inputs.start, inputs.days);
    let first = start.first_of_month();
    (1..).map_while(move |month: i64| {
        let end = first.checked_add(month.months()).ok()?;
        let day = u32::try_from(end.since(start).ok()?.get_days()).ok()?;
        (day < days + 31).then_some(day.min(days))
    })
}

/// A part of a run's ledger.
#[derive(Clone, Copy)]
struct View<'a> {
    inputs: &'a Inputs,
    rows: &'a Rows,
    part: &'a Part,
}

impl View<'_> {
    /// Number of days.
    fn length(&self) -> f64 {
        f64::from(self.part.days.end - self.part.days.start)
    }

    /// Length of border of the place. Unit: km.
    fn km(&self) -> f64 {
        let counties = self.inputs.counties.iter().enumerate();
        let here = counties.filter(|(number, _)| self.has_county(*number as u16));
        here.map(|(_, county)| county.border_km).sum()
    }

    fn has_county(&self, county: u16) -> bool {
        self.part.counties.as_ref().is_none_or(|all| all.contains(&county))
    }

    /// The calendar years that lie in the window as a whole, each as a part.
    fn years(&self) -> impl Iterator<Item = Owned<'_>> {
        let start = self.inputs.start;
        let day = move |date: Date| date.since(start).ok().map(|span| span.get_days());
        (start.year()..)
            .map_while(move |year| {
                let (first, next) = (Date::new(year, 1, 1).ok()?, Date::new(year + 1, 1, 1).ok()?);
                let days = (day(first)?, day(next)?);
                (days.0 < self.part.days.end as i32).then_some(days)
            })
            .filter(|days| days.0 >= self.part.days.start as i32 && days.1 <= self.part.days.end as i32)
            .map(|days| Owned {
                inputs: self.inputs,
                rows: self.rows,
                part: Part {
                    days: days.0 as u32..days.1 as u32,
                    ..self.part.clone()
                },
            })
    }

    /// Rows of a term in the window, in order.
    fn rows_of(&self, term: Term) -> impl Iterator<Item = usize> {
        let Rows { day, .. } = self.rows;
        let place = |first: u32| day.partition_point(|day| *day < first);
        let measure = find(term.measure).map(|(number, _)| number as u8);
        (place(self.part.days.start)..place(self.part.days.end)).filter(move |row| self.counts(*row, term, measure))
    }

    /// Whether a row counts for a term.
    fn counts(&self, row: usize, term: Term, measure: Option<u8>) -> bool {
        let Rows {
            county,
            activity,
            stratum,
            force,
            reported_by,
            ..
        } = self.rows;
        let (by, activity) = (reported_by[row], activity[row]);
        if !self.has_county(county[row]) {
            return false;
        }
        if term.of == RowFilter::Press {
            return by != NONE && usize::from(by) >= self.inputs.commands.len();
        }
        let asked = self.part.activity.map(|activity| activity as u8);
        let fits = match term.of {
            RowFilter::Only(only) => {
                (activity == NONE || activity == only as u8) && asked.is_none_or(|a| a == only as u8)
            }
            RowFilter::Patrol => force[row] == 0 && asked.is_none_or(|a| a == activity),
            RowFilter::Requested | RowFilter::Press => asked.is_none_or(|a| a == activity),
        };
        by == NONE
            && Some(self.rows.measure[row]) == measure
            && fits
            && self.part.strata.as_ref().is_none_or(|all| all.contains(&stratum[row]))
    }

    /// Flows added up; levels times days, added up or averaged over counties.
    fn total(&self, terms: &[Term]) -> f64 {
        let one = |term: &Term| {
            let level = find(term.measure).filter(|(_, measure)| measure.over_days != OverDays::Flow);
            let Some((_, measure)) = level.filter(|_| term.of != RowFilter::Press) else {
                return term.weight * self.rows_of(*term).map(|row| self.rows.value[row]).sum::<f64>();
            };
            let ends: Vec<u32> = month_ends(self.inputs).collect();
            let lasts = |row: usize| {
                let first = self.rows.day[row];
                let end = ends
                    .iter()
                    .find(|end| **end > first)
                    .copied()
                    .unwrap_or(self.inputs.days);
                f64::from(end - first)
            };
            let (mut sum, mut days) = (0.0, 0.0);
            for row in self.rows_of(*term) {
                sum += self.rows.value[row] * lasts(row);
                days += lasts(row);
            }
            term.weight
                * match measure.over_counties {
                    OverCounties::Sum => sum,
                    OverCounties::Mean => over(sum, days).map_or(0.0, |mean| mean * self.length()),
                }
        };
        terms.iter().map(one).sum()
    }

    /// The n-th of these flows from n years after the first day on, added up.
    fn cohort(&self, terms: &[Term]) -> f64 {
        let whole = &self.part.days;
        let from = |years: usize| {
            let days = (whole.start + 365 * years as u32).min(whole.end)..whole.end;
            Part {
                days,
                ..self.part.clone()
            }
        };
        let one = |(years, term): (usize, &Term)| {
            let part = from(years);
            View { part: &part, ..*self }.total(core::slice::from_ref(term))
        };
        terms.iter().enumerate().map(one).sum()
    }

    /// The mean of the quotes above 0.
    fn quote(&self, term: Term) -> Option<f64> {
        let quotes = || {
            self.rows_of(term)
                .map(|row| self.rows.value[row])
                .filter(|value| *value > 0.0)
        };
        over(quotes().sum(), quotes().count() as f64)
    }
}

/// A view with a part of its own.
struct Owned<'a> {
    inputs: &'a Inputs,
    rows: &'a Rows,
    part: Part,
}

impl Owned<'_> {
    fn total(&self, terms: &[Term]) -> f64 {
        let Owned { inputs, rows, part } = self;
        View { inputs, rows, part }.total(terms)
    }
}
