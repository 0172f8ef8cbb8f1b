//! What weighted draws say: mean, spread, quantiles, and how many equal draws they are worth.
use std::cmp::Ordering;

/// `n` equal weights that sum to 1.
pub fn equal(n: usize) -> Vec<f64> {
    vec![1.0 / n as f64; n]
}

/// Weights from their logarithms (any constant may be missing), summing to 1; all equal where none is finite.
pub fn from_logarithms(logarithms: &[f64]) -> Vec<f64> {
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return equal(logarithms.len());
    }
    let weights: Vec<f64> = logarithms.iter().map(|x| libm::exp(x - largest)).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}

/// (Σw)²/Σw²: the number of equal draws that would scatter as much.
///
/// Source: Kong 1992, "A note on importance sampling using standardized weights".
pub fn effective_number(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// Σ w·x / Σ w.
pub fn mean(values: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    values.iter().zip(weights).map(|(x, w)| w * x).sum::<f64>() / sum
}

/// Standard deviation, without correction for the number of draws.
pub fn deviation(values: &[f64], weights: &[f64]) -> f64 {
    let centre = mean(values, weights);
    let squares: Vec<f64> = values.iter().map(|x| (x - centre) * (x - centre)).collect();
    mean(&squares, weights).sqrt()
}

/// The weighted draws in ascending order; not-a-number last.
fn ascending(values: &[f64], weights: &[f64]) -> Vec<(f64, f64)> {
    let mut pairs: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal));
    pairs
}

/// Quantiles at `levels` (each in 0..=1): the middle of each draw's weight is its level, linear in between (for equal
/// weights definition 5 of Hyndman & Fan 1996, "Sample quantiles in statistical packages").
pub fn quantiles(values: &[f64], weights: &[f64], levels: &[f64]) -> Vec<f64> {
    let kept = ascending(values, weights).into_iter().filter(|pair| pair.1 > 0.0);
    let (sorted, sorted_weights): (Vec<f64>, Vec<f64>) = kept.unzip();
    let total: f64 = sorted_weights.iter().sum();
    let mut below = 0.0;
    let middles: Vec<f64> = sorted_weights
        .iter()
        .map(|weight| {
            below += weight;
            (below - 0.5 * weight) / total
        })
        .collect();
    levels
        .iter()
        .map(|level| interpolated(&middles, &sorted, *level))
        .collect()
}

/// One quantile of [`quantiles`].
pub fn quantile(values: &[f64], weights: &[f64], level: f64) -> f64 {
    quantiles(values, weights, &[level])[0]
}

/// The line through (x, y), x ascending, at `at`; level beyond both ends; not a number of nothing.
pub(crate) fn interpolated(x: &[f64], y: &[f64], at: f64) -> f64 {
    let right = x.partition_point(|x| *x < at);
    match (right.checked_sub(1), x.get(right)) {
        (_, None) => y.last().copied().unwrap_or(f64::NAN),
        (None, Some(_)) => y[0],
        (Some(left), Some(_)) => y[left] + (y[right] - y[left]) * (at - x[left]) / (x[right] - x[left]),
    }
}

/// Share of the weight at or below `value`.
pub fn share_at_most(values: &[f64], weights: &[f64], value: f64) -> f64 {
    let below: f64 = values
        .iter()
        .zip(weights)
        .filter(|(x, _)| **x <= value)
        .map(|(_, w)| w)
        .sum();
    below / weights.iter().sum::<f64>()
}

/// `count` numbers of draws, the i-th chosen with chance w, at a grid of levels shifted by `shift` (0..1): no draw is
/// taken less often than its share rounded down, nor more often than rounded up.
///
/// Source: Kitagawa 1996, "Monte Carlo filter and smoother" (systematic resampling).
pub fn resample(weights: &[f64], count: usize, shift: f64) -> Vec<usize> {
    let total: f64 = weights.iter().sum();
    let mut chosen = Vec::with_capacity(count);
    let (mut draw, mut reached) = (0, weights[0]);
    for i in 0..count {
        let level = (i as f64 + shift) / count as f64 * total;
        while reached < level && draw + 1 < weights.len() {
            draw += 1;
            reached += weights[draw];
        }
        chosen.push(draw);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_values() {
        assert_eq!(effective_number(&equal(8)), 8.0);
        assert_eq!(effective_number(&[0.0, 3.0, 0.0]), 1.0);
        assert_eq!(quantile(&[3.0, 1.0, 2.0], &equal(3), 0.5), 2.0);
        assert!((quantile(&[0.0, 1.0, 2.0, 3.0], &equal(4), 0.25) - 0.5).abs() < 1e-12);
        assert_eq!(quantile(&[0.0, 9.0, 5.0], &[1.0, 0.0, 1.0], 1.0), 5.0);
        assert_eq!(mean(&[1.0, 5.0], &[3.0, 1.0]), 2.0);
        assert!((deviation(&[1.0, 5.0], &[3.0, 1.0]) - 3f64.sqrt()).abs() < 1e-12);
        assert_eq!(from_logarithms(&[f64::NEG_INFINITY, -1000.0, -1000.0]), [0.0, 0.5, 0.5]);
    }

    proptest! {
        #[test]
        fn a_draw_of_double_weight_is_two_draws(values in prop::collection::vec(-9.0..9.0f64, 2..20), which in 0usize..20) {
            let which = which % values.len();
            let mut weights = vec![1.0; values.len()];
            weights[which] = 2.0;
            let mut twice = values.clone();
            twice.push(values[which]);
            let many = vec![1.0; twice.len()];
            prop_assert!((mean(&values, &weights) - mean(&twice, &many)).abs() < 1e-9);
            let level = share_at_most(&values, &weights, values[which]);
            prop_assert!((level - share_at_most(&twice, &many, values[which])).abs() < 1e-9);
        }

        #[test]
        fn resampling_keeps_the_shares(weights in prop::collection::vec(0.01..1.0f64, 1..30), shift in 0.0..1.0f64) {
            let chosen = resample(&weights, 100, shift);
            let total: f64 = weights.iter().sum();
            for (draw, weight) in weights.iter().enumerate() {
                let times = chosen.iter().filter(|c| **c == draw).count() as f64;
                prop_assert!((times - 100.0 * weight / total).abs() <= 1.0 + 1e-9);
            }
        }
    }
}
