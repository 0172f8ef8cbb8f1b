//! Flee's settings calibrated on what was registered until a day, and camps forecast from there.
//!
//! 1. Settings are drawn from ranges ([`VARIED`]) and each point is lived through once ([`trials`]). Of a run only the shares of the camps are
//!    looked at, day by day: totals are given to model and naive forecasts alike.
//! 2. A run's error until a day is its mean rescaled difference, Σ abs(share − registered share). Runs are weighted by exp(−(e − least e)/τ), τ such
//!    that they are worth a twentieth of all, at least ten ([`weights`]).
//! 3. The mean of two forecasts ([`Forecast::MEANT`]) goes on from the day ([`forecast`]). How far such means were off from rolling origins before the day,
//!    by the root of how much the registered turned over, gives the bands.
//!
//! Source: Beven & Binley 1992, "The future of distributed models" (weights by likelihood measures); Suleimenova, Bell & Groen 2017, "A generalized
//! simulation development approach for predicting refugee destinations" (the error).

mod ahead;
mod calibrated;
mod forecasts;
mod judged;
mod settings;

pub use ahead::{Camps, Scored, forecast, scored};
pub use calibrated::{Calibrated, LEAST_DAYS, LearnedSetting, calibrate};
pub use forecasts::{Forecast, Known};
pub use judged::Coverage;
pub use settings::{VARIED, Varied};

use crate::in_order;
use crate::sweep::Design;
use amnok_chance::Luck;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::{Course, Displacement, MovementEngine};
use amnok_infer::weighted::{effective_number, from_logarithms};
use std::sync::atomic::{AtomicBool, Ordering};

/// Shares of camps by day, summing to 1; all 0 where nobody is in any.
pub type Shares = Vec<Vec<f64>>;

/// One point of the settings, lived through.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The value of each setting that varied, in the order of [`VARIED`]; none for the settings of the folder.
    pub values: Option<Vec<f64>>,
    /// What it came to.
    pub shares: Shares,
}

/// How many points are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Points, beside the settings of the folder.
    pub points: u32,
    /// Seed of points and luck.
    pub seed: u64,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

/// Shares of numbers of people.
fn shares_of(people: &[i64]) -> Vec<f64> {
    normalised(people.iter().map(|of| *of as f64).collect())
}

/// Numbers by their sum; all 0 where that is.
fn normalised(numbers: Vec<f64>) -> Vec<f64> {
    let all: f64 = numbers.iter().sum();
    numbers
        .into_iter()
        .map(|of| if all > 0.0 { of / all } else { 0.0 })
        .collect()
}

/// What was registered, by day.
pub fn registered(course: &Course) -> Shares {
    course.rows.iter().map(|row| shares_of(&row.registered)).collect()
}

/// The settings of the folder, then every point, each lived through; `None` where it was stopped. `each` is told of every run.
///
/// # Errors
/// In words, where the design is too small.
pub fn trials(
    world: &Displacement,
    search: Search,
    stop: &AtomicBool,
    each: impl Fn() + Sync,
) -> Result<Option<(Vec<Trial>, Course)>, String> {
    let unit = Design::Latin.points(VARIED.len(), search.points, search.seed)?;
    let live = |number: u32| {
        let mut world = world.clone();
        let values = number.checked_sub(1).map(|point| {
            let values: Vec<f64> = VARIED
                .iter()
                .zip(&unit[point as usize])
                .map(|(varied, at)| varied.value(*at))
                .collect();
            for (varied, value) in VARIED.iter().zip(&values) {
                (varied.set)(&mut world.network.rules, *value);
            }
            values
        });
        let luck = Luck {
            seed: search.seed,
            replicate: number,
        };
        let on = || !stop.load(Ordering::Relaxed);
        let course = world.run_while(&Schedule::new(&world), luck, MovementEngine::Cohorts, on)?;
        each();
        Some((values, course))
    };
    let mut all = Vec::new();
    let mut own = None;
    let keep = |_, lived: Option<(Option<Vec<f64>>, Course)>| {
        let (values, course) = lived.ok_or(())?;
        let shares = course.rows.iter().map(|row| shares_of(&row.simulated)).collect();
        own.get_or_insert(course);
        all.push(Trial { values, shares });
        Ok::<(), ()>(())
    };
    let numbers: Vec<u32> = (0..=search.points).collect();
    let whole = in_order(&numbers, search.threads, stop, live, keep).is_ok();
    Ok(own
        .filter(|_| whole && all.len() == numbers.len())
        .map(|own| (all, own)))
}

/// Mean over some days of Σ abs(share − registered share): 0 to 2; days on which nobody is registered do not count.
pub fn error(shares: &[Vec<f64>], registered: &[Vec<f64>]) -> f64 {
    let days = shares
        .iter()
        .zip(registered)
        .filter(|(_, seen)| seen.iter().any(|share| *share > 0.0));
    let (mut sum, mut count) = (0.0, 0.0);
    for (simulated, seen) in days {
        sum += simulated.iter().zip(seen).map(|(a, b)| (a - b).abs()).sum::<f64>();
        count += 1.0;
    }
    sum / f64::max(count, 1.0)
}

/// Least number of runs that weights are worth.
const LEAST: f64 = 10.0;
/// Share of the runs that weights are worth.
const SHARE: f64 = 0.05;

/// The weight of each trial by its errors until a day, summing to 1.
pub fn weights(errors: &[f64]) -> Vec<f64> {
    let least = errors.iter().copied().fold(f64::INFINITY, f64::min);
    let wanted = (SHARE * errors.len() as f64).max(LEAST).min(0.9 * errors.len() as f64);
    let at = |scale: f64| from_logarithms(&errors.iter().map(|e| -(e - least) / scale).collect::<Vec<f64>>());
    let mut scale = 1e-4;
    while effective_number(&at(scale)) < wanted && scale < 1e3 {
        scale *= 1.1;
    }
    at(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_count_days_on_which_somebody_is_registered() {
        let simulated = [vec![0.5, 0.5], vec![1.0, 0.0], vec![0.9, 0.1]];
        let seen = [vec![0.0, 0.0], vec![0.75, 0.25], vec![0.9, 0.1]];
        assert!((error(&simulated, &seen) - 0.25).abs() < 1e-12);
        assert_eq!(error(&simulated, &[vec![0.0, 0.0]]), 0.0);
        assert_eq!(shares_of(&[0, 0]), [0.0, 0.0]);
    }

    /// 400 errors: the weights are worth twenty, and the better run always has more.
    #[test]
    fn weights_are_worth_a_twentieth_and_fall_with_the_error() {
        let errors: Vec<f64> = (0..400).map(|n| 0.1 + 0.002 * f64::from(n)).collect();
        let found = weights(&errors);
        let effective = effective_number(&found);
        assert!((20.0..24.0).contains(&effective), "{effective}");
        assert!(found.windows(2).all(|pair| pair[0] > pair[1]));
    }
}
