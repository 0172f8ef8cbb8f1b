//! Mixing forecasters by what they scored: the weights whose mixture would have had the least mean CRPS.
//!
//! The CRPS of the mixture Σ wₖ·Fₖ is Σ wₖ·E|Xₖ − y| − ½·Σₖₗ wₖ·wₗ·E|Xₖ − Xₗ|, so its mean over past targets is a convex
//! quadratic in the weights, which are positive and sum to 1. It is minimised by exponentiated gradients.
//!
//! Source: Yao, Vehtari, Simpson & Gelman 2018, "Using stacking to average Bayesian predictive distributions"; Gneiting &
//! Raftery 2007 for the form of the CRPS; Kivinen & Warmuth 1997, "Exponentiated gradient versus gradient descent".
use crate::linear::{Matrix, add_multiple, dot};

/// Steps of the descent; more of them are only finer.
const STEPS: usize = 4000;

/// One past target: equally weighted draws of each forecaster, and what was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// `draws[forecaster]`, each not empty.
    pub draws: Vec<Vec<f64>>,
    /// What was observed.
    pub observed: f64,
}

/// Weights of the forecasters, summing to 1; `scale` maps draws and observations before they are compared (for example
/// `log1p`).
pub fn stacked(past: &[Past], scale: impl Fn(f64) -> f64) -> Vec<f64> {
    let Some(first) = past.first() else { return Vec::new() };
    let count = first.draws.len();
    let mut to_truth = vec![0.0; count];
    let mut to_others = Matrix::zeros(count, count);
    for target in past {
        let draws: Vec<Vec<f64>> = target.draws.iter().map(|d| sorted(d, &scale)).collect();
        let truth = scale(target.observed);
        for k in 0..count {
            to_truth[k] += apart(&draws[k], &[truth]) / past.len() as f64;
            for l in 0..count {
                to_others[(k, l)] += apart(&draws[k], &draws[l]) / past.len() as f64;
            }
        }
    }
    descended(&to_truth, &to_others)
}

fn descended(to_truth: &[f64], to_others: &Matrix) -> Vec<f64> {
    let mut weights = vec![1.0 / to_truth.len() as f64; to_truth.len()];
    let size = to_truth.iter().copied().fold(1e-300, f64::max);
    for _ in 0..STEPS {
        let mut gradient = to_truth.to_vec();
        add_multiple(&mut gradient, -1.0, &to_others.times_vector(&weights));
        let level = dot(&weights, &gradient);
        let next: Vec<f64> = weights
            .iter()
            .zip(&gradient)
            .map(|(w, g)| w * libm::exp(-0.2 * (g - level) / size))
            .collect();
        let total: f64 = next.iter().sum();
        weights = next.iter().map(|w| w / total).collect();
    }
    weights
}

fn sorted(draws: &[f64], scale: &impl Fn(f64) -> f64) -> Vec<f64> {
    let mut scaled: Vec<f64> = draws.iter().map(|x| scale(*x)).collect();
    scaled.sort_by(f64::total_cmp);
    scaled
}

/// Mean |a − b| over all pairs of two sorted samples.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    let (mut below, mut sum_below, total) = (0, 0.0, b.iter().sum::<f64>());
    let mut sum = 0.0;
    for x in a {
        while below < b.len() && b[below] <= *x {
            sum_below += b[below];
            below += 1;
        }
        let (under, over) = (below as f64, (b.len() - below) as f64);
        sum += x * under - sum_below + (total - sum_below) - x * over;
    }
    sum / (a.len() * b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use proptest::prelude::*;

    fn targets(shifts: &[f64]) -> Vec<Past> {
        let truths = prior_points(200, 1, 61);
        let draws = prior_points(shifts.len(), 200, 62);
        let forecaster = |k: usize| draws.row(k).iter().map(|z| z + shifts[k]).collect::<Vec<f64>>();
        (0..200)
            .map(|i| Past {
                draws: (0..shifts.len()).map(forecaster).collect(),
                observed: truths[(i, 0)],
            })
            .collect()
    }

    #[test]
    fn who_is_right_gets_the_weight() {
        let weights = stacked(&targets(&[0.0, 3.0]), |x| x);
        assert!(weights[0] > 0.95, "{weights:?}");
        assert_eq!(stacked(&[], |x| x), Vec::<f64>::new());
    }

    /// Two forecasters that are off to either side by as much share the weight.
    #[test]
    fn two_that_are_off_to_either_side_share() {
        let weights = stacked(&targets(&[1.0, -1.0]), |x| x);
        assert!((weights[0] - 0.5).abs() < 0.15, "{weights:?}");
    }

    proptest! {
        #[test]
        fn mean_distance_is_that_of_all_pairs(mut a in prop::collection::vec(-5.0..5.0f64, 1..12), mut b in prop::collection::vec(-5.0..5.0f64, 1..12)) {
            a.sort_by(f64::total_cmp);
            b.sort_by(f64::total_cmp);
            let all: f64 = a.iter().flat_map(|x| b.iter().map(move |y| (x - y).abs())).sum();
            prop_assert!((apart(&a, &b) - all / (a.len() * b.len()) as f64).abs() < 1e-9);
        }
    }
}
