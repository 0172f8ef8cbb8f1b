//! What is told of a displacement over its replicates.

use amnok_lab::Spread;
use amnok_lab::displacement::{Measure, Replicates};
use amnok_scenario::flee::Conflict;
use jiff::ToSpan;
use jiff::civil::Date;

/// The date under which Flee writes the row of a day: that of the day after.
pub fn date(start: Date, day: usize) -> Date {
    start.saturating_add((day as i64 + 1).days())
}

/// The number of the day whose row has a date, from 0; none before the first.
pub fn day_of(start: Date, date: Date) -> Option<usize> {
    let days = date.since(start).ok()?.get_days();
    usize::try_from(days.checked_sub(1)?).ok()
}

/// Names of the camps: the columns of the output, in the order of locations.csv.
pub fn camp_names(conflict: &Conflict) -> Vec<String> {
    let world = &conflict.displacement;
    let camps = world.camps().into_iter();
    camps.map(|camp| world.network.places[camp].name.clone()).collect()
}

/// A number over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverReplicates {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between replicates; 0 with a single one.
    pub sd: f64,
    /// Median and quantiles.
    pub spread: Spread,
}

impl OverReplicates {
    /// Of at least one number; of none, all are 0.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> OverReplicates {
        let n = values.clone().count().max(1) as f64;
        let mean = values.clone().sum::<f64>() / n;
        let squares: f64 = values.clone().map(|v| (v - mean).powi(2)).sum();
        let none = Spread {
            low: 0.0,
            quarter: 0.0,
            median: 0.0,
            three_quarters: 0.0,
            high: 0.0,
        };
        OverReplicates {
            mean,
            sd: (squares / (n - 1.0).max(1.0)).sqrt(),
            spread: Spread::of(values).unwrap_or(none),
        }
    }
}

/// One camp on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CampDay {
    /// Day, from 0.
    pub day: usize,
    /// Number of the camp among the camps.
    pub camp: usize,
    /// People in it.
    pub simulated: OverReplicates,
    /// People registered in it.
    pub registered: i64,
}

/// Every camp and day over replicates, day by day.
pub fn summary(all: &Replicates) -> Vec<CampDay> {
    let Some(first) = all.courses.first() else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for (day, row) in first.rows.iter().enumerate() {
        for (camp, registered) in row.registered.iter().enumerate() {
            let values = all.courses.iter().map(|c| c.rows[day].simulated[camp] as f64);
            cells.push(CampDay {
                day,
                camp,
                simulated: OverReplicates::of(values),
                registered: *registered,
            });
        }
    }
    cells
}

/// People who set out on one link on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// Day, from 0.
    pub day: usize,
    /// Number of the link.
    pub link: usize,
    /// Mean over replicates.
    pub people: f64,
}

/// Every day and link on which anybody set out in any replicate.
pub fn flows<'a>(conflict: &'a Conflict, all: &'a Replicates) -> impl Iterator<Item = Flow> + 'a {
    let links = conflict.displacement.network.links.len().max(1);
    let some = all.flows_by_day.iter().enumerate().filter(|(_, sum)| **sum > 0);
    some.map(move |(place, sum)| Flow {
        day: place / links,
        link: place % links,
        people: *sum as f64 / all.courses.len().max(1) as f64,
    })
}

/// Each of the three errors, as far as it is known, its mean over days, over replicates.
pub fn errors(all: &Replicates) -> Vec<(Measure, OverReplicates)> {
    let known = |measure: &Measure| all.courses.iter().any(|course| measure.is_known(course));
    let measures = Measure::ALL.into_iter().filter(known);
    measures
        .map(|measure| (measure, OverReplicates::of(all.courses.iter().map(|c| measure.of(c)))))
        .collect()
}
