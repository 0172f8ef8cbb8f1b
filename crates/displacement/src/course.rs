//! What is written down of one replicate.

use crate::trail::Trail;

/// What stands at the end of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// People in each camp.
    pub simulated: Vec<i64>,
    /// Registered in each camp.
    pub registered: Vec<i64>,
    /// Σ |simulated − registered| / all registered.
    pub total_error: f64,
    /// Registered in camps, together.
    pub registered_in_camps: i64,
    /// Everybody who ever set out.
    pub simulated_total: i64,
    /// All registered, as Flee counts them.
    pub registered_total: i64,
    /// People in camps, together.
    pub simulated_in_camps: i64,
    /// Decreases of the registered that later increases must first make up for.
    pub debt: i64,
    /// People in camps for the displaced at home.
    pub displaced_at_home: i64,
}

/// One replicate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Day by day.
    pub rows: Vec<Row>,
    /// People who set out on each link.
    pub flows: Vec<u64>,
    /// The same day by day: the links of the first day, then those of the second, and so on; nothing where that is not asked for.
    pub flows_by_day: Vec<u32>,
    /// What happened to those who were followed.
    pub trail: Trail,
}
