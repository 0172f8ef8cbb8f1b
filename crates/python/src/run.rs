//! Runs and their results.

use crate::errors;
use crate::package::call_python;
use crate::scenario::Scenario;
use crate::table::Table;
use amnok_lab::in_order;
use amnok_model::Engine;
use amnok_model::record::rows::Rows;
use amnok_page::terminal;
use amnok_store::tables;
use amnok_store::{
    Fingerprint, Given, HISTORIES, Manifest, Partial, Place, ResultError, RunResult, Values, engine_named, finish,
    kind_of, ran, simulate_one,
};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The result of a run.
#[pyclass(frozen, module = "amnok")]
pub struct Result {
    pub whole: RunResult,
    pub out: Option<PathBuf>,
}

impl Result {
    fn json<'py>(py: Python<'py>, value: &serde_json::Value) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (value.to_string(),))
    }
}

#[pymethods]
impl Result {
    /// Every measure by month, county, stratum or force, and replicate, as the file `ledger.parquet` has it.
    #[getter]
    fn ledger(&self, py: Python<'_>) -> PyResult<Table> {
        let made = py.detach(|| tables::ledger_batches(&self.whole.scenario.inputs, &self.whole.rows));
        let (schema, batches) = made.map_err(|error| errors::result(py, &ResultError::Table(error)))?;
        Ok(Table { schema, batches })
    }

    /// Median and middle nine tenths of the headline measures over replicates: name to words, median, p05, p95, unit.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let measures = terminal::run::measures(&self.whole.scenario, &self.whole.rows, &self.whole.manifest);
        Result::json(py, &serde_json::Value::Object(measures))
    }

    /// What decided the numbers (scenario, version, seed, engine, values set) and how the run went.
    #[getter]
    fn manifest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Result::json(py, &self.whole.manifest.to_json())
    }

    /// Numbers of the replicates.
    #[getter]
    fn replicates(&self) -> Vec<u32> {
        self.whole.rows.iter().map(|(number, _)| *number).collect()
    }

    /// The scenario that was run.
    #[getter]
    fn scenario(&self) -> Scenario {
        Scenario {
            inner: self.whole.scenario.clone(),
        }
    }

    /// Result folder, if the run left one.
    #[getter]
    fn out(&self) -> Option<PathBuf> {
        self.out.clone()
    }

    /// The report as HTML; written to `path` if one is named.
    #[pyo3(signature = (path = None))]
    fn report(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<String> {
        let html = py.detach(|| amnok_page::run(&self.whole.scenario, &self.whole.manifest, &self.whole.rows));
        if let Some(path) = path {
            let written = amnok_store::Target::of(&path, true, &[]).and_then(|file| file.write(html.as_bytes()));
            written.map_err(|error| errors::result(py, &error))?;
        }
        Ok(html)
    }

    /// Measures by month on matplotlib: median, middle half and middle nine tenths of the histories; gives the axes.
    /// activity: leave, smuggle, or None for both. ax: where it is drawn; axes of its own if left out.
    #[pyo3(signature = (measures = None, activity = Some("leave".to_owned()), ax = None), text_signature = "($self, measures=None, activity='leave', ax=None)")]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        measures: Option<Vec<String>>,
        activity: Option<String>,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_plot", "result", (slf, measures, activity, ax))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        call_python(slf.py(), "_notebook", "result", (slf,))
    }

    fn __repr__(&self) -> String {
        let title = &self.whole.scenario.title;
        format!("<amnok.Result of {title:?}, {} replicates>", self.whole.rows.len())
    }
}

/// Does `work` on a thread while this one looks after Python: progress, and Ctrl-C, which sets the flag that `work` is
/// given. `work` reports what is done through the channel.
pub fn watched<T: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    of: usize,
    work: impl FnOnce(&AtomicBool, mpsc::Sender<()>) -> T + Send,
) -> PyResult<T> {
    let stop = AtomicBool::new(false);
    let (send, receive) = mpsc::channel();
    let progress = progress.map(|call| call.clone().unbind());
    let flag = &stop;
    let (done, interrupted) = py.detach(move || {
        std::thread::scope(|scope| {
            let worker = scope.spawn(move || work(flag, send));
            let (mut count, mut wrong, mut told) = (0, None, Instant::now());
            loop {
                let one = receive.recv_timeout(Duration::from_millis(50));
                count += usize::from(one.is_ok());
                let gone = matches!(one, Err(mpsc::RecvTimeoutError::Disconnected));
                if wrong.is_none() && (one.is_ok() || gone || told.elapsed() > Duration::from_millis(50)) {
                    told = Instant::now();
                    let looked = Python::attach(|py| {
                        py.check_signals()?;
                        match &progress {
                            Some(call) if one.is_ok() => call.call1(py, (count, of)).map(drop),
                            _ => Ok(()),
                        }
                    });
                    if let Err(error) = looked {
                        flag.store(true, Ordering::Relaxed);
                        wrong = Some(error);
                    }
                }
                if gone {
                    return (worker.join(), wrong);
                }
            }
        })
    });
    if let Some(error) = interrupted {
        return Err(error);
    }
    done.map_err(|_| PyRuntimeError::new_err("a thread of the run ended early"))
}

/// Threads as asked for, or one for each core.
pub fn cores(threads: Option<usize>) -> PyResult<usize> {
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    if (1..=4096).contains(&threads) {
        return Ok(threads);
    }
    Err(errors::value(&format!(
        "threads must lie between 1 and 4096, not {threads}"
    )))
}

/// What a run is asked for, checked.
pub struct RunRequest {
    pub scenario: amnok_scenario::Scenario,
    pub engine: Engine,
    pub range: (u32, u32),
    /// Where the values of each history come from.
    pub values: Values,
    threads: usize,
}

/// Whether so many replicates can be asked for.
pub fn some_replicates(count: u32) -> PyResult<()> {
    if (1..=100_000).contains(&count) {
        return Ok(());
    }
    Err(errors::value(&format!(
        "replicates must lie between 1 and 100000, not {count}"
    )))
}

/// The engine of that name.
pub fn engine_by(name: &str) -> PyResult<Engine> {
    engine_named(name).ok_or_else(|| {
        PyValueError::new_err(format!(
            "engine {name:?}: write \"selective\", \"exhaustive\" or \"counts\""
        ))
    })
}

/// Checks what a run is asked for; values come from "fixed", "prior", or "learned", which is the prior where nothing was.
pub fn asked(
    scenario: &Scenario,
    replicates: Option<u32>,
    first: u32,
    seed: Option<u64>,
    threads: Option<usize>,
    engine: &str,
    from: &str,
) -> PyResult<RunRequest> {
    let mut scenario = scenario.inner.clone();
    scenario.seed = seed.unwrap_or(scenario.seed);
    let engine = engine_by(engine)?;
    let values = match from {
        "fixed" => Ok(Values::Fixed),
        from => Values::drawn(&scenario, from == "prior"),
    };
    let values = values.map_err(|error| Python::attach(|py| errors::result(py, &error)))?;
    let usual = if values.differ() {
        HISTORIES
    } else {
        scenario.replicates
    };
    let count = replicates.unwrap_or(usual);
    some_replicates(count)?;
    if first > 1_000_000 {
        return Err(PyValueError::new_err(format!(
            "first_replicate must lie between 0 and 1000000, not {first}"
        )));
    }
    let threads = cores(threads)?;
    Ok(RunRequest {
        scenario,
        engine,
        range: (first, first + count - 1),
        values,
        threads,
    })
}

/// Lives through a scenario many times; see `amnok.run`.
#[pyfunction]
#[pyo3(signature = (scenario, replicates, first_replicate, seed, threads, engine, values, incidents, out, force, progress))]
#[allow(clippy::too_many_arguments, reason = "the Python function names each")]
pub fn run(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    replicates: Option<u32>,
    first_replicate: u32,
    seed: Option<u64>,
    threads: Option<usize>,
    engine: &str,
    values: &str,
    incidents: bool,
    out: Option<PathBuf>,
    force: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Result> {
    let asked = asked(
        scenario.get(),
        replicates,
        first_replicate,
        seed,
        threads,
        engine,
        values,
    )?;
    if incidents && out.is_none() {
        return Err(PyValueError::new_err(
            "incidents=True needs a result folder: name it with out=",
        ));
    }
    if incidents && asked.engine == Engine::Counts {
        return Err(PyValueError::new_err(
            "incidents=True keeps every attempt by itself, which engine=\"counts\" does not",
        ));
    }
    let since = Instant::now();
    let fingerprint = Fingerprint::of(
        &asked.scenario,
        asked.engine,
        incidents,
        asked.values.clone(),
        asked.range,
    );
    let numbers = fingerprint.numbers();
    let given = Given::of(&asked.scenario, &asked.values).map_err(|error| errors::result(py, &error))?;
    let (of, shared, given) = (numbers.len(), &asked, &given);
    let Some(out) = out else {
        let rows = watched(py, progress, of, |stop, done| {
            in_memory(shared, given, &numbers, stop, &done)
        })?;
        let rows = rows.map_err(|error| errors::result(py, &error))?;
        let manifest = Manifest {
            fingerprint,
            ran: ran(since.elapsed().as_secs_f64(), asked.threads),
        };
        let RunRequest { scenario, .. } = asked;
        let whole = RunResult {
            scenario,
            rows,
            manifest,
        };
        return Ok(Result { whole, out: None });
    };
    let partial = Place::of(&out, force)
        .and_then(|place| Partial::begin(place, &asked.scenario, &fingerprint))
        .map_err(|error| errors::result(py, &error))?;
    let of = partial.missing().len();
    let (kept, engine) = (&partial, asked.engine);
    let lived = watched(py, progress, of, |stop, done| {
        amnok_store::simulate(given, engine, incidents, kept, shared.threads, stop, || {
            let _ = done.send(());
        })
    })?;
    lived.map_err(|error| errors::result(py, &error))?;
    let manifest = Manifest {
        fingerprint,
        ran: ran(since.elapsed().as_secs_f64(), asked.threads),
    };
    let rows = py.detach(|| finish(partial, &asked.scenario, &manifest, amnok_page::run));
    let rows = rows.map_err(|error| errors::result(py, &error))?;
    let whole = RunResult {
        scenario: asked.scenario,
        rows,
        manifest,
    };
    Ok(Result { whole, out: Some(out) })
}

fn in_memory(
    asked: &RunRequest,
    given: &Given<'_>,
    numbers: &[u32],
    stop: &AtomicBool,
    done: &mpsc::Sender<()>,
) -> std::result::Result<Vec<(u32, Rows)>, ResultError> {
    let mut all = Vec::with_capacity(numbers.len());
    let work = |number| simulate_one(given, asked.engine, number, None, stop);
    in_order(numbers, asked.threads, stop, work, |number, rows| {
        if let Some(rows) = rows? {
            all.push((number, rows));
            let _ = done.send(());
        }
        Ok::<(), ResultError>(())
    })?;
    Ok(all)
}

/// Says so where a folder holds something else than a run.
fn of_a_run(py: Python<'_>, folder: &Path) -> PyResult<()> {
    let (what, how) = match kind_of(folder) {
        Some("sweep") => (
            "a sweep",
            "amnok.Sweep opens it, amnok.Sweep.merge puts parts of it together",
        ),
        Some("bank") => ("a bank", "amnok.Bank opens it"),
        Some("fit") => ("a fit", "amnok.Fit opens it"),
        Some("displacement") => ("a displacement", "amnok.Displacement opens it"),
        _ => return Ok(()),
    };
    let folder = folder.display();
    Err(errors::refused(py, &format!("{folder} holds {what}; {how}")))
}

/// Reads a result folder.
#[pyfunction]
pub fn open(py: Python<'_>, folder: PathBuf) -> PyResult<Result> {
    of_a_run(py, &folder)?;
    let whole = py.detach(|| RunResult::read(&folder));
    let whole = whole.map_err(|error| errors::result(py, &error))?;
    Ok(Result {
        whole,
        out: Some(folder),
    })
}

/// Puts result folders together; see `amnok.merge`.
#[pyfunction]
pub fn merge(py: Python<'_>, out: PathBuf, folders: Vec<PathBuf>, force: bool) -> PyResult<Result> {
    folders.iter().try_for_each(|folder| of_a_run(py, folder))?;
    let whole = py.detach(|| amnok_store::merge(Place::of(&out, force)?, &folders, amnok_page::run));
    let whole = whole.map_err(|error| errors::result(py, &error))?;
    Ok(Result { whole, out: Some(out) })
}
