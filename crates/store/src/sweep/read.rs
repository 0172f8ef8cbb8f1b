//! The folder of a sweep read again, and folders of its parts put together.

use super::columns::{columns_of, rows_of};
use super::fingerprint::{Keeps, SweepPrint};
use super::work::SweepWork;
use super::{SweepRun, name_of};
use crate::error::{ResultError, wrong};
use crate::folder::{Place, Sealed, kind_of};
use crate::manifest::Fingerprint;
use crate::scenario;
use crate::tables::{read_batches, read_runs};
use amnok_model::inputs::Inputs;
use amnok_scenario::Scenario;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The folder of a sweep as it was read.
#[derive(Debug)]
pub struct Sweep {
    /// What decides its bytes.
    pub print: SweepPrint,
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// Its points.
    pub points: Vec<Vec<f64>>,
    /// Its runs, by point and replicate.
    pub runs: Vec<SweepRun>,
}

/// What a folder of a sweep says of itself.
///
/// # Errors
/// [`ResultError::File`] where there is no manifest, [`ResultError::Mismatch`] where it is of something else.
pub fn read_print(folder: &Path) -> Result<SweepPrint, ResultError> {
    SweepPrint::read(&Sealed::open(folder, "sweep")?)
}

/// The scenario of a sweep's folder, as it was run.
///
/// # Errors
/// When its files are gone, or are no longer those that were run.
pub fn scenario_of(folder: &Path, print: &SweepPrint) -> Result<Scenario, ResultError> {
    scenario::scenario_of(folder, &print.digest, &print.set, print.seed)
}

/// The runs of a part: those of its points, each with every replicate.
fn runs_of(sealed: &Sealed, part: u32, print: &SweepPrint, inputs: &Inputs) -> Result<Vec<SweepRun>, ResultError> {
    let path = sealed.file(&name_of(part))?;
    let runs = read_runs(&path, inputs)?;
    let points = print.plan.of_part(part).map_err(ResultError::Mismatch)?;
    let expected = points.flat_map(|point| (0..print.plan.replicates).map(move |replicate| (point, replicate)));
    if runs.iter().map(|run| (run.point, run.replicate)).eq(expected) {
        return Ok(runs);
    }
    Err(wrong(&path, "holds other points or replicates than its part has"))
}

impl Sweep {
    /// Reads the folder of a whole sweep.
    ///
    /// # Errors
    /// When it is none, when parts are missing, or a file cannot be read.
    pub fn read(folder: &Path) -> Result<Sweep, ResultError> {
        let sealed = Sealed::open(folder, "sweep")?;
        let print = SweepPrint::read(&sealed)?;
        let of = print.plan.parts().map_err(ResultError::Mismatch)?;
        if print.numbers().len() != of as usize {
            return Err(ResultError::Mismatch(format!(
                "{} holds {} of {of} parts; put all of them together with `amnok merge` first",
                folder.display(),
                print.numbers().len()
            )));
        }
        let scenario = scenario_of(folder, &print)?;
        let mut runs = Vec::new();
        for part in print.numbers() {
            runs.extend(runs_of(&sealed, part, &print, &scenario.inputs)?);
        }
        let points = print.plan.points().map_err(ResultError::Mismatch)?;
        Ok(Sweep {
            print,
            scenario,
            points,
            runs,
        })
    }
}

/// The tables of a sweep's runs, whole or in part, one after the other.
///
/// # Errors
/// When one cannot be read.
pub fn tables_of_runs(folder: &Path, print: &SweepPrint) -> Result<(SchemaRef, Vec<RecordBatch>), ResultError> {
    let sealed = Sealed::open(folder, print.keeps.kind())?;
    let mut all: Option<(SchemaRef, Vec<RecordBatch>)> = None;
    for part in print.numbers() {
        let (schema, more) = read_batches(&sealed.file(&name_of(part))?)?;
        all.get_or_insert_with(|| (schema, Vec::new())).1.extend(more);
    }
    all.ok_or_else(|| ResultError::Mismatch(format!("{} holds no part", folder.display())))
}

/// Puts parts of one sweep together; the folders stay as they are. Gives back what they are together.
///
/// # Errors
/// [`ResultError::Mismatch`] where they do not belong together, a part is there twice or is damaged; when a file cannot be read or
/// written.
pub fn merge_sweeps(place: Place, folders: &[PathBuf], ran: impl FnOnce() -> Value) -> Result<SweepPrint, ResultError> {
    let place = folders
        .iter()
        .try_fold(place, |place, folder| place.apart_from(folder))?;
    let (known, whose) = together(folders)?;
    let print = SweepPrint {
        parts: Fingerprint::ranges(whose.keys().copied()),
        ..known
    };
    let scenario = scenario_of(&folders[0], &print)?;
    let work = SweepWork::in_passing(place, &scenario, print.clone())?;
    for (part, sealed) in whose {
        match print.keeps {
            Keeps::Years => drop(runs_of(&sealed, part, &print, &scenario.inputs)?),
            Keeps::Columns => drop(rows_of(&sealed, part, &print.plan, columns_of(&scenario).all().len())?),
        }
        work.keep(part, &sealed.bytes(&name_of(part))?)?;
    }
    work.finish(&scenario, ran())?;
    Ok(print)
}

/// What folders are together, and whose each part is.
fn together(folders: &[PathBuf]) -> Result<(SweepPrint, BTreeMap<u32, Rc<Sealed>>), ResultError> {
    let Some(first) = folders.first() else {
        return Err(ResultError::Mismatch("name at least one result folder".into()));
    };
    let kind = kind_of(first).filter(|kind| *kind == Keeps::Columns.kind());
    let known = SweepPrint::read(&Sealed::open(first, kind.unwrap_or(Keeps::Years.kind()))?)?;
    let mut whose: BTreeMap<u32, Rc<Sealed>> = BTreeMap::new();
    for folder in folders {
        let sealed = Rc::new(Sealed::open(folder, known.keeps.kind())?);
        let print = SweepPrint::read(&sealed)?;
        if let Some(difference) = known.difference(&print) {
            let (a, b) = (first.display(), folder.display());
            return Err(ResultError::Mismatch(format!(
                "{a} and {b} do not belong together: {difference}"
            )));
        }
        for part in print.numbers() {
            if let Some(other) = whose.insert(part, sealed.clone()) {
                let (a, b) = (other.folder().display(), folder.display());
                return Err(ResultError::Mismatch(format!(
                    "part {part} is in {a} and in {b}; leave one of them out"
                )));
            }
        }
    }
    Ok((known, whose))
}
