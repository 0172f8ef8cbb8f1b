//! Whether a fit may be believed: calibration on held-out runs, observations that all others contradict, and what each series taught.

use super::crossed::{Crossed, crossed};
use super::limit::Limit;
use super::planted::{Found, planted};
use super::{Evidence, Fitted, Given, Prepared, Refused, of_prior, quick};
use crate::Spread;
use amnok_infer::chains;
use amnok_infer::checks::{APART, Band, Conflict, calibrate, conflicts, coverage};
use amnok_infer::emulator::Richness;
use amnok_infer::fit::Settings;
use amnok_infer::linear::Matrix;
use amnok_infer::posterior::{Target, scaled};
use amnok_infer::recalibration::{Recalibration, nearest};

/// Chance with which a calibrated quantity leaves its band.
const LEVEL: f64 = 0.05;

/// How often intervals of a hidden quantity held the truth of held-out runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered {
    /// Column of the hidden quantity.
    pub column: usize,
    /// Share of truths in the 50 % interval.
    pub half: f64,
    /// Share of truths in the 90 % interval.
    pub most: f64,
    /// Whether the percentiles stay in the band that 95 of 100 uniform ones stay in.
    pub uniform: bool,
    /// Percentile of each truth in its posterior.
    pub percentiles: Vec<f64>,
}

/// Which runs are held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Every so many of those of the prior.
    Any(usize),
    /// Those, of every wave, whose readings are nearest to what was observed.
    Nearest(usize),
}

/// Intervals of every hidden quantity of all observed days, in worlds that are held-out runs.
///
/// # Errors
/// [`Refused`] as for a fit to the other runs.
pub fn covered(of: &Prepared, held: Held, seed: u64) -> Result<Vec<Covered>, Refused> {
    let Prepared {
        bank,
        evidence,
        settings,
        ..
    } = of;
    let held: Vec<usize> = match held {
        Held::Any(count) => of.held_out(count),
        Held::Nearest(count) => near_by(evidence, &bank.readings, count),
    };
    let found = calibrate(bank, &evidence.observed, quick(*settings), &held)?;
    let band = Band::of(held.len(), 1.0 - LEVEL, seed);
    let one = |(column, percentiles): (&usize, Vec<f64>)| Covered {
        column: *column,
        half: coverage(&percentiles, 0.5),
        most: coverage(&percentiles, 0.9),
        uniform: band.holds(&percentiles),
        percentiles,
    };
    Ok(evidence.wanted.iter().zip(found.wanted).map(one).collect())
}

/// The runs whose readings are nearest to the counts and quotes that were observed.
fn near_by(evidence: &Evidence, readings: &Matrix, count: usize) -> Vec<usize> {
    use amnok_infer::likelihood::Statement;
    let observed = &evidence.observed;
    let number = |o: &amnok_infer::likelihood::Observation| match o.kind {
        Statement::Count { count, .. } => Some((o.reading, observed.scales[o.reading].there(count))),
        Statement::Quote { value, .. } => Some((o.reading, observed.scales[o.reading].there(value))),
        _ => None,
    };
    let (columns, values): (Vec<usize>, Vec<f64>) = observed.observations.iter().filter_map(number).unzip();
    let smooth = Matrix::from_fn(readings.rows(), columns.len(), |run, k| {
        observed.scales[columns[k]].there(readings[(run, columns[k])])
    });
    nearest(&smooth, &values, count)
}

/// What a series taught of each hidden quantity: how much of what was learned is gone when it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Taught {
    /// The series.
    pub series: String,
    /// Of each wanted column, the learned share without the series.
    pub without: Vec<f64>,
}

/// Conflicts of observations, and what series taught.
#[derive(Clone, Debug)]
pub struct Lessons {
    /// The hidden columns that are asked about.
    pub columns: Vec<usize>,
    /// Learned shares with everything observed.
    pub all: Vec<f64>,
    /// The same without each series.
    pub taught: Vec<Taught>,
    /// Each observation against all others; its place is that in the evidence.
    pub conflicts: Vec<Conflict>,
    /// The number of each observation among all that were given.
    pub used: Vec<usize>,
}

impl Lessons {
    /// The observations that stand apart from all others, those that contradict them among them.
    pub fn apart(&self) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(|conflict| conflict.apart)
    }

    /// The id of the observation that a conflict is of.
    pub fn id<'a>(&self, given: &Given<'a>, of: &Conflict) -> &'a str {
        &given.observed[self.used[of.observation]].id
    }

    /// How many do, in a sentence.
    pub fn apart_sentence(&self) -> String {
        let (all, apart) = (self.conflicts.len(), self.apart().count());
        let contradict = self.apart().filter(|conflict| conflict.flagged).count();
        format!(
            "Of {all} {} {apart} {} apart from all others, at {:.0} % each, where chance alone lets {:.1}; {contradict} {} them, at 5 % over their number.",
            agreeing(all, ["observation", "observations"]),
            agreeing(apart, ["stands", "stand"]),
            100.0 * APART,
            APART * all as f64,
            agreeing(contradict, ["contradicts", "contradict"])
        )
    }
}

/// The word that agrees with a number: that of one, or that of more.
fn agreeing(count: usize, words: [&str; 2]) -> &str {
    words[usize::from(count != 1)]
}

/// Leaves out one series after the other, and one observation after the other.
pub fn lessons(of: &Fitted) -> Lessons {
    let Fitted { prepared, fit } = of;
    let Prepared {
        bank,
        evidence,
        settings,
        ..
    } = prepared;
    let values = bank.points.columns();
    let prior: Vec<usize> = of_prior(&bank.waves).collect();
    let readings = scaled(&bank.readings.take_rows(&prior), &evidence.observed);
    let plan = quick(Settings {
        richness: Richness::plain(),
        ..*settings
    })
    .plan;
    let shares = |observed: &amnok_infer::likelihood::Observed| {
        let target = Target::new(&fit.patchwork, observed, values, &fit.active);
        let chains = chains::run(target.size(), &target, plan);
        let draws = target.readings_of(&chains.draws);
        let share = |reading: &usize| {
            let (place, scale) = (target.place(*reading), evidence.observed.scales[*reading]);
            let spread = |of: &Matrix| {
                let numbers = of.column(place).into_iter().map(|y| scale.back(y));
                Spread::of_draws(&numbers.collect::<Vec<f64>>())
            };
            let (posterior, prior) = (spread(&draws), spread(&readings));
            posterior
                .zip(prior)
                .map_or(0.0, |(posterior, prior)| posterior.learned(&prior))
        };
        evidence.observed.wanted.iter().map(share).collect::<Vec<f64>>()
    };
    let without = |series: usize| Taught {
        series: evidence.observed.series[series].name.clone(),
        without: shares(&evidence.observed.without(series)),
    };
    Lessons {
        all: shares(&evidence.observed),
        taught: (0..evidence.observed.series.len()).map(without).collect(),
        conflicts: conflicts(fit, &evidence.observed, values, plan),
        columns: evidence.wanted.clone(),
        used: evidence.used.clone(),
    }
}

/// Everything that is asked before a fit is believed.
#[derive(Clone, Debug)]
pub struct Check {
    /// Calibration on runs from everywhere.
    pub any: Vec<Covered>,
    /// Calibration on the runs nearest to what was observed.
    pub nearest: Vec<Covered>,
    /// Where the distribution of calibrated percentiles stays.
    pub band: Band,
    /// What series taught, and conflicts.
    pub lessons: Lessons,
    /// How little an observation may be expected where the model is right.
    pub limit: Limit,
    /// What became of misfits that were planted.
    pub planted: Vec<Found>,
    /// The hidden by a forest.
    pub crossed: Vec<Crossed>,
}

/// Most runs nearest to the data that are held out.
const NEAREST: usize = 200;
/// Most worlds in which a misfit is planted.
const PLANTED: usize = 40;
/// Most worlds that say how little an observation may be expected; of these 95 % have a standard error of 2 %.
const RIGHT: usize = 120;

/// Of so many held-out runs: how many near to the data, with a misfit planted, and observed with errors alone.
fn worlds(held: usize) -> [usize; 3] {
    [NEAREST, PLANTED, RIGHT].map(|most| held.min(most))
}

/// Checks a fit on so many held-out runs.
///
/// # Errors
/// [`Refused`] as for a fit to the other runs.
pub fn check(of: &Fitted, held: usize, seed: u64) -> Result<Check, Refused> {
    let any = covered(&of.prepared, Held::Any(held), seed)?;
    let count = any.first().map_or(0, |of| of.percentiles.len());
    let [nearest, planting, right] = worlds(held);
    let limit = Limit::of(&of.prepared, right, &of.prepared.held_out(planting))?;
    Ok(Check {
        nearest: covered(&of.prepared, Held::Nearest(nearest), seed)?,
        band: Band::of(count, 1.0 - LEVEL, seed),
        lessons: lessons(of),
        crossed: crossed(of, seed),
        planted: planted(&of.prepared, planting, &limit)?,
        limit,
        any,
    })
}

impl Check {
    /// What moves the intervals of a hidden quantity so that they hold as often as they say among the runs nearest to what was observed; none where they do,
    /// within their band.
    pub fn recalibration(&self, column: usize) -> Option<Recalibration> {
        let near = self.nearest.iter().find(|of| of.column == column && !of.uniform)?;
        Some(Recalibration::of(&near.percentiles))
    }

    /// How little an observation may be expected, in a sentence with the names of those that are less.
    pub fn limit_sentence(&self, given: &Given<'_>) -> String {
        let id = |of: &Conflict| self.lessons.id(given, of);
        self.limit.sentence(&self.lessons.conflicts, id)
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        let held = self.any.first().map_or(0, |of| of.percentiles.len());
        let range = |of: &dyn Fn(&Covered) -> f64, all: &[Covered]| {
            let low = all.iter().map(of).fold(1.0, f64::min);
            let high = all.iter().map(of).fold(0.0, f64::max);
            match all.len() {
                1 => format!("{:.0} %", 100.0 * low),
                _ => format!("{:.0} to {:.0} %", 100.0 * low, 100.0 * high),
            }
        };
        let uniform = self.any.iter().filter(|of| of.uniform).count();
        format!(
            "{held} runs held out as if they were the world: of {} hidden {}, 50 % intervals held the truth in {}, 90 % intervals in {}; \
             {uniform} {} calibrated within {} band. Among the runs nearest to what was observed: {} and {}. A forest, which shares nothing with emulator \
             and chains, agrees on {} of {}.",
            self.any.len(),
            agreeing(self.any.len(), ["quantity", "quantities"]),
            range(&|of| of.half, &self.any),
            range(&|of| of.most, &self.any),
            agreeing(uniform, ["is", "are"]),
            agreeing(uniform, ["its", "their"]),
            range(&|of| of.half, &self.nearest),
            range(&|of| of.most, &self.nearest),
            self.crossed.iter().filter(|of| of.agrees()).count(),
            self.crossed.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As docs/inference.md has it. Halved, none turned anything red.
    #[test]
    fn of_each_kind_at_most_so_many_worlds_are_looked_at() {
        assert_eq!(worlds(1000), [200, 40, 120]);
        assert_eq!(worlds(30), [30; 3]);
    }

    /// That is what is said of their number. Halved, it turned nothing red.
    #[test]
    fn the_limit_is_known_to_two_hundredths() {
        let share = 1.0 - LEVEL;
        let error = (share * (1.0 - share) / RIGHT as f64).sqrt();
        assert!((error - 0.02).abs() < 5e-4, "{error}");
    }
}
