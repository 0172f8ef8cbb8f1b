//! Watchers watch watchers; penalties (design 4.12, 4.13).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Hazard of discovery by inspectors per passage on a guard's account, without any order. Unit: per unit of complicity and year.
    pub inspectors: f64,
    /// Rate at which a guard's undiscovered complicity is forgotten. Unit: per year.
    pub forget_per_year: f64,
    /// Share of the guards found out who are prosecuted, beyond discharge. Unit: share.
    pub prosecute: f64,
    /// Chance that a case found while collective punishment is in force has the whole unit rotated. Unit: probability.
    pub rotate_unit: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "inspectors",
        unit: "per unit of complicity and year",
        meaning: "Hazard of discovery by inspectors per passage on a guard's account, without any order.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.inspectors,
        write: |p, v| p.inspectors = v,
    },
    Parameter {
        key: "forget_per_year",
        unit: "per year",
        meaning: "Rate at which a guard's undiscovered complicity is forgotten.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.forget_per_year,
        write: |p, v| p.forget_per_year = v,
    },
    Parameter {
        key: "prosecute",
        unit: "share",
        meaning: "Share of the guards found out who are prosecuted, beyond discharge.",
        least: 0.0,
        most: 1.0,
        read: |p| p.prosecute,
        write: |p, v| p.prosecute = v,
    },
    Parameter {
        key: "rotate_unit",
        unit: "probability",
        meaning: "Chance that a case found while collective punishment is in force has the whole unit rotated.",
        least: 0.0,
        most: 1.0,
        read: |p| p.rotate_unit,
        write: |p, v| p.rotate_unit = v,
    },
];
