//! Ridge regression of several columns at once, with leave-one-out residuals.
//!
//! b = (XᵀWX + P)⁻¹·XᵀWy, P diagonal: nothing for the constant, λ for lines, μ ≥ λ for curves. The residual of a run that was
//! left out is e/(1 − h) with h = w·xᵀ(XᵀWX + P)⁻¹x; each column takes the λ and μ whose left-out residuals are smallest. The
//! largest leave next to nothing of curves and touch lines little, since what a penalty takes from a line is missing from the spread
//! of what it predicts: where there are half as many features as runs, weak ones would predict a run that was
//! left out worse than the mean of all does.
//!
//! Source: Hoerl & Kennard 1970, "Ridge regression"; Allen 1974, "The relationship between variable selection and data
//! augmentation and a method for prediction" (left-out residuals).
use crate::linear::{Cholesky, Matrix, dot};

/// Penalties tried, of lines and of curves, as shares of the total weight.
const PENALTIES: [(f64, f64); 7] = [
    (1e-6, 1e-6),
    (1e-3, 1e-3),
    (3e-2, 3e-2),
    (1e-2, 0.3),
    (1e-2, 3.0),
    (1e-2, 30.0),
    (1e-2, 300.0),
];

/// As many of them differ where there are no curves.
const OF_LINES: usize = 4;

/// A fitted regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Ridge {
    /// Coefficients, columns × features: a row for each column that was regressed.
    pub coefficients: Matrix,
    /// Left-out residuals, runs × columns.
    pub residuals: Matrix,
    /// Factor of XᵀWX + P for the penalty that the middle one of all columns took.
    pub precision: Cholesky,
}

impl Ridge {
    /// Regresses the columns of `targets` on those of `features`, run i with weight `weights[i]`; the first feature is the
    /// constant, the next `lines` are lines, all others curves.
    pub fn of(features: &Matrix, lines: usize, weights: &[f64], targets: &Matrix) -> Self {
        let total: f64 = weights.iter().sum();
        let gram = features.cross(weights, features);
        let moments = features.cross(weights, targets);
        let curved = lines + 1 < features.columns();
        let penalties = &PENALTIES[..if curved { PENALTIES.len() } else { OF_LINES }];
        let tried: Vec<Ridge> = penalties
            .iter()
            .map(|(line, curve)| {
                let penalty = |feature: usize| total * if feature <= lines { *line } else { *curve };
                Self::with_penalty(features, weights, targets, (&gram, &moments), penalty)
            })
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
            precision: tried[middle(&best)].precision.clone(),
        }
    }

    /// Coefficients alone (columns × features), with the smallest penalty.
    pub fn coefficients(features: &Matrix, weights: &[f64], targets: &Matrix) -> Matrix {
        let mut gram = features.cross(weights, features);
        let penalty = PENALTIES[0].0 * weights.iter().sum::<f64>();
        for j in 1..gram.rows() {
            gram[(j, j)] += penalty;
        }
        Cholesky::of_nearly(&gram)
            .solve_matrix(&features.cross(weights, targets))
            .transposed()
    }

    fn with_penalty(
        x: &Matrix,
        weights: &[f64],
        y: &Matrix,
        sums: (&Matrix, &Matrix),
        penalty: impl Fn(usize) -> f64,
    ) -> Self {
        let mut gram = sums.0.clone();
        for j in 1..gram.rows() {
            gram[(j, j)] += penalty(j);
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

/// The middle one of numbers; 0 of none.
fn middle(numbers: &[usize]) -> usize {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::emulator::quadratic;

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
        let fit = Ridge::of(&features, 2, &[1.0; 40], &targets);
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
        let fit = Ridge::with_penalty(&features, &[1.0; 40], &targets, (&gram, &moments), |_| 0.3);
        for left in [0, 7, 39] {
            let mut weights = [1.0; 40];
            weights[left] = 0.0;
            let sums = (features.cross(&weights, &features), features.cross(&weights, &targets));
            let without = Ridge::with_penalty(&features, &weights, &targets, (&sums.0, &sums.1), |_| 0.3);
            assert!((fit.residuals[(left, 0)] - without.residuals[(left, 0)]).abs() < 1e-9);
        }
    }

    /// 1,000 runs and 561 quadratic features of 32 values, of which four lines, a curve and a product count; two columns, one of them all noise.
    /// With weak penalties alone runs left out were once predicted worse than by their mean. Half of the first column can be explained.
    #[test]
    fn left_out_runs_are_predicted_no_worse_than_by_their_mean() {
        let (points, luck) = (prior_points(1000, 32, 11), prior_points(1000, 2, 12));
        let rows: Vec<Vec<f64>> = (0..1000).map(|run| quadratic(points.row(run))).collect();
        let features = Matrix::from_rows(&rows);
        let targets = Matrix::from_fn(1000, 2, |i, j| {
            let z = points.row(i);
            let told = z[0] + z[3] - z[7] + z[9] + 0.5 * (z[0] * z[0] - 1.0) + 0.7 * z[3] * z[7];
            if j == 0 {
                told + 2.24 * luck[(i, 0)]
            } else {
                luck[(i, 1)]
            }
        });
        let ridge = Ridge::of(&features, 32, &[1.0; 1000], &targets);
        let explained = |j: usize| {
            let square = |values: Vec<f64>| values.iter().map(|value| value * value).sum::<f64>();
            1.0 - square(ridge.residuals.column(j)) / square(targets.column(j))
        };
        assert!(explained(0) > 0.3, "{}", explained(0));
        assert!(explained(1) > -0.1, "{}", explained(1));
    }

    /// A constant, a line and a curve that are orthogonal, and a rest orthogonal to all: b = a/(1 + penalty). The line (.5) is worth the weakest of the two penalties
    /// that it is left with by a curve that is worth nothing (.1: less than what one of eight runs adds by leaving it in), which takes the largest.
    #[test]
    fn what_a_penalty_leaves_is_its_closed_form() {
        let sign = |i: usize, bit: usize| if i >> bit & 1 == 1 { 1.0 } else { -1.0 };
        let features = Matrix::from_fn(8, 3, |i, j| if j == 0 { 1.0 } else { sign(i, j - 1) });
        let targets = Matrix::from_fn(8, 1, |i, _| 2.0 + 0.5 * sign(i, 0) + 0.1 * sign(i, 1) + sign(i, 2));
        let found = Ridge::of(&features, 1, &[1.0; 8], &targets);
        for (j, expected) in [2.0, 0.5 / 1.01, 0.1 / 301.0].into_iter().enumerate() {
            let coefficient = found.coefficients[(0, j)];
            assert!(
                (coefficient - expected).abs() < 1e-12,
                "{j}: {coefficient} for {expected}"
            );
        }
    }
}
