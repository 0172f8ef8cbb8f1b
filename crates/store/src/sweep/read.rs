//! The folder of a sweep read again, and folders of its parts put together.

use super::{SweepPrint, SweepRun, SweepWork, path_of};
use crate::tables::{TableError, read_batches, read_runs};
use crate::{Fingerprint, ResultError, at};
use amnok_scenario::Scenario;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether a folder says that it holds a sweep.
pub fn is_sweep(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    serde_json::from_str::<Value>(&text).is_ok_and(|all| all["kind"] == "sweep")
}

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
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(at(&path))?;
    let read = serde_json::from_str(&text)
        .ok()
        .and_then(|all| SweepPrint::from_json(&all));
    read.ok_or_else(|| {
        ResultError::Mismatch(format!(
            "{}: not the manifest of a sweep; name a folder that `amnok sweep` has left",
            path.display()
        ))
    })
}

/// The scenario of a sweep's folder, as it was run.
///
/// # Errors
/// When its files are gone, or are no longer those that were run.
pub fn scenario_of(folder: &Path, print: &SweepPrint) -> Result<Scenario, ResultError> {
    let files = folder.join("scenario");
    let wrong = |why: String| ResultError::Mismatch(format!("{}: {why}", files.display()));
    let mut scenario = amnok_scenario::load(&files).map_err(|diagnostics| wrong(diagnostics.to_string()))?;
    if scenario.digest != print.digest {
        return Err(wrong(
            "the files are no longer those that were run; put them back as they were".into(),
        ));
    }
    for asked in &print.set {
        scenario.set_as_written(asked).map_err(wrong)?;
    }
    scenario.seed = print.seed;
    Ok(scenario)
}

impl Sweep {
    /// Reads the folder of a whole sweep.
    ///
    /// # Errors
    /// When it is none, when parts are missing, or a file cannot be read.
    pub fn read(folder: &Path) -> Result<Sweep, ResultError> {
        let print = read_print(folder)?;
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
            runs.extend(read_runs(&path_of(folder, part), &scenario.inputs)?);
        }
        let points = print.plan.points().map_err(ResultError::Mismatch)?;
        let expected = points.len() * print.plan.replicates as usize;
        if runs.len() != expected {
            let found = TableError::Content(format!("{} runs where {expected} were made", runs.len()));
            return Err(found.into());
        }
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
    let mut all: Option<(SchemaRef, Vec<RecordBatch>)> = None;
    for part in print.numbers() {
        let (schema, more) = read_batches(&path_of(folder, part))?;
        all.get_or_insert_with(|| (schema, Vec::new())).1.extend(more);
    }
    all.ok_or_else(|| ResultError::Mismatch(format!("{} holds no part", folder.display())))
}

/// Puts parts of one sweep together; the folders stay as they are. Gives back what they are together.
///
/// # Errors
/// [`ResultError::Mismatch`] where they do not belong together or a part is there twice; when a file cannot be read or written.
pub fn merge_sweeps(out: &Path, folders: &[PathBuf], ran: Value, force: bool) -> Result<SweepPrint, ResultError> {
    let Some(first) = folders.first() else {
        return Err(ResultError::Mismatch("name at least one result folder".into()));
    };
    let known = read_print(first)?;
    let mut whose: BTreeMap<u32, &Path> = BTreeMap::new();
    for folder in folders {
        let print = read_print(folder)?;
        if let Some(difference) = known.difference(&print) {
            let (a, b) = (first.display(), folder.display());
            return Err(ResultError::Mismatch(format!(
                "{a} and {b} do not belong together: {difference}"
            )));
        }
        for part in print.numbers() {
            if let Some(other) = whose.insert(part, folder) {
                let (a, b) = (other.display(), folder.display());
                return Err(ResultError::Mismatch(format!(
                    "part {part} is in {a} and in {b}; leave one of them out"
                )));
            }
        }
    }
    let print = SweepPrint {
        parts: Fingerprint::ranges(whose.keys().copied()),
        ..known
    };
    let scenario = scenario_of(first, &print)?;
    let work = SweepWork::begin(out, print.clone(), force)?;
    for (part, folder) in whose {
        let path = path_of(folder, part);
        work.keep(part, &fs::read(&path).map_err(at(&path))?)?;
    }
    work.finish(&scenario, ran)?;
    Ok(print)
}
