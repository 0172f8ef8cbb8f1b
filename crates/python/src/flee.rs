//! The folders of the Flee simulator.

use crate::errors;
use crate::package::call_python;
use crate::run::{cores, some_replicates, watched};
use crate::table::Table;
use amnok_displacement::MovementEngine;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::{Conflict, LoadOptions, RuleSet, load_by};
use amnok_store::displacement::{self, RunSettings};
use amnok_store::folder::Sealed;
use amnok_store::tables::{self, TableError};
use amnok_store::{Place, ran};
use arrow_array::RecordBatch;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::time::Instant;

/// The result of a displacement.
#[pyclass(frozen, module = "amnok")]
pub struct Displacement {
    conflict: Conflict,
    asked: RunSettings,
    all: Replicates,
    /// As JSON.
    manifest: String,
    out: Option<PathBuf>,
}

impl Displacement {
    fn table(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&Conflict, &Replicates) -> Result<RecordBatch, TableError> + Send,
    ) -> PyResult<Table> {
        let batch = py.detach(|| make(&self.conflict, &self.all));
        let batch = batch.map_err(|error| errors::result(py, &error.into()))?;
        Ok(Table {
            schema: batch.schema(),
            batches: vec![batch],
        })
    }
}

#[pymethods]
impl Displacement {
    /// Opens the folder of a displacement, whoever made it.
    #[new]
    fn open(py: Python<'_>, folder: PathBuf) -> PyResult<Displacement> {
        let read = py.detach(|| displacement::read(&folder));
        let (conflict, asked, all) = read.map_err(|error| errors::result(py, &error))?;
        Ok(Displacement {
            conflict,
            asked,
            all,
            manifest: Sealed::open(&folder, "displacement")
                .map_err(|error| errors::result(py, &error))?
                .manifest()
                .to_string(),
            out: Some(folder),
        })
    }

    /// Every camp on every day of every replicate: people in it, people registered there.
    #[getter]
    fn camps(&self, py: Python<'_>) -> PyResult<Table> {
        let batches = py.detach(|| {
            let each = 0..self.all.courses.len();
            let each = each.map(|number| tables::camps_batch(&self.conflict, &self.all, number));
            each.collect::<Result<Vec<_>, _>>()
        });
        let batches = batches.map_err(|error| errors::result(py, &error.into()))?;
        let schema = tables::camps_schema();
        Ok(Table { schema, batches })
    }

    /// Every camp on every day over replicates: mean, standard deviation, quantiles, and what was registered.
    #[getter]
    fn summary(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, tables::summary_batch)
    }

    /// People who set out on each link on each day, mean over replicates.
    #[getter]
    fn flows(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, tables::flows_batch)
    }

    /// How far every day of every replicate is from what was registered, by three measures that must not be mixed.
    #[getter]
    fn errors(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, tables::errors_batch)
    }

    /// What the folders say that has no effect.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.conflict.notes.clone()
    }

    /// What decided the numbers (digest of the input, version, seed, engine, settings in force), the errors over all days, and
    /// how the run went.
    #[getter]
    fn manifest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (&self.manifest,))
    }

    /// Result folder, if there is one.
    #[getter]
    fn out(&self) -> Option<PathBuf> {
        self.out.clone()
    }

    /// The report as HTML; written to `path` if one is named.
    #[pyo3(signature = (path = None))]
    fn report(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<String> {
        let html = py.detach(|| page(&self.conflict, self.asked, &self.all));
        if let Some(path) = path {
            let written = amnok_store::Target::of(&path, true, &[]).and_then(|file| file.write(html.as_bytes()));
            written.map_err(|error| errors::result(py, &error))?;
        }
        Ok(html)
    }

    /// People in camps by day beside those registered (dashed), on matplotlib; gives the axes. camps: the first six if left out.
    #[pyo3(signature = (camps = None, ax = None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        camps: Option<Vec<String>>,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_plot", "displacement", (slf, camps, ax))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_notebook", "displacement", (slf,))
    }

    fn __repr__(&self) -> String {
        let (name, days) = (&self.conflict.name, self.conflict.displacement.days);
        let count = self.all.courses.len();
        format!("<amnok.Displacement of {name:?}, {days} days, {count} replicates>")
    }
}

/// The page of a displacement.
fn page(conflict: &Conflict, asked: RunSettings, all: &Replicates) -> String {
    amnok_page::displacement(conflict, asked.seed, asked.engine_name(), all)
}

/// The engine of that name.
fn engine(name: &str) -> PyResult<MovementEngine> {
    match name {
        "cohorts" => Ok(MovementEngine::Cohorts),
        "people" => Ok(MovementEngine::People),
        _ => Err(errors::value(&format!(
            "engine {name:?}: write \"cohorts\" or \"people\""
        ))),
    }
}

/// Rules by their name, and whether conflicts in unknown places are dropped.
fn manner_of((rules, lenient): (Option<String>, bool)) -> PyResult<LoadOptions> {
    let known = |name: &String| {
        RuleSet::of(name).ok_or_else(|| errors::value(&format!("rules {name:?}: write \"flee\" or \"documented\"")))
    };
    let rules = rules.as_ref().map(known).transpose()?;
    Ok(LoadOptions { rules, lenient })
}

/// Lives through a displacement; see `amnok.flee`.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the Python function names each")]
pub fn flee(
    py: Python<'_>,
    folders: (PathBuf, PathBuf),
    settings: Option<PathBuf>,
    days: Option<u32>,
    options: (Option<String>, bool),
    asked: (u32, u64, String, u32),
    threads: Option<usize>,
    out: Option<PathBuf>,
    force: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Displacement> {
    let since = Instant::now();
    let (replicates, seed, name, tracers) = asked;
    some_replicates(replicates)?;
    let (threads, engine) = (cores(threads)?, engine(&name)?);
    if days.is_some_and(|days| !(1..=36_500).contains(&days)) {
        return Err(errors::value("days must lie between 1 and 36500"));
    }
    let asked = RunSettings {
        seed,
        replicates,
        engine,
        tracers,
        logs: false,
        flows: true,
    };
    let place = out.as_ref().map(|out| Place::of(out, force)).transpose();
    let place = place.map_err(|error| errors::result(py, &error))?;
    let options = manner_of(options)?;
    let loaded = py.detach(|| load_by(options, &folders.0, Some(&folders.1), settings.as_deref(), days));
    let conflict = loaded.map_err(|wrong| errors::scenario(py, &wrong))?;
    displacement::affordable(&conflict, asked).map_err(|error| errors::result(py, &error))?;
    let work = place.map(|place| displacement::begin(place, &conflict)).transpose();
    let work = work.map_err(|error| errors::result(py, &error))?;
    let shared = &conflict;
    let all = watched(py, progress, replicates as usize, |stop, done| {
        displacement::simulate(shared, asked, threads, stop, || {
            let _ = done.send(());
        })
    })?;
    let all = all.ok_or_else(|| PyKeyboardInterrupt::new_err(()))?;
    let ran = ran(since.elapsed().as_secs_f64(), threads);
    let manifest = displacement::manifest(&conflict, asked, &all, ran.clone()).to_string();
    if let Some(work) = work {
        let finished =
            py.detach(|| displacement::finish(work, &conflict, asked, &all, &page(&conflict, asked, &all), ran));
        finished.map_err(|error| errors::result(py, &error))?;
    }
    Ok(Displacement {
        conflict,
        asked,
        all,
        manifest,
        out,
    })
}
