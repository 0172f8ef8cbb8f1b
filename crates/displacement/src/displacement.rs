//! What a run is given.

use crate::floods::Levels;
use crate::food::Food;
use crate::happenings::{Change, Closure, Conflict};
use crate::network::Network;
use crate::series::Series;
use crate::spawning::Spawning;
use crate::traits::Traits;

/// A displacement to simulate.
#[derive(Clone, Debug, Default)]
pub struct Displacement {
    /// Places, links and rules on the first morning.
    pub network: Network,
    /// Days.
    pub days: u32,
    /// Conflicts, place by place.
    pub conflicts: Vec<Conflict>,
    /// Closures, in the order of the file.
    pub closures: Vec<Closure>,
    /// Places that become something else.
    pub changes: Vec<Change>,
    /// Registered people: the total first, then series of camps and others.
    pub series: Vec<Series>,
    /// How newcomers come.
    pub spawning: Spawning,
    /// Extra people at a place at the beginning, by place. As Flee runs they are put into places of the output only.
    pub initial_idps: Vec<u32>,
    /// Levels of floods, by place.
    pub levels: Vec<Levels>,
    /// Who goes hungry where.
    pub food: Food,
    /// Who people are.
    pub traits: Traits,
    /// People who are named one by one, in order: place and kind.
    pub named: Vec<(usize, u32)>,
    /// Whether each day is one of harvest; none: no day is.
    pub harvest: Vec<bool>,
}

impl Displacement {
    /// The columns of the output: places that are camps on the first morning, or all where people flee from floods as Flee runs.
    pub fn camps(&self) -> Vec<usize> {
        let all = self.only_floods();
        (0..self.network.places.len())
            .filter(|p| all || self.network.places[*p].camp)
            .collect()
    }

    /// Whether people flee from floods as Flee runs: conflicts and registered people then set nobody on the way.
    pub fn only_floods(&self) -> bool {
        self.spawning.by_flood.is_some() && !self.network.rules.documented
    }

    /// Whether newcomers follow from registered people.
    pub fn by_data(&self) -> bool {
        let floods = self.spawning.by_flood.is_some() && (self.only_floods() || self.conflicts.is_empty());
        self.spawning.by_conflict.is_none() && !floods
    }

    /// What it follows from how many people set out.
    pub fn newcomers_follow(&self) -> &'static str {
        let conflicts = self.spawning.by_conflict.is_some() && !self.only_floods();
        match (self.by_data(), conflicts, self.spawning.by_flood.is_some()) {
            (true, _, false) => "the registered numbers",
            (true, _, true) => "the registered numbers and the floods",
            (false, true, false) => "the conflicts",
            (false, true, true) => "the conflicts and the floods",
            (false, false, _) => "the floods",
        }
    }
}
