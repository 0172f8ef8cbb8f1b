//! Who tries today: residents' own multipliers, and how they are asked one by one. How many try, where nobody is known by name:
//! [`super::counts`].

use super::{Group, Params};
use crate::Engine;
use crate::chance::Purpose;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::resident::{self, CLASSES};
use core::ops::Range;

/// Hazard of a day at which one surely tries: e^{−37} is less than any draw tells from nothing.
const SURELY: f64 = 37.0;

/// Residents' own multipliers, of mean 1 and at most `spread`: within a stratum residents are numbered by rising
/// multiplier `m(u) = spread · u^{spread−1}` of their rank `u`, in 64 classes of equal size, each with its mean.
#[derive(Clone, Debug, PartialEq)]
struct Multipliers {
    classes: [f64; CLASSES],
    /// Sum of the multipliers of the classes before each, and of all.
    below: [f64; CLASSES + 1],
}

impl Multipliers {
    /// Class means: `64 · (b^spread − a^spread)` for the class of ranks `a` to `b`.
    fn new(spread: f64) -> Multipliers {
        let power = |class: usize| libm::pow(class as f64 / CLASSES as f64, spread);
        let classes = core::array::from_fn(|class| CLASSES as f64 * (power(class + 1) - power(class)));
        let mut below = [0.0; CLASSES + 1];
        for (class, multiplier) in classes.iter().enumerate() {
            below[class + 1] = below[class] + multiplier;
        }
        Multipliers { classes, below }
    }
}

/// How residents are asked: by which engine, and with what multipliers of their own. Fixed for a run.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Who is asked.
    engine: Engine,
    /// Residents' own multipliers.
    multipliers: Multipliers,
}

impl Asking {
    /// By an engine, with multipliers of the spread given.
    pub fn new(engine: Engine, params: &Params) -> Asking {
        Asking {
            engine,
            multipliers: Multipliers::new(params.spread),
        }
    }
}

impl Asking {
    /// Chance that a resident of a class tries today where the hazard is so before his own multiplier.
    #[inline]
    pub fn chance(&self, hazard: f64, class: usize) -> f64 {
        daily_probability(hazard * self.multipliers.classes[class])
    }
}

/// Residents who were found to try, each once.
#[derive(Debug)]
pub struct Found {
    all: Vec<u32>,
    /// Whether anybody of such a number, by its last bits, is among them.
    marks: [u64; MARKS / 64],
}

/// Last bits of numbers that are told apart at once.
const MARKS: usize = 4096;

/// From so many on it is seen at the end who was found more than once.
const CROWD: usize = 512;

impl Default for Found {
    fn default() -> Found {
        Found {
            all: Vec::new(),
            marks: [0; MARKS / 64],
        }
    }
}

impl Found {
    /// Their numbers.
    pub fn all(&self) -> &[u32] {
        &self.all
    }

    fn clear(&mut self) {
        if !self.all.is_empty() {
            self.all.clear();
            self.marks.fill(0);
        }
    }

    #[inline]
    fn add(&mut self, resident: u32) {
        let (place, mark) = (resident as usize % MARKS / 64, 1_u64 << (resident % 64));
        let marked = self.marks[place] & mark != 0;
        if !(marked && self.all.len() < CROWD && self.all.contains(&resident)) {
            self.marks[place] |= mark;
            self.all.push(resident);
        }
    }

    /// When all are found.
    fn close(&mut self) {
        if self.all.len() >= CROWD {
            self.all.sort_unstable();
            self.all.dedup();
        }
    }
}

/// Residents of a group who try today, in the order in which they are found; `found` held others before. `hazard` is before their own
/// multipliers. Exact: a resident tries with the chance that an exponential waiting time of mean 1 is at most his hazard.
pub fn who(
    today: &Today,
    Asking { engine, multipliers }: &Asking,
    hazard: f64,
    group: Group,
    members: Range<u32>,
    found: &mut Found,
) {
    found.clear();
    if hazard <= 0.0 || members.is_empty() {
        return;
    }
    match engine {
        Engine::Exhaustive => multipliers.ask_everybody(today, hazard, group, members, found),
        Engine::Selective | Engine::Counts => multipliers.ask_candidates(today, hazard, group, members, found),
    }
}

impl Multipliers {
    /// One draw for each, class by class.
    fn ask_everybody(&self, today: &Today, hazard: f64, group: Group, members: Range<u32>, found: &mut Found) {
        let (first, count) = (members.start, members.len() as u32);
        let place = resident::place(group.county, group.activity);
        let each = today.luck.each(Purpose::Exhaustive, place, today.day);
        for (class, multiplier) in self.classes.iter().enumerate() {
            let Range { start, end } = resident::ranks(class, count);
            each.of(
                first + start..first + end,
                daily_probability(hazard * multiplier),
                |resident| {
                    found.all.push(resident);
                },
            );
        }
    }

    /// Waiting times as points of a Poisson process along the hazard, so that they are the same whatever the hazard is: a resident's first point is at
    /// his waiting time over his multiplier. Each point is somebody's, by multiplier; nobody is looked at who does not try.
    fn ask_candidates(&self, today: &Today, hazard: f64, group: Group, members: Range<u32>, found: &mut Found) {
        let (first, count) = (members.start, members.len() as u32);
        let surely = self.classes.partition_point(|m| hazard * m < SURELY);
        let before = resident::ranks(surely, count).start;
        found.all.extend(first + before..members.end);
        // Classes differ by one resident at most; a place that a class does not have is nobody's.
        let places = count.div_ceil(CLASSES as u32);
        let weight = self.below[surely];
        let mut left = hazard * f64::from(places) * weight;
        let mut draws = today
            .luck
            .fours(Purpose::Candidates, group.county, group.number(), today.day);
        loop {
            let four = draws.next();
            let Some(wait) = four.wait_within(left) else {
                found.close();
                return;
            };
            left -= wait;
            let lot = four.uniform() * weight;
            let class = self.below[1..surely].partition_point(|below| *below <= lot);
            let rank = resident::ranks(class, count).start + four.below(places);
            if rank < resident::ranks(class + 1, count).start {
                found.add(first + rank);
            }
        }
    }
}

impl Group {
    /// By whom the draws of its candidates are addressed.
    fn number(self) -> u32 {
        (self.stratum as u32) << 1 | self.activity as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;
    use crate::facts::Activity;
    use crate::world::orders_in_force::Standing;

    #[test]
    fn multipliers_have_mean_one_and_stay_below_their_bound() {
        for spread in [1.0, 1.5, 4.0, 50.0] {
            let Multipliers { classes, .. } = Multipliers::new(spread);
            assert!((classes.iter().sum::<f64>() / CLASSES as f64 - 1.0).abs() < 1e-12);
            assert!(classes.iter().all(|m| *m <= spread + 1e-12));
        }
    }

    /// Few and many, by numbers that share their last bits and by those that do not.
    #[test]
    fn whoever_is_found_again_is_found_once() {
        for (times, step) in [(40, 1), (40, MARKS as u32), (2_000, 1), (700, MARKS as u32)] {
            let mut found = Found::default();
            for _ in 0..2 {
                found.clear();
                for number in (0..times).chain(0..times).chain([0, times - 1]) {
                    found.add(7 + number * step);
                }
                found.close();
                let mut all = found.all().to_vec();
                all.sort_unstable();
                assert_eq!(all, (0..times).map(|number| 7 + number * step).collect::<Vec<_>>());
            }
        }
    }

    fn asked(day: u32, engine: Engine, spread: f64, hazard: f64, members: core::ops::Range<u32>) -> Vec<u32> {
        let standing = Standing::default();
        let today = Today::plain(day, Luck { seed: 5, replicate: 1 }, &standing);
        let params = Params {
            spread,
            ..Params::default()
        };
        let asking = Asking::new(engine, &params);
        let group = Group {
            county: 3,
            stratum: 1,
            activity: Activity::Smuggle,
        };
        let mut found = Found::default();
        who(&today, &asking, hazard, group, members, &mut found);
        let mut all = found.all().to_vec();
        all.sort_unstable();
        assert!(all.is_sorted_by(|a, b| a < b), "everybody once");
        all
    }

    /// Both engines against the closed form: mean number who try a day with hazard λ·m. Fixed seeds, 5 standard errors
    /// for each of six comparisons (family level 4e-6); a shift of 2 percent is seen with power > 0.99.
    #[test]
    fn engines_ask_the_same_number() {
        for (hazard, spread) in [(2e-4, 4.0), (3e-3, 4.0), (1e-3, 1.0)] {
            let Multipliers { classes, .. } = Multipliers::new(spread);
            let daily: f64 = classes.iter().map(|m| -libm::expm1(-hazard * m)).sum::<f64>() / CLASSES as f64;
            for (engine, days) in [(Engine::Selective, 200), (Engine::Exhaustive, 20)] {
                let total: usize = (0..days)
                    .map(|d| asked(d, engine, spread, hazard, 0..200_000).len())
                    .sum();
                let (total, expected) = (total as f64, daily * 200_000.0 * f64::from(days));
                assert!(
                    (total - expected).abs() < 5.0 * libm::sqrt(expected),
                    "{engine:?} {hazard}: {total} for {expected}"
                );
            }
        }
    }

    /// Closed form, class by class, where classes are of different size and some are empty: a resident tries with chance 1 − e^{−λ·m}. 3 × 64 shares of
    /// 4,000 days by each engine at 5 standard errors and fixed seeds: a false alarm in all once in 4,500; a class of one that is asked twice is seen.
    #[test]
    fn residents_of_every_class_try_as_often_as_their_multiplier_says() {
        let days = 4_000;
        let populations = [(40_u32, 1.0, 0.3), (100, 4.0, 0.5), (64, 2.0, 2.0)];
        let by_each = |of| [Engine::Selective, Engine::Exhaustive].map(|engine| (of, engine));
        for ((members, spread, hazard), engine) in populations.into_iter().flat_map(by_each) {
            let multipliers = Multipliers::new(spread);
            let mut tried = [0.0; CLASSES];
            for day in 0..days {
                for resident in asked(day, engine, spread, hazard, 500..500 + members) {
                    tried[resident::class(resident - 500, members)] += 1.0;
                }
            }
            for (class, tried) in tried.into_iter().enumerate() {
                let asked = f64::from(days) * resident::ranks(class, members).len() as f64;
                let chance = daily_probability(hazard * multipliers.classes[class]);
                let error = libm::sqrt(asked * chance * (1.0 - chance)).max(1.0);
                let expected = asked * chance;
                assert!(
                    (tried - expected).abs() <= 5.0 * error,
                    "{engine:?} {members} {class}: {tried} for {expected}"
                );
            }
        }
    }

    /// A hazard so large that nearly everybody tries asks nobody thousands of times.
    #[test]
    fn under_any_hazard_everybody_tries_once_at_most() {
        assert_eq!(
            asked(0, Engine::Selective, 1.0, 1e9, 5..3_005),
            (5..3_005).collect::<Vec<_>>()
        );
        let most = asked(0, Engine::Selective, 4.0, 1e3, 5..3_005);
        assert!(
            most.is_sorted_by(|a, b| a < b) && (2_000..3_000).contains(&most.len()),
            "{}",
            most.len()
        );
    }

    /// Common luck: raising the hazard only adds people.
    #[test]
    fn those_who_try_at_a_low_hazard_try_at_a_higher_one() {
        for day in 0..50 {
            let few = asked(day, Engine::Selective, 4.0, 1e-4, 500..90_000);
            let many = asked(day, Engine::Selective, 4.0, 7e-4, 500..90_000);
            assert!(!few.is_empty() && few.iter().all(|r| many.binary_search(r).is_ok()));
        }
    }
}
