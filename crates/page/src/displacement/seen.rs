//! The replicates as the page sees them: camps, days, and numbers over replicates.

use amnok_displacement::Course;
use amnok_displacement::network::Network;
use amnok_displacement::newcomers::Schedule;
use amnok_lab::Spread;
use amnok_lab::displacement::{Measure, Replicates};
use amnok_scenario::flee::Conflict;
use amnok_store::tables::displacement::{OverReplicates, date, summary};
use jiff::civil::Date;

/// A camp.
pub struct Camp {
    /// Its name.
    pub name: String,
    /// Its limit on each day, as the rules see it: lowered by those who are there on the first day.
    pub limit: Vec<Option<f64>>,
    /// For how many people it has room on each day by the input, after scaling.
    pub capacity: Vec<Option<f64>>,
    /// Days within the period on which people were counted, and how many there were.
    pub counted: Vec<(usize, f64)>,
}

impl Camp {
    /// Whether it has a limit on any day.
    pub fn is_limited(&self) -> bool {
        self.limit.iter().any(Option::is_some)
    }
}

/// All that the page shows.
pub struct Seen<'a> {
    /// The input.
    pub conflict: &'a Conflict,
    /// The replicates.
    pub all: &'a Replicates,
    /// Camps, in the order of locations.csv.
    pub camps: Vec<Camp>,
    /// Median and interval of each camp, day by day.
    spreads: Vec<Vec<Spread>>,
}

impl<'a> Seen<'a> {
    /// Looks at replicates of a displacement.
    pub fn of(conflict: &'a Conflict, all: &'a Replicates) -> Seen<'a> {
        let world = &conflict.displacement;
        let schedule = Schedule::new(world);
        let days = all.courses.first().map_or(0, |course| course.rows.len());
        let camp = |place: usize| {
            let name = &world.network.places[place].name;
            let series = world.series.iter().find(|series| series.name == *name);
            let points = series.map_or(&[][..], |series| &series.points);
            let within = points.iter().filter(|(day, _)| (0..days as i64).contains(day));
            Camp {
                name: name.clone(),
                capacity: (0..days as i64)
                    .map(|day| capacity(&world.network, place, day))
                    .collect(),
                limit: (0..days as u32).map(|day| schedule.limit(world, place, day)).collect(),
                counted: within.map(|(day, people)| (*day as usize, *people)).collect(),
            }
        };
        let camps: Vec<Camp> = world.camps().into_iter().map(camp).collect();
        let mut spreads = vec![Vec::with_capacity(days); camps.len()];
        for at in summary(all) {
            spreads[at.camp].push(at.simulated.spread);
        }
        Seen {
            conflict,
            all,
            camps,
            spreads,
        }
    }

    /// Columns of the output, each place once: where a name stands twice, both columns show the same people.
    pub fn once(&self) -> Vec<usize> {
        let first = |camp: &usize| {
            self.camps[..*camp]
                .iter()
                .all(|other| other.name != self.camps[*camp].name)
        };
        (0..self.camps.len()).filter(first).collect()
    }

    /// Number of replicates.
    pub fn count(&self) -> usize {
        self.all.courses.len()
    }

    /// Whether there is only one, and so nothing to spread.
    pub fn single(&self) -> bool {
        self.count() == 1
    }

    /// Number of days.
    pub fn days(&self) -> usize {
        self.all.courses.first().map_or(0, |course| course.rows.len())
    }

    /// The date of a day, as in the tables.
    pub fn date(&self, day: usize) -> Date {
        date(self.conflict.start, day)
    }

    /// People in camps together on a day, one number for each replicate.
    fn people(&self, camps: &[usize], day: usize) -> impl Iterator<Item = f64> + Clone {
        let courses = self.all.courses.iter();
        courses.map(move |course| camps.iter().map(|camp| course.rows[day].simulated[*camp]).sum::<i64>() as f64)
    }

    /// People in camps together on a day.
    pub fn over(&self, camps: &[usize], day: usize) -> OverReplicates {
        match day < self.days() {
            true => OverReplicates::of(self.people(camps, day)),
            false => OverReplicates::of(std::iter::empty()),
        }
    }

    /// Median and interval of the people in a camp on a day.
    pub fn spread(&self, camp: usize, day: usize) -> Option<Spread> {
        self.spreads[camp].get(day).copied()
    }

    /// Share of replicates in which a camp holds more than its limit on a day; `None` without a limit.
    pub fn share_over_limit(&self, camp: usize, day: usize) -> Option<f64> {
        let limit = (*self.camps[camp].limit.get(day)?)?;
        let over = self.people(&[camp], day).filter(|people| *people > limit).count();
        Some(over as f64 / self.count() as f64)
    }

    /// Mean over days of the people in camps together.
    pub fn over_all_days(&self, camps: &[usize]) -> OverReplicates {
        let days = self.days().max(1) as f64;
        let sums: Vec<f64> = self
            .all
            .courses
            .iter()
            .map(|course| {
                let rows = course.rows.iter();
                rows.map(|row| camps.iter().map(|camp| row.simulated[*camp]).sum::<i64>())
                    .sum::<i64>() as f64
                    / days
            })
            .collect();
        OverReplicates::of(sums.iter().copied())
    }

    /// Registered in camps together on a day.
    pub fn registered(&self, camps: &[usize], day: usize) -> f64 {
        let row = self.all.courses.first().and_then(|course| course.rows.get(day));
        row.map_or(0.0, |row| {
            camps.iter().map(|camp| row.registered[*camp]).sum::<i64>() as f64
        })
    }

    /// The same, mean over days.
    pub fn registered_on_average(&self, camps: &[usize]) -> f64 {
        let days = self.days();
        (0..days).map(|day| self.registered(camps, day)).sum::<f64>() / days.max(1) as f64
    }

    /// Σ |simulated − registered| over these camps, mean over days and replicates.
    pub fn apart_on_average(&self, camps: &[usize]) -> f64 {
        let rows = || self.all.courses.iter().flat_map(|course| &course.rows);
        let apart = rows().map(|row| {
            camps
                .iter()
                .map(|c| (row.simulated[*c] - row.registered[*c]).abs())
                .sum::<i64>()
        });
        apart.sum::<i64>() as f64 / rows().count().max(1) as f64
    }

    /// Everybody who ever set out, with those who were in camps at the beginning.
    pub fn set_out(&self) -> OverReplicates {
        let last = |course: &Course| course.rows.last().map_or(0.0, |row| row.simulated_total as f64);
        OverReplicates::of(self.all.courses.iter().map(last))
    }

    /// The days that are not decided by how few are registered, where they say something else than all days: the difference over them is
    /// at most half of that over all days.
    pub fn full_days(&self) -> Option<FullDays> {
        let camps = self.once();
        let registered = |day: &usize| self.registered(&camps, *day);
        let most = (0..self.days()).map(|day| registered(&day)).fold(0.0, f64::max);
        let mean = |days: &[usize]| {
            let all = days.iter().filter_map(|day| self.error(Measure::Relative, *day));
            all.map(|spread| spread.median).sum::<f64>() / days.len().max(1) as f64
        };
        let all: Vec<usize> = (0..self.days()).collect();
        let full: Vec<usize> = all
            .iter()
            .copied()
            .filter(|day| registered(day) >= most / 10.0)
            .collect();
        let difference = mean(&full);
        (difference <= mean(&all) / 2.0 && most > 0.0).then_some(FullDays {
            days: full.len(),
            most,
            difference,
        })
    }

    /// An error of a day over replicates.
    pub fn error(&self, measure: Measure, day: usize) -> Option<Spread> {
        Spread::of(self.all.courses.iter().map(|course| measure.of_day(&course.rows[day])))
    }
}

/// The averaged relative difference where it is not one over nearly nobody.
pub struct FullDays {
    /// Days with at least a tenth of the most people registered together.
    pub days: usize,
    /// Most people registered together on a day.
    pub most: f64,
    /// Mean of the averaged relative difference over these days, of the median over replicates.
    pub difference: f64,
}

/// What the input gives as the capacity of a place, with what was added each day; `None` where there is no limit.
fn capacity(network: &Network, place: usize, day: i64) -> Option<f64> {
    let at = &network.places[place];
    let capacity = (at.capacity + at.capacity_per_day * (day + 1)) as f64 * network.rules.capacity_scaling;
    (capacity >= 1.0).then_some(capacity)
}
