//! Money sent home: who sends, and what has arrived.

use crate::inputs::{County, Inputs};

/// Stock of senders and what arrived, one entry per county in each array.
#[derive(Clone, Debug)]
pub struct Remittances {
    /// Persons settled abroad at the start with kin in the county.
    pub settled: Vec<f64>,
    /// Arrived, day by day within the window (a ring).
    pub window: Vec<Vec<f64>>,
    /// Arrived in the days of the baseline.
    pub baseline: Vec<f64>,
    /// What arrived in the window against the baseline; 1 within the baseline, and where nobody is settled.
    pub index: Vec<f64>,
}

impl Remittances {
    /// The stock of the first day, shared by residents and their tendency to leave.
    pub fn new(inputs: &Inputs) -> Remittances {
        let all: f64 = inputs.counties.iter().map(County::leavers).sum();
        let share = |c: &County| if all > 0.0 { c.leavers() / all } else { 0.0 };
        let n = inputs.counties.len();
        let days = inputs.parameters.economy.window_days.max(1.0) as usize;
        Remittances {
            settled: inputs
                .counties
                .iter()
                .map(|c| inputs.parameters.remittance.settled * share(c))
                .collect(),
            window: vec![vec![0.0; days]; n],
            baseline: vec![0.0; n],
            index: vec![1.0; n],
        }
    }
}
