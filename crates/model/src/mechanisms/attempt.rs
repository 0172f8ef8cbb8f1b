//! Attempts: who tries, and where. Reads distress, perceived risk, means, prices, lockdown; owns where residents are and what was tried and
//! failed. Who it is: [`who`]; where: [`place`]; what comes of it, one by one:
//! [`trial`], by counts: [`counts`].
//!
//! Source: who leaves and why, by yearly surveys of those who arrived (scenario). Assumed: hazards are log-linear in distress and risk.

pub mod counts;
pub mod place;
pub mod trial;
pub mod who;

use crate::facts::Activity;
use crate::given::{Border, Stratum};
use crate::parameter::numbers;
use crate::today::Today;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Hazard of trying to leave, at baseline distress, no perceived risk and means at hand.
        leave_per_year: f64 = "per resident-year", 0.0..=10.0;
        /// Hazard of trying a smuggling run, at baseline distress, no perceived risk and means at hand.
        smuggle_per_year: f64 = "per resident-year", 0.0..=400.0;
        /// Largest multiplier of a resident: multipliers are bounded, of mean 1, the larger the more unequal.
        spread: f64 = "multiple of the mean", 1.0..=50.0;
        /// Log-increase of the hazard of leaving per unit of distress.
        distress_leave: f64 = "per unit of distress", 0.0..=10.0;
        /// Log-increase of the hazard of smuggling per unit of distress.
        distress_smuggle: f64 = "per unit of distress", 0.0..=10.0;
        /// Log-decrease of the hazard of leaving per unit of perceived risk.
        risk_leave: f64 = "per unit of perceived risk", 0.0..=20.0;
        /// Log-decrease of the hazard of smuggling per unit of perceived risk.
        risk_smuggle: f64 = "per unit of perceived risk", 0.0..=20.0;
        /// Share of attempts that a full lockdown leaves.
        lockdown: f64 = "share", 0.0..=1.0;
        /// Share of would-be leavers who try alone though they cannot pay the price of passage.
        without_means_leave: f64 = "share", 0.0..=1.0;
        /// Share of would-be smugglers who try alone though they cannot pay the price of passage.
        without_means_smuggle: f64 = "share", 0.0..=1.0;
        /// Median of what a leaver can raise for passage.
        means_leave: f64 = "currency", 0.0..=10000000.0;
        /// Median of what a smuggler can pay for one run.
        means_smuggle: f64 = "currency", 0.0..=10000000.0;
        /// Spread of means: standard deviation of their logarithm.
        means_sigma: f64 = "log units", 0.01..=5.0;
        /// Temperature of the search for blind spots: smaller means a sharper preference for low perceived risk.
        search: f64 = "probability", 0.001..=100.0;
        /// Distance over which the pull of a segment falls by e.
        reach_km: f64 = "km", 0.1..=1000.0;
    }
}

/// A price that means reach or do not.
#[derive(Clone, Copy, Debug)]
enum Price {
    /// There is none: nobody can pay.
    None,
    /// Nothing is to be paid.
    Nothing,
    /// Logarithm of the price.
    Log(f64),
}

impl Price {
    fn of(price: Option<f64>) -> Price {
        match price {
            None => Price::None,
            Some(price) if price <= 0.0 => Price::Nothing,
            Some(price) => Price::Log(libm::log(price)),
        }
    }

    /// Chance that log-normal means reach it: `Φ((ln median − ln price)/σ)`; 0 where there is no price.
    fn affords(self, median: f64, sigma: f64) -> f64 {
        match self {
            Price::None => 0.0,
            Price::Nothing => 1.0,
            Price::Log(_) if median <= 0.0 => 0.0,
            Price::Log(price) => 0.5 * libm::erfc((price - libm::log(median)) / sigma / core::f64::consts::SQRT_2),
        }
    }
}

/// Who could try: a stratum of a county, for one activity.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// County.
    pub county: usize,
    /// Stratum.
    pub stratum: usize,
    /// What for.
    pub activity: Activity,
}

/// What drives the residents of a county to one activity today, and holds them back, whatever their stratum. A smuggling run needs somebody on the
/// far bank, and is drawn by what goods cost here.
#[derive(Clone, Copy, Debug)]
pub struct Drive {
    /// Hazard per day of the county's residents, but for their distress and perceived risk.
    base: f64,
    /// Weight of the county.
    weight: f64,
    /// Multiplier for distress and perceived risk.
    pressed: f64,
    /// What a lockdown leaves.
    free: f64,
    /// What partners on the far bank and prices make of it.
    partner: f64,
    /// Price of passage today.
    price: Price,
    /// Share of those without the price who try alone.
    alone: f64,
    /// Median of what they can raise.
    means: f64,
    /// Spread of means.
    sigma: f64,
}

impl Drive {
    /// Of a county, by activity.
    pub fn of(today: &Today, params: &Params, border: Border, counties: &Counties, c: usize) -> [Drive; 2] {
        let county = &border.counties[c];
        Activity::ALL.map(|activity| {
            let (base, weight, distress, risk, alone, means) = match activity {
                Activity::Leave => (
                    params.leave_per_year,
                    county.leave_weight,
                    params.distress_leave,
                    params.risk_leave,
                    params.without_means_leave,
                    params.means_leave,
                ),
                Activity::Smuggle => (
                    params.smuggle_per_year,
                    county.smuggle_weight,
                    params.distress_smuggle,
                    params.risk_smuggle,
                    params.without_means_smuggle,
                    params.means_smuggle,
                ),
            };
            Drive {
                base: base / 365.0,
                weight,
                pressed: libm::exp(distress * counties.distress[c] - risk * counties.risk[c]),
                free: 1.0 - today.standing.lockdown[c] * (1.0 - params.lockdown),
                partner: match activity {
                    Activity::Leave => 1.0,
                    Activity::Smuggle => counties.openness[c] * counties.draw[c],
                },
                price: Price::of(counties.price[c][activity as usize]),
                alone,
                means,
                sigma: params.means_sigma,
            }
        })
    }

    /// The daily hazard of those of a stratum who set out for that activity, before the resident's own multiplier, and the chance that one who
    /// tries pays. `from_kin` multiplies the means of those with kin abroad.
    pub fn hazard(&self, stratum: &Stratum, activity: Activity, from_kin: f64) -> (f64, f64) {
        let from_kin = if stratum.kin { from_kin } else { 1.0 };
        let weight = self.weight * [stratum.leave, stratum.smuggle][activity as usize];
        let paying = self.price.affords(self.means * stratum.means * from_kin, self.sigma);
        let able = paying + (1.0 - paying) * self.alone;
        let hazard = self.base * weight * self.pressed * self.free * able * self.partner;
        (hazard, if able > 0.0 { paying / able } else { 0.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_that_equal_the_price_reach_it_half_the_time() {
        let affords = |price| Price::of(price).affords(100.0, 1.0);
        assert!((affords(Some(100.0)) - 0.5).abs() < 1e-12);
        assert_eq!(affords(None), 0.0);
        assert_eq!(affords(Some(0.0)), 1.0);
    }
}
