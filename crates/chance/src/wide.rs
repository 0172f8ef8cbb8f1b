//! Draws of addresses at which many words are drawn: each at its own place ([`Words`]), or by fours ([`Fours`]).

use crate::{Luck, below, fine, unit, wait_within};
use core::cell::Cell;

/// Philox4x64 with ten rounds: eight words of 32 bits at about the price of four.
#[inline(always)]
pub fn philox_wide(mut counter: [u64; 4], mut key: [u64; 2]) -> [u64; 4] {
    for round in 0..10 {
        if round > 0 {
            key[0] = key[0].wrapping_add(0x9E37_79B9_7F4A_7C15);
            key[1] = key[1].wrapping_add(0xBB67_AE85_84CA_A73B);
        }
        let first = u128::from(counter[0]) * 0xD2E7_470E_E14C_6C93;
        let second = u128::from(counter[2]) * 0xCA5A_8263_9512_1157;
        counter = [
            (second >> 64) as u64 ^ counter[1] ^ key[0],
            second as u64,
            (first >> 64) as u64 ^ counter[3] ^ key[1],
            first as u64,
        ];
    }
    counter
}

/// An address of wide blocks: eight words each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide {
    counter: [u64; 4],
    key: [u64; 2],
}

impl Wide {
    #[inline(always)]
    pub(crate) fn block(&self, number: u32) -> [u64; 4] {
        let [who, page, when, replicate] = self.counter;
        philox_wide([who, page + u64::from(number), when, replicate], self.key)
    }
}

/// The draws of one address, each at its own place: what one decision draws does not shift what another draws.
#[derive(Clone, Debug)]
pub struct Words {
    address: Wide,
    first: [u64; 4],
    /// The block beyond this that was asked for last, and its number; 0 before any was.
    last: Cell<(u32, [u64; 4])>,
}

/// Word of a wide block, by its place in it.
#[inline]
pub(crate) fn of_wide(block: [u64; 4], place: usize) -> u32 {
    (block[place / 2] >> (place % 2 * 32)) as u32
}

impl Words {
    /// Word number `place`, 32 random bits. The first eight are at hand.
    #[inline]
    fn word(&self, place: usize) -> u32 {
        match place / 8 {
            0 => of_wide(self.first, place),
            _ => self.further(place),
        }
    }

    #[cold]
    fn further(&self, place: usize) -> u32 {
        let number = place as u32 / 8;
        if self.last.get().0 != number {
            self.last.set((number, self.address.block(number)));
        }
        of_wide(self.last.get().1, place % 8)
    }

    /// Uniform in (0, 1), never 0 or 1; 32 bits fine.
    #[inline]
    pub fn uniform(&self, place: usize) -> f64 {
        unit(self.word(place))
    }

    /// True with that probability; draws nothing where it cannot be.
    #[inline]
    pub fn chance(&self, place: usize, probability: f64) -> bool {
        probability > 0.0 && self.uniform(place) < probability
    }

    /// Exponential waiting time of mean 1.
    #[inline]
    pub fn wait(&self, place: usize) -> f64 {
        -libm::log(self.uniform(place))
    }

    /// The same where it is at most a limit.
    #[inline]
    pub fn wait_within(&self, place: usize, limit: f64) -> Option<f64> {
        wait_within(self.uniform(place), limit)
    }
}

/// The draws of one address by fours, for what is decided by four words again and again. An address holds 2³² of them.
#[derive(Clone, Debug)]
pub struct Fours {
    address: Wide,
    number: u32,
    left: Option<Four>,
}

impl Fours {
    /// The next four words.
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "there is always a next one")]
    pub fn next(&mut self) -> Four {
        if let Some(four) = self.left.take() {
            return four;
        }
        let [a, b, c, d] = self.address.block(self.number);
        self.number += 1;
        self.left = Some(Four([c, d]));
        Four([a, b])
    }
}

/// Four words: a fine one of two, and two more.
#[derive(Clone, Copy, Debug)]
pub struct Four([u64; 2]);

impl Four {
    /// Exponential waiting time of mean 1 by the first two, 52 bits fine, where it is at most a limit.
    #[inline]
    pub fn wait_within(self, limit: f64) -> Option<f64> {
        wait_within(fine(self.0[0] >> 12), limit)
    }

    /// Uniform in (0, 1) by the third, 32 bits fine.
    #[inline]
    pub fn uniform(self) -> f64 {
        unit(self.0[1] as u32)
    }

    /// A whole number below `bound` (`bound` > 0) by the fourth, unbiased to 2⁻³².
    #[inline]
    pub fn below(self, bound: u32) -> u32 {
        below((self.0[1] >> 32) as u32, bound)
    }
}

impl Luck {
    /// The draws of an address like that of [`Luck::at`], at fixed places.
    #[inline]
    pub fn words(self, purpose: impl Into<u16>, place: usize, who: u32, day: u32) -> Words {
        let address = self.wide(purpose.into(), place, who, day);
        Words {
            address,
            first: address.block(0),
            last: Cell::new((0, [0; 4])),
        }
    }

    /// The draws of an address like that of [`Luck::at`], by fours.
    pub fn fours(self, purpose: impl Into<u16>, place: usize, who: u32, day: u32) -> Fours {
        Fours {
            address: self.wide(purpose.into(), place, who, day),
            number: 0,
            left: None,
        }
    }

    #[inline(always)]
    pub(crate) fn wide(self, purpose: u16, place: usize, who: u32, day: u32) -> Wide {
        debug_assert!(place < 1 << 16 && day < 1 << 16);
        Wide {
            counter: [
                u64::from(who) | (place as u64) << 32,
                0,
                u64::from(u32::from(purpose) << 16 | day),
                u64::from(self.replicate),
            ],
            key: [self.seed, 0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_of_random123_for_the_wide_one() {
        assert_eq!(
            philox_wide([0; 4], [0; 2]),
            [
                0x1655_4d9e_ca36_314c,
                0xdb20_fe9d_672d_0fdc,
                0xd7e7_72ce_e186_176b,
                0x7e68_b68a_ec7b_a23b
            ]
        );
        assert_eq!(
            philox_wide([u64::MAX; 4], [u64::MAX; 2]),
            [
                0x87b0_92c3_013f_e90b,
                0x438c_3c67_be8d_0224,
                0x9cc7_d7c6_9cd7_77b6,
                0xa09c_aebf_594f_0ba0
            ]
        );
        let pi = [
            0x243f_6a88_85a3_08d3,
            0x1319_8a2e_0370_7344,
            0xa409_3822_299f_31d0,
            0x082e_fa98_ec4e_6c89,
        ];
        assert_eq!(
            philox_wide(pi, [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c]),
            [
                0xa528_f454_03e6_1d95,
                0x38c7_2dbd_566e_9788,
                0xa5a1_610e_72fd_18b5,
                0x57bd_43b5_e52b_7fe6
            ]
        );
    }

    /// Every word of an address, each once, in whatever order they are asked for, and by fours.
    #[test]
    fn words_at_places_are_those_of_their_blocks() {
        let luck = Luck { seed: 5, replicate: 3 };
        let words = luck.words(7_u16, 7, 9, 11);
        let mut fours = luck.fours(7_u16, 7, 9, 11);
        let block = |number| philox_wide([9 | 7 << 32, number, 7 << 16 | 11, 3], [5, 0]);
        let mut all = Vec::new();
        for number in 0..5 {
            for pair in block(number).chunks(2) {
                let four = fours.next();
                let wait = -libm::log(fine(pair[0] >> 12));
                assert_eq!(four.wait_within(f64::INFINITY), Some(wait));
                assert_eq!(four.wait_within(wait.next_down()), None);
                assert_eq!(four.uniform(), unit(pair[1] as u32));
                assert_eq!(four.below(1000), below((pair[1] >> 32) as u32, 1000));
                all.extend(pair.iter().flat_map(|two| [*two as u32, (*two >> 32) as u32]));
            }
        }
        for place in (0..40).rev().chain(0..40) {
            assert_eq!(words.uniform(place), unit(all[place]), "word {place}");
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 40);
    }

    #[test]
    fn a_wait_is_given_up_to_its_limit_and_not_beyond() {
        for who in 0..2_000 {
            let words = Luck { seed: 6, replicate: 0 }.words(7_u16, 0, who, 0);
            let wait = words.wait(3);
            for limit in [
                0.0,
                wait / 2.0,
                wait.next_down(),
                wait,
                wait.next_up(),
                2.0 * wait,
                f64::INFINITY,
            ] {
                assert_eq!(
                    words.wait_within(3, limit),
                    (wait <= limit).then_some(wait),
                    "{wait} {limit}"
                );
            }
        }
    }
}
