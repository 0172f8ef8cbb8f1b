//! A run kept as it stood on some mornings. Another that has the same luck and was given the same until such a day goes on from there: what
//! comes of it is what comes of its whole life.

use super::{BetweenSteps, Run};
use crate::Engine;
use crate::chance::Luck;
use crate::facts::Log;
use crate::given::{Order, OrderKind};
use crate::inputs::Inputs;
use crate::mechanisms::policy::Responses;
use crate::record::rows::Rows;
use crate::record::{Record, Remembered};
use crate::world::World;
use crate::world::guard::Posts;
use crate::world::orders_in_force::Standing;
use jiff::ToSpan;

/// A run as it stood on a morning.
#[derive(Clone)]
pub struct Morning {
    luck: Luck,
    engine: Engine,
    day: u32,
    world: World,
    standing: Standing,
    responses: Responses,
    between: BetweenSteps,
    remembered: Remembered,
}

impl core::fmt::Debug for Morning {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Morning")
            .field("luck", &self.luck)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

impl Morning {
    fn of<L: Log>(run: &Run<'_>, record: &Record<'_, L>) -> Morning {
        Morning {
            luck: run.luck,
            engine: run.engine,
            day: run.day,
            world: run.world.clone(),
            standing: run.standing.clone(),
            responses: run.responses.clone(),
            between: run.between.clone(),
            remembered: record.remembered(),
        }
    }

    /// Its day, from 0: those before it are over.
    pub fn day(&self) -> u32 {
        self.day
    }

    /// Whether a run that is given something else could have come to it as well: until its day nothing differs, and units are laid out alike
    /// (the largest strength that orders will ever bring decides that on the first day).
    pub fn is_also_of(&self, of: &Inputs, other: &Inputs) -> bool {
        let alike = first_difference(of, other).is_none_or(|day| self.day <= day);
        alike && Posts::empty(&other.beginning(), &self.world.segments).is_laid_out_as(&self.world.posts)
    }

    /// Goes on from it to the end of the period, and returns the whole ledger; `log` hears what happens from here on.
    pub fn go_on(&self, inputs: &Inputs, log: &mut impl Log) -> Rows {
        let run = Run {
            inputs,
            luck: self.luck,
            engine: self.engine,
            day: self.day,
            world: self.world.clone(),
            standing: self.standing.clone(),
            responses: self.responses.clone(),
            due: Vec::new(),
            between: self.between.clone(),
        };
        let record = Record::gone_on(&self.remembered, inputs.extent(), log);
        to_the_end(run, record, |_, _| ())
    }
}

/// As [`run`](super::run), with the run as it stood on the mornings of some days.
pub fn run_keeping(
    inputs: &Inputs,
    luck: Luck,
    engine: Engine,
    days: &[u32],
    log: &mut impl Log,
) -> (Rows, Vec<Morning>) {
    let mut mornings = Vec::new();
    let record = Record::new(inputs.extent(), log);
    let rows = to_the_end(Run::new(inputs, luck, engine), record, |run, record| {
        if days.contains(&run.day) {
            mornings.push(Morning::of(run, record));
        }
    });
    (rows, mornings)
}

/// Lives through what is left of the period; `morning` is shown every one.
pub(super) fn to_the_end<'a, L: Log>(
    mut run: Run<'a>,
    mut record: Record<'_, L>,
    mut morning: impl FnMut(&Run<'a>, &Record<'_, L>),
) -> Rows {
    let days = run.inputs.days;
    while run.day < days && record.goes_on() {
        morning(&run, &record);
        run.simulate(&mut record);
    }
    record.end_period(days);
    record.into_rows()
}

/// The first day on which runs with the same luck can differ, if not in how units are laid out; none if they cannot.
fn first_difference(a: &Inputs, b: &Inputs) -> Option<u32> {
    let mut with_orders_of_a = b.clone();
    with_orders_of_a.orders.clone_from(&a.orders);
    with_orders_of_a.trade.clone_from(&a.trade);
    // The centre numbers its own orders after those that are given.
    if with_orders_of_a != *a || (a.policy.is_some() && a.orders.len() != b.orders.len()) {
        return Some(0);
    }
    let ordered = first_order(&a.orders, &b.orders)
        .into_iter()
        .chain(first_order(&b.orders, &a.orders));
    let month = a.trade.iter().zip(&b.trade).position(|(a, b)| a != b);
    let traded = month.map(|month| {
        let first = a.start.first_of_month().saturating_add((month as i64).months());
        (first - a.start).get_days()
    });
    ordered.chain(traded).map(|day| day.max(0) as u32).min()
}

/// Day of the first order that others do not have.
fn first_order(orders: &[Order], others: &[Order]) -> Option<i32> {
    let known = |order: &&Order| {
        others.iter().any(|other| {
            // Mines are laid by lots that the number of their order draws.
            let number = if order.kind == OrderKind::Mine {
                order.number
            } else {
                other.number
            };
            **order
                == Order {
                    number,
                    ..other.clone()
                }
        })
    };
    orders.iter().filter(|order| !known(order)).map(|order| order.day).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(number: usize, day: i32, kind: OrderKind, size: f64) -> Order {
        Order {
            number,
            day,
            end: None,
            kind,
            counties: vec![0],
            force: None,
            size,
        }
    }

    fn inputs(orders: &[Order]) -> Inputs {
        let mut inputs = Inputs::open(90, 1000);
        inputs.orders = orders.to_vec();
        inputs.trade = vec![1.0; 3];
        inputs
    }

    #[test]
    fn runs_can_differ_from_the_first_order_or_month_on_that_does() {
        let (early, late) = (
            order(0, 10, OrderKind::Lockdown, 0.5),
            order(1, 40, OrderKind::Lockdown, 0.2),
        );
        let both = inputs(&[early.clone(), late.clone()]);
        let first = |other: &Inputs| first_difference(&both, other);
        assert_eq!(first(&both.clone()), None);
        assert_eq!(
            first(&inputs(&[early.clone(), order(1, 60, OrderKind::Lockdown, 0.2)])),
            Some(40)
        );
        assert_eq!(
            first(&inputs(&[early.clone(), order(1, 20, OrderKind::Lockdown, 0.2)])),
            Some(20)
        );
        // The row alone is nothing.
        assert_eq!(first(&inputs(&[order(0, 40, OrderKind::Lockdown, 0.2)])), Some(10));
        let mut traded = both.clone();
        traded.trade[2] = 0.5;
        let days = i32::from(both.start.days_in_month()) - i32::from(both.start.day()) + 1;
        let month = both.start.saturating_add(1.months());
        assert_eq!(first(&traded), Some((days + i32::from(month.days_in_month())) as u32));
        let mut other = both.clone();
        other.parameters.attempt.leave_per_year += 0.01;
        assert_eq!(first(&other), Some(0));
    }
}
