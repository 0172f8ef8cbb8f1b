//! A decision: whether to act, where to go, and whether there is room at the end.

use crate::choices::{Choice, NO_LINK};
use crate::ground::Ground;
use crate::network::Network;
use crate::state::State;
use crate::trail::TrailEvent;
use amnok_chance::Stream;

/// A decision of `count` people in one state, who have covered `km` today if they are on their way. Returns who stays,
/// and puts who sets out into `movers`.
pub fn decide(
    ground: &mut Ground,
    state: State,
    count: u32,
    km: Option<f64>,
    stream: &mut Stream,
    movers: &mut Vec<(State, u32)>,
    weights: &mut Vec<f64>,
) -> (State, u32) {
    let place = state.at as usize;
    let mut state = state;
    if state.settled || state_harvests(ground, &mut state, count) {
        return (state, count);
    }
    let staying = State { route: 0, ..state };
    if state.route != 0 {
        let Some((link, rest)) = planned(ground, state) else {
            return (staying, count);
        };
        set_out(ground, state.entering(link, rest), count, movers);
        return (staying, 0);
    }
    let kind = ground.traits.kind(state.who);
    let acting = acting(count, acting_chance(ground, state, km), stream);
    let before = movers.len();
    let gone = choose(ground, (place, kind), acting, stream, weights, |choice, n| {
        movers.push((state.entering(choice.link as usize, choice.route), n));
    });
    for (entered, n) in &movers[before..] {
        ground.sets_out(place, entered.at, *n);
        ground.trail.note(state.tracer, TrailEvent::SetsOut(entered.at));
    }
    (staying, count - gone)
}

/// The choices of so many people of a kind who act at a place: `goes(option, count)` for every option that somebody takes and
/// that has room. Returns how many go.
#[inline]
pub fn choose(
    ground: &Ground,
    (place, kind): (usize, usize),
    acting: u32,
    stream: &mut Stream,
    weights: &mut Vec<f64>,
    mut goes: impl FnMut(&Choice, u32),
) -> u32 {
    let choices = ground.choices.of(place);
    if acting == 0 || choices.is_empty() {
        return 0;
    }
    let (weights, sum) = ground.weights_now(place, kind, weights);
    let mut gone = 0;
    split(acting, weights, sum, stream, |i, n| {
        let choice = &choices[i];
        if choice.link != NO_LINK && !is_full(&ground.network, &ground.present, choice.destination as usize) {
            gone += n;
            goes(choice, n);
        }
    });
    gone
}

fn set_out(ground: &mut Ground, entering: State, count: u32, movers: &mut Vec<(State, u32)>) {
    let from = ground.network.links[entering.at as usize].from;
    ground.sets_out(from, entering.at, count);
    ground.trail.note(entering.tracer, TrailEvent::SetsOut(entering.at));
    movers.push((entering, count));
}

/// Chance of acting for somebody without a planned route.
pub fn acting_chance(ground: &Ground, state: State, km: Option<f64>) -> f64 {
    let (place, network) = (state.at as usize, &ground.network);
    match km {
        Some(km) if network.places[place].town && state.driven_on(km, &network.rules) => 1.0,
        _ => ground.acting(place, ground.traits.kind(state.who)),
    }
}

/// Whether those in a state only bring in the harvest today.
#[inline]
pub fn state_harvests(ground: &mut Ground, state: &mut State, count: u32) -> bool {
    (ground.harvest || state.harvesting) && ground.harvest(state, count)
}

/// The next link of a planned route and what is left of it then; nothing if it is closed or its end full.
pub fn planned(ground: &Ground, state: State) -> Option<(usize, u32)> {
    let route = ground.choices.route(state.route);
    let (next, destination) = (*route.last()?, route[0]);
    let link = ground.network.first_link(state.at as usize, next as usize)?;
    if is_full(&ground.network, &ground.present, destination as usize) {
        return None;
    }
    Some((link, ground.choices.rest(state.route)))
}

/// Whether nobody may set out towards a place: a camp with less than half its room. The room is worked out as Flee does, since at
/// exactly half of it the last digit decides: 19 people in a camp for 20 are too many.
pub fn is_full(network: &Network, present: &[i64], place: usize) -> bool {
    let Some(limit) = network.limit(place).filter(|_| network.places[place].camp) else {
        return false;
    };
    let (present, buffer) = (present[place] as f64, network.rules.capacity_buffer);
    let eased = buffer * limit;
    present > eased && (present >= limit || 1.0 - (present - eased) / (limit * (1.0 - buffer)) < 0.5)
}

/// Up to so many people act one by one.
const FEW: u32 = 4;

/// How many of so many people act, each with that chance.
#[inline]
pub fn acting(count: u32, chance: f64, stream: &mut Stream) -> u32 {
    match count {
        _ if chance >= 1.0 => count,
        1..=FEW if chance > 0.0 => (0..count).map(|_| u32::from(stream.chance(chance))).sum(),
        _ => stream.binomial(count, chance),
    }
}

/// Up to so many people, but no more than three for an option, choose one by one among so many options: that asks for less than a draw for every
/// option.
const CHOOSING: usize = 16;
const OPTIONS: usize = 128;

/// An exact multinomial draw: `give(option, count)` for every option that somebody takes.
fn split(count: u32, weights: &[f64], sum: f64, stream: &mut Stream, mut give: impl FnMut(usize, u32)) {
    let last = weights.iter().rposition(|w| *w > 0.0).unwrap_or(0);
    if last == 0 {
        return give(0, count);
    }
    if count == 1 {
        return give(one_of(&weights[..last], sum * stream.uniform()), 1);
    }
    if last < OPTIONS && count as usize <= CHOOSING.min(3 * last) {
        let mut taken = [0_u8; OPTIONS];
        (0..count).for_each(|_| taken[one_of(&weights[..last], sum * stream.uniform())] += 1);
        let taken = taken[..=last].iter().enumerate().filter(|(_, n)| **n > 0);
        return taken.for_each(|(i, n)| give(i, u32::from(*n)));
    }
    let (mut left, mut rest) = (count, sum);
    for (i, weight) in weights.iter().enumerate().take(last + 1) {
        if left == 0 {
            return;
        }
        let taken = if i == last {
            left
        } else {
            stream.binomial(left, weight / rest)
        };
        if taken > 0 {
            give(i, taken);
        }
        left -= taken;
        rest -= weight;
    }
}

/// The option in whose part of the summed weights a point lies; the one after the last where it lies beyond.
pub fn one_of(weights: &[f64], point: f64) -> usize {
    let mut left = point;
    for (i, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return i;
        }
    }
    weights.len()
}
