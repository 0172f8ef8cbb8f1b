//! Two scenarios side by side: every replicate is lived through twice, with the same luck, so that what is different comes from
//! the scenarios and not from chance.

use crate::patterns::interval;
use crate::sweep::outcome::{RunOutcome, outcomes};
use crate::sweep::{Cell, cells};
use amnok_chance::Luck;
use amnok_model::Engine;
use amnok_model::day::kept::{Morning, run_keeping};
use amnok_model::facts::{Fact, Log};
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use jiff::ToSpan;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Chance that one interval misses its difference.
pub const LEVEL: f64 = 0.05;

/// By single attempts two lives share more of their luck than by counts, and by more than these cost less (B6 and B9 of docs/benchmarks.md).
const ENGINE: Engine = Engine::Selective;

/// A replicate of one scenario, lived through once.
#[derive(Clone, Debug)]
pub struct Life {
    /// Its ledger.
    pub rows: Rows,
    /// Mornings from which another life may go on, the earliest first.
    mornings: Vec<Morning>,
    /// The ledger by year.
    cells: Vec<Cell>,
    /// What was tried each day in each county, as one number: by day, then by county.
    tried: Vec<u64>,
    /// Number of counties.
    counties: usize,
}

/// The same came of both, whatever is kept to go on from.
impl PartialEq for Life {
    fn eq(&self, other: &Life) -> bool {
        let of = |life: &Life| (life.counties, life.tried.len());
        of(self) == of(other) && self.tried == other.tried && self.rows == other.rows && self.cells == other.cells
    }
}

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

/// Whether two scenarios have the same counties in the same order.
pub fn same_counties(a: &Inputs, b: &Inputs) -> bool {
    let names = |inputs: &Inputs| inputs.counties.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    names(a) == names(b)
}

impl Life {
    /// Lives through a replicate; none if `stop` was set before its end, within a day of it.
    pub fn of(inputs: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Life> {
        Life::by(ENGINE, inputs, luck, stop)
    }

    /// The same by another engine.
    pub fn by(engine: Engine, inputs: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Life> {
        Life::keeping(engine, inputs, luck, &[], stop)
    }

    /// The same, and keeps a morning of every year, some megabytes each: others go on from them.
    pub fn to_go_on_from(inputs: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Life> {
        let day = |year: i64| (inputs.start.saturating_add(year.years()) - inputs.start).get_days() as u32;
        let days: Vec<u32> = (1..).map(day).take_while(|day| *day < inputs.days).collect();
        Life::keeping(ENGINE, inputs, luck, &days, stop)
    }

    fn keeping(engine: Engine, inputs: &Inputs, luck: Luck, days: &[u32], stop: &AtomicBool) -> Option<Life> {
        let mut trace = Trace::of(inputs, &[], stop);
        let (rows, mornings) = run_keeping(inputs, luck, engine, days, &mut trace);
        trace.life(inputs, rows, mornings)
    }

    /// The life with the same luck of one who is given something else: gone on with from the last morning that both share, where one was
    /// kept, or lived through from the first day.
    pub fn beside(&self, own: &Inputs, other: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Life> {
        let shared = self.mornings.iter().rfind(|morning| morning.is_also_of(own, other));
        let Some(morning) = shared else {
            return Life::of(other, luck, stop);
        };
        let before = &self.tried[..morning.day() as usize * self.counties];
        let mut trace = Trace::of(other, before, stop);
        let rows = morning.go_on(other, &mut trace);
        trace.life(other, rows, Vec::new())
    }

    /// Where another life parts from this one; with the counties where both have the same.
    fn divergence(&self, other: &Life, same_counties: bool) -> Option<Divergence> {
        let days = |life: &Life| life.tried.len() / life.counties.max(1);
        let of = |life: &Life, day: usize| life.tried[day * life.counties..(day + 1) * life.counties].to_vec();
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

/// What was tried each day in each county, while it is tried.
struct Trace<'a> {
    counties: usize,
    tried: Vec<u64>,
    stop: &'a AtomicBool,
}

impl<'a> Trace<'a> {
    /// After days on which so much was tried.
    fn of(inputs: &Inputs, before: &[u64], stop: &'a AtomicBool) -> Trace<'a> {
        let counties = inputs.counties.len();
        let mut tried = before.to_vec();
        tried.resize(counties * inputs.days as usize, 0);
        Trace { counties, tried, stop }
    }

    /// The life that was traced; none where it was stopped.
    fn life(self, inputs: &Inputs, rows: Rows, mornings: Vec<Morning>) -> Option<Life> {
        let whole = !self.stop.load(Ordering::Relaxed);
        whole.then(|| Life {
            cells: cells::cells(inputs, &rows),
            rows,
            mornings,
            tried: self.tried,
            counties: self.counties,
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
            u64::from(incident.count),
            flags,
        ];
        if let Some(digest) = self.tried.get_mut(place) {
            for fact in facts {
                // FNV-1a over words.
                *digest = (*digest ^ fact.wrapping_add(1)).wrapping_mul(0x0100_0000_01B3);
            }
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

    #[test]
    fn pairs_part_on_the_first_day_that_differs() {
        let life = |tried: &[u64]| Life {
            rows: Rows::default(),
            mornings: Vec::new(),
            cells: Vec::new(),
            counties: 2,
            tried: tried.to_vec(),
        };
        let (a, b) = (life(&[1, 2, 3, 4, 5, 6]), life(&[1, 2, 3, 9, 0, 0]));
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
