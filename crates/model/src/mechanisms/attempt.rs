//! Who tries, and where (design 4.7, 4.8).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Hazard of trying to leave, at baseline distress, no perceived risk and means at hand. Unit: per resident-year.
    pub leave_per_year: f64,
    /// Hazard of trying a smuggling run, at baseline distress, no perceived risk and means at hand. Unit: per resident-year.
    pub smuggle_per_year: f64,
    /// Largest multiplier of a resident: multipliers are bounded, of mean 1, the larger the more unequal. Unit: multiple of the mean.
    pub spread: f64,
    /// Log-increase of the hazard of leaving per unit of distress. Unit: per unit of distress.
    pub distress_leave: f64,
    /// Log-increase of the hazard of smuggling per unit of distress. Unit: per unit of distress.
    pub distress_smuggle: f64,
    /// Log-decrease of the hazard of leaving per unit of perceived risk. Unit: per unit of perceived risk.
    pub risk_leave: f64,
    /// Log-decrease of the hazard of smuggling per unit of perceived risk. Unit: per unit of perceived risk.
    pub risk_smuggle: f64,
    /// Share of attempts that a full lockdown leaves. Unit: share.
    pub lockdown: f64,
    /// Share of would-be leavers who try alone though they cannot pay the price of passage. Unit: share.
    pub without_means_leave: f64,
    /// Share of would-be smugglers who try alone though they cannot pay the price of passage. Unit: share.
    pub without_means_smuggle: f64,
    /// Median of what a leaver can raise for passage. Unit: currency.
    pub means_leave: f64,
    /// Median of what a smuggler can pay for one run. Unit: currency.
    pub means_smuggle: f64,
    /// Spread of means: standard deviation of their logarithm. Unit: log units.
    pub means_sigma: f64,
    /// Temperature of the search for blind spots: smaller means a sharper preference for low perceived risk. Unit: probability.
    pub search: f64,
    /// Distance over which the pull of a segment falls by e. Unit: km.
    pub reach_km: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "leave_per_year",
        unit: "per resident-year",
        meaning: "Hazard of trying to leave, at baseline distress, no perceived risk and means at hand.",
        least: 0.0,
        most: 10.0,
        read: |p| p.leave_per_year,
        write: |p, v| p.leave_per_year = v,
    },
    Parameter {
        key: "smuggle_per_year",
        unit: "per resident-year",
        meaning: "Hazard of trying a smuggling run, at baseline distress, no perceived risk and means at hand.",
        least: 0.0,
        most: 400.0,
        read: |p| p.smuggle_per_year,
        write: |p, v| p.smuggle_per_year = v,
    },
    Parameter {
        key: "spread",
        unit: "multiple of the mean",
        meaning: "Largest multiplier of a resident: multipliers are bounded, of mean 1, the larger the more unequal.",
        least: 1.0,
        most: 50.0,
        read: |p| p.spread,
        write: |p, v| p.spread = v,
    },
    Parameter {
        key: "distress_leave",
        unit: "per unit of distress",
        meaning: "Log-increase of the hazard of leaving per unit of distress.",
        least: 0.0,
        most: 10.0,
        read: |p| p.distress_leave,
        write: |p, v| p.distress_leave = v,
    },
    Parameter {
        key: "distress_smuggle",
        unit: "per unit of distress",
        meaning: "Log-increase of the hazard of smuggling per unit of distress.",
        least: 0.0,
        most: 10.0,
        read: |p| p.distress_smuggle,
        write: |p, v| p.distress_smuggle = v,
    },
    Parameter {
        key: "risk_leave",
        unit: "per unit of perceived risk",
        meaning: "Log-decrease of the hazard of leaving per unit of perceived risk.",
        least: 0.0,
        most: 20.0,
        read: |p| p.risk_leave,
        write: |p, v| p.risk_leave = v,
    },
    Parameter {
        key: "risk_smuggle",
        unit: "per unit of perceived risk",
        meaning: "Log-decrease of the hazard of smuggling per unit of perceived risk.",
        least: 0.0,
        most: 20.0,
        read: |p| p.risk_smuggle,
        write: |p, v| p.risk_smuggle = v,
    },
    Parameter {
        key: "lockdown",
        unit: "share",
        meaning: "Share of attempts that a full lockdown leaves.",
        least: 0.0,
        most: 1.0,
        read: |p| p.lockdown,
        write: |p, v| p.lockdown = v,
    },
    Parameter {
        key: "without_means_leave",
        unit: "share",
        meaning: "Share of would-be leavers who try alone though they cannot pay the price of passage.",
        least: 0.0,
        most: 1.0,
        read: |p| p.without_means_leave,
        write: |p, v| p.without_means_leave = v,
    },
    Parameter {
        key: "without_means_smuggle",
        unit: "share",
        meaning: "Share of would-be smugglers who try alone though they cannot pay the price of passage.",
        least: 0.0,
        most: 1.0,
        read: |p| p.without_means_smuggle,
        write: |p, v| p.without_means_smuggle = v,
    },
    Parameter {
        key: "means_leave",
        unit: "currency",
        meaning: "Median of what a leaver can raise for passage.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.means_leave,
        write: |p, v| p.means_leave = v,
    },
    Parameter {
        key: "means_smuggle",
        unit: "currency",
        meaning: "Median of what a smuggler can pay for one run.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.means_smuggle,
        write: |p, v| p.means_smuggle = v,
    },
    Parameter {
        key: "means_sigma",
        unit: "log units",
        meaning: "Spread of means: standard deviation of their logarithm.",
        least: 0.01,
        most: 5.0,
        read: |p| p.means_sigma,
        write: |p, v| p.means_sigma = v,
    },
    Parameter {
        key: "search",
        unit: "probability",
        meaning: "Temperature of the search for blind spots: smaller means a sharper preference for low perceived risk.",
        least: 0.001,
        most: 100.0,
        read: |p| p.search,
        write: |p, v| p.search = v,
    },
    Parameter {
        key: "reach_km",
        unit: "km",
        meaning: "Distance over which the pull of a segment falls by e.",
        least: 0.1,
        most: 1000.0,
        read: |p| p.reach_km,
        write: |p, v| p.reach_km = v,
    },
];

use crate::events::Activity;
use crate::inputs::Inputs;
use crate::mechanisms::orders::Standing;
use crate::mechanisms::remittance;
use crate::world::county::Counties;
use crate::world::remittance::Remittances;

pub mod place;
pub mod trial;
pub mod who;

/// Chance that log-normal means reach a price: `Φ((ln median − ln price)/σ)`; 0 where there is no price.
pub fn affords(median: f64, sigma: f64, price: Option<f64>) -> f64 {
    match price {
        None => 0.0,
        Some(price) if price <= 0.0 => 1.0,
        Some(_) if median <= 0.0 => 0.0,
        Some(price) => 0.5 * libm::erfc((libm::log(price) - libm::log(median)) / sigma / core::f64::consts::SQRT_2),
    }
}

/// The daily hazard of a stratum, before the resident's own multiplier, and the chance that one who tries pays.
pub fn hazard(
    inputs: &Inputs,
    standing: &Standing,
    counties: &Counties,
    remittances: &Remittances,
    c: usize,
    k: usize,
    activity: Activity,
) -> (f64, f64) {
    let params = &inputs.parameters.attempt;
    let (county, stratum) = (&inputs.counties[c], &inputs.strata[k]);
    let (base, weight, distress, risk, alone, means) = match activity {
        Activity::Leave => (
            params.leave_per_year,
            county.leave_weight * stratum.leave,
            params.distress_leave,
            params.risk_leave,
            params.without_means_leave,
            params.means_leave,
        ),
        Activity::Smuggle => (
            params.smuggle_per_year,
            county.smuggle_weight * stratum.smuggle,
            params.distress_smuggle,
            params.risk_smuggle,
            params.without_means_smuggle,
            params.means_smuggle,
        ),
    };
    let from_kin = match stratum.kin {
        true => remittance::means(&inputs.parameters.remittance, remittances.index[c]),
        false => 1.0,
    };
    let paying = affords(
        means * stratum.means * from_kin,
        params.means_sigma,
        counties.price[c][activity as usize],
    );
    let able = paying + (1.0 - paying) * alone;
    let drive = libm::exp(distress * counties.distress[c] - risk * counties.risk[c]);
    let free = 1.0 - standing.lockdown[c] * (1.0 - params.lockdown);
    let hazard = base / 365.0 * weight * drive * free * able;
    (hazard, if able > 0.0 { paying / able } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_that_equal_the_price_reach_it_half_the_time() {
        assert!((affords(100.0, 1.0, Some(100.0)) - 0.5).abs() < 1e-12);
        assert_eq!(affords(100.0, 1.0, None), 0.0);
        assert_eq!(affords(100.0, 1.0, Some(0.0)), 1.0);
    }
}
