//! What people stand on: the network, the options in it, and who is where at this moment.

use crate::choices::{Choices, with_room};
use crate::network::Network;
use crate::state::States;
use amnok_chance::Luck;

/// Whoever moves people over a network: both engines.
pub trait Travellers {
    /// People who begin at a place today. `seniority` is the group of those who came at about the same time, from 0.
    fn add(&mut self, ground: &mut Ground, place: usize, count: u32, seniority: usize);
    /// Takes note that a link was closed under those who are on it.
    fn cut(&mut self, ground: &mut Ground, link: usize);
    /// One day: everybody decides, then everybody on a link travels.
    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32);
}

/// What both engines stand on: the network, the choices in it, the states met so far, and who is where.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Places, links, rules.
    pub network: Network,
    /// Where one can go, and how it weighs today.
    pub choices: Choices,
    /// States met so far.
    pub states: States,
    /// People at each place at this moment; those on links are at none.
    pub present: Vec<i64>,
    /// People who set out on each link since the beginning.
    pub flows: Vec<u64>,
}

impl Ground {
    /// An empty network.
    pub fn new(network: Network) -> Ground {
        Ground {
            present: vec![0; network.places.len()],
            flows: vec![0; network.links.len()],
            choices: Choices::default(),
            states: States::default(),
            network,
        }
    }

    /// How much room is left at a place: 1 free, 0 full.
    #[inline]
    pub fn room(&self, place: usize) -> f64 {
        self.network.room(place, self.present[place])
    }

    /// Weights of the options of a place with the room that is at their ends at this moment; returns their sum.
    #[inline]
    pub fn weigh(&self, place: usize, out: &mut Vec<f64>) -> f64 {
        let (options, weights) = (self.choices.of(place), self.choices.weights(place).0);
        with_room(options, weights, |z| self.room(z), &self.network.rules, out)
    }
}
