//! Kinds of observation, each with its chance given the reading.
use super::Scale;
use crate::special::{LN_2PI, log_count_by_mean, log_count_chance, log_count_constant, log_normal_below, normal_below};

/// What was observed, with its error. Errors are standard deviations on the scale of the reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statement {
    /// A count whose expectation is the reading: negative binomial with variance mean + mean²/size (infinite: Poisson).
    Count {
        /// The count.
        count: f64,
        /// Size of the negative binomial.
        size: f64,
    },
    /// The reading is at least this.
    Floor {
        /// The floor, in the unit of the reading.
        value: f64,
        /// How far below the floor the reading may lie.
        error: f64,
    },
    /// The reading is at most this.
    Ceiling {
        /// The ceiling, in the unit of the reading.
        value: f64,
        /// How far above the ceiling the reading may lie.
        error: f64,
    },
    /// The reading is between these.
    Range {
        /// Lower end, in the unit of the reading.
        low: f64,
        /// Upper end.
        high: f64,
        /// How far outside the reading may lie.
        error: f64,
    },
    /// A ratio of two numbers: normal on the scale of the reading, which should be logarithmic.
    Ratio {
        /// The ratio.
        value: f64,
        /// Error on the scale of the reading.
        error: f64,
    },
    /// A share seen among `of` cases: binomial, with fractions of cases allowed.
    Share {
        /// The share, in 0..=1.
        value: f64,
        /// The number of cases, or the number of independent ones that it is worth.
        of: f64,
    },
    /// A number that somebody gives: normal on the scale of the reading.
    Quote {
        /// The number, in the unit of the reading.
        value: f64,
        /// Error on the scale of the reading.
        error: f64,
    },
}

/// Why an observation is impossible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible(pub String);

/// Bounds on the scale of a reading, with their error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    low: f64,
    high: f64,
    error: f64,
}

impl Bounds {
    /// The chance that a reading y lies between them, in 0..=1.
    pub(super) fn chance(self, y: f64) -> f64 {
        let below = |end: f64| {
            if end.is_finite() {
                normal_below((end - y) / self.error)
            } else {
                f64::from(u8::from(end > 0.0))
            }
        };
        below(self.high) - below(self.low)
    }
}

impl Statement {
    /// Whether it is a floor, a ceiling or a range, and no number.
    pub fn is_bound(&self) -> bool {
        matches!(
            self,
            Statement::Floor { .. } | Statement::Ceiling { .. } | Statement::Range { .. }
        )
    }

    /// Between which readings, on their scale, it holds without any error: twice the same for a number.
    pub fn ends(&self, scale: Scale) -> (f64, f64) {
        match *self {
            Statement::Count { count: value, .. }
            | Statement::Share { value, .. }
            | Statement::Ratio { value, .. }
            | Statement::Quote { value, .. } => (scale.there(value), scale.there(value)),
            Statement::Floor { value, .. } => (scale.there(value), f64::INFINITY),
            Statement::Ceiling { value, .. } => (f64::NEG_INFINITY, scale.there(value)),
            Statement::Range { low, high, .. } => (scale.there(low), scale.there(high)),
        }
    }

    /// Its standard deviation on the scale of the reading, nearly.
    pub fn deviation(&self, scale: Scale) -> f64 {
        match *self {
            Statement::Count { count, size } => {
                let mean = count + 0.5;
                (mean + mean * mean / size).sqrt() * scale.slope(count)
            }
            Statement::Share { value, of } => {
                let variance = (value * (1.0 - value)).max(0.5 / of.max(1.0));
                (variance / of).sqrt() * scale.slope(value)
            }
            Statement::Floor { error, .. }
            | Statement::Ceiling { error, .. }
            | Statement::Range { error, .. }
            | Statement::Ratio { error, .. }
            | Statement::Quote { error, .. } => error,
        }
    }

    /// The bounds that it states, if it states no more.
    pub(super) fn interval(&self, scale: Scale) -> Option<Bounds> {
        let bounds = matches!(
            self,
            Statement::Floor { .. } | Statement::Ceiling { .. } | Statement::Range { .. }
        );
        bounds.then(|| {
            let ((low, high), error) = (self.ends(scale), self.deviation(scale));
            Bounds { low, high, error }
        })
    }

    /// The part of [`Statement::log_chance`] that does not depend on the reading.
    pub(super) fn log_constant(&self) -> f64 {
        match *self {
            Statement::Count { count, size } => log_count_constant(count, size),
            Statement::Share { value, of } => {
                libm::lgamma(of + 1.0) - libm::lgamma(of * value + 1.0) - libm::lgamma(of * (1.0 - value) + 1.0)
            }
            _ => 0.0,
        }
    }

    /// ln of the chance (or density, on the scale of the reading) of this observation where the reading is y on its scale.
    pub fn log_chance(&self, scale: Scale, y: f64) -> f64 {
        self.log_constant() + self.log_by_reading(scale, y)
    }

    /// The part of [`Statement::log_chance`] that depends on the reading.
    pub(super) fn log_by_reading(&self, scale: Scale, y: f64) -> f64 {
        match *self {
            Statement::Count { count, size } => log_count_by_mean(count, scale.back(y).max(1e-12), size),
            Statement::Floor { value, error } => log_normal_below((y - scale.there(value)) / error),
            Statement::Ceiling { value, error } => log_normal_below((scale.there(value) - y) / error),
            Statement::Range { low, high, error } => {
                log_between((scale.there(low) - y) / error, (scale.there(high) - y) / error)
            }
            Statement::Share { value, of } => log_share(value, of, scale.back(y).clamp(1e-12, 1.0 - 1e-12)),
            Statement::Ratio { value, error } | Statement::Quote { value, error } => {
                let z = (scale.there(value) - y) / error;
                -0.5 * (z * z + LN_2PI) - libm::log(error)
            }
        }
    }

    /// An observation of this kind, with luck of its own (a uniform and a normal), where the reading is y on its scale: what
    /// an outsider would have seen in a made-up world. Floors, ceilings and ranges keep their distance from the reading.
    pub fn made_up(&self, scale: Scale, y: f64, uniform: f64, normal: f64) -> Statement {
        let moved = |error: f64| scale.back(y + error * normal);
        match *self {
            Statement::Count { size, .. } => Statement::Count {
                count: drawn_count(scale.back(y), size, uniform),
                size,
            },
            // Whoever looks for a bound there finds that it holds, or that it does not: one just beyond the reading would tell how much there is.
            Statement::Floor { value, error } | Statement::Ceiling { value, error } => {
                if y + error * normal >= scale.there(value) {
                    Statement::Floor { value, error }
                } else {
                    Statement::Ceiling { value, error }
                }
            }
            Statement::Range { low, high, error } => {
                let width = scale.there(high) - scale.there(low);
                let start = y + error * normal - uniform * width;
                Statement::Range {
                    low: scale.back(start),
                    high: scale.back(start + width),
                    error,
                }
            }
            Statement::Ratio { error, .. } => Statement::Ratio {
                value: moved(error),
                error,
            },
            Statement::Quote { error, .. } => Statement::Quote {
                value: moved(error),
                error,
            },
            Statement::Share { of, .. } => {
                let share = scale.back(y);
                let deviation = (share * (1.0 - share) / of).sqrt();
                Statement::Share {
                    value: (share + deviation * normal).clamp(0.0, 1.0),
                    of,
                }
            }
        }
    }

    /// Refuses what cannot have been observed.
    ///
    /// # Errors
    /// [`Impossible`] with what is wrong and what is allowed.
    pub fn check(&self) -> Result<(), Impossible> {
        let wrong = match *self {
            Statement::Count { count, size } => {
                (count < 0.0 || count != libm::floor(count) || size <= 0.0).then(|| {
                    format!("a count of {count} (size {size}): whole and at least 0 is allowed, with a size above 0")
                })
            }
            Statement::Share { value, of } => (!(0.0..=1.0).contains(&value) || of <= 0.0)
                .then(|| format!("a share of {value} among {of}: 0 to 1 among more than 0 is allowed")),
            Statement::Range { low, high, error } => (low >= high || error <= 0.0).then(|| {
                format!("a range from {low} to {high} (error {error}): the lower end comes first, the error is above 0")
            }),
            Statement::Floor { error, .. } | Statement::Ceiling { error, .. } => {
                (error <= 0.0).then(|| format!("an error of {error}: above 0 is allowed"))
            }
            Statement::Ratio { value, error } => (value <= 0.0 || error <= 0.0)
                .then(|| format!("a ratio of {value} (error {error}): both above 0 are allowed")),
            Statement::Quote { error, .. } => {
                (error < 0.0).then(|| format!("an error of {error}: at least 0 is allowed"))
            }
        };
        wrong.map_or(Ok(()), |what| Err(Impossible(what)))
    }
}

/// ln(Φ(high) − Φ(low)), also far from 0.
fn log_between(low: f64, high: f64) -> f64 {
    let (low, high) = if low > 0.0 { (-high, -low) } else { (low, high) };
    let (below_low, below_high) = (log_normal_below(low), log_normal_below(high));
    below_high + libm::log1p(-libm::exp((below_low - below_high).min(-1e-15)))
}

/// Binomial with fractions of cases, without its constant.
fn log_share(value: f64, of: f64, chance: f64) -> f64 {
    of * (value * libm::log(chance) + (1.0 - value) * libm::log1p(-chance))
}

/// The count at a level of its distribution, walking up.
fn drawn_count(mean: f64, size: f64, level: f64) -> f64 {
    let (mut count, mut below) = (0.0, 0.0);
    loop {
        below += libm::exp(log_count_chance(count, mean.max(1e-12), size));
        if below >= level || count > 20.0 * mean + 1000.0 {
            return count;
        }
        count += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_come_back() {
        for (scale, x) in [
            (Scale::Plain, -3.0),
            (Scale::Log { shift: 0.5 }, 12.0),
            (Scale::Root, 7.0),
            (Scale::Logit, 0.2),
        ] {
            assert!((scale.back(scale.there(x)) - x).abs() < 1e-12);
        }
    }

    #[test]
    fn chances_of_known_cases() {
        let log = Scale::Log { shift: 0.0 };
        let poisson = Statement::Count {
            count: 2.0,
            size: f64::INFINITY,
        };
        assert!((poisson.log_chance(log, libm::log(3.0)) - libm::log(4.5) + 3.0).abs() < 1e-12);
        let floor = Statement::Floor {
            value: 10.0,
            error: 0.1,
        };
        assert!((floor.log_chance(log, libm::log(10.0)) + libm::log(2.0)).abs() < 1e-12);
        assert!(floor.log_chance(log, libm::log(20.0)) > -1e-9 && floor.log_chance(log, libm::log(5.0)) < -20.0);
        let ceiling = Statement::Ceiling {
            value: 10.0,
            error: 0.1,
        };
        assert!(ceiling.log_chance(log, libm::log(5.0)) > -1e-9 && ceiling.log_chance(log, libm::log(20.0)) < -20.0);
        let share = Statement::Share { value: 0.5, of: 2.0 };
        assert!((share.log_chance(Scale::Plain, 0.5) + libm::log(2.0)).abs() < 1e-12);
        let range = Statement::Range {
            low: -1.0,
            high: 1.0,
            error: 1.0,
        };
        assert!(
            (libm::exp(range.log_chance(Scale::Plain, 0.0)) - (normal_below(1.0) - normal_below(-1.0))).abs() < 1e-12
        );
        assert!(range.log_chance(Scale::Plain, 60.0).is_finite() && range.log_chance(Scale::Plain, -60.0).is_finite());
    }

    #[test]
    fn the_impossible_is_refused() {
        for kind in [
            Statement::Count { count: -1.0, size: 5.0 },
            Statement::Count { count: 1.5, size: 5.0 },
            Statement::Share { value: 1.2, of: 10.0 },
            Statement::Range {
                low: 2.0,
                high: 1.0,
                error: 0.1,
            },
            Statement::Ratio { value: 0.0, error: 0.1 },
            Statement::Floor { value: 3.0, error: 0.0 },
        ] {
            assert!(kind.check().is_err(), "{kind:?}");
        }
        let (value, error) = (-3.0, 0.0);
        assert!(Statement::Quote { value, error }.check().is_ok());
    }

    /// A floor of 13 holds where there are 100, and where there are 5 it is a ceiling: bounds made up just below what there is once told how much that is,
    /// so that of 300 worlds the truth of attempts lay in the lowest tenth of its posterior in 201.
    #[test]
    fn made_up_bounds_stay_where_they_were_recorded() {
        let (scale, floor) = (
            Scale::Log { shift: 0.5 },
            Statement::Floor {
                value: 13.0,
                error: 0.1,
            },
        );
        let ceiling = Statement::Ceiling {
            value: 13.0,
            error: 0.1,
        };
        assert_eq!(floor.made_up(scale, scale.there(100.0), 0.5, 0.3), floor);
        assert_eq!(floor.made_up(scale, scale.there(5.0), 0.5, 0.3), ceiling);
        assert_eq!(ceiling.made_up(scale, scale.there(100.0), 0.5, 0.3), floor);
    }

    /// The mean of made-up counts over an even grid of levels is the reading.
    #[test]
    fn made_up_counts_have_the_reading_as_their_mean() {
        let kind = Statement::Count { count: 0.0, size: 5.0 };
        let counts = (0..2000).map(
            |i| match kind.made_up(Scale::Plain, 8.0, (f64::from(i) + 0.5) / 2000.0, 0.0) {
                Statement::Count { count, .. } => count,
                _ => f64::NAN,
            },
        );
        assert!((counts.sum::<f64>() / 2000.0 - 8.0).abs() < 0.02);
    }
}
