//! Intervals that hold as often as they say, learned from runs whose truth is known.
//!
//! Held-out runs nearest to what was observed are fitted as if they were the world; the percentile of each truth in its own
//! posterior should be uniform. Where it is not, the level p is replaced by the level that a share p of the percentiles
//! lies below: intervals of an overconfident posterior become wider, biased ones move.
//!
//! Source: Kuleshov, Fenner & Ermon 2018, "Accurate uncertainties for deep learning using calibrated regression".
use crate::linear::Matrix;
use crate::weighted;

/// The `count` runs whose readings (rows; on scales on which they are smooth) are nearest to `observed`, in units of each
/// reading's deviation over the runs; the nearest first.
pub fn nearest(readings: &Matrix, observed: &[f64], count: usize) -> Vec<usize> {
    let equal = weighted::equal(readings.rows());
    let widths: Vec<f64> = (0..readings.columns())
        .map(|j| weighted::deviation(&readings.column(j), &equal).max(1e-300))
        .collect();
    let distance = |run: usize| -> f64 {
        let terms = readings
            .row(run)
            .iter()
            .zip(observed)
            .zip(&widths)
            .map(|((y, o), w)| (y - o) / w);
        terms.map(|z| z * z).sum()
    };
    let distances: Vec<f64> = (0..readings.rows()).map(distance).collect();
    let mut order: Vec<usize> = (0..readings.rows()).collect();
    order.sort_by(|a, b| distances[*a].total_cmp(&distances[*b]));
    order.truncate(count);
    order
}

/// A map of levels for one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalibration {
    percentiles: Vec<f64>,
}

impl Recalibration {
    /// From the percentiles of known truths in their posteriors (each in 0..=1; a few hundred are needed).
    pub fn of(percentiles: &[f64]) -> Self {
        let mut sorted = percentiles.to_vec();
        sorted.sort_by(f64::total_cmp);
        Recalibration { percentiles: sorted }
    }

    /// The level of the raw posterior that stands for the level `p`; p itself where nothing was learned.
    pub fn level(&self, p: f64) -> f64 {
        if self.percentiles.is_empty() {
            return p;
        }
        weighted::quantile(&self.percentiles, &vec![1.0; self.percentiles.len()], p)
    }

    /// Quantiles of weighted draws at recalibrated levels.
    pub fn quantiles(&self, draws: &[f64], weights: &[f64], levels: &[f64]) -> Vec<f64> {
        let raw: Vec<f64> = levels.iter().map(|p| self.level(*p)).collect();
        weighted::quantiles(draws, weights, &raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::{normal_below, normal_quantile};

    /// Posteriors half as wide as they should be: truths at Φ(2z). The level .95 becomes Φ(2·1.645), and the interval of a
    /// narrow posterior the right one.
    #[test]
    fn a_narrow_posterior_becomes_as_wide_as_it_should_be() {
        let grid = |n: u32| (0..n).map(move |i| normal_quantile((f64::from(i) + 0.5) / f64::from(n)));
        let map = Recalibration::of(&grid(1000).map(|z| normal_below(2.0 * z)).collect::<Vec<_>>());
        assert!((map.level(0.95) - normal_below(2.0 * 1.644_853_6)).abs() < 1e-3);
        let narrow: Vec<f64> = grid(20_000).map(|z| 0.5 * z).collect();
        let ends = map.quantiles(&narrow, &vec![1.0; 20_000], &[0.05, 0.5, 0.95]);
        assert!(
            (ends[0] + 1.645).abs() < 0.03 && ends[1].abs() < 0.01 && (ends[2] - 1.645).abs() < 0.03,
            "{ends:?}"
        );
        assert_eq!(Recalibration::of(&[]).level(0.3), 0.3);
    }

    #[test]
    fn the_nearest_runs_are_nearest_in_deviations() {
        let readings = Matrix::from_rows(&[[0.0, 0.0], [1.0, 100.0], [2.0, 0.0], [0.2, 300.0]]);
        assert_eq!(nearest(&readings, &[1.0, 100.0], 2), [1, 0]);
    }
}
