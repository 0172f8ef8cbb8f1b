//! Runs of ours beside Flee's: the same tests for cohorts, for people one by one, and between both.

use crate::reference::{Cell, Reference};
use crate::{DRAWINGS, LEAST_SD, SEED};
use amnok_displacement::{Course, Displacement, MovementEngine};
use amnok_lab::displacement::{self, replicates};
use amnok_lab::equivalence::{Means, Sample, Statistic, means, relabelled};
use amnok_scenario::flee::Conflict;
use std::sync::atomic::AtomicBool;

/// One conflict, lived through.
pub struct Set {
    /// As it is called.
    pub title: &'static str,
    /// The folder.
    pub world: Displacement,
    /// Flee's runs.
    pub reference: Reference,
    /// Ours, by counts of states.
    pub cohorts: Vec<Course>,
    /// Ours, one by one.
    pub people: Vec<Course>,
}

/// One line of the table of tests.
pub struct Line {
    /// Who is compared with whom, and how.
    pub what: String,
    /// Runs of either.
    pub runs: (usize, usize),
    /// Chances: one for each camp and day, or one for all.
    pub ps: Vec<f64>,
    /// How many numbers are compared.
    pub numbers: usize,
    /// Where the difference is largest.
    pub place: String,
}

/// Replicates of a world on all cores.
pub fn simulate(world: &Displacement, engine: MovementEngine, seed: u64, count: u32) -> Vec<Course> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let asked = displacement::RunSettings {
        engine,
        ..displacement::RunSettings::of(seed, count)
    };
    replicates(world, asked, threads, &AtomicBool::new(false), |_| ()).courses
}

/// Every tenth day, and the last.
pub fn sampled(days: u32) -> Vec<usize> {
    (0..days as usize)
        .filter(|day| day % 10 == 9 || *day + 1 == days as usize)
        .collect()
}

/// The counts of all camps on sampled days, as one list.
pub fn numbers(days: &[usize], row: impl Fn(usize) -> Vec<i64>) -> Vec<f64> {
    days.iter()
        .flat_map(|day| row(*day))
        .map(|count| count as f64)
        .collect()
}

/// The same of replicates of ours.
pub fn of_courses(courses: &[Course], days: &[usize]) -> Vec<Vec<f64>> {
    courses
        .iter()
        .map(|course| numbers(days, |day| course.rows[day].simulated.clone()))
        .collect()
}

/// A number of each run, over runs.
pub fn column(runs: &[Vec<f64>], i: usize) -> Sample {
    Sample::of(&runs.iter().map(|run| run[i]).collect::<Vec<f64>>())
}

impl Set {
    /// Lives through a conflict with both engines.
    pub fn simulate(title: &'static str, conflict: Conflict, reference: Reference, count: u32) -> Set {
        let world = conflict.displacement;
        Set {
            title,
            cohorts: simulate(&world, MovementEngine::Cohorts, SEED, count),
            people: simulate(&world, MovementEngine::People, SEED + 1, count),
            world,
            reference,
        }
    }

    /// Name of a camp.
    pub fn name(&self, camp: usize) -> &str {
        &self.world.network.places[self.world.camps()[camp]].name
    }

    fn camps(&self) -> usize {
        self.world.camps().len()
    }

    /// How many rows differ from Flee's in what follows from the data alone, over all of its whole runs.
    pub fn unsettled(&self) -> usize {
        let row = |day: usize| {
            let row = &self.cohorts[0].rows[day];
            let mut all = row.registered.clone();
            all.extend([
                row.registered_in_camps,
                row.simulated_total,
                row.registered_total,
                row.debt,
            ]);
            all
        };
        let differ = |run: &crate::reference::Run| {
            let days = self.world.days as usize;
            let short = days.abs_diff(run.settled.len());
            short
                + run
                    .settled
                    .iter()
                    .take(days)
                    .enumerate()
                    .filter(|(day, settled)| row(*day) != **settled)
                    .count()
        };
        self.reference.runs.iter().map(differ).sum()
    }

    /// Every camp on these days against the summary of Flee's runs.
    pub fn camp_days(&self, courses: &[Course], days: &[usize]) -> Vec<(usize, usize, Sample, Cell, Means)> {
        let ours = of_courses(courses, days);
        let mut all = Vec::new();
        for (i, day) in days.iter().enumerate() {
            for camp in 0..self.camps() {
                let (sample, cell) = (column(&ours, i * self.camps() + camp), self.reference.cells[*day][camp]);
                all.push((*day, camp, sample, cell, means(sample, cell.sample, LEAST_SD)));
            }
        }
        all
    }

    /// All tests of this conflict.
    pub fn lines(&self) -> Vec<Line> {
        let days = sampled(self.world.days);
        let theirs: Vec<Vec<f64>> = self
            .reference
            .runs
            .iter()
            .map(|run| numbers(&days, |day| run.simulated[day].clone()))
            .collect();
        let (cohorts, people) = (of_courses(&self.cohorts, &days), of_courses(&self.people, &days));
        let mut lines = Vec::new();
        for (who, courses, ours) in [
            ("cohorts", &self.cohorts, &cohorts),
            ("one by one", &self.people, &people),
        ] {
            lines.push(self.each(&format!("{who} – Flee"), courses, &days));
            lines.extend(self.together(&format!("{who} – Flee"), ours, &theirs, &days));
        }
        lines.extend(self.together("cohorts – one by one", &cohorts, &people, &days));
        lines
    }

    /// Student's t for every camp and sampled day.
    fn each(&self, what: &str, courses: &[Course], days: &[usize]) -> Line {
        let found = self.camp_days(courses, days);
        let worst = found.iter().min_by(|a, b| a.4.p.total_cmp(&b.4.p));
        let place = worst.map_or(String::new(), |(day, camp, ours, cell, found)| {
            let z = found.difference / found.error;
            let name = self.name(*camp);
            format!(
                "{name}, day {day}: {:.0} for {:.0} (t = {z:.1})",
                ours.mean, cell.sample.mean
            )
        });
        Line {
            what: format!("{what}: means, each (t)"),
            runs: (courses.len(), self.reference.cells[0][0].sample.runs as usize),
            numbers: found.len(),
            ps: found.iter().map(|f| f.4.p).collect(),
            place,
        }
    }

    /// All camps and sampled days at once, by drawing anew whose runs are whose.
    fn together(&self, what: &str, ours: &[Vec<f64>], theirs: &[Vec<f64>], days: &[usize]) -> Vec<Line> {
        let one = |asked: Statistic| {
            let found = relabelled(ours, theirs, asked, LEAST_SD, DRAWINGS);
            let (camp, day) = (found.which % self.camps(), days[found.which / self.camps()]);
            let (a, b) = (column(ours, found.which), column(theirs, found.which));
            let (name, a, b) = match asked {
                Statistic::Means => ("means", a.mean, b.mean),
                Statistic::Spreads => ("spreads", a.sd, b.sd),
            };
            Line {
                what: format!("{what}: {name}, all at once"),
                runs: (ours.len(), theirs.len()),
                numbers: ours[0].len(),
                ps: vec![found.p],
                place: format!("{}, day {day}: {a:.0} for {b:.0}", self.name(camp)),
            }
        };
        [Statistic::Means, Statistic::Spreads].map(one).into()
    }
}
