//! What a bank of runs teaches of the hidden, given what was observed: values, whole histories, and how far to believe them.
//!
//! 1. Readings and the hidden quantities of all observed days are emulated, and fitted to what was observed ([`Evidence`]; [`amnok_infer::fit`]).
//! 2. Where runs near the posterior are worth fewer than 100 equal ones, or where no draw can produce what was observed, there is no estimate but the
//!    reason ([`Refused`]).
//! 3. Every draw becomes a whole history, by quarter and province ([`amnok_infer::adjusted`]).

pub mod checked;
pub mod crossed;
mod estimate;
mod evidence;
pub mod hindcast;
pub mod limit;
mod pairs;
pub mod planted;
mod predicted;
mod refused;

pub use estimate::{Estimate, estimates};
pub use evidence::{DISCREPANCY, Evidence};
pub use pairs::{Pairs, pairs};
pub use predicted::{COUNTED, Predicted, hub_quantiles};
pub use refused::Refused;

use crate::bank::{Column, ColumnKind};
use crate::sweep::Factor;
use amnok_infer::adjusted::{Known, carried_over, near};
use amnok_infer::bank::Bank;
use amnok_infer::checks::{Reach, reach};
use amnok_infer::emulator::quadratic_count;
use amnok_infer::fit::{Fit, Settings};
use amnok_infer::importance_weights::Weights;
use amnok_infer::linear::Matrix;
use amnok_infer::posterior::{Target, scaled};
use amnok_infer::prior::Shape;
use amnok_infer::waves::{next, proposed};
use amnok_model::observers::Observation;

/// Fewest values that are let count.
const FEWEST_VALUES: usize = 5;
/// Most values that are let count.
const MOST_VALUES: usize = 40;
/// Share of the runs that there may be features and readings.
const FEATURES: f64 = 0.6;

/// Below it a hidden quantity is nothing, in any unit.
const NOTHING: f64 = 1e-9;

/// What is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// What varies.
    pub factors: &'a [Factor],
    /// Of each run, the value of every factor.
    pub points: &'a [Vec<f64>],
    /// What is kept of a run.
    pub columns: &'a [Column],
    /// Of each run, what it has of every column.
    pub runs: &'a [Vec<Option<f64>>],
    /// The wave of each run: those of wave 0 are draws of the prior, later ones lie where the runs before them point.
    pub waves: &'a [u32],
    /// What was observed.
    pub observed: &'a [Observation],
}

/// How it is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct How {
    /// Draws of the posterior.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

/// What was learned.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The values that count, by number.
    pub active: Vec<usize>,
    /// Draws of the values: draws × factors, each in its unit; what does not count is drawn from the prior.
    pub values: Matrix,
    /// The hidden columns that could be carried over, by number.
    pub hidden: Vec<usize>,
    /// Draws of them: draws × hidden.
    pub histories: Matrix,
    /// Forecasts of arrivals by quarter after the last observed day, with the error and the discrepancy of their count: column, and its draws.
    pub forecasts: Vec<(usize, Vec<f64>)>,
    /// Every observation that was used, beside what the posterior predicts.
    pub predicted: Vec<Predicted>,
    /// Observations from which nothing was learned: number, and why.
    pub unused: Vec<(usize, String)>,
    /// Number of equal runs that those near the posterior are worth.
    pub effective: f64,
    /// Share of draws at which what was observed is plausible.
    pub plausible: f64,
    /// Largest R-hat of all coordinates of the chains.
    pub r_hat: f64,
    /// What is to be said of separate modes.
    pub modes: Option<String>,
}

impl Given<'_> {
    /// The runs' points, as standard normals of their priors.
    fn standard(&self) -> Matrix {
        Matrix::from_fn(self.points.len(), self.factors.len(), |run, factor| {
            Shape::Range(self.factors[factor].prior).standard(self.points[run][factor])
        })
    }

    /// What the runs of the prior have of a column, where they have it.
    fn prior_of(&self, column: usize) -> Vec<f64> {
        of_prior(self.waves).filter_map(|run| self.runs[run][column]).collect()
    }

    /// The hidden columns of all observed days together, and arrivals on the whole border by quarter after the last day of which anything was observed.
    fn headline(&self) -> Vec<usize> {
        let hidden = |column: &&(usize, &Column)| column.1.what == ColumnKind::Hidden && column.1.province.is_none();
        let all: Vec<(usize, &Column)> = self.columns.iter().enumerate().filter(|c| hidden(&c)).collect();
        let Some((_, first)) = all.first() else {
            return Vec::new();
        };
        let whole = |column: &Column| (column.from, column.to) == (first.from, first.to);
        let last = self.observed.iter().map(|seen| seen.window.to).max();
        let later = |column: &Column| column.name == COUNTED && last.is_some_and(|last| column.from > last);
        let wanted = all.iter().filter(|(_, column)| whole(column) || later(column));
        wanted.map(|(number, _)| *number).collect()
    }

    /// Which hidden columns enough runs have, and their numbers on the scales on which they are smooth.
    fn hidden(&self) -> (Vec<usize>, Vec<amnok_infer::likelihood::Scale>, Matrix) {
        let (mut numbers, mut scales, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for column in (0..self.columns.len()).filter(|column| self.columns[*column].what == ColumnKind::Hidden) {
            let present: Vec<f64> = self.runs.iter().filter_map(|run| run[column]).collect();
            if 10 * present.len() < 9 * self.runs.len() {
                continue;
            }
            let scale = evidence::hidden_scale(self, column);
            let median = amnok_infer::weighted::quantile(&present, &amnok_infer::weighted::equal(present.len()), 0.5);
            let smooth = self.runs.iter().map(|run| scale.there(run[column].unwrap_or(median)));
            values.push(smooth.collect::<Vec<f64>>());
            numbers.push(column);
            scales.push(scale);
        }
        let table = Matrix::from_fn(self.runs.len(), numbers.len(), |run, number| values[number][run]);
        (numbers, scales, table)
    }
}

/// How many values may count with so many runs and readings.
fn most_active(runs: usize, readings: usize) -> Result<usize, Refused> {
    let fits = |runs: usize, active: usize| (quadratic_count(active) + readings) as f64 <= FEATURES * runs as f64;
    let most = (FEWEST_VALUES..=MOST_VALUES)
        .take_while(|active| fits(runs, *active))
        .last();
    most.ok_or_else(|| {
        let needed = (quadratic_count(FEWEST_VALUES) + readings) as f64 / FEATURES;
        Refused::TooFew(runs, needed.ceil() as usize)
    })
}

/// A bank as inference has it, what was observed, and how it is fitted.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Runs.
    pub bank: Bank,
    /// What was observed.
    pub evidence: Evidence,
    /// How it is fitted.
    pub settings: Settings,
    /// Hidden columns that the series which is forecast counts.
    pub counted: Vec<usize>,
}

/// Numbers of the runs of the prior, by the wave of each run.
fn of_prior(waves: &[u32]) -> impl Iterator<Item = usize> {
    (0..waves.len()).filter(|run| waves[*run] == 0)
}

impl Prepared {
    /// At most so many runs of the prior, evenly among them: worlds that are held out.
    fn held_out(&self, count: usize) -> Vec<usize> {
        self.held_out_beside(count, &[])
    }

    /// The same of the runs that are not among `others`.
    fn held_out_beside(&self, count: usize, others: &[usize]) -> Vec<usize> {
        let prior: Vec<usize> = of_prior(&self.bank.waves).filter(|run| !others.contains(run)).collect();
        let count = count.min(prior.len());
        (0..count).map(|k| prior[k * prior.len() / count]).collect()
    }
}

/// Prepares a fit.
///
/// # Errors
/// [`Refused`] where nothing was observed, or there are too few points.
pub fn prepare(given: &Given<'_>, how: How) -> Result<Prepared, Refused> {
    if !given.runs.is_empty() && of_prior(given.waves).next().is_none() {
        return Err(Refused::NoPrior);
    }
    let evidence = Evidence::of(given, &given.headline());
    if evidence.used.is_empty() {
        return Err(Refused::NothingObserved);
    }
    let mut settings = Settings::new(how.seed);
    settings.most_active = most_active(given.runs.len(), evidence.readings.columns())?;
    settings.rounds = 1;
    settings.plan.chains = how.draws;
    settings.plan.steps = 24;
    settings.plan.threads = how.threads;
    let points = given.standard();
    let none = Matrix::zeros(points.rows(), 0);
    let mut bank = Bank::new(points, evidence.readings.clone(), none, 0)?;
    bank.waves = given.waves.to_vec();
    Ok(Prepared {
        bank,
        counted: (0..given.columns.len())
            .filter(|column| given.columns[*column].name == COUNTED)
            .collect(),
        evidence,
        settings,
    })
}

/// Chains for a held-out world: 150, one place of each.
fn quick(settings: Settings) -> Settings {
    let mut quick = settings;
    quick.plan.chains = 150;
    quick.plan.steps = 10;
    quick.plan.warming = 2;
    quick.plan.keep = 1;
    quick
}

/// `count` points where a bank points, at a temper between prior and posterior, each with a value for every factor in its unit: what a wave after it
/// runs. What does not count is drawn from the prior. They depend on the bank, what was observed, and the seed alone.
///
/// # Errors
/// [`Refused`], with the reason, where it cannot be fitted.
pub fn wave(given: &Given<'_>, how: How, temper: f64, count: usize) -> Result<Vec<Vec<f64>>, Refused> {
    let Prepared {
        bank,
        evidence,
        mut settings,
        ..
    } = prepare(given, how)?;
    settings.plan.temper = temper;
    let points = next(&bank, &evidence.observed, settings, count)?;
    let value = |(factor, z): (&Factor, &f64)| Shape::Range(factor.prior).value(*z);
    let point = |row: usize| given.factors.iter().zip(points.row(row)).map(value).collect();
    Ok((0..points.rows()).map(point).collect())
}

/// A bank fitted to what was observed: what [`learn`] and [`checked::check`] go on from.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// What was fitted.
    pub prepared: Prepared,
    /// The fit.
    pub fit: Fit,
}

/// Fits a bank to what was observed.
///
/// # Errors
/// [`Refused`], with the reason, where it cannot be fitted.
pub fn fitted(given: &Given<'_>, how: How) -> Result<Fitted, Refused> {
    let prepared = prepare(given, how)?;
    let fit = Fit::of(&prepared.bank, &prepared.evidence.observed, prepared.settings)?;
    Ok(Fitted { prepared, fit })
}

/// Learns from a bank what was observed.
///
/// # Errors
/// [`Refused`], with the reason, where nothing is estimated.
pub fn learn(given: &Given<'_>, how: How) -> Result<Learned, Refused> {
    learned(given, &fitted(given, how)?, how.seed)
}

/// What a fit of what is given teaches.
///
/// # Errors
/// [`Refused`], with the reason, where nothing is estimated.
pub fn learned(given: &Given<'_>, of: &Fitted, seed: u64) -> Result<Learned, Refused> {
    let Fitted { prepared, fit } = of;
    let Prepared { bank, evidence, .. } = prepared;
    let observed = &evidence.observed;
    let values = given.factors.len();
    let near = near(&bank.points, &fit.points(values), &fit.active).map_err(Refused::Runs)?;
    let reached = reach(fit, observed, values);
    if reached.plausible == 0.0 {
        return Err(Refused::OutOfReach(farthest(given, evidence, &reached)));
    }
    let target = Target::new(&fit.patchwork, observed, values, &fit.active);
    let parts: Vec<_> = (0..fit.chains.draws.rows())
        .map(|draw| target.parts(fit.chains.draws.row(draw)))
        .collect();
    let readings = Matrix::from_rows(&parts.iter().map(|parts| target.readings(parts)).collect::<Vec<_>>());
    let points = proposed(fit, values, readings.rows(), seed);
    let draws = Known {
        points: &points,
        readings: &readings,
    };
    let (hidden, histories) = histories(given, bank, evidence, (fit, &near), draws, seed);
    let diagnosed = fit.chains.diagnoses.iter().map(|diagnosis| diagnosis.r_hat);
    Ok(Learned {
        values: Matrix::from_fn(points.rows(), values, |draw, factor| {
            Shape::Range(given.factors[factor].prior).value(points[(draw, factor)])
        }),
        forecasts: predicted::forecasts(given, evidence, &target, (&parts, &readings), seed),
        predicted: predicted::all(given, evidence, &target, &parts, (&readings, &reached)),
        active: fit.active.clone(),
        hidden,
        histories,
        unused: evidence.unused.clone(),
        effective: near.effective,
        plausible: reached.plausible,
        r_hat: diagnosed.filter(|r_hat| r_hat.is_finite()).fold(1.0, f64::max),
        modes: fit.modes.warning(),
    })
}

/// Every hidden column that enough runs have, at the draws.
fn histories(
    given: &Given<'_>,
    bank: &Bank,
    evidence: &Evidence,
    (fit, near): (&Fit, &Weights),
    draws: Known<'_>,
    seed: u64,
) -> (Vec<usize>, Matrix) {
    let (hidden, scales, smooth) = given.hidden();
    let readings = scaled(&bank.readings, &evidence.observed);
    let runs = Known {
        points: &bank.points,
        readings: &readings,
    };
    let carried = carried_over((runs, &smooth), draws, &fit.active, &near.weights, seed);
    let most = |number: usize| {
        if given.columns[hidden[number]].unit == "share" {
            1.0
        } else {
            f64::INFINITY
        }
    };
    let back = Matrix::from_fn(carried.rows(), carried.columns(), |draw, number| {
        let value = scales[number].back(carried[(draw, number)]).clamp(0.0, most(number));
        // What the logarithm leaves of nothing.
        if value < NOTHING { 0.0 } else { value }
    });
    (hidden, back)
}

/// The observations that are farthest out, with their implausibility.
fn farthest(given: &Given<'_>, evidence: &Evidence, reached: &Reach) -> Vec<String> {
    let mut order: Vec<usize> = (0..reached.medians.len()).collect();
    order.sort_by(|a, b| reached.medians[*b].total_cmp(&reached.medians[*a]));
    let named = |place: &usize| {
        let id = &given.observed[evidence.used[*place]].id;
        format!("{id} ({:.1})", reached.medians[*place])
    };
    order.iter().take(5).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five values have 21 features; with three readings these are six tenths of 40 runs. Halved, the fewest values turned nothing red.
    #[test]
    fn forty_runs_are_enough_for_five_values_and_three_readings() {
        assert_eq!(most_active(40, 3), Ok(5));
        assert_eq!(most_active(39, 3), Err(Refused::TooFew(39, 40)));
        assert_eq!(most_active(1_000_000, 3), Ok(40));
    }
}
