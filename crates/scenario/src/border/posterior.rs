//! What was learned of a scenario, kept in its folder as two files: `posterior.toml` says from what and what is estimated, `posterior.csv` holds
//! weighted draws of the values that were moved. They are no part of the scenario's digest, since they are made from it.

mod files;

pub(crate) use files::{CSV, DIGEST, TOML, digest_of};

use amnok_chance::prior::Prior;
use jiff::civil::Date;

/// Whether a file of a scenario holds what was learned of it.
pub fn is_learned(name: &str) -> bool {
    [TOML, CSV].contains(&name)
}

/// Weighted draws of a scenario's values, and what they were learned from.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Digest of both files, in hexadecimal; empty before they are written.
    pub digest: String,
    /// What it was learned from.
    pub origin: Origin,
    /// What is estimated of hidden quantities, all observed days together.
    pub estimates: Vec<KeptEstimate>,
    /// The values that were moved; every other is as the prior has it.
    pub values: Vec<KeptValue>,
    /// Weight of each draw, above 0; they need not add up to 1.
    pub weights: Vec<f64>,
    /// The draws: a number for each of the values, in the unit of each.
    pub draws: Vec<Vec<f64>>,
}

/// What a posterior was learned from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Digest of the scenario.
    pub scenario: String,
    /// Version of the program.
    pub version: String,
    /// The commands that make it again, with every seed; `SCENARIO` stands for the folder.
    pub commands: Vec<String>,
    /// Nothing that was observed later was used.
    pub until: Date,
    /// Number of runs of the prior.
    pub runs: u32,
    /// Number of equal runs that those near the posterior are worth.
    pub effective: f64,
    /// Number of observations that were used.
    pub observations: u32,
    /// What does not fit, in words.
    pub misfit: String,
    /// What else is to be said of it: separate modes, calibration.
    pub notes: Vec<String>,
}

/// What is estimated of a hidden quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptEstimate {
    /// Name in tables.
    pub name: String,
    /// In words.
    pub words: String,
    /// Unit.
    pub unit: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What the prior has: 5, 25, 50, 75 and 95 % are below.
    pub prior: [f64; 5],
    /// What the posterior has.
    pub posterior: [f64; 5],
}

/// A value that was moved by what was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptValue {
    /// Its name.
    pub key: String,
    /// What was believed of it before.
    pub prior: Prior,
}

impl Posterior {
    /// The draw that a share (0 to 1) of all weight lies below: each comes up as often as it weighs.
    pub fn at(&self, share: f64) -> &[f64] {
        let aim = share * self.weights.iter().sum::<f64>();
        let mut below = 0.0;
        let found = self.weights.iter().position(|weight| {
            below += weight;
            aim < below
        });
        self.draws
            .get(found.unwrap_or(self.draws.len().saturating_sub(1)))
            .map_or(&[], Vec::as_slice)
    }
}
