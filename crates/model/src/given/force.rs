//! Forces: layers of watchers, and the numbers of each.

use crate::parameter::numbers;

/// How a force stands along a county's border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    /// Evenly.
    Even,
    /// At posts, in groups with the units of an earlier force.
    Embedded,
    /// On the least guarded segments only.
    LeastGuarded,
}

/// A force: a layer of watchers.
#[derive(Clone, Debug, PartialEq)]
pub struct Force {
    /// Name.
    pub name: String,
    /// Posting rule.
    pub posting: Posting,
    /// Forces that it watches, as indices into the forces.
    pub watches: Vec<usize>,
    /// Stands behind the barriers (toward the inland side) and fires or stops after them, as batteries do.
    pub behind: bool,
    /// Numbers.
    pub numbers: ForceNumbers,
}

numbers! {
    /// Numbers of a force.
    pub struct ForceNumbers {
        /// Initial strength along the border.
        strength_per_km: f64 = "persons per km", 0.0..=10000.0;
        /// Persons per unit that shares fear and answers together.
        unit_size: f64 = "persons", 1.0..=100000.0;
        /// Share of a county's segments that a force posted on the least guarded ones covers.
        covers: f64 = "share", 0.0..=1.0;
        /// Hazard of being seen per guard on duty on one kilometre.
        detection: f64 = "per guard on duty and km", 0.0..=100.0;
        /// Share of sightings without fire that end in arrest; the others turn back.
        arrest: f64 = "share", 0.0..=1.0;
        /// Share of sightings answered by fire without any order.
        fire: f64 = "share", 0.0..=1.0;
        /// Chance to hit when fire is opened.
        hit: f64 = "probability", 0.0..=1.0;
        /// Penalty for complicity with smuggling.
        penalty_days: f64 = "days of income", 0.0..=1e6;
        /// Income of a guard.
        income_per_day: f64 = "currency per day", 0.0..=1e5;
        /// Multiplier of the hazard of standing deals.
        corruptible: f64 = "multiple", 0.0..=100.0;
        /// Share of the value of a passage that can go to this layer.
        value_share: f64 = "share", 0.0..=1.0;
        /// Hazard at which it finds out a guard whom it watches.
        oversight: f64 = "per year, unit of complicity and watcher on the segment", 0.0..=1000.0;
    }
}
