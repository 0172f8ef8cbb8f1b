//! What residents and units come to expect (design 4.14).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Weight of one attempt seen against what was believed of a segment. Unit: share.
    pub learn: f64,
    /// Share of what a county learns that its neighbours learn. Unit: share.
    pub spread: f64,
    /// Rate at which belief returns to what can be seen by eye. Unit: per year.
    pub forget_per_year: f64,
    /// Perceived risk from watchers in sight, per guard and kilometre (saturating). Unit: per guard and km.
    pub by_eye: f64,
    /// Perceived chance of failing with nothing in sight. Unit: probability.
    pub prior: f64,
    /// How far one punishment in the unit moves a unit's perceived chance of being found out toward 1. Unit: share.
    pub fear_jump: f64,
    /// Share of that jump in the neighbouring units. Unit: share.
    pub fear_spread: f64,
    /// Rate at which perceived discovery returns to its floor. Unit: per year.
    pub fear_forget_per_year: f64,
    /// Perceived chance of being found out where nothing was heard of any case. Unit: probability.
    pub fear_floor: f64,
    /// Loss of morale per guard per resident above what stood there at first. Unit: per guard per resident.
    pub morale_scrutiny: f64,
    /// Loss of morale under full lockdown. Unit: share.
    pub morale_lockdown: f64,
    /// Loss of morale per person shot per thousand residents. Unit: per shot and 1000 residents.
    pub morale_shooting: f64,
    /// Rate at which morale moves to what present conditions imply. Unit: per year.
    pub morale_recover_per_year: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "learn",
        unit: "share",
        meaning: "Weight of one attempt seen against what was believed of a segment.",
        least: 0.0,
        most: 1.0,
        read: |p| p.learn,
        write: |p, v| p.learn = v,
    },
    Parameter {
        key: "spread",
        unit: "share",
        meaning: "Share of what a county learns that its neighbours learn.",
        least: 0.0,
        most: 1.0,
        read: |p| p.spread,
        write: |p, v| p.spread = v,
    },
    Parameter {
        key: "forget_per_year",
        unit: "per year",
        meaning: "Rate at which belief returns to what can be seen by eye.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.forget_per_year,
        write: |p, v| p.forget_per_year = v,
    },
    Parameter {
        key: "by_eye",
        unit: "per guard and km",
        meaning: "Perceived risk from watchers in sight, per guard and kilometre (saturating).",
        least: 0.0,
        most: 100.0,
        read: |p| p.by_eye,
        write: |p, v| p.by_eye = v,
    },
    Parameter {
        key: "prior",
        unit: "probability",
        meaning: "Perceived chance of failing with nothing in sight.",
        least: 0.0,
        most: 1.0,
        read: |p| p.prior,
        write: |p, v| p.prior = v,
    },
    Parameter {
        key: "fear_jump",
        unit: "share",
        meaning: "How far one punishment in the unit moves a unit's perceived chance of being found out toward 1.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fear_jump,
        write: |p, v| p.fear_jump = v,
    },
    Parameter {
        key: "fear_spread",
        unit: "share",
        meaning: "Share of that jump in the neighbouring units.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fear_spread,
        write: |p, v| p.fear_spread = v,
    },
    Parameter {
        key: "fear_forget_per_year",
        unit: "per year",
        meaning: "Rate at which perceived discovery returns to its floor.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.fear_forget_per_year,
        write: |p, v| p.fear_forget_per_year = v,
    },
    Parameter {
        key: "fear_floor",
        unit: "probability",
        meaning: "Perceived chance of being found out where nothing was heard of any case.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fear_floor,
        write: |p, v| p.fear_floor = v,
    },
    Parameter {
        key: "morale_scrutiny",
        unit: "per guard per resident",
        meaning: "Loss of morale per guard per resident above what stood there at first.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.morale_scrutiny,
        write: |p, v| p.morale_scrutiny = v,
    },
    Parameter {
        key: "morale_lockdown",
        unit: "share",
        meaning: "Loss of morale under full lockdown.",
        least: 0.0,
        most: 1.0,
        read: |p| p.morale_lockdown,
        write: |p, v| p.morale_lockdown = v,
    },
    Parameter {
        key: "morale_shooting",
        unit: "per shot and 1000 residents",
        meaning: "Loss of morale per person shot per thousand residents.",
        least: 0.0,
        most: 10.0,
        read: |p| p.morale_shooting,
        write: |p, v| p.morale_shooting = v,
    },
    Parameter {
        key: "morale_recover_per_year",
        unit: "per year",
        meaning: "Rate at which morale moves to what present conditions imply.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.morale_recover_per_year,
        write: |p, v| p.morale_recover_per_year = v,
    },
];
