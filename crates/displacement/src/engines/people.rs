//! Everybody on their own, in the order in which they came: Flee's own way, with the same rules as the cohorts.
//! Cost follows the number of people; it serves to test the other engine, and to follow those who must be known by name.

use crate::affinity;
use crate::choices::NO_LINK;
use crate::decide::{acting_chance, is_full, one_of, planned, state_harvests};
use crate::ground::{Ground, Travellers, asked};
use crate::purpose::Purpose;
use crate::state::State;
use crate::trail::TrailEvent;
use crate::travel::travel;
use amnok_chance::{Luck, Stream};

/// People, in order of arrival.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The state of each.
    pub states: Vec<State>,
    /// Way covered today by each. Unit: km.
    covered: Vec<f64>,
    weights: Vec<f64>,
}

impl People {
    /// Factors of places by who rests there, where that matters.
    fn alike(&self, ground: &Ground) -> Vec<f64> {
        if !ground.network.rules.matching.is_on() {
            return Vec::new();
        }
        let places = ground.network.places.len();
        let mut resting = vec![0; ground.traits.len() * places];
        for state in self.states.iter().filter(|state| !state.travelling) {
            resting[ground.traits.kind(state.who) * places + state.at as usize] += 1;
        }
        affinity::factors(&ground.network, &ground.traits, &resting)
    }

    /// Those who rest in a camp may stay for good.
    fn settle(&mut self, ground: &Ground, luck: Luck, day: u32) {
        for (person, state) in self.states.iter_mut().enumerate() {
            let place = &ground.network.places[if state.travelling { 0 } else { state.at as usize }];
            if !state.travelling && place.camp && place.sink > 0.0 {
                let mut stream = luck.at(Purpose::Settle, 0, person as u32, day);
                state.settled |= stream.chance(place.sink);
            }
        }
    }

    /// Decision of one person; sets them on a link or leaves them where they are.
    fn decide(&mut self, ground: &mut Ground, person: usize, km: Option<f64>, stream: &mut Stream) -> bool {
        let mut state = self.states[person];
        let place = state.at as usize;
        let stays = state.settled || state_harvests(ground, &mut state, 1);
        self.states[person] = state;
        if stays {
            return false;
        }
        self.states[person].route = 0;
        let way = if state.route != 0 {
            planned(ground, state)
        } else if stream.chance(acting_chance(ground, state, km)) {
            self.choose(ground, state, stream)
        } else {
            None
        };
        let Some((link, rest)) = way else { return false };
        ground.present[place] -= 1;
        ground.flows[link] += 1;
        ground.trail.note(state.tracer, TrailEvent::SetsOut(link as u32));
        self.states[person] = state.entering(link, rest);
        true
    }

    fn choose(&mut self, ground: &Ground, state: State, stream: &mut Stream) -> Option<(usize, u32)> {
        let (place, kind) = (state.at as usize, ground.traits.kind(state.who));
        let (choices, present, network) = (ground.choices.of(place), &ground.present, &ground.network);
        let sum = ground.weigh(place, kind, &mut self.weights);
        let last = self.weights.iter().rposition(|w| *w > 0.0)?;
        let choice = &choices[one_of(&self.weights[..last], sum * stream.uniform())];
        let full = choice.link == NO_LINK || is_full(network, present, choice.destination as usize);
        (!full).then_some((choice.link as usize, choice.route))
    }

    /// The day's way of one person who is on a link: the whole chain of links before anybody else's.
    fn travel(&mut self, ground: &mut Ground, person: usize, stream: &mut Stream) {
        let mut km = 0.0;
        loop {
            let state = self.states[person];
            let walking = state.on_foot || stream.chance(ground.network.links[state.at as usize].walk_chance);
            let leg = travel(&ground.network, state, km, walking);
            self.states[person] = leg.state;
            km = leg.km;
            if leg.arrived {
                ground.present[leg.state.at as usize] += 1;
                ground.trail.note(state.tracer, TrailEvent::Arrives(leg.state.at));
            }
            if !leg.goes_on(state.cut) || !self.decide(ground, person, Some(km), stream) {
                break;
            }
        }
        self.covered[person] = km;
        ground.trail.note(self.states[person].tracer, TrailEvent::Evening(km));
    }
}

impl Travellers for People {
    const ONE_BY_ONE: bool = true;

    fn begin(&mut self, ground: &mut Ground, state: State, count: u32, _: usize) {
        ground.present[state.at as usize] += i64::from(count);
        self.states.resize(self.states.len() + count as usize, state);
        self.covered.resize(self.states.len(), 0.0);
    }

    fn cut(&mut self, _: &mut Ground, link: usize) {
        for state in &mut self.states {
            state.cut |= state.travelling && state.at as usize == link;
        }
    }

    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32, on: &dyn Fn() -> bool) -> Option<()> {
        let alike = self.alike(ground);
        ground.prepare(&alike, day);
        for person in 0..self.states.len() {
            asked(person, on)?;
            if !self.states[person].travelling {
                let mut stream = luck.at(Purpose::Person, 0, person as u32, day);
                self.decide(ground, person, None, &mut stream);
            }
        }
        self.covered.fill(0.0);
        for person in 0..self.states.len() {
            asked(person, on)?;
            if self.states[person].travelling {
                let mut stream = luck.at(Purpose::Person, 1, person as u32, day);
                self.travel(ground, person, &mut stream);
            }
        }
        if ground.network.rules.sinks {
            self.settle(ground, luck, day);
        }
        for (state, km) in self.states.iter_mut().zip(&self.covered) {
            *state = state.in_the_evening(*km, &ground.network.rules);
        }
        Some(())
    }
}
