//! What stands in the way, obstacle by obstacle (design 4.9).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Hazard of being stopped per kilometre of restricted zone. Unit: per km.
    pub zone_stop: f64,
    /// Share of those stopped in the zone who are arrested; the others are sent home. Unit: share.
    pub zone_arrest: f64,
    /// Exposure of a smuggling run, there and back, relative to leaving once. Unit: multiple.
    pub smuggle_exposure: f64,
    /// Chance that a working camera sees a passage, per unit of coverage. Unit: probability.
    pub camera_sight: f64,
    /// Chance that a patrol comes in time to what a camera saw. Unit: probability.
    pub camera_response: f64,
    /// Chance of finding a dead or cut stretch in a fence that is live. Unit: probability.
    pub fence_gap: f64,
    /// Chance that one who finds no gap in a live fence touches it and dies; the others turn back. Unit: probability.
    pub fence_death: f64,
    /// Extra exposure to the patrol from the delay at a dead fence. Unit: multiple.
    pub fence_delay: f64,
    /// Chance that a wall can be neither climbed nor dug under in the time there is. Unit: probability.
    pub wall_turn_back: f64,
    /// Extra exposure to the patrol from the delay at a wall. Unit: multiple.
    pub wall_delay: f64,
    /// Width of ground within which a mine is set off. Unit: km.
    pub mine_width_km: f64,
    /// Chance that a mine kills the one who sets it off. Unit: probability.
    pub mine_death: f64,
    /// Chance that one who is hit dies. Unit: probability.
    pub shot_death: f64,
    /// Days of detention for trying to leave. Unit: days.
    pub detention_leave_days: f64,
    /// Days of detention for smuggling. Unit: days.
    pub detention_smuggle_days: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "zone_stop",
        unit: "per km",
        meaning: "Hazard of being stopped per kilometre of restricted zone.",
        least: 0.0,
        most: 10.0,
        read: |p| p.zone_stop,
        write: |p, v| p.zone_stop = v,
    },
    Parameter {
        key: "zone_arrest",
        unit: "share",
        meaning: "Share of those stopped in the zone who are arrested; the others are sent home.",
        least: 0.0,
        most: 1.0,
        read: |p| p.zone_arrest,
        write: |p, v| p.zone_arrest = v,
    },
    Parameter {
        key: "smuggle_exposure",
        unit: "multiple",
        meaning: "Exposure of a smuggling run, there and back, relative to leaving once.",
        least: 0.0,
        most: 10.0,
        read: |p| p.smuggle_exposure,
        write: |p, v| p.smuggle_exposure = v,
    },
    Parameter {
        key: "camera_sight",
        unit: "probability",
        meaning: "Chance that a working camera sees a passage, per unit of coverage.",
        least: 0.0,
        most: 1.0,
        read: |p| p.camera_sight,
        write: |p, v| p.camera_sight = v,
    },
    Parameter {
        key: "camera_response",
        unit: "probability",
        meaning: "Chance that a patrol comes in time to what a camera saw.",
        least: 0.0,
        most: 1.0,
        read: |p| p.camera_response,
        write: |p, v| p.camera_response = v,
    },
    Parameter {
        key: "fence_gap",
        unit: "probability",
        meaning: "Chance of finding a dead or cut stretch in a fence that is live.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fence_gap,
        write: |p, v| p.fence_gap = v,
    },
    Parameter {
        key: "fence_death",
        unit: "probability",
        meaning: "Chance that one who finds no gap in a live fence touches it and dies; the others turn back.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fence_death,
        write: |p, v| p.fence_death = v,
    },
    Parameter {
        key: "fence_delay",
        unit: "multiple",
        meaning: "Extra exposure to the patrol from the delay at a dead fence.",
        least: 0.0,
        most: 20.0,
        read: |p| p.fence_delay,
        write: |p, v| p.fence_delay = v,
    },
    Parameter {
        key: "wall_turn_back",
        unit: "probability",
        meaning: "Chance that a wall can be neither climbed nor dug under in the time there is.",
        least: 0.0,
        most: 1.0,
        read: |p| p.wall_turn_back,
        write: |p, v| p.wall_turn_back = v,
    },
    Parameter {
        key: "wall_delay",
        unit: "multiple",
        meaning: "Extra exposure to the patrol from the delay at a wall.",
        least: 0.0,
        most: 20.0,
        read: |p| p.wall_delay,
        write: |p, v| p.wall_delay = v,
    },
    Parameter {
        key: "mine_width_km",
        unit: "km",
        meaning: "Width of ground within which a mine is set off.",
        least: 0.0,
        most: 0.1,
        read: |p| p.mine_width_km,
        write: |p, v| p.mine_width_km = v,
    },
    Parameter {
        key: "mine_death",
        unit: "probability",
        meaning: "Chance that a mine kills the one who sets it off.",
        least: 0.0,
        most: 1.0,
        read: |p| p.mine_death,
        write: |p, v| p.mine_death = v,
    },
    Parameter {
        key: "shot_death",
        unit: "probability",
        meaning: "Chance that one who is hit dies.",
        least: 0.0,
        most: 1.0,
        read: |p| p.shot_death,
        write: |p, v| p.shot_death = v,
    },
    Parameter {
        key: "detention_leave_days",
        unit: "days",
        meaning: "Days of detention for trying to leave.",
        least: 0.0,
        most: 10000.0,
        read: |p| p.detention_leave_days,
        write: |p, v| p.detention_leave_days = v,
    },
    Parameter {
        key: "detention_smuggle_days",
        unit: "days",
        meaning: "Days of detention for smuggling.",
        least: 0.0,
        most: 10000.0,
        read: |p| p.detention_smuggle_days,
        write: |p, v| p.detention_smuggle_days = v,
    },
];
