//! Reservation price, deal, standing deal (design 4.10).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Share of the surplus over the reservation price that the guard gets. Unit: share.
    pub theta: f64,
    /// Increase of the reservation price where the whole unit answers for its members. Unit: multiple.
    pub collective: f64,
    /// Rebate on the reservation price at full sympathy. Unit: currency.
    pub sympathy: f64,
    /// Penalty for letting someone leave, relative to the force's penalty for smuggling. Unit: multiple.
    pub severity_leave: f64,
    /// Spread of guards' price multipliers: standard deviation of the logarithm, mean 1. Unit: log units.
    pub tolerance_sigma: f64,
    /// Mean of what a leaver who is caught can offer on the spot (exponential). Unit: currency.
    pub spot_leave: f64,
    /// Mean of what a smuggler who is caught can offer on the spot (exponential). Unit: currency.
    pub spot_smuggle: f64,
    /// What one passage to leave is worth to the broker's clients, over all layers. Unit: currency.
    pub value_leave: f64,
    /// What one smuggling run is worth, over all layers. Unit: currency.
    pub value_smuggle: f64,
    /// Broker's share on top of what the layers are paid. Unit: share.
    pub broker_margin: f64,
    /// Hazard at which a guard of long tenure comes to a standing deal that is worth it. Unit: per guard-year.
    pub deal_per_year: f64,
    /// Tenure at which the hazard of a deal has reached 63 percent of its full value. Unit: days.
    pub tenure_days: f64,
    /// Hazard at which a standing deal ends by itself. Unit: per deal-year.
    pub deal_end_per_year: f64,
    /// Share of a layer's sight that a standing deal takes away. Unit: share.
    pub cover: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "theta",
        unit: "share",
        meaning: "Share of the surplus over the reservation price that the guard gets.",
        least: 0.0,
        most: 1.0,
        read: |p| p.theta,
        write: |p, v| p.theta = v,
    },
    Parameter {
        key: "collective",
        unit: "multiple",
        meaning: "Increase of the reservation price where the whole unit answers for its members.",
        least: 0.0,
        most: 50.0,
        read: |p| p.collective,
        write: |p, v| p.collective = v,
    },
    Parameter {
        key: "sympathy",
        unit: "currency",
        meaning: "Rebate on the reservation price at full sympathy.",
        least: 0.0,
        most: 1000000.0,
        read: |p| p.sympathy,
        write: |p, v| p.sympathy = v,
    },
    Parameter {
        key: "severity_leave",
        unit: "multiple",
        meaning: "Penalty for letting someone leave, relative to the force's penalty for smuggling.",
        least: 0.0,
        most: 100.0,
        read: |p| p.severity_leave,
        write: |p, v| p.severity_leave = v,
    },
    Parameter {
        key: "tolerance_sigma",
        unit: "log units",
        meaning: "Spread of guards' price multipliers: standard deviation of the logarithm, mean 1.",
        least: 0.0,
        most: 5.0,
        read: |p| p.tolerance_sigma,
        write: |p, v| p.tolerance_sigma = v,
    },
    Parameter {
        key: "spot_leave",
        unit: "currency",
        meaning: "Mean of what a leaver who is caught can offer on the spot (exponential).",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.spot_leave,
        write: |p, v| p.spot_leave = v,
    },
    Parameter {
        key: "spot_smuggle",
        unit: "currency",
        meaning: "Mean of what a smuggler who is caught can offer on the spot (exponential).",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.spot_smuggle,
        write: |p, v| p.spot_smuggle = v,
    },
    Parameter {
        key: "value_leave",
        unit: "currency",
        meaning: "What one passage to leave is worth to the broker's clients, over all layers.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.value_leave,
        write: |p, v| p.value_leave = v,
    },
    Parameter {
        key: "value_smuggle",
        unit: "currency",
        meaning: "What one smuggling run is worth, over all layers.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.value_smuggle,
        write: |p, v| p.value_smuggle = v,
    },
    Parameter {
        key: "broker_margin",
        unit: "share",
        meaning: "Broker's share on top of what the layers are paid.",
        least: 0.0,
        most: 20.0,
        read: |p| p.broker_margin,
        write: |p, v| p.broker_margin = v,
    },
    Parameter {
        key: "deal_per_year",
        unit: "per guard-year",
        meaning: "Hazard at which a guard of long tenure comes to a standing deal that is worth it.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.deal_per_year,
        write: |p, v| p.deal_per_year = v,
    },
    Parameter {
        key: "tenure_days",
        unit: "days",
        meaning: "Tenure at which the hazard of a deal has reached 63 percent of its full value.",
        least: 1.0,
        most: 10000.0,
        read: |p| p.tenure_days,
        write: |p, v| p.tenure_days = v,
    },
    Parameter {
        key: "deal_end_per_year",
        unit: "per deal-year",
        meaning: "Hazard at which a standing deal ends by itself.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.deal_end_per_year,
        write: |p, v| p.deal_end_per_year = v,
    },
    Parameter {
        key: "cover",
        unit: "share",
        meaning: "Share of a layer's sight that a standing deal takes away.",
        least: 0.0,
        most: 1.0,
        read: |p| p.cover,
        write: |p, v| p.cover = v,
    },
];
