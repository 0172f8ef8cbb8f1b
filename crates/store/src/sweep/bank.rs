//! The folder of a bank read again.

use super::columns::{columns_of, rows_of};
use super::fingerprint::{Keeps, SweepPrint};
use super::read::scenario_of;
use crate::error::ResultError;
use crate::folder::Sealed;
use amnok_lab::bank::Column;
use amnok_lab::learn::{Given, How, Refused, wave};
use amnok_lab::sweep::{Design, SweepPlan, Wave};
use amnok_model::observers::Observation;
use amnok_scenario::Scenario;
use std::path::{Path, PathBuf};

/// Chains that lay out a wave.
const WAVE_CHAINS: usize = 500;

/// The folder of a bank as it was read, with those of the waves after it.
#[derive(Debug)]
pub struct Bank {
    /// What decides its bytes.
    pub print: SweepPrint,
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// Its points, a value for every factor.
    pub points: Vec<Vec<f64>>,
    /// What is kept of every run.
    pub columns: Vec<Column>,
    /// Of each point, what its run has of every column.
    pub runs: Vec<Vec<Option<f64>>>,
    /// The wave of each run, from 0.
    pub waves: Vec<u32>,
    /// What decided the bytes of each wave after the first.
    pub later: Vec<SweepPrint>,
    /// What the folder of each wave holds ([`Sealed::content`]).
    pub contents: Vec<String>,
}

impl Bank {
    /// The wave after these runs: the scenario with the seed of its runs, and its points, which depend on the runs, what was observed, and the seed of
    /// the design alone; not on the threads.
    ///
    /// # Errors
    /// [`Refused`] where the runs cannot be fitted.
    pub fn next_wave(
        &self,
        points: u32,
        temper: f64,
        design_seed: u64,
        threads: usize,
    ) -> Result<(Scenario, SweepPlan), Refused> {
        let observed = self.scenario.observations();
        let how = How {
            draws: WAVE_CHAINS,
            seed: design_seed,
            threads,
        };
        let points = wave(&self.given(&observed), how, temper, points as usize)?;
        let mut scenario = self.scenario.clone();
        scenario.seed = self.print.seed.wrapping_add(self.contents.len() as u64);
        let plan = SweepPlan {
            asked: points.len() as u32,
            wave: Some(Wave {
                after: self.contents.clone(),
                temper,
                points,
            }),
            seed: design_seed,
            design: Design::Latin,
            replicates: 1,
            ..self.print.plan.clone()
        };
        Ok((scenario, plan))
    }

    /// What a fit to these observations is given.
    pub fn given<'a>(&'a self, observed: &'a [Observation]) -> Given<'a> {
        Given {
            factors: &self.print.plan.factors,
            points: &self.points,
            columns: &self.columns,
            runs: &self.runs,
            waves: &self.waves,
            observed,
        }
    }

    /// Reads the folder of a bank, or of some of its parts: points of a Latin hypercube, or of a sequence, are draws of the prior also where others are missing.
    ///
    /// # Errors
    /// When it is none, is of another version of the program, or a file cannot be read.
    pub fn read(folder: &Path) -> Result<Bank, ResultError> {
        let sealed = Sealed::open(folder, Keeps::Columns.kind())?;
        let print = SweepPrint::read(&sealed)?;
        let version = env!("CARGO_PKG_VERSION");
        if print.version != version {
            return Err(sealed.wrong(format!(
                "a bank of version {}, and this is {version}, whose runs may be others: make the bank again with `amnok bank`",
                print.version
            )));
        }
        let scenario = scenario_of(folder, &print)?;
        let columns = columns_of(&scenario).all().to_vec();
        let mut runs = Vec::new();
        for part in print.numbers() {
            let rows = rows_of(&sealed, part, &print.plan, columns.len())?;
            runs.extend(rows.into_iter().map(|(_, values)| values));
        }
        let all = print.plan.points().map_err(ResultError::Mismatch)?;
        let mut points = Vec::new();
        for part in print.numbers() {
            let range = print.plan.of_part(part).map_err(ResultError::Mismatch)?;
            points.extend(range.map(|point| all[point as usize].clone()));
        }
        Ok(Bank {
            waves: vec![print.after().len() as u32; runs.len()],
            points,
            print,
            scenario,
            columns,
            later: Vec::new(),
            contents: vec![sealed.content()],
            runs,
        })
    }

    /// Why these runs are not those of the wave after all that were read; none if they are.
    fn no_wave(&self, print: &SweepPrint) -> Option<&'static str> {
        let same = |print: &SweepPrint| (print.digest.clone(), print.set.clone(), print.plan.factors.clone());
        match print.after() {
            [] => Some("it is no wave: its points were laid out by a design"),
            after if after != self.contents => Some(
                "its points were laid out after other banks than those named before it (name every wave, in their order)",
            ),
            _ if same(print) != same(&self.print) => {
                Some("it is of another scenario, or varies other values, than the bank that it came after")
            }
            _ => None,
        }
    }

    /// Reads the folder of a bank of the prior.
    ///
    /// # Errors
    /// As [`Bank::read`]; where it is that of a later wave.
    pub fn read_prior(folder: &Path) -> Result<Bank, ResultError> {
        let bank = Bank::read(folder)?;
        if bank.print.plan.wave.is_some() {
            return Err(ResultError::Mismatch(format!(
                "{} is a later wave: name the bank of the prior that it came after first, and this with --wave",
                folder.display()
            )));
        }
        Ok(bank)
    }

    /// These runs with those of the waves after them, whose folders are read in their order.
    ///
    /// # Errors
    /// As [`Bank::read`]; where a folder is that of no wave, or of one that was laid out after other banks.
    pub fn with_waves(self, folders: &[PathBuf]) -> Result<Bank, ResultError> {
        let mut all = self;
        for folder in folders {
            let wave = Bank::read(folder)?;
            if let Some(why) = all.no_wave(&wave.print) {
                return Err(ResultError::Mismatch(format!("{}: {why}", folder.display())));
            }
            all.waves.extend(wave.waves);
            all.points.extend(wave.points);
            all.runs.extend(wave.runs);
            all.contents.extend(wave.contents);
            all.later.push(wave.print);
        }
        Ok(all)
    }
}
