//! Whether something happens to each of many: one draw for each, eight of a wide block.

use crate::Luck;
use crate::wide::of_wide;
use core::ops::Range;

/// Words of a wide block.
const EIGHT: u32 = 8;

/// Draws for everybody of one address: to whom does it happen?
#[derive(Clone, Debug)]
pub struct Each {
    luck: Luck,
    purpose: u16,
    place: usize,
    day: u32,
}

impl Each {
    /// Those of `all` to whom it happens, each with that probability (in 0..=1; exact to 2⁻⁶⁴), in their order. Where it is higher it happens to the same
    /// ones, and to more.
    pub fn of(&self, all: Range<u32>, probability: f64, mut happens: impl FnMut(u32)) {
        if probability >= 1.0 {
            return all.for_each(happens);
        }
        // 2⁶⁴ times the probability: who draws less. The upper half of a draw decides, and hardly ever the lower one.
        let less_than = (probability * 18_446_744_073_709_551_616.0) as u64;
        let (high, low) = ((less_than >> 32) as u32, less_than as u32);
        let mut number = all.start;
        while number < all.end {
            let first = number / EIGHT * EIGHT;
            let words = self.block(first / EIGHT, 0);
            let mut near = (0..EIGHT).fold(0, |near, place| {
                near | u32::from(of_wide(words, place as usize) <= high) << place
            });
            // None before the first of all.
            near &= u32::MAX << (number - first);
            while near != 0 {
                let place = near.trailing_zeros();
                near &= near - 1;
                let who = first + place;
                let word = of_wide(words, place as usize);
                if who < all.end && (word < high || self.lower(who) < low) {
                    happens(who);
                }
            }
            number = first.saturating_add(EIGHT);
        }
    }

    /// The upper (0) or lower (1) halves of the draws of eight.
    #[inline(always)]
    fn block(&self, eight: u32, half: u32) -> [u64; 4] {
        self.luck.wide(self.purpose, self.place, eight, self.day).block(half)
    }

    /// The lower half of somebody's draw.
    #[cold]
    fn lower(&self, who: u32) -> u32 {
        of_wide(self.block(who / EIGHT, 1), (who % EIGHT) as usize)
    }
}

impl Luck {
    /// One draw for each at an address like that of [`Luck::at`].
    pub fn each(self, purpose: impl Into<u16>, place: usize, day: u32) -> Each {
        Each {
            luck: self,
            purpose: purpose.into(),
            place,
            day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LUCK: Luck = Luck { seed: 8, replicate: 2 };

    /// Somebody's draw as the address says, of 64 bits.
    fn drawn(who: u32) -> u64 {
        let word = |number| {
            let counter = [u64::from(who / 8) | 5 << 32, number, 7 << 16 | 11, 2];
            of_wide(crate::philox_wide(counter, [8, 0]), who as usize % 8)
        };
        u64::from(word(0)) << 32 | u64::from(word(1))
    }

    fn those(all: Range<u32>, probability: f64) -> Vec<u32> {
        let mut those = Vec::new();
        LUCK.each(7_u16, 5, 11).of(all, probability, |who| those.push(who));
        those
    }

    /// Whoever draws less than the probability, whatever range he stands in, at its ends and at the end of all numbers.
    #[test]
    fn it_happens_to_whoever_draws_less_than_the_probability() {
        for all in [0..400, 3..5, 8..16, 9..9, 13..40, u32::MAX - 21..u32::MAX] {
            for probability in [0.0, 0.05, 0.5, 0.93, 1.0] {
                let below = |who: &u32| drawn(*who) as f64 / 2_f64.powi(64) < probability;
                let expected: Vec<u32> = all.clone().filter(below).collect();
                assert_eq!(those(all.clone(), probability), expected, "{all:?} {probability}");
            }
        }
    }

    /// Where the upper half of a draw is that of the probability, the lower half decides.
    #[test]
    fn the_lower_half_of_a_draw_decides_where_the_upper_one_does_not() {
        for who in 0..200 {
            let (upper, lower) = ((drawn(who) >> 32) as f64, drawn(who) as u32);
            let probability = |lower: u32| (upper + f64::from(lower) / 4_294_967_296.0) / 4_294_967_296.0;
            // As fine as a probability of 53 bits can say it.
            let step = 1 << 12;
            let above = probability(lower.saturating_add(step));
            let below = probability(lower.saturating_sub(step));
            assert_eq!(those(who..who + 1, above), [who], "{who}");
            assert!(those(who..who + 1, below).is_empty(), "{who}");
        }
    }
}
