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
//! Source: Philox4x32-10 of Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; checked against its known
//! answers.
#![forbid(unsafe_code)]

pub mod normal;
pub mod prior;

/// Which luck a run has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    /// Seed of the scenario; the same in runs that shall share their luck.
    pub seed: u64,
    /// Number of the replicate.
    pub replicate: u32,
}

/// Philox4x32 with ten rounds.
#[inline]
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

/// The draws of one address, each at its own place: what one decision draws does not shift what another draws.
#[derive(Clone, Debug)]
pub struct Words {
    counter: [u32; 4],
    key: [u32; 2],
    first: [u32; 8],
}

impl Words {
    /// Word number `place`, 32 random bits. The first eight are at hand.
    #[inline]
    fn word(&self, place: usize) -> u32 {
        match self.first.get(place) {
            Some(word) => *word,
            None => self.further(place),
        }
    }

    #[cold]
    fn further(&self, place: usize) -> u32 {
        let [who, page, when, replicate] = self.counter;
        philox([who, page + place as u32 / 4, when, replicate], self.key)[place % 4]
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
}

/// A word as a number in (0, 1).
#[inline]
fn unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
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

impl Luck {
    /// The same address as [`Luck::at`], its words at fixed places.
    #[inline]
    pub fn words(self, purpose: impl Into<u16>, place: usize, who: u32, day: u32) -> Words {
        let Stream { counter, key, .. } = self.at(purpose, place, who, day);
        let [who, page, when, replicate] = counter;
        let blocks = [philox(counter, key), philox([who, page + 1, when, replicate], key)];
        let mut first = [0; 8];
        first[..4].copy_from_slice(&blocks[0]);
        first[4..].copy_from_slice(&blocks[1]);
        Words { counter, key, first }
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
        let bits = u64::from(self.bits()) << 20 | u64::from(self.bits()) >> 12;
        (bits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }

    /// True with that probability.
    #[inline]
    pub fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A whole number below `bound` (`bound` > 0), unbiased to 2⁻³².
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.bits()) * u64::from(bound)) >> 32) as u32
    }

    /// Standard normal (Box–Muller, one of the pair).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.fine()));
        radius * libm::cos(2.0 * core::f64::consts::PI * self.uniform())
    }

    /// Exact binomial for any `n` and `p`, at a cost that does not grow with `n`: inversion where the mean is small,
    /// otherwise rejection with a transformed uniform.
    ///
    /// Source: Hörmann 1993, "The generation of binomial random variates" (algorithm BTRS).
    pub fn binomial(&mut self, n: u32, p: f64) -> u32 {
        if p <= 0.0 || n == 0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if f64::from(n) * p < 10.0 {
            self.binomial_by_inversion(n, p)
        } else {
            self.binomial_by_rejection(n, p)
        }
    }

    /// Walks up the distribution function; for `n·p` < 10 and `p` ≤ ½.
    fn binomial_by_inversion(&mut self, n: u32, p: f64) -> u32 {
        let uniform = self.fine();
        // (1 − p)ⁿ ≥ 1 − n·p: none, without a logarithm.
        if uniform <= 1.0 - f64::from(n) * p {
            return 0;
        }
        if n == 1 {
            return 1;
        }
        let odds = p / (1.0 - p);
        let mut probability = none_of(n, p);
        let mut left = uniform - probability;
        let mut successes = 0;
        while left > 0.0 && successes < n {
            probability *= odds * f64::from(n - successes) / f64::from(successes + 1);
            successes += 1;
            left -= probability;
            if probability < 1e-300 {
                break;
            }
        }
        successes
    }

    /// BTRS; for `n·p` ≥ 10 and `p` ≤ ½.
    fn binomial_by_rejection(&mut self, n: u32, p: f64) -> u32 {
        let trials = f64::from(n);
        let odds = p / (1.0 - p);
        let spread = libm::sqrt(trials * p * (1.0 - p));
        let b = 1.15 + 2.53 * spread;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let centre = trials * p + 0.5;
        let squeeze = 0.92 - 4.2 / b;
        let alpha = (2.83 + 5.1 / b) * spread;
        let mode = libm::floor((trials + 1.0) * p);
        loop {
            let u = self.fine() - 0.5;
            let mut v = self.fine();
            let edge = 0.5 - u.abs();
            let k = libm::floor((2.0 * a / edge + b) * u + centre);
            if edge >= 0.07 && v <= squeeze {
                return k as u32;
            }
            if !(0.0..=trials).contains(&k) {
                continue;
            }
            v = libm::log(v * alpha / (a / (edge * edge) + b));
            let bound = (mode + 0.5) * libm::log((mode + 1.0) / (odds * (trials - mode + 1.0)))
                + (trials + 1.0) * libm::log((trials - mode + 1.0) / (trials - k + 1.0))
                + (k + 0.5) * libm::log(odds * (trials - k + 1.0) / (k + 1.0))
                + stirling_rest(mode)
                + stirling_rest(trials - mode)
                - stirling_rest(k)
                - stirling_rest(trials - k);
            if v <= bound {
                return k as u32;
            }
        }
    }

    /// Exact Poisson by splitting: Poisson(m) is the count of waiting times of mean 1 in m; halves of large means are
    /// drawn on their own, so that no term underflows. Cost of the order of the mean.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let mut left = mean;
        let mut count = 0;
        loop {
            left += libm::log(self.fine());
            if left < 0.0 || left.is_nan() {
                return count;
            }
            count += 1;
        }
    }
}

/// (1 − p)ⁿ: by multiplication where few factors are needed, so that little is rounded.
fn none_of(n: u32, p: f64) -> f64 {
    if n > 256 {
        return libm::exp(f64::from(n) * libm::log1p(-p));
    }
    let (mut power, mut square, mut left) = (1.0, 1.0 - p, n);
    while left > 0 {
        if left & 1 == 1 {
            power *= square;
        }
        square *= square;
        left >>= 1;
    }
    power
}

/// ln k! less Stirling's formula for it: ln(k!) − [ln √(2π) + (k + ½) ln(k + 1) − (k + 1)].
fn stirling_rest(k: f64) -> f64 {
    const FIRST: [f64; 10] = [
        0.081_061_466_795_327_2,
        0.041_340_695_955_409_2,
        0.027_677_925_684_998_3,
        0.020_790_672_103_765_1,
        0.016_644_691_189_821_2,
        0.013_876_128_823_070_7,
        0.011_896_709_945_891_8,
        0.010_411_265_261_972,
        0.009_255_462_182_712_73,
        0.008_330_563_433_362_87,
    ];
    if let Some(rest) = FIRST.get(k as usize) {
        return *rest;
    }
    let next = k + 1.0;
    let square = next * next;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / next
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
    fn words_at_places_are_those_that_a_stream_draws_in_turn() {
        let luck = Luck { seed: 5, replicate: 3 };
        let words = luck.words(7_u16, 7, 9, 11);
        let mut stream = luck.at(7_u16, 7, 9, 11);
        for place in 0..40 {
            assert_eq!(words.uniform(place), stream.uniform(), "word {place}");
        }
    }

    /// Mean within 5 standard errors at a fixed seed: false alarm once in 1.7 million; a shift of 10 standard errors is
    /// always seen.
    #[test]
    fn binomial_has_its_mean_and_variance() {
        let luck = Luck { seed: 7, replicate: 0 };
        for (n, p) in [
            (10, 0.3),
            (1000, 0.01),
            (200, 0.9),
            (25, 0.5),
            (1000, 0.03),
            (1_000_000, 0.4),
        ] {
            let draws: Vec<f64> = (0..20_000)
                .map(|i| f64::from(luck.at(5_u16, 0, i, 0).binomial(n, p)))
                .collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 19_999.0;
            let (expected, spread) = (f64::from(n) * p, f64::from(n) * p * (1.0 - p));
            assert!(
                (mean - expected).abs() < 5.0 * libm::sqrt(spread / 20_000.0),
                "{n} {p}: mean {mean}"
            );
            assert!(
                (variance / spread - 1.0).abs() < 0.06,
                "{n} {p}: variance {variance} for {spread}"
            );
        }
    }
}
