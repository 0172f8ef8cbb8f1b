//! How far a run lies from what was observed, in numbers.

use amnok_infer::scores::crps;
use amnok_model::inputs::Inputs;
use amnok_model::observers::{Observer, Part, Reading};
use amnok_model::record::rows::Rows;
use core::ops::Range;

/// Observations that each replicate stands for: quantiles of the observer's error.
const QUANTILES: usize = 19;

/// A predicted observation beside the real one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misfit {
    /// Median of what would be observed.
    pub median: f64,
    /// 5 % of what would be observed is below.
    pub low: f64,
    /// 95 % of what would be observed is below.
    pub high: f64,
    /// Whether the observation lies within.
    pub inside: bool,
    /// Continuous ranked probability score, in the unit of the observation: 0 is perfect; for a single prediction it is the
    /// absolute error ([`amnok_infer::scores::crps`]).
    pub crps: f64,
}

/// Predictions of a window by all replicates, the observer's error included, against what was observed. `None` where the runs have
/// no such window.
pub fn misfit(
    observer: &'static Observer,
    inputs: &Inputs,
    runs: &[(u32, Rows)],
    days: Range<u32>,
    observed: f64,
) -> Option<Misfit> {
    let part = Part {
        days,
        ..Part::default()
    };
    let read = |(_, rows): &(u32, Rows)| observer.read(inputs, rows, &part).ok().flatten();
    let readings = runs.iter().filter_map(read).map(|value| Reading { observer, value });
    let predicted: Vec<f64> = readings.flat_map(|reading| reading.observations(QUANTILES)).collect();
    let spread = crate::Spread::of(predicted.iter().copied())?;
    Some(Misfit {
        median: spread.median,
        low: spread.low,
        high: spread.high,
        inside: (spread.low..=spread.high).contains(&observed),
        crps: crps(&predicted, &vec![1.0; predicted.len()], observed),
    })
}
