//! What the centre does by itself when what it believes stays above a threshold.

use crate::facts::Topic;
use crate::given::order::Order;
use crate::given::order_kind::OrderKind;
use crate::parameter::numbers;

/// Over which place the centre adds up what it believes, and for which it takes its measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole border.
    Border,
    /// Each province by itself.
    Province,
    /// Each county by itself.
    County,
}

numbers! {
    /// One measure of a playbook. It holds for good where `days` is `None`.
    pub struct Response {
        /// Kind of order.
        pub kind: OrderKind,
        /// Force, index into the forces, where the kind has one; of a `deploy` without one, the next layer is sent.
        pub force: Option<usize>,
        /// Size in the unit of the kind.
        pub size: f64,
    } numbers {
        /// Days until the measure takes effect.
        delay_days: u32 = "days", 0.0..=3650.0;
        /// Days for which the measure holds.
        days: Option<u32> = "days", 1.0..=36500.0;
    }
}

impl Response {
    /// Whether it sends the next layer, whichever that is.
    pub fn next_layer(&self) -> bool {
        self.kind == OrderKind::Deploy && self.force.is_none()
    }

    /// The order that it becomes when taken on `day` with that force; `number` is its number among all orders.
    pub fn order(&self, number: usize, day: u32, force: Option<usize>, counties: Vec<usize>) -> Order {
        let begins = day + self.delay_days;
        Order {
            number,
            day: begins as i32,
            end: self.days.map(|days| (begins + days) as i32),
            kind: self.kind,
            counties,
            force,
            size: self.size,
        }
    }
}

numbers! {
    /// A responsive policy: when what the centre believes stays above a threshold, it takes the next measure of its playbook.
    pub struct Policy {
        /// The command whose files it goes by, index into the commands.
        pub command: usize,
        /// Topics that count.
        pub believes: Vec<Topic>,
        /// Over which place.
        pub scope: Scope,
        /// Measures, in order.
        pub playbook: Vec<Response>,
    } numbers {
        /// Days of which dispatches are added up.
        window_days: u32 = "days", 1.0..=3650.0;
        /// Number of dispatches within the window above which the centre acts.
        above: f64 = "dispatches", 0.0..=1e9;
        /// Days that it must stay above.
        patience_days: u32 = "days", 1.0..=3650.0;
        /// Days after a measure before the next.
        pause_days: u32 = "days", 0.0..=3650.0;
    }
}
