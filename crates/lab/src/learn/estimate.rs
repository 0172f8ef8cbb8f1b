//! Prior beside posterior of every hidden quantity, and forecasts of what is counted.

use super::{Given, Learned};
use crate::Spread;
use crate::bank::ColumnKind;

/// What is believed of a hidden column, before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Number of the column.
    pub column: usize,
    /// In the runs of the prior; none where no run has one.
    pub prior: Option<Spread>,
    /// At the posterior; none where too few runs have one.
    pub posterior: Option<Spread>,
}

impl Estimate {
    /// Share of the prior's 90 % interval that is gone.
    pub fn learned(&self) -> Option<f64> {
        Some(self.posterior?.learned(&self.prior?))
    }
}

/// Of every hidden column, in order.
pub fn estimates(given: &Given<'_>, learned: &Learned) -> Vec<Estimate> {
    let hidden = (0..given.columns.len()).filter(|column| given.columns[*column].what == ColumnKind::Hidden);
    let one = |column: usize| {
        let prior = given.prior_of(column);
        let place = learned.hidden.binary_search(&column).ok();
        Estimate {
            column,
            prior: Spread::of_draws(&prior),
            posterior: place.and_then(|place| Spread::of_draws(&learned.histories.column(place))),
        }
    };
    hidden.map(one).collect()
}
