//! After the river: people move through a network of places, stay, are held up, arrive (design 4.16, 6).
//!
//! [`network`] is what there is: places, links, rules. [`choices`] is where one can go from a place, and how it is
//! weighed. [`states`] is what makes two people exchangeable, [`ways`] how far they have come today as far as
//! that matters, [`order`] where it matters who acts first. Two engines move
//! them: [`cohorts`] counts people by state and splits each count by exact multinomial draws, so that its cost follows the
//! number of distinct states;
//! [`people`] moves everybody on their own, in the order in which they came: the same distribution, to test the first.
//! [`displacement`] drives either from conflicts, closures and registration data: the world of the Flee simulator.
//!
//! Source: the movement rules of Flee (Suleimenova, Bell, Groen 2017, doi:10.1038/s41598-017-13828-9; Ghorbani et al.
//! 2024), as documented in docs/flee.md; no line of its code is used.

pub mod choices;
pub mod cohorts;
pub mod decision;
pub mod displacement;
pub mod moves;
pub mod network;
pub mod order;
pub mod people;
pub mod states;
pub mod ways;

use crate::chance::Luck;
use network::Network;

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
    pub choices: choices::Choices,
    /// States met so far.
    pub states: states::States,
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
            choices: choices::Choices::default(),
            states: states::States::default(),
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
        choices::with_room(options, weights, |z| self.room(z), &self.network.rules, out)
    }
}
