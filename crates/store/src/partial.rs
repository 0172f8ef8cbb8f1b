//! Work on a run that is not whole yet: its replicates, kept one by one.

use crate::error::{ResultError, wrong};
use crate::folder::{Draft, Mark, Place};
use crate::manifest::{Fingerprint, Manifest};
use crate::scenario::names_of;
use crate::tables::{self, TableError};
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use amnok_scenario::Scenario;
use std::path::{Path, PathBuf};

/// Work on a run that is not whole yet.
#[derive(Debug)]
pub struct Partial {
    draft: Draft,
    numbers: Vec<u32>,
    incidents: bool,
}

impl Partial {
    /// Begins the replicates of `fingerprint`, or goes on with them where a run of the same was stopped.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where another process works there, or work on something else lies there (not with `force`, but
    /// for the other process), or a file of the result would have too long a path.
    pub fn begin(place: Place, scenario: &Scenario, fingerprint: &Fingerprint) -> Result<Partial, ResultError> {
        Partial::with(place, scenario, fingerprint, true)
    }

    /// The same for work that takes no time: of it nothing stays when it fails.
    pub(crate) fn in_passing(
        place: Place,
        scenario: &Scenario,
        fingerprint: &Fingerprint,
    ) -> Result<Partial, ResultError> {
        Partial::with(place, scenario, fingerprint, false)
    }

    fn with(place: Place, scenario: &Scenario, fingerprint: &Fingerprint, stays: bool) -> Result<Partial, ResultError> {
        let names: Vec<String> = names_of(scenario).collect();
        place.takes(names.iter().map(String::as_str).chain(["incidents.parquet"]))?;
        let (numbers, incidents) = (fingerprint.numbers(), fingerprint.incidents);
        let mark = Mark {
            asked: fingerprint.to_json(),
            stays,
        };
        let asked = mark.asked.to_string();
        let pieces = numbers
            .iter()
            .flat_map(|number| [ledger(*number), incidents_name(*number)]);
        let draft = Draft::begin(place, mark, pieces, |folder, found| {
            format!(
                "{folder} holds unfinished work of another run\n  there: {found}\n  asked: {asked}\ngo on with the command that began \
                 it, choose another --out, or start anew with --force"
            )
        })?;
        Ok(Partial {
            draft,
            numbers,
            incidents,
        })
    }

    /// Numbers of the replicates that are not kept yet.
    pub fn missing(&self) -> Vec<u32> {
        let lacks = |number: &u32| {
            !self.draft.holds(&ledger(*number)) || self.incidents && !self.draft.holds(&incidents_name(*number))
        };
        self.numbers.iter().copied().filter(lacks).collect()
    }

    /// How many replicates are kept already.
    pub fn kept(&self) -> usize {
        self.numbers.len() - self.missing().len()
    }

    /// Files of the work that were damaged, by the names under which they were set aside; their replicates are missing.
    pub fn damaged(&self) -> &[PathBuf] {
        self.draft.damaged()
    }

    /// Where the work stands.
    pub fn folder(&self) -> &Path {
        self.draft.folder()
    }

    /// Where the incidents of a replicate are written to, before [`Partial::keep`].
    pub fn incidents(&self, number: u32) -> PathBuf {
        self.draft.piece(&incidents_name(number))
    }

    /// Keeps one replicate.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, inputs: &Inputs, number: u32, rows: Rows) -> Result<(), ResultError> {
        let bytes = tables::ledger_bytes(inputs, number, rows)?;
        if self.incidents {
            let kept = self.draft.keep_written(&incidents_name(number));
            kept.map_err(|error| self.interrupted(&error))?;
        }
        self.keep_bytes(number, &bytes)
    }

    /// Keeps one replicate, as the bytes of its ledger ([`tables::ledger_bytes`]).
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn keep_bytes(&self, number: u32, bytes: &[u8]) -> Result<(), ResultError> {
        let kept = self.draft.keep(&ledger(number), bytes);
        kept.map_err(|error| self.interrupted(&error))
    }

    fn interrupted(&self, error: &ResultError) -> ResultError {
        ResultError::Interrupted(format!(
            "{error}\n{} of {} replicates are kept in {} and stay; make room and give the same command again",
            self.kept(),
            self.numbers.len(),
            self.folder().display()
        ))
    }

    /// Every kept replicate, in order, read one at a time.
    pub fn rows(&self) -> impl Iterator<Item = Result<(u32, Rows), TableError>> {
        let part = |number: &u32| (*number, self.draft.piece(&ledger(*number)));
        let parts: Vec<(u32, PathBuf)> = self.numbers.iter().map(part).collect();
        parts.into_iter().map(|(number, part)| {
            let mut rows = tables::read_ledger(&part)?;
            let other = || TableError::Content(format!("not replicate {number}")).within(&part);
            rows.pop().filter(|(found, _)| *found == number).ok_or_else(other)
        })
    }

    /// Puts the tables, the scenario and the page together, and seals the folder.
    ///
    /// # Errors
    /// When a file cannot be written; the parts stay.
    pub fn finish(self, scenario: &Scenario, manifest: &Manifest, page: &str) -> Result<(), ResultError> {
        if !self.missing().is_empty() {
            return Err(wrong(self.folder(), "replicates are missing"));
        }
        self.draft.start()?;
        tables::write_ledger(&self.draft.path("ledger.parquet")?, &scenario.inputs, self.rows())?;
        if self.incidents {
            let parts: Vec<PathBuf> = self.numbers.iter().map(|number| self.incidents(*number)).collect();
            tables::join_incidents(&self.draft.path("incidents.parquet")?, &parts)?;
        }
        self.draft.add_all("scenario/", &scenario.files)?;
        self.draft.add(crate::PAGE, page.as_bytes())?;
        self.draft.seal(manifest.to_json())
    }
}

fn ledger(number: u32) -> String {
    format!("{number:08}.ledger.parquet")
}

fn incidents_name(number: u32) -> String {
    format!("{number:08}.incidents.parquet")
}
