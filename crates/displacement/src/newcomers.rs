//! Who sets out, when and where: from what was registered, or from the conflicts themselves.

use crate::course::Row;
use crate::displacement::Displacement;
use crate::ground::Ground;
use crate::network::{Network, Place};
use crate::purpose::Purpose;
use crate::spawning::ByConflict;
use amnok_chance::Luck;

/// Groups of seniority among newcomers; those who are in camps at the beginning come first, camp by camp.
pub const SENIORITY: usize = 12;

/// What follows from the series alone: the same in every replicate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Places that are columns of the output.
    pub camps: Vec<usize>,
    /// People in each at the beginning.
    pub first: Vec<u32>,
    /// Registered by camp and day.
    registered: Vec<Vec<i64>>,
    newcomers: Vec<u32>,
    total: Vec<i64>,
    debt: Vec<i64>,
    seniority: Vec<usize>,
    /// What the capacity of each place loses on the first day.
    occupied: Vec<i64>,
    compare: bool,
}

impl Plan {
    /// Works out newcomers, debt and registered counts for every day.
    pub fn new(world: &Displacement) -> Plan {
        let spawning = &world.spawning;
        let camps = world.camps();
        let value = |s: usize, day: i64| -> i64 {
            let start = if spawning.empty_camps {
                world.series[s].value(0)
            } else {
                0
            };
            world.series[s].value(day) - start
        };
        let named = |place: usize| {
            world
                .series
                .iter()
                .position(|s| s.name == world.network.places[place].name)
        };
        let days = i64::from(world.days);
        let registered = camps
            .iter()
            .map(|camp| {
                named(*camp).map_or(vec![0; world.days as usize], |s| {
                    (0..days).map(|t| value(s, t)).collect()
                })
            })
            .collect();
        let inserted = spawning.insert_first_day && !spawning.empty_camps;
        let first = camps
            .iter()
            .map(|camp| named(*camp).filter(|_| inserted).map_or(0, |s| counted(value(s, 0))))
            .collect();
        let occupied = (0..world.network.places.len())
            .map(|place| {
                named(place)
                    .filter(|_| spawning.insert_first_day)
                    .map_or(0, |s| world.series[s].value(0))
            })
            .collect();
        let mut plan = Plan {
            camps,
            first,
            registered,
            occupied,
            compare: spawning.by_conflict.is_none(),
            ..Plan::default()
        };
        plan.count(world, value);
        plan
    }

    /// How many people set out on a day.
    pub fn newcomers(&self, day: u32) -> u32 {
        self.newcomers[day as usize]
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
            let wanted: i64 = match (world.spawning.by_conflict, world.spawning.sum_from_camps, day) {
                (Some(_), ..) => 0,
                (None, true, 0) => (0..series).map(change).sum(),
                (None, true, _) => (1..series).map(change).sum(),
                (None, false, _) => (0..series.min(1)).map(change).sum(),
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
        let simulated: Vec<i64> = self.camps.iter().map(|camp| ground.present[*camp]).collect();
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

/// How people who set out today are shared out: population × intensity × decay. Where no place of conflict has anybody
/// left, as when newcomers are taken from populations, by intensity alone.
fn weights(network: &Network, day: u32) -> Vec<(usize, f64)> {
    let weighed = |residents: bool| -> Vec<(usize, f64)> {
        let weight = |(p, at): (usize, &Place)| {
            let people = if residents { at.population as f64 } else { 1.0 };
            (p, people * at.intensity * network.decay(p, day))
        };
        let places = network.places.iter().enumerate();
        places.map(weight).filter(|(_, weight)| *weight > 0.0).collect()
    };
    let found = weighed(true);
    if found.is_empty() { weighed(false) } else { found }
}

/// As many as can be counted.
fn counted(people: i64) -> u32 {
    u32::try_from(people.max(0)).unwrap_or(u32::MAX)
}

/// Who sets out today, by place, and their group of seniority. On the first day those who are in camps already take
/// their room: capacities are lowered by them.
pub fn come(
    world: &Displacement,
    plan: &Plan,
    network: &mut Network,
    luck: Luck,
    day: u32,
) -> (Vec<(usize, u32)>, usize) {
    let mut stream = luck.at(Purpose::Newcomers, 0, 0, day);
    let group = plan.seniority[day as usize];
    if let Some(rule) = world.spawning.by_conflict {
        let mut came = Vec::new();
        for (place, at) in network.places.iter().enumerate().filter(|(_, at)| at.intensity > 0.0) {
            let count = match rule {
                ByConflict::Constant(rate) => (rate * at.intensity) as u32,
                ByConflict::OfPopulation(rate) => (rate * at.population as f64 * at.intensity) as u32,
                ByConflict::Poisson(rate) => stream.poisson(rate * at.intensity),
            };
            came.push((place, count));
        }
        take(world, network, &came);
        return (came, group);
    }
    if day == 0 && world.spawning.insert_first_day {
        for (place, occupied) in network.places.iter_mut().zip(&plan.occupied) {
            if place.capacity > 0 {
                place.capacity -= occupied;
            }
        }
    }
    let mut left = plan.newcomers[day as usize];
    let weights = weights(network, day);
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
    take(world, network, &came);
    (came, group)
}

fn take(world: &Displacement, network: &mut Network, came: &[(usize, u32)]) {
    if world.spawning.take_from_population {
        for (place, count) in came {
            let population = &mut network.places[*place].population;
            *population = (*population - i64::from(*count)).max(0);
        }
    }
}
