//! Commands: what units report to them, through which stages, and what they may order.

use crate::given::order_kind::OrderKind;
use crate::given::reporting::ReportingChance;
use crate::parameter::numbers;

numbers! {
    /// A stage of a chain: from the one below to the one named here.
    pub struct Stage {
        /// To whom.
        pub to: String,
        /// Held back until the next such day of a year, month and day.
        pub until: Option<(i8, i8)>,
    } numbers {
        /// Mean days until it is passed on.
        days: f64 = "days", 0.0..=3650.0;
        /// Share that is passed on at all.
        passes: f64 = "share", 0.0..=1.0;
    }
}

/// A command: what it hears of, through which stages, and what it may order.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Name.
    pub name: String,
    /// What units report to it.
    pub hears: Vec<ReportingChance>,
    /// Its chain, from below; empty: it knows at once.
    pub stages: Vec<Stage>,
    /// Kinds of order that it may give.
    pub orders: Vec<OrderKind>,
}
