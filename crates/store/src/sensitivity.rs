//! What drives the outcomes of a sweep: from its folder to a table and a page beside its runs.

use crate::error::ResultError;
use crate::folder::Amendment;
use crate::sweep::{Sweep, SweepRun};
use crate::tables::{IndexRow, indices_bytes};
use amnok_lab::Spread;
use amnok_lab::sensitivity::{Drivers, Influence, drivers};
use amnok_lab::sweep::outcome::{RunOutcome, outcomes};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// An outcome and what drives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Driven {
    /// The outcome.
    pub outcome: RunOutcome,
    /// Its spread over points, each the mean over replicates.
    pub spread: Option<Spread>,
    /// What drives it.
    pub drivers: Drivers,
}

/// Places of factors, strongest first.
pub fn ordered(drivers: &Drivers) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drivers.influences.len()).collect();
    order.sort_by(|a, b| {
        drivers.influences[*b]
            .strength()
            .total_cmp(&drivers.influences[*a].strength())
    });
    order
}

/// What drives every outcome of a sweep; none if it was stopped before the last.
fn driven(sweep: &Sweep, stop: &AtomicBool) -> Option<Vec<Driven>> {
    let commands = sweep.scenario.inputs.commands.len();
    let one = |outcome: RunOutcome| {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let values = means(&sweep.runs, sweep.print.plan.replicates, |run| {
            outcome.of(&run.cells, commands)
        });
        Some(Driven {
            outcome,
            spread: Spread::of(values.iter().flatten().copied()),
            drivers: drivers(&sweep.print.plan, &sweep.points, &values),
        })
    };
    outcomes().into_iter().map(one).collect()
}

/// Mean over the replicates of each point; none where it is not defined in one of them.
fn means(runs: &[SweepRun], replicates: u32, of: impl Fn(&SweepRun) -> Option<f64>) -> Vec<Option<f64>> {
    let mean = |runs: &[SweepRun]| {
        let values: Option<Vec<f64>> = runs.iter().map(&of).collect();
        values.map(|values| values.iter().sum::<f64>() / values.len() as f64)
    };
    runs.chunks(replicates.max(1) as usize).map(mean).collect()
}

/// What drives what in the folder of a sweep; none if it was stopped.
///
/// # Errors
/// When the folder is no whole sweep, or nothing can be said of any outcome.
pub fn sensitivity(folder: &Path, stop: &AtomicBool) -> Result<Option<(Sweep, Vec<Driven>)>, ResultError> {
    let sweep = Sweep::read(folder)?;
    let Some(driven) = driven(&sweep, stop) else {
        return Ok(None);
    };
    if driven.iter().all(|of| of.drivers.influences.is_empty()) {
        let plan = &sweep.print.plan;
        return Err(ResultError::Mismatch(format!(
            "{}: no outcome varies, or the design `{}` of {} is too small to share its variance out; sweep with more --points",
            folder.display(),
            plan.design.name(),
            plan.asked
        )));
    }
    Ok(Some((sweep, driven)))
}

/// Writes `sensitivity.parquet` and, with `page`, `sensitivity.html` into the folder of a sweep.
///
/// # Errors
/// When a file cannot be written; each is there whole, or as it was before.
pub fn write(into: &Amendment, sweep: &Sweep, driven: &[Driven], page: &str) -> Result<(), ResultError> {
    into.put("sensitivity.parquet", &indices_bytes(&indices(sweep, driven))?)?;
    into.put("sensitivity.html", page.as_bytes())
}

/// The rows of the table, by outcome and value.
pub fn indices(sweep: &Sweep, driven: &[Driven]) -> Vec<IndexRow> {
    driven.iter().flat_map(|of| rows(of, sweep)).collect()
}

fn rows(of: &Driven, sweep: &Sweep) -> Vec<IndexRow> {
    let row = |place: usize, index: &'static str, value: f64, ends: Option<(f64, f64)>| IndexRow {
        outcome: of.outcome.name,
        key: sweep.print.plan.factors[place].key.clone(),
        index,
        value,
        low: ends.map(|e| e.0),
        high: ends.map(|e| e.1),
    };
    let each = |(place, influence): (usize, &Influence)| match influence {
        Influence::Sobol { first, total } => vec![
            row(place, "first", first.value, Some((first.low, first.high))),
            row(place, "total", total.value, Some((total.low, total.high))),
        ],
        Influence::First(first) => vec![row(place, "first", first.value, Some((first.low, first.high)))],
        Influence::Morris { mu_star, sigma } => vec![
            row(place, "mu_star", mu_star.value, Some((mu_star.low, mu_star.high))),
            row(place, "sigma", *sigma, None),
        ],
    };
    of.drivers.influences.iter().enumerate().flat_map(each).collect()
}
