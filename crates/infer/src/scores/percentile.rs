//! Where what was observed lies in the forecast: percentiles (PIT), their uniformity, and coverage.
use super::interval::Interval;

/// Probability integral transform of an observation in weighted draws, spread over ties: F(y⁻) + u·(F(y) − F(y⁻)), with
/// `u` in 0..1 (½ for the middle). Uniform over many observations where forecasts are calibrated.
///
/// Source: Czado, Gneiting & Held 2009, "Predictive model assessment for count data".
pub fn percentile(draws: &[f64], weights: &[f64], observed: f64, u: f64) -> f64 {
    let (mut below, mut ties, mut total) = (0.0, 0.0, 0.0);
    for (draw, weight) in draws.iter().zip(weights) {
        total += weight;
        if *draw < observed {
            below += weight;
        } else if *draw == observed {
            ties += weight;
        }
    }
    (below + u * ties) / total
}

/// Share of intervals that hold what was observed.
pub fn covered(intervals: &[Interval], observed: &[f64]) -> f64 {
    let hits = intervals
        .iter()
        .zip(observed)
        .filter(|(interval, y)| interval.holds(**y))
        .count();
    hits as f64 / intervals.len() as f64
}

/// Largest distance of the percentiles' distribution from the uniform, times √n: above 1.36 in 5 % of cases where they
/// are uniform and independent.
///
/// Source: Kolmogorov 1933; Stephens 1970 for the limit.
pub fn uniformity(percentiles: &[f64]) -> f64 {
    let mut sorted = percentiles.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let gaps = sorted
        .iter()
        .enumerate()
        .map(|(i, p)| ((i as f64 + 1.0) / n - p).max(p - i as f64 / n));
    gaps.fold(0.0, f64::max) * n.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_shared() {
        let draws = [1.0, 2.0, 2.0, 3.0];
        assert_eq!(percentile(&draws, &[1.0; 4], 2.0, 0.0), 0.25);
        assert_eq!(percentile(&draws, &[1.0; 4], 2.0, 0.5), 0.5);
        assert_eq!(percentile(&draws, &[1.0; 4], 2.0, 1.0), 0.75);
        assert_eq!(percentile(&draws, &[1.0, 0.0, 0.0, 3.0], 2.5, 0.5), 0.25);
    }

    #[test]
    fn coverage_counts_the_ends() {
        let interval = Interval { low: 0.0, high: 1.0 };
        assert_eq!(covered(&[interval; 4], &[0.0, 1.0, 1.1, -0.1]), 0.5);
    }

    #[test]
    fn an_even_grid_is_uniform_and_a_point_is_not() {
        let grid: Vec<f64> = (0..100).map(|i| (f64::from(i) + 0.5) / 100.0).collect();
        assert!((uniformity(&grid) - 0.05).abs() < 1e-9);
        assert!((uniformity(&[0.5; 100]) - 5.0).abs() < 1e-9);
    }
}
