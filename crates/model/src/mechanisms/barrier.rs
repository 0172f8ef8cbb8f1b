//! Wall, fence, cameras: condition and works (design 4.5).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Rate at which the condition of what is built decays. Unit: per year.
    pub decay_per_year: f64,
    /// Rate at which repair restores it. Unit: per year.
    pub repair_per_year: f64,
    /// Length that one worker finishes in a day with full supply of material. Unit: m per worker-day.
    pub metres_per_worker_day: f64,
    /// Share of the material needed that arrives. Unit: share.
    pub supply: f64,
    /// Hazard of death of a worker at the works. Unit: per worker-year.
    pub deaths_per_worker_year: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "decay_per_year",
        unit: "per year",
        meaning: "Rate at which the condition of what is built decays.",
        least: 0.0,
        most: 10.0,
        read: |p| p.decay_per_year,
        write: |p, v| p.decay_per_year = v,
    },
    Parameter {
        key: "repair_per_year",
        unit: "per year",
        meaning: "Rate at which repair restores it.",
        least: 0.0,
        most: 10.0,
        read: |p| p.repair_per_year,
        write: |p, v| p.repair_per_year = v,
    },
    Parameter {
        key: "metres_per_worker_day",
        unit: "m per worker-day",
        meaning: "Length that one worker finishes in a day with full supply of material.",
        least: 0.0,
        most: 10.0,
        read: |p| p.metres_per_worker_day,
        write: |p, v| p.metres_per_worker_day = v,
    },
    Parameter {
        key: "supply",
        unit: "share",
        meaning: "Share of the material needed that arrives.",
        least: 0.0,
        most: 1.0,
        read: |p| p.supply,
        write: |p, v| p.supply = v,
    },
    Parameter {
        key: "deaths_per_worker_year",
        unit: "per worker-year",
        meaning: "Hazard of death of a worker at the works.",
        least: 0.0,
        most: 1.0,
        read: |p| p.deaths_per_worker_year,
        write: |p, v| p.deaths_per_worker_year = v,
    },
];
