//! Watchers watch watchers; penalties (design 4.12, 4.13).

use crate::chance::{Luck, Purpose};
use crate::facts::{Activity, Discovery, Fact, Log, PaidFor, Payee, Payment, Relief};
use crate::inputs::Inputs;
use crate::mechanisms::orders::Standing;
use crate::mechanisms::{bribe, patrol};
use crate::parameter::numbers;
use crate::units::{Money, daily_probability};
use crate::world::World;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Hazard of discovery by inspectors per passage on a guard's account, without any order.
        inspectors: f64 = "per unit of complicity and year", 0.0..=1000.0;
        /// Rate at which a guard's undiscovered complicity is forgotten.
        forget_per_year: f64 = "per year", 0.0..=1000.0;
        /// Share of the guards found out who are prosecuted, beyond discharge.
        prosecute: f64 = "share", 0.0..=1.0;
        /// Chance that a case found while collective punishment is in force has the whole unit rotated.
        rotate_unit: f64 = "probability", 0.0..=1.0;
    }
}

/// Officers who answer for a unit: its commander, its political and its security officer (s000-guilt-by-association).
const OFFICERS: u32 = 3;

/// Chance that inspectors find out a guard in a day: `1 − e^{−I·complicity}`.
pub fn discovery(per_year: f64, complicity: f64) -> f64 {
    daily_probability(per_year / 365.0 * complicity)
}

/// Oversight for a day: inspectors and every watching force, as competing hazards; a watcher who finds something may be
/// bought by the rule of [`bribe`] in turn. Those found out are discharged and replaced; where units answer together, the
/// whole unit may be rotated. Each guard lives through his hazard until the waiting time drawn for him is over, which is the
/// same as a daily chance of `1 − e^{−hazard}` and takes no draw a day.
pub fn step(day: u32, inputs: &Inputs, standing: &Standing, luck: Luck, world: &mut World, log: &mut impl Log) {
    let mut noticed = Vec::new();
    for force in 0..inputs.forces.len() {
        let rates = rates(inputs, standing, world, force);
        for account in world.posts.accounts_mut(force) {
            account.unnoticed -= rates[account.segment as usize] / 365.0 * account.complicity;
            if account.unnoticed <= 0.0 {
                noticed.push((force, account.segment as usize, account.place as usize));
            }
        }
    }
    // Accounts stand in no particular order.
    noticed.sort_unstable();
    for case in noticed {
        notice(day, inputs, standing, luck, world, log, case);
    }
}

/// Hazard of discovery per year and unit of complicity, by segment: inspectors and all who watch this force there.
fn rates(inputs: &Inputs, standing: &Standing, world: &World, force: usize) -> Vec<f64> {
    let watchers: Vec<usize> = (0..inputs.forces.len())
        .filter(|w| inputs.forces[*w].watches.contains(&force))
        .collect();
    let rate = |s: usize| {
        let county = world.segments.county[s] as usize;
        let watching = |w: &usize| inputs.forces[*w].numbers.oversight * world.posts.at(*w, s).len() as f64;
        inspectors(inputs, standing, county) + watchers.iter().map(watching).sum::<f64>()
    };
    (0..world.segments.len()).map(rate).collect()
}

fn inspectors(inputs: &Inputs, standing: &Standing, county: usize) -> f64 {
    inputs.parameters.inspection.inspectors * standing.inspect[county]
}

/// Somebody noticed a guard: who, in proportion to the hazards; a watcher may be bought, an inspector is not.
fn notice(
    day: u32,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    world: &mut World,
    log: &mut impl Log,
    (force, s, p): (usize, usize, usize),
) {
    // A case of the same day may have replaced him.
    if world
        .posts
        .account(force, s, p)
        .is_none_or(|account| account.unnoticed > 0.0)
    {
        return;
    }
    let county = world.segments.county[s] as usize;
    let mut draws = luck.at(Purpose::Oversight, force, (s as u32) << 12 | p as u32 & 0xFFF, day);
    world.posts.account_mut(force, s, p).unnoticed = -libm::log(draws.fine());
    let watching = |w: usize| match inputs.forces[w].watches.contains(&force) {
        true => inputs.forces[w].numbers.oversight * world.posts.at(w, s).len() as f64,
        false => 0.0,
    };
    let by_inspectors = inspectors(inputs, standing, county);
    let all = by_inspectors + (0..inputs.forces.len()).map(watching).sum::<f64>();
    let mut lot = draws.uniform() * all - by_inspectors;
    let watcher = if lot < 0.0 {
        None
    } else {
        (0..inputs.forces.len()).find(|w| {
            lot -= watching(*w);
            lot < 0.0
        })
    };
    if let Some(watcher) = watcher {
        let place = draws.below(world.posts.at(watcher, s).len() as u32) as usize;
        if bought(day, inputs, standing, world, (watcher, s, place), force, log) {
            return;
        }
    }
    let lots = (draws.uniform(), draws.uniform());
    punish(day, inputs, standing, luck, world, log, (force, s, p), lots.0, lots.1);
}

/// Whether the guard who was found can pay the watcher to keep quiet: he offers his layer's share of a run's worth.
fn bought(
    day: u32,
    inputs: &Inputs,
    standing: &Standing,
    world: &mut World,
    (watcher, segment, place): (usize, usize, usize),
    guard: usize,
    log: &mut impl Log,
) -> bool {
    let county = world.segments.county[segment] as usize;
    let at = (watcher, segment, place);
    let (posts, counties) = (&world.posts, &world.counties);
    let reservation = bribe::price_of(inputs, standing, posts, counties, county, at, Activity::Smuggle);
    let offer = bribe::offer(inputs, guard, Activity::Smuggle);
    let Some(paid) = bribe::deal(inputs.parameters.bribe.theta, reservation, offer) else {
        return false;
    };
    let amount = Money::from_units(paid);
    world.posts.pay(watcher, segment, place, 1, amount);
    log.happened(&Fact::Payment(Payment {
        day,
        county: county as u16,
        to: Payee::Guard(watcher as u8),
        purpose: PaidFor::Silence,
        amount,
    }));
    true
}

/// Discharges one found out, replaces him, frightens his unit; where units answer together, its officers are punished
/// with him and the whole unit is rotated.
#[allow(clippy::too_many_arguments, reason = "one call, one case")]
fn punish(
    day: u32,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    world: &mut World,
    log: &mut impl Log,
    (force, segment, place): (usize, usize, usize),
    tried: f64,
    rotated: f64,
) {
    let params = &inputs.parameters.inspection;
    let county = world.segments.county[segment] as usize;
    let unit = world.posts.unit(force, segment);
    let answers = standing.collective[county] && rotated < params.rotate_unit;
    log.happened(&Fact::Discovery(Discovery {
        day,
        county: county as u16,
        force: force as u8,
        ring: false,
        prosecuted: tried < params.prosecute,
        officers: if answers { OFFICERS } else { 0 },
    }));
    world.posts.punished[unit] += 1;
    let guard = patrol::recruit(day, inputs, force, segment, place, day as i32, luck);
    world.posts.replace(force, segment, place, guard);
    if answers {
        world.posts.punished[unit] += OFFICERS;
        for s in world.segments.of(county) {
            if world.posts.unit(force, s) == unit {
                let count = patrol::relieve(day, inputs, force, s, luck, &mut world.posts);
                log.happened(&Fact::Relief(Relief {
                    day,
                    county: county as u16,
                    force: force as u8,
                    guards: count as u32,
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Audit at a constant rate: the time to discovery is geometric with mean 1/p days. Mean of 5,000 at a fixed seed
    /// within 5 standard errors (level 6e-7); a shift of a tenth is seen with power above 0.9.
    #[test]
    fn time_to_discovery_is_geometric() {
        let p = discovery(36.5, 1.0);
        let luck = Luck { seed: 3, replicate: 0 };
        let wait = |who| {
            (0..)
                .find(|day| luck.at(Purpose::Oversight, 0, who, *day).uniform() < p)
                .unwrap_or(0)
                + 1
        };
        let mean = (0..5_000).map(|who| f64::from(wait(who))).sum::<f64>() / 5_000.0;
        let error = libm::sqrt(1.0 - p) / p / libm::sqrt(5_000.0);
        assert!((mean - 1.0 / p).abs() < 5.0 * error, "{mean} against {}", 1.0 / p);
    }
}
