//! How far people have come of late, where short stints are avoided: kept beside the counts, since nothing else tells them apart.
//!
//! A stint matters only to those who are on their way, and whoever rests loses half of it every day. So people at a place are one
//! count, whatever their stints; who of them leaves with which is drawn when they leave.

use crate::state::rested;
use amnok_chance::Stream;

/// A list that was emptied has room for at most so many stints.
const KEPT: usize = 64;

/// Stints above the least by the number of the state; everybody else in a state has that of the state, nothing or the least.
#[derive(Clone, Debug, Default)]
pub struct Stints {
    of: Vec<Vec<u16>>,
}

impl Stints {
    /// So many people in a state with this stint.
    #[inline]
    pub fn add(&mut self, number: usize, stint: u16, count: u32) {
        let list = self.list(number);
        match count {
            1 => list.push(stint),
            _ => list.resize(list.len() + count as usize, stint),
        }
    }

    /// The stints of a state, which keeps none.
    pub fn take(&mut self, number: usize) -> Vec<u16> {
        self.of.get_mut(number).map(core::mem::take).unwrap_or_default()
    }

    /// The stints of a state, which keeps none, in order: `give` hears of all who have the same how many they are.
    pub fn give(&mut self, number: usize, mut give: impl FnMut(u16, u32)) {
        let Some(own) = self.of.get_mut(number) else { return };
        own.sort_unstable();
        own.chunk_by(|a, b| a == b)
            .for_each(|alike| give(alike[0], alike.len() as u32));
        own.clear();
        own.shrink_to(KEPT);
    }

    /// More people in a state, with these stints.
    pub fn append(&mut self, number: usize, mut more: Vec<u16>) {
        if more.is_empty() {
            return;
        }
        let list = self.list(number);
        if list.len() < more.len() {
            core::mem::swap(list, &mut more);
        }
        list.append(&mut more);
    }

    #[inline]
    fn list(&mut self, number: usize) -> &mut Vec<u16> {
        if self.of.len() <= number {
            self.of.resize(number + 1, Vec::new());
        }
        &mut self.of[number]
    }
}

/// The stints of those who rest in one state this morning.
#[derive(Clone, Debug, Default)]
pub struct Rested {
    /// Of those whose stint is above the least.
    stints: Vec<u16>,
    /// All who are left.
    left: u32,
}

impl Rested {
    /// Of so many people.
    pub fn new(stints: Vec<u16>, people: u32) -> Rested {
        Rested { stints, left: people }
    }

    /// So many leave, any of them alike: `give` hears their stints as far as those are above the least.
    #[inline]
    pub fn draw(&mut self, count: u32, stream: &mut Stream, mut give: impl FnMut(u16)) {
        for _ in 0..count {
            if self.stints.is_empty() {
                return;
            }
            let one = stream.below(self.left) as usize;
            self.left -= 1;
            if one < self.stints.len() {
                give(self.stints.swap_remove(one));
            }
        }
    }

    /// The stints of those who are left after a day of rest.
    pub fn in_the_evening(mut self) -> Vec<u16> {
        self.stints.retain_mut(|stint| {
            *stint = rested(*stint);
            *stint > 1
        });
        self.stints
    }

    /// The stints of those who are left, as they were.
    pub fn stints(self) -> Vec<u16> {
        self.stints
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purpose::Purpose;
    use amnok_chance::Luck;

    /// Of 12 people five have stints of their own; four leave. Each of the 12 is among them with a chance of a third. Over 6,000 draws each
    /// of the five is drawn 2,000 times with a standard deviation of 36.5: five comparisons at 4.5, a false alarm once in 30,000; a
    /// chance of .37 would be six deviations off, power .93. The sum over them has no bound of its own. Seeds are fixed.
    #[test]
    fn anybody_alike_leaves_with_the_stint_that_is_theirs() {
        let own = [900, 700, 500, 300, 100];
        let mut found = [0_u32; 5];
        for seed in 0..6000 {
            let mut stream = Luck { seed, replicate: 0 }.at(Purpose::Decide, 0, 0, 0);
            let mut resting = Rested::new(own.to_vec(), 12);
            let mut gone = 0;
            resting.draw(4, &mut stream, |stint| {
                found[own.iter().position(|own| *own == stint).expect("one of them")] += 1;
                gone += 1;
            });
            assert_eq!(resting.stints().len(), 5 - gone);
        }
        for count in found {
            let z = (f64::from(count) - 2000.0) / 36.5;
            assert!(z.abs() < 4.5, "{found:?}");
        }
    }

    #[test]
    fn a_day_of_rest_halves_stints_up_to_the_least() {
        let resting = Rested::new(vec![1024, 7, 3, 2], 10);
        assert_eq!(
            resting.in_the_evening(),
            [512, 4, 2],
            "whoever has the least is counted with the state"
        );
    }

    #[test]
    fn stints_of_a_state_are_taken_and_given_back() {
        let mut stints = Stints::default();
        stints.add(3, 40, 2);
        stints.append(3, vec![9, 8, 7]);
        stints.append(5, Vec::new());
        let mut all = stints.take(3);
        all.sort_unstable();
        assert_eq!(all, [7, 8, 9, 40, 40]);
        assert!(stints.take(3).is_empty() && stints.take(77).is_empty());
    }
}
