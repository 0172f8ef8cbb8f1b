//! The table of results of a run: rows by period, county, activity, and stratum or force.

use crate::record::measures::measure;

/// No activity, stratum or force in a row.
pub const NONE: u8 = u8::MAX;

/// Rows of the ledger, column by column, all of the same length; in order of period, measure, county; within a
/// period, what was told (by command or outlet, topic, county) after what happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// First day of the period, from 0.
    pub day: Vec<u32>,
    /// County index.
    pub county: Vec<u16>,
    /// Measure index.
    pub measure: Vec<u8>,
    /// Activity index or [`NONE`].
    pub activity: Vec<u8>,
    /// Stratum index or [`NONE`].
    pub stratum: Vec<u8>,
    /// Force index or [`NONE`].
    pub force: Vec<u8>,
    /// The command or outlet that told it, an index into the commands and then the outlets; [`NONE`]: it is what happened.
    pub reported_by: Vec<u8>,
    /// Value in the measure's unit.
    pub value: Vec<f64>,
}

impl Rows {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.value.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// Sum over all rows of a measure: what happened.
    pub fn total(&self, name: &str) -> f64 {
        self.reported(name, NONE)
    }

    /// Sum over all rows of what a command or outlet told of a measure; [`NONE`]: what happened.
    pub fn reported(&self, name: &str, reported_by: u8) -> f64 {
        let wanted = measure(name) as u8;
        (0..self.len())
            .filter(|row| self.measure[*row] == wanted && self.reported_by[*row] == reported_by)
            .map(|row| self.value[row])
            .sum()
    }
}
