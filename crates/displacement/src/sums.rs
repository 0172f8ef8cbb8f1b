//! Weights at a moment, where room is scarce: kept as long as the room stays as it was.

use crate::choices::Choices;
use crate::limited::LimitedEnd;
use crate::network::Network;

/// Weights of the options of a place for people of a kind, each added to those before it, as room was when they were worked out.
#[derive(Clone, Debug, Default)]
struct Sum {
    /// The morning whose weights they were worked out from.
    morning: u32,
    /// [`LimitedEnd::crowd`] of each end that can fill.
    crowds: Vec<i64>,
    ends: Vec<f64>,
}

/// What was worked out of the weights at a moment, by kind and place. Good for one ground, from its first day to its last.
#[derive(Clone, Debug, Default)]
pub struct Sums(Vec<Sum>);

/// Kept for so many places and kinds of people, at most.
const MOST: usize = 16_384;

impl Sums {
    /// The weights of a place for a kind on a day, from its so-many-th morning on, where so many people are at each place.
    pub fn now(
        &mut self,
        (choices, network, present): (&Choices, &Network, &[i64]),
        (place, kind): (usize, usize),
        morning: u32,
    ) -> &[f64] {
        let own = (kind * network.places.len() + place).min(MOST);
        if self.0.len() <= own {
            self.0.resize(own + 1, Sum::default());
        }
        let sum = &mut self.0[own];
        let limited = choices.limited(place);
        let there = |end: &LimitedEnd| present[end.place as usize];
        let crowds = limited.iter().map(|end| end.crowd(there(end)));
        let holds = own < MOST && sum.morning == morning && sum.crowds.iter().copied().eq(crowds.clone());
        if !holds {
            sum.morning = morning;
            sum.crowds.clear();
            sum.crowds.extend(crowds);
            let room = |end: &LimitedEnd| match there(end) {
                present if end.is_free(present) => 1.0,
                present => network.room(end.place as usize, present),
            };
            choices.with_room((place, kind), room, &network.rules, &mut sum.ends);
        }
        &sum.ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};
    use crate::traits::Traits;

    /// A town beside two camps: for every count of people in both, met in any order, what is kept is what is worked out anew.
    #[test]
    fn what_is_kept_is_what_would_be_worked_out_anew() {
        let camp = |capacity| Place {
            camp: true,
            capacity,
            ..Place::default()
        };
        for rules in [
            Rules::default(),
            Rules {
                capacity_buffer: 1.0,
                weight_power: 0.5,
                ..Rules::default()
            },
        ] {
            let mut network = Network::new(vec![Place::default(), camp(10), camp(7)], rules);
            network.link(0, 1, 80.0);
            network.link(0, 2, 120.0);
            let mut choices = Choices::new(&network);
            choices.prepare(&network, &Traits::default(), &[], 0);
            let (mut kept, mut met) = (Sums::default(), std::collections::BTreeSet::new());
            for step in 0..400 {
                // Fixed steps, not all of them to other counts.
                let present = [0, (step * 7 / 3) % 13, (step * 5 / 4) % 9];
                let found = kept.now((&choices, &network, &present), (0, 0), 1).to_vec();
                let anew = Sums::default().now((&choices, &network, &present), (0, 0), 1).to_vec();
                assert_eq!(found, anew, "{present:?}");
                met.insert(found.iter().map(|end| end.to_bits()).collect::<Vec<_>>());
            }
            assert!(met.len() > 3, "{}", met.len());
        }
    }

    #[test]
    fn weights_of_another_morning_are_not_kept() {
        let mut network = Network::new(vec![Place::default(); 2], Rules::default());
        network.link(0, 1, 90.0);
        let (mut choices, mut kept) = (Choices::new(&network), Sums::default());
        let mut now = |network: &Network, morning| {
            choices.prepare(network, &Traits::default(), &[], 0);
            kept.now((&choices, network, &[0, 0]), (0, 0), morning).to_vec()
        };
        let before = now(&network, 1);
        network.places[1].intensity = 1.0;
        assert_eq!(now(&network, 1), before, "the same morning");
        assert!(now(&network, 2) < before, "a conflict began");
    }
}
