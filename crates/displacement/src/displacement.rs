//! What a run is given.

use crate::happenings::{Change, Closure, Conflict};
use crate::network::Network;
use crate::series::Series;
use crate::spawning::Spawning;

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
    /// Extra people in a camp at the beginning, by place.
    pub initial_idps: Vec<u32>,
}

impl Displacement {
    /// Places that are camps on the first morning: the columns of the output.
    pub fn camps(&self) -> Vec<usize> {
        (0..self.network.places.len())
            .filter(|p| self.network.places[*p].camp)
            .collect()
    }
}
