//! How far off an observation may lie where the model is right.
//!
//! Held-out runs are observed with errors alone and fitted as the world is. Of each, the largest distance of any observation from what the fit expects is
//! noted ([`amnok_infer::checks::Reach`]); the limit is what 95 of 100 of these stay below. So, whatever emulator, likelihood and chains make of a distance, in a world in which the model
//! is right something is named in one of twenty. An observation beyond the limit needs the discrepancy: the model is off there, which the discrepancy then
//! keeps from bending all else.
//!
//! Source: Westfall & Young 1993, "Resampling-based multiple testing" (the distribution of the largest of all, under no effect).

use super::{Given, Learned, Prepared, Refused, quick};
use amnok_infer::checks::{HeldOut, PLAUSIBLE, Seen};
use amnok_infer::weighted;

/// Chance with which something is named in a world in which the model is right.
pub const LEVEL: f64 = 0.05;

/// How far off is too far.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Distance, in deviations; at most [`PLAUSIBLE`], beyond which an observation is named without any check.
    pub distance: f64,
    /// Largest distance of any observation, of each world that it is from.
    pub largest: Vec<f64>,
}

impl Limit {
    /// The limit by so many runs of the prior that are not among `others`.
    ///
    /// # Errors
    /// [`Refused`] as for a fit to the other runs.
    pub fn of(of: &Prepared, worlds: usize, others: &[usize]) -> Result<Limit, Refused> {
        let held = of.held_out_beside(worlds.max(1), others);
        let out = HeldOut::of(&of.bank, &of.evidence.observed, quick(of.settings), &held)?;
        let largest = out.each(Seen::WithErrorsAlone, |k, world| {
            let distances = out.distances(&world, &out.truths(k, &world));
            distances.into_iter().fold(0.0, f64::max)
        });
        let most = weighted::quantile(&largest, &weighted::equal(largest.len()), 1.0 - LEVEL);
        Ok(Limit {
            distance: most.min(PLAUSIBLE),
            largest,
        })
    }

    /// The observations beyond it: number among all that were observed, and distance; the farthest first.
    pub fn beyond(&self, learned: &Learned) -> Vec<(usize, f64)> {
        let far = learned
            .predicted
            .iter()
            .filter(|row| row.implausibility > self.distance);
        let mut beyond: Vec<(usize, f64)> = far.map(|row| (row.number, row.implausibility)).collect();
        beyond.sort_by(|a, b| b.1.total_cmp(&a.1));
        beyond
    }

    /// In a sentence, with the names of those beyond it.
    pub fn sentence(&self, given: &Given<'_>, learned: &Learned) -> String {
        let name = |(number, distance): &(usize, f64)| format!("{} ({distance:.1})", given.observed[*number].id);
        let names: Vec<String> = self.beyond(learned).iter().map(name).collect();
        format!(
            "More than {:.1} deviations from what the model expects, where in 95 of 100 of {} held-out runs, observed with errors alone, no observation lies: {}.",
            self.distance,
            self.largest.len(),
            if names.is_empty() {
                "none".into()
            } else {
                names.join(", ")
            },
        )
    }
}
