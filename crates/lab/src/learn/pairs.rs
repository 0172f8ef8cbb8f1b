//! Runs as pairs of a point and of what would have been observed in it: what a neural posterior is trained on, to be held beside a fit.

use super::{Evidence, Given, Refused};
use amnok_infer::checks::made_up;
use amnok_infer::likelihood::{Observed, Scale, Statement};
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
    let template = &evidence.observed;
    let columns = template.columns();
    let readings = scaled(&evidence.readings, template);
    let numbered: Vec<usize> = (0..template.observations.len())
        .filter(|place| number(template, *place).is_some())
        .collect();
    if numbered.is_empty() {
        return Err(Refused::NothingObserved);
    }
    let of =
        |observed: &Observed| -> Vec<f64> { numbered.iter().filter_map(|place| number(observed, *place)).collect() };
    let runs: Vec<usize> = (0..readings.rows()).filter(|run| given.waves[*run] == 0).collect();
    let worlds: Vec<Vec<f64>> = (runs.iter())
        .map(|run| of(&made_up(template, &columns, readings.row(*run), seed, *run)))
        .collect();
    let points = given.standard();
    Ok(Pairs {
        points: runs.iter().map(|run| points.row(*run).to_vec()).collect(),
        seen: worlds,
        observed: of(template),
        used: numbered.iter().map(|place| evidence.used[*place]).collect(),
    })
}

/// What an observation is as a number on the scale of its reading; none of a floor or a ceiling.
pub(super) fn number(observed: &Observed, place: usize) -> Option<f64> {
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
