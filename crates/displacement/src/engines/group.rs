//! People of one group of seniority, counted by state: those who rest and those who are on a link apart, since each phase of a day
//! asks one of both.

use super::counts::Counts;
use super::stints::Stints;
use crate::ground::Ground;
use crate::state::State;

/// Counts by the number of the state.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Of those who are at a place.
    pub resting: Counts,
    /// Of those who are on a link.
    pub travelling: Counts,
    /// How far they have come of late, as far as that is not in the state.
    pub stints: Stints,
}

impl Group {
    /// More people in a state.
    #[inline]
    pub fn put(&mut self, ground: &mut Ground, (state, count): (&State, u32)) {
        if count == 0 {
            return;
        }
        let number = self.count(ground, state, count);
        if state.has_stint() {
            self.stints.add(number, state.stint, count);
        }
    }

    /// More people in a state, at least one, whose stints are kept elsewhere where they are above the least; returns its number.
    #[inline]
    pub fn count(&mut self, ground: &mut Ground, state: &State, count: u32) -> usize {
        let number = ground.states.number(state) as usize;
        match state.travelling {
            true => self.travelling.put(number, count),
            false => self.resting.put(number, count),
        }
        number
    }
}
