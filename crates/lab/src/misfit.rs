//! How far a run lies from what was observed, in numbers.

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
    /// absolute error. Source: Gneiting and Raftery 2007.
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
    let mut predicted: Vec<f64> = readings.flat_map(|reading| reading.observations(QUANTILES)).collect();
    predicted.sort_by(f64::total_cmp);
    let spread = crate::Spread::of(predicted.iter().copied())?;
    Some(Misfit {
        median: spread.median,
        low: spread.low,
        high: spread.high,
        inside: (spread.low..=spread.high).contains(&observed),
        crps: crps(&predicted, observed),
    })
}

/// `E|X − y| − ½ E|X − X′|` over a sorted sample.
fn crps(sorted: &[f64], observed: f64) -> f64 {
    let n = sorted.len() as f64;
    let apart = sorted.iter().map(|x| (x - observed).abs()).sum::<f64>() / n;
    let ranks = sorted.iter().enumerate();
    let between: f64 = ranks.map(|(i, x)| (2.0 * (i as f64 + 1.0) - n - 1.0) * x).sum();
    apart - between / (n * n)
}

#[cfg(test)]
mod tests {
    use super::crps;

    #[test]
    fn the_score_is_that_of_the_textbook() {
        assert_eq!(crps(&[3.0], 5.0), 2.0);
        // Two values 0 and 2, observed 1: 1 − ½ · (0 + 2 + 2 + 0)/4.
        assert!((crps(&[0.0, 2.0], 1.0) - 0.5).abs() < 1e-12);
        // Uniform on (0, 1) at ½: 1/12.
        let uniform: Vec<f64> = (0..10_000).map(|i| (f64::from(i) + 0.5) / 10_000.0).collect();
        assert!((crps(&uniform, 0.5) - 1.0 / 12.0).abs() < 1e-6);
    }
}
