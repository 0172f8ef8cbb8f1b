//! Runs as pairs of a point and of what would have been observed in it: what a neural posterior is trained on, to be held beside a fit.

use super::{Evidence, Given, Refused, of_prior};
use amnok_infer::checks::made_up;
use amnok_infer::likelihood::{Observed, Scale, Statement};
use amnok_infer::linear::Matrix;
use amnok_infer::posterior::scaled;

/// Points, and what would have been observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs {
    /// Runs of the prior × values, each the standard normal of its prior.
    pub points: Vec<Vec<f64>>,
    /// Runs × observations, each with error and discrepancy drawn, on the scale on which its reading is smooth.
    pub seen: Vec<Vec<f64>>,
    /// What was observed, on the same scales.
    pub observed: Vec<f64>,
    /// The number of each observation among all that were given. Floors and ceilings are no numbers, and left out.
    pub used: Vec<usize>,
}

/// Pairs of every run of the prior, errors by `seed`.
///
/// # Errors
/// [`Refused::NothingObserved`] where no observation is a number.
pub fn pairs(given: &Given<'_>, seed: u64) -> Result<Pairs, Refused> {
    let evidence = Evidence::of(given, &[]);
    let observed = numbers(&evidence.observed);
    if observed.is_empty() {
        return Err(Refused::NothingObserved);
    }
    let points = given.standard();
    Ok(Pairs {
        points: of_prior(given.waves).map(|run| points.row(run).to_vec()).collect(),
        seen: seen(&evidence.observed, &evidence.readings, of_prior(given.waves), seed),
        used: observed.iter().map(|(place, _)| evidence.used[*place]).collect(),
        observed: observed.into_iter().map(|(_, number)| number).collect(),
    })
}

/// What would have been observed in these runs, as numbers ([`numbers`]), with error and discrepancy drawn.
pub(super) fn seen(
    template: &Observed,
    readings: &Matrix,
    runs: impl Iterator<Item = usize>,
    seed: u64,
) -> Vec<Vec<f64>> {
    let (columns, readings) = (template.columns(), scaled(readings, template));
    let of = |run| {
        let world = made_up(template, &columns, readings.row(run), seed, run);
        numbers(&world).into_iter().map(|(_, number)| number).collect()
    };
    runs.map(of).collect()
}

/// Observations that are numbers, each on the scale of its reading: its place, and the number.
pub(super) fn numbers(observed: &Observed) -> Vec<(usize, f64)> {
    let of = |place| Some((place, number(observed, place)?));
    (0..observed.observations.len()).filter_map(of).collect()
}

/// What an observation is as a number on the scale of its reading; none of a floor or a ceiling.
fn number(observed: &Observed, place: usize) -> Option<f64> {
    let of = &observed.observations[place];
    let scale: Scale = observed.scales[of.reading];
    match of.kind {
        Statement::Count { count, .. } => Some(scale.there(count)),
        Statement::Quote { value, .. } | Statement::Ratio { value, .. } | Statement::Share { value, .. } => {
            Some(scale.there(value))
        }
        Statement::Range { low, high, .. } => Some(0.5 * (scale.there(low) + scale.there(high))),
        Statement::Floor { .. } | Statement::Ceiling { .. } => None,
    }
}
