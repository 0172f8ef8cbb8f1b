//! People who are followed hop by hop: drawn from everybody who ever sets out or is there at the beginning, each with the same chance.
//!
//! Somebody who is followed is moved like everybody by a label in their state that no rule looks at, so that they go where anybody
//! goes: who is followed decides over nothing but what is written down.

use crate::ground::{Ground, Travellers};
use crate::purpose::Purpose;
use crate::state::State;
use crate::trail::TrailEvent;
use amnok_chance::Luck;
use std::collections::BTreeSet;

/// So many different ones of `total` people, in order; all of them where there are no more. Each sample has the same chance (Floyd).
pub fn sample(total: u32, wanted: u32, luck: Luck) -> Vec<u32> {
    let mut stream = luck.at(Purpose::Tracers, 0, 0, 0);
    let mut drawn = BTreeSet::new();
    for last in total.saturating_sub(wanted)..total {
        let one = stream.below(last + 1);
        if !drawn.insert(one) {
            drawn.insert(last);
        }
    }
    drawn.into_iter().collect()
}

/// A crowd of whom some are followed.
#[derive(Clone, Debug)]
pub struct Followed<T> {
    crowd: T,
    /// People who have come so far.
    come: u32,
    /// How many of those who are followed have come.
    followed: u32,
}

impl<T> Followed<T> {
    /// Nobody has come yet.
    pub fn new(crowd: T) -> Followed<T> {
        Followed {
            crowd,
            come: 0,
            followed: 0,
        }
    }
}

impl<T: Travellers> Travellers for Followed<T> {
    const ONE_BY_ONE: bool = T::ONE_BY_ONE;

    fn begin(&mut self, ground: &mut Ground, state: State, count: u32, seniority: usize) {
        let end = self.come + count;
        while let Some(next) = ground
            .trail
            .people
            .get(self.followed as usize)
            .copied()
            .filter(|next| *next < end)
        {
            self.crowd.begin(ground, state, next - self.come, seniority);
            self.followed += 1;
            self.come = next + 1;
            let tracer = self.followed;
            ground.trail.note(tracer, TrailEvent::Begins(state.at));
            self.crowd.begin(ground, State { tracer, ..state }, 1, seniority);
        }
        self.crowd.begin(ground, state, end - self.come, seniority);
        self.come = end;
    }

    fn cut(&mut self, ground: &mut Ground, link: usize) {
        self.crowd.cut(ground, link);
    }

    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32, on: &dyn Fn() -> bool) -> Option<()> {
        self.crowd.day(ground, luck, day, on)
    }
}

/// Nobody moves: who comes is counted. How many come does not depend on how people move.
#[derive(Clone, Copy, Debug, Default)]
pub struct Census {
    /// People who have come.
    pub come: u32,
}

impl Travellers for Census {
    const ONE_BY_ONE: bool = false;

    fn begin(&mut self, _: &mut Ground, _: State, count: u32, _: usize) {
        self.come += count;
    }

    fn cut(&mut self, _: &mut Ground, _: usize) {}

    fn day(&mut self, _: &mut Ground, _: Luck, _: u32, on: &dyn Fn() -> bool) -> Option<()> {
        on().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_holds_different_people_in_order() {
        for seed in 0..50 {
            let luck = Luck { seed, replicate: 0 };
            let drawn = sample(30, 7, luck);
            assert!(drawn.len() == 7 && drawn.windows(2).all(|w| w[0] < w[1]) && drawn[6] < 30);
            assert_eq!(sample(5, 9, luck), [0, 1, 2, 3, 4]);
        }
    }

    /// Each of 30 people is among 7 with a chance of 7/30. Over 3,000 samples a chi-square of 29 degrees of freedom (the counts of one
    /// sample are not independent: its mean is 29 × 23/29, taken care of by the factor) stays below 58.3 at a level of 0.001; were
    /// the last of the list drawn with half the chance, it would be 85 in the mean, power above 0.95. Seeds are fixed.
    #[test]
    fn everybody_has_the_same_chance_to_be_followed() {
        let mut counts = [0.0; 30];
        for seed in 0..3000 {
            for one in sample(30, 7, Luck { seed, replicate: 0 }) {
                counts[one as usize] += 1.0;
            }
        }
        let expected = 3000.0 * 7.0 / 30.0;
        let variance = expected * (23.0 / 30.0) * 30.0 / 29.0;
        let square: f64 = counts
            .iter()
            .map(|n: &f64| (n - expected) * (n - expected) / variance)
            .sum();
        assert!(square < 58.3, "{square}");
    }
}
