//! The rest that an emulator's mean leaves: its covariance, how its spread and its correlations change with the point,
//! and its shape.
//!
//! e = L⁻¹·r, L·Lᵀ the covariance of the left-out residuals. Then, where the runs ask for it:
//! - **slopes**: eⱼ − Σₖ<ⱼ sⱼₖ(z)·eₖ with sⱼₖ linear in the straightened point (correlations that change);
//! - **spread**: its variance is exp(gⱼ(z)), gⱼ quadratic, by Fisher scoring of the normal likelihood;
//! - **shape**: the standardised rest is a mixture of normals instead of one ([`Mixture`]).
//!
//! Each is kept only if it raises the likelihood of runs that were not used to fit it.
//!
//! Source: Pourahmadi 1999, "Joint mean-covariance models with applications to longitudinal data" (slopes and variances
//! of a sequence of regressions); Smyth 1989, "Generalized linear models with varying dispersion".
use super::mixture::Mixture;
use super::ridge::Ridge;
use crate::linear::{Cholesky, Matrix, dot};
use crate::special::LN_2PI;

/// How much the rest may be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Richness {
    /// Whether spread and correlations may change with the point.
    pub varying: bool,
    /// Largest number of normals in the shape; 1 for a normal.
    pub normals: usize,
}

impl Richness {
    /// One covariance everywhere.
    pub fn plain() -> Self {
        Richness {
            varying: false,
            normals: 1,
        }
    }

    /// Spread and correlations may change; the shape is normal.
    pub fn varying() -> Self {
        Richness {
            varying: true,
            normals: 1,
        }
    }

    /// Everything, with up to that many normals.
    pub fn full(normals: usize) -> Self {
        Richness { varying: true, normals }
    }
}

/// The fitted rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    factor: Cholesky,
    /// Row j: coefficients of sⱼₖ, k < j, each a constant and one per straightened coordinate.
    slopes: Option<Vec<Vec<f64>>>,
    /// Row j: coefficients of the log variance of eⱼ on the quadratic features.
    spread: Option<Matrix>,
    shape: Option<Mixture>,
    coordinates: usize,
}

/// Scales and slopes of the rest at one point.
#[derive(Clone, Debug, PartialEq)]
pub struct AtPoint {
    /// Standard deviation of each standardised residual; empty if all are `common`.
    scales: Vec<f64>,
    /// Row j: sⱼₖ for k < j; empty if there are none.
    slopes: Vec<Vec<f64>>,
    /// √(1 + leverage), a factor of everything.
    common: f64,
}

impl Noise {
    /// Fits the rest to left-out residuals (runs × readings).
    pub fn of(features: &Matrix, residuals: &Matrix, weights: &[f64], richness: Richness) -> Self {
        let total: f64 = weights.iter().sum();
        let shares: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        let factor = Cholesky::of_nearly(&residuals.cross(&shares, residuals));
        let coordinates = coordinates_of(features.columns());
        let mut noise = Noise {
            factor,
            slopes: None,
            spread: None,
            shape: None,
            coordinates,
        };
        if richness.varying {
            noise.vary(features, residuals, weights);
        }
        if richness.normals > 1 {
            let standard = noise.standardised(features, residuals);
            noise.shape = Mixture::if_better(&standard, weights, richness.normals);
        }
        noise
    }

    /// Adds slopes and spread, each if every second run, left out, is the likelier for it.
    fn vary(&mut self, features: &Matrix, residuals: &Matrix, weights: &[f64]) {
        let halves = |odd: bool| -> Vec<f64> {
            weights
                .iter()
                .enumerate()
                .map(|(i, w)| if (i % 2 == 1) == odd { *w } else { 0.0 })
                .collect()
        };
        let (fitted, judged) = (halves(false), halves(true));
        let judge = |noise: &Noise| -> f64 {
            let log = |i: usize| noise.log_density(&noise.at(features.row(i), 0.0), residuals.row(i));
            judged
                .iter()
                .enumerate()
                .filter(|(_, w)| **w > 0.0)
                .map(|(i, w)| w * log(i))
                .sum()
        };
        let enough = |count: usize| weights.len() > 20 * count;
        if residuals.columns() > 1 && enough(residuals.columns() * (1 + self.coordinates)) {
            let trial = Noise {
                slopes: Some(self.fit_slopes(features, residuals, &fitted)),
                ..self.clone()
            };
            if judge(&trial) > judge(self) {
                self.slopes = Some(self.fit_slopes(features, residuals, weights));
            }
        }
        if enough(features.columns()) {
            let trial = Noise {
                spread: Some(self.fit_spread(features, residuals, &fitted)),
                ..self.clone()
            };
            if judge(&trial) > judge(self) {
                self.spread = Some(self.fit_spread(features, residuals, weights));
            }
        }
    }

    fn fit_slopes(&self, features: &Matrix, residuals: &Matrix, weights: &[f64]) -> Vec<Vec<f64>> {
        let white = Matrix::from_rows(
            &(0..residuals.rows())
                .map(|i| self.factor.whiten(residuals.row(i)))
                .collect::<Vec<_>>(),
        );
        let mut slopes = vec![Vec::new()];
        for j in 1..residuals.columns() {
            let terms = |i: usize| -> Vec<f64> {
                let before = white.row(i)[..j].iter();
                let linear = &features.row(i)[..=self.coordinates];
                std::iter::once(1.0)
                    .chain(before.flat_map(|e| linear.iter().map(move |u| e * u)))
                    .collect()
            };
            let rows: Vec<Vec<f64>> = (0..white.rows()).map(terms).collect();
            let target = Matrix::from_fn(white.rows(), 1, |i, _| white[(i, j)]);
            let coefficients = Ridge::coefficients(&Matrix::from_rows(&rows), weights, &target);
            slopes.push(coefficients.row(0)[1..].to_vec());
        }
        slopes
    }

    /// Fisher scoring for ln v: the information of a log variance is ½ a run whatever it is, so every step is a regression
    /// of e²/v − 1 with one matrix.
    fn fit_spread(&self, features: &Matrix, residuals: &Matrix, weights: &[f64]) -> Matrix {
        let plain = Noise {
            spread: None,
            shape: None,
            ..self.clone()
        };
        let standard = plain.standardised(features, residuals);
        let mut gram = features.cross(weights, features);
        let penalty = 1e-2 * weights.iter().sum::<f64>() * features.columns() as f64 / features.rows() as f64;
        for k in 1..gram.rows() {
            gram[(k, k)] += penalty;
        }
        let information = Cholesky::of_nearly(&gram);
        let mut spread = Matrix::zeros(residuals.columns(), features.columns());
        for _ in 0..12 {
            let surplus = Matrix::from_fn(features.rows(), residuals.columns(), |i, j| {
                let log_variance = dot(features.row(i), spread.row(j)).clamp(-LARGEST, LARGEST);
                (standard[(i, j)] * standard[(i, j)] * libm::exp(-log_variance) - 1.0).min(5.0)
            });
            let mut gradient = features.cross(weights, &surplus);
            for j in 0..spread.rows() {
                for k in 1..spread.columns() {
                    gradient[(k, j)] -= penalty * spread[(j, k)];
                }
            }
            let step = information.solve_matrix(&gradient);
            for j in 0..spread.rows() {
                for k in 0..spread.columns() {
                    spread[(j, k)] += step[(k, j)];
                }
            }
        }
        spread
    }

    fn standardised(&self, features: &Matrix, residuals: &Matrix) -> Matrix {
        let row = |i: usize| self.standard(&self.at(features.row(i), 0.0), residuals.row(i)).0;
        Matrix::from_rows(&(0..residuals.rows()).map(row).collect::<Vec<_>>())
    }

    /// The factor L of the covariance of the left-out residuals.
    pub fn factor(&self) -> &Cholesky {
        &self.factor
    }

    /// Scales and slopes at a point with these quadratic features and this leverage.
    pub fn at(&self, features: &[f64], leverage: f64) -> AtPoint {
        let scale = |row: &[f64]| libm::exp(0.5 * dot(features, row).clamp(-LARGEST, LARGEST));
        let scales = self
            .spread
            .as_ref()
            .map_or(Vec::new(), |s| (0..s.rows()).map(|j| scale(s.row(j))).collect());
        let linear = &features[..=self.coordinates];
        let slope = |row: &Vec<f64>| row.chunks(linear.len()).map(|c| dot(c, linear)).collect();
        let slopes = self
            .slopes
            .as_ref()
            .map_or(Vec::new(), |rows| rows.iter().map(slope).collect());
        AtPoint {
            scales,
            slopes,
            common: (1.0 + leverage).sqrt(),
        }
    }

    /// The rest in standard form, and ln of what its volume shrank by.
    fn standard(&self, at: &AtPoint, rest: &[f64]) -> (Vec<f64>, f64) {
        let white = self.factor.whiten(rest);
        let mut volume = 0.5 * self.factor.log_determinant() + rest.len() as f64 * libm::log(at.common);
        let mut standard = Vec::with_capacity(white.len());
        for j in 0..white.len() {
            let expected = at.slopes.get(j).map_or(0.0, |slopes| dot(slopes, &white[..j]));
            let scale = at.scales.get(j).copied().unwrap_or(1.0);
            standard.push((white[j] - expected) / (scale * at.common));
            volume += if at.scales.is_empty() { 0.0 } else { libm::log(scale) };
        }
        (standard, volume)
    }

    /// ln of the density of the rest.
    pub fn log_density(&self, at: &AtPoint, rest: &[f64]) -> f64 {
        let (standard, volume) = self.standard(at, rest);
        match &self.shape {
            Some(mixture) => mixture.log_density(&standard) - volume,
            None => -0.5 * (dot(&standard, &standard) + rest.len() as f64 * LN_2PI) - volume,
        }
    }

    /// The rest that standard normals make: the inverse of standardising (the shape taken as normal).
    pub fn coloured(&self, at: &AtPoint, luck: &[f64]) -> Vec<f64> {
        let mut white: Vec<f64> = Vec::with_capacity(luck.len());
        for (j, z) in luck.iter().enumerate() {
            let expected = at.slopes.get(j).map_or(0.0, |slopes| dot(slopes, &white[..j]));
            white.push(z * at.scales.get(j).copied().unwrap_or(1.0) * at.common + expected);
        }
        self.factor.colour(&white)
    }
}

/// Log variances stay within this of 0: e⁶ is a variance 400 times the common one.
const LARGEST: f64 = 6.0;

/// The number of coordinates that has so many quadratic features.
fn coordinates_of(features: usize) -> usize {
    (0..)
        .find(|size| super::quadratic_count(*size) >= features)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::emulator::quadratic;

    /// Residuals of deviation exp(0.4·u) and of correlation tanh(u): both are found (4,000 runs; the standard error of the
    /// deviation at u = ±1 is about 3 %, 15 % are allowed), and what is constant is left constant.
    #[test]
    fn changing_spread_and_correlation_are_found_and_constant_ones_are_not_made_up() {
        let (points, luck) = (prior_points(4000, 1, 5), prior_points(4000, 2, 6));
        let features = Matrix::from_rows(&(0..4000).map(|i| quadratic(points.row(i))).collect::<Vec<_>>());
        let residuals = Matrix::from_fn(4000, 2, |i, j| {
            let (u, z) = (points[(i, 0)], luck.row(i));
            if j == 0 {
                libm::exp(0.4 * u) * z[0]
            } else {
                z[1] + 0.5 * u * z[0] * libm::exp(0.4 * u)
            }
        });
        let noise = Noise::of(&features, &residuals, &[1.0; 4000], Richness::varying());
        assert!(noise.spread.is_some() && noise.slopes.is_some());
        for u in [-1.0, 0.0, 1.0] {
            let first = noise.coloured(&noise.at(&quadratic(&[u]), 0.0), &[1.0, 0.0]);
            assert!((first[0] / libm::exp(0.4 * u) - 1.0).abs() < 0.15, "{u}: {}", first[0]);
            assert!(
                (first[1] - 0.5 * u * libm::exp(0.4 * u)).abs() < 0.15,
                "{u}: {}",
                first[1]
            );
        }
        let constant = Noise::of(&features, &luck, &[1.0; 4000], Richness::varying());
        let rest = constant.coloured(&constant.at(&quadratic(&[1.5]), 0.0), &[1.0, 0.0]);
        assert!((rest[0] - 1.0).abs() < 0.1 && rest[1].abs() < 0.1, "{rest:?}");
    }

    #[test]
    fn density_is_that_of_the_coloured_luck() {
        let (points, luck) = (prior_points(500, 1, 7), prior_points(500, 2, 8));
        let features = Matrix::from_rows(&(0..500).map(|i| quadratic(points.row(i))).collect::<Vec<_>>());
        let noise = Noise::of(&features, &luck, &[1.0; 500], Richness::plain());
        let at = noise.at(&quadratic(&[0.3]), 0.5);
        let rest = noise.coloured(&at, &[0.7, -1.1]);
        let expected = -0.5 * (0.49 + 1.21) - LN_2PI - 0.5 * noise.factor.log_determinant() - libm::log(1.5);
        assert!((noise.log_density(&at, &rest) - expected).abs() < 1e-12);
    }

    /// Where the runs say that a variance changes by e⁴⁰, it changes by e⁶: a deviation by e³.
    #[test]
    fn variances_stay_within_e_to_the_sixth() {
        let (points, luck) = (prior_points(100, 1, 9), prior_points(100, 1, 10));
        let features = Matrix::from_rows(&(0..100).map(|i| quadratic(points.row(i))).collect::<Vec<_>>());
        let mut noise = Noise::of(&features, &luck, &[1.0; 100], Richness::plain());
        noise.spread = Some(Matrix::from_rows(&[[0.0, 20.0, 0.0]]));
        for (u, expected) in [(2.0, 3.0), (-2.0, -3.0), (0.25, 2.5)] {
            let scale = noise.at(&quadratic(&[u]), 0.0).scales[0];
            assert!((libm::log(scale) - expected).abs() < 1e-12, "{u}: {scale}");
        }
    }
}
