//! Animals of the far bank at the water, and carcasses left there: what a complaint is about. Reads policing of the far bank; owns nothing:
//! they are told of as any other topic.
//!
//! Source: s002-carcasses-and-grazing, s002-asymmetry-of-banks, s002-demand-control-people-animals. Assumed: both numbers; no disease comes of
//! them here.

use crate::chance::Purpose;
use crate::facts::{Animals, Fact, Log};
use crate::given::Border;
use crate::parameter::numbers;
use crate::today::Today;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// How often in a year animals of the far bank, or carcasses, are at the water on a km of line, at usual policing.
        per_km_year: f64 = "per km and year", 0.0..=10000.0;
        /// Log-decrease of that per unit of policing beyond the usual.
        policing: f64 = "per unit of policing", 0.0..=50.0;
    }
}

/// How often a day animals are at the water along a county: `per_km_year/365 · km · e^{−policing·(P − usual)⁺}`.
pub fn mean(params: &Params, km: f64, policing_beyond: f64) -> f64 {
    params.per_km_year / 365.0 * km * libm::exp(-params.policing * policing_beyond.max(0.0))
}

/// A day: a Poisson number in each county.
pub fn step(today: &Today, params: &Params, border: Border, counties: &Counties, log: &mut impl Log) {
    for (c, county) in border.counties.iter().enumerate() {
        let mean = mean(
            params,
            county.border_km,
            counties.policing[c] - counties.policing_usual[c],
        );
        if mean > 0.0 {
            let seen = today.draws(Purpose::Animals, c, 0).poisson(mean);
            if seen > 0 {
                log.happened(&Fact::Animals(Animals {
                    day: today.day,
                    county: c as u16,
                    seen,
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policing_keeps_animals_from_the_water() {
        let params = Params {
            per_km_year: 73.0,
            policing: 2.0,
        };
        assert!((mean(&params, 10.0, -0.1) - 2.0).abs() < 1e-12);
        assert!((mean(&params, 10.0, 0.5) - 2.0 * libm::exp(-1.0)).abs() < 1e-12);
    }
}
