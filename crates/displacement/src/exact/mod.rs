//! What keeps counts by state exact: which ways of today are alike, and where the order of people matters.

pub mod order;
pub mod ways;
