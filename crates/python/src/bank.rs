//! Banks: runs at points of the prior, and of each what a fit is given.

use crate::errors;
use crate::package::call_python;
use crate::run::{cores, watched};
use crate::scenario::Scenario;
use crate::sweep::{Layout, begin_planned, carry_out, live_through};
use crate::table::Table;
use amnok_lab::bank::warning;
use amnok_lab::learn::pairs;
use amnok_lab::sweep::Wave;
use amnok_store::sweep::{self, Bank as Whole, Keeps, merge_sweeps};
use amnok_store::{Place, fit, ran};
use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;
use std::ffi::{CString, OsString};
use std::path::PathBuf;

/// The folder of a bank.
#[pyclass(frozen, module = "amnok")]
pub struct Bank {
    pub folder: PathBuf,
    pub whole: Whole,
}

/// Keys, points, readings by id, what would be seen of each, what was seen.
type Pairs = (Vec<String>, Vec<Vec<f64>>, Vec<String>, Vec<Vec<f64>>, Vec<f64>);

impl Bank {
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        Table::of_folder(py, &self.folder, Keeps::Columns.kind(), name)
    }
}

#[pymethods]
impl Bank {
    /// Opens the folder of a bank, whole or in parts, whoever made it, with those of the waves after it, in their order.
    #[new]
    #[pyo3(signature = (folder, waves = Vec::new()))]
    pub fn open(py: Python<'_>, folder: PathBuf, waves: Vec<PathBuf>) -> PyResult<Bank> {
        let whole = py.detach(|| match &waves[..] {
            [] => Whole::read(&folder),
            waves => Whole::read_prior(&folder)?.with_waves(waves),
        });
        let whole = whole.map_err(|error| errors::result(py, &error))?;
        Ok(Bank { folder, whole })
    }

    /// Puts the folders of parts of one bank into a new one, as if they had been one bank.
    #[staticmethod]
    #[pyo3(signature = (out, folders, *, force = false))]
    fn merge(py: Python<'_>, out: PathBuf, folders: Vec<PathBuf>, force: bool) -> PyResult<Bank> {
        let merged = py.detach(|| merge_sweeps(Place::of(&out, force)?, &folders, || ran(0.0, 1)));
        merged.map_err(|error| errors::result(py, &error))?;
        Bank::open(py, out, Vec::new())
    }

    /// Runs the wave after it; see `amnok.wave`.
    #[pyo3(name = "_wave", signature = (points, temper, design_seed, part, threads, out, force, progress))]
    #[allow(clippy::too_many_arguments, reason = "the Python function names each")]
    fn next_wave(
        &self,
        py: Python<'_>,
        points: u32,
        temper: f64,
        design_seed: u64,
        part: (u32, u32),
        threads: Option<usize>,
        out: PathBuf,
        force: bool,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bank> {
        let temper = Wave::temper(temper).map_err(|why| errors::value(&format!("temper: {why}")))?;
        let threads = cores(threads)?;
        let laid_out = watched(py, None, 0, |_, _| {
            self.whole.next_wave(points, temper, design_seed, threads)
        })?;
        let (scenario, plan) = laid_out.map_err(|why| errors::refused(py, &why.to_string()))?;
        let work = begin_planned(py, &scenario, (plan, Keeps::Columns), part, &out, force)?;
        live_through(py, &scenario, work, threads, progress)?;
        Bank::open(py, out, Vec::new())
    }

    /// The folder.
    #[getter]
    fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    fn __fspath__(&self) -> OsString {
        self.folder.clone().into_os_string()
    }

    /// The points: a row for each run, a column for each value.
    #[getter]
    fn points(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "points.parquet")
    }

    /// What is kept of a run: a row for each column, with its window, place and unit.
    #[getter]
    fn columns(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "columns.parquet")
    }

    /// What each run has of every column.
    #[getter]
    fn runs(&self, py: Python<'_>) -> PyResult<Table> {
        Table::read(py, || sweep::tables_of_runs(&self.folder, &self.whole.print))
    }

    /// The scenario as it was run.
    #[getter]
    fn scenario(&self) -> Scenario {
        Scenario {
            inner: self.whole.scenario.clone(),
        }
    }

    /// Points as standard normals of their priors, what would have been observed in each run, and what was.
    #[pyo3(name = "_pairs", signature = (until, without, seed))]
    fn made_up_pairs(&self, py: Python<'_>, until: Option<String>, without: Vec<String>, seed: u64) -> PyResult<Pairs> {
        let scenario = fit::until(&self.whole.scenario, until.as_deref()).map_err(|why| errors::value(&why))?;
        let observed = fit::observations(&scenario, &without).map_err(|why| errors::value(&why))?;
        let given = self.whole.given(&observed);
        let found = py.detach(|| pairs(&given, seed));
        let found = found.map_err(|why| errors::refused(py, &why.to_string()))?;
        let keys = given.factors.iter().map(|factor| factor.key.clone()).collect();
        let ids = found.used.iter().map(|number| observed[*number].id.clone()).collect();
        Ok((keys, found.points, ids, found.seen, found.observed))
    }

    /// Points and made-up observations for a neural posterior; see `amnok.SbiPairs`.
    #[pyo3(signature = (*, keys = None, until = None, without = Vec::new(), seed = 0))]
    fn to_sbi<'py>(
        slf: &Bound<'py, Self>,
        keys: Option<Vec<String>>,
        until: Option<String>,
        without: Vec<String>,
        seed: u64,
    ) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_bridges", "to_sbi", (slf, keys, until, without, seed))
    }

    fn __len__(&self) -> usize {
        self.whole.runs.len()
    }

    fn __repr__(&self) -> String {
        let (folder, runs) = (self.folder.display().to_string(), self.whole.runs.len());
        format!(
            "<amnok.Bank in {folder:?}: {runs} runs, {} values varied>",
            self.whole.print.plan.factors.len()
        )
    }
}

/// Runs a bank; see `amnok.bank`.
#[pyfunction]
#[pyo3(signature = (scenario, layout, part, seed, threads, out, force, progress))]
#[allow(clippy::too_many_arguments, reason = "the Python function names each")]
pub fn bank_here(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    layout: Layout,
    part: (u32, u32),
    seed: Option<u64>,
    threads: Option<usize>,
    out: PathBuf,
    force: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Bank> {
    let seeded = scenario.get().seeded(seed);
    if let Some(warning) = warning(&seeded.inputs, &seeded.observations()) {
        let kind = py.get_type::<PyUserWarning>();
        PyErr::warn(py, &kind, &CString::new(warning)?, 2)?;
    }
    let asked = (seeded, &layout, Keeps::Columns);
    carry_out(py, asked, part, threads, (&out, force), progress)?;
    Bank::open(py, out, Vec::new())
}
