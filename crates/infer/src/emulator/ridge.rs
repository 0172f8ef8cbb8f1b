//! Ridge regression of several columns at once, with leave-one-out residuals.
//!
//! b = (XᵀWX + λ·P)⁻¹·XᵀWy, P the identity without the constant. The residual of a run that was left out is
//! e/(1 − h) with h = w·xᵀ(XᵀWX + λP)⁻¹x; each column takes the λ whose left-out residuals are smallest.
//!
//! Source: Hoerl & Kennard 1970, "Ridge regression"; Allen 1974, "The relationship between variable selection and data
//! augmentation and a method for prediction" (left-out residuals).
use crate::linear::{Cholesky, Matrix, dot};

/// Ridge penalties tried, as shares of the total weight.
const PENALTIES: [f64; 3] = [1e-6, 1e-3, 3e-2];

/// A fitted regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Ridge {
    /// Coefficients, columns × features: a row for each column that was regressed.
    pub coefficients: Matrix,
    /// Left-out residuals, runs × columns.
    pub residuals: Matrix,
    /// Factor of XᵀWX + λP for the smallest penalty that any column took.
    pub precision: Cholesky,
}

impl Ridge {
    /// Regresses the columns of `targets` on those of `features`, run i with weight `weights[i]`; the first feature is the
    /// constant.
    pub fn of(features: &Matrix, weights: &[f64], targets: &Matrix) -> Self {
        let total: f64 = weights.iter().sum();
        let gram = features.cross(weights, features);
        let moments = features.cross(weights, targets);
        let tried: Vec<Ridge> = PENALTIES
            .iter()
            .map(|penalty| Self::with_penalty(features, weights, targets, (&gram, &moments), penalty * total))
            .collect();
        let loss = |fit: &Ridge, column: usize| -> f64 {
            (0..targets.rows())
                .map(|i| weights[i] * fit.residuals[(i, column)] * fit.residuals[(i, column)])
                .sum()
        };
        let best: Vec<usize> = (0..targets.columns())
            .map(|column| {
                let order = |a: &usize, b: &usize| loss(&tried[*a], column).total_cmp(&loss(&tried[*b], column));
                (0..tried.len()).min_by(order).unwrap_or(0)
            })
            .collect();
        let coefficient = |column: usize, feature: usize| tried[best[column]].coefficients[(column, feature)];
        Ridge {
            coefficients: Matrix::from_fn(targets.columns(), features.columns(), coefficient),
            residuals: Matrix::from_fn(targets.rows(), targets.columns(), |i, j| {
                tried[best[j]].residuals[(i, j)]
            }),
            precision: tried[best.iter().copied().min().unwrap_or(0)].precision.clone(),
        }
    }

    /// Coefficients alone (columns × features), with the smallest penalty.
    pub fn coefficients(features: &Matrix, weights: &[f64], targets: &Matrix) -> Matrix {
        let mut gram = features.cross(weights, features);
        let penalty = PENALTIES[0] * weights.iter().sum::<f64>();
        for j in 1..gram.rows() {
            gram[(j, j)] += penalty;
        }
        Cholesky::of_nearly(&gram)
            .solve_matrix(&features.cross(weights, targets))
            .transposed()
    }

    fn with_penalty(x: &Matrix, weights: &[f64], y: &Matrix, sums: (&Matrix, &Matrix), penalty: f64) -> Self {
        let mut gram = sums.0.clone();
        for j in 1..gram.rows() {
            gram[(j, j)] += penalty;
        }
        let precision = Cholesky::of_nearly(&gram);
        let coefficients = precision.solve_matrix(sums.1).transposed();
        let mut residuals = Matrix::zeros(x.rows(), y.columns());
        for i in 0..x.rows() {
            let left = (1.0 - weights[i] * precision.distance(x.row(i))).max(1e-3);
            for j in 0..y.columns() {
                residuals[(i, j)] = (y[(i, j)] - dot(x.row(i), coefficients.row(j))) / left;
            }
        }
        Ridge {
            coefficients,
            residuals,
            precision,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;

    fn example() -> (Matrix, Matrix) {
        let noise = prior_points(40, 4, 3);
        let features = Matrix::from_fn(40, 3, |i, j| if j == 0 { 1.0 } else { noise[(i, j)] });
        let targets = Matrix::from_fn(40, 1, |i, _| {
            2.0 + noise[(i, 1)] - 3.0 * noise[(i, 2)] + 0.1 * noise[(i, 3)]
        });
        (features, targets)
    }

    #[test]
    fn coefficients_of_a_line_come_back() {
        let (features, targets) = example();
        let fit = Ridge::of(&features, &[1.0; 40], &targets);
        for (j, expected) in [2.0, 1.0, -3.0].into_iter().enumerate() {
            assert!(
                (fit.coefficients[(0, j)] - expected).abs() < 0.06,
                "{j}: {}",
                fit.coefficients[(0, j)]
            );
        }
    }

    /// Against fits that really leave each run out.
    #[test]
    fn left_out_residuals_are_those_of_fits_without_the_run() {
        let (features, targets) = example();
        let gram = features.cross(&[1.0; 40], &features);
        let moments = features.cross(&[1.0; 40], &targets);
        let fit = Ridge::with_penalty(&features, &[1.0; 40], &targets, (&gram, &moments), 0.3);
        for left in [0, 7, 39] {
            let mut weights = [1.0; 40];
            weights[left] = 0.0;
            let sums = (features.cross(&weights, &features), features.cross(&weights, &targets));
            let without = Ridge::with_penalty(&features, &weights, &targets, (&sums.0, &sums.1), 0.3);
            assert!((fit.residuals[(left, 0)] - without.residuals[(left, 0)]).abs() < 1e-9);
        }
    }
}
