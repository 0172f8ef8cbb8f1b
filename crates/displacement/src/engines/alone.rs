//! Somebody alone: a decision, and the way of a whole day, all of it before anybody else's. So goes everybody where people are moved one by
//! one, and whoever is alone in their state where they are counted.

use crate::decide::{acting_chance, choose_alone, planned, state_harvests};
use crate::ground::Ground;
use crate::state::State;
use crate::trail::TrailEvent;
use crate::travel::travel;
use amnok_chance::Stream;

/// A decision of one person who rests, or has covered `km` today: sets them on a link, or leaves them where they are. Returns whether
/// they set out.
pub fn decide(
    ground: &mut Ground,
    state: &mut State,
    km: Option<f64>,
    stream: &mut Stream,
    ends: &mut Vec<f64>,
) -> bool {
    let place = state.at as usize;
    if state.settled || state_harvests(ground, state, 1) {
        return false;
    }
    let way = if state.route != 0 {
        planned(ground, *state)
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

/// The day's way of one person who is on a link and has covered `km` today, link after link: who they are then, and what they have covered.
pub fn walk(
    ground: &mut Ground,
    (mut state, mut km): (State, f64),
    stream: &mut Stream,
    ends: &mut Vec<f64>,
) -> (State, f64) {
    loop {
        let on_foot = ground.network.links[state.at as usize].walk_chance;
        let walking = state.on_foot || (on_foot > 0.0 && stream.chance(on_foot));
        let leg = travel(&ground.network, state, km, walking);
        let cut = state.cut;
        (state, km) = (leg.state, leg.km);
        if leg.arrived {
            ground.present[state.at as usize] += 1;
            ground.trail.note(state.tracer, TrailEvent::Arrives(state.at));
        }
        if !leg.goes_on(cut) || !decide(ground, &mut state, Some(km), stream, ends) {
            ground.trail.note(state.tracer, TrailEvent::Evening(km));
            return (state, km);
        }
    }
}
