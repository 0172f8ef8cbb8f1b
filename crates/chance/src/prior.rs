//! Priors: how likely each value of a range is held to be, before anything was learned.
//!
//! A prior has a smallest value, a median and a largest value, and a shape. On the scale of its shape `T` (the value itself, its
//! logarithm or its log-odds) the lower half of the probability lies between `T(low)` and `T(median)`, the upper half between
//! `T(median)` and `T(high)`: evenly where the shape is uniform, else as half a normal distribution whose 2.5 % and 97.5 % points are
//! the ends, cut off there. So the median is the value that the scenario gives, the ends are never left, and a range that reaches
//! farther up than down does so in the draws as well.
//!
//! Source: split ("two-piece") distributions, Wallis 2014, Statistical Science 29(1).

use crate::normal::{normal_below, normal_quantile};

/// On which scale, and how, probability is spread over a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Evenly, on the values' own scale.
    Uniform,
    /// Evenly, on the scale of logarithms; values are above 0.
    LogUniform,
    /// Normally, on the scale of logarithms; values are above 0.
    LogNormal,
    /// Normally, on the scale of log-odds; values lie between 0 and 1.
    LogitNormal,
}

/// Share of a normal distribution below the lower end of a range.
const TAIL: f64 = 0.025;

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 4] = [Shape::Uniform, Shape::LogUniform, Shape::LogNormal, Shape::LogitNormal];

    /// Name in scenario files and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Shape::Uniform => "uniform",
            Shape::LogUniform => "log-uniform",
            Shape::LogNormal => "log-normal",
            Shape::LogitNormal => "logit-normal",
        }
    }

    /// The shape of that name.
    pub fn of(name: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.name() == name)
    }

    /// Whether a range can have this shape: log-scales need values above 0, log-odds values between 0 and 1.
    pub fn allows(self, low: f64, high: f64) -> bool {
        match self {
            Shape::Uniform => true,
            Shape::LogUniform | Shape::LogNormal => low > 0.0,
            Shape::LogitNormal => low > 0.0 && high < 1.0,
        }
    }

    /// The shape of a range that names none: logit-normal for a share or probability, log-normal where the ends differ eightfold or
    /// more, else uniform; uniform too where the range reaches a value that those scales do not have.
    pub fn usual(low: f64, high: f64, share: bool) -> Shape {
        let asked = match share {
            true => Shape::LogitNormal,
            false if high >= 8.0 * low => Shape::LogNormal,
            false => Shape::Uniform,
        };
        match asked.allows(low, high) {
            true => asked,
            false => Shape::Uniform,
        }
    }

    /// A value on the scale of the shape.
    fn to(self, value: f64) -> f64 {
        match self {
            Shape::Uniform => value,
            Shape::LogUniform | Shape::LogNormal => libm::log(value),
            Shape::LogitNormal => libm::log(value) - libm::log1p(-value),
        }
    }

    /// A value from the scale of the shape.
    fn back(self, on_scale: f64) -> f64 {
        match self {
            Shape::Uniform => on_scale,
            Shape::LogUniform | Shape::LogNormal => libm::exp(on_scale),
            Shape::LogitNormal => 1.0 / (1.0 + libm::exp(-on_scale)),
        }
    }
}

/// A range with its median and its shape; `low ≤ median ≤ high`, and [`Shape::allows`] them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// How probability is spread.
    pub shape: Shape,
    /// Smallest value.
    pub low: f64,
    /// Half of the probability lies below.
    pub median: f64,
    /// Largest value.
    pub high: f64,
}

impl Prior {
    /// Every value between two ends alike.
    pub fn even(low: f64, high: f64) -> Prior {
        Prior {
            shape: Shape::Uniform,
            low,
            median: low + 0.5 * (high - low),
            high,
        }
    }

    /// The value below which a share `u` (0 to 1) of the probability lies. Unit: that of the range.
    pub fn quantile(&self, u: f64) -> f64 {
        let at = match self.shape {
            Shape::Uniform | Shape::LogUniform => 2.0 * u - 1.0,
            Shape::LogNormal | Shape::LogitNormal => {
                normal_quantile(TAIL + u * (1.0 - 2.0 * TAIL)) / normal_quantile(1.0 - TAIL)
            }
        };
        let end = if at < 0.0 { self.low } else { self.high };
        let (middle, end) = (self.shape.to(self.median), self.shape.to(end));
        let value = self.shape.back(middle + at.abs() * (end - middle));
        match u {
            u if u <= 0.0 => self.low,
            u if u >= 1.0 => self.high,
            _ => value.clamp(self.low, self.high),
        }
    }

    /// The share of the probability below a value, 0 to 1; the inverse of [`Prior::quantile`].
    pub fn share_below(&self, value: f64) -> f64 {
        if value <= self.low {
            return 0.0;
        }
        if value >= self.high {
            return 1.0;
        }
        let end = if value < self.median { self.low } else { self.high };
        let (middle, end) = (self.shape.to(self.median), self.shape.to(end));
        let at = (self.shape.to(value) - middle) / (end - middle).abs();
        match self.shape {
            Shape::Uniform | Shape::LogUniform => 0.5 + 0.5 * at,
            Shape::LogNormal | Shape::LogitNormal => {
                let z = at * normal_quantile(1.0 - TAIL);
                let below = normal_below(z);
                ((below - TAIL) / (1.0 - 2.0 * TAIL)).clamp(0.0, 1.0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn priors() -> Vec<Prior> {
        let of = |shape, low, median, high| Prior {
            shape,
            low,
            median,
            high,
        };
        vec![
            of(Shape::Uniform, 0.0, 0.1, 0.5),
            of(Shape::LogUniform, 0.5, 2.0, 400.0),
            of(Shape::LogNormal, 0.001, 0.01, 0.02),
            of(Shape::LogitNormal, 0.05, 0.3, 0.9),
            Prior::even(-3.0, 7.0),
        ]
    }

    #[test]
    fn the_median_and_the_ends_are_those_asked_for() {
        for prior in priors() {
            assert_eq!((prior.quantile(0.0), prior.quantile(1.0)), (prior.low, prior.high));
            assert!((prior.quantile(0.5) - prior.median).abs() < 1e-9 * prior.median.abs().max(1.0));
        }
    }

    #[test]
    fn shares_and_values_are_each_others_inverse() {
        for prior in priors() {
            let mut before = prior.low;
            for step in 1..100 {
                let u = f64::from(step) / 100.0;
                let value = prior.quantile(u);
                assert!(
                    value >= before && (prior.share_below(value) - u).abs() < 1e-7,
                    "{prior:?} at {u}"
                );
                before = value;
            }
        }
    }

    /// Between the median and an end, on its scale: a quarter of the way holds a quarter of a half where the shape is even; a normal
    /// shape has `(Φ(z/4) − ½)/(Φ(z) − ½)` of it, with z = 1.959964: 0.395 64.
    #[test]
    fn probability_is_spread_as_the_shape_says() {
        let even = Prior {
            shape: Shape::LogUniform,
            low: 1.0,
            median: 10.0,
            high: 10_000.0,
        };
        assert!((even.share_below(libm::pow(10.0, 1.75)) - 0.625).abs() < 1e-12);
        let normal = Prior {
            shape: Shape::LogNormal,
            ..even
        };
        assert!((normal.share_below(libm::pow(10.0, 1.75)) - (0.5 + 0.5 * 0.395_64)).abs() < 1e-4);
    }

    #[test]
    fn a_range_without_a_shape_gets_the_usual_one() {
        assert_eq!(Shape::usual(1.0, 7.9, false), Shape::Uniform);
        assert_eq!(Shape::usual(1.0, 8.0, false), Shape::LogNormal);
        assert_eq!(Shape::usual(0.0, 8.0, false), Shape::Uniform);
        assert_eq!(Shape::usual(0.1, 0.9, true), Shape::LogitNormal);
        assert_eq!(Shape::usual(0.1, 1.0, true), Shape::Uniform);
        assert_eq!(Shape::of("log-normal"), Some(Shape::LogNormal));
        assert_eq!(Shape::of("normal"), None);
    }
}
