//! Orders that fall due. Reads the list; owns what stands by order. One-off kinds (deploy, withdraw, rotate, mine,
//! complain, tasks of the works) are handed to their own mechanisms on their day; the others stand until their end.
//!
//! Source: design 4.1; each order carries its own source in the scenario.

use crate::inputs::{Inputs, Order, OrderKind};

/// What stands by order today, county by county.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Level of alert.
    pub alert: Vec<f64>,
    /// Multiple of the inspectors' hazard.
    pub inspect: Vec<f64>,
    /// Whether units answer for their members.
    pub collective: Vec<bool>,
    /// Depth of the restricted zone, km.
    pub zone_km: Vec<f64>,
    /// Degree of lockdown.
    pub lockdown: Vec<f64>,
    /// Share of time that the fence is live.
    pub power: Vec<f64>,
    /// Workers at the works.
    pub workers: Vec<f64>,
    /// Multiple of the hazard of those wanted in cases of rings.
    pub investigate: Vec<f64>,
    /// Workers who only mend.
    pub repairers: Vec<f64>,
    /// Whether guards must watch the far bank.
    pub far_bank: Vec<bool>,
    /// Share of sightings answered by fire: by force, then county.
    pub fire: Vec<Vec<f64>>,
    /// Share of onward movement that the neighbour leaves open.
    pub onward: Vec<f64>,
    /// Whether nobody who is held by the neighbour is sent back.
    pub returns_halted: Vec<bool>,
    /// Penalty for complicity, days of income, by force.
    pub penalty_days: Vec<f64>,
}

impl Standing {
    /// Nothing but what holds without any order.
    fn usual(inputs: &Inputs) -> Standing {
        let n = inputs.counties.len();
        Standing {
            alert: vec![0.0; n],
            inspect: vec![1.0; n],
            collective: vec![false; n],
            zone_km: vec![0.0; n],
            lockdown: vec![0.0; n],
            power: inputs.counties.iter().map(|c| c.power).collect(),
            workers: vec![0.0; n],
            investigate: vec![1.0; n],
            repairers: vec![0.0; n],
            far_bank: vec![false; n],
            onward: vec![1.0; n],
            returns_halted: vec![false; n],
            fire: inputs.forces.iter().map(|f| vec![f.numbers.fire; n]).collect(),
            penalty_days: inputs.forces.iter().map(|f| f.numbers.penalty_days).collect(),
        }
    }

    fn apply(&mut self, order: &Order) {
        for &c in &order.counties {
            match order.kind {
                OrderKind::Alert => self.alert[c] = order.size,
                OrderKind::Inspect => self.inspect[c] = order.size,
                OrderKind::Collective => self.collective[c] = true,
                OrderKind::Zone => self.zone_km[c] = order.size,
                OrderKind::Lockdown => self.lockdown[c] = order.size,
                OrderKind::Power => self.power[c] = order.size,
                OrderKind::Build => self.workers[c] += order.size,
                OrderKind::Investigate => self.investigate[c] = order.size,
                OrderKind::Repair => self.repairers[c] += order.size,
                OrderKind::WatchFarBank => self.far_bank[c] = true,
                OrderKind::RestrictOnward => self.onward[c] = order.size,
                OrderKind::HaltReturns => self.returns_halted[c] = true,
                OrderKind::Fire => {
                    if let Some(f) = order.force {
                        self.fire[f][c] = order.size;
                    }
                }
                _ => {}
            }
        }
        if let (OrderKind::Penalty, Some(f)) = (order.kind, order.force) {
            self.penalty_days[f] = order.size;
        }
    }
}

/// Whether an order holds on a day.
pub fn holds(order: &Order, day: u32) -> bool {
    let day = day as i32;
    order.day <= day && order.end.is_none_or(|end| day < end)
}

/// What stands on `day`, if that differs from the day before: what the centre has issued by itself, then the scripted orders, which
/// override it; within each, later ones override earlier ones.
pub fn step(day: u32, inputs: &Inputs, issued: &[Order], standing: &mut Option<Standing>) {
    let changed = issued
        .iter()
        .chain(&inputs.orders)
        .any(|o| o.day == day as i32 || o.end == Some(day as i32));
    if standing.is_some() && !changed {
        return;
    }
    let mut now = Standing::usual(inputs);
    for order in issued.iter().chain(&inputs.orders).filter(|o| holds(o, day)) {
        now.apply(order);
    }
    *standing = Some(now);
}

/// Orders that take effect today (on day 0, also those from before), the scripted ones first.
pub fn due<'a>(day: u32, inputs: &'a Inputs, issued: &'a [Order]) -> impl Iterator<Item = &'a Order> {
    inputs
        .orders
        .iter()
        .chain(issued)
        .filter(move |o| o.day == day as i32 || (day == 0 && o.day < 0 && holds(o, 0)))
}
