//! The runs of a sweep: what a point gives to a run, and the bytes of a part.

use super::SweepRun;
use super::columns::columns_of;
use super::fingerprint::Keeps;
use super::work::SweepWork;
use crate::error::ResultError;
use crate::tables::{bank_bytes, runs_bytes};
use amnok_lab::StoppableLog;
use amnok_lab::bank::Columns;
use amnok_lab::sweep::{Factor, SweepPlan, cells};
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use amnok_scenario::{Scenario, Setting};
use core::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// The settings of factors, in their order; an error where the scenario has no such value.
pub(super) fn settings_of(scenario: &Scenario, factors: &[Factor]) -> Result<Vec<Setting>, ResultError> {
    let mut all: Vec<Option<Setting>> = scenario.settings().into_iter().map(Some).collect();
    let mut take = |factor: &Factor| {
        let found = all.iter_mut().find(|s| s.as_ref().is_some_and(|s| s.key == factor.key));
        found.and_then(Option::take).ok_or_else(|| {
            ResultError::Mismatch(format!(
                "{} is no value of the scenario, or is varied twice",
                factor.key
            ))
        })
    };
    factors.iter().map(&mut take).collect()
}

/// What a run is given at a point.
pub(super) fn inputs_at(scenario: &Scenario, settings: &[Setting], point: &[f64]) -> Inputs {
    let mut inputs = scenario.inputs.clone();
    for (setting, value) in settings.iter().zip(point) {
        setting.write(&mut inputs, *value);
    }
    inputs
}

/// The parts of a sweep, each made by itself, on whatever machine.
pub struct Parts<'a> {
    scenario: &'a Scenario,
    plan: &'a SweepPlan,
    settings: Vec<Setting>,
    points: Vec<Vec<f64>>,
    /// What is kept of a run; none where it is its ledger by year.
    columns: Option<Columns>,
}

impl<'a> Parts<'a> {
    /// Those of a plan.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`] where the plan does not fit the scenario.
    pub fn of(scenario: &'a Scenario, keeps: Keeps, plan: &'a SweepPlan) -> Result<Parts<'a>, ResultError> {
        Ok(Parts {
            columns: (keeps == Keeps::Columns).then(|| columns_of(scenario)),
            settings: settings_of(scenario, &plan.factors)?,
            points: plan.points().map_err(ResultError::Mismatch)?,
            scenario,
            plan,
        })
    }

    /// Lives through a part; gives the bytes of its table, or none where it was stopped before its end. `each` is told of every run.
    ///
    /// # Errors
    /// When there is no such part, or its table cannot be made.
    pub fn make(&self, part: u32, stop: &AtomicBool, each: impl Fn()) -> Result<Option<Vec<u8>>, ResultError> {
        let range = self.plan.of_part(part).map_err(ResultError::Mismatch)?;
        if let Some(columns) = &self.columns {
            return self.bank(range, columns, stop, each);
        }
        let mut runs = Vec::new();
        for point in range {
            let inputs = inputs_at(self.scenario, &self.settings, &self.points[point as usize]);
            for replicate in 0..self.plan.replicates {
                let Some(rows) = one(&inputs, self.scenario.seed, replicate, Engine::Selective, stop) else {
                    return Ok(None);
                };
                let cells = cells::cells(&inputs, &rows);
                runs.push(SweepRun {
                    point,
                    replicate,
                    cells,
                });
                each();
            }
        }
        Ok(Some(runs_bytes(&self.scenario.inputs, &runs)?))
    }

    /// The same for a bank: one run a point, its luck that of the point's number.
    fn bank(
        &self,
        points: Range<u32>,
        columns: &Columns,
        stop: &AtomicBool,
        each: impl Fn(),
    ) -> Result<Option<Vec<u8>>, ResultError> {
        let mut runs = Vec::new();
        for point in points {
            let inputs = inputs_at(self.scenario, &self.settings, &self.points[point as usize]);
            let Some(rows) = one(&inputs, self.scenario.seed, point, Engine::Counts, stop) else {
                return Ok(None);
            };
            runs.push((point, columns.read(&inputs, &rows)));
            each();
        }
        Ok(Some(bank_bytes(&runs)?))
    }
}

/// The ledger of one run; none where it was stopped before its end. Runs that share their luck are lived through by single attempts, by which they share more
/// of it; those that do not by counts, which cost less.
fn one(inputs: &Inputs, seed: u64, replicate: u32, engine: Engine, stop: &AtomicBool) -> Option<Rows> {
    let mut log = StoppableLog { log: (), stop };
    let rows = run(inputs, Luck { seed, replicate }, engine, &mut log);
    (!stop.load(Ordering::Relaxed)).then_some(rows)
}

/// Runs the parts that are missing, on `threads` threads, and keeps each; `each` is told of every run. When `stop` is set,
/// what is under way ends within a day of the run, and stays missing with the rest.
///
/// # Errors
/// When a part cannot be kept.
pub fn run_parts(
    scenario: &Scenario,
    work: &SweepWork,
    threads: usize,
    stop: &AtomicBool,
    each: impl Fn() + Sync,
) -> Result<(), ResultError> {
    let parts = Parts::of(scenario, work.keeps(), work.plan())?;
    let make = |part: u32| parts.make(part, stop, &each);
    amnok_lab::in_order(&work.missing(), threads, stop, make, |part, bytes| {
        if let Some(bytes) = bytes? {
            work.keep(part, &bytes)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_chance::prior::Prior;
    use amnok_lab::sweep::Design;

    /// Once every run of a bank was lived through one by one, which costs the most where smuggling runs are many.
    #[test]
    fn a_bank_is_lived_through_by_counts() {
        let mut scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        scenario.inputs.days = 12;
        let factor = Factor {
            key: "attempt.smuggle_per_year".into(),
            unit: "per person and year".into(),
            prior: Prior::even(1.0, 4.0),
        };
        let plan = SweepPlan {
            design: Design::Latin,
            wave: None,
            asked: 2,
            seed: 1,
            factors: vec![factor],
            replicates: 1,
        };
        let parts = Parts::of(&scenario, Keeps::Columns, &plan).expect("a plan for it");
        let made = parts.make(0, &AtomicBool::new(false), || ()).expect("a table");
        let columns = columns_of(&scenario);
        let by = |engine: Engine| {
            let lived = |point: u32| {
                let inputs = inputs_at(&scenario, &parts.settings, &parts.points[point as usize]);
                let luck = Luck {
                    seed: scenario.seed,
                    replicate: point,
                };
                (point, columns.read(&inputs, &run(&inputs, luck, engine, &mut ())))
            };
            bank_bytes(&[lived(0), lived(1)]).expect("a table")
        };
        assert_eq!(made, Some(by(Engine::Counts)));
        assert_ne!(made, Some(by(Engine::Selective)));
    }
}
