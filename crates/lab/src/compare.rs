//! Two scenarios side by side: every replicate is lived through twice, with the same luck, so that what is different comes from
//! the scenarios and not from chance.

use crate::patterns::interval;
use crate::sweep::outcome::{RunOutcome, outcomes};
use crate::sweep::{Cell, cells};
use amnok_chance::Luck;
use amnok_model::facts::{Fact, Log};
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Chance that one interval misses its difference.
pub const LEVEL: f64 = 0.05;

/// Both lives of one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Number of the replicate.
    pub replicate: u32,
    /// Ledger of the first scenario.
    pub a: Rows,
    /// Ledger of the second.
    pub b: Rows,
    /// Where they part.
    pub divergence: Option<Divergence>,
}

/// The first day on which attempts differ, and the counties where they differ on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// Day from 0.
    pub day: u32,
    /// Counties, in order along the line; empty where the scenarios do not have the same counties.
    pub counties: Vec<usize>,
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

/// Lives through a replicate of both with the same luck; none if `stop` was set before its end, within a day of it.
pub fn pair(a: &Inputs, b: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Pair> {
    let simulate = |inputs: &Inputs| {
        let mut trace = Trace::new(inputs, stop);
        let rows = run(inputs, luck, Engine::Selective, &mut trace);
        (rows, trace)
    };
    let ((rows_a, trace_a), (rows_b, trace_b)) = (simulate(a), simulate(b));
    let names = |inputs: &Inputs| inputs.counties.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    let whole = !stop.load(Ordering::Relaxed);
    whole.then(|| Pair {
        replicate: luck.replicate,
        a: rows_a,
        b: rows_b,
        divergence: trace_a.divergence(&trace_b, names(a) == names(b)),
    })
}

/// What was tried each day in each county, as one number.
struct Trace<'a> {
    counties: usize,
    days: Vec<u64>,
    stop: &'a AtomicBool,
}

impl<'a> Trace<'a> {
    fn new(inputs: &Inputs, stop: &'a AtomicBool) -> Trace<'a> {
        let counties = inputs.counties.len();
        Trace {
            stop,
            counties,
            days: vec![0; counties * inputs.days as usize],
        }
    }

    fn divergence(&self, other: &Trace, same_counties: bool) -> Option<Divergence> {
        let days = |trace: &Trace| trace.days.len() / trace.counties.max(1);
        let of = |trace: &Trace, day: usize| trace.days[day * trace.counties..(day + 1) * trace.counties].to_vec();
        (0..days(self).min(days(other))).find_map(|day| {
            let (ours, theirs) = (of(self, day), of(other, day));
            (ours != theirs).then(|| Divergence {
                day: day as u32,
                counties: if same_counties {
                    (0..self.counties)
                        .filter(|county| ours[*county] != theirs[*county])
                        .collect()
                } else {
                    Vec::new()
                },
            })
        })
    }
}

impl Log for Trace<'_> {
    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    fn happened(&mut self, fact: &Fact) {
        let Fact::Attempt(incident) = fact else { return };
        let place = incident.day as usize * self.counties + incident.at as usize;
        let flags = u64::from(incident.brokered) | u64::from(incident.died) << 1 | (incident.outcome as u64) << 2;
        let facts = [
            u64::from(incident.county),
            incident.resident.map_or(0, u64::from),
            incident.activity as u64,
            flags,
        ];
        if let Some(digest) = self.days.get_mut(place) {
            for fact in facts {
                // FNV-1a over words.
                *digest = (*digest ^ fact.wrapping_add(1)).wrapping_mul(0x0100_0000_01B3);
            }
        }
    }
}

/// How every outcome differs between two scenarios, over at least two pairs.
pub fn differences(a: &Inputs, b: &Inputs, pairs: &[Pair]) -> Vec<Difference> {
    let sides: Vec<(Vec<Cell>, Vec<Cell>)> = pairs
        .iter()
        .map(|pair| (cells::cells(a, &pair.a), cells::cells(b, &pair.b)))
        .collect();
    let of = |outcome: RunOutcome| {
        let both = |(x, y): &(Vec<Cell>, Vec<Cell>)| {
            Some((outcome.of(x, a.commands.len())?, outcome.of(y, b.commands.len())?))
        };
        let values: Vec<(f64, f64)> = sides.iter().filter_map(both).collect();
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

    #[test]
    fn pairs_part_on_the_first_day_that_differs() {
        let never = AtomicBool::new(false);
        let trace = |days: &[u64]| Trace {
            stop: &never,
            counties: 2,
            days: days.to_vec(),
        };
        let (a, b) = (trace(&[1, 2, 3, 4, 5, 6]), trace(&[1, 2, 3, 9, 0, 0]));
        let divergence = a.divergence(&b, true);
        assert_eq!(
            divergence,
            Some(Divergence {
                day: 1,
                counties: vec![1]
            })
        );
        assert_eq!(a.divergence(&a, true), None);
        assert!(
            a.divergence(&b, false)
                .is_some_and(|divergence| divergence.counties.is_empty())
        );
    }
}
