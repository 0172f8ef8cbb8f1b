//! Money sent home: who sends, and what has arrived.

use crate::given::County;

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
    pub fn new(counties: &[County], senders: f64, income_days: usize) -> Remittances {
        let all: f64 = counties.iter().map(County::leavers).sum();
        let share = |c: &County| if all > 0.0 { c.leavers() / all } else { 0.0 };
        let n = counties.len();
        Remittances {
            settled: counties.iter().map(|c| senders * share(c)).collect(),
            window: vec![vec![0.0; income_days]; n],
            baseline: vec![0.0; n],
            index: vec![1.0; n],
        }
    }
}
