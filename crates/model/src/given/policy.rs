//! What the centre does by itself when what it believes stays above a threshold.

use crate::facts::Matter;
use crate::given::order::Order;
use crate::given::order_kind::OrderKind;

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

/// One measure of a playbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Kind of order.
    pub kind: OrderKind,
    /// Force, index into the forces, where the kind has one.
    pub force: Option<usize>,
    /// Size in the unit of the kind.
    pub size: f64,
    /// Days until it takes effect.
    pub delay_days: u32,
    /// Days for which it holds; `None`: for good.
    pub days: Option<u32>,
}

impl Response {
    /// The order that it becomes when taken on `day`; `number` is its number among all orders.
    pub fn order(&self, number: usize, day: u32, counties: Vec<usize>) -> Order {
        let begins = day + self.delay_days;
        Order {
            number,
            day: begins as i32,
            end: self.days.map(|days| (begins + days) as i32),
            kind: self.kind,
            counties,
            force: self.force,
            size: self.size,
        }
    }
}

/// A responsive policy: when what the centre believes stays above a threshold, it takes the next measure of its playbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The command whose files it goes by, index into the commands.
    pub command: usize,
    /// Matters that count.
    pub believes: Vec<Matter>,
    /// Over which place.
    pub scope: Scope,
    /// Days of which dispatches are added up, at least 1.
    pub window_days: u32,
    /// Number within the window above which it acts.
    pub above: f64,
    /// Days that it must stay above, at least 1.
    pub patience_days: u32,
    /// Days after a measure before the next.
    pub pause_days: u32,
    /// Measures, in order.
    pub playbook: Vec<Response>,
}
