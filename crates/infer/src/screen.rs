//! Which values move the readings at all: first-order indices from runs at any points.
//!
//! The first-order index of a value is the share of a reading's variance that the value alone explains,
//! S = Var(E[y | z]) / Var(y). Here E[y | z] is a cubic in z (Hermite polynomials of the standard normal), and the share
//! that three columns of noise would explain is taken off: S = 1 − (1 − R²)·(n − 1)/(n − 4).
//!
//! Source: Plischke, Borgonovo & Smith 2013, "Global sensitivity measures from given data", for indices from given runs;
//! Theil 1961, "Economic Forecasts and Policy", for the correction.
use crate::linear::{Cholesky, Matrix, column_means};

/// First-order index of each value (row) for each reading (column); about 0 where there is nothing.
pub fn first_order(points: &Matrix, readings: &Matrix) -> Matrix {
    let runs = points.rows();
    let means = column_means(readings);
    let centred = Matrix::from_fn(runs, readings.columns(), |i, j| readings[(i, j)] - means[j]);
    let ones = vec![1.0; runs];
    let totals: Vec<f64> = (0..readings.columns())
        .map(|j| centred.column(j).iter().map(|y| y * y).sum())
        .collect();
    let correction = (runs as f64 - 1.0) / (runs as f64 - 4.0).max(1.0);
    let mut indices = Matrix::zeros(points.columns(), readings.columns());
    for value in 0..points.columns() {
        let cubic = hermite(&points.column(value));
        let factor = Cholesky::of_nearly(&cubic.cross(&ones, &cubic));
        let moments = cubic.cross(&ones, &centred);
        for reading in 0..readings.columns() {
            let explained = factor.distance(&moments.column(reading));
            let share = if totals[reading] > 0.0 {
                explained / totals[reading]
            } else {
                0.0
            };
            indices[(value, reading)] = 1.0 - (1.0 - share) * correction;
        }
    }
    indices
}

/// z, z² − 1 and z³ − 3z, each with its mean over the runs taken off.
fn hermite(z: &[f64]) -> Matrix {
    let columns = Matrix::from_fn(z.len(), 3, |i, power| match power {
        0 => z[i],
        1 => z[i] * z[i] - 1.0,
        _ => z[i] * (z[i] * z[i] - 3.0),
    });
    let means = column_means(&columns);
    Matrix::from_fn(z.len(), 3, |i, j| columns[(i, j)] - means[j])
}

/// The values that a fit lets move, ascending: those whose largest index stands out from noise, at most `limit` of them,
/// first those whose indices that stand out have the largest sum over all readings, so that a value that moves everything
/// a little goes before one that moves one reading alone. An index of nothing has the deviation √6/n; with four of them and
/// √(2·ln of the number of indices) more, false alarms among all together stay below 1 in 1,000.
pub fn active(points: &Matrix, readings: &Matrix, limit: usize) -> Vec<usize> {
    let indices = first_order(points, readings);
    let many = 2.0 * libm::log((indices.rows() * indices.columns()).max(1) as f64);
    let noise = 6f64.sqrt() / points.rows() as f64 * (4.0 + many);
    let sum = |value: usize| indices.row(value).iter().filter(|index| **index > noise).sum();
    let sums: Vec<f64> = (0..indices.rows()).map(sum).collect();
    let mut kept: Vec<usize> = (0..sums.len()).filter(|value| sums[*value] > 0.0).collect();
    kept.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
    kept.truncate(limit);
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;

    /// y = 2·z₀ + (z₁² − 1)/√2 + z₂·z₃: variances 4, 1, 1 of 6, the product belonging to no value alone. 4,000 runs: the
    /// standard error of a share is about .012; allowed are .05.
    #[test]
    fn shares_of_a_known_function() {
        let points = prior_points(4000, 6, 1);
        let y = |i: usize| {
            let z = points.row(i);
            2.0 * z[0] + (z[1] * z[1] - 1.0) / 2f64.sqrt() + z[2] * z[3]
        };
        let readings = Matrix::from_fn(4000, 1, |i, _| y(i));
        let indices = first_order(&points, &readings);
        for (value, share) in [4.0 / 6.0, 1.0 / 6.0, 0.0, 0.0, 0.0, 0.0].into_iter().enumerate() {
            assert!(
                (indices[(value, 0)] - share).abs() < 0.05,
                "{value}: {}",
                indices[(value, 0)]
            );
        }
        assert_eq!(active(&points, &readings, 40), [0, 1]);
        assert_eq!(active(&points, &readings, 1), [0]);
    }

    /// Where places are few, values that each moved one of many readings alone once filled them, and the two that moved all of them (by a fifth and a tenth)
    /// did not count: fits of the embedded scenario knew nothing of its propensities.
    #[test]
    fn what_moves_everything_a_little_goes_before_what_moves_one_reading() {
        let (points, luck) = (prior_points(2000, 12, 3), prior_points(2000, 10, 4));
        let readings = Matrix::from_fn(2000, 10, |i, j| {
            let shared = 0.2f64.sqrt() * points[(i, 10)] + 0.1f64.sqrt() * points[(i, 11)];
            shared + 0.5f64.sqrt() * points[(i, j)] + 0.2f64.sqrt() * luck[(i, j)]
        });
        assert_eq!(active(&points, &readings, 2), [10, 11]);
        assert_eq!(active(&points, &readings, 12).len(), 12);
    }

    /// 60 values and 10 readings that have nothing to do with each other, five seeds: none may be kept.
    #[test]
    fn noise_is_not_kept() {
        for seed in 0..5 {
            let points = prior_points(300, 60, seed);
            let readings = prior_points(300, 10, 100 + seed);
            assert!(active(&points, &readings, 40).is_empty());
        }
    }
}
