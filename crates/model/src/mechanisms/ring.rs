//! Rings: rare runs of high value (design 4.11). Reads orders, posts and the line; owns rings and cases; puts payments on
//! guards' accounts, replaces those found out, and detains those caught.
//!
//! A ring works one stretch. It buys the layers that stand there, innermost first, then an official, and makes a run only
//! while every layer is bought. A run is seen with what the deals leave of the layers' sight. One that fails becomes a case,
//! unless the official keeps it quiet: the bought guards are discharged, the ring rests, its members are wanted. An
//! investigation finds bought layers and officials one by one, and catches the wanted sooner; a lockdown keeps them from getting away.
//!
//! Source: founding reports of 2020 (gold and platinum in July, gold bars in November; the city sealed with those involved inside).
//! Assumed: every number; what a ring earns does not feed its county.

use crate::chance::{Luck, Purpose, Stream};
use crate::facts::{Activity, Discovery, Fact, Log, OfficialFound, PaidFor, Payee, Payment, RingRun, RunEnd, Search};
use crate::inputs::Inputs;
use crate::mechanisms::orders::Standing;
use crate::mechanisms::{bribe, patrol};
use crate::parameter::numbers;
use crate::units::{Money, daily_probability};
use crate::world::World;
use crate::world::resident::Whereabouts;
use crate::world::ring::{Bought, Case};

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Organised rings for goods of high value along the whole border, in proportion to residents and tendency to smuggle.
        rings: f64 = "rings", 0.0..=10000.0;
        /// Hazard of a run of a ring whose layers are all bought.
        runs_per_year: f64 = "per ring-year", 0.0..=365.0;
        /// Value of what one run moves.
        value_per_run: f64 = "currency", 0.0..=100000000.0;
        /// Persons involved in a ring besides guards and officials.
        members: f64 = "persons", 1.0..=1000.0;
        /// Mean time until a ring finds somebody to buy in its next layer.
        layer_days: f64 = "days", 1.0..=3650.0;
        /// Mean time until a ring whose guards are all bought finds an official.
        official_days: f64 = "days", 1.0..=3650.0;
        /// Share of the value of a run that each layer of guards gets.
        layer_share: f64 = "share", 0.0..=1.0;
        /// Share of the value of a run that the official gets.
        official_share: f64 = "share", 0.0..=1.0;
        /// Share of failed runs that a bought official keeps from becoming a case.
        quashed: f64 = "share", 0.0..=1.0;
        /// Days for which a ring rests after a failed run.
        rest_days: f64 = "days", 0.0..=36500.0;
        /// Hazard, for each multiple of an investigation above the usual, that a bought layer of a ring is found out.
        found_per_year: f64 = "per layer-year", 0.0..=1000.0;
        /// Usual hazard of being caught of one wanted in a case.
        caught_per_year: f64 = "per person-year", 0.0..=1000.0;
        /// Hazard of getting away of one wanted in a case, without a lockdown.
        flee_per_year: f64 = "per person-year", 0.0..=1000.0;
        /// Days of detention of one caught in a case.
        detention_days: f64 = "days", 0.0..=36500.0;
    }
}

/// Chance that one who is wanted is caught in the end: `m·h_c / (m·h_c + h_f·(1 − L))`, for an investigation of multiple m
/// and a lockdown of degree L that last.
pub fn caught_in_the_end(params: &Params, multiple: f64, lockdown: f64) -> f64 {
    let (caught, gone) = (
        multiple * params.caught_per_year,
        params.flee_per_year * (1.0 - lockdown),
    );
    if caught + gone > 0.0 {
        caught / (caught + gone)
    } else {
        0.0
    }
}

/// A day of every ring and of every open case.
pub fn step(
    day: u32,
    month: usize,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    world: &mut World,
    log: &mut impl Log,
) {
    for number in 0..world.rings.rings.len() {
        let mut draws = luck.at(Purpose::Ring, 0, number as u32, day);
        forget_the_gone(number, world);
        investigate(day, number, inputs, standing, luck, &mut draws, world, log);
        if world.rings.rings[number].rests_until > day {
            continue;
        }
        match next_layer(number, inputs, world) {
            Some(force) => buy(number, force, inputs, standing, &mut draws, world),
            None => {
                let (official, run) = (draws.uniform(), draws.uniform());
                let params = &inputs.parameters.ring;
                if official < daily_probability(1.0 / params.official_days) {
                    world.rings.rings[number].official = true;
                }
                if run < daily_probability(params.runs_per_year / 365.0) {
                    attempt(day, month, number, inputs, standing, luck, &mut draws, world, log);
                }
            }
        }
    }
    search(day, inputs, standing, luck, world, log);
}

/// A guard who has been replaced is no longer bought.
fn forget_the_gone(number: usize, world: &mut World) {
    let ring = &mut world.rings.rings[number];
    for (force, layer) in ring.layers.iter_mut().enumerate() {
        let post = world.posts.at(force, ring.segment);
        if layer.is_some_and(|b| post.get(b.place as usize).is_none_or(|guard| guard.since != b.since)) {
            *layer = None;
        }
    }
}

/// The first force on the ring's stretch that it has not bought.
fn next_layer(number: usize, inputs: &Inputs, world: &World) -> Option<usize> {
    let ring = &world.rings.rings[number];
    let stands = |f: &usize| !world.posts.at(*f, ring.segment).is_empty();
    (0..inputs.forces.len())
        .filter(stands)
        .find(|f| ring.layers[*f].is_none())
}

/// Looks for a guard of the next layer: one by lot, bought where the layer's share of a run reaches his price, which is that for
/// the gravest help.
fn buy(number: usize, force: usize, inputs: &Inputs, standing: &Standing, draws: &mut Stream, world: &mut World) {
    let params = &inputs.parameters.ring;
    if draws.uniform() >= daily_probability(1.0 / params.layer_days) {
        return;
    }
    let ring = &mut world.rings.rings[number];
    let post = world.posts.at(force, ring.segment);
    let place = draws.below(post.len() as u32) as usize;
    let at = (force, ring.segment, place);
    let price = bribe::price_of(
        inputs,
        standing,
        &world.posts,
        &world.counties,
        ring.county,
        at,
        Activity::Leave,
    );
    if params.layer_share * params.value_per_run >= price {
        ring.layers[force] = Some(Bought {
            place: place as u16,
            since: post[place].since,
        });
    }
}

/// A run: seen with what deals leave of the sight of every layer; paid for when it comes through.
#[allow(clippy::too_many_arguments, reason = "the whole of a run in one place")]
fn attempt(
    day: u32,
    month: usize,
    number: usize,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    draws: &mut Stream,
    world: &mut World,
    log: &mut impl Log,
) {
    let params = &inputs.parameters.ring;
    let (county, segment) = (world.rings.rings[number].county, world.rings.rings[number].segment);
    let hazard = hazard(month, inputs, standing, county, segment, world) * (1.0 - inputs.parameters.bribe.cover);
    let seen = draws.uniform() < daily_probability(hazard);
    let official = world.rings.rings[number].official;
    let end = match seen {
        false => RunEnd::Through,
        true if official && draws.chance(params.quashed) => RunEnd::Quashed,
        true => RunEnd::Case,
    };
    log.happened(&Fact::RingRun(RingRun {
        day,
        county: county as u16,
        ring: number as u32,
        end,
        value: if seen { 0.0 } else { params.value_per_run },
    }));
    match end {
        RunEnd::Through => pay(day, number, inputs, world, log),
        RunEnd::Quashed => {}
        RunEnd::Case => become_a_case(day, number, inputs, luck, world, log),
    }
}

/// Pays every layer, and the official where there is one, for a run that came through.
fn pay(day: u32, number: usize, inputs: &Inputs, world: &mut World, log: &mut impl Log) {
    let params = &inputs.parameters.ring;
    let ring = &world.rings.rings[number];
    let mut paid = |to, amount| {
        log.happened(&Fact::Payment(Payment {
            day,
            county: ring.county as u16,
            to,
            purpose: PaidFor::Ring,
            amount,
        }));
    };
    let share = Money::from_units(params.value_per_run * params.layer_share);
    for (force, layer) in ring.layers.iter().enumerate() {
        if let Some(bought) = layer {
            world.posts.pay(force, ring.segment, bought.place as usize, 1, share);
            paid(Payee::Guard(force as u8), share);
        }
    }
    if ring.official {
        paid(
            Payee::Official,
            Money::from_units(params.value_per_run * params.official_share),
        );
    }
}

/// Hazard of being seen on a segment today, over every force.
fn hazard(month: usize, inputs: &Inputs, standing: &Standing, county: usize, segment: usize, world: &World) -> f64 {
    let patrol = &inputs.parameters.patrol;
    let visibility = inputs.rivers[inputs.counties[county].river].visibility[month];
    let attention = patrol::attention(patrol, standing.alert[county], standing.far_bank[county]);
    let seen = |f: usize| {
        let on_duty = world.posts.at(f, segment).len() as f64 * patrol.on_duty;
        let detection = inputs.forces[f].numbers.detection;
        patrol::sight(
            detection,
            on_duty,
            world.segments.length_km[segment],
            visibility,
            attention,
        )
    };
    (0..inputs.forces.len()).map(seen).sum()
}

/// A run that was seen and became a case: every layer is lost, the ring rests, its members are wanted.
fn become_a_case(day: u32, number: usize, inputs: &Inputs, luck: Luck, world: &mut World, log: &mut impl Log) {
    let params = &inputs.parameters.ring;
    let county = world.rings.rings[number].county;
    for force in 0..inputs.forces.len() {
        lose(day, number, force, inputs, luck, world, log);
    }
    let ring = &mut world.rings.rings[number];
    ring.rests_until = day + 1 + params.rest_days as u32;
    let wanted = params.members as u32;
    world.rings.cases.push(Case {
        day,
        county: county as u16,
        ring: number as u32,
        wanted,
    });
}

/// A ring loses a layer: the guard is found out, discharged and replaced; his unit sees it.
fn lose(day: u32, number: usize, force: usize, inputs: &Inputs, luck: Luck, world: &mut World, log: &mut impl Log) {
    let ring = &mut world.rings.rings[number];
    let Some(bought) = ring.layers[force].take() else {
        return;
    };
    let (county, segment, place) = (ring.county, ring.segment, bought.place as usize);
    log.happened(&Fact::Discovery(Discovery {
        day,
        county: county as u16,
        force: force as u8,
        ring: true,
        prosecuted: false,
        officers: 0,
    }));
    let unit = world.posts.unit(force, segment);
    world.posts.punished[unit] += 1;
    let recruit = patrol::recruit(day, inputs, force, segment, place, day as i32, luck);
    world.posts.replace(force, segment, place, recruit);
}

/// An investigation finds a ring's layers and its official, each with its hazard.
#[allow(clippy::too_many_arguments, reason = "one call, one case")]
fn investigate(
    day: u32,
    number: usize,
    inputs: &Inputs,
    standing: &Standing,
    luck: Luck,
    draws: &mut Stream,
    world: &mut World,
    log: &mut impl Log,
) {
    let county = world.rings.rings[number].county;
    let beyond = standing.investigate[county] - 1.0;
    if beyond <= 0.0 {
        return;
    }
    let found = daily_probability(inputs.parameters.ring.found_per_year * beyond / 365.0);
    for force in 0..inputs.forces.len() {
        if draws.uniform() < found {
            lose(day, number, force, inputs, luck, world, log);
        }
    }
    let ring = &mut world.rings.rings[number];
    if draws.uniform() < found && ring.official {
        ring.official = false;
        log.happened(&Fact::OfficialFound(OfficialFound {
            day,
            county: county as u16,
            ring: number as u32,
        }));
    }
}

/// Those wanted are caught or get away: competing hazards.
fn search(day: u32, inputs: &Inputs, standing: &Standing, luck: Luck, world: &mut World, log: &mut impl Log) {
    let params = &inputs.parameters.ring;
    for (number, case) in world
        .rings
        .cases
        .iter_mut()
        .enumerate()
        .filter(|(_, case)| case.wanted > 0)
    {
        let county = case.county as usize;
        let (multiple, lockdown) = (standing.investigate[county], standing.lockdown[county]);
        let hazard = multiple * params.caught_per_year + params.flee_per_year * (1.0 - lockdown);
        let mut draws = luck.at(Purpose::Wanted, 0, number as u32, day);
        let over = draws.binomial(case.wanted, daily_probability(hazard / 365.0));
        let caught = draws.binomial(over, caught_in_the_end(params, multiple, lockdown));
        case.wanted -= over;
        if over > 0 {
            log.happened(&Fact::Search(Search {
                day,
                county: case.county,
                caught,
                escaped: over - caught,
            }));
        }
        let (residents, until) = (
            inputs.counties[county].residents,
            day + 1 + params.detention_days as u32,
        );
        for _ in 0..if residents > 0 { caught } else { 0 } {
            // Residents of the county, by lot; one who is away already is not there to be caught.
            let resident = draws.below(residents);
            if world.residents.at_home(county, resident) {
                world
                    .residents
                    .leave_home(county, resident, Whereabouts::Detained(until));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lockdown_and_an_investigation_raise_the_chance_of_catching_the_wanted() {
        let params = Params {
            caught_per_year: 3.0,
            flee_per_year: 12.0,
            ..Params::default()
        };
        assert!((caught_in_the_end(&params, 1.0, 0.0) - 0.2).abs() < 1e-12);
        assert!((caught_in_the_end(&params, 4.0, 0.0) - 0.5).abs() < 1e-12);
        assert_eq!(caught_in_the_end(&params, 1.0, 1.0), 1.0);
        assert_eq!(caught_in_the_end(&Params::default(), 1.0, 1.0), 0.0);
    }
}
