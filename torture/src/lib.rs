//! Breaks the program on purpose: whatever happens, the old result or the new one is there, whole, nothing of anybody
//! else is touched, and what is said as right is right. `cargo xtask torture [MINUTES]`.
//!
//! Each file of `trials/` is one way of breaking, and a trial one attempt at it: made from the name of the way and a
//! seed alone, in a folder of its own, so that a finding can be tried again by `--only NAME/SEED`.
#![expect(clippy::disallowed_methods, reason = "hangs are measured; no result depends on it")]

mod call;
mod place;
mod tree;
mod trials;
mod writers;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is put to the test.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The program.
    pub program: PathBuf,
    /// The same program built otherwise, which must leave the same bytes.
    pub other: Option<PathBuf>,
    /// Longest that a call may take.
    pub patience: Duration,
    /// Longest that a call may go on after it was asked to stop.
    pub heed: Duration,
    /// The repository: its small scenario and Flee's example are what trials start from.
    pub root: PathBuf,
}

/// What went wrong in a trial.
#[derive(Clone, Debug)]
pub struct Finding {
    /// `NAME/SEED`.
    pub trial: String,
    /// What was seen, and by which command.
    pub why: String,
}

/// What a campaign saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// Trials by name, and acts in them: kills, changed bytes, full disks.
    pub tried: BTreeMap<&'static str, (u64, u64)>,
    /// What went wrong.
    pub found: Vec<Finding>,
}

impl Seen {
    /// The table that is printed at the end.
    pub fn table(&self) -> String {
        let mut text = String::from("trial          tried      acts  survived     found\n");
        for (name, (tried, acts)) in &self.tried {
            let found = self
                .found
                .iter()
                .filter(|f| f.trial.split('/').next() == Some(name))
                .count();
            text += &format!("{name:12} {tried:7} {acts:9} {:9} {found:9}\n", tried - found as u64);
        }
        text
    }

    fn one(&mut self, bench: &trials::Bench, trial: &trials::Trial, seed: u64) {
        let mut dice = fastrand::Rng::with_seed(seed);
        let outcome = (trial.run)(bench, &mut dice);
        let tried = self.tried.entry(trial.name).or_default();
        tried.0 += 1;
        match outcome {
            Ok(acts) => tried.1 += acts,
            Err(why) => {
                let finding = Finding {
                    trial: format!("{}/{seed}", trial.name),
                    why,
                };
                eprintln!("FOUND {}: {}", finding.trial, finding.why);
                self.found.push(finding);
            }
        }
    }
}

/// Rounds of every trial with fixed seeds until the time is over, at least one.
///
/// # Errors
/// Where the right results, with which all others are compared, could not be made.
pub fn campaign(subject: &Subject, time: Duration) -> Result<Seen, String> {
    let since = Instant::now();
    let bench = trials::Bench::new(subject)?;
    let mut seen = Seen::default();
    for round in 0.. {
        for trial in trials::TRIALS {
            for turn in 0..trial.turns {
                seen.one(&bench, trial, round * trial.turns + turn);
            }
        }
        if since.elapsed() > time {
            break;
        }
    }
    Ok(seen)
}

/// Every way of breaking once: the short form, for the tests.
///
/// # Errors
/// Where the right results could not be made.
pub fn brief(subject: &Subject) -> Result<Seen, String> {
    let bench = trials::Bench::new(subject)?;
    let mut seen = Seen::default();
    for trial in trials::TRIALS {
        seen.one(&bench, trial, 0);
    }
    Ok(seen)
}

/// One trial again, by its name and seed.
///
/// # Errors
/// Where there is no such trial, or the right results could not be made.
pub fn again(subject: &Subject, which: &str) -> Result<Seen, String> {
    let known = || {
        trials::TRIALS
            .iter()
            .map(|trial| trial.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (name, seed) = which.split_once('/').ok_or("write NAME/SEED")?;
    let trial = trials::TRIALS.iter().find(|trial| trial.name == name);
    let trial = trial.ok_or_else(|| format!("{name}: no trial; there are {}", known()))?;
    let seed = seed.parse().map_err(|_| format!("{seed}: no seed"))?;
    let mut seen = Seen::default();
    seen.one(&trials::Bench::new(subject)?, trial, seed);
    Ok(seen)
}

/// The repository that this was built in.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
