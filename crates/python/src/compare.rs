//! Comparisons.

use crate::errors;
use crate::run::{cores, watched};
use crate::scenario::Scenario;
use amnok_store::comparison::{self, Pairs};
use amnok_store::{Lives, Values};
use pyo3::prelude::*;

/// One outcome of a comparison: name, words, mean of each side, difference with its interval, gain by common luck.
type Line = (String, String, f64, f64, f64, f64, f64, Option<f64>);

/// Compares two scenarios in pairs: how many, and where their values come from; see `amnok.compare`.
#[pyfunction]
#[pyo3(signature = (a, b, pairs, seed, threads, progress))]
pub fn compare(
    py: Python<'_>,
    a: &Bound<'_, Scenario>,
    b: &Bound<'_, Scenario>,
    pairs: (Option<u32>, String),
    seed: Option<u64>,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Line>> {
    let (replicates, from) = pairs;
    let (mut a, mut b) = (a.get().inner.clone(), b.get().inner.clone());
    a.seed = seed.unwrap_or(a.seed);
    b.seed = a.seed;
    let replicates = replicates.unwrap_or(a.replicates);
    if replicates < 2 {
        return Err(errors::value(
            "replicates must be at least 2: an interval takes two pairs",
        ));
    }
    let values = match from.as_str() {
        "fixed" => Ok(Values::Fixed),
        "prior" => Ok(Values::Prior),
        _ => Pairs::usual_values(&a),
    };
    let asked = Pairs {
        values: values.map_err(|error| errors::result(py, &error))?,
        replicates,
        threads: cores(threads)?,
    };
    let found = watched(py, progress, replicates as usize, |stop, done| {
        let each = |_: &[_]| {
            let _ = done.send(());
        };
        comparison::compare((&a, &b), &asked, &Lives::default(), stop, each)
    })?;
    let found = found.map_err(|error| errors::result(py, &error))?;
    let line = |d: &amnok_lab::compare::Difference| {
        let (name, words) = (d.outcome.name.to_owned(), d.outcome.words.to_owned());
        (name, words, d.a, d.b, d.mean, d.low, d.high, d.reduction)
    };
    let lines = found.iter().flat_map(|found| found.differences.iter().map(line));
    Ok(lines.collect())
}
