//! How little an observation may be expected by all others where the model is right.
//!
//! Held-out runs are observed with errors alone and fitted as the world is. In each, the observations that lie farthest from what the fit expects are left out in turn, and the smallest
//! chance is noted with which the others expect something as far off ([`amnok_infer::checks::Conflict::by_errors`]): of numbers and of bounds apart, since the chance of a number is that of
//! both tails, with errors alone on top of what the others expect, and the chance of a bound that it holds, with the discrepancy. Limits are what these stay above, in all but a half of 5 % of the worlds each. So, whatever emulator, likelihood and chains make of a chance,
//! something is named in at most one of twenty worlds in which the model is right. An observation beyond its limit needs the discrepancy: the model is off there, which the discrepancy then
//! keeps from bending all else.
//!
//! Source: Westfall & Young 1993, "Resampling-based multiple testing" (the distribution of the smallest of all chances, under no effect).

use super::{Prepared, Refused, quick};
use amnok_infer::checks::{Conflict, HeldOut, Seen};
use amnok_infer::likelihood::Observed;
use amnok_infer::weighted;

/// Chance with which something is named in a world in which the model is right.
pub const LEVEL: f64 = 0.05;

/// How many numbers and how many bounds of a world are left out: those that lie farthest off, among which the least expected one is.
const FARTHEST: usize = 5;

/// How unlikely is too unlikely.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// For numbers.
    pub numbers: Least,
    /// For floors, ceilings and ranges.
    pub bounds: Least,
}

/// The least chance with which something is expected where the model is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Least {
    /// An observation is named that all others expect with less than this chance.
    pub chance: f64,
    /// The smallest chance of any observation, of each world that it is from; 1 where there is none.
    pub of: Vec<f64>,
}

impl Least {
    fn of(of: Vec<f64>) -> Least {
        Least {
            chance: weighted::quantile(&of, &weighted::equal(of.len()), 0.5 * LEVEL),
            of,
        }
    }
}

impl Limit {
    /// The limit by so many runs of the prior that are not among `others`.
    ///
    /// # Errors
    /// [`Refused`] as for a fit to the other runs.
    pub fn of(of: &Prepared, worlds: usize, others: &[usize]) -> Result<Limit, Refused> {
        let held = of.held_out_beside(worlds.max(1), others);
        let out = HeldOut::of(&of.bank, &of.evidence.observed, quick(of.settings), &held)?;
        let smallest = out.each(Seen::WithErrorsAlone, |k, world| {
            let distances = out.distances(&world, &out.truths(k, &world));
            [false, true].map(|bound| {
                let chance = |o: usize| out.expected(k, &world, o).by_errors(world.observations[o].kind);
                let far = farthest(&distances, |o| world.observations[o].kind.is_bound() == bound);
                far.into_iter().map(chance).fold(1.0, f64::min)
            })
        });
        let (numbers, bounds) = smallest.into_iter().map(|[number, bound]| (number, bound)).unzip();
        Ok(Limit {
            numbers: Least::of(numbers),
            bounds: Least::of(bounds),
        })
    }

    /// Whether an observation is named.
    pub fn names(&self, conflict: &Conflict) -> bool {
        let least = if conflict.bound { &self.bounds } else { &self.numbers };
        conflict.by_errors < least.chance
    }

    /// The same limit for somebody who knows every reading of a world with these observations: no chance is taken twice there, so that each of a kind has an equal part
    /// of the level (Bonferroni).
    pub fn known(observed: &Observed, bound: bool) -> f64 {
        let of_the_kind = observed.observations.iter().filter(|o| o.kind.is_bound() == bound);
        0.5 * LEVEL / of_the_kind.count().max(1) as f64
    }

    /// The observations that are; the least expected first.
    pub fn beyond<'a>(&self, all: &'a [Conflict]) -> Vec<&'a Conflict> {
        let mut beyond: Vec<&Conflict> = all.iter().filter(|of| self.names(of)).collect();
        beyond.sort_by(|a, b| a.by_errors.total_cmp(&b.by_errors));
        beyond
    }

    /// In a sentence, with the names of those beyond it; `id` is that of the observation of a conflict.
    pub fn sentence<'a>(&self, all: &[Conflict], id: impl Fn(&Conflict) -> &'a str) -> String {
        let name = |of: &&Conflict| format!("{} ({})", id(of), shown(of.by_errors));
        let names: Vec<String> = self.beyond(all).iter().map(name).collect();
        // Where nothing of a kind was observed, no chance of it is the smallest.
        let kinds = [(&self.numbers, "a number, by errors alone"), (&self.bounds, "a bound")];
        let of_kinds = kinds.into_iter().filter(|(least, _)| least.chance < 1.0);
        let limits: Vec<String> = of_kinds
            .map(|(least, kind)| format!("{} ({kind})", shown(least.chance)))
            .collect();
        format!(
            "What all others expect with a chance below {} is named, as something is in 5 of 100 worlds in which the model is right ({} held-out runs, observed with errors alone): {}.",
            limits.join(" or "),
            self.numbers.of.len(),
            if names.is_empty() {
                "nothing".into()
            } else {
                names.join(", ")
            },
        )
    }
}

/// A chance with four digits behind the point, or how small it is.
fn shown(chance: f64) -> String {
    if chance < 1e-4 {
        format!("{chance:.0e}")
    } else {
        format!("{chance:.4}")
    }
}

/// Those of a kind that lie farthest off, the farthest first.
fn farthest(distances: &[f64], of_the_kind: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut far: Vec<usize> = (0..distances.len()).filter(|o| of_the_kind(*o)).collect();
    far.sort_by(|a, b| distances[*b].total_cmp(&distances[*a]));
    far.truncate(FARTHEST);
    far
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_infer::likelihood::{Observation, Statement};

    /// Of seven even ones five are left out, of the three odd ones all.
    #[test]
    fn five_of_a_kind_are_left_out_that_lie_farthest_off() {
        let distances = [
            0.1,
            9.0,
            3.0,
            0.0,
            2.0,
            8.0,
            0.5,
            f64::INFINITY,
            0.2,
            0.0,
            7.0,
            0.0,
            1.0,
        ];
        assert_eq!(farthest(&distances, |o| o % 2 == 0), [10, 2, 4, 12, 6]);
        assert_eq!(farthest(&distances, |o| [1, 5, 7].contains(&o)), [7, 1, 5]);
    }

    /// Of three counts it was said what chance a bound must have: 1.0000.
    #[test]
    fn a_kind_of_which_nothing_was_observed_has_no_limit() {
        let least = |chance| Least {
            chance,
            of: vec![chance; 20],
        };
        let said = |numbers, bounds| {
            let limit = Limit {
                numbers: least(numbers),
                bounds: least(bounds),
            };
            limit.sentence(&[], |_| "")
        };
        assert!(
            said(0.02, 1.0).starts_with(
                "What all others expect with a chance below 0.0200 (a number, by errors alone) is named, as"
            )
        );
        assert!(said(0.02, 0.5).contains("below 0.0200 (a number, by errors alone) or 0.5000 (a bound) is named, as"));
        // It was said to be 0.0000.
        assert!(said(3e-9, 1.0).contains("below 3e-9 (a number"));
    }

    /// A number whose discrepancy explains it is named where errors alone do not, and a bound by its own limit. The least expected comes first.
    #[test]
    fn what_errors_alone_do_not_explain_is_named() {
        let least = |chance| Least { chance, of: Vec::new() };
        let limit = Limit {
            numbers: least(0.01),
            bounds: least(0.001),
        };
        let conflict = |observation, by_errors, bound| Conflict {
            observation,
            percentile: 0.5,
            chance: 0.6,
            by_errors,
            bound,
            flagged: false,
            apart: false,
        };
        let all = [
            conflict(0, 0.009, false),
            conflict(1, 0.011, false),
            conflict(2, 0.005, false),
            conflict(3, 0.0011, true),
            conflict(4, 0.0009, true),
        ];
        let named: Vec<usize> = limit.beyond(&all).iter().map(|of| of.observation).collect();
        assert_eq!(named, [4, 2, 0]);
    }

    /// Numbers and bounds share 5 %: of a thousand worlds, 25 lie below each limit.
    #[test]
    fn each_kind_has_half_of_the_level() {
        let least = Least::of((1..=1000).rev().map(|n| f64::from(n) / 1000.0).collect());
        let below = least.of.iter().filter(|chance| **chance < least.chance).count();
        assert!((24..=25).contains(&below), "{below}");
    }

    /// Halved, the part of each turned nothing red. With every reading known, two numbers share 2.5 %, and three bounds as much.
    #[test]
    fn who_knows_every_reading_has_the_same_level() {
        let count = Statement::Count { count: 4.0, size: 9.0 };
        let (floor, ceiling) = (
            Statement::Floor { value: 1.0, error: 0.1 },
            Statement::Ceiling { value: 9.0, error: 0.1 },
        );
        let of = |kind| Observation {
            reading: 0,
            series: 0,
            kind,
        };
        let observed = Observed {
            scales: Vec::new(),
            series: Vec::new(),
            observations: [count, floor, count, ceiling, floor].map(of).to_vec(),
            wanted: Vec::new(),
        };
        assert!((Limit::known(&observed, false) - 0.0125).abs() < 1e-12);
        assert!((Limit::known(&observed, true) - 0.025 / 3.0).abs() < 1e-12);
    }
}
