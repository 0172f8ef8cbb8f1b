//! A fit: which values count, emulators where the posterior lies, chains on them.
//!
//! 1. Values are screened ([`crate::screen`]) over the runs of the prior.
//! 2. One emulator of all runs, chains at a low temper.
//! 3. Where the draws fall into modes, each gets a region; in every region an emulator of the runs near it. Chains again,
//!    regions again, until the temper that was asked for.
//!
//! Source: Williamson et al. 2013, "History matching for exploring and reducing climate model parameter space", for
//! refitting where the data point.
use crate::bank::{Bank, BankError};
use crate::chains::{self, ChainSettings, Chains};
use crate::emulator::{Emulator, Frame, Richness, cubic_count, quadratic_count};
use crate::likelihood::{Impossible, Observed};
use crate::linear::Matrix;
use crate::modes::Modes;
use crate::posterior::{Patch, Patchwork, Target, scaled};
use crate::weighted::{effective_number, quantile};
use std::fmt;

/// Effective number of runs that an emulator of a region is given for each of its features, where there are as many.
const RUNS_PER_FEATURE: f64 = 12.0;

/// How a fit is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Most values that may count.
    pub most_active: usize,
    /// What the emulators' rest may be made of.
    pub richness: Richness,
    /// How chains are run; its temper is that of the fit.
    pub plan: ChainSettings,
    /// Rounds of refitting near the posterior.
    pub rounds: usize,
}

impl Settings {
    /// 40 values, varying spread, two rounds, the usual chains.
    pub fn new(seed: u64) -> Self {
        Settings {
            most_active: 40,
            richness: Richness::varying(),
            plan: ChainSettings::new(seed),
            rounds: 2,
        }
    }
}

/// What a fit found.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The values that count.
    pub active: Vec<usize>,
    /// The emulators.
    pub patchwork: Patchwork,
    /// The chains; a draw is a state of [`Target`].
    pub chains: Chains,
    /// Modes among the draws.
    pub modes: Modes,
}

/// Why there is no fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FitError {
    /// The bank does not do.
    Bank(BankError),
    /// An observation is impossible: its place, and why.
    Observation(usize, Impossible),
    /// An observation names a reading or a series that is not there: its place.
    Missing(usize),
    /// A reading is wanted that is not there: its column.
    Wanted(usize),
    /// No value moves any reading that was observed.
    NothingMoves,
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FitError::Bank(error) => write!(f, "{error}"),
            FitError::Observation(place, what) => write!(f, "observation {place} is impossible: {}", what.0),
            FitError::Missing(place) => write!(f, "observation {place} names a reading or a series that is not there"),
            FitError::Wanted(column) => write!(f, "reading {column} is wanted and not there"),
            FitError::NothingMoves => {
                write!(
                    f,
                    "no value moves any reading that was observed: nothing can be learned (more runs may show what moves)"
                )
            }
        }
    }
}

impl std::error::Error for FitError {}

impl From<BankError> for FitError {
    fn from(error: BankError) -> Self {
        FitError::Bank(error)
    }
}

impl Fit {
    /// Fits the bank to what was observed.
    ///
    /// # Errors
    /// [`FitError`] if an observation is impossible, nothing moves what was observed, or there are too few runs.
    pub fn of(bank: &Bank, observed: &Observed, settings: Settings) -> Result<Self, FitError> {
        check(bank, observed)?;
        let readings = scaled(&bank.readings, observed);
        let active = active(bank, &readings, settings)?;
        let everywhere = vec![1.0; bank.runs()];
        let emulator = Emulator::fit(&bank.points, &readings, &everywhere, &active, settings.richness)?;
        let mut patchwork = Patchwork {
            patches: Vec::new(),
            elsewhere: emulator,
            columns: observed.columns(),
        };
        let run = |patchwork: &Patchwork, temper: f64, round: u64| {
            let target = Target::new(patchwork, observed, bank.points.columns(), &active);
            let plan = ChainSettings {
                temper,
                seed: settings.plan.seed.wrapping_add(round),
                ..settings.plan
            };
            chains::run(target.size(), &target, plan)
        };
        let last = settings.plan.temper;
        let first = if settings.rounds > 0 { 0.3 * last } else { last };
        let mut chains = run(&patchwork, first, 0);
        for round in 1..=settings.rounds {
            let draws = points_of(&chains, &active, bank.points.columns());
            patchwork.patches = refitted(bank, &readings, &draws, &active, settings.richness)?;
            let temper = if round == settings.rounds { last } else { 0.3 * last };
            chains = run(&patchwork, temper, round as u64);
        }
        let modes = Modes::of(&points_of(&chains, &active, bank.points.columns()).take_columns(&active));
        Ok(Fit {
            active,
            patchwork,
            chains,
            modes,
        })
    }

    /// The points of the draws: all values, those that do not count at 0.
    pub fn points(&self, values: usize) -> Matrix {
        points_of(&self.chains, &self.active, values)
    }
}

fn check(bank: &Bank, observed: &Observed) -> Result<(), FitError> {
    let there = |reading: usize| reading < bank.readings.columns() && reading < observed.scales.len();
    for (place, o) in observed.observations.iter().enumerate() {
        if !there(o.reading) || o.series >= observed.series.len() {
            return Err(FitError::Missing(place));
        }
        o.kind.check().map_err(|what| FitError::Observation(place, what))?;
    }
    observed
        .wanted
        .iter()
        .find(|column| !there(**column))
        .map_or(Ok(()), |column| Err(FitError::Wanted(*column)))
}

/// The values that count: all, where the runs of the first wave are enough for them, else those that stand out among these
/// runs (those of later waves are not spread like the prior).
fn active(bank: &Bank, readings: &Matrix, settings: Settings) -> Result<Vec<usize>, FitError> {
    let first = bank.waves.iter().copied().min().unwrap_or(0);
    let prior: Vec<usize> = (0..bank.runs()).filter(|i| bank.waves[*i] == first).collect();
    let values = bank.points.columns();
    if values <= settings.most_active && prior.len() as f64 >= RUNS_PER_FEATURE * quadratic_count(values) as f64 {
        return Ok((0..values).collect());
    }
    let (points, readings) = (bank.points.take_rows(&prior), readings.take_rows(&prior));
    let active = crate::screen::active(&points, &readings, settings.most_active);
    if active.is_empty() {
        Err(FitError::NothingMoves)
    } else {
        Ok(active)
    }
}

fn points_of(chains: &Chains, active: &[usize], values: usize) -> Matrix {
    let mut points = Matrix::zeros(chains.draws.rows(), values);
    for i in 0..chains.draws.rows() {
        for (k, value) in active.iter().enumerate() {
            points[(i, *value)] = chains.draws[(i, k)];
        }
    }
    points
}

/// An emulator for each mode of the draws, of the runs near it.
fn refitted(
    bank: &Bank,
    readings: &Matrix,
    draws: &Matrix,
    active: &[usize],
    richness: Richness,
) -> Result<Vec<Patch>, FitError> {
    let modes = Modes::of(&draws.take_columns(active));
    let features = match cubic_count(active.len()) {
        cubic if RUNS_PER_FEATURE * cubic as f64 <= 0.4 * bank.runs() as f64 => cubic,
        _ => quadratic_count(active.len()),
    };
    let mut patches = Vec::new();
    for members in &modes.members {
        let group = draws.take_rows(members);
        let frame = Frame::of(&group, &vec![1.0; group.rows()], active);
        let weights = nearness(bank, &frame, features);
        let emulator = Emulator::fit(&bank.points, readings, &weights, active, richness)?;
        let reach = reach(bank, &frame, &weights);
        patches.push(Patch { frame, reach, emulator });
    }
    Ok(patches)
}

/// Weight of each run in a region: exp(−½·d²/κ) for the distance d from the region's centre in its own deviations. κ is the
/// smallest from 1 on at which the effective number of runs is `RUNS_PER_FEATURE` a feature (or the most there is).
///
/// Source: Cleveland 1979, "Robust locally weighted regression and smoothing scatterplots", for the idea.
fn nearness(bank: &Bank, frame: &Frame, features: usize) -> Vec<f64> {
    let distances: Vec<f64> = (0..bank.runs()).map(|i| frame.distance(bank.points.row(i))).collect();
    let nearest = distances.iter().copied().fold(f64::INFINITY, f64::min);
    let weights = |kappa: f64| -> Vec<f64> {
        let weight = |d: &f64| libm::exp(-0.5 * (d - nearest) / kappa);
        distances
            .iter()
            .map(weight)
            .map(|w| if w < 1e-6 { 0.0 } else { w })
            .collect()
    };
    let wanted = (RUNS_PER_FEATURE * features as f64).min(0.9 * bank.runs() as f64);
    let mut kappa = 1.0;
    while effective_number(&weights(kappa)) < wanted && kappa < 1e6 {
        kappa *= 1.1;
    }
    weights(kappa)
}

/// The squared distance within which 99 % of the weight of a region's runs lies: beyond it its emulator knows nothing.
fn reach(bank: &Bank, frame: &Frame, weights: &[f64]) -> f64 {
    let kept: Vec<usize> = (0..bank.runs()).filter(|i| weights[*i] > 0.0).collect();
    let distances: Vec<f64> = kept.iter().map(|i| frame.distance(bank.points.row(*i))).collect();
    let own: Vec<f64> = kept.iter().map(|i| weights[*i]).collect();
    quantile(&distances, &own, 0.99)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;

    /// Draws of a tenth of the prior's deviation: a region is widened until its runs are worth 12 for each of its features, and no wider than the last step makes
    /// them (in two values the effective number rises about as κ, by 1.1 a step; the share of the weight that 1e-6 cuts off is less). Of few runs, nine tenths.
    #[test]
    fn a_region_has_twelve_effective_runs_for_each_feature() {
        let frame = Frame::of(&prior_points(500, 2, 3).scaled(0.1), &[1.0; 500], &[0, 1]);
        let bank = |runs: usize| {
            Bank::new(
                prior_points(runs, 2, 4),
                prior_points(runs, 1, 5),
                Matrix::zeros(runs, 0),
                0,
            )
            .expect("a bank")
        };
        let worth = |runs: usize, features: usize| effective_number(&nearness(&bank(runs), &frame, features));
        for features in [6, 10, 20] {
            let of_each = worth(2000, features) / features as f64;
            assert!((12.0..12.0 * 1.15).contains(&of_each), "{features}: {of_each}");
        }
        let few = worth(60, 6) / 60.0;
        assert!((0.9..0.92).contains(&few), "{few}");
    }

    /// Of 1,000 equal runs ten lie beyond the reach of their region.
    #[test]
    fn a_region_reaches_as_far_as_99_of_100_of_its_runs() {
        let (points, weights) = (prior_points(1000, 2, 6), vec![1.0; 1000]);
        let frame = Frame::of(&points, &weights, &[0, 1]);
        let bank = Bank::new(points, prior_points(1000, 1, 7), Matrix::zeros(1000, 0), 0).expect("a bank");
        let within = reach(&bank, &frame, &weights);
        let beyond = (0..1000).filter(|run| frame.distance(bank.points.row(*run)) > within);
        assert_eq!(beyond.count(), 10);
    }
}
