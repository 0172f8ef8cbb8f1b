//! What stands in the way, obstacle by obstacle (design 4.9).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Hazard of being stopped per kilometre of restricted zone. Unit: per km.
    pub zone_stop: f64,
    /// Share of those stopped in the zone who are arrested; the others are sent home. Unit: share.
    pub zone_arrest: f64,
    /// Exposure of a smuggling run, there and back, relative to leaving once. Unit: multiple.
    pub smuggle_exposure: f64,
    /// Chance that a working camera sees a passage, per unit of coverage. Unit: probability.
    pub camera_sight: f64,
    /// Chance that a patrol comes in time to what a camera saw. Unit: probability.
    pub camera_response: f64,
    /// Chance of finding a dead or cut stretch in a fence that is live. Unit: probability.
    pub fence_gap: f64,
    /// Chance that one who finds no gap in a live fence touches it and dies; the others turn back. Unit: probability.
    pub fence_death: f64,
    /// Extra exposure to the patrol from the delay at a dead fence. Unit: multiple.
    pub fence_delay: f64,
    /// Chance that a wall can be neither climbed nor dug under in the time there is. Unit: probability.
    pub wall_turn_back: f64,
    /// Extra exposure to the patrol from the delay at a wall. Unit: multiple.
    pub wall_delay: f64,
    /// Width of ground within which a mine is set off. Unit: km.
    pub mine_width_km: f64,
    /// Chance that a mine kills the one who sets it off. Unit: probability.
    pub mine_death: f64,
    /// Chance that one who is hit dies. Unit: probability.
    pub shot_death: f64,
    /// Days of detention for trying to leave. Unit: days.
    pub detention_leave_days: f64,
    /// Days of detention for smuggling. Unit: days.
    pub detention_smuggle_days: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "zone_stop",
        unit: "per km",
        meaning: "Hazard of being stopped per kilometre of restricted zone.",
        least: 0.0,
        most: 10.0,
        read: |p| p.zone_stop,
        write: |p, v| p.zone_stop = v,
    },
    Parameter {
        key: "zone_arrest",
        unit: "share",
        meaning: "Share of those stopped in the zone who are arrested; the others are sent home.",
        least: 0.0,
        most: 1.0,
        read: |p| p.zone_arrest,
        write: |p, v| p.zone_arrest = v,
    },
    Parameter {
        key: "smuggle_exposure",
        unit: "multiple",
        meaning: "Exposure of a smuggling run, there and back, relative to leaving once.",
        least: 0.0,
        most: 10.0,
        read: |p| p.smuggle_exposure,
        write: |p, v| p.smuggle_exposure = v,
    },
    Parameter {
        key: "camera_sight",
        unit: "probability",
        meaning: "Chance that a working camera sees a passage, per unit of coverage.",
        least: 0.0,
        most: 1.0,
        read: |p| p.camera_sight,
        write: |p, v| p.camera_sight = v,
    },
    Parameter {
        key: "camera_response",
        unit: "probability",
        meaning: "Chance that a patrol comes in time to what a camera saw.",
        least: 0.0,
        most: 1.0,
        read: |p| p.camera_response,
        write: |p, v| p.camera_response = v,
    },
    Parameter {
        key: "fence_gap",
        unit: "probability",
        meaning: "Chance of finding a dead or cut stretch in a fence that is live.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fence_gap,
        write: |p, v| p.fence_gap = v,
    },
    Parameter {
        key: "fence_death",
        unit: "probability",
        meaning: "Chance that one who finds no gap in a live fence touches it and dies; the others turn back.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fence_death,
        write: |p, v| p.fence_death = v,
    },
    Parameter {
        key: "fence_delay",
        unit: "multiple",
        meaning: "Extra exposure to the patrol from the delay at a dead fence.",
        least: 0.0,
        most: 20.0,
        read: |p| p.fence_delay,
        write: |p, v| p.fence_delay = v,
    },
    Parameter {
        key: "wall_turn_back",
        unit: "probability",
        meaning: "Chance that a wall can be neither climbed nor dug under in the time there is.",
        least: 0.0,
        most: 1.0,
        read: |p| p.wall_turn_back,
        write: |p, v| p.wall_turn_back = v,
    },
    Parameter {
        key: "wall_delay",
        unit: "multiple",
        meaning: "Extra exposure to the patrol from the delay at a wall.",
        least: 0.0,
        most: 20.0,
        read: |p| p.wall_delay,
        write: |p, v| p.wall_delay = v,
    },
    Parameter {
        key: "mine_width_km",
        unit: "km",
        meaning: "Width of ground within which a mine is set off.",
        least: 0.0,
        most: 0.1,
        read: |p| p.mine_width_km,
        write: |p, v| p.mine_width_km = v,
    },
    Parameter {
        key: "mine_death",
        unit: "probability",
        meaning: "Chance that a mine kills the one who sets it off.",
        least: 0.0,
        most: 1.0,
        read: |p| p.mine_death,
        write: |p, v| p.mine_death = v,
    },
    Parameter {
        key: "shot_death",
        unit: "probability",
        meaning: "Chance that one who is hit dies.",
        least: 0.0,
        most: 1.0,
        read: |p| p.shot_death,
        write: |p, v| p.shot_death = v,
    },
    Parameter {
        key: "detention_leave_days",
        unit: "days",
        meaning: "Days of detention for trying to leave.",
        least: 0.0,
        most: 10000.0,
        read: |p| p.detention_leave_days,
        write: |p, v| p.detention_leave_days = v,
    },
    Parameter {
        key: "detention_smuggle_days",
        unit: "days",
        meaning: "Days of detention for smuggling.",
        least: 0.0,
        most: 10000.0,
        read: |p| p.detention_smuggle_days,
        write: |p, v| p.detention_smuggle_days = v,
    },
];

use crate::chance::Stream;
use crate::events::{Activity, Outcome};
use crate::inputs::Inputs;
use crate::mechanisms::bribe;
use crate::mechanisms::orders::Standing;
use crate::units::{Money, daily_probability};
use crate::world::World;

/// One way through one segment.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Segment.
    pub segment: usize,
    /// What for.
    pub activity: Activity,
    /// Whether every layer was paid beforehand.
    pub brokered: bool,
    /// Month, 0 to 11.
    pub month: usize,
    /// Multiplier of what can be offered on the spot.
    pub means: f64,
}

/// How it ended.
#[derive(Clone, Debug)]
pub struct Passed {
    /// Outcome.
    pub outcome: Outcome,
    /// Whether it was deadly.
    pub died: bool,
    /// Force that ended it.
    pub force: Option<u8>,
    /// Paid by force, hundredths of the currency.
    pub paid: Vec<(u8, Money)>,
    /// Kept by the broker.
    pub broker: Money,
    /// Whether a standing deal opened the way: there must be somebody to be bought.
    pub brokered: bool,
}

/// Each obstacle in turn, from inland to the far bank; the first that stops decides. Owns guards' accounts.
pub fn pass(
    inputs: &Inputs,
    standing: &Standing,
    hazard: &[f64],
    way: Way,
    draws: &mut Stream,
    world: &mut World,
) -> Passed {
    let mut passed = Passed {
        outcome: Outcome::Crossed,
        died: false,
        force: None,
        paid: Vec::new(),
        broker: Money::ZERO,
        brokered: false,
    };
    if way.brokered {
        pay_every_layer(inputs, standing, way, world, &mut passed);
        passed.brokered = !passed.paid.is_empty();
    }
    let way = Way {
        brokered: passed.brokered,
        ..way
    };
    if let Some((outcome, died)) = stopped(inputs, standing, hazard, way, draws, world, &mut passed) {
        passed.outcome = outcome;
        passed.died = died;
    }
    passed
}

/// A standing deal pays the bought guard of every layer present, and the broker.
fn pay_every_layer(inputs: &Inputs, standing: &Standing, way: Way, world: &mut World, passed: &mut Passed) {
    let params = &inputs.parameters.bribe;
    let mut sum = Money::ZERO;
    for force in 0..inputs.forces.len() {
        let Some(place) = world.posts.bought[world.posts.post(force, way.segment)] else {
            continue;
        };
        let place = place as usize;
        let reservation = bribe::price_of(inputs, standing, world, force, way.segment, place, way.activity);
        let fee = bribe::deal(params.theta, reservation, bribe::offer(inputs, force, way.activity));
        let fee = Money::from_units(fee.unwrap_or(reservation));
        world.posts.pay(force, way.segment, place, fee);
        passed.paid.push((force as u8, fee));
        sum += fee;
    }
    passed.broker = Money::from_units(sum.units() * params.broker_margin);
}

fn stopped(
    inputs: &Inputs,
    standing: &Standing,
    hazard: &[f64],
    way: Way,
    draws: &mut Stream,
    world: &mut World,
    passed: &mut Passed,
) -> Option<(Outcome, bool)> {
    let params = &inputs.parameters.passage;
    let s = way.segment;
    let county = world.segments.county[s] as usize;
    let exposure = if way.activity == Activity::Smuggle {
        params.smuggle_exposure
    } else {
        1.0
    };
    let cover = if way.brokered {
        1.0 - inputs.parameters.bribe.cover
    } else {
        1.0
    };
    if draws.chance(daily_probability(params.zone_stop * standing.zone_km[county] * cover)) {
        let arrested = draws.chance(params.zone_arrest);
        return Some((
            if arrested {
                Outcome::Arrested
            } else {
                Outcome::TurnedBack
            },
            false,
        ));
    }
    for behind in [false, true] {
        if behind && let Some(end) = barriers(inputs, standing, hazard, way, exposure * cover, draws, world, passed) {
            return Some(end);
        }
        for (force, data) in inputs
            .forces
            .iter()
            .enumerate()
            .filter(|(_, data)| data.behind == behind)
        {
            let seen = daily_probability(hazard[world.posts.post(force, s)] * exposure * cover);
            if seen > 0.0 && draws.chance(seen) {
                debug_assert!(data.numbers.detection > 0.0);
                if let Some(end) = sighted(inputs, standing, force, way, draws, world, passed) {
                    return Some(end);
                }
            }
        }
    }
    let river = &inputs.rivers[inputs.counties[county].river];
    if draws.chance(river.drown[way.month]) {
        return Some((Outcome::Drowned, true));
    }
    let caught = inputs.parameters.neighbour.catch * world.counties.policing[county];
    draws.chance(caught).then_some((Outcome::SentBack, false))
}

/// Cameras, fence, wall, mines.
#[allow(clippy::too_many_arguments, reason = "one call")]
fn barriers(
    inputs: &Inputs,
    standing: &Standing,
    hazard: &[f64],
    way: Way,
    exposure: f64,
    draws: &mut Stream,
    world: &mut World,
    passed: &mut Passed,
) -> Option<(Outcome, bool)> {
    let params = &inputs.parameters.passage;
    let s = way.segment;
    let county = world.segments.county[s] as usize;
    let condition = world.segments.condition[s];
    let live = world.counties.live[county];
    if !way.brokered && live && !world.posts.at(0, s).is_empty() {
        let camera = world.segments.camera[s] * condition * params.camera_sight * params.camera_response;
        if draws.chance(camera)
            && let Some(end) = sighted(inputs, standing, 0, way, draws, world, passed)
        {
            return Some(end);
        }
    }
    let mut delay = 0.0;
    if draws.chance(world.segments.fence[s] * condition) {
        if live && !way.brokered {
            if !draws.chance(params.fence_gap) {
                let touched = draws.chance(params.fence_death);
                return Some((
                    if touched {
                        Outcome::Electrocuted
                    } else {
                        Outcome::TurnedBack
                    },
                    touched,
                ));
            }
        } else {
            delay += params.fence_delay;
        }
    }
    if draws.chance(world.segments.wall[s] * condition) {
        if draws.chance(params.wall_turn_back) {
            return Some((Outcome::TurnedBack, false));
        }
        delay += params.wall_delay;
    }
    if delay > 0.0 && !world.posts.at(0, s).is_empty() {
        let seen = daily_probability(hazard[world.posts.post(0, s)] * exposure * delay);
        if draws.chance(seen)
            && let Some(end) = sighted(inputs, standing, 0, way, draws, world, passed)
        {
            return Some(end);
        }
    }
    if draws.chance(daily_probability(world.segments.mines[s] * params.mine_width_km)) {
        return Some((Outcome::Mine, draws.chance(params.mine_death)));
    }
    None
}

/// Seen by a guard of a force: a bribe on the spot, or the rules of engagement.
fn sighted(
    inputs: &Inputs,
    standing: &Standing,
    force: usize,
    way: Way,
    draws: &mut Stream,
    world: &mut World,
    passed: &mut Passed,
) -> Option<(Outcome, bool)> {
    let params = &inputs.parameters.bribe;
    let s = way.segment;
    let count = world.posts.at(force, s).len() as u32;
    if count == 0 {
        return None;
    }
    let place = draws.below(count) as usize;
    let mean = if way.activity == Activity::Leave {
        params.spot_leave
    } else {
        params.spot_smuggle
    };
    let offer = -libm::log(draws.uniform()) * mean * way.means;
    let reservation = bribe::price_of(inputs, standing, world, force, s, place, way.activity);
    if let Some(paid) = bribe::deal(params.theta, reservation, offer) {
        let paid = Money::from_units(paid);
        world.posts.pay(force, s, place, paid);
        passed.paid.push((force as u8, paid));
        return None;
    }
    passed.force = Some(force as u8);
    let numbers = &inputs.forces[force].numbers;
    let county = world.segments.county[s] as usize;
    if draws.chance(standing.fire[force][county]) {
        if draws.chance(numbers.hit) {
            world.counties.shot[county] += 1;
            return Some((Outcome::Shot, draws.chance(inputs.parameters.passage.shot_death)));
        }
        return Some((Outcome::TurnedBack, false));
    }
    let arrested = draws.chance(numbers.arrest);
    Some((
        if arrested {
            Outcome::Arrested
        } else {
            Outcome::TurnedBack
        },
        false,
    ))
}
