//! Weighted interval score of a forecast given as quantiles, with its parts, in the unit of what is forecast.
use crate::weighted;

/// The 23 levels in which the forecast hubs ask for quantiles.
///
/// Source: Cramer et al. 2022, "The United States COVID-19 Forecast Hub dataset".
pub const HUB_LEVELS: [f64; 23] = [
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
    0.95, 0.975, 0.99,
];

/// A forecast as quantiles; levels ascending and symmetric about the median, which is among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantiles {
    /// Levels in 0..1.
    pub levels: Vec<f64>,
    /// The quantile at each level.
    pub values: Vec<f64>,
}

/// An interval of a forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// True if the value lies in it, the ends included.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Its length.
    pub fn width(self) -> f64 {
        self.high - self.low
    }
}

/// The score and what it is made of: `score = dispersion + over + under`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeightedInterval {
    /// The whole score.
    pub score: f64,
    /// From the width of the intervals.
    pub dispersion: f64,
    /// From intervals that lie above what was observed.
    pub over: f64,
    /// From intervals that lie below what was observed.
    pub under: f64,
}

impl Quantiles {
    /// The hubs' 23 quantiles of weighted draws.
    pub fn of_draws(draws: &[f64], weights: &[f64]) -> Self {
        Quantiles {
            levels: HUB_LEVELS.to_vec(),
            values: weighted::quantiles(draws, weights, &HUB_LEVELS),
        }
    }

    /// The quantile at a level; linear between levels, level beyond them.
    pub fn at(&self, level: f64) -> f64 {
        weighted::interpolated(&self.levels, &self.values, level)
    }

    /// The central interval that holds `share` of the forecast.
    pub fn central(&self, share: f64) -> Interval {
        Interval {
            low: self.at(0.5 - 0.5 * share),
            high: self.at(0.5 + 0.5 * share),
        }
    }

    /// Weighted interval score: 1/(K + ½)·(½·|y − median| + Σₖ αₖ/2·ISₖ) with
    /// ISₖ = (u − l) + 2/α·(l − y)₊ + 2/α·(y − u)₊ for the K central intervals of level 1 − α.
    ///
    /// Source: Bracher, Ray, Gneiting & Reich 2021, "Evaluating epidemic forecasts in an interval format".
    pub fn score(&self, observed: f64) -> WeightedInterval {
        let count = self.levels.len();
        let mut parts = WeightedInterval::default();
        for k in 0..count / 2 {
            let (low, high) = (self.values[k], self.values[count - 1 - k]);
            parts.dispersion += self.levels[k] * (high - low);
            parts.over += (low - observed).max(0.0);
            parts.under += (observed - high).max(0.0);
        }
        let median = self.values[count / 2];
        parts.over += 0.5 * (median - observed).max(0.0);
        parts.under += 0.5 * (observed - median).max(0.0);
        let norm = 1.0 / (count as f64 / 2.0);
        parts.dispersion *= norm;
        parts.over *= norm;
        parts.under *= norm;
        parts.score = parts.dispersion + parts.over + parts.under;
        parts
    }

    /// The same score after ln(x + 1) of forecast and observation (both at least 0): relative errors count alike in
    /// small and large numbers.
    ///
    /// Source: Bosse et al. 2023, "Scoring epidemiological forecasts on transformed scales".
    pub fn log_score(&self, observed: f64) -> WeightedInterval {
        let values = self.values.iter().map(|x| libm::log1p(x.max(0.0))).collect();
        let logged = Quantiles {
            levels: self.levels.clone(),
            values,
        };
        logged.score(libm::log1p(observed.max(0.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn three() -> Quantiles {
        Quantiles {
            levels: vec![0.25, 0.5, 0.75],
            values: vec![2.0, 4.0, 6.0],
        }
    }

    /// α = ½, K = 1: IS = 4 + 4·2 = 12, so WIS = (½·4 + ¼·12)/1.5 = 10/3.
    #[test]
    fn known_values() {
        let parts = three().score(8.0);
        assert!((parts.score - 10.0 / 3.0).abs() < 1e-12);
        assert!((parts.dispersion - 2.0 / 3.0).abs() < 1e-12);
        assert!((parts.under - 8.0 / 3.0).abs() < 1e-12);
        assert_eq!(parts.over, 0.0);
        assert!((three().score(4.0).score - 2.0 / 3.0).abs() < 1e-12);
        assert!((three().score(0.0).over - 8.0 / 3.0).abs() < 1e-12);
        let one = Quantiles {
            levels: vec![0.5],
            values: vec![3.0],
        };
        assert_eq!(one.score(5.0).score, 2.0);
    }

    #[test]
    fn log_scale_scores_the_logarithms() {
        let values: Vec<f64> = [0.5f64, 1.0, 2.0].iter().map(|x| libm::expm1(*x)).collect();
        let forecast = Quantiles {
            levels: vec![0.25, 0.5, 0.75],
            values,
        };
        let plain = Quantiles {
            levels: vec![0.25, 0.5, 0.75],
            values: vec![0.5, 1.0, 2.0],
        };
        assert!((forecast.log_score(libm::expm1(3.0)).score - plain.score(3.0).score).abs() < 1e-12);
    }

    #[test]
    fn central_intervals() {
        let draws: Vec<f64> = (0..1001).map(f64::from).collect();
        let half = Quantiles::of_draws(&draws, &vec![1.0; 1001]).central(0.5);
        assert!((half.low - 249.75).abs() < 1e-9 && (half.high - 750.25).abs() < 1e-9);
        assert!(half.holds(500.0) && !half.holds(751.0) && half.width() > 500.0);
    }

    proptest! {
        /// The score is the mean over all levels of twice the quantile (pinball) loss.
        #[test]
        fn equals_twice_the_mean_quantile_loss(mut values in prop::collection::vec(-9.0..9.0f64, 23), y in -12.0..12.0f64) {
            values.sort_by(f64::total_cmp);
            let forecast = Quantiles { levels: HUB_LEVELS.to_vec(), values };
            let loss = |level: f64, q: f64| if y < q { (1.0 - level) * (q - y) } else { level * (y - q) };
            let mean: f64 = HUB_LEVELS.iter().zip(&forecast.values).map(|(l, q)| 2.0 * loss(*l, *q)).sum::<f64>() / 23.0;
            prop_assert!((forecast.score(y).score - mean).abs() < 1e-9);
        }
    }
}
