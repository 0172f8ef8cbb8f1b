//! Many replicates of a displacement, the world of the Flee simulator, and how far they are from what was registered.

use crate::in_order;
use amnok_chance::Luck;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::{Course, Displacement, Manner, MovementEngine, Row};
use std::sync::atomic::{AtomicBool, Ordering};

/// Replicates 0, 1, … of one displacement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replicates {
    /// What each came to. Their flows by day are not kept one by one, but added up in [`Replicates::flows_by_day`].
    pub courses: Vec<Course>,
    /// People who set out on each link, all replicates together: the links of the first day, then those of the second, and so on; nothing
    /// where that was not asked for.
    pub flows_by_day: Vec<u64>,
}

/// What decides the numbers beside the displacement itself, and what is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSettings {
    /// Seed.
    pub seed: u64,
    /// Number of replicates, from 1.
    pub replicates: u32,
    /// Which engine moves people.
    pub engine: MovementEngine,
    /// How many people of replicate 0 are followed hop by hop.
    pub tracers: u32,
    /// Whether replicate 0 keeps its own flows by day, for logs in Flee's columns.
    pub logs: bool,
    /// Whether flows by day are kept at all.
    pub flows: bool,
}

impl RunSettings {
    /// So many replicates by counts, nobody followed, flows kept.
    pub fn of(seed: u64, replicates: u32) -> RunSettings {
        RunSettings {
            seed,
            replicates,
            engine: MovementEngine::Cohorts,
            tracers: 0,
            logs: false,
            flows: true,
        }
    }

    /// The engine's name.
    pub fn engine_name(self) -> &'static str {
        match self.engine {
            MovementEngine::Cohorts => "cohorts",
            MovementEngine::People => "people",
        }
    }
}

/// Lives through replicates 0, 1, … of a displacement on so many threads (at least one); `told` hears after each how many are done.
/// When `stop` is set, what is under way ends within a day of it, and those that are done and in order are all that is given.
pub fn replicates(
    world: &Displacement,
    asked: RunSettings,
    threads: usize,
    stop: &AtomicBool,
    mut told: impl FnMut(u32),
) -> Replicates {
    let schedule = Schedule::new(world);
    let numbers: Vec<u32> = (0..asked.replicates).collect();
    let mut all = Replicates::default();
    let simulate = |replicate| {
        let luck = Luck {
            seed: asked.seed,
            replicate,
        };
        let manner = Manner {
            engine: asked.engine,
            tracers: if replicate == 0 { asked.tracers } else { 0 },
            flows: asked.flows,
        };
        world.live(&schedule, luck, manner, || !stop.load(Ordering::Relaxed))
    };
    // The end that was not reached is no error: what is in order before it is kept.
    let _: Result<(), ()> = in_order(&numbers, threads, stop, simulate, |_, course| {
        all.keep(course.ok_or(())?, asked.logs);
        told(all.courses.len() as u32);
        Ok(())
    });
    all
}

impl Replicates {
    /// Keeps a replicate; the first of them with its own flows where that is asked for.
    fn keep(&mut self, mut course: Course, logs: bool) {
        let flows = std::mem::take(&mut course.flows_by_day);
        self.flows_by_day.resize(flows.len(), 0);
        for (sum, people) in self.flows_by_day.iter_mut().zip(&flows) {
            *sum += u64::from(*people);
        }
        if logs && self.courses.is_empty() {
            course.flows_by_day = flows;
        }
        self.courses.push(course);
    }

    /// Mean over replicates of the people who set out on a link on a day. Unit: people.
    pub fn flow(&self, world: &Displacement, day: usize, link: usize) -> f64 {
        let place = day * world.network.links.len() + link;
        let sum = self.flows_by_day.get(place).copied().unwrap_or(0);
        sum as f64 / self.courses.len().max(1) as f64
    }
}

/// The three ways in which users of Flee say how far a day is from what was registered. They differ in what they divide by and
/// must not be mixed. Each is at least 0. Half of the rescaled difference is the share of people who are in the wrong camp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Flee's column `Total error`: Σ |simulated − registered| / all registered as Flee counts them, in camps and elsewhere.
    Total,
    /// The averaged relative difference of the papers: Σ |simulated − registered| / registered in camps.
    Relative,
    /// The same after all simulated counts of the day are multiplied so that their sum is that of the registered: where people
    /// are, not how many.
    Rescaled,
}

impl Measure {
    /// All of them.
    pub const ALL: [Measure; 3] = [Measure::Total, Measure::Relative, Measure::Rescaled];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Total => "total_error",
            Measure::Relative => "averaged_relative_difference",
            Measure::Rescaled => "rescaled_difference",
        }
    }

    /// Name in words.
    pub fn words(self) -> &'static str {
        match self {
            Measure::Total => "total error",
            Measure::Relative => "averaged relative difference",
            Measure::Rescaled => "rescaled difference",
        }
    }

    /// Whether it says anything of a replicate: the total error does not where newcomers follow from the conflicts, since Flee then
    /// counts no registered people and its column is 0.
    pub fn is_known(self, course: &Course) -> bool {
        self != Measure::Total || course.rows.iter().any(|row| row.registered_total > 0)
    }

    /// What it says of one day.
    pub fn of_day(self, row: &Row) -> f64 {
        let registered: i64 = row.registered.iter().sum();
        let apart = |factor: f64| -> f64 {
            let pairs = row.simulated.iter().zip(&row.registered);
            pairs.map(|(s, v)| (*s as f64 * factor - *v as f64).abs()).sum()
        };
        match self {
            Measure::Total => row.total_error,
            Measure::Relative => apart(1.0) / registered.max(1) as f64,
            Measure::Rescaled => {
                let simulated: i64 = row.simulated.iter().sum();
                let factor = if simulated > 0 {
                    registered as f64 / simulated as f64
                } else {
                    0.0
                };
                apart(factor) / registered.max(1) as f64
            }
        }
    }

    /// Its mean over all days of a replicate; 0 without days.
    pub fn of(self, course: &Course) -> f64 {
        let days = course.rows.iter().map(|row| self.of_day(row));
        days.sum::<f64>() / course.rows.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(simulated: &[i64], registered: &[i64]) -> Row {
        let apart: i64 = simulated.iter().zip(registered).map(|(s, v)| (s - v).abs()).sum();
        Row {
            simulated: simulated.to_vec(),
            registered: registered.to_vec(),
            total_error: apart as f64 / 1000.0,
            registered_in_camps: registered.iter().sum(),
            simulated_total: simulated.iter().sum(),
            registered_total: 1000,
            simulated_in_camps: simulated.iter().sum(),
            debt: 0,
            displaced_at_home: 0,
        }
    }

    #[test]
    fn the_three_measures_divide_by_what_they_say() {
        // Half as many as registered, in the right camps.
        let half = row(&[100, 300], &[200, 600]);
        assert_eq!(Measure::ALL.map(|m| m.of_day(&half)), [0.4, 0.5, 0.0]);
        // As many as registered, a quarter of them in the wrong camp.
        let wrong = row(&[400, 400], &[200, 600]);
        assert_eq!(Measure::ALL.map(|m| m.of_day(&wrong)), [0.4, 0.5, 0.5]);
        // Nobody anywhere: no division by zero.
        assert_eq!(Measure::ALL.map(|m| m.of_day(&row(&[0], &[0]))), [0.0; 3]);
        let course = Course {
            rows: vec![half, wrong],
            ..Course::default()
        };
        assert_eq!(Measure::ALL.map(|m| m.of(&course)), [0.4, 0.5, 0.25]);
        assert_eq!(Measure::Relative.of(&Course::default()), 0.0);
        assert!(Measure::Total.is_known(&course) && !Measure::Total.is_known(&Course::default()));
    }
}
