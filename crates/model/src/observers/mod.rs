//! Observers: what somebody outside could measure, with its error (design 5). An observer turns a run's tallies into a [`Reading`] for a
//! window of days; its [`Error`] says how an observation scatters around it. Inference may look at readings, and at nothing else.
//!
//! Source: model.md §5. Assumed: the sizes of the errors, each beside its observer.

use crate::record::measures::{Kind, MEASURES, measure};
use crate::record::rows::{NONE, Rows};
use amnok_chance::normal::normal_quantile;
use core::ops::Range;

/// How an observation scatters around a reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// A full count of independent events: Poisson around the reading.
    Poisson,
    /// A factor: the logarithm is normal around the reading's, with this standard deviation.
    LogNormal(f64),
}

/// What an observer reads off a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The sum of a flow over the window and all counties.
    Sum,
    /// The mean of a quote for leaving over the counties and periods of the window that have one.
    MeanQuote,
    /// The level in the window, added up over counties, less that of the first period.
    Growth,
}

/// An observer. Its name is that of the series in `observed/` that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observer {
    /// Name.
    pub name: &'static str,
    /// Measure of the ledger.
    pub measure: &'static str,
    /// How it is read.
    pub what: What,
    /// How observations scatter.
    pub error: Error,
    /// Meaning, for people.
    pub meaning: &'static str,
}

/// Every observer.
pub const OBSERVERS: &[Observer] = &[
    Observer {
        name: "arrivals",
        measure: "arrivals",
        what: What::Sum,
        error: Error::Poisson,
        meaning: "persons who arrived where arrivals are counted",
    },
    Observer {
        name: "price",
        measure: "price",
        what: What::MeanQuote,
        // Quotes mix legs, currencies and motives: a factor of 1.5 to 2 between them.
        error: Error::LogNormal(0.56),
        meaning: "price of passage to leave, as quoted by brokers",
    },
    Observer {
        name: "new-fence",
        measure: "fence_km",
        what: What::Growth,
        // Lines are drawn by hand on pictures of different dates; a fifth of the border was not seen.
        error: Error::LogNormal(0.2),
        meaning: "length of fence built since the first month, as seen from above",
    },
];

/// What could be read of a window, without its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The observer.
    pub observer: &'static Observer,
    /// Value in the measure's unit.
    pub value: f64,
}

/// The observer of that name.
pub fn observer(name: &str) -> Option<&'static Observer> {
    OBSERVERS.iter().find(|observer| observer.name == name)
}

impl Observer {
    /// Reads a window of days off a run's tallies; `None` where the run has no such period, or no quote.
    pub fn read(&'static self, rows: &Rows, days: Range<u32>) -> Option<Reading> {
        let number = measure(self.measure);
        // Rows stand in the order of their days.
        let window = |days: &Range<u32>| {
            let place = |day: u32| rows.day.partition_point(|first| *first < day);
            let own = move |i: &usize| rows.measure[*i] as usize == number && rows.reported_by[*i] == NONE;
            (place(days.start)..place(days.end)).filter(own)
        };
        let sum = |days: &Range<u32>| window(days).map(|i| rows.value[i]).sum::<f64>();
        let mut periods: Vec<u32> = window(&days).map(|i| rows.day[i]).collect();
        periods.dedup();
        if !rows.day.iter().any(|first| days.contains(first)) {
            return None;
        }
        let value = match self.what {
            What::Sum => sum(&days),
            What::MeanQuote => {
                let quoted = |i: &usize| rows.activity[*i] == 0 && rows.value[*i] > 0.0;
                let count = window(&days).filter(quoted).count();
                if count == 0 {
                    return None;
                }
                window(&days).filter(quoted).map(|i| rows.value[i]).sum::<f64>() / count as f64
            }
            What::Growth => {
                let first = rows.day.first().copied().unwrap_or(0);
                sum(&days) / periods.len().max(1) as f64 - sum(&(first..first + 1))
            }
        };
        debug_assert!(self.what != What::Sum || MEASURES[number].kind == Kind::Flow);
        Some(Reading { observer: self, value })
    }
}

impl Reading {
    /// Logarithm of the probability (Poisson) or density (log-normal) of an observation.
    pub fn log_likelihood(&self, observed: f64) -> f64 {
        match self.observer.error {
            Error::Poisson => {
                let rate = self.value.max(0.5);
                observed * libm::log(rate) - rate - libm::lgamma(observed + 1.0)
            }
            Error::LogNormal(deviation) => {
                let z = (libm::log(observed.max(1e-9)) - libm::log(self.value.max(1e-9))) / deviation;
                -0.5 * z * z - libm::log(deviation * observed.max(1e-9) * libm::sqrt(2.0 * core::f64::consts::PI))
            }
        }
    }

    /// What would be observed at quantiles evenly spread: `count` values (at least one), in rising order.
    pub fn observations(&self, count: usize) -> Vec<f64> {
        let shares = (0..count).map(|i| (i as f64 + 0.5) / count as f64);
        match self.observer.error {
            Error::Poisson => {
                let rate = self.value.max(0.0);
                let (mut k, mut term) = (0.0, libm::exp(-rate));
                let mut below = term;
                shares
                    .map(|share| {
                        while below < share && k < 10.0 * rate + 100.0 {
                            k += 1.0;
                            term *= rate / k;
                            below += term;
                        }
                        k
                    })
                    .collect()
            }
            Error::LogNormal(deviation) => shares
                .map(|share| self.value * libm::exp(deviation * normal_quantile(share)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(name: &str, value: f64) -> Reading {
        Reading {
            observer: observer(name).expect("it is there"),
            value,
        }
    }

    #[test]
    fn likelihoods_are_those_of_the_textbook() {
        // Poisson(3) at 2: 9/2 · e^-3.
        let poisson = reading("arrivals", 3.0).log_likelihood(2.0);
        assert!((poisson - libm::log(4.5 * libm::exp(-3.0))).abs() < 1e-12);
        // A log-normal integrates to one.
        let step = 0.01;
        let density = |i: i32| libm::exp(reading("price", 10.0).log_likelihood(f64::from(i) * step));
        let whole: f64 = (1..40_000).map(|i| density(i) * step).sum();
        assert!((whole - 1.0).abs() < 1e-4, "{whole}");
    }

    #[test]
    fn observations_spread_as_their_error_says() {
        let counts = reading("arrivals", 30.0).observations(400);
        let mean = counts.iter().sum::<f64>() / 400.0;
        let variance = counts.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 400.0;
        assert!(
            (mean - 30.0).abs() < 0.2 && (variance - 30.0).abs() < 1.5,
            "{mean} {variance}"
        );
        let prices = reading("price", 5_000.0).observations(101);
        assert!((prices[50] - 5_000.0).abs() < 1e-3);
    }

    #[test]
    fn windows_are_read_whole() {
        let number = |name| measure(name) as u8;
        let mut rows = Rows::default();
        for (day, name, activity, value) in [
            (0, "arrivals", NONE, 4.0),
            (0, "fence_km", NONE, 10.0),
            (31, "arrivals", NONE, 5.0),
            (31, "price", 0, 100.0),
            (31, "price", 1, 3.0),
            (59, "arrivals", NONE, 7.0),
            (59, "fence_km", NONE, 14.0),
        ] {
            rows.day.push(day);
            rows.county.push(0);
            rows.measure.push(number(name));
            rows.activity.push(activity);
            rows.stratum.push(NONE);
            rows.force.push(NONE);
            rows.reported_by.push(NONE);
            rows.value.push(value);
        }
        let read = |name: &str, days| observer(name).and_then(|o| o.read(&rows, days)).map(|r| r.value);
        assert_eq!(read("arrivals", 0..59), Some(9.0));
        assert_eq!(read("price", 31..59), Some(100.0));
        assert_eq!(read("price", 0..31), None);
        assert_eq!(read("new-fence", 59..90), Some(4.0));
        assert_eq!(read("arrivals", 90..120), None);
    }
}
