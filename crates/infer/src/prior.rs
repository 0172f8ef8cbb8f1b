//! Priors as maps from a standard normal: whatever its shape, a value is `shape.value(z)` with z ~ N(0, 1), so that every
//! other room works on standard normals.
use crate::special::{logistic, normal_below, normal_quantile};
use amnok_chance::prior::Prior;

/// What is believed of a value before anything is seen, in the value's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Every value between the ends alike.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Every factor alike: ln is uniform. Both ends above 0.
    LogUniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        deviation: f64,
    },
    /// ln is normal.
    LogNormal {
        /// Median, above 0.
        median: f64,
        /// Standard deviation of ln.
        deviation: f64,
    },
    /// ln(x/(1 − x)) is normal: for shares.
    LogitNormal {
        /// Median, in 0..1.
        median: f64,
        /// Standard deviation of the logit.
        deviation: f64,
    },
    /// A range with a median and a shape of its own, as scenarios give them.
    Range(Prior),
}

impl Shape {
    /// The value at z standard deviations: ascending in z, the median at 0.
    pub fn value(self, z: f64) -> f64 {
        match self {
            Shape::Uniform { low, high } => low + (high - low) * normal_below(z),
            Shape::LogUniform { low, high } => low * libm::exp(libm::log(high / low) * normal_below(z)),
            Shape::Normal { mean, deviation } => mean + deviation * z,
            Shape::LogNormal { median, deviation } => median * libm::exp(deviation * z),
            Shape::Range(prior) => prior.quantile(normal_below(z)),
            Shape::LogitNormal { median, deviation } => logistic(libm::log(median / (1.0 - median)) + deviation * z),
        }
    }

    /// The z at which [`Shape::value`] is `value`; within ±8, also for values at or beyond the ends.
    pub fn standard(self, value: f64) -> f64 {
        let logit = |p: f64| libm::log(p / (1.0 - p));
        let z = match self {
            Shape::Uniform { low, high } => normal_quantile(((value - low) / (high - low)).clamp(0.0, 1.0)),
            Shape::LogUniform { low, high } => {
                normal_quantile((libm::log(value / low) / libm::log(high / low)).clamp(0.0, 1.0))
            }
            Shape::Normal { mean, deviation } => (value - mean) / deviation,
            Shape::LogNormal { median, deviation } => libm::log(value / median) / deviation,
            Shape::Range(prior) => normal_quantile(prior.share_below(value)),
            Shape::LogitNormal { median, deviation } => (logit(value) - logit(median)) / deviation,
        };
        z.clamp(-8.0, 8.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHAPES: [Shape; 6] = [
        Shape::Uniform { low: -2.0, high: 5.0 },
        Shape::LogUniform { low: 0.1, high: 20.0 },
        Shape::Normal {
            mean: 3.0,
            deviation: 2.0,
        },
        Shape::LogNormal {
            median: 4.0,
            deviation: 0.7,
        },
        Shape::LogitNormal {
            median: 0.2,
            deviation: 1.1,
        },
        Shape::Range(Prior {
            shape: amnok_chance::prior::Shape::LogNormal,
            low: 1.0,
            median: 4.0,
            high: 90.0,
        }),
    ];

    #[test]
    fn medians_and_ends() {
        let medians: Vec<f64> = SHAPES.iter().map(|shape| shape.value(0.0)).collect();
        for (median, expected) in medians.iter().zip([1.5, 2f64.sqrt(), 3.0, 4.0, 0.2, 4.0]) {
            assert!((median - expected).abs() < 1e-12);
        }
        assert_eq!(SHAPES[0].value(40.0), 5.0);
        assert_eq!(SHAPES[0].standard(9.0), 8.0);
    }

    proptest! {
        #[test]
        fn the_standard_normal_comes_back(which in 0usize..6, z in -5.0..5.0f64) {
            prop_assert!((SHAPES[which].standard(SHAPES[which].value(z)) - z).abs() < 1e-7);
            prop_assert!(SHAPES[which].value(z + 0.1) > SHAPES[which].value(z));
        }
    }
}
