//! A run: in what order things happen in a day. The calls, nothing else of substance.

use crate::Engine;
use crate::chance::{Luck, Purpose};
use crate::events::{Activity, Incident, Log, Outcome};
use crate::inputs::{Inputs, OrderKind};
use crate::ledger::{Ledger, Rows, measure};
use crate::mechanisms::orders::Standing;
use crate::mechanisms::passage::Way;
use crate::mechanisms::{
    attempt, barrier, belief, bribe, economy, inspection, neighbour, orders, passage, patrol, season,
};
use crate::units::Money;
use crate::world::World;
use crate::world::resident::Whereabouts;
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
    "telling",
];

/// Lives through the whole period and returns the ledger by month; `log` sees every incident.
pub fn run(inputs: &Inputs, luck: Luck, engine: Engine, log: &mut impl Log) -> Rows {
    let mut world = World::found(inputs, luck);
    patrol::found(inputs, luck, &mut world);
    let mut ledger = Ledger::new(inputs.counties.len(), inputs.strata.len(), inputs.forces.len());
    let mut scratch = Scratch::default();
    let mut date = inputs.start;
    for day in 0..inputs.days {
        let month = date.month() as usize - 1;
        live(
            day,
            month,
            inputs,
            luck,
            engine,
            &mut scratch,
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

/// What is carried from day to day besides the world, and buffers.
#[derive(Default)]
struct Scratch {
    standing: Option<Standing>,
    hazard: Vec<f64>,
    choices: Vec<attempt::Choice>,
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
    scratch: &mut Scratch,
    world: &mut World,
    ledger: &mut Ledger,
    log: &mut impl Log,
) {
    if scratch.month.is_some_and(|before| before != month) {
        scratch.months += 1;
    }
    scratch.month = Some(month);
    let params = &inputs.parameters;
    // orders
    orders::step(day, inputs, &mut scratch.standing);
    let Some(standing) = &scratch.standing else { return };
    // conditions
    world.residents.release(day);
    season::step(day, &params.season, &standing.power, luck, &mut world.counties);
    let trade = inputs.trade.get(scratch.months).copied().unwrap_or(1.0);
    economy::step(day, &params.economy, trade, &standing.lockdown, &mut world.counties);
    economy::open_day(day, &mut world.counties);
    // works
    let deaths = barrier::step(day, &params.barrier, &standing.workers, luck, &mut world.segments);
    for (county, deaths) in deaths.into_iter().enumerate() {
        ledger.add(const { measure("worker_deaths") }, county, 0, f64::from(deaths));
    }
    // posting
    for order in orders::due(day, inputs) {
        match (order.kind, order.force) {
            (OrderKind::Deploy, Some(force)) => patrol::deploy(day, inputs, order, force, luck, world),
            (OrderKind::Withdraw, Some(force)) => patrol::withdraw(order, force, world),
            (OrderKind::Rotate, Some(force)) => {
                for (county, count) in patrol::rotate(day, inputs, order, force, luck, world) {
                    ledger.add(const { measure("rotated") }, county, force, count as f64);
                }
            }
            (OrderKind::Mine, _) => barrier::mine(&order.counties, order.size, &mut world.segments),
            (OrderKind::Complain, _) => neighbour::complain(&order.counties, order.size, &mut world.counties),
            _ => {}
        }
    }
    // attempts
    bribe::step(day, inputs, standing, luck, world);
    patrol::hazards(month, inputs, standing, world, &mut scratch.hazard);
    attempt::choices(month, inputs, standing, world, &mut scratch.choices);
    for county in 0..inputs.counties.len() {
        for stratum in 0..inputs.strata.len() {
            for activity in Activity::ALL {
                let (hazard, paying) = attempt::hazard(inputs, standing, world, county, stratum, activity);
                let members = world.residents.strata[county][stratum]..world.residents.strata[county][stratum + 1];
                let whose = (county, stratum, activity);
                for resident in attempt::who(day, engine, params.attempt.spread, hazard, luck, whose, members) {
                    if world.residents.at_home(county, resident) {
                        let who = Who {
                            day,
                            month,
                            county,
                            stratum,
                            resident,
                            activity,
                            paying,
                        };
                        try_once(&who, inputs, standing, scratch, luck, world, ledger, log);
                    }
                }
            }
        }
    }
    // oversight
    inspection::step(day, inputs, standing, luck, world, ledger);
    // adaptation
    belief::step(inputs, standing, world);
    // neighbour
    neighbour::step(&params.neighbour, inputs, &mut world.counties);
    // telling
    tally(inputs, world, ledger);
    #[cfg(debug_assertions)]
    crate::invariants::hold(inputs, world);
}

struct Who {
    day: u32,
    month: usize,
    county: usize,
    stratum: usize,
    resident: u32,
    activity: Activity,
    paying: f64,
}

/// One attempt from beginning to end, and what it leaves behind.
#[allow(clippy::too_many_arguments, reason = "the whole of an attempt in one place")]
fn try_once(
    who: &Who,
    inputs: &Inputs,
    standing: &Standing,
    scratch: &Scratch,
    luck: Luck,
    world: &mut World,
    ledger: &mut Ledger,
    log: &mut impl Log,
) {
    let (county, activity) = (who.county, who.activity);
    let mut draws = luck.at(
        Purpose::Attempt,
        county + 4096 * activity as usize,
        who.resident,
        who.day,
    );
    let brokered = draws.chance(who.paying);
    let choice = &scratch.choices[county];
    let weights = if brokered {
        &choice.open[activity as usize]
    } else {
        &choice.all
    };
    let segment = choice.pick(weights, draws.uniform());
    let way = Way {
        segment,
        activity,
        brokered,
        month: who.month,
        means: inputs.strata[who.stratum].means,
    };
    let passed = passage::pass(inputs, standing, &scratch.hazard, way, &mut draws, world);
    let params = &inputs.parameters.passage;
    let days = if activity == Activity::Leave {
        params.detention_leave_days
    } else {
        params.detention_smuggle_days
    };
    let until = who.day + 1 + days as u32;
    let whereabouts = match passed.outcome {
        _ if passed.died => Some(Whereabouts::Dead),
        Outcome::Crossed if activity == Activity::Leave => Some(Whereabouts::Abroad),
        Outcome::Arrested | Outcome::Shot | Outcome::Mine | Outcome::SentBack => Some(Whereabouts::Detained(until)),
        _ => None,
    };
    if let Some(whereabouts) = whereabouts {
        world.residents.leave_home(county, who.resident, whereabouts);
    }
    if passed.outcome == Outcome::Crossed && activity == Activity::Smuggle {
        let value = inputs.parameters.economy.goods_per_run;
        economy::receive(who.day, &inputs.parameters.economy, county, value, &mut world.counties);
        ledger.add(const { measure("smuggled_value") }, county, 0, value);
    }
    world.segments.tried[segment] += 1;
    world.segments.failed[segment] += u32::from(passed.outcome != Outcome::Crossed);
    let mut paid = passed.broker;
    for &(force, amount) in &passed.paid {
        paid += amount;
        let slot = force as usize + inputs.forces.len() * activity as usize;
        ledger.add(const { measure("paid") }, county, slot, amount.units());
    }
    if passed.broker > Money::ZERO {
        ledger.add(
            const { measure("paid_broker") },
            county,
            activity as usize,
            passed.broker.units(),
        );
        world.counties.brokers[county] += passed.broker.0;
    }
    let incident = Incident {
        day: who.day,
        county: county as u16,
        at: world.segments.county[segment],
        resident: who.resident,
        stratum: who.stratum as u8,
        activity,
        brokered: passed.brokered,
        outcome: passed.outcome,
        died: passed.died,
        force: passed.force,
        paid,
    };
    ledger.incident(&incident);
    log.incident(&incident);
}

/// Levels of the day.
fn tally(inputs: &Inputs, world: &World, ledger: &mut Ledger) {
    let segments = world.segments.len();
    for c in 0..inputs.counties.len() {
        let range = world.segments.of(c);
        let km = |built: &[f64]| {
            range
                .clone()
                .map(|s| built[s] * world.segments.length_km[s])
                .sum::<f64>()
        };
        let open = range.clone().filter(|s| {
            (0..inputs.forces.len())
                .all(|f| world.posts.at(f, *s).is_empty() || world.posts.bought[f * segments + *s].is_some())
        });
        ledger.add(
            const { measure("open_segments") },
            c,
            0,
            open.count() as f64 / range.len() as f64,
        );
        ledger.add(const { measure("distress") }, c, 0, world.counties.distress[c]);
        ledger.add(const { measure("perceived_risk") }, c, 0, world.counties.risk[c]);
        ledger.add(const { measure("morale") }, c, 0, world.counties.morale[c]);
        ledger.add(
            const { measure("detained") },
            c,
            0,
            f64::from(world.residents.detained[c]),
        );
        ledger.add(
            const { measure("fence_live") },
            c,
            0,
            f64::from(u8::from(world.counties.live[c])),
        );
        ledger.add(const { measure("fence_km") }, c, 0, km(&world.segments.fence));
        ledger.add(const { measure("wall_km") }, c, 0, km(&world.segments.wall));
        for activity in Activity::ALL {
            if let Some(price) = world.counties.price[c][activity as usize] {
                ledger.add(const { measure("price") }, c, activity as usize, price);
            }
        }
        for f in 0..inputs.forces.len() {
            let strength = world.posts.strength(f, c);
            if strength > 0 {
                ledger.add(const { measure("strength") }, c, f, f64::from(strength));
                let unit = world.posts.unit(f, range.start + range.len() / 2);
                ledger.add(const { measure("fear") }, c, f, world.posts.fear[unit]);
            }
        }
    }
    for f in 0..inputs.forces.len() {
        for &(s, p) in &world.posts.involved[f] {
            if world.posts.at(f, s as usize).get(p as usize).is_some_and(|g| g.deal) {
                ledger.add(
                    const { measure("deals") },
                    world.segments.county[s as usize] as usize,
                    f,
                    1.0,
                );
            }
        }
    }
}
