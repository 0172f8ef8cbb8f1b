//! Prior beside posterior of every hidden quantity.

use super::checked::Check;
use super::{Given, Learned};
use crate::Spread;
use crate::bank::ColumnKind;
use amnok_infer::recalibration::Recalibration;
use amnok_infer::weighted::equal;

/// What is believed of a hidden column, before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Number of the column.
    pub column: usize,
    /// In the runs of the prior; none where no run has one.
    pub prior: Option<Spread>,
    /// At the posterior; none where too few runs have one.
    pub posterior: Option<Spread>,
    /// Whether that was moved so that its intervals hold as often as they say ([`Check::recalibration`]).
    pub moved: bool,
}

impl Estimate {
    /// Share of the prior's 90 % interval that is gone.
    pub fn learned(&self) -> Option<f64> {
        Some(self.posterior?.learned(&self.prior?))
    }
}

/// Of every hidden column, in order; with a check, as that says how far they hold.
pub fn estimates(given: &Given<'_>, learned: &Learned, check: Option<&Check>) -> Vec<Estimate> {
    let hidden = (0..given.columns.len()).filter(|column| given.columns[*column].what == ColumnKind::Hidden);
    let one = |column: usize| {
        let prior = given.prior_of(column);
        let place = learned.hidden.binary_search(&column).ok();
        let moved = check.and_then(|check| check.recalibration(column));
        Estimate {
            column,
            prior: Spread::of_draws(&prior),
            posterior: place.and_then(|place| posterior(&learned.histories.column(place), moved.as_ref())),
            moved: moved.is_some(),
        }
    };
    hidden.map(one).collect()
}

/// Quantiles of draws, at levels that are moved.
fn posterior(draws: &[f64], moved: Option<&Recalibration>) -> Option<Spread> {
    match moved {
        Some(moved) if !draws.is_empty() => {
            Some(Spread::at(|levels| moved.quantiles(draws, &equal(draws.len()), levels)))
        }
        _ => Spread::of_draws(draws),
    }
}
