//! What was observed beside what the posterior predicts of it.

use super::{Evidence, Given, evidence};
use crate::purpose::Purpose;
use amnok_chance::Luck;
use amnok_infer::checks::{PLAUSIBLE, Reach};
use amnok_infer::likelihood::student_quantile;
use amnok_infer::linear::Matrix;
use amnok_infer::posterior::{Parts, Target};
use amnok_infer::weighted;

/// Five quantiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantiles {
    /// 5 % are below.
    pub low: f64,
    /// 25 % are below.
    pub lower: f64,
    /// Half is below.
    pub median: f64,
    /// 75 % are below.
    pub upper: f64,
    /// 95 % are below.
    pub high: f64,
}

impl Quantiles {
    /// Those of numbers that weigh the same; none of nothing.
    pub fn of(numbers: &[f64]) -> Option<Quantiles> {
        if numbers.is_empty() {
            return None;
        }
        let levels = [0.05, 0.25, 0.5, 0.75, 0.95];
        let all = weighted::quantiles(numbers, &weighted::equal(numbers.len()), &levels);
        Some(Quantiles {
            low: all[0],
            lower: all[1],
            median: all[2],
            upper: all[3],
            high: all[4],
        })
    }

    /// 1 − width of the 90 % interval over that of the prior's: below .1 nothing was learned.
    pub fn learned(&self, prior: &Quantiles) -> f64 {
        let width = |of: &Quantiles| of.high - of.low;
        if width(prior) > 0.0 {
            1.0 - width(self) / width(prior)
        } else {
            0.0
        }
    }
}

/// An observation beside what runs and posterior have of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// Its number among all that were observed.
    pub number: usize,
    /// What the runs of the prior have.
    pub prior: Quantiles,
    /// What the posterior has.
    pub posterior: Quantiles,
    /// Share of the prior's runs below what was observed (the geometric middle of two bounds), 0 to 1.
    pub prior_share: f64,
    /// The same of the posterior.
    pub posterior_share: f64,
    /// Median distance from what the emulator expects at the posterior, in deviations ([`amnok_infer::checks::Reach`]).
    pub implausibility: f64,
}

impl Predicted {
    /// Whether the model cannot produce it together with everything else.
    pub fn misfits(&self) -> bool {
        self.implausibility > PLAUSIBLE
    }
}

/// Every observation that was used; `readings` are those of the draws, on their scales.
pub(super) fn all(
    given: &Given<'_>,
    evidence: &Evidence,
    target: &Target<'_>,
    parts: &[Parts],
    (readings, reached): (&Matrix, &Reach),
) -> Vec<Predicted> {
    let one = |(place, number): (usize, &usize)| {
        let observation = evidence.observed.observations[place];
        let scale = evidence.observed.scales[observation.reading];
        let column = target.place(observation.reading);
        let posterior: Vec<f64> = (0..parts.len())
            .map(|draw| scale.back(readings[(draw, column)]).max(0.0))
            .collect();
        let prior = evidence.readings.column(observation.reading);
        let seen = &given.observed[*number];
        let middle = match (seen.low, seen.high) {
            (Some(low), Some(high)) if low > 0.0 => libm::sqrt(low * high),
            (low, high) => high.or(low).unwrap_or(0.0),
        };
        let share =
            |numbers: &[f64]| amnok_infer::scores::percentile(numbers, &weighted::equal(numbers.len()), middle, 0.5);
        Some(Predicted {
            number: *number,
            prior: Quantiles::of(&prior)?,
            posterior: Quantiles::of(&posterior)?,
            prior_share: share(&prior),
            posterior_share: share(&posterior),
            implausibility: reached.medians[place],
        })
    };
    evidence.used.iter().enumerate().filter_map(one).collect()
}

/// Name of the series that is forecast, and of the hidden quantity that it counts.
pub const COUNTED: &str = "arrivals";

/// What would be counted of each wanted column of arrivals after the last observed day: the draws' readings, off by the inferred discrepancy of the
/// series, and scattered as counts are.
pub(super) fn forecasts(
    given: &Given<'_>,
    evidence: &Evidence,
    target: &Target<'_>,
    (parts, readings): (&[Parts], &Matrix),
    seed: u64,
) -> Vec<(usize, Vec<f64>)> {
    let series = evidence
        .observed
        .series
        .iter()
        .position(|series| series.name == COUNTED);
    let last = given.observed.iter().map(|seen| seen.window.to).max();
    let later = |column: usize| {
        given.columns[column].name == COUNTED && last.is_some_and(|last| given.columns[column].from > last)
    };
    let wanted = evidence.wanted.iter().zip(&evidence.observed.wanted);
    let counted = |(column, reading): (&usize, &usize)| {
        let (scale, place) = (evidence.observed.scales[*reading], target.place(*reading));
        let draw = |draw: usize| {
            let luck = Luck {
                seed,
                replicate: draw as u32,
            };
            let mut luck = luck.at(Purpose::Counted, *column, 0, 0);
            let size = series.map_or(evidence::DISCREPANCY * luck.normal().abs(), |series| {
                parts[draw].sizes[series]
            });
            let off = size * student_quantile(luck.normal());
            evidence::counted(scale, readings[(draw, place)] + off, luck.uniform())
        };
        (*column, (0..parts.len()).map(draw).collect())
    };
    wanted.filter(|(column, _)| later(**column)).map(counted).collect()
}

/// The 23 quantiles in which the forecast hubs ask for a forecast: level and value.
pub fn hub_quantiles(draws: &[f64]) -> Vec<(f64, f64)> {
    let all = amnok_infer::scores::Quantiles::of_draws(draws, &weighted::equal(draws.len()));
    all.levels.into_iter().zip(all.values).collect()
}
