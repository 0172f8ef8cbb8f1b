//! A decision: whether to act, where to go, and whether there is room at the end.

use crate::choices::{Choice, NO_LINK};
use crate::ground::Ground;
use crate::state::{State, driven_on};
use crate::sums::Sums;
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
    ends: &mut Sums,
) -> (State, u32) {
    let place = state.at as usize;
    let mut state = state;
    if state.settled || state_harvests(ground, &mut state, count) {
        return (state, count);
    }
    let staying = State { route: 0, ..state };
    if state.route != 0 {
        let Some((link, rest)) = planned(ground, place, state.route) else {
            return (staying, count);
        };
        set_out(ground, state.entering(link, rest), count, movers);
        return (staying, 0);
    }
    let kind = ground.traits.kind(state.who);
    let chance = acting_chance(ground, state, km);
    let before = movers.len();
    let gone = choose(ground, (place, kind), (count, chance), stream, ends, |choice, n| {
        movers.push((state.entering(choice.link as usize, choice.route), n));
    });
    for (entered, n) in &movers[before..] {
        ground.sets_out(place, entered.at, *n);
        ground.trail.note(state.tracer, TrailEvent::SetsOut(entered.at));
    }
    (staying, count - gone)
}

/// The choices of so many people of a kind at a place, each of whom acts with that chance: `goes(option, count)` for every option that
/// somebody takes and that has room. Returns how many go.
#[inline]
pub fn choose(
    ground: &Ground,
    (place, kind): (usize, usize),
    (count, chance): (u32, f64),
    stream: &mut Stream,
    ends: &mut Sums,
    goes: impl FnMut(&Choice, u32),
) -> u32 {
    match count == 0 || ground.choices.of(place).is_empty() {
        true => 0,
        false => choose_by(
            ground,
            place,
            (count, chance),
            ground.ends_now(place, kind, ends),
            stream,
            goes,
        ),
    }
}

/// The same by weights that are known, each added to those before it.
#[inline]
pub fn choose_by(
    ground: &Ground,
    place: usize,
    (count, chance): (u32, f64),
    ends: &[f64],
    stream: &mut Stream,
    mut goes: impl FnMut(&Choice, u32),
) -> u32 {
    let choices = ground.choices.of(place);
    let mut gone = 0;
    act(count, chance, ends, stream, |i, n| {
        let choice = &choices[i];
        if choice.link != NO_LINK && !ground.is_full(choice.destination as usize) {
            gone += n;
            goes(choice, n);
        }
    });
    gone
}

/// The option of one person of a kind at a place who acts with that chance, if they do and it has room.
#[inline]
pub fn choose_alone(
    ground: &Ground,
    (place, kind): (usize, usize),
    chance: f64,
    stream: &mut Stream,
    ends: &mut Sums,
) -> Option<Choice> {
    let choices = ground.choices.of(place);
    if choices.is_empty() {
        return None;
    }
    let ends = ground.ends_now(place, kind, ends);
    let choice = choices[one_acts(chance, ends, stream)?];
    let full = choice.link == NO_LINK || ground.is_full(choice.destination as usize);
    (!full).then_some(choice)
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
        Some(km) if network.places[place].town && driven_on(state.stint, km, &network.rules) => 1.0,
        _ => ground.acting(place, ground.traits.kind(state.who)),
    }
}

/// Whether those in a state only bring in the harvest today.
#[inline]
pub fn state_harvests(ground: &mut Ground, state: &mut State, count: u32) -> bool {
    (ground.harvest || state.harvesting) && ground.harvest(state, count)
}

/// The next link of a planned route from a place and what is left of it then; nothing if it is closed or its end full.
#[inline]
pub fn planned(ground: &Ground, place: usize, route: u32) -> Option<(usize, u32)> {
    let (link, end, rest) = ground.choices.onward(place, route)?;
    (!ground.is_full(end)).then_some((link, rest))
}

/// Up to so many people for each who acts, in the mean, choose one by one among so many options: that asks for less than a draw for every option.
const CHOOSING: f64 = 16.0;
const OPTIONS: usize = 128;
/// Up to so many act one by one, whatever their chance.
const FEW: u32 = 4;
/// A chance of acting from which on the same draw says whether somebody acts and what they choose: the choice is then at least 22 bits fine.
const ONE_DRAW: f64 = 1.0 / 1024.0;

/// Who acts, each with that chance, and what they choose, by exact draws: `give(option, count)` for every option that somebody takes. `ends` are
/// the weights of options, each added to those before it.
#[inline]
fn act(mut count: u32, mut chance: f64, ends: &[f64], stream: &mut Stream, give: impl FnMut(usize, u32)) {
    let few = |count: u32, chance: f64| count <= FEW || f64::from(count) <= CHOOSING * chance;
    if !few(count, chance) {
        (count, chance) = (stream.binomial(count, chance), 1.0);
    }
    if count == 0 {
        return;
    }
    if ends.len() >= OPTIONS || !few(count, chance) {
        return split(stream.binomial(count, chance), ends, stream, give);
    }
    let mut taken = [0_u8; OPTIONS];
    for _ in 0..count {
        taken[one_acts(chance, ends, stream).unwrap_or(OPTIONS - 1)] += 1;
    }
    each(&taken, ends.len(), give);
}

/// Calls `give(option, count)` for each of so many options that has a count, looked at by eights: of many options few have one.
#[inline]
pub fn each(counts: &[u8], options: usize, mut give: impl FnMut(usize, u32)) {
    let (eights, _) = counts.as_chunks::<8>();
    for (first, counts) in (0..options).step_by(8).zip(eights) {
        let mut left = u64::from_le_bytes(*counts);
        while left > 0 {
            let place = left.trailing_zeros() / 8;
            let option = first + place as usize;
            if option < options {
                give(option, (left >> (8 * place)) as u32 & 0xFF);
            }
            left &= !(0xFF << (8 * place));
        }
    }
}

/// A point on the scale of weights for one person, beyond their sum or none if they do not act, which they do with that chance.
#[inline(always)]
pub fn point(chance: f64, sum: f64, stream: &mut Stream) -> Option<f64> {
    let draw = stream.uniform();
    match chance {
        _ if chance >= 1.0 => Some(draw * sum),
        _ if chance >= ONE_DRAW => Some(draw * (sum / chance)),
        _ if draw < chance => Some(stream.uniform() * sum),
        _ => None,
    }
}

/// The option of one person, if they act, with that chance; `ends` are the weights of options, each added to those before it.
#[inline(always)]
pub fn one_acts(chance: f64, ends: &[f64], stream: &mut Stream) -> Option<usize> {
    let point = point(chance, sum(ends), stream)?;
    let option = match ends.len() {
        ..=16 => ends.iter().map(|end| usize::from(*end <= point)).sum(),
        _ => ends.partition_point(|end| *end <= point),
    };
    (option < ends.len()).then_some(option)
}

/// The weight of all options.
#[inline]
fn sum(ends: &[f64]) -> f64 {
    ends.last().copied().unwrap_or(0.0)
}

/// An exact multinomial draw: `give(option, count)` for every option that somebody takes.
pub fn split(count: u32, ends: &[f64], stream: &mut Stream, mut give: impl FnMut(usize, u32)) {
    let (mut left, mut begin, sum) = (count, 0.0, sum(ends));
    for (i, end) in ends.iter().enumerate() {
        let taken = match *end < sum {
            true => stream.binomial(left, (end - begin) / (sum - begin)),
            false => left,
        };
        if taken > 0 {
            give(i, taken);
        }
        left -= taken;
        begin = *end;
        if left == 0 {
            return;
        }
    }
}
