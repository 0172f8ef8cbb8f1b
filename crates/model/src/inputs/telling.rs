//! Who is told what: commands and their chains, outlets and their sources, and the policy that follows what the centre believes.

use super::{Order, OrderKind};
use crate::facts::Matter;

/// A matter that a command or outlet hears of.
#[derive(Clone, Debug, PartialEq)]
pub struct Hears {
    /// What.
    pub matter: Matter,
    /// Chance that it is told, under usual conditions: by the unit to its command, or by one source to its outlet. 0 to 1.
    pub chance: f64,
}

/// A stage of a chain: from the one below to the one named here.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// To whom.
    pub to: String,
    /// Mean days until it is passed on (exponential), 0 or more.
    pub days: f64,
    /// Share that is passed on at all, 0 to 1.
    pub passes: f64,
    /// Held back until the next such day of a year, month and day.
    pub until: Option<(i8, i8)>,
}

/// A command: what it hears of, through which stages, and what it may order.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Name.
    pub name: String,
    /// What units report to it.
    pub hears: Vec<Hears>,
    /// Its chain, from below; empty: it knows at once.
    pub stages: Vec<Stage>,
    /// Kinds of order that it may give.
    pub orders: Vec<OrderKind>,
}

/// An outlet: what its sources tell, from where, and how late.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    /// Name.
    pub name: String,
    /// What one source learns of and tells.
    pub hears: Vec<Hears>,
    /// Where its sources are.
    pub sources: Vec<Sources>,
    /// Median days from what happened to the story (log-normal).
    pub lag_days: f64,
    /// Spread of the lag: standard deviation of its logarithm.
    pub lag_sigma: f64,
}

impl Outlet {
    /// Sources in a county: of places that overlap the later one holds; none where no place is named.
    pub fn sources_in(&self, county: usize) -> f64 {
        let place = self.sources.iter().rev().find(|s| s.counties.contains(&county));
        place.map_or(0.0, |place| place.number)
    }
}

/// Sources of an outlet in some counties.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources {
    /// Place as the scenario names it.
    pub place: String,
    /// Counties, indices into `Inputs::counties`.
    pub counties: Vec<usize>,
    /// Sources in each of them.
    pub number: f64,
}

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
    /// Force, index into `Inputs::forces`, where the kind has one.
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
    /// The command whose files it goes by, index into `Inputs::commands`.
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
