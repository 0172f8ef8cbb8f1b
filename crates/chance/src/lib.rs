//! Addressed draws, exact samplers ([`normal`]: the normal distribution) and what is believed of a number before it is learned
//! ([`prior`]); nothing else.
//!
//! Every draw is a pure function of (seed, replicate, purpose, who, day, number), so the same draw is made whatever else
//! happened, on however many threads, on whatever machine. A purpose is a number of 16 bits that its user keeps fixed: an
//! enum in the crate that draws, with `From<…> for u16`.
//!
//! ```
//! use amnok_chance::Luck;
//!
//! enum Purpose {
//!     Weather = 1,
//! }
//! impl From<Purpose> for u16 {
//!     fn from(purpose: Purpose) -> u16 {
//!         purpose as u16
//!     }
//! }
//!
//! let luck = Luck { seed: 7, replicate: 0 };
//! let mut monday = luck.at(Purpose::Weather, 3, 0, 1);
//! let (first, second) = (monday.uniform(), monday.uniform());
//! assert_ne!(first, second);
//! assert_eq!(luck.at(Purpose::Weather, 3, 0, 1).uniform(), first, "the same address, the same draw");
//! assert_ne!(luck.at(Purpose::Weather, 3, 0, 2).uniform(), first, "another day, another draw");
//! ```
//!
//! Source: Philox4x32-10 and, where many words are drawn at one address, Philox4x64-10 of Salmon et al. 2011, "Parallel random numbers: as easy
//! as 1, 2, 3"; checked against their known answers.
#![forbid(unsafe_code)]

mod counts;
mod each;
pub mod normal;
pub mod prior;
mod wide;

pub use each::Each;
pub use wide::{Four, Fours, Words, philox_wide};

/// Which luck a run has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    /// Seed of the scenario; the same in runs that shall share their luck.
    pub seed: u64,
    /// Number of the replicate.
    pub replicate: u32,
}

/// Philox4x32 with ten rounds. Always where it is used, so that its words stay in registers: written to memory by fours and read at once as one
/// they would be waited for.
#[inline(always)]
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for round in 0..10 {
        if round > 0 {
            key[0] = key[0].wrapping_add(0x9E37_79B9);
            key[1] = key[1].wrapping_add(0xBB67_AE85);
        }
        let first = u64::from(counter[0]) * 0xD251_1F53;
        let second = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (second >> 32) as u32 ^ counter[1] ^ key[0],
            second as u32,
            (first >> 32) as u32 ^ counter[3] ^ key[1],
            first as u32,
        ];
    }
    counter
}

/// The waiting time −ln u where it is at most a limit. `−ln u ≥ 1 − u`: where already this is beyond the limit, by more than is ever rounded, no
/// logarithm is taken.
#[inline]
fn wait_within(u: f64, limit: f64) -> Option<f64> {
    let beyond = 1.0 - u > limit * (1.0 + 1e-12);
    if beyond {
        return None;
    }
    Some(-libm::log(u)).filter(|wait| *wait <= limit)
}

/// A word as a number in (0, 1).
#[inline]
fn unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// 52 bits as a number in (0, 1).
#[inline]
fn fine(bits: u64) -> f64 {
    (bits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// A word as a whole number below a bound.
#[inline]
fn below(word: u32, bound: u32) -> u32 {
    ((u64::from(word) * u64::from(bound)) >> 32) as u32
}

/// The draws of one address, one after the other.
#[derive(Clone, Debug)]
pub struct Stream {
    counter: [u32; 4],
    key: [u32; 2],
    block: [u32; 4],
    used: usize,
}

impl Luck {
    /// The draws for `purpose` (its fixed number) by `who` (a number, and a place of at most 16 bits) on `day` (at most 16 bits).
    #[inline]
    pub fn at(self, purpose: impl Into<u16>, place: usize, who: u32, day: u32) -> Stream {
        debug_assert!(place < 1 << 16 && day < 1 << 16);
        Stream {
            counter: [
                who,
                (place as u32) << 16,
                u32::from(purpose.into()) << 16 | day,
                self.replicate,
            ],
            key: [self.seed as u32, (self.seed >> 32) as u32],
            block: [0; 4],
            used: 4,
        }
    }
}

impl Stream {
    /// 32 random bits. An address holds 65,536 blocks of four; after that it would repeat, which no caller reaches.
    #[inline(always)]
    pub fn bits(&mut self) -> u32 {
        if self.used == 4 {
            self.refill();
        }
        self.used += 1;
        self.block[self.used - 1]
    }

    #[inline(never)]
    fn refill(&mut self) {
        self.block = philox(self.counter, self.key);
        self.counter[1] = self.counter[1].wrapping_add(1);
        self.used = 0;
    }

    /// Uniform in (0, 1), never 0 or 1; 32 bits fine.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        unit(self.bits())
    }

    /// Uniform in (0, 1) with 52 bits, for small probabilities.
    #[inline]
    pub fn fine(&mut self) -> f64 {
        fine(u64::from(self.bits()) << 20 | u64::from(self.bits()) >> 12)
    }

    /// Exponential waiting time of mean 1, 52 bits fine, where it is at most a limit.
    #[inline]
    pub fn wait_within(&mut self, limit: f64) -> Option<f64> {
        wait_within(self.fine(), limit)
    }

    /// True with that probability.
    #[inline]
    pub fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A whole number below `bound` (`bound` > 0), unbiased to 2⁻³².
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        below(self.bits(), bound)
    }

    /// Standard normal (Box–Muller, one of the pair).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.fine()));
        radius * libm::cos(2.0 * core::f64::consts::PI * self.uniform())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_of_random123() {
        assert_eq!(
            philox([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn a_wait_of_a_stream_is_that_of_its_next_draw_or_none() {
        for who in 0..2_000 {
            let stream = Luck { seed: 6, replicate: 0 }.at(7_u16, 0, who, 0);
            let wait = -libm::log(stream.clone().fine());
            for limit in [0.0, wait / 2.0, wait.next_down(), wait, wait.next_up(), f64::INFINITY] {
                let found = stream.clone().wait_within(limit);
                assert_eq!(found, (wait <= limit).then_some(wait), "{wait} {limit}");
            }
        }
    }
}
