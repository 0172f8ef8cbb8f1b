//! Work on a sweep that is not whole yet.

use super::{SweepPrint, path_of};
use crate::tables::points_bytes;
use crate::{ResultError, at, begin, keep, whole};
use amnok_lab::sweep::Plan;
use amnok_model::ledger::MEASURES;
use amnok_scenario::Scenario;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Work on a sweep that is not whole yet.
#[derive(Debug)]
pub struct SweepWork {
    out: PathBuf,
    folder: PathBuf,
    print: SweepPrint,
    force: bool,
    lock: File,
}

const MARK: &str = "sweep.json";

impl SweepWork {
    /// Begins the parts of `print`, or goes on with them where the same sweep was stopped.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where the folder exists, another process works on it, or work on something else lies there
    /// (not with `force`, but for the other process).
    pub fn begin(out: &Path, print: SweepPrint, force: bool) -> Result<SweepWork, ResultError> {
        let asked = format!("{}\n", print.to_json());
        let (folder, lock) = begin(out, MARK, &asked, force, |folder, _| {
            format!(
                "{folder} holds unfinished work of another sweep; go on with the command that began it, choose another --out, or \
                 start anew with --force"
            )
        })?;
        let runs = folder.join("runs");
        fs::create_dir_all(&runs).map_err(at(&runs))?;
        Ok(SweepWork {
            out: out.to_path_buf(),
            folder,
            print,
            force,
            lock,
        })
    }

    /// Where unfinished work stands.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Numbers of the parts that are not kept yet.
    pub fn missing(&self) -> Vec<u32> {
        let lacks = |part: &u32| !path_of(&self.folder, *part).exists();
        self.print.numbers().into_iter().filter(lacks).collect()
    }

    /// What is tried.
    pub fn plan(&self) -> &Plan {
        &self.print.plan
    }

    /// Numbers of all parts that are asked for.
    pub fn numbers(&self) -> Vec<u32> {
        self.print.numbers()
    }

    /// Keeps one part: written beside its place, brought to the disk, then given its name.
    ///
    /// # Errors
    /// When it cannot be written; the parts kept before stay.
    pub fn keep(&self, part: u32, bytes: &[u8]) -> Result<(), ResultError> {
        let path = path_of(&self.folder, part);
        keep(&path, bytes).map_err(|error| {
            let all = self.print.numbers().len();
            ResultError::Interrupted(format!(
                "{}: {error}\n{} of {all} parts are kept in {} and stay; make room and give the same command again",
                path.display(),
                all - self.missing().len(),
                self.folder.display()
            ))
        })
    }

    /// Writes what stands beside the runs and gives the folder its name.
    ///
    /// # Errors
    /// When a file cannot be written; the parts stay.
    pub fn finish(self, scenario: &Scenario, ran: Value) -> Result<(), ResultError> {
        let points = self.print.plan.points().map_err(ResultError::Mismatch)?;
        whole(
            &self.folder.join("points.parquet"),
            &points_bytes(&self.print.plan.factors, &points)?,
        )?;
        let files = self.folder.join("scenario");
        scenario.write(&files).map_err(at(&files))?;
        let unit = |unit| {
            if unit == "currency" {
                scenario.inputs.currency.as_str()
            } else {
                unit
            }
        };
        let measure = |m: &amnok_model::record::measures::Measure| json!({ "name": m.name, "unit": unit(m.unit), "meaning": m.meaning });
        let mut all = self.print.to_json();
        all["measures"] = MEASURES.iter().map(measure).collect();
        all["ran"] = ran;
        whole(&self.folder.join("manifest.json"), format!("{all:#}\n").as_bytes())?;
        if self.out.exists() && self.force {
            fs::remove_dir_all(&self.out).map_err(at(&self.out))?;
        }
        drop(self.lock);
        fs::rename(&self.folder, &self.out).map_err(at(&self.out))?;
        for name in [MARK, "lock"] {
            let path = self.out.join(name);
            fs::remove_file(&path).map_err(at(&path))?;
        }
        Ok(())
    }
}
