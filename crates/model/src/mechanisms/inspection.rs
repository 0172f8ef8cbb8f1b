//! Watchers watch watchers; penalties (design 4.12, 4.13).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Hazard of discovery by inspectors per passage on a guard's account, without any order. Unit: per unit of complicity and year.
    pub inspectors: f64,
    /// Rate at which a guard's undiscovered complicity is forgotten. Unit: per year.
    pub forget_per_year: f64,
    /// Share of the guards found out who are prosecuted, beyond discharge. Unit: share.
    pub prosecute: f64,
    /// Chance that a case found while collective punishment is in force has the whole unit rotated. Unit: probability.
    pub rotate_unit: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "inspectors",
        unit: "per unit of complicity and year",
        meaning: "Hazard of discovery by inspectors per passage on a guard's account, without any order.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.inspectors,
        write: |p, v| p.inspectors = v,
    },
    Parameter {
        key: "forget_per_year",
        unit: "per year",
        meaning: "Rate at which a guard's undiscovered complicity is forgotten.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.forget_per_year,
        write: |p, v| p.forget_per_year = v,
    },
    Parameter {
        key: "prosecute",
        unit: "share",
        meaning: "Share of the guards found out who are prosecuted, beyond discharge.",
        least: 0.0,
        most: 1.0,
        read: |p| p.prosecute,
        write: |p, v| p.prosecute = v,
    },
    Parameter {
        key: "rotate_unit",
        unit: "probability",
        meaning: "Chance that a case found while collective punishment is in force has the whole unit rotated.",
        least: 0.0,
        most: 1.0,
        read: |p| p.rotate_unit,
        write: |p, v| p.rotate_unit = v,
    },
];

use crate::chance::{Luck, Purpose};
use crate::events::Activity;
use crate::inputs::Inputs;
use crate::ledger::{Ledger, measure};
use crate::mechanisms::orders::Standing;
use crate::mechanisms::{bribe, patrol};
use crate::units::{Money, daily_probability};
use crate::world::World;

/// Chance that inspectors find out a guard in a day: `1 − e^{−I·complicity}`.
pub fn discovery(per_year: f64, complicity: f64) -> f64 {
    daily_probability(per_year / 365.0 * complicity)
}

/// Oversight for a day: inspectors and every watching force, as competing hazards; a watcher who finds something may be
/// bought by the rule of [`bribe`] in turn. Those found out are discharged and replaced; where units answer together, the whole unit may be rotated.
pub fn step(day: u32, inputs: &Inputs, standing: &Standing, luck: Luck, world: &mut World, ledger: &mut Ledger) {
    for force in 0..inputs.forces.len() {
        for (segment, place) in world.posts.involved[force].clone() {
            let (s, p) = (segment as usize, place as usize);
            if p >= world.posts.at(force, s).len() {
                continue;
            }
            let complicity = world.posts.at(force, s)[p].complicity;
            if complicity <= 0.0 {
                continue;
            }
            let county = world.segments.county[s] as usize;
            let mut draws = luck.at(Purpose::Oversight, force, segment << 12 | u32::from(place) & 0xFFF, day);
            let inspectors = inputs.parameters.inspection.inspectors * standing.inspect[county];
            let watching = |watcher: usize| -> f64 {
                let data = &inputs.forces[watcher];
                let watchers = if data.watches.contains(&force) {
                    world.posts.at(watcher, s).len()
                } else {
                    0
                };
                data.numbers.oversight * watchers as f64
            };
            let all = inspectors + (0..inputs.forces.len()).map(watching).sum::<f64>();
            let u = draws.uniform();
            // `1 − e^{−h} ≤ h`: most need no exponential.
            if u >= all / 365.0 * complicity || u >= discovery(all, complicity) {
                continue;
            }
            // Somebody found it: who, in proportion to the hazards.
            let mut lot = draws.uniform() * all - inspectors;
            let mut watcher = 0;
            while lot >= 0.0 && watcher < inputs.forces.len() {
                lot -= watching(watcher);
                watcher += 1;
            }
            let mut found = true;
            let watchers = watcher.checked_sub(1).map_or(0, |w| world.posts.at(w, s).len() as u32);
            if watchers > 0 {
                let who = (watcher - 1, s, draws.below(watchers) as usize);
                found = !bought(inputs, standing, world, who, force);
                if !found {
                    ledger.add(const { measure("watchers_bought") }, county, watcher - 1, 1.0);
                }
            }
            if found {
                punish(
                    day,
                    inputs,
                    standing,
                    luck,
                    world,
                    ledger,
                    (force, s, p),
                    draws.uniform(),
                    draws.uniform(),
                );
            }
        }
    }
}

/// Whether the guard who was found can pay the watcher to keep quiet: he offers his layer's share of a run's worth.
fn bought(
    inputs: &Inputs,
    standing: &Standing,
    world: &mut World,
    (watcher, segment, place): (usize, usize, usize),
    guard: usize,
) -> bool {
    let county = world.segments.county[segment] as usize;
    let at = (watcher, segment, place);
    let (posts, counties) = (&world.posts, &world.counties);
    let reservation = bribe::price_of(inputs, standing, posts, counties, county, at, Activity::Smuggle);
    let offer = bribe::offer(inputs, guard, Activity::Smuggle);
    let Some(paid) = bribe::deal(inputs.parameters.bribe.theta, reservation, offer) else {
        return false;
    };
    world.posts.pay(watcher, segment, place, 1, Money::from_units(paid));
    true
}

/// Discharges one found out, replaces him, frightens his unit, and rotates it where units answer together.
#[allow(clippy::too_many_arguments, reason = "one call, one case")]
fn punish(
    day: u32,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    world: &mut World,
    ledger: &mut Ledger,
    (force, segment, place): (usize, usize, usize),
    tried: f64,
    rotated: f64,
) {
    let params = &inputs.parameters.inspection;
    let county = world.segments.county[segment] as usize;
    let unit = world.posts.unit(force, segment);
    ledger.add(const { measure("found_out") }, county, force, 1.0);
    if tried < params.prosecute {
        ledger.add(const { measure("prosecuted") }, county, force, 1.0);
    }
    world.posts.punished[unit] += 1;
    *world.posts.guard_mut(force, segment, place) =
        patrol::recruit(day, inputs, force, segment, place, day as i32, luck);
    world.posts.involved[force].retain(|entry| *entry != (segment as u32, place as u16));
    if standing.collective[county] && rotated < params.rotate_unit {
        for s in world.segments.of(county) {
            if world.posts.unit(force, s) == unit {
                let count = patrol::relieve(day, inputs, force, s, luck, &mut world.posts);
                ledger.add(const { measure("rotated") }, county, force, count as f64);
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
