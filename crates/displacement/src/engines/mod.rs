//! Who moves people over the ground: counts by state, or everybody on their own.

pub mod alone;
pub mod arrivals;
pub mod cells;
pub mod cohorts;
pub mod counts;
pub mod group;
pub mod lots;
pub mod moves;
pub mod people;
pub mod stints;
