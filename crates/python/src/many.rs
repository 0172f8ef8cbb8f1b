//! Comparisons and sweeps.

use crate::errors;
use crate::run::watched;
use crate::scenario::Scenario;
use amnok_lab::sweep::{Design, Plan};
use amnok_output::results::comparison;
use amnok_output::results::factors::factors;
use amnok_output::results::ran;
use amnok_output::results::sweep::{SweepPrint, SweepWork, run_parts};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::time::Instant;

fn cores(threads: Option<usize>) -> usize {
    threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// One outcome of a comparison: name, words, mean of each side, difference with its interval, gain by common luck.
type Line = (String, String, f64, f64, f64, f64, f64, Option<f64>);

/// Compares two scenarios; see `amnok.compare`.
#[pyfunction]
#[pyo3(signature = (a, b, replicates, seed, threads, progress))]
pub fn compare(
    py: Python<'_>,
    a: &Bound<'_, Scenario>,
    b: &Bound<'_, Scenario>,
    replicates: Option<u32>,
    seed: Option<u64>,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Line>> {
    let (mut a, mut b) = (a.get().inner.clone(), b.get().inner.clone());
    a.seed = seed.unwrap_or(a.seed);
    b.seed = a.seed;
    let replicates = replicates.unwrap_or(a.replicates);
    if replicates < 2 {
        return Err(PyValueError::new_err(
            "replicates must be at least 2: an interval takes two pairs",
        ));
    }
    let found = watched(py, progress, replicates as usize, |stop, done| {
        let each = || {
            let _ = done.send(());
        };
        comparison::compare(&a, &b, replicates, cores(threads), stop, each)
    })?;
    let found = found.map_err(|error| errors::result(py, &error))?;
    let line = |d: &amnok_lab::compare::Difference| {
        let (name, words) = (d.outcome.name.to_owned(), d.outcome.words.to_owned());
        (name, words, d.a, d.b, d.mean, d.low, d.high, d.reduction)
    };
    let lines = found.iter().flat_map(|found| found.differences.iter().map(line));
    Ok(lines.collect())
}

/// Sweeps over values; see `amnok.sweep`.
#[pyfunction]
#[pyo3(signature = (scenario, vary, design, points, replicates, seed, design_seed, threads, out, force, progress))]
#[allow(clippy::too_many_arguments, reason = "the Python function names each")]
pub fn sweep(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    vary: Vec<String>,
    design: &str,
    points: u32,
    replicates: u32,
    seed: Option<u64>,
    design_seed: u64,
    threads: Option<usize>,
    out: PathBuf,
    force: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let since = Instant::now();
    let wrong = |why: String| PyValueError::new_err(why);
    let mut scenario = scenario.get().inner.clone();
    scenario.seed = seed.unwrap_or(scenario.seed);
    let Some(design) = Design::of(design) else {
        return Err(wrong(format!(
            "design {design:?}: write sobol, lhs, grid, morris or saltelli"
        )));
    };
    let factors = factors(&scenario, &vary).map_err(|why| wrong(why.replace("--vary", "vary")))?;
    let plan = Plan {
        design,
        asked: points,
        seed: design_seed,
        factors,
        replicates,
    };
    let parts = plan.parts().map_err(wrong)?;
    let print = SweepPrint {
        digest: scenario.digest.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        seed: scenario.seed,
        set: scenario.set.clone(),
        plan,
        parts: vec![(0, parts.saturating_sub(1))],
    };
    let work = SweepWork::begin(&out, print, force).map_err(|error| errors::result(py, &error))?;
    let of = work.missing().len();
    let (shared, kept) = (&scenario, &work);
    let lived = watched(py, progress, of, |stop, done| {
        run_parts(shared, kept, cores(threads), stop, || {
            let _ = done.send(());
        })
    })?;
    lived.map_err(|error| errors::result(py, &error))?;
    let finished = py.detach(|| work.finish(&scenario, ran(since.elapsed().as_secs_f64(), cores(threads))));
    finished.map_err(|error| errors::result(py, &error))
}
