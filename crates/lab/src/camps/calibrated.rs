//! A displacement calibrated on the counts until a day: points that were tried, what they are worth, what was learned of each setting, and the
//! camps from there on.

use super::{Camps, Known, Search, Shares, Trial, VARIED, Varied, error, forecast, registered, trials};
use crate::Spread;
use amnok_displacement::{Course, Displacement};
use std::sync::atomic::AtomicBool;

/// Fewest days that must be known.
pub const LEAST_DAYS: usize = 30;

/// A displacement calibrated until a day.
#[derive(Clone, Debug)]
pub struct Calibrated {
    /// The last day whose counts are used, from 0.
    pub until: usize,
    /// The settings of the folder, then every point.
    pub trials: Vec<Trial>,
    /// The error of each until the day.
    pub errors: Vec<f64>,
    /// The folder as it is, lived through.
    pub own: Course,
    /// Shares of the camps that were registered, by day.
    pub registered: Shares,
    /// What is forecast from the day on.
    pub camps: Camps,
}

/// What was learned of a setting.
pub struct LearnedSetting {
    /// The setting.
    pub varied: &'static Varied,
    /// 5 and 95 % of what was held likely.
    pub prior: [f64; 2],
    /// What is likely now.
    pub now: Spread,
    /// Share of the interval that is gone; below 0 where it grew.
    pub learned: f64,
}

/// Tries points of the settings and weighs them by the counts until a day; `None` where it was stopped. `each` is told of every run.
///
/// # Errors
/// In words, where too few days are known or to come, or the design is too small.
pub fn calibrate(
    world: &Displacement,
    until: usize,
    search: Search,
    stop: &AtomicBool,
    each: impl Fn() + Sync,
) -> Result<Option<Calibrated>, String> {
    let days = world.days as usize;
    if until + 1 < LEAST_DAYS || until + 1 >= days {
        return Err(format!(
            "of {days} days at least {LEAST_DAYS} must be known, and one to come"
        ));
    }
    let Some((trials, own)) = trials(world, search, stop, each)? else {
        return Ok(None);
    };
    let registered = registered(&own);
    let known = &registered[..=until];
    let counted = known.iter().filter(|day| day.iter().any(|share| *share > 0.0));
    let counted = counted.count();
    if counted < LEAST_DAYS {
        return Err(format!(
            "people are registered in camps on {counted} days until then; at least {LEAST_DAYS} are needed"
        ));
    }
    let errors = trials.iter().map(|trial| error(&trial.shares[..=until], known));
    let totals: Vec<f64> = own.rows.iter().map(|row| total(&row.registered)).collect();
    let all = Known {
        shares: &registered,
        totals: &totals,
    };
    Ok(Some(Calibrated {
        until,
        errors: errors.collect(),
        camps: forecast(&trials, all, until),
        trials,
        own,
        registered,
    }))
}

fn total(people: &[i64]) -> f64 {
    people.iter().sum::<i64>() as f64
}

impl Calibrated {
    /// People registered in camps together on a day.
    pub fn total(&self, day: usize) -> f64 {
        total(&self.own.rows[day].registered)
    }

    /// People forecast in a camp on a day; none on days that were known.
    pub fn people(&self, camp: usize, day: usize) -> Option<Spread> {
        let band = self.camps.bands.get(day.checked_sub(self.until + 1)?)?.get(camp)?;
        let all = self.total(day);
        Some(Spread::from_numbers(band.numbers().map(|share| share * all)))
    }

    /// The smallest error until the day.
    pub fn least_error(&self) -> f64 {
        self.errors.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// What was learned of each setting that varied.
    pub fn learned(&self) -> Vec<LearnedSetting> {
        let of_points = self.trials.iter().zip(&self.camps.weights);
        let (values, weights): (Vec<&Vec<f64>>, Vec<f64>) = of_points
            .filter_map(|(trial, weight)| Some((trial.values.as_ref()?, *weight)))
            .unzip();
        let one = |(place, varied): (usize, &'static Varied)| {
            let own: Vec<f64> = values.iter().map(|values| values[place]).collect();
            let now = Spread::weighted(&own, &weights);
            let prior = [0.05, 0.95].map(|share| varied.value(share));
            LearnedSetting {
                varied,
                prior,
                now,
                learned: 1.0 - (now.high - now.low) / (prior[1] - prior[0]),
            }
        };
        VARIED.iter().enumerate().map(one).collect()
    }
}
