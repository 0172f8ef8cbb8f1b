//! Somebody alone: a decision, and the way of a whole day, all of it before anybody else's. So goes everybody where people are moved one by
//! one, and whoever is alone in their state where they are counted.

use crate::decide::{acting_chance, choose_alone, one_acts, planned, point, state_harvests};
use crate::ground::Ground;
use crate::state::{State, driven_on};
use crate::sums::Sums;
use crate::trail::TrailEvent;
use crate::travel::{travel, way_on};
use amnok_chance::Stream;

/// A decision of one person who rests, or has covered `km` today: sets them on a link, or leaves them where they are. Returns whether
/// they set out.
pub fn decide(ground: &mut Ground, state: &mut State, km: Option<f64>, stream: &mut Stream, ends: &mut Sums) -> bool {
    let place = state.at as usize;
    if state.settled || state_harvests(ground, state, 1) {
        return false;
    }
    let way = if state.route != 0 {
        planned(ground, place, state.route)
    } else {
        let at = (place, ground.traits.kind(state.who));
        let choice = choose_alone(ground, at, acting_chance(ground, *state, km), stream, ends);
        choice.map(|choice| (choice.link as usize, choice.route))
    };
    state.route = 0;
    let Some((link, rest)) = way else { return false };
    ground.sets_out(place, link as u32, 1);
    ground.trail.note(state.tracer, TrailEvent::SetsOut(link as u32));
    *state = state.entering(link, rest);
    true
}

/// The day's way of one person who is on a link and has covered `km` today, link after link: changes who they are, and returns what they
/// have covered then.
pub fn walk(ground: &mut Ground, state: &mut State, mut km: f64, stream: &mut Stream, ends: &mut Sums) -> f64 {
    let usual = is_usual(ground, state);
    if usual && !state.cut && !state.on_foot {
        return drive(ground, state, km, stream, ends);
    }
    loop {
        let on_foot = ground.network.links[state.at as usize].walk_chance;
        let walking = state.on_foot || (on_foot > 0.0 && stream.chance(on_foot));
        let leg = travel(&ground.network, *state, km, walking);
        let cut = state.cut;
        (*state, km) = (leg.state, leg.km);
        if leg.arrived {
            ground.present[state.at as usize] += 1;
            ground.trail.note(state.tracer, TrailEvent::Arrives(state.at));
        }
        if usual && leg.goes_on(cut) {
            return go_on(ground, state, km, stream, ends);
        }
        if !leg.goes_on(cut) || !decide(ground, state, Some(km), stream, ends) {
            ground.trail.note(state.tracer, TrailEvent::Evening(km));
            return km;
        }
    }
}

/// The same of somebody [usual](is_usual) who has finished a link and does not turn back.
fn drive(ground: &mut Ground, state: &mut State, km: f64, stream: &mut Stream, ends: &mut Sums) -> f64 {
    let (rules, link) = (&ground.network.rules, &ground.network.links[state.at as usize]);
    let walking = link.walk_chance > 0.0 && stream.chance(link.walk_chance);
    let speed = link.pace(walking, rules);
    let before = way_on(link, state, rules);
    if before + speed <= link.km {
        (state.driven, state.walked) = (state.driven + u16::from(!walking), state.walked + u16::from(walking));
        return km + speed;
    }
    let km = km + link.km - before;
    ground.present[link.to] += 1;
    (state.at, state.driven, state.walked, state.travelling) = (link.to as u32, 0, 0, false);
    match km < speed {
        true => go_on(ground, state, km, stream, ends),
        false => km,
    }
}

/// Whether nothing is asked of somebody but where they go: they are not followed, and no harvest binds them.
#[inline]
pub fn is_usual(ground: &Ground, state: &State) -> bool {
    let bound = state.settled || state.harvesting || ground.harvest;
    !bound && state.tracer == 0
}

/// What [`decide`] and [`walk`] come to in turns for somebody [usual](is_usual) who has arrived at a place and may go on.
pub fn go_on(ground: &mut Ground, state: &mut State, mut km: f64, stream: &mut Stream, ends: &mut Sums) -> f64 {
    let (kind, stint) = (ground.traits.kind(state.who), state.stint);
    let (mut place, mut route) = (state.at as usize, state.route);
    loop {
        let way = match route {
            0 => option(ground, (place, kind), (stint, km), stream, ends),
            _ => planned(ground, place, route),
        };
        let Some((link, rest)) = way else {
            (state.at, state.route) = (place as u32, 0);
            return km;
        };
        ground.sets_out(place, link as u32, 1);
        let (rules, on) = (&ground.network.rules, &ground.network.links[link]);
        let walking = on.walk_chance > 0.0 && stream.chance(on.walk_chance);
        let speed = on.pace(walking, rules);
        if speed <= on.km {
            *state = state.entering(link, rest);
            (state.driven, state.walked) = (u16::from(!walking), u16::from(walking));
            return km + speed;
        }
        ground.present[on.to] += 1;
        (place, route, km) = (on.to, rest, km + on.km);
        if km >= speed {
            (state.at, state.route) = (place as u32, route);
            return km;
        }
    }
}

/// The link on which somebody without a plan sets out, if they do, and what is left of its route then.
#[inline]
fn option(
    ground: &Ground,
    (place, kind): (usize, usize),
    (stint, km): (u16, f64),
    stream: &mut Stream,
    ends: &mut Sums,
) -> Option<(usize, u32)> {
    let standpoint = ground.standpoint(place, kind);
    let driven_on = standpoint.drives_on && driven_on(stint, km, &ground.network.rules);
    let chance = if driven_on { 1.0 } else { standpoint.chance };
    let choice = match standpoint.steady {
        true => {
            let (options, ends) = ground.from_standpoint(standpoint);
            let guide = &standpoint.guide;
            let option = match guide.helps() {
                true => guide.option(ends, point(chance, guide.sum(), stream)?),
                false => one_acts(chance, ends, stream),
            };
            options[option?]
        }
        false => choose_alone(ground, (place, kind), chance, stream, ends)?,
    };
    Some((choice.link as usize, choice.route))
}
