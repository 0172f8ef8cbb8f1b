//! Everybody on their own, in the order in which they came: Flee's own way, with the same rules as the cohorts.
//! Cost follows the number of people; it serves to test the other engine, and to follow those who must be known by name.

use super::alone;
use crate::affinity;
use crate::ground::{Ground, Travellers, asked};
use crate::purpose::Purpose;
use crate::state::State;
use crate::sums::Sums;
use amnok_chance::Luck;

/// People, in order of arrival.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The state of each.
    pub states: Vec<State>,
    /// Way covered today by each. Unit: km.
    covered: Vec<f64>,
    ends: Sums,
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
                alone::decide(ground, &mut self.states[person], None, &mut stream, &mut self.ends);
            }
        }
        self.covered.fill(0.0);
        for person in 0..self.states.len() {
            asked(person, on)?;
            if self.states[person].travelling {
                let mut stream = luck.at(Purpose::Person, 1, person as u32, day);
                let (state, way) = (&mut self.states[person], &mut self.covered[person]);
                *way = alone::walk(ground, state, 0.0, &mut stream, &mut self.ends);
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
