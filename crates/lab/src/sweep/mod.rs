//! Sweeps: the same scenario at many points of its parameters. What is tried ([`SweepPlan`], [`design`]) and what is kept of each
//! run ([`cells`]: its ledger by year, over all counties).

pub mod cells;
pub mod design;
pub mod outcome;

use crate::purpose::Purpose;
use amnok_chance::Luck;
use amnok_chance::prior::Prior;
pub use cells::Cell;
pub use design::Design;

/// A value that varies.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Its name.
    pub key: String,
    /// Unit in words.
    pub unit: String,
    /// How likely each value is held to be; its ends differ.
    pub prior: Prior,
}

impl Factor {
    /// Its value in the history of that luck: drawn from the prior, by its name alone, so that no other factor shifts it.
    pub fn draw(&self, luck: Luck) -> f64 {
        // Fowler, Noll and Vo's hash of the name, 48 bits of it.
        let eat = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = self.key.bytes().fold(0xcbf2_9ce4_8422_2325, eat);
        let place = (hash >> 48) as usize;
        self.prior
            .quantile(luck.at(Purpose::Prior, place, hash as u32, 0).uniform())
    }
}

/// The share of all weight below the draw of a posterior that the history of that luck lives through, 0 to 1.
pub fn posterior_share(luck: Luck) -> f64 {
    luck.at(Purpose::Posterior, 0, 0, 0).uniform()
}

/// Points where earlier runs point ([`crate::learn::wave`]), and from what they follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    /// The seals of the banks of the waves before it, in their order.
    pub after: Vec<String>,
    /// How far they go from the prior (0) to the posterior (1).
    pub temper: f64,
    /// The points, each with a value for every factor in its unit.
    pub points: Vec<Vec<f64>>,
}

impl Wave {
    /// A temper that a wave may have.
    ///
    /// # Errors
    /// In words, where it is none.
    pub fn temper(asked: f64) -> Result<f64, &'static str> {
        let between = (0.01..=1.0).contains(&asked).then_some(asked);
        between.ok_or("write a number from 0.01 to 1, e.g. 0.3")
    }
}

/// What a sweep tries.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPlan {
    /// How points are laid out, where they are not those of a wave.
    pub design: Design,
    /// The points of a wave after the first; none where the design lays them out.
    pub wave: Option<Wave>,
    /// Size of the design, in the design's own terms ([`Design::count`]).
    pub asked: u32,
    /// Seed of the design; that of the runs is another.
    pub seed: u64,
    /// What varies.
    pub factors: Vec<Factor>,
    /// Runs at each point, with the same luck at every point.
    pub replicates: u32,
}

/// About how many runs are kept together.
const RUNS_PER_PART: u32 = 16;

impl SweepPlan {
    /// The points, each with a value for every factor in its unit.
    ///
    /// # Errors
    /// In words, when the design is too small or too large.
    pub fn points(&self) -> Result<Vec<Vec<f64>>, String> {
        if let Some(wave) = &self.wave {
            return Ok(wave.points.clone());
        }
        let unit = self.design.points(self.factors.len(), self.asked, self.seed)?;
        let scale = |(at, factor): (f64, &Factor)| factor.prior.quantile(at);
        let point = |point: Vec<f64>| point.into_iter().zip(&self.factors).map(scale).collect();
        Ok(unit.into_iter().map(point).collect())
    }

    /// How many points there are.
    ///
    /// # Errors
    /// In words, when the design is too small or too large.
    pub fn count(&self) -> Result<u32, String> {
        let count = match &self.wave {
            Some(wave) => wave.points.len() as u64,
            None => self.design.count(self.factors.len(), self.asked)?,
        };
        Ok(count as u32)
    }

    /// Points that are kept together in one part.
    pub fn points_per_part(&self) -> u32 {
        RUNS_PER_PART.div_ceil(self.replicates.max(1)).max(1)
    }

    /// Number of parts.
    ///
    /// # Errors
    /// Those of [`SweepPlan::count`].
    pub fn parts(&self) -> Result<u32, String> {
        Ok(self.count()?.div_ceil(self.points_per_part()))
    }

    /// The parts of the `i`-th of `n` machines, first and last.
    ///
    /// # Errors
    /// In words, when there are none for it; those of [`SweepPlan::count`].
    pub fn share(&self, i: u32, n: u32) -> Result<(u32, u32), String> {
        let parts = self.parts()?;
        let bound = |i: u32| (u64::from(parts) * u64::from(i) / u64::from(n.max(1))) as u32;
        let (first, end) = (bound(i.saturating_sub(1)), bound(i));
        if first >= end {
            return Err(format!(
                "part {i}/{n} is empty: the sweep has {parts} parts; ask for at most {parts}"
            ));
        }
        Ok((first, end - 1))
    }

    /// Numbers of the points of a part.
    ///
    /// # Errors
    /// Those of [`SweepPlan::count`].
    pub fn of_part(&self, part: u32) -> Result<core::ops::Range<u32>, String> {
        let each = self.points_per_part();
        Ok(part * each..((part + 1) * each).min(self.count()?))
    }
}
