//! The folder of a bank read again.

use super::columns::{columns_of, rows_of};
use super::fingerprint::{Keeps, SweepPrint};
use super::read::scenario_of;
use crate::error::ResultError;
use crate::folder::Sealed;
use amnok_lab::bank::Column;
use amnok_lab::learn::Given;
use amnok_model::observers::Observation;
use amnok_scenario::Scenario;
use std::path::Path;

/// The folder of a bank as it was read.
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
}

impl Bank {
    /// What a fit to these observations is given.
    pub fn given<'a>(&'a self, observed: &'a [Observation]) -> Given<'a> {
        Given {
            factors: &self.print.plan.factors,
            points: &self.points,
            columns: &self.columns,
            runs: &self.runs,
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
            points,
            print,
            scenario,
            columns,
            runs,
        })
    }
}
