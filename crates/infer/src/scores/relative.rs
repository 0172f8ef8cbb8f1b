//! Comparing forecasters who did not all forecast the same.

/// Relative score of each forecaster, the baseline being 1: geometric mean over all forecasters of the ratio of the two
/// mean scores on what both forecast, divided by the baseline's. `scores[forecaster][target]`; `None` where there is no
/// forecast. Not a number for who shares no target with someone.
///
/// Source: Cramer et al. 2022, "Evaluation of individual and ensemble probabilistic forecasts of COVID-19 mortality in
/// the United States".
pub fn relative(scores: &[Vec<Option<f64>>], baseline: usize) -> Vec<f64> {
    let geometric: Vec<f64> = scores
        .iter()
        .map(|own| {
            let logarithms: f64 = scores.iter().map(|other| libm::log(ratio(own, other))).sum();
            libm::exp(logarithms / scores.len() as f64)
        })
        .collect();
    geometric.iter().map(|value| value / geometric[baseline]).collect()
}

/// Mean score of the one over that of the other, on the targets that both forecast.
fn ratio(own: &[Option<f64>], other: &[Option<f64>]) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    for (a, b) in own.iter().zip(other) {
        if let (Some(a), Some(b)) = (a, b) {
            above += a;
            below += b;
        }
    }
    above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complete_forecasts_compare_by_their_means() {
        let scores = [
            vec![Some(1.0), Some(3.0)],
            vec![Some(4.0), Some(4.0)],
            vec![Some(1.0), Some(1.0)],
        ];
        let found = relative(&scores, 1);
        for (value, expected) in found.iter().zip([0.5, 1.0, 0.25]) {
            assert!((value - expected).abs() < 1e-12);
        }
    }

    /// Who forecasts only the easy target gains nothing by it.
    #[test]
    fn a_missing_hard_target_is_no_advantage() {
        let scores = [vec![Some(1.0), None], vec![Some(1.0), Some(100.0)]];
        assert!((relative(&scores, 1)[0] - 1.0).abs() < 1e-12);
    }
}
