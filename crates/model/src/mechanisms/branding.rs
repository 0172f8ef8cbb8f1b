//! Branding: by order, whoever is found out is marked as unfit to stand guard, and punished before the others. Reads orders; owns nothing:
//! [`super::inspection`], [`super::bribe`] and [`super::belief`] ask its rules.
//!
//! Source: s000-discharge-and-brand. Assumed: every number; that without a brand some of those discharged stand guard again elsewhere.

use crate::parameter::numbers;
use crate::world::guard::Posts;
use crate::world::orders_in_force::Standing;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of the guards found out and not prosecuted who are posted again elsewhere on the line, where nobody is branded.
        posted_again: f64 = "share", 0.0..=1.0;
        /// What a brand and its social punishment cost a guard beside the penalty, whatever he let pass.
        stigma_days: f64 = "days of income", 0.0..=1000000.0;
        /// How far a punishment before the others moves the fear of the county's other units of the force, against that of his own.
        shown: f64 = "share", 0.0..=1.0;
    }
}

/// Days of income that a brand costs in a county: nothing where none is ordered.
pub fn stigma_days(params: &Params, standing: &Standing, county: usize) -> f64 {
    if standing.brand[county] {
        params.stigma_days
    } else {
        0.0
    }
}

/// Whether a guard found out is posted again elsewhere, so that in his place comes one who was found out elsewhere; by lot.
pub fn posted_again(params: &Params, branded: bool, prosecuted: bool, lot: f64) -> bool {
    !branded && !prosecuted && lot < params.posted_again
}

/// A punishment is shown to every other unit of the force in the county.
pub fn show((force, unit): (usize, usize), county: usize, segments: &Segments, posts: &mut Posts) {
    let mut last = unit;
    for s in segments.of(county) {
        let other = posts.unit(force, s);
        if other != unit && other != last {
            posts.shown[other] += 1;
        }
        last = other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_are_posted_again_who_are_neither_branded_nor_prosecuted() {
        let params = Params {
            posted_again: 0.3,
            ..Params::default()
        };
        assert!(posted_again(&params, false, false, 0.29));
        assert!(!posted_again(&params, false, false, 0.3));
        assert!(!posted_again(&params, true, false, 0.0));
        assert!(!posted_again(&params, false, true, 0.0));
    }
}
