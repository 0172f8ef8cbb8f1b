//! Orders that fall due. Reads the list; owns what stands by order until the end of each. Kinds that act once (deploy, withdraw, rotate,
//! mine, complain, tasks of the works) are carried out by the mechanism that they are about, on their day.
//!
//! Source: each order carries its own in the scenario.

use crate::given::{Border, Order, OrderKind};
use crate::world::orders_in_force::Standing;

/// Whether an order holds on a day.
pub fn holds(order: &Order, day: u32) -> bool {
    let day = day as i32;
    order.day <= day && order.end.is_none_or(|end| day < end)
}

/// Every order of the run so far: what the centre has issued by itself, then the scripted ones, which override it.
#[derive(Clone, Copy, Debug)]
pub struct Orders<'a> {
    /// By the centre itself.
    pub issued: &'a [Order],
    /// By the scenario.
    pub scripted: &'a [Order],
}

impl Orders<'_> {
    /// Those that take effect on a day (on day 0, also those from before), the scripted ones first.
    pub fn due(self, day: u32) -> Vec<Order> {
        let due = |o: &&Order| o.day == day as i32 || (day == 0 && o.day < 0 && holds(o, 0));
        self.scripted.iter().chain(self.issued).filter(due).cloned().collect()
    }
}

/// Brings what stands up to date, where that differs from the day before.
pub fn step(day: u32, border: Border, orders: Orders, standing: &mut Standing) {
    let all = || orders.issued.iter().chain(orders.scripted);
    if day > 0 && !all().any(|o| o.day == day as i32 || o.end == Some(day as i32)) {
        return;
    }
    *standing = in_force(day, border, orders);
}

/// What stands on `day`: what is usual, changed by every order that holds, the later over the earlier.
pub fn in_force(day: u32, border: Border, orders: Orders) -> Standing {
    let mut standing = Standing::usual(border);
    for order in orders.issued.iter().chain(orders.scripted).filter(|o| holds(o, day)) {
        apply(order, &mut standing);
    }
    standing
}

/// Puts an order in force.
fn apply(order: &Order, standing: &mut Standing) {
    for &c in &order.counties {
        match order.kind {
            OrderKind::Alert => standing.alert[c] = order.size,
            OrderKind::Inspect => standing.inspect[c] = order.size,
            OrderKind::Collective => standing.collective[c] = true,
            OrderKind::Zone => standing.zone_km[c] = order.size,
            OrderKind::Lockdown => standing.lockdown[c] = order.size,
            OrderKind::Power => standing.power[c] = order.size,
            OrderKind::Build => standing.workers[c] += order.size,
            OrderKind::Investigate => standing.investigate[c] = order.size,
            OrderKind::Repair => standing.repairers[c] += order.size,
            OrderKind::WatchFarBank => standing.far_bank[c] = true,
            OrderKind::CloseFarBank => standing.dealings[c] = order.size,
            OrderKind::StateSmuggling => standing.state_smuggling[c] = order.size,
            OrderKind::Crossings => standing.crossings[c] = order.size,
            OrderKind::RestrictOnward => standing.onward[c] = order.size,
            OrderKind::NoExceptions => standing.no_exceptions[c] = true,
            OrderKind::Brand => standing.brand[c] = true,
            OrderKind::Answer => standing.answer[c] = true,
            OrderKind::Crackdown => standing.crackdown[c] = order.size,
            OrderKind::HaltReturns => standing.returns_halted[c] = true,
            OrderKind::Fire => {
                if let Some(f) = order.force {
                    standing.fire[f][c] = order.size;
                }
            }
            _ => {}
        }
    }
    if let (OrderKind::Penalty, Some(f)) = (order.kind, order.force) {
        standing.penalty_days[f] = order.size;
    }
}
