//! A run: in what order things happen in a day. The calls, nothing else of substance.

use crate::Engine;
use crate::chance::Luck;
use crate::events::{Cause, Log, Matter};
use crate::inputs::{Inputs, OrderKind};
use crate::ledger::{Ledger, Rows, measure};
use crate::mechanisms::attempt::trial::{Attempts, Today};
use crate::mechanisms::orders::Standing;
use crate::mechanisms::{
    abroad, barrier, belief, bribe, economy, epidemic, inspection, mine, neighbour, officials, orders, patrol, policy,
    press, remittance, ring, season, works,
};
use crate::tally::tally;
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

/// Lives through the whole period and returns the ledger by month; `log` sees every incident.
pub fn run(inputs: &Inputs, luck: Luck, engine: Engine, log: &mut impl Log) -> Rows {
    let mut world = World::found(inputs, luck);
    patrol::found(inputs, luck, &mut world);
    let mut ledger = Ledger::new(inputs.counties.len(), inputs.strata.len(), inputs.forces.len())
        .with_tellers(inputs.commands.len() + inputs.outlets.len());
    let mut state = State {
        standing: None,
        responses: policy::Responses::new(inputs),
        attempts: Attempts::new(inputs, &world),
        months: 0,
        month: None,
    };
    let mut date = inputs.start;
    for day in 0..inputs.days {
        if !log.goes_on() {
            break;
        }
        let month = date.month() as usize - 1;
        live(
            day,
            month,
            inputs,
            luck,
            engine,
            &mut state,
            &mut world,
            &mut ledger,
            log,
        );
        let next = date.saturating_add(1.day());
        ledger.end_day();
        if next.month() != date.month() {
            ledger.end_period(day + 1);
        }
        date = next;
    }
    ledger.end_period(inputs.days);
    ledger.into_rows()
}

/// What is carried from day to day besides the world.
struct State {
    standing: Option<Standing>,
    responses: policy::Responses,
    attempts: Attempts,
    months: usize,
    month: Option<usize>,
}

#[allow(clippy::too_many_arguments, reason = "the whole of a day in one place")]
fn live(
    day: u32,
    month: usize,
    inputs: &Inputs,
    luck: Luck,
    engine: Engine,
    state: &mut State,
    world: &mut World,
    ledger: &mut Ledger,
    log: &mut impl Log,
) {
    if state.month.is_some_and(|before| before != month) {
        state.months += 1;
    }
    state.month = Some(month);
    let params = &inputs.parameters;
    // orders
    policy::step(day, inputs, &world.files, &mut state.responses, ledger);
    orders::step(day, inputs, &state.responses.issued, &mut state.standing);
    let Some(standing) = &state.standing else { return };
    if day == 0 {
        bribe::found(inputs, standing, luck, world);
    }
    // conditions
    world.news.clear();
    world.residents.release(day);
    season::step(day, &params.season, &standing.power, luck, &mut world.counties);
    let trade = inputs.trade.get(state.months).copied().unwrap_or(1.0);
    let (infected, new) = epidemic::step(day, &params.epidemic, trade, luck, &mut world.epidemic);
    for (county, infected) in infected.into_iter().enumerate() {
        ledger.add(const { measure("infected") }, county, 0, f64::from(infected));
    }
    neighbour::complain(&new, params.epidemic.complaint, &mut world.counties);
    remittance::step(
        day,
        inputs,
        standing,
        luck,
        &world.counties,
        &mut world.remittances,
        ledger,
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
    world.accidents.clear();
    for county in barrier::step(day, month, inputs, luck, &mut world.segments) {
        ledger.add(const { measure("floods") }, county, 0, 1.0);
    }
    works::order(day, inputs, &state.responses.issued, &world.segments, &mut world.works);
    works::step(
        day,
        inputs,
        standing,
        luck,
        &mut world.segments,
        &mut world.works,
        &mut world.accidents,
    );
    mine::step(day, inputs, standing, luck, world);
    // posting
    for order in orders::due(day, inputs, &state.responses.issued) {
        match (order.kind, order.force) {
            (OrderKind::Deploy, Some(force)) => patrol::deploy(day, inputs, order, force, luck, world),
            (OrderKind::Embed, Some(force)) => patrol::embed(day, inputs, order, force, luck, world),
            (OrderKind::Withdraw, Some(force)) => patrol::withdraw(order, force, world),
            (OrderKind::Rotate, Some(force)) => {
                for (county, count) in patrol::rotate(day, inputs, order, force, luck, world) {
                    ledger.add(const { measure("rotated") }, county, force, count as f64);
                }
            }
            (OrderKind::Mine, _) => {
                let hurt = mine::lay(day, inputs, order, luck, &mut world.segments);
                world.accidents.extend(hurt);
            }
            (OrderKind::Complain, _) => {
                neighbour::complain(&order.counties, order.size, &mut world.counties);
            }
            (OrderKind::Threaten, _) => {
                neighbour::threaten(&params.neighbour, &order.counties, order.size, &mut world.counties);
            }
            _ => {}
        }
    }
    for accident in &world.accidents {
        ledger.accident(accident);
        let matter = match accident.cause {
            Cause::Works => Matter::WorkerDeaths,
            Cause::Mine => Matter::MineSoldierDeaths,
        };
        world.news.add(accident.county as usize, matter, false, accident.killed);
        log.accident(accident);
    }
    // attempts
    bribe::step(day, inputs, standing, luck, world);
    let today = Today {
        day,
        month,
        luck,
        engine,
    };
    state.attempts.step(today, inputs, standing, world, ledger, log);
    ring::step(day, month, inputs, standing, luck, world, ledger);
    // oversight
    inspection::step(day, inputs, standing, luck, world, ledger);
    // adaptation
    belief::step(inputs, standing, world);
    // neighbour
    neighbour::step(&params.neighbour, &mut world.counties);
    // journey
    let arrived = abroad::step(day, inputs, standing, luck, &world.residents, &mut world.abroad, ledger);
    remittance::join(day, &params.remittance, &arrived, &mut world.remittances);
    // telling
    patrol::duty(inputs, standing, &world.posts, ledger);
    tell(day, inputs, standing, luck, world, ledger, log);
    tally(day, inputs, world, ledger);
    #[cfg(debug_assertions)]
    crate::invariants::hold(inputs, world);
}

/// Officials and press tell of the day, and hear what is due.
fn tell(
    day: u32,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    world: &mut World,
    ledger: &mut Ledger,
    log: &mut impl Log,
) {
    let World {
        news,
        dispatches,
        stories,
        files,
        counties,
        ..
    } = world;
    officials::watch_far_bank(day, inputs, standing, luck, news, ledger);
    officials::step(day, inputs, standing, luck, news, dispatches, files, ledger, log);
    press::step(day, inputs, &counties.morale, luck, news, stories, ledger, log);
}
