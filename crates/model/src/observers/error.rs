//! How an observation scatters around what a run has: its likelihood, and what would be observed.

use super::Reading;
use amnok_chance::normal::normal_quantile;

/// How an observation scatters around a reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// A full count of independent events: Poisson around the reading.
    Poisson,
    /// A factor: the logarithm is normal around the reading's, with this standard deviation.
    LogNormal(f64),
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
    use crate::observers::observer;

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
}
