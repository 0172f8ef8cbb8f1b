//! Everybody on their own, in the order in which they came: Flee's own way, with the same rules as the cohorts.
//! Cost follows the number of people; it serves to test the other engine, and to follow those who must be known by name.

use crate::decide::{acting_chance, is_full, one_of, planned};
use crate::ground::{Ground, Travellers};
use crate::purpose::Purpose;
use crate::state::State;
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
    /// Decision of one person; sets them on a link or leaves them where they are.
    fn decide(&mut self, ground: &mut Ground, person: usize, km: Option<f64>, stream: &mut Stream) -> bool {
        let state = self.states[person];
        let place = state.at as usize;
        self.states[person].route = 0;
        let way = if state.route != 0 {
            planned(ground, state)
        } else if stream.chance(acting_chance(&ground.network, state, km)) {
            self.choose(ground, place, stream)
        } else {
            None
        };
        let Some((link, rest)) = way else { return false };
        ground.present[place] -= 1;
        ground.flows[link] += 1;
        self.states[person] = state.entering(link, rest);
        true
    }

    fn choose(&mut self, ground: &Ground, place: usize, stream: &mut Stream) -> Option<(usize, u32)> {
        let (choices, present, network) = (ground.choices.of(place), &ground.present, &ground.network);
        let sum = ground.weigh(place, &mut self.weights);
        let last = self.weights.iter().rposition(|w| *w > 0.0)?;
        let choice = &choices[one_of(&self.weights[..last], sum * stream.uniform())];
        let full = is_full(network, present, choice.destination as usize);
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
            }
            if !leg.goes_on(state.cut) || !self.decide(ground, person, Some(km), stream) {
                break;
            }
        }
        self.covered[person] = km;
    }
}

impl Travellers for People {
    fn add(&mut self, ground: &mut Ground, place: usize, count: u32, _: usize) {
        ground.present[place] += i64::from(count);
        let state = State::beginning(place, &ground.network.rules);
        self.states.resize(self.states.len() + count as usize, state);
        self.covered.resize(self.states.len(), 0.0);
    }

    fn cut(&mut self, _: &mut Ground, link: usize) {
        for state in &mut self.states {
            state.cut |= state.travelling && state.at as usize == link;
        }
    }

    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32) {
        ground.choices.prepare(&ground.network, day);
        for person in 0..self.states.len() {
            if !self.states[person].travelling {
                let mut stream = luck.at(Purpose::Person, 0, person as u32, day);
                self.decide(ground, person, None, &mut stream);
            }
        }
        self.covered.fill(0.0);
        for person in 0..self.states.len() {
            if self.states[person].travelling {
                let mut stream = luck.at(Purpose::Person, 1, person as u32, day);
                self.travel(ground, person, &mut stream);
            }
        }
        for (state, km) in self.states.iter_mut().zip(&self.covered) {
            *state = state.in_the_evening(*km, &ground.network.rules);
        }
    }
}
