//! The model beside the public record.

use crate::errors;
use crate::run::{cores, engine_by, some_replicates, watched};
use crate::scenario::Scenario;
use amnok_lab::Spread;
use amnok_lab::public_record::{Histories, Judged, judge, simulate};
use amnok_store::Values;
use amnok_store::sweep::Drawn;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;

/// A row: id, quantity, unit, recorded bounds, simulated 5, 50 and 95 %, percentile of what is recorded, verdict, why nothing is simulated.
type Row = (
    (String, String, String),
    (Option<f64>, Option<f64>),
    Option<(f64, f64, f64)>,
    Option<f64>,
    &'static str,
    Option<String>,
);

/// Holds a scenario against its record; how: engine, and whether values are drawn from the prior, whatever was learned. See
/// `amnok.check_record`.
#[pyfunction]
#[pyo3(signature = (scenario, draws, seed, threads, how, progress))]
pub fn check_record(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    draws: u32,
    seed: Option<u64>,
    threads: Option<usize>,
    how: (String, bool),
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Row>> {
    let scenario = scenario.get().seeded(seed);
    some_replicates(draws)?;
    if scenario.record.is_empty() {
        return Err(errors::value("the scenario has no observed/record.csv"));
    }
    let (engine, prior) = how;
    let values = Values::drawn(&scenario, prior).map_err(|error| errors::result(py, &error))?;
    let drawn = Drawn::of(&scenario, &values).map_err(|error| errors::result(py, &error))?;
    let histories = Histories {
        count: draws,
        seed: scenario.seed,
        threads: cores(threads)?,
        engine: engine_by(&engine)?,
    };
    let (of, drawn) = (&scenario, &drawn);
    let readings = watched(py, progress, draws as usize, |stop, done| {
        let each = || {
            let _ = done.send(());
        };
        simulate(&of.record, histories, stop, |history| drawn.inputs(history), each)
    })?;
    if readings.len() < draws as usize {
        return Err(PyKeyboardInterrupt::new_err(()));
    }
    Ok(judge(&scenario.record, &scenario.inputs, &readings)
        .into_iter()
        .map(row)
        .collect())
}

fn row(of: Judged) -> Row {
    let spread = |s: Spread| (s.low, s.median, s.high);
    (
        (of.id, of.quantity, of.unit),
        (of.low, of.high),
        of.simulated.map(spread),
        of.percentile,
        of.verdict.name(),
        of.why,
    )
}
