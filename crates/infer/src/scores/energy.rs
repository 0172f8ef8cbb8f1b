//! Energy score: the CRPS of several quantities at once.
use crate::linear::Matrix;

/// Σ wᵢ·‖xᵢ − y‖ − Σᵢⱼ wᵢ·wⱼ·‖xᵢ − xⱼ‖ / (2·(1 − Σ wᵢ²)), fair as [`super::crps()`]; a draw is a row. Quantities of
/// different units are to be scaled before.
///
/// Source: Gneiting & Raftery 2007, "Strictly proper scoring rules, prediction, and estimation", section 4.3.
pub fn energy(draws: &Matrix, weights: &[f64], observed: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let share = |i: usize| weights[i] / total;
    let length = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
    let (mut distance, mut spread, mut squares) = (0.0, 0.0, 0.0);
    for i in 0..draws.rows() {
        distance += share(i) * length(draws.row(i), observed);
        squares += share(i) * share(i);
        for j in 0..i {
            spread += share(i) * share(j) * length(draws.row(i), draws.row(j));
        }
    }
    if squares >= 1.0 - 1e-12 {
        distance
    } else {
        distance - spread / (1.0 - squares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scores::crps;
    use proptest::prelude::*;

    #[test]
    fn two_draws_in_the_plane() {
        let draws = Matrix::from_rows(&[[0.0, 0.0], [6.0, 8.0]]);
        // ½·(5 + 5) − ¼·10/½ = 0 at the middle; at the first draw ½·10 − 5 = 0 as well.
        assert!((energy(&draws, &[1.0, 1.0], &[3.0, 4.0])).abs() < 1e-12);
        assert!((energy(&draws, &[1.0, 1.0], &[9.0, 12.0]) - 5.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn is_the_crps_in_one_dimension(draws in prop::collection::vec(-5.0..5.0f64, 1..15), y in -6.0..6.0f64) {
            let weights = vec![1.0; draws.len()];
            let column = Matrix::from_fn(draws.len(), 1, |i, _| draws[i]);
            prop_assert!((energy(&column, &weights, &[y]) - crps(&draws, &weights, y)).abs() < 1e-9);
        }
    }
}
