//! People who have reached a place today and may go on, where their ways have no classes: who has come least far acts first.

use crate::ground::Ground;
use crate::network::Network;
use crate::state::State;

/// Spans of equal length into which a day's way is divided.
const SPANS: usize = 1024;

/// Those who have arrived, in order of the way covered.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// By the span in which their way ends, in any order.
    spans: Vec<Vec<Arrival>>,
    /// A bit for each span with anybody.
    marks: [u64; SPANS / 64],
    /// Those of the span that is under way, and who has joined them since, the shortest way last.
    now: Vec<Arrival>,
    /// The number of that span.
    at: usize,
    /// Spans for each km.
    scale: f64,
}

/// People in one state who have covered so many km.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    km: f64,
    state: u32,
    stint: u16,
    count: u32,
}

impl Arrivals {
    /// Makes spans for the speeds of a network; nobody may be there.
    pub fn prepare(&mut self, network: &Network) {
        let speeds = network.links.iter().filter_map(|link| link.speed);
        let fastest = speeds.fold(network.rules.speed.max(network.rules.walking), f64::max);
        self.scale = SPANS as f64 / fastest;
    }

    /// More people in a state who have covered so many km today.
    pub fn push(&mut self, ground: &mut Ground, (state, count): (&State, u32), km: f64) {
        let arrival = Arrival {
            km,
            state: ground.states.number(state),
            stint: state.stint,
            count,
        };
        self.put(arrival);
    }

    fn put(&mut self, arrival: Arrival) {
        let span = ((arrival.km * self.scale) as usize).min(SPANS - 1);
        if span <= self.at && !self.now.is_empty() {
            let place = self.now.partition_point(|other| other.place() > arrival.place());
            return self.now.insert(place, arrival);
        }
        if self.spans.is_empty() {
            self.spans.resize(SPANS, Vec::new());
        }
        self.spans[span].push(arrival);
        self.marks[span / 64] |= 1 << (span % 64);
    }

    /// Takes those out who have come least far: all in one state who have come as far, and how far. Unit: km.
    pub fn pop(&mut self, ground: &Ground) -> Option<((State, u32), f64)> {
        let first = self.least()?;
        let state = State {
            stint: first.stint,
            ..ground.states.get(first.state)
        };
        Some(((state, first.count), first.km))
    }

    fn least(&mut self) -> Option<Arrival> {
        if self.now.is_empty() {
            let word = self.marks.iter().position(|word| *word != 0)?;
            self.at = word * 64 + self.marks[word].trailing_zeros() as usize;
            self.marks[word] &= self.marks[word] - 1;
            core::mem::swap(&mut self.now, &mut self.spans[self.at]);
            self.now
                .sort_unstable_by_key(|arrival| core::cmp::Reverse(arrival.place()));
        }
        let mut first = self.now.pop()?;
        while let Some(same) = self.now.pop_if(|next| next.place() == first.place()) {
            first.count += same.count;
        }
        Some(first)
    }
}

impl Arrival {
    /// The order of ways, from the shortest; those that are equal by it are one.
    fn place(&self) -> (i64, u32, u16) {
        // Of numbers that are not negative the bits are in order.
        (self.km.to_bits() as i64, self.state, self.stint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Rules;
    use std::collections::BTreeMap;

    /// Against a list in order, people of few ways and states joining and leaving in turns, also from before and within the span under way, and
    /// from beyond a day's way: fixed draws.
    #[test]
    fn those_who_have_come_least_far_are_taken_first() {
        let mut arrivals = Arrivals::default();
        arrivals.prepare(&Network::new(Vec::new(), Rules::default()));
        let (mut list, mut dice) = (BTreeMap::new(), 1_u64);
        let mut draw = |below: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % below
        };
        let mut joined_within = 0;
        for step in 0..40_000 {
            // More join than leave, then more leave than join, until nobody is left.
            if draw(10) < [7, 3][usize::from(step % 4000 >= 2000)] {
                let wide = draw(4) == 0;
                let arrival = Arrival {
                    km: draw(if wide { 400 } else { 40 }) as f64 * if wide { 1.0 } else { 0.01 },
                    state: draw(3) as u32,
                    stint: draw(2) as u16,
                    count: 1 + draw(5) as u32,
                };
                joined_within += usize::from(!arrivals.now.is_empty());
                arrivals.put(arrival);
                *list.entry(arrival.place()).or_insert(0) += arrival.count;
            } else {
                let least = arrivals.least().map(|first| (first.place(), first.count));
                assert_eq!(least, list.pop_first());
            }
        }
        assert!(joined_within > 1000, "{joined_within}");
    }
}
