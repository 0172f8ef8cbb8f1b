//! A cheap stand-in for the simulator: the distribution of its readings at any point, learned from runs.
//!
//! Readings y at a point z are m(z) + r. The mean m is a quadratic (a cubic, where there are ten runs for each of its
//! features and runs that were left out are predicted better), fitted by ridge regression ([`Ridge`]) in the straightened
//! frame of the runs ([`Frame`]). The rest r holds the simulator's own luck and what the polynomial misses; its covariance
//! is that of the left-out residuals, times 1 + h(z) for the uncertainty of the coefficients (h: leverage of the point in the quadratic, whose features are
//! taken as uncorrelated, as they nearly are in the straightened frame: 861 products for 371,000).
//! Where the runs show that the spread changes with the point, it does so in the stand-in ([`Noise`]).
//!
//! Source: Craig, Goldstein, Rougier & Seheult 2001, "Bayesian forecasting for complex systems using computer
//! simulators", for regression emulators; Cleary et al. 2021, "Calibrate, emulate, sample", for their use.
mod features;
mod mixture;
mod noise;
mod ridge;

pub use features::{Frame, cubic, cubic_count, quadratic, quadratic_count};
pub use mixture::Mixture;
pub use noise::{Noise, Richness};
pub use ridge::Ridge;

use crate::bank::BankError;
use crate::linear::{Matrix, dot};

/// Effective runs for each feature of a cubic, below which none is tried.
const RUNS_FOR_CUBIC: f64 = 10.0;

/// A fitted stand-in for the simulator.
#[derive(Clone, Debug, PartialEq)]
pub struct Emulator {
    frame: Frame,
    coefficients: Matrix,
    variances: Vec<f64>,
    noise: Noise,
    /// Share of each reading's variance over the runs that the stand-in explains in runs left out (R²).
    pub explained: Vec<f64>,
}

/// What the stand-in says at one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Mean of each reading.
    pub mean: Vec<f64>,
    /// Scales and slopes of the rest at this point.
    pub rest: noise::AtPoint,
}

impl Emulator {
    /// Fits `readings` (runs × readings, on the scale on which they are smooth) over `points`, run i with `weights[i]`,
    /// letting the `active` values count.
    ///
    /// # Errors
    /// [`BankError::TooFew`] if fewer runs have weight than there are quadratic features plus readings.
    pub fn fit(
        points: &Matrix,
        readings: &Matrix,
        weights: &[f64],
        active: &[usize],
        richness: Richness,
    ) -> Result<Self, BankError> {
        let kept: Vec<usize> = (0..weights.len()).filter(|i| weights[*i] > 0.0).collect();
        let needed = quadratic_count(active.len()) + readings.columns();
        if kept.len() < needed {
            return Err(BankError::TooFew(kept.len(), needed));
        }
        let (points, readings) = (points.take_rows(&kept), readings.take_rows(&kept));
        let weights: Vec<f64> = kept.iter().map(|i| weights[*i]).collect();
        let frame = Frame::of(&points, &weights, active);
        let rows: Vec<Vec<f64>> = (0..points.rows()).map(|i| frame.straightened(points.row(i))).collect();
        let features = Matrix::from_rows(&rows.iter().map(|u| quadratic(u)).collect::<Vec<_>>());
        let mut ridge = Ridge::of(&features, active.len(), &weights, &readings);
        let mut explains = explained(&readings, &ridge.residuals, &weights);
        if crate::weighted::effective_number(&weights) > RUNS_FOR_CUBIC * cubic_count(active.len()) as f64 {
            let more = Matrix::from_rows(&rows.iter().map(|u| cubic(u)).collect::<Vec<_>>());
            let bent = Ridge::of(&more, active.len(), &weights, &readings);
            let bent_explains = explained(&readings, &bent.residuals, &weights);
            if unexplained(&bent_explains) < unexplained(&explains) - 0.01 * readings.columns() as f64 {
                ridge = Ridge {
                    precision: ridge.precision,
                    ..bent
                };
                explains = bent_explains;
            }
        }
        let Ridge {
            coefficients,
            residuals,
            precision,
        } = ridge;
        let noise = Noise::of(&features, &residuals, &weights, richness);
        Ok(Emulator {
            frame,
            coefficients,
            variances: precision.inverse_diagonal(),
            noise,
            explained: explains,
        })
    }

    /// Number of readings.
    pub fn readings(&self) -> usize {
        self.coefficients.rows()
    }

    /// The values that count.
    pub fn active(&self) -> &[usize] {
        &self.frame.active
    }

    /// Mean and spread of the readings at a point.
    pub fn at(&self, point: &[f64]) -> Prediction {
        let straight = self.frame.straightened(point);
        let count = quadratic_count(straight.len());
        let features = if self.coefficients.columns() == count {
            quadratic(&straight)
        } else {
            cubic(&straight)
        };
        let leverage = features.iter().zip(&self.variances).map(|(f, v)| f * f * v).sum();
        Prediction {
            mean: (0..self.readings())
                .map(|j| dot(&features, self.coefficients.row(j)))
                .collect(),
            rest: self.noise.at(&features[..count], leverage),
        }
    }

    /// ln of the density of all readings at a point.
    pub fn log_density(&self, point: &[f64], readings: &[f64]) -> f64 {
        let prediction = self.at(point);
        let rest: Vec<f64> = readings.iter().zip(&prediction.mean).map(|(y, m)| y - m).collect();
        self.noise.log_density(&prediction.rest, &rest)
    }

    /// Readings at a point with standard normals in place of luck (as if the rest were normal): m + L·ε with the scales
    /// and slopes of the point.
    pub fn readings_with(&self, prediction: &Prediction, luck: &[f64]) -> Vec<f64> {
        let rest = self.noise.coloured(&prediction.rest, luck);
        rest.iter().zip(&prediction.mean).map(|(r, m)| r + m).collect()
    }

    /// Covariance of the left-out residuals.
    pub fn residual_covariance(&self) -> Matrix {
        let lower = self.noise.factor().lower();
        lower.times(&lower.transposed())
    }
}

/// Σ ln(1 − R²): what is left unexplained, as a sum of log variances.
fn unexplained(explained: &[f64]) -> f64 {
    explained.iter().map(|share| libm::log((1.0 - share).max(1e-12))).sum()
}

/// R² of left-out residuals, column by column.
fn explained(readings: &Matrix, residuals: &Matrix, weights: &[f64]) -> Vec<f64> {
    (0..readings.columns())
        .map(|j| {
            let total = crate::weighted::deviation(&readings.column(j), weights);
            let squares: Vec<f64> = residuals.column(j).iter().map(|r| r * r).collect();
            let left = crate::weighted::mean(&squares, weights);
            if total > 0.0 { 1.0 - left / (total * total) } else { 0.0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::linear::{Cholesky, covariance};

    /// y = (1 + 2z₀ + z₁², z₀z₁) plus normal luck of covariance [[.04, .02], [.02, .04]]; 2,000 runs. The covariance is
    /// known to 3 % (standard error of a variance √(2/n)); five of them are allowed.
    #[test]
    fn a_quadratic_and_its_luck_come_back() {
        let points = prior_points(2000, 3, 11);
        let luck = prior_points(2000, 2, 12);
        let root = Cholesky::of(&Matrix::from_rows(&[[0.04, 0.02], [0.02, 0.04]])).expect("positive");
        let truth = |z: &[f64]| [1.0 + 2.0 * z[0] + z[1] * z[1], z[0] * z[1]];
        let readings = Matrix::from_fn(2000, 2, |i, j| truth(points.row(i))[j] + root.colour(luck.row(i))[j]);
        let emulator =
            Emulator::fit(&points, &readings, &[1.0; 2000], &[0, 1], Richness::plain()).expect("enough runs");
        let mean = emulator.at(&[0.5, -1.0, 3.0]).mean;
        assert!((mean[0] - 3.0).abs() < 0.03 && (mean[1] + 0.5).abs() < 0.03, "{mean:?}");
        let seen = emulator.residual_covariance();
        assert!((seen[(0, 0)] / 0.04 - 1.0).abs() < 0.16 && (seen[(0, 1)] / 0.02 - 1.0).abs() < 0.3);
        assert!(emulator.explained[0] > 0.99);
        let drawn: Vec<Vec<f64>> = (0..2000)
            .map(|i| emulator.readings_with(&emulator.at(&[0.0; 3]), luck.row(i)))
            .collect();
        let spread = covariance(&Matrix::from_rows(&drawn));
        assert!((spread[(0, 0)] / seen[(0, 0)] - 1.0).abs() < 0.2);
    }

    #[test]
    fn too_few_runs_are_refused() {
        let points = prior_points(7, 2, 1);
        let refused = Emulator::fit(&points, &points, &[1.0; 7], &[0, 1], Richness::plain());
        assert_eq!(
            refused.expect_err("six features and two readings"),
            BankError::TooFew(7, 8)
        );
    }

    /// z³, exactly: it is tried with more than ten runs for each of the four features, not with ten.
    #[test]
    fn a_cubic_needs_more_than_ten_runs_for_each_feature() {
        let features = |runs: usize| {
            let points = prior_points(runs, 1, 13);
            let readings = Matrix::from_fn(runs, 1, |i, _| points[(i, 0)] * points[(i, 0)] * points[(i, 0)]);
            let of = Emulator::fit(&points, &readings, &vec![1.0; runs], &[0], Richness::plain());
            of.expect("enough runs").coefficients.columns()
        };
        assert_eq!((features(40), features(41)), (quadratic_count(1), cubic_count(1)));
    }
}
