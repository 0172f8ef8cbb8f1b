//! The forecast that has to be beaten: a random walk whose steps are those of the past, as likely up as down.
//!
//! Draws of k steps ahead are the last value plus k steps, each one of the past differences or its negative. Of counts the
//! differences are taken of ln(x + 1), so that a small series does not move by the steps of its large past. A draw below
//! zero becomes zero.
//!
//! Source: Cramer et al. 2022, "Evaluation of individual and ensemble probabilistic forecasts of COVID-19 mortality in
//! the United States" (the hub's baseline, there on the plain scale).
use crate::purpose::{Purpose, stream};

/// Scale on which the walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The values themselves.
    Plain,
    /// ln(x + 1).
    Log,
}

impl Scale {
    fn there(self, x: f64) -> f64 {
        if self == Scale::Log { libm::log1p(x) } else { x }
    }

    fn back(self, x: f64) -> f64 {
        (if self == Scale::Log { libm::expm1(x) } else { x }).max(0.0)
    }
}

/// Draws of the next `horizon` values after `past` (at least two values, each at least 0): `draws[k]` holds `count` draws
/// of the value k + 1 steps ahead, draw i of each step belonging to one walk.
///
/// # Panics
/// If the past has fewer than two values.
pub fn random_walk(past: &[f64], scale: Scale, horizon: usize, count: usize, seed: u64) -> Vec<Vec<f64>> {
    assert!(past.len() >= 2, "a random walk needs two values of the past");
    let scaled: Vec<f64> = past.iter().map(|x| scale.there(*x)).collect();
    let steps: Vec<f64> = scaled.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mut draws = vec![Vec::with_capacity(count); horizon];
    for walk in 0..count {
        let mut luck = stream(seed, Purpose::Baseline, walk, past.len());
        let mut value = scaled[scaled.len() - 1];
        for ahead in &mut draws {
            let step = steps[luck.below(steps.len() as u32) as usize];
            value += if luck.chance(0.5) { step } else { -step };
            ahead.push(scale.back(value));
        }
    }
    draws
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weighted::{deviation, equal, quantile};

    /// Steps ±1 only: after two steps −2, 0, +2 with chances ¼, ½, ¼. 40,000 walks, 5 standard errors (false alarm once
    /// in 1.7 million; a chance off by .03 is always seen).
    #[test]
    fn two_steps_have_binomial_chances() {
        let draws = random_walk(&[10.0, 11.0, 10.0], Scale::Plain, 2, 40_000, 3);
        for (value, chance) in [(8.0, 0.25), (10.0, 0.5), (12.0, 0.25)] {
            let share = draws[1].iter().filter(|x| **x == value).count() as f64 / 40_000.0;
            assert!(
                (share - chance).abs() < 5.0 * (chance * (1.0 - chance) / 40_000.0f64).sqrt(),
                "{value}: {share}"
            );
        }
    }

    /// On the log scale the median stays at the last value and no draw is negative; the spread grows as √k.
    #[test]
    fn log_walks_stay_about_the_last_value() {
        let draws = random_walk(&[5000.0, 2000.0, 3500.0, 900.0], Scale::Log, 4, 20_000, 4);
        let weights = equal(20_000);
        assert!(draws.iter().flatten().all(|x| *x >= 0.0));
        assert!((quantile(&draws[3], &weights, 0.5) / 900.0 - 1.0).abs() < 0.2);
        let spread = |k: usize| deviation(&draws[k].iter().map(|x| libm::log1p(*x)).collect::<Vec<_>>(), &weights);
        assert!((spread(3) / spread(0) - 2.0).abs() < 0.1);
    }

    #[test]
    fn a_walk_is_its_own_whatever_their_number() {
        let few = random_walk(&[5.0, 7.0, 4.0], Scale::Log, 3, 10, 9);
        let many = random_walk(&[5.0, 7.0, 4.0], Scale::Log, 3, 20, 9);
        assert!((0..3).all(|k| few[k][..] == many[k][..10]));
    }
}
