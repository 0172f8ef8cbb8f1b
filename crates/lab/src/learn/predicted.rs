//! What was observed beside what the posterior predicts of it.

use super::{Evidence, Given, evidence, of_prior};
use crate::Spread;
use crate::purpose::Purpose;
use amnok_chance::Luck;
use amnok_infer::checks::{PLAUSIBLE, Reach};
use amnok_infer::likelihood::student_quantile;
use amnok_infer::linear::Matrix;
use amnok_infer::posterior::{Parts, Target};
use amnok_infer::weighted;

/// An observation beside what runs and posterior have of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// Its number among all that were observed.
    pub number: usize,
    /// What the runs of the prior have.
    pub prior: Spread,
    /// What the posterior has.
    pub posterior: Spread,
    /// Share of the prior's runs below what was observed ([`Observation::recorded`](amnok_model::observers::Observation::recorded)), 0 to 1.
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
        let prior: Vec<f64> = of_prior(given.waves)
            .map(|run| evidence.readings[(run, observation.reading)])
            .collect();
        let seen = &given.observed[*number];
        let recorded = seen.recorded().unwrap_or(0.0);
        let share =
            |numbers: &[f64]| amnok_infer::scores::percentile(numbers, &weighted::equal(numbers.len()), recorded, 0.5);
        Some(Predicted {
            number: *number,
            prior: Spread::of_draws(&prior)?,
            posterior: Spread::of_draws(&posterior)?,
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
