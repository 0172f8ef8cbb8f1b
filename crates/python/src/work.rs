//! Work whose pieces are made elsewhere, one by one: what `amnok.ray` stands on. A piece is a replicate of a run or a part of a
//! sweep; the folder, and the work beside it that a stopped asker goes on with, are those of one machine.

use crate::errors;
use crate::run::{Result, RunRequest, asked, watched};
use crate::scenario::Scenario;
use crate::sweep::{Layout, Sweep, begin};
use amnok_store::sweep::{Keeps, Parts, SweepWork};
use amnok_store::tables::ledger_bytes;
use amnok_store::{Fingerprint, Given, Manifest, Partial, Place, ResultError, RunResult, finish, ran, simulate_one};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

enum WorkKind {
    Run(Partial, Fingerprint),
    Sweep(SweepWork),
}

/// Work on a result folder that is not whole yet. Nobody else can work on it before `finish` or `close`.
#[pyclass(frozen, module = "amnok._amnok")]
pub struct Work {
    scenario: amnok_scenario::Scenario,
    out: PathBuf,
    since: Instant,
    kind: Mutex<Option<WorkKind>>,
}

impl Work {
    fn new(scenario: amnok_scenario::Scenario, out: PathBuf, kind: WorkKind) -> Work {
        Work {
            scenario,
            out,
            since: Instant::now(),
            kind: Mutex::new(Some(kind)),
        }
    }

    fn kind(&self) -> MutexGuard<'_, Option<WorkKind>> {
        self.kind.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn over() -> PyErr {
    errors::value("this work is over")
}

#[pymethods]
impl Work {
    /// The scenario with the seed that is asked for.
    #[getter]
    fn scenario(&self) -> Scenario {
        let inner = self.scenario.clone();
        Scenario { inner }
    }

    /// Numbers of the pieces that are not kept yet.
    fn missing(&self) -> PyResult<Vec<u32>> {
        match self.kind().as_ref().ok_or_else(over)? {
            WorkKind::Run(partial, _) => Ok(partial.missing()),
            WorkKind::Sweep(work) => Ok(work.missing()),
        }
    }

    /// Keeps a piece.
    fn keep(&self, py: Python<'_>, number: u32, content: &[u8]) -> PyResult<()> {
        let kept = py.detach(|| {
            Some(match self.kind().as_ref()? {
                WorkKind::Run(partial, _) => partial.keep_bytes(number, content),
                WorkKind::Sweep(work) => work.keep(number, content),
            })
        });
        kept.ok_or_else(over)?.map_err(|error| errors::result(py, &error))
    }

    /// Puts the folder together and gives back what it holds.
    fn finish(&self, py: Python<'_>, threads: usize) -> PyResult<Py<PyAny>> {
        let kind = self.kind().take().ok_or_else(over)?;
        let ran = ran(self.since.elapsed().as_secs_f64(), threads);
        match kind {
            WorkKind::Run(partial, fingerprint) => {
                let manifest = Manifest { fingerprint, ran };
                let rows = py.detach(|| finish(partial, &self.scenario, &manifest, amnok_page::run));
                let whole = RunResult {
                    rows: rows.map_err(|error| errors::result(py, &error))?,
                    scenario: self.scenario.clone(),
                    manifest,
                };
                let out = Some(self.out.clone());
                Ok(Py::new(py, Result { whole, out })?.into_any())
            }
            WorkKind::Sweep(work) => {
                let finished = py.detach(|| work.finish(&self.scenario, ran));
                finished.map_err(|error| errors::result(py, &error))?;
                Ok(Py::new(py, Sweep::open(py, self.out.clone())?)?.into_any())
            }
        }
    }

    /// Lets others work on the folder.
    fn close(&self) {
        drop(self.kind().take());
    }
}

/// Begins a run whose replicates are made elsewhere, or goes on with it; how: engine, and where values come from.
#[pyfunction]
pub fn begin_run(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    replicates: Option<u32>,
    seed: Option<u64>,
    how: (String, String),
    out: PathBuf,
    force: bool,
) -> PyResult<Work> {
    let asked = asked(scenario.get(), replicates, 0, seed, Some(1), &how.0, &how.1)?;
    let fingerprint = Fingerprint::of(&asked.scenario, asked.engine, false, asked.values.clone(), asked.range);
    let partial = Place::of(&out, force)
        .and_then(|place| Partial::begin(place, &asked.scenario, &fingerprint))
        .map_err(|error| errors::result(py, &error))?;
    Ok(Work::new(asked.scenario, out, WorkKind::Run(partial, fingerprint)))
}

/// Begins a sweep whose parts are made elsewhere, or goes on with it.
#[pyfunction]
pub fn begin_sweep(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    layout: Layout,
    seed: Option<u64>,
    out: PathBuf,
    force: bool,
) -> PyResult<Work> {
    let scenario = scenario.get().seeded(seed);
    let work = begin(py, &scenario, (&layout, Keeps::Years), (1, 1), &out, force)?;
    Ok(Work::new(scenario, out, WorkKind::Sweep(work)))
}

/// Pieces made one after the other, as bytes.
fn pieces<'py>(
    py: Python<'py>,
    numbers: &[u32],
    make: impl Fn(u32, &AtomicBool) -> std::result::Result<Option<Vec<u8>>, ResultError> + Sync,
) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let made = watched(py, None, numbers.len(), |stop, _| {
        let each = numbers.iter().map(|number| make(*number, stop));
        each.collect::<std::result::Result<Option<Vec<Vec<u8>>>, ResultError>>()
    })?;
    let made = made.map_err(|error| errors::result(py, &error))?;
    let made = made.ok_or_else(|| PyKeyboardInterrupt::new_err(()))?;
    Ok(made.iter().map(|bytes| PyBytes::new(py, bytes)).collect())
}

/// The ledgers of these replicates, each by itself; how: engine, and where values come from.
#[pyfunction]
pub fn replicates<'py>(
    py: Python<'py>,
    scenario: &Bound<'_, Scenario>,
    how: (String, String),
    numbers: Vec<u32>,
) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let asked = asked(scenario.get(), None, 0, None, Some(1), &how.0, &how.1)?;
    let RunRequest {
        scenario,
        engine,
        values,
        ..
    } = asked;
    let given = Given::of(&scenario, &values).map_err(|error| errors::result(py, &error))?;
    pieces(py, &numbers, |number, stop| {
        let rows = simulate_one(&given, engine, number, None, stop)?;
        let bytes = rows.map(|rows| ledger_bytes(&scenario.inputs, number, rows));
        Ok(bytes.transpose()?)
    })
}

/// These parts of a sweep.
#[pyfunction]
pub fn parts<'py>(
    py: Python<'py>,
    scenario: &Bound<'_, Scenario>,
    layout: Layout,
    numbers: Vec<u32>,
) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let scenario = &scenario.get().inner;
    let plan = layout.plan(scenario)?;
    let parts = Parts::of(scenario, Keeps::Years, &plan).map_err(|error| errors::result(py, &error))?;
    pieces(py, &numbers, |number, stop| parts.make(number, stop, || ()))
}
