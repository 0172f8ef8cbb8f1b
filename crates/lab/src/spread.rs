//! How a number spreads over replicates, or over draws.

use amnok_infer::weighted;

/// Median, middle half and middle nine tenths of a number over replicates, or over draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// 5 % of replicates are below.
    pub low: f64,
    /// 25 % of replicates are below.
    pub quarter: f64,
    /// Half of the replicates are below.
    pub median: f64,
    /// 75 % of replicates are below.
    pub three_quarters: f64,
    /// 95 % of replicates are below.
    pub high: f64,
}

impl Spread {
    /// Of the numbers that are finite; `None` if there is none. Between two replicates a quantile is interpolated
    /// (definition 7 of Hyndman and Fan 1996).
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Spread> {
        let mut sorted: Vec<f64> = numbers.into_iter().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        if sorted.is_empty() {
            return None;
        }
        let at = |share: f64| {
            let place = share * (sorted.len() - 1) as f64;
            let below = sorted[place.floor() as usize];
            below + (sorted[place.ceil() as usize] - below) * place.fract()
        };
        Some(Spread {
            low: at(0.05),
            quarter: at(0.25),
            median: at(0.5),
            three_quarters: at(0.75),
            high: at(0.95),
        })
    }

    /// Of draws that weigh the same; `None` if there is none.
    pub fn of_draws(draws: &[f64]) -> Option<Spread> {
        (!draws.is_empty()).then(|| Spread::weighted(draws, &weighted::equal(draws.len())))
    }

    /// Of draws, one at least, with their weights ([`weighted::quantiles`]).
    pub fn weighted(draws: &[f64], weights: &[f64]) -> Spread {
        Spread::at(|levels| weighted::quantiles(draws, weights, levels))
    }

    /// Of what gives the quantiles at its five levels.
    pub fn at(quantiles: impl FnOnce(&[f64]) -> Vec<f64>) -> Spread {
        let all = quantiles(&[0.05, 0.25, 0.5, 0.75, 0.95]);
        Spread::from_numbers([all[0], all[1], all[2], all[3], all[4]])
    }

    /// That of its five numbers, the lowest first.
    pub fn from_numbers([low, quarter, median, three_quarters, high]: [f64; 5]) -> Spread {
        Spread {
            low,
            quarter,
            median,
            three_quarters,
            high,
        }
    }

    /// Its five numbers, the lowest first.
    pub fn numbers(&self) -> [f64; 5] {
        [self.low, self.quarter, self.median, self.three_quarters, self.high]
    }

    /// 1 − width of the 90 % interval over that of the prior's: below .1 nothing was learned. Widths are in factors, as the quantities of a border are
    /// uncertain: on the scale ln(x + a hundredth of the prior's median). In persons the far end of the prior alone would decide, and an interval of
    /// 1,000 to 13,000 after one of 50 to 14,000 be nothing.
    pub fn learned(&self, prior: &Spread) -> f64 {
        let shift = 0.01 * if prior.median > 0.0 { prior.median } else { prior.high };
        let width = |of: &Spread| libm::log((of.high + shift) / (of.low + shift));
        if shift > 0.0 && width(prior) > 0.0 {
            1.0 - width(self) / width(prior)
        } else {
            0.0
        }
    }

    /// Whether it lies elsewhere than the prior did, however wide it is: its median outside the middle half of the prior.
    pub fn is_shifted(&self, prior: &Spread) -> bool {
        self.median < prior.quarter || self.median > prior.three_quarters
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    /// 50 to 14,000 and then 1,000 to 13,000 about 3,000: of ln(14,030/80) there is ln(13,030/1,030) left, not all but a seventh.
    #[test]
    fn what_was_learned_is_counted_in_factors() {
        let spread = |low: f64, high: f64| Spread {
            low,
            quarter: 2000.0,
            median: 3000.0,
            three_quarters: 5000.0,
            high,
        };
        let learned = spread(1000.0, 13_000.0).learned(&spread(50.0, 14_000.0));
        assert!(
            (learned - (1.0 - (13_030f64 / 1030.0).ln() / (14_030f64 / 80.0).ln())).abs() < 1e-12,
            "{learned}"
        );
        assert_eq!(spread(50.0, 60.0).learned(&spread(50.0, 50.0)), 0.0);
    }

    /// Arrivals of 28 where 81 to 500 were expected: as wide in factors as before, and elsewhere.
    #[test]
    fn what_lies_outside_the_middle_half_is_shifted() {
        let at = |median| Spread::from_numbers([0.0, median - 1.0, median, median + 1.0, 9.0]);
        let prior = at(5.0);
        let shifted = [3.9, 4.0, 5.0, 6.0, 6.1].map(|median| at(median).is_shifted(&prior));
        assert_eq!(shifted, [true, false, false, false, true]);
    }

    #[test]
    fn quantiles_are_interpolated_between_replicates() {
        let spread = Spread::of((0..=20).rev().map(f64::from)).expect("there are numbers");
        assert_eq!((spread.low, spread.quarter, spread.median), (1.0, 5.0, 10.0));
        assert_eq!((spread.three_quarters, spread.high), (15.0, 19.0));
        let two = Spread::of([1.0, f64::NAN, 3.0]).expect("two are finite");
        assert_eq!((two.low, two.median), (1.1, 2.0));
        assert_eq!(Spread::of([f64::INFINITY]), None);
    }
}
