//! Where forces stand and what they see (design 4.6, 4.9).

use crate::chance::{Luck, Purpose};
use crate::facts::{Duty, Fact, Log, Relief};
use crate::inputs::{Inputs, Order, Posting};
use crate::mechanisms::bribe;
use crate::mechanisms::orders::Standing;
use crate::parameter::numbers;
use crate::world::World;
use crate::world::guard::{Guard, Posts};
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of a force on the line at one time.
        on_duty: f64 = "share", 0.0..=1.0;
        /// Increase of detection per level of alert above normal.
        alert_attention: f64 = "multiple per level", 0.0..=10.0;
        /// Share of attention that watching the far bank costs.
        far_bank_attention: f64 = "share", 0.0..=1.0;
        /// Length of the line that a group embedded with guards watches from where it lives.
        group_reach_km: f64 = "km", 1.0..=1000.0;
        /// Share of the way from a guard's own readiness to fire to that of the force embedded with him, where that is higher.
        command: f64 = "share", 0.0..=1.0;
    }
}

/// Hazard of being seen by a force on a segment: `κ · guards on duty per km · visibility · attention`.
pub fn sight(detection: f64, on_duty: f64, length_km: f64, visibility: f64, attention: f64) -> f64 {
    detection * on_duty / length_km * visibility * attention
}

/// Attention of guards: more under alert, less where they must watch the far bank.
pub fn attention(params: &Params, alert: f64, far_bank: bool) -> f64 {
    (1.0 + params.alert_attention * alert) * if far_bank { 1.0 - params.far_bank_attention } else { 1.0 }
}

/// Share of a force on the line at one time: under alert as many more as attention rises, at most all of them.
pub fn share_on_duty(params: &Params, alert: f64) -> f64 {
    (params.on_duty * (1.0 + params.alert_attention * alert)).min(1.0)
}

/// What a day costs each force: guard-days on the line. Reads strength and alert.
pub fn duty(day: u32, inputs: &Inputs, standing: &Standing, posts: &Posts, log: &mut impl Log) {
    for county in 0..inputs.counties.len() {
        let share = share_on_duty(&inputs.parameters.patrol, standing.alert[county]);
        for force in 0..inputs.forces.len() {
            log.happened(&Fact::Duty(Duty {
                day,
                county: county as u16,
                force: force as u8,
                guard_days: f64::from(posts.strength(force, county)) * share,
            }));
        }
    }
}

/// The segments of a county on which so many persons of a force are posted by its rule, in groups of `group` where it is embedded.
fn places(inputs: &Inputs, force: usize, county: usize, (persons, group): (u32, f64), world: &World) -> Vec<usize> {
    let (segments, posts) = (&world.segments, &world.posts);
    let mut all: Vec<usize> = segments.of(county).collect();
    match inputs.forces[force].posting {
        Posting::Even => {}
        Posting::Embedded => {
            let groups = libm::round(f64::from(persons) / group).max(1.0);
            let reach = inputs.parameters.patrol.group_reach_km;
            let embedded = stretches(&all, &segments.length_km, groups as usize, reach);
            let with_guards: Vec<usize> = embedded.into_iter().filter(|s| !posts.at(0, *s).is_empty()).collect();
            if !with_guards.is_empty() {
                all = with_guards;
            }
        }
        Posting::LeastGuarded => {
            let guards = |s: &usize| (0..inputs.forces.len()).map(|f| posts.at(f, *s).len()).sum::<usize>();
            all.sort_by_key(guards);
            let keep = libm::ceil(inputs.forces[force].numbers.covers * all.len() as f64).max(1.0) as usize;
            all.truncate(keep);
            all.sort_unstable();
        }
    }
    all
}

/// The segments within reach of so many groups, spaced evenly along a row of segments: all of them where the reaches meet.
fn stretches(row: &[usize], length_km: &[f64], groups: usize, reach_km: f64) -> Vec<usize> {
    let all: f64 = row.iter().map(|s| length_km[*s]).sum();
    let space = all / groups as f64;
    let mut start = 0.0;
    let near = |s: &&usize| {
        let middle = start + length_km[**s] / 2.0;
        start += length_km[**s];
        let from_group = (middle / space - libm::floor(middle / space) - 0.5).abs() * space;
        from_group <= reach_km / 2.0
    };
    let near: Vec<usize> = row.iter().filter(near).copied().collect();
    if near.is_empty() { row.to_vec() } else { near }
}

/// Posts `persons` of a force in a county since that day, spread by its rule.
fn post(inputs: &Inputs, force: usize, county: usize, size: (u32, f64), since: i32, luck: Luck, world: &mut World) {
    let places = places(inputs, force, county, size, world);
    let (persons, slots) = (size.0 as usize, places.len());
    let rest = persons % slots;
    for (rank, &s) in places.iter().enumerate() {
        let extra = usize::from((rank + 1) * rest / slots > rank * rest / slots);
        for _ in 0..persons / slots + extra {
            let place = world.posts.at(force, s).len();
            let guard = recruit(since.max(0) as u32, inputs, force, s, place, since, luck);
            world.posts.add(force, s, county, guard);
        }
    }
}

/// A newcomer to that place of a post.
pub fn recruit(day: u32, inputs: &Inputs, force: usize, segment: usize, place: usize, since: i32, luck: Luck) -> Guard {
    let who = (segment as u32) << 12 | place as u32 & 0xFFF;
    let mut draws = luck.at(Purpose::Tolerance, force, who, day);
    let tolerance = bribe::tolerance(&inputs.parameters.bribe, &mut draws);
    Guard::new(since, tolerance, -libm::log(draws.fine()))
}

/// Shares out a number over counties by length of border, exactly (largest remainder).
pub fn share_out(persons: f64, inputs: &Inputs, counties: &[usize]) -> Vec<u32> {
    let total: f64 = counties.iter().map(|c| inputs.counties[*c].border_km).sum();
    let whole = libm::round(persons) as u32;
    let exact: Vec<f64> = counties
        .iter()
        .map(|c| persons * inputs.counties[*c].border_km / total)
        .collect();
    let mut parts: Vec<u32> = exact.iter().map(|x| *x as u32).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |i: &usize| exact[*i] - libm::floor(exact[*i]);
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)).then(a.cmp(b)));
    let missing = whole.saturating_sub(parts.iter().sum()) as usize;
    for i in order.into_iter().cycle().take(missing) {
        parts[i] += 1;
    }
    parts
}

/// The strength of the first day, on long tenure.
pub fn found(inputs: &Inputs, luck: Luck, world: &mut World) {
    for (f, force) in inputs.forces.iter().enumerate() {
        for (c, county) in inputs.counties.iter().enumerate() {
            let persons = libm::round(force.numbers.strength_per_km * county.border_km) as u32;
            post(inputs, f, c, (persons, force.numbers.unit_size), -365, luck, world);
        }
    }
    for (c, county) in inputs.counties.iter().enumerate() {
        let guards: u32 = (0..inputs.forces.len()).map(|f| world.posts.strength(f, c)).sum();
        world.counties.scrutiny[c] = f64::from(guards) / f64::from(county.residents.max(1));
    }
}

/// Carries out a `deploy` order.
pub fn deploy(day: u32, inputs: &Inputs, order: &Order, force: usize, luck: Luck, world: &mut World) {
    for (&c, persons) in order
        .counties
        .iter()
        .zip(share_out(order.size, inputs, &order.counties))
    {
        let group = inputs.forces[force].numbers.unit_size;
        post(inputs, force, c, (persons, group), day as i32, luck, world);
    }
}

/// Carries out an `embed` order: everybody of the force in these counties moves into groups of that size, each with a unit of guards;
/// tenure and deals start again.
pub fn embed(day: u32, inputs: &Inputs, order: &Order, force: usize, luck: Luck, world: &mut World) {
    for &c in &order.counties {
        let persons = world.posts.strength(force, c);
        for s in world.segments.of(c) {
            while world.posts.remove_last(force, s, c) {}
        }
        if persons > 0 {
            post(
                inputs,
                force,
                c,
                (persons, order.size.max(1.0)),
                day as i32,
                luck,
                world,
            );
        }
    }
}

/// Share of sightings that a guard of a force answers by fire on a segment: by the order in force for it, and toward that of a force
/// embedded with him where it is higher, whose command he is under: `own + command·(theirs − own)⁺`.
pub fn fire(inputs: &Inputs, standing: &Standing, posts: &Posts, force: usize, segment: usize, county: usize) -> f64 {
    let own = standing.fire[force][county];
    let commands =
        |f: &usize| *f != force && inputs.forces[*f].posting == Posting::Embedded && !posts.at(*f, segment).is_empty();
    if inputs.forces[force].posting == Posting::Embedded {
        return own;
    }
    let theirs = (0..inputs.forces.len())
        .filter(commands)
        .map(|f| standing.fire[f][county]);
    own + inputs.parameters.patrol.command * (theirs.fold(own, f64::max) - own)
}

/// Carries out a `withdraw` order: that share of the force goes, thinning the line evenly from its end.
pub fn withdraw(order: &Order, force: usize, world: &mut World) {
    for &c in &order.counties {
        let mut leave = libm::round(order.size * f64::from(world.posts.strength(force, c))) as u32;
        while leave > 0 {
            for s in world.segments.of(c).rev() {
                if leave > 0 && world.posts.remove_last(force, s, c) {
                    leave -= 1;
                }
            }
        }
    }
}

/// Replaces everybody of a force on a segment: tenure, deals and accounts start again. Returns how many.
pub fn relieve(day: u32, inputs: &Inputs, force: usize, segment: usize, luck: Luck, posts: &mut Posts) -> usize {
    let count = posts.at(force, segment).len();
    for place in 0..count {
        let guard = recruit(day, inputs, force, segment, place, day as i32, luck);
        posts.replace(force, segment, place, guard);
    }
    count
}

/// Carries out a `rotate` order: that share of the units, drawn by lot.
pub fn rotate(
    day: u32,
    inputs: &Inputs,
    order: &Order,
    force: usize,
    luck: Luck,
    world: &mut World,
    log: &mut impl Log,
) {
    for &c in &order.counties {
        let mut count = 0;
        for s in world.segments.of(c) {
            let unit = world.posts.unit(force, s) as u32;
            if luck.at(Purpose::Rotation, force, unit, day).chance(order.size) {
                count += relieve(day, inputs, force, s, luck, &mut world.posts);
            }
        }
        log.happened(&Fact::Relief(Relief {
            day,
            county: c as u16,
            force: force as u8,
            guards: count as u32,
        }));
    }
}

/// Hazards of being seen this day, by post; and their sums over the forces that stand before and behind the barriers.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// By post (force × segments + segment).
    pub hazard: Vec<f64>,
    /// Sum over forces before the barriers, by segment.
    pub front: Vec<f64>,
    /// Sum over forces behind them, by segment.
    pub behind: Vec<f64>,
}

impl Sight {
    /// Looks over the line. Reads strength, season and orders.
    pub fn look(&mut self, month: usize, inputs: &Inputs, standing: &Standing, segments: &Segments, posts: &Posts) {
        let params = &inputs.parameters.patrol;
        let n = segments.len();
        self.hazard.clear();
        for sum in [&mut self.front, &mut self.behind] {
            sum.clear();
            sum.resize(n, 0.0);
        }
        for (f, force) in inputs.forces.iter().enumerate() {
            let sum = if force.behind {
                &mut self.behind
            } else {
                &mut self.front
            };
            for (c, county) in inputs.counties.iter().enumerate() {
                let visibility = inputs.rivers[county.river].visibility[month];
                let attention = attention(params, standing.alert[c], standing.far_bank[c]);
                for s in segments.of(c) {
                    let on_duty = posts.at(f, s).len() as f64 * params.on_duty;
                    let (detection, length) = (force.numbers.detection, segments.length_km[s]);
                    let hazard = sight(detection, on_duty, length, visibility, attention);
                    self.hazard.push(hazard);
                    sum[s] += hazard;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_rises_with_alert_and_falls_when_watching_the_far_bank() {
        let params = Params {
            on_duty: 0.25,
            alert_attention: 0.5,
            far_bank_attention: 0.2,
            ..Params::default()
        };
        assert_eq!(attention(&params, 0.0, false), 1.0);
        assert_eq!(attention(&params, 2.0, false), 2.0);
        assert_eq!(attention(&params, 2.0, true), 1.6);
    }

    #[test]
    fn groups_watch_stretches_that_leave_gaps_until_there_are_enough() {
        let (row, length): (Vec<usize>, Vec<f64>) = ((0..40).collect(), vec![1.0; 40]);
        let two = stretches(&row, &length, 2, 6.0);
        assert_eq!(two, vec![7, 8, 9, 10, 11, 12, 27, 28, 29, 30, 31, 32]);
        assert_eq!(stretches(&row, &length, 8, 6.0).len(), 40);
        assert_eq!(stretches(&row, &length, 1, 100.0).len(), 40);
    }
}
