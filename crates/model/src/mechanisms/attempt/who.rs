//! Who tries today: residents' own multipliers, and how they are asked one by one. How many try, where nobody is known by name:
//! [`super::counts`].

use super::{Group, Params};
use crate::Engine;
use crate::chance::Purpose;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::resident::{self, CLASSES};
use core::ops::Range;

/// Layers of candidates end at powers of two, from 2^−31 to 2^16: above any hazard that can be.
const LAYERS: usize = 48;

/// Residents' own multipliers, of mean 1 and at most `spread`: within a stratum residents are numbered by rising
/// multiplier `m(u) = spread · u^{spread−1}` of their rank `u`, in 64 classes of equal size, each with its mean. With them
/// the layers in which candidates are drawn.
#[derive(Clone, Debug, PartialEq)]
struct Multipliers {
    classes: [f64; CLASSES],
    layers: Vec<Layer>,
}

/// Waiting times of the day up to a power of two.
#[derive(Clone, Debug, PartialEq)]
struct Layer {
    high: f64,
    /// `1 − e^{−high}`: chance of one at all.
    all: f64,
    /// `1 − e^{−high/2}`: chance of one in the upper half, if not in the lower.
    upper: f64,
}

impl Multipliers {
    /// Class means: `64 · (b^spread − a^spread)` for the class of ranks `a` to `b`.
    fn new(spread: f64) -> Multipliers {
        let power = |class: usize| libm::pow(class as f64 / CLASSES as f64, spread);
        let layer = |number: usize| {
            let high = libm::exp2(number as f64 - 31.0);
            Layer {
                high,
                all: -libm::expm1(-high),
                upper: -libm::expm1(-high / 2.0),
            }
        };
        Multipliers {
            classes: core::array::from_fn(|class| CLASSES as f64 * (power(class + 1) - power(class))),
            layers: (0..LAYERS).map(layer).collect(),
        }
    }

    /// The largest.
    fn most(&self) -> f64 {
        self.classes[CLASSES - 1]
    }

    /// Multiplier of the resident of a rank among so many.
    fn of(&self, rank: u32, members: u32) -> f64 {
        self.classes[resident::class(rank, members)]
    }

    /// First rank whose multiplier is above `least` (`members` where there is none).
    fn first_above(&self, least: f64, members: u32) -> u32 {
        let class = self.classes.partition_point(|m| *m <= least);
        resident::ranks(class, members).start
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

/// Residents of a group who try today, ascending, added to `who`. `hazard` is before their own multipliers. Exact: a
/// resident tries iff his exponential waiting time of the day, of mean 1, is at most his hazard.
pub fn who(
    today: &Today,
    Asking { engine, multipliers }: &Asking,
    hazard: f64,
    group: Group,
    members: Range<u32>,
    who: &mut Vec<u32>,
) {
    if hazard <= 0.0 || members.is_empty() {
        return;
    }
    match engine {
        Engine::Exhaustive => multipliers.ask_everybody(today, hazard, group, members, who),
        Engine::Selective | Engine::Counts => multipliers.ask_candidates(today, hazard, group, members, who),
    }
}

impl Multipliers {
    /// One waiting time for each.
    fn ask_everybody(&self, today: &Today, hazard: f64, group: Group, members: Range<u32>, who: &mut Vec<u32>) {
        let (first, count) = (members.start, members.len() as u32);
        let place = resident::place(group.county, group.activity);
        who.extend(members.filter(|resident| {
            let u = today.draws(Purpose::Exhaustive, place, *resident).fine();
            -libm::log(u) <= hazard * self.of(resident - first, count)
        }));
    }

    /// Waiting times as points of a Poisson process, layer by layer and from the highest multiplier down, so that they are
    /// the same whatever the hazard is: only those are looked at who could try.
    fn ask_candidates(&self, today: &Today, hazard: f64, group: Group, members: Range<u32>, who: &mut Vec<u32>) {
        let (first, count) = (members.start, members.len() as u32);
        let bound = hazard * self.most();
        // The first layer is as wide as one candidate needs.
        let first_layer = 31 - count.ilog2() as usize;
        let (mut low, mut could) = (0.0, 0);
        for (number, layer) in self.layers.iter().enumerate().skip(first_layer) {
            if low >= bound {
                break;
            }
            let inside = if number == first_layer { layer.all } else { layer.upper };
            let mut draws = today.draws(Purpose::Candidates, group.county, group.layer(number));
            let surely = self.first_above(layer.high / hazard, count);
            let wait = 1.0 / (layer.high - low);
            let mut rank = i64::from(count);
            loop {
                rank -= 1 + (-libm::log(draws.uniform()) * wait) as i64;
                if rank < i64::from(could) {
                    break;
                }
                let (rank, u) = (rank as u32, draws.uniform());
                if rank >= surely || over(low, u * inside, hazard * self.of(rank, count)) {
                    who.push(first + rank);
                }
            }
            (low, could) = (layer.high, surely);
        }
        who.sort_unstable();
        who.dedup();
    }
}

/// Whether the waiting time `low − ln(1 − share)` is at most a limit. `share ≤ −ln(1 − share) ≤ share/(1 − share)`: mostly these decide, by more
/// than is ever rounded, and no logarithm is taken.
#[inline]
fn over(low: f64, share: f64, limit: f64) -> bool {
    const ROUNDED: f64 = 1e-12;
    if low + share > limit * (1.0 + ROUNDED) {
        return false;
    }
    low + share / (1.0 - share) < limit * (1.0 - ROUNDED) || low - libm::log1p(-share) <= limit
}

impl Group {
    /// By whom the draws of a layer of candidates are addressed.
    fn layer(self, number: usize) -> u32 {
        (self.stratum as u32) << 16 | (self.activity as u32) << 8 | number as u32
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
        let mut found = Vec::new();
        who(&today, &asking, hazard, group, members, &mut found);
        found
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
