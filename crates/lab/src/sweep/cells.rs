//! The ledger of a run by calendar year, over all counties and strata: what a sweep keeps.

use amnok_model::inputs::Inputs;
use amnok_model::record::measures::{MEASURES, OverCounties, OverDays};
use amnok_model::record::rows::{NONE, Rows};
use jiff::ToSpan;
use std::collections::BTreeMap;

/// A value of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Calendar year.
    pub year: i16,
    /// Measure index.
    pub measure: u8,
    /// Activity index or `NONE`.
    pub activity: u8,
    /// Force index or `NONE`.
    pub force: u8,
    /// The command or outlet that told it, an index into the commands and then the outlets; `NONE`: it is what happened.
    pub reported_by: u8,
    /// Over the days of the year, then over counties, as the measure says.
    pub value: f64,
}

/// Year, measure, activity, force, reported_by.
type Key = (i16, u8, u8, u8, u8);

/// Running sums of a cell.
#[derive(Default)]
struct Sum {
    /// Σ value · days.
    value: f64,
    /// Σ days, over counties.
    days: f64,
}

/// The cells of a run, by year, measure, activity and force.
pub fn cells(inputs: &Inputs, rows: &Rows) -> Vec<Cell> {
    let periods = periods(inputs, rows);
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for i in 0..rows.len() {
        let Some((year, days)) = periods.get(&rows.day[i]) else {
            continue;
        };
        let key = (
            *year,
            rows.measure[i],
            rows.activity[i],
            rows.force[i],
            rows.reported_by[i],
        );
        let sum = sums.entry(key).or_default();
        // What is told is counted, whatever it is about.
        let flow = rows.reported_by[i] != NONE || MEASURES[rows.measure[i] as usize].over_days == OverDays::Flow;
        sum.value += if flow { rows.value[i] } else { rows.value[i] * days };
        sum.days += days;
    }
    let mut days_of: BTreeMap<i16, f64> = BTreeMap::new();
    for (year, days) in periods.values() {
        *days_of.entry(*year).or_default() += days;
    }
    let cell = |((year, measure, activity, force, reported_by), sum): (Key, Sum)| {
        let info = &MEASURES[measure as usize];
        let value = match info.over_days {
            _ if reported_by != NONE => sum.value,
            OverDays::Flow => sum.value,
            OverDays::Level if info.over_counties == OverCounties::Sum => sum.value / days_of[&year],
            OverDays::Level | OverDays::Quote => sum.value / sum.days,
        };
        Cell {
            year,
            measure,
            activity,
            force,
            reported_by,
            value,
        }
    };
    sums.into_iter().map(cell).collect()
}

/// Year and days of every period, by its first day.
fn periods(inputs: &Inputs, rows: &Rows) -> BTreeMap<u32, (i16, f64)> {
    let mut firsts: Vec<u32> = rows.day.clone();
    firsts.sort_unstable();
    firsts.dedup();
    let ends = firsts.iter().skip(1).copied().chain([inputs.days]);
    let period = |(first, end): (&u32, u32)| {
        let date = inputs.start.saturating_add(i64::from(*first).days());
        (*first, (date.year(), f64::from(end.saturating_sub(*first))))
    };
    firsts.iter().zip(ends).map(period).collect()
}
