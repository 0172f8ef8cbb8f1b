//! Two scenarios side by side: every replicate is lived through twice, with the same luck, so that what is different comes from
//! the scenarios and not from chance.

mod life;

pub use life::{Begun, Divergence, Life};

use crate::patterns::interval;
use crate::sweep::outcome::{RunOutcome, outcomes};
use amnok_model::inputs::Inputs;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Chance that one interval misses its difference.
pub const LEVEL: f64 = 0.05;

/// Both lives of one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Number of the replicate.
    pub replicate: u32,
    /// That of the first scenario.
    pub a: Arc<Life>,
    /// That of the second.
    pub b: Arc<Life>,
    /// Where they part.
    pub divergence: Option<Divergence>,
}

/// How one outcome differs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The outcome.
    pub outcome: RunOutcome,
    /// Pairs in which both sides have it.
    pub pairs: usize,
    /// Mean of the first scenario.
    pub a: f64,
    /// Mean of the second.
    pub b: f64,
    /// Mean of second less first.
    pub mean: f64,
    /// Lower end of its interval (Student's t over pairs, 95 % for each outcome).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Variance of the difference with luck of each side's own, divided by that with common luck: how many times fewer
    /// replicates the same interval takes. None where common luck leaves no variance.
    pub reduction: Option<f64>,
}

/// What of the two cannot be compared; none if all can.
pub fn obstacle(a: &Inputs, b: &Inputs) -> Option<String> {
    let period = |inputs: &Inputs| format!("{} days from {}", inputs.days, inputs.start);
    if (a.start, a.days) != (b.start, b.days) {
        return Some(format!(
            "the first lasts {}, the second {}; let both last as long, e.g. with period.end=…",
            period(a),
            period(b)
        ));
    }
    (a.currency != b.currency).then(|| format!("the first counts in {}, the second in {}", a.currency, b.currency))
}

/// Whether two scenarios have the same counties in the same order.
pub fn same_counties(a: &Inputs, b: &Inputs) -> bool {
    let names = |inputs: &Inputs| inputs.counties.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    names(a) == names(b)
}

impl Pair {
    /// Two lives with the same luck, and where they part.
    pub fn of(replicate: u32, a: Arc<Life>, b: Arc<Life>, same_counties: bool) -> Pair {
        Pair {
            replicate,
            divergence: a.divergence(&b, same_counties),
            a,
            b,
        }
    }
}

/// How every outcome differs between two scenarios, over at least two pairs.
pub fn differences(a: &Inputs, b: &Inputs, pairs: &[Pair]) -> Vec<Difference> {
    let of = |outcome: RunOutcome| {
        let both = |pair: &Pair| {
            let (x, y) = (&pair.a.cells, &pair.b.cells);
            Some((outcome.of(x, a.commands.len())?, outcome.of(y, b.commands.len())?))
        };
        let values: Vec<(f64, f64)> = pairs.iter().filter_map(both).collect();
        difference(outcome, &values)
    };
    outcomes().into_iter().filter_map(of).collect()
}

fn difference(outcome: RunOutcome, values: &[(f64, f64)]) -> Option<Difference> {
    let n = values.len() as f64;
    let less: Vec<f64> = values.iter().map(|(a, b)| b - a).collect();
    let (mean, low, high) = interval(&less, LEVEL)?;
    let variance = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let mean = values.iter().map(of).sum::<f64>() / n;
        values.iter().map(|v| (of(v) - mean) * (of(v) - mean)).sum::<f64>() / (n - 1.0)
    };
    let (alone, common) = (variance(&|v| v.0) + variance(&|v| v.1), variance(&|v| v.1 - v.0));
    Some(Difference {
        outcome,
        pairs: values.len(),
        a: values.iter().map(|v| v.0).sum::<f64>() / n,
        b: values.iter().map(|v| v.1).sum::<f64>() / n,
        mean,
        low,
        high,
        reduction: (common > 0.0).then(|| alone / common),
    })
}

/// Where pairs part: how many do, the earliest day, and how often each county is among the first, most often first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divergences {
    /// Pairs that part.
    pub pairs: usize,
    /// Earliest day of all, from 0.
    pub first: Option<u32>,
    /// Day by which half of the pairs that part have parted.
    pub median: Option<u32>,
    /// Counties and in how many pairs each is among the first to differ.
    pub counties: Vec<(usize, usize)>,
}

/// Sums up where pairs part.
pub fn divergences(pairs: &[Pair]) -> Divergences {
    let parted: Vec<&Divergence> = pairs.iter().filter_map(|pair| pair.divergence.as_ref()).collect();
    let mut days: Vec<u32> = parted.iter().map(|divergence| divergence.day).collect();
    days.sort_unstable();
    let mut often: BTreeMap<usize, usize> = BTreeMap::new();
    for county in parted.iter().flat_map(|divergence| &divergence.counties) {
        *often.entry(*county).or_default() += 1;
    }
    let mut counties: Vec<(usize, usize)> = often.into_iter().collect();
    counties.sort_by_key(|(county, count)| (core::cmp::Reverse(*count), *county));
    Divergences {
        pairs: parted.len(),
        first: days.first().copied(),
        median: (!days.is_empty()).then(|| days[(days.len() - 1) / 2]),
        counties,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Closed form: differences 1, 2, 3 have mean 2 and variance 1; the sides have variances 4 and 9 over 3 values.
    #[test]
    fn differences_are_those_of_pairs() {
        let outcome = outcomes()[0];
        let found = difference(outcome, &[(0.0, 1.0), (2.0, 4.0), (4.0, 7.0)]).expect("three pairs");
        assert_eq!((found.a, found.b, found.mean), (2.0, 4.0, 2.0));
        // t(2, 0.975) = 4.3027; standard error 0.5774.
        assert!((found.high - 2.0 - 2.4841).abs() < 1e-3 && (2.0 - found.low - 2.4841).abs() < 1e-3);
        assert_eq!(found.reduction, Some(13.0));
        assert_eq!(
            difference(outcome, &[(1.0, 2.0), (3.0, 4.0)]).and_then(|d| d.reduction),
            None
        );
        assert_eq!(difference(outcome, &[(1.0, 2.0)]), None);
    }
}
