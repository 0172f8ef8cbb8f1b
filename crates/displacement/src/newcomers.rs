//! Who sets out, when and where: from what was registered, from the conflicts themselves, or from floods.

use crate::course::Row;
use crate::displacement::Displacement;
use crate::ground::Ground;
use crate::happenings;
use crate::network::{Network, Place, at_level};
use crate::purpose::Purpose;
use crate::series::Series;
use crate::spawning::{ByConflict, ByFlood, FloodMode};
use amnok_chance::Luck;
use core::ops::Range;
use rustc_hash::FxHashMap;

/// Groups of seniority among newcomers; those who are in camps at the beginning come first, camp by camp.
pub const SENIORITY: usize = 12;
/// The same, at most, among those who flee from floods: of each place and day, so that who comes from where is in Flee's order.
const FLOODED: usize = 1_000;

/// Who is to come and what was registered, day by day, as far as it follows from the series alone: the same in every replicate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// Places that are columns of the output.
    pub camps: Vec<usize>,
    /// The place whose people each column shows: the last of that name, where there are several, as in Flee.
    pub shown: Vec<usize>,
    /// People in each at the beginning.
    pub first: Vec<u32>,
    /// Registered by camp and day.
    registered: Vec<Vec<i64>>,
    newcomers: Vec<u32>,
    total: Vec<i64>,
    debt: Vec<i64>,
    seniority: Vec<usize>,
    /// Groups among newcomers, and that of the first who come from a flood on each day where people flee from floods only.
    pub groups: usize,
    flooded: Vec<usize>,
    flooded_in_all: usize,
    /// What the capacity of each place loses on the first day.
    occupied: Vec<i64>,
    compare: bool,
}

/// Values of every series by day; `reduced`: by how much they exceed the first.
fn values(world: &Displacement, reduced: bool) -> Vec<Vec<i64>> {
    let of = |series: &Series| {
        let start = if reduced { series.value(0) } else { 0 };
        let values = series.values(world.days);
        values.into_iter().map(|value| value - start).collect()
    };
    world.series.iter().map(of).collect()
}

/// The last place of each camp's name.
fn shown(network: &Network, camps: &[usize]) -> Vec<usize> {
    let places = network.places.iter().enumerate();
    let last: FxHashMap<&str, usize> = places.map(|(p, at)| (at.name.as_str(), p)).collect();
    camps
        .iter()
        .map(|camp| last[network.places[*camp].name.as_str()])
        .collect()
}

impl Schedule {
    /// Works out newcomers, debt and registered counts for every day.
    pub fn new(world: &Displacement) -> Schedule {
        let spawning = &world.spawning;
        let camps = world.camps();
        let values = values(world, spawning.empty_camps && !world.only_floods());
        let named = |place: usize| {
            let name = &world.network.places[place].name;
            world.series.iter().position(|s| s.name == *name)
        };
        let on_first = |place: usize| named(place).map_or(0, |s| values[s].first().copied().unwrap_or(0));
        let registered = camps
            .iter()
            .map(|camp| named(*camp).map_or(vec![0; world.days as usize], |s| values[s].clone()))
            .collect();
        let inserted = spawning.insert_first_day && !spawning.empty_camps;
        let first = camps
            .iter()
            .map(|camp| if inserted { counted(on_first(*camp)) } else { 0 })
            .collect();
        let occupied = (0..world.network.places.len())
            .map(|place| {
                named(place)
                    .filter(|_| spawning.insert_first_day)
                    .map_or(0, |s| world.series[s].value(0))
            })
            .collect();
        let mut schedule = Schedule {
            shown: shown(&world.network, &camps),
            camps,
            first,
            registered,
            occupied,
            compare: world.by_data(),
            ..Schedule::default()
        };
        schedule.count(world, |s, day| values[s][day as usize]);
        schedule.groups = SENIORITY;
        if world.only_floods() {
            schedule.count_floods(world);
        }
        schedule
    }

    /// How many places are flooded on the days before each day.
    fn count_floods(&mut self, world: &Displacement) {
        let mut before = 0;
        for day in 0..world.days {
            self.flooded.push(before);
            before += world.levels.iter().filter(|levels| levels.on(day) >= 1.0).count();
        }
        self.flooded_in_all = before.max(1);
        self.groups = before.clamp(1, FLOODED);
    }

    /// Group of seniority of those who come on a day, from the `i`-th place.
    fn group(&self, day: u32, i: usize) -> usize {
        match self.flooded.get(day as usize) {
            Some(before) => self.camps.len() + (before + i) * self.groups / self.flooded_in_all,
            None => self.seniority[day as usize],
        }
    }

    /// People who are somewhere before the first day beside those who are registered: place, count and seniority.
    pub fn displaced_before(&self, world: &Displacement) -> Vec<(usize, u32, usize)> {
        let everywhere = world.network.rules.documented;
        let all = world.initial_idps.iter().enumerate().filter(|(_, count)| **count > 0);
        all.filter(|_| !world.spawning.empty_camps)
            .filter_map(|(place, count)| {
                let column = self.shown.iter().position(|camp| *camp == place);
                column.or(everywhere.then_some(0)).map(|group| (place, *count, group))
            })
            .collect()
    }

    /// How many people set out on a day.
    pub fn newcomers(&self, day: u32) -> u32 {
        self.newcomers[day as usize]
    }

    /// How many are registered in the evening of a day at a place that is a column of the output. Unit: people.
    pub fn registered(&self, place: usize, day: u32) -> Option<i64> {
        let column = self.camps.iter().position(|camp| *camp == place)?;
        self.registered[column].get(day as usize).copied()
    }

    /// How many people set out from a place on some days, in the mean; `None` where that does not follow from the registered
    /// numbers alone. Unit: people.
    pub fn from_place(&self, world: &Displacement, place: usize, days: Range<u32>) -> Option<f64> {
        if !self.compare || world.spawning.take_from_population {
            return None;
        }
        let (mut network, mut sum) = (world.network.clone(), 0.0);
        for day in 0..days.end.min(world.days) {
            let fresh = happenings::change(&world.changes, &world.conflicts, &mut network, day);
            if days.contains(&day) {
                let weights = weights(world, &network, clock(&network, day, fresh));
                let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
                let here = weights.iter().filter(|(p, _)| *p == place).map(|(_, weight)| weight);
                sum += f64::from(self.newcomers(day)) * here.sum::<f64>() / all.max(f64::MIN_POSITIVE);
            }
        }
        Some(sum)
    }

    /// For how many people a camp, by its place, has room on a day, as the rules of movement see it: the limit of the input after
    /// scaling, lowered on the first day by those who are there already; `None` where there is no limit. Unit: people.
    pub fn limit(&self, world: &Displacement, place: usize, day: u32) -> Option<f64> {
        let at = &world.network.places[place];
        let lowered = self.compare && world.spawning.insert_first_day && at.capacity > 0;
        let occupied = if lowered { self.occupied[place] } else { 0 };
        let capacity = at.capacity - occupied + at.capacity_per_day * (i64::from(day) + 1);
        let limit = capacity as f64 * world.network.rules.capacity_scaling;
        (limit >= 1.0).then_some(limit)
    }

    /// Debt: a decrease is made up for by later increases before anybody comes.
    fn count(&mut self, world: &Displacement, value: impl Fn(usize, i64) -> i64) {
        let (mut debt, mut total) = (0, 0);
        let series = world.series.len();
        for day in 0..i64::from(world.days) {
            let change = |s: usize| {
                if day == 0 {
                    value(s, 0)
                } else {
                    value(s, day) - value(s, day - 1)
                }
            };
            let wanted: i64 = match (self.compare, world.spawning.sum_from_camps, day) {
                (false, ..) => 0,
                (true, true, 0) => (0..series).map(change).sum(),
                (true, true, _) => (1..series).map(change).sum(),
                (true, false, _) => (0..series.min(1)).map(change).sum(),
            };
            total += wanted;
            let mut come = 0;
            if !(day == 0 && world.spawning.insert_first_day) {
                come = (wanted - debt).max(0);
                debt = (debt - wanted).max(0);
            }
            self.newcomers.push(counted(come));
            self.total.push(total);
            self.debt.push(debt);
        }
        let all = self.newcomers.iter().map(|n| u64::from(*n)).sum::<u64>().max(1);
        let mut before = 0;
        for (day, n) in self.newcomers.iter().enumerate() {
            let share = if self.compare {
                (before, all)
            } else {
                (day as u64, u64::from(world.days))
            };
            self.seniority
                .push(self.camps.len() + (share.0 * SENIORITY as u64 / share.1) as usize);
            before += u64::from(*n);
        }
    }

    /// What stands in the evening of a day.
    pub fn row(&self, ground: &Ground, day: u32, created: i64) -> Row {
        let t = day as usize;
        let simulated: Vec<i64> = self.shown.iter().map(|camp| ground.present[*camp]).collect();
        let registered: Vec<i64> = self.registered.iter().map(|series| series[t]).collect();
        let apart: i64 = simulated.iter().zip(&registered).map(|(s, v)| (s - v).abs()).sum();
        let total = self.total[t];
        let compare = self.compare && total > 0;
        let kept = |value: i64| if compare { value } else { 0 };
        Row {
            total_error: if compare { apart as f64 / total as f64 } else { 0.0 },
            registered_in_camps: kept(registered.iter().sum()),
            simulated_total: created,
            registered_total: kept(total),
            simulated_in_camps: simulated.iter().sum(),
            debt: kept(self.debt[t]),
            displaced_at_home: (0..ground.present.len())
                .filter(|p| ground.network.places[*p].idp)
                .map(|p| ground.present[p])
                .sum(),
            simulated,
            registered,
        }
    }
}

/// How people who set out today are shared out: population × intensity × decay, and those who go hungry. Where no place of
/// conflict has anybody left, as when newcomers are taken from populations, by intensity alone.
fn weights(world: &Displacement, network: &Network, clock: u32) -> Vec<(usize, f64)> {
    let hungry = |p: usize, at: &Place| {
        let asked = at.intensity > 0.0 || world.spawning.hunger_everywhere;
        match world.spawning.hunger && clock > 0 && asked {
            true => at.population as f64 * world.food.at(p, clock),
            false => 0.0,
        }
    };
    let weighed = |residents: bool| -> Vec<(usize, f64)> {
        let weight = |(p, at): (usize, &Place)| {
            let people = if residents { at.population as f64 } else { 1.0 };
            let fighting = people * at.intensity * network.decay(p, clock);
            (p, if residents { fighting + hungry(p, at) } else { fighting })
        };
        let places = network.places.iter().enumerate();
        places.map(weight).filter(|(_, weight)| *weight > 0.0).collect()
    };
    let found = weighed(true);
    if found.is_empty() { weighed(false) } else { found }
}

/// The day by whose weights newcomers are shared out; `fresh`: a conflict began or ended today.
fn clock(network: &Network, day: u32, fresh: bool) -> u32 {
    match fresh || network.rules.documented {
        true => day,
        false => day.saturating_sub(1),
    }
}

/// As many as can be counted.
fn counted(people: i64) -> u32 {
    u32::try_from(people.max(0)).unwrap_or(u32::MAX)
}

/// Who sets out today: place, number and group of seniority. On the first day those who are in camps already take
/// their room: capacities are lowered by them. `fresh`: a conflict began or ended today; otherwise Flee shares people out by the
/// weights of the day before.
pub fn come(
    world: &Displacement,
    schedule: &Schedule,
    network: &mut Network,
    (luck, day): (Luck, u32),
    fresh: bool,
) -> Vec<(usize, u32, usize)> {
    let mut came = match world.spawning.by_conflict {
        _ if world.only_floods() => Vec::new(),
        Some(rule) => from_conflicts(rule, network, (luck, day)),
        None => {
            if day == 0 && world.spawning.insert_first_day && schedule.compare {
                occupy(schedule, network);
            }
            let clock = clock(network, day, fresh);
            shared_out(schedule.newcomers(day), &weights(world, network, clock), (luck, day))
        }
    };
    take(world, network, &came);
    if let Some(rule) = &world.spawning.by_flood {
        let flooded = from_floods(rule, network, (luck, day));
        take(world, network, &flooded);
        came.extend(flooded);
    }
    let grouped = came.into_iter().enumerate();
    grouped
        .map(|(i, (place, count))| (place, count, schedule.group(day, i)))
        .collect()
}

/// Those who are in camps on the first day take their room.
fn occupy(schedule: &Schedule, network: &mut Network) {
    for (place, occupied) in network.places.iter_mut().zip(&schedule.occupied) {
        if place.capacity > 0 {
            place.capacity -= occupied;
        }
    }
}

fn from_conflicts(rule: ByConflict, network: &Network, (luck, day): (Luck, u32)) -> Vec<(usize, u32)> {
    let mut stream = luck.at(Purpose::Newcomers, 0, 0, day);
    let places = network.places.iter().enumerate().filter(|(_, at)| at.intensity > 0.0);
    places
        .map(|(place, at)| {
            let count = match rule {
                ByConflict::Constant(rate) => (rate * at.intensity) as u32,
                ByConflict::OfPopulation(rate) => (rate * at.population as f64 * at.intensity) as u32,
                ByConflict::Poisson(rate) => stream.poisson(rate * at.intensity),
            };
            (place, count)
        })
        .collect()
}

/// From every flooded place, of whatever kind, by its level.
fn from_floods(rule: &ByFlood, network: &Network, (luck, day): (Luck, u32)) -> Vec<(usize, u32)> {
    let mut stream = luck.at(Purpose::Newcomers, 1, 0, day);
    let places = network.places.iter().enumerate().filter(|(_, at)| at.flood > 0);
    places
        .map(|(place, at)| {
            let rate = at_level(&rule.by_level, at.flood);
            let count = match rule.mode {
                FloodMode::Constant => rate as u32,
                FloodMode::OfPopulation => (rate * at.population as f64) as u32,
                FloodMode::Poisson => stream.poisson(f64::from(rate as u32)),
                FloodMode::Nobody => 0,
            };
            (place, count)
        })
        .collect()
}

/// One multinomial draw of so many people over places by their weights.
fn shared_out(mut left: u32, weights: &[(usize, f64)], (luck, day): (Luck, u32)) -> Vec<(usize, u32)> {
    let mut stream = luck.at(Purpose::Newcomers, 0, 0, day);
    let mut rest: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let mut came = Vec::new();
    for (i, (place, weight)) in weights.iter().enumerate() {
        let count = if i + 1 == weights.len() {
            left
        } else {
            stream.binomial(left, weight / rest)
        };
        if count > 0 {
            came.push((*place, count));
        }
        left -= count;
        rest -= weight;
    }
    came
}

/// Newcomers lower the population of their place, where that is asked for.
pub fn take(world: &Displacement, network: &mut Network, came: &[(usize, u32)]) {
    if world.spawning.take_from_population {
        for (place, count) in came {
            let population = &mut network.places[*place].population;
            *population = (*population - i64::from(*count)).max(0);
        }
    }
}

#[cfg(test)]
mod tests;
