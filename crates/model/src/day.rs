//! A run: in what order things happen in a day. The calls, nothing else of substance.

use crate::Engine;
use crate::chance::Luck;
use crate::facts::Log;
use crate::inputs::{Inputs, Order, OrderKind};
use crate::mechanisms::attempt::trial::{Attempts, Today};
use crate::mechanisms::orders::Standing;
use crate::mechanisms::{
    abroad, barrier, belief, bribe, economy, epidemic, inspection, mine, neighbour, officials, orders, patrol, policy,
    press, remittance, ring, season, works,
};
use crate::record::Record;
use crate::record::levels::Evening;
use crate::record::rows::Rows;
use crate::world::World;
use jiff::ToSpan;

/// The phases of a day, in order.
pub const PHASES: &[&str] = &[
    "orders",
    "conditions",
    "works",
    "posting",
    "attempts",
    "oversight",
    "adaptation",
    "neighbour",
    "journey",
    "telling",
];

/// Lives through the whole period and returns the ledger by month; `log` hears everything that happens.
pub fn run(inputs: &Inputs, luck: Luck, engine: Engine, log: &mut impl Log) -> Rows {
    let mut world = World::found(inputs, luck);
    patrol::found(inputs, luck, &mut world);
    let mut record = Record::new(inputs, log);
    let mut state = State {
        standing: None,
        responses: policy::Responses::new(inputs),
        attempts: Attempts::new(inputs, &world),
        months: 0,
        month: None,
    };
    let mut date = inputs.start;
    for day in 0..inputs.days {
        if !record.goes_on() {
            break;
        }
        let today = Today {
            day,
            month: date.month() as usize - 1,
            luck,
            engine,
        };
        live(today, inputs, &mut state, &mut world, &mut record);
        let next = date.saturating_add(1.day());
        record.end_day();
        if next.month() != date.month() {
            record.end_period(day + 1);
        }
        date = next;
    }
    record.end_period(inputs.days);
    record.into_rows()
}

/// What is carried from day to day besides the world.
struct State {
    standing: Option<Standing>,
    responses: policy::Responses,
    attempts: Attempts,
    months: usize,
    month: Option<usize>,
}

/// One day, phase by phase.
fn live(today: Today, inputs: &Inputs, state: &mut State, world: &mut World, record: &mut Record<'_, impl Log>) {
    let Today { day, month, luck, .. } = today;
    if state.month.is_some_and(|before| before != month) {
        state.months += 1;
    }
    state.month = Some(month);
    let params = &inputs.parameters;
    // orders
    for given in policy::step(day, inputs, &record.files, &mut state.responses) {
        record.happened(&given);
    }
    orders::step(day, inputs, &state.responses.issued, &mut state.standing);
    let Some(standing) = &state.standing else { return };
    if day == 0 {
        bribe::found(inputs, standing, luck, world);
    }
    // conditions
    record.open_day(day);
    world.residents.release(day);
    season::step(day, &params.season, &standing.power, luck, &mut world.counties);
    let trade = inputs.trade.get(state.months).copied().unwrap_or(1.0);
    let new = epidemic::step(day, &params.epidemic, trade, luck, &mut world.epidemic, record);
    neighbour::complain(&new, params.epidemic.complaint, &mut world.counties);
    remittance::step(
        day,
        inputs,
        standing,
        luck,
        &world.counties,
        &mut world.remittances,
        record,
    );
    economy::step(
        day,
        &params.economy,
        trade,
        &standing.lockdown,
        &world.epidemic,
        &world.remittances,
        &mut world.counties,
    );
    economy::open_day(day, &mut world.counties);
    // works
    barrier::step(day, month, inputs, luck, &mut world.segments, record);
    works::order(day, inputs, &state.responses.issued, &world.segments, &mut world.works);
    works::step(
        day,
        inputs,
        standing,
        luck,
        &mut world.segments,
        &mut world.works,
        record,
    );
    mine::step(day, inputs, standing, luck, world, record);
    // posting
    for order in orders::due(day, inputs, &state.responses.issued) {
        carry_out(order, today, inputs, world, record);
    }
    // attempts
    bribe::step(day, inputs, standing, luck, world);
    state.attempts.step(today, inputs, standing, world, record);
    ring::step(day, month, inputs, standing, luck, world, record);
    // oversight
    inspection::step(day, inputs, standing, luck, world, record);
    // adaptation
    belief::step(inputs, standing, world);
    // neighbour
    neighbour::step(&params.neighbour, &mut world.counties);
    // journey
    let arrived = abroad::step(day, inputs, standing, luck, &world.residents, &mut world.abroad, record);
    remittance::join(day, &params.remittance, &arrived, &mut world.remittances);
    // telling
    patrol::duty(day, inputs, standing, &world.posts, record);
    economy::shortfall(day, &params.economy, &world.counties, record);
    officials::watch_far_bank(day, inputs, standing, luck, record);
    officials::report(day, inputs, standing, luck, &record.news, &mut world.dispatches);
    officials::arrive(day, &mut world.dispatches, record);
    let (morale, stories) = (&world.counties.morale, &mut world.stories);
    press::listen(day, inputs, morale, luck, &record.news, stories);
    press::tell(day, stories, record);
    Evening::of(day, inputs, world).read(record);
    #[cfg(debug_assertions)]
    crate::invariants::hold(inputs, world);
}

/// Hands an order that takes effect today to the mechanism that carries it out.
fn carry_out(order: &Order, today: Today, inputs: &Inputs, world: &mut World, record: &mut impl Log) {
    let Today { day, luck, .. } = today;
    let params = &inputs.parameters;
    match (order.kind, order.force) {
        (OrderKind::Deploy, Some(force)) => patrol::deploy(day, inputs, order, force, luck, world),
        (OrderKind::Embed, Some(force)) => patrol::embed(day, inputs, order, force, luck, world),
        (OrderKind::Withdraw, Some(force)) => patrol::withdraw(order, force, world),
        (OrderKind::Rotate, Some(force)) => patrol::rotate(day, inputs, order, force, luck, world, record),
        (OrderKind::Mine, _) => mine::lay(day, inputs, order, luck, &mut world.segments, record),
        (OrderKind::Complain, _) => neighbour::complain(&order.counties, order.size, &mut world.counties),
        (OrderKind::Threaten, _) => {
            neighbour::threaten(&params.neighbour, &order.counties, order.size, &mut world.counties);
        }
        _ => {}
    }
}
