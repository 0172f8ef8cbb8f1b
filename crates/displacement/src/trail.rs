//! People who are followed hop by hop: drawn from everybody who ever sets out or is there at the beginning, each with the same chance.
//!
//! Somebody who is followed is moved like everybody by a label in their state that no rule looks at, so that they go where anybody
//! goes: who is followed decides over nothing but what is written down.

use crate::ground::{Ground, Travellers};
use crate::network::Network;
use crate::purpose::Purpose;
use crate::state::State;
use amnok_chance::Luck;
use std::collections::BTreeSet;

/// What happens to somebody who is followed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// They begin at a place.
    Begins(u32),
    /// They set out on a link.
    SetsOut(u32),
    /// They arrive at a place: the end of the link, or its beginning where it was closed under them.
    Arrives(u32),
    /// In the evening, so far have they come today. Unit: km.
    Evening(f64),
}

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Who: a number from 1, in the order in which they came.
    pub tracer: u32,
    /// When; what is there before the first day is of day 0.
    pub day: u32,
    /// What.
    pub what: What,
}

/// What happened to those who are followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    /// Whom each is among all people, from 0 in the order in which they came; the first followed first.
    pub people: Vec<u32>,
    /// What happened: that to the first of them, in the order in which it did, then that to the second.
    pub steps: Vec<Step>,
    day: u32,
}

/// A link that somebody took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hop {
    /// Number of the link.
    pub link: u32,
    /// Day on which they set out.
    pub set_out: u32,
    /// Place that they reached and the day: the end of the link, or its beginning where it was closed under them; nothing: they are
    /// still on it.
    pub reached: Option<(u32, u32)>,
}

/// Where somebody is in the evening of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evening {
    /// Place, or link where `travelling`.
    pub at: u32,
    /// On a link.
    pub travelling: bool,
    /// Links they have come to the end of.
    pub hops: u32,
    /// Length of these. Unit: km.
    pub km: f64,
    /// Way covered today. Unit: km.
    pub today: f64,
}

impl Trail {
    /// Begins a day.
    pub fn morning(&mut self, day: u32) {
        self.day = day;
    }

    /// Writes down what happens to somebody, if they are followed.
    #[inline]
    pub fn note(&mut self, tracer: u32, what: What) {
        if tracer > 0 {
            let day = self.day;
            self.steps.push(Step { tracer, day, what });
        }
    }

    /// Puts what happened in order by whom it happened to.
    pub fn sort(&mut self) {
        self.steps.sort_by_key(|step| step.tracer);
    }

    /// What happened to one of those who are followed, by their number from 1.
    pub fn of(&self, tracer: u32) -> &[Step] {
        let first = self.steps.partition_point(|step| step.tracer < tracer);
        let all = &self.steps[first..];
        &all[..all.partition_point(|step| step.tracer == tracer)]
    }

    /// Where one of them began, and on which day; nothing if they never did.
    pub fn beginning(&self, tracer: u32) -> Option<(u32, u32)> {
        let first = self.of(tracer).first()?;
        match first.what {
            What::Begins(place) => Some((place, first.day)),
            _ => None,
        }
    }

    /// The links that one of them took.
    pub fn hops(&self, tracer: u32) -> Vec<Hop> {
        let mut hops: Vec<Hop> = Vec::new();
        for Step { day, what, .. } in self.of(tracer) {
            match (what, hops.last_mut()) {
                (What::SetsOut(link), _) => hops.push(Hop {
                    link: *link,
                    set_out: *day,
                    reached: None,
                }),
                (What::Arrives(place), Some(hop)) => hop.reached = Some((*place, *day)),
                _ => {}
            }
        }
        hops
    }

    /// Where one of them is in the evening of each day, from the day on which they begin.
    pub fn evenings(&self, tracer: u32, network: &Network, days: u32) -> Vec<(u32, Evening)> {
        let Some((place, begins)) = self.beginning(tracer) else {
            return Vec::new();
        };
        let mut now = Evening {
            at: place,
            ..Evening::default()
        };
        let mut steps = self.of(tracer).iter().peekable();
        let mut all = Vec::new();
        for day in begins..days {
            now.today = 0.0;
            while let Some(step) = steps.next_if(|step| step.day == day) {
                now.take(step.what, network);
            }
            all.push((day, now));
        }
        all
    }
}

impl Evening {
    fn take(&mut self, what: What, network: &Network) {
        match what {
            What::Begins(place) => self.at = place,
            What::SetsOut(link) => (self.at, self.travelling) = (link, true),
            What::Arrives(place) => {
                let link = &network.links[self.at as usize];
                if link.to == place as usize {
                    self.hops += 1;
                    self.km += link.km;
                }
                (self.at, self.travelling) = (place, false);
            }
            What::Evening(km) => self.today = km,
        }
    }
}

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
            ground.trail.note(tracer, What::Begins(state.at));
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
