//! What a scenario knows of the time after the last observation that it takes in: a run of that time is a forecast, yet not one
//! that knows nothing.

use crate::border::checked::Scenario;
use crate::border::provenance::Basis;
use crate::words::many;
use amnok_model::observers::Gap;
use jiff::ToSpan;
use jiff::civil::Date;

/// What goes into a run of the days after the last observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// Last day of which anything observed is taken in.
    pub until: Date,
    /// Orders given later.
    pub orders: usize,
    /// Months of official trade later that rest on a claim.
    pub trade_sourced: usize,
    /// Months of official trade later that are assumed.
    pub trade_assumed: usize,
}

impl core::fmt::Display for Later {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "nothing counted or measured after {} is used; of that time go in: {}, {} of official trade with a source and {} assumed",
            self.until,
            many(self.orders, "order", "orders"),
            many(self.trade_sourced, "month", "months"),
            self.trade_assumed
        )
    }
}

impl Scenario {
    /// The last day that is lived through.
    pub fn last_day(&self) -> Date {
        let inputs = &self.inputs;
        inputs.start.saturating_add((i64::from(inputs.days) - 1).days())
    }

    /// Ids of what was observed of which no run of the scenario has a reading, since its days are not lived through: nothing is learned from it.
    pub fn unread(&self) -> Vec<String> {
        let inputs = &self.inputs;
        let all = self.observations();
        let outside = all.iter().filter(|seen| seen.gap(inputs) == Some(Gap::Outside));
        outside.map(|seen| seen.id.clone()).collect()
    }

    /// What goes into a run of the days after the last observation; `None` where the run ends before.
    pub fn later(&self) -> Option<Later> {
        let until = self.observed_until;
        let days = until.since(self.inputs.start).ok()?.get_days();
        if days + 1 >= i32::try_from(self.inputs.days).ok()? {
            return None;
        }
        let month = until.strftime("trade.%Y-%m").to_string();
        let trade = self
            .values
            .iter()
            .filter(|value| value.key.starts_with("trade.") && value.key > month);
        let (sourced, assumed): (Vec<_>, Vec<_>) = trade.partition(|value| matches!(value.basis, Basis::Source(_)));
        let written = until.to_string();
        Some(Later {
            until,
            orders: self.orders.iter().filter(|order| order.date > written).count(),
            trade_sourced: sourced.len(),
            trade_assumed: assumed.len(),
        })
    }
}
