//! People who have reached a place today and may go on, where their ways have no classes: who has come least far acts first.

use crate::ground::Ground;
use crate::state::State;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Those who have arrived, in order of the way covered.
#[derive(Clone, Debug, Default)]
pub struct Arrivals(BinaryHeap<Arrival>);

/// People in one state who have covered so many km.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    km: f64,
    state: u32,
    stint: u16,
    count: u32,
}

impl Arrivals {
    /// More people in a state who have covered so many km today.
    pub fn push(&mut self, ground: &mut Ground, (state, count): (&State, u32), km: f64) {
        self.0.push(Arrival {
            km,
            state: ground.states.number(state),
            stint: state.stint,
            count,
        });
    }

    /// Takes those out who have come least far: all in one state who have come as far, and how far. Unit: km.
    pub fn pop(&mut self, ground: &Ground) -> Option<((State, u32), f64)> {
        let mut first = self.0.pop()?;
        while self.0.peek() == Some(&first) {
            first.count += self.0.pop()?.count;
        }
        let state = State {
            stint: first.stint,
            ..ground.states.get(first.state)
        };
        Some(((state, first.count), first.km))
    }
}

impl Arrival {
    /// The order of ways, from the shortest; those that are equal by it are one.
    fn place(&self) -> (i64, u32, u16) {
        // Of numbers that are not negative the bits are in order.
        (self.km.to_bits() as i64, self.state, self.stint)
    }
}

impl Ord for Arrival {
    /// The shortest way is the greatest, so that a heap gives it first.
    fn cmp(&self, other: &Arrival) -> Ordering {
        other.place().cmp(&self.place())
    }
}

impl PartialOrd for Arrival {
    fn partial_cmp(&self, other: &Arrival) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Arrival {
    fn eq(&self, other: &Arrival) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Arrival {}
