//! Continuous ranked probability score, in the unit of what is forecast.
use crate::special::{normal_below, normal_density};

/// CRPS of weighted draws, fair: unbiased for the score of the distribution that the draws came from.
///
/// Σ wᵢ·|xᵢ − y| − Σᵢⱼ wᵢ·wⱼ·|xᵢ − xⱼ| / (2·(1 − Σ wᵢ²)), weights summing to 1; for m equal draws the divisor of the
/// double sum is 2m(m − 1). One draw gives its distance.
///
/// Source: Ferro 2014, "Fair scores for ensemble forecasts", for equal weights.
pub fn crps(draws: &[f64], weights: &[f64], observed: f64) -> f64 {
    let total: f64 = weights.iter().sum();
    let mut pairs: Vec<(f64, f64)> = draws.iter().copied().zip(weights.iter().map(|w| w / total)).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let distance: f64 = pairs.iter().map(|(x, w)| w * (x - observed).abs()).sum();
    // Σ over pairs i < j of wᵢ·wⱼ·(xⱼ − xᵢ), in one pass.
    let (mut weight_below, mut moment_below, mut spread, mut squares) = (0.0, 0.0, 0.0, 0.0);
    for (x, w) in pairs {
        spread += w * (x * weight_below - moment_below);
        weight_below += w;
        moment_below += w * x;
        squares += w * w;
    }
    if squares >= 1.0 - 1e-12 {
        distance
    } else {
        distance - spread / (1.0 - squares)
    }
}

/// CRPS of a normal: σ·[z·(2Φ(z) − 1) + 2φ(z) − 1/√π], z = (y − μ)/σ.
///
/// Source: Gneiting, Raftery, Westveld & Goldman 2005, "Calibrated probabilistic forecasting using ensemble model
/// output statistics and minimum CRPS estimation".
pub fn crps_of_normal(mean: f64, deviation: f64, observed: f64) -> f64 {
    let z = (observed - mean) / deviation;
    let root = 1.0 / std::f64::consts::PI.sqrt();
    deviation * (z * (2.0 * normal_below(z) - 1.0) + 2.0 * normal_density(z) - root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::normal_quantile;
    use crate::weighted::equal;
    use proptest::prelude::*;

    #[test]
    fn two_draws_by_hand() {
        // Σ w·|x − y| = 2, and the pair's part ¼·4/½ = 2; farther out 3 − 2.
        assert_eq!(crps(&[0.0, 4.0], &equal(2), 1.0), 0.0);
        assert_eq!(crps(&[0.0, 4.0], &equal(2), 5.0), 1.0);
        assert_eq!(crps(&[3.0], &[1.0], 5.0), 2.0);
    }

    #[test]
    fn normal_at_its_mean() {
        // 2φ(0) − 1/√π = 0.233695…
        assert!((crps_of_normal(0.0, 1.0, 0.0) - 0.233_695_0).abs() < 1e-6);
        assert!((crps_of_normal(10.0, 2.0, 13.0) - 2.0 * crps_of_normal(0.0, 1.0, 1.5)).abs() < 1e-12);
    }

    /// A grid of quantiles instead of draws: no luck, so only the grid's own error is left.
    #[test]
    fn many_draws_of_a_normal_score_as_the_normal() {
        let n = 4000;
        let draws: Vec<f64> = (0..n)
            .map(|i| normal_quantile((f64::from(i) + 0.5) / f64::from(n)))
            .collect();
        for observed in [-2.0, 0.0, 0.7, 3.0] {
            let difference = crps(&draws, &equal(n as usize), observed) - crps_of_normal(0.0, 1.0, observed);
            assert!(difference.abs() < 5e-4, "{observed}: {difference}");
        }
    }

    proptest! {
        #[test]
        fn equals_the_double_sum(draws in prop::collection::vec((-5.0..5.0f64, 0.1..2.0f64), 2..15), y in -6.0..6.0f64) {
            let (x, w): (Vec<f64>, Vec<f64>) = draws.into_iter().unzip();
            let total: f64 = w.iter().sum();
            let mut plain = 0.0;
            let (mut double, mut squares) = (0.0, 0.0);
            for i in 0..x.len() {
                plain += w[i] / total * (x[i] - y).abs();
                squares += w[i] * w[i] / total / total;
                for j in 0..x.len() {
                    double += w[i] * w[j] / total / total * (x[i] - x[j]).abs();
                }
            }
            prop_assert!((crps(&x, &w, y) - (plain - double / 2.0 / (1.0 - squares))).abs() < 1e-9);
        }
    }
}
