//! Sweeps, their folders, and what drives their outcomes.

use crate::errors;
use crate::package::call_python;
use crate::run::{cores, some_replicates, watched};
use crate::scenario::Scenario;
use crate::table::Table;
use amnok_lab::sweep::{Design, SweepPlan};
use amnok_store::folder::Sealed;
use amnok_store::sweep::factors::factors;
use amnok_store::sweep::{self, Keeps, SweepPrint, SweepWork, run_parts};
use amnok_store::tables;
use amnok_store::{Amendment, Place, ran, sensitivity as driving};
use pyo3::prelude::*;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is tried, as Python asks for it.
#[derive(FromPyObject)]
pub struct Layout {
    vary: Vec<String>,
    design: String,
    points: u32,
    replicates: u32,
    design_seed: u64,
}

impl Layout {
    /// The plan for a scenario, checked.
    pub fn plan(&self, scenario: &amnok_scenario::Scenario) -> PyResult<SweepPlan> {
        let Some(design) = Design::of(&self.design) else {
            let why = format!("design {:?}: write lhs, sobol, grid, morris or saltelli", self.design);
            return Err(errors::value(&why));
        };
        some_replicates(self.replicates)?;
        let factors = factors(scenario, &self.vary).map_err(|why| errors::value(&why))?;
        Ok(SweepPlan {
            design,
            wave: None,
            asked: self.points,
            seed: self.design_seed,
            factors,
            replicates: self.replicates,
        })
    }
}

/// Begins a sweep or a bank, or the `i`-th of `n` shares of it, or goes on with it.
pub fn begin(
    py: Python<'_>,
    scenario: &amnok_scenario::Scenario,
    (layout, keeps): (&Layout, Keeps),
    (i, n): (u32, u32),
    out: &Path,
    force: bool,
) -> PyResult<SweepWork> {
    begin_planned(py, scenario, (layout.plan(scenario)?, keeps), (i, n), out, force)
}

/// The same with points that are laid out.
pub fn begin_planned(
    py: Python<'_>,
    scenario: &amnok_scenario::Scenario,
    (plan, keeps): (SweepPlan, Keeps),
    (i, n): (u32, u32),
    out: &Path,
    force: bool,
) -> PyResult<SweepWork> {
    let parts = plan.share(i, n).map_err(|why| errors::value(&why))?;
    let print = SweepPrint::of(scenario, keeps, plan, parts);
    Place::of(out, force)
        .and_then(|place| SweepWork::begin(place, scenario, print))
        .map_err(|error| errors::result(py, &error))
}

/// The folder of a sweep.
#[pyclass(frozen, module = "amnok")]
pub struct Sweep {
    folder: PathBuf,
    print: SweepPrint,
}

#[pymethods]
impl Sweep {
    /// Opens the folder of a sweep, whoever made it.
    #[new]
    pub fn open(py: Python<'_>, folder: PathBuf) -> PyResult<Sweep> {
        let print = sweep::read_print(&folder).map_err(|error| errors::result(py, &error))?;
        Ok(Sweep { folder, print })
    }

    /// Puts the folders of parts of one sweep into a new one, as if they had been one sweep.
    #[staticmethod]
    #[pyo3(signature = (out, folders, *, force = false))]
    fn merge(py: Python<'_>, out: PathBuf, folders: Vec<PathBuf>, force: bool) -> PyResult<Sweep> {
        let merged = py.detach(|| {
            let since = Instant::now();
            let ran = || ran(since.elapsed().as_secs_f64(), 1);
            sweep::merge_sweeps(Place::of(&out, force)?, &folders, ran)
        });
        let print = merged.map_err(|error| errors::result(py, &error))?;
        Ok(Sweep { folder: out, print })
    }

    /// The folder.
    #[getter]
    fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    fn __fspath__(&self) -> OsString {
        self.folder.clone().into_os_string()
    }

    /// Every measure of every run by year, over all counties, as the files `runs/*.parquet` have it.
    #[getter]
    fn runs(&self, py: Python<'_>) -> PyResult<Table> {
        Table::read(py, || sweep::tables_of_runs(&self.folder, &self.print))
    }

    /// What was tried: a row for each point, a column for each value varied.
    #[getter]
    fn points(&self, py: Python<'_>) -> PyResult<Table> {
        Table::of_folder(py, &self.folder, "sweep", "points.parquet")
    }

    /// Scenario, version, seeds, design, ranges, measures with their units, and how the sweep went.
    #[getter]
    fn manifest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let sealed = Sealed::open(&self.folder, "sweep").map_err(|error| errors::result(py, &error))?;
        py.import("json")?
            .call_method1("loads", (sealed.manifest().to_string(),))
    }

    /// The scenario as it was run.
    #[getter]
    fn scenario(&self, py: Python<'_>) -> PyResult<Scenario> {
        let read = sweep::scenario_of(&self.folder, &self.print);
        let inner = read.map_err(|error| errors::result(py, &error))?;
        Ok(Scenario { inner })
    }

    /// What drives every outcome; see `amnok.sensitivity`.
    #[pyo3(signature = (*, write = false))]
    fn sensitivity(&self, py: Python<'_>, write: bool) -> PyResult<Table> {
        sensitivity(py, self.folder.clone(), write)
    }

    /// The values that move an outcome most, on matplotlib, with the intervals of their indices; gives the axes. outcome: the first if left out.
    #[pyo3(signature = (outcome = None, ax = None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        outcome: Option<String>,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_plot", "sweep", (slf, outcome, ax))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_notebook", "sweep", (slf,))
    }

    fn __repr__(&self) -> String {
        let plan = &self.print.plan;
        format!(
            "<amnok.Sweep in {:?}: {} values varied, design {} of {}, {} replicates>",
            self.folder.display().to_string(),
            plan.factors.len(),
            plan.design.name(),
            plan.asked,
            plan.replicates
        )
    }
}

/// Sweeps over values; see `amnok.sweep`.
#[pyfunction]
#[pyo3(signature = (scenario, layout, part, seed, threads, out, force, progress))]
#[allow(clippy::too_many_arguments, reason = "the Python function names each")]
pub fn sweep_here(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    layout: Layout,
    part: (u32, u32),
    seed: Option<u64>,
    threads: Option<usize>,
    out: PathBuf,
    force: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Sweep> {
    let asked = (scenario.get().seeded(seed), &layout, Keeps::Years);
    carry_out(py, asked, part, threads, (&out, force), progress)?;
    Sweep::open(py, out)
}

/// Lives through every point of a sweep, or of a bank, that is asked for, and leaves its folder.
pub fn carry_out(
    py: Python<'_>,
    (scenario, layout, keeps): (amnok_scenario::Scenario, &Layout, Keeps),
    part: (u32, u32),
    threads: Option<usize>,
    (out, force): (&Path, bool),
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let work = begin(py, &scenario, (layout, keeps), part, out, force)?;
    live_through(py, &scenario, work, cores(threads)?, progress)
}

/// Lives through what is missing of it, and leaves its folder.
pub fn live_through(
    py: Python<'_>,
    scenario: &amnok_scenario::Scenario,
    work: SweepWork,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let since = Instant::now();
    let of = work.runs(&work.missing());
    let (shared, kept) = (scenario, &work);
    let lived = watched(py, progress, of, |stop, done| {
        run_parts(shared, kept, threads, stop, || {
            let _ = done.send(());
        })
    })?;
    lived.map_err(|error| errors::result(py, &error))?;
    let finished = py.detach(|| work.finish(scenario, ran(since.elapsed().as_secs_f64(), threads)));
    finished.map_err(|error| errors::result(py, &error))
}

/// What drives the outcomes of a sweep; see `amnok.sensitivity`.
#[pyfunction]
pub fn sensitivity(py: Python<'_>, folder: PathBuf, write: bool) -> PyResult<Table> {
    let shared = &folder;
    let found = watched(py, None, 0, |stop, _| driving::sensitivity(shared, stop))?;
    let Some((sweep, driven)) = found.map_err(|error| errors::result(py, &error))? else {
        return Err(errors::refused(py, "stopped before its end"));
    };
    if write {
        let into = Amendment::begin(&folder).map_err(|error| errors::result(py, &error))?;
        let written = driving::write(&into, &sweep, &driven, &amnok_page::drivers(&sweep, &driven));
        written.map_err(|error| errors::result(py, &error))?;
    }
    let batch = tables::indices_batch(&driving::indices(&sweep, &driven));
    let batch = batch.map_err(|error| errors::result(py, &error.into()))?;
    Ok(Table {
        schema: batch.schema(),
        batches: vec![batch],
    })
}
