//! Work on a sweep that is not whole yet.

use super::columns::columns_of;
use super::fingerprint::{Keeps, SweepPrint};
use super::{COLUMNS, POINTS, name_of};
use crate::error::ResultError;
use crate::folder::{Draft, Mark, Place};
use crate::scenario::names_of;
use crate::tables::{columns_bytes, points_bytes};
use amnok_lab::sweep::SweepPlan;
use amnok_model::record::measures::MEASURES;
use amnok_scenario::Scenario;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Work on a sweep that is not whole yet.
#[derive(Debug)]
pub struct SweepWork {
    draft: Draft,
    print: SweepPrint,
}

impl SweepWork {
    /// Begins the parts of `print`, or goes on with them where the same sweep was stopped.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where another process works there, or work on something else lies there (not with `force`, but
    /// for the other process), or a file of the result would have too long a path.
    pub fn begin(place: Place, scenario: &Scenario, print: SweepPrint) -> Result<SweepWork, ResultError> {
        SweepWork::with(place, scenario, print, true)
    }

    /// The same for work that takes no time: of it nothing stays when it fails.
    pub(super) fn in_passing(place: Place, scenario: &Scenario, print: SweepPrint) -> Result<SweepWork, ResultError> {
        SweepWork::with(place, scenario, print, false)
    }

    fn with(place: Place, scenario: &Scenario, print: SweepPrint, stays: bool) -> Result<SweepWork, ResultError> {
        let names: Vec<String> = names_of(scenario).chain([name_of(0)]).collect();
        place.takes(names.iter().map(String::as_str))?;
        let mark = Mark {
            asked: print.to_json(),
            stays,
        };
        let pieces: Vec<String> = print.numbers().into_iter().map(name_of).collect();
        let draft = Draft::begin(place, mark, pieces, |folder, _| {
            format!(
                "{folder} holds unfinished work of another sweep or run; go on with the command that began it, choose another --out, \
                 or start anew with --force"
            )
        })?;
        Ok(SweepWork { draft, print })
    }

    /// Where unfinished work stands.
    pub fn folder(&self) -> &Path {
        self.draft.folder()
    }

    /// Parts that were damaged, by the names under which they were set aside; they are missing.
    pub fn damaged(&self) -> &[PathBuf] {
        self.draft.damaged()
    }

    /// Numbers of the parts that are not kept yet.
    pub fn missing(&self) -> Vec<u32> {
        let lacks = |part: &u32| !self.draft.holds(&name_of(*part));
        self.print.numbers().into_iter().filter(lacks).collect()
    }

    /// Number of runs in these parts.
    pub fn runs(&self, parts: &[u32]) -> usize {
        let points = |part: &u32| self.print.plan.of_part(*part).map_or(0, |points| points.len());
        parts.iter().map(points).sum::<usize>() * self.print.plan.replicates as usize
    }

    /// What is kept of each run.
    pub fn keeps(&self) -> Keeps {
        self.print.keeps
    }

    /// What is tried.
    pub fn plan(&self) -> &SweepPlan {
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
        self.draft.keep(&name_of(part), bytes).map_err(|error| {
            let all = self.print.numbers().len();
            ResultError::Interrupted(format!(
                "{error}\n{} of {all} parts are kept in {} and stay; make room and give the same command again",
                all - self.missing().len(),
                self.folder().display()
            ))
        })
    }

    /// Puts the runs and what stands beside them together, and seals the folder.
    ///
    /// # Errors
    /// When a file cannot be written; the parts stay.
    pub fn finish(self, scenario: &Scenario, ran: Value) -> Result<(), ResultError> {
        let points = self.print.plan.points().map_err(ResultError::Mismatch)?;
        self.draft.start()?;
        for part in self.print.numbers() {
            self.draft.take_over(&name_of(part), &name_of(part))?;
        }
        let points = points_bytes(&self.print.plan.factors, &points)?;
        self.draft.add(POINTS, &points)?;
        self.draft.add_all("scenario/", &scenario.files)?;
        let unit = |unit| {
            if unit == "currency" {
                scenario.inputs.currency.as_str()
            } else {
                unit
            }
        };
        let measure = |m: &amnok_model::record::measures::Measure| json!({ "name": m.name, "unit": unit(m.unit), "meaning": m.meaning });
        let mut all = self.print.to_json();
        match self.print.keeps {
            Keeps::Years => all["measures"] = MEASURES.iter().map(measure).collect(),
            Keeps::Columns => {
                let columns = columns_bytes(&scenario.inputs, columns_of(scenario).all())?;
                self.draft.add(COLUMNS, &columns)?;
            }
        }
        all["ran"] = ran;
        self.draft.seal(all)
    }
}
