//! The other side (design 4.15).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Chance of being caught on the far bank and sent back, at full policing. Unit: probability.
    pub catch: f64,
    /// Days over which policing moves toward its target after a complaint. Unit: days.
    pub response_days: f64,
    /// Rate at which policing returns to its usual level. Unit: per year.
    pub decay_per_year: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "catch",
        unit: "probability",
        meaning: "Chance of being caught on the far bank and sent back, at full policing.",
        least: 0.0,
        most: 1.0,
        read: |p| p.catch,
        write: |p, v| p.catch = v,
    },
    Parameter {
        key: "response_days",
        unit: "days",
        meaning: "Days over which policing moves toward its target after a complaint.",
        least: 1.0,
        most: 365.0,
        read: |p| p.response_days,
        write: |p, v| p.response_days = v,
    },
    Parameter {
        key: "decay_per_year",
        unit: "per year",
        meaning: "Rate at which policing returns to its usual level.",
        least: 0.0,
        most: 100.0,
        read: |p| p.decay_per_year,
        write: |p, v| p.decay_per_year = v,
    },
];
