//! Camps from a day on: the mean of two forecasts, and bands by how far such means were off before it.

use super::judged::{self, Coverage, Learned};
use super::{Forecast, Known, Shares, Trial, error, weights};
use crate::Spread;
use amnok_infer::weighted::{equal, quantile};
use std::f64::consts::FRAC_PI_2;

/// What is forecast of camps from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Camps {
    /// Weight of each trial, by its error until the day.
    pub weights: Vec<f64>,
    /// Shares of each of [`Forecast::ALL`] by itself, from the day after.
    pub each: [Shares; Forecast::ALL.len()],
    /// The error that each had from rolling origins before the day, on average.
    pub before: [f64; Forecast::ALL.len()],
    /// The error that their mean had.
    pub mean_before: f64,
    /// Bands of the camps' shares by day and camp, from the day after; their middle is the forecast.
    pub bands: Vec<Vec<Spread>>,
    /// How much the registered have turned over since, from the day after.
    turned: Vec<f64>,
}

impl Camps {
    /// What the share of later counts within the 90 % bands would be, were these right.
    pub fn coverage_if_right(&self) -> Coverage {
        judged::of_right_bands(&self.turned, self.bands[0].len(), LEARNED)
    }
}

/// Where rolling origins stand, as shares of the days that are known: early, so that they look as far ahead as the past allows.
const ORIGINS: [f64; 5] = [0.2, 0.3, 0.4, 0.5, 0.6];
/// What is learned from so few origins is itself unsure: Student's t of five degrees.
pub(super) const LEARNED: Learned = Learned {
    origins: ORIGINS.len(),
    most: 2.0150,
};
/// That over the normal, at the ends of the 50 and 90 % intervals.
const WIDER: [f64; 2] = [0.7267 / 0.6745, LEARNED.most / 1.6449];
/// Turnover of a day on which the registered are as many as on the day before. Assumed: some move all the same.
const DAY: f64 = 1e-4;

/// Forecasts from one origin.
struct From {
    origin: usize,
    weights: Vec<f64>,
    each: [Shares; Forecast::ALL.len()],
}

impl From {
    /// From what was registered until `origin`, to the day `to`.
    fn new(trials: &[Trial], known: Known<'_>, origin: usize, to: usize) -> From {
        let seen = &known.shares[..=origin];
        let errors: Vec<f64> = trials
            .iter()
            .map(|trial| error(&trial.shares[..=origin], seen))
            .collect();
        let weights = weights(&errors);
        let runs: Shares = (0..=to).map(|day| mean_of(trials, &weights, day)).collect();
        let each = Forecast::ALL.map(|of| of.shares(&runs, known, origin));
        From { origin, weights, each }
    }

    /// The mean of those that are meant, so many days after the first day ahead.
    fn mean(&self, ahead: usize) -> Vec<f64> {
        let of = Forecast::ALL.iter().zip(&self.each);
        let meant: Vec<&Vec<f64>> = of
            .filter(|(of, _)| Forecast::MEANT.contains(of))
            .map(|(_, shares)| &shares[ahead])
            .collect();
        (0..meant[0].len())
            .map(|camp| meant.iter().map(|shares| shares[camp]).sum::<f64>() / meant.len() as f64)
            .collect()
    }

    /// The mean on all days ahead.
    fn means(&self) -> Shares {
        (0..self.each[0].len()).map(|ahead| self.mean(ahead)).collect()
    }
}

/// The weighted mean of the runs on a day.
fn mean_of(trials: &[Trial], weights: &[f64], day: usize) -> Vec<f64> {
    let of = || trials.iter().zip(weights);
    let camp = |camp: usize| of().map(|(trial, w)| w * trial.shares[day][camp]).sum();
    (0..trials[0].shares[day].len()).map(camp).collect()
}

/// Forecasts the days after `until`, which lies before the last. Of what was registered later only the totals are looked at.
pub fn forecast(trials: &[Trial], known: Known<'_>, until: usize) -> Camps {
    let origins = ORIGINS.map(|share| (share * until as f64) as usize);
    let past = origins.map(|origin| From::new(trials, known, origin, until));
    let over = |of: &dyn Fn(&From) -> f64| past.iter().map(of).sum::<f64>() / past.len() as f64;
    let missed = |shares: &[Vec<f64>], origin: usize| error(shares, &known.shares[origin + 1..=until]);
    let before = std::array::from_fn(|place| over(&|from| missed(&from.each[place], from.origin)));
    let mean_before = over(&|from| missed(&from.means(), from.origin));
    let [half, most] = off(&past, known, until);
    let now = From::new(trials, known, until, known.totals.len() - 1);
    let turned = turnover(known.totals, until, known.totals.len() - 1);
    let bands = turned.iter().enumerate().map(|(ahead, turned)| {
        let wide = libm::sqrt(*turned);
        let band = |median: f64| Spread {
            low: moved(median, -most * wide),
            quarter: moved(median, -half * wide),
            median,
            three_quarters: moved(median, half * wide),
            high: moved(median, most * wide),
        };
        now.mean(ahead).into_iter().map(band).collect()
    });
    Camps {
        bands: bands.collect(),
        turned,
        before,
        mean_before,
        weights: now.weights,
        each: now.each,
    }
}

/// How much the registered turned over since the day `from`, until each day after it, `to` the last: Σ abs(ln of today's over yesterday's). Camps' shares
/// change as people come and go.
fn turnover(totals: &[f64], from: usize, to: usize) -> Vec<f64> {
    let of = |day: usize| libm::log(totals[day].max(1.0));
    let mut sum = 0.0;
    let one = |day: usize| {
        sum += DAY + (of(day) - of(day - 1)).abs();
        sum
    };
    (from + 1..=to).map(one).collect()
}

/// A share on the scale on which counted shares scatter alike, whatever they are.
///
/// Source: Bartlett 1936, "The square root transformation in analysis of variance", and after him arcsine of the root for shares.
fn angle(share: f64) -> f64 {
    libm::asin(libm::sqrt(share.clamp(0.0, 1.0)))
}

/// A share moved on that scale.
fn moved(share: f64, by: f64) -> f64 {
    let root = libm::sin((angle(share) + by).clamp(0.0, FRAC_PI_2));
    root * root
}

/// How far means were off from rolling origins, on the scale of [`angle`] over the root of the turnover: what half, and what nine tenths, of all camps
/// and days stay below, made wider since origins are few.
fn off(past: &[From], known: Known<'_>, until: usize) -> [f64; 2] {
    let mut all = Vec::new();
    for from in past {
        for (ahead, turned) in turnover(known.totals, from.origin, until).into_iter().enumerate() {
            let seen = &known.shares[from.origin + 1 + ahead];
            let one = |(f, y): (f64, &f64)| (angle(*y) - angle(f)).abs() / libm::sqrt(turned);
            all.extend(from.mean(ahead).into_iter().zip(seen).map(one));
        }
    }
    let at = |level: f64| quantile(&all, &equal(all.len()), level);
    [WIDER[0] * at(0.5), WIDER[1] * at(0.9)]
}

/// What became of a forecast.
pub struct Scored {
    /// The error of each of [`Forecast::ALL`].
    pub each: [f64; Forecast::ALL.len()],
    /// The error of the forecast.
    pub mean: f64,
    /// Shares of camps and days within the 50 and 90 % bands.
    pub within: [f64; 2],
}

/// What became of it, by what was registered later.
pub fn scored(camps: &Camps, registered: &[Vec<f64>], until: usize) -> Scored {
    let seen = &registered[until + 1..];
    let medians: Shares = camps
        .bands
        .iter()
        .map(|day| day.iter().map(|band| band.median).collect())
        .collect();
    let pairs = || {
        camps
            .bands
            .iter()
            .zip(seen)
            .flat_map(|(day, seen)| day.iter().zip(seen))
    };
    let count = pairs().count().max(1) as f64;
    let held = |inside: fn(&Spread, f64) -> bool| pairs().filter(|(band, y)| inside(band, **y)).count() as f64 / count;
    Scored {
        each: std::array::from_fn(|of| error(&camps.each[of], seen)),
        mean: error(&medians, seen),
        within: [
            held(|band, y| band.quarter <= y && y <= band.three_quarters),
            held(|band, y| band.low <= y && y <= band.high),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two camps over a hundred days; the first one's share goes from .5 to `end`, as one of 20 runs has it.
    fn world(end: f64) -> (Vec<Trial>, Shares) {
        let line = |end: f64| -> Shares {
            (0..100)
                .map(|day| 0.5 + (end - 0.5) * f64::from(day) / 99.0)
                .map(|share| vec![share, 1.0 - share])
                .collect()
        };
        let trial = |n: u32| Trial {
            values: None,
            shares: line(0.05 + 0.045 * f64::from(n)),
        };
        ((0..20).map(trial).collect(), line(end))
    }

    fn still(shares: &[Vec<f64>]) -> Known<'_> {
        Known {
            shares,
            totals: &[1000.0; 200][..shares.len()],
        }
    }

    /// As many are registered on every day, so that nobody is a newcomer and that forecast keeps shares. Runs move as the world does, by too little: their error is
    /// known, and more than half of what last shares are off by is gone. Both are too low, so that their mean is off by the mean of both.
    #[test]
    fn the_forecast_is_the_mean_of_two() {
        let (trials, seen) = world(0.95);
        let camps = forecast(&trials, still(&seen), 50);
        let found = scored(&camps, &seen, 50);
        let [fading, newcomers, calibrated, _, last] = found.each;
        assert_eq!((camps.bands.len(), newcomers), (49, last));
        assert!(fading < 0.6 * last && calibrated > last, "{:?}", found.each);
        assert!(
            (found.mean - 0.5 * (fading + newcomers)).abs() < 1e-12,
            "{}",
            found.mean
        );
        let [fading, newcomers, ..] = camps.before;
        assert!((camps.mean_before - 0.5 * (fading + newcomers)).abs() < 1e-12 && fading < newcomers);
    }

    /// 30 worlds of two camps whose log-odds walk by steps of .05, a hundred days known and a hundred ahead: of all camps and days together nine tenths
    /// are to lie in the 90 % band. Worlds are independent, days are not: the coverage of one world scatters by some .2, the mean of 30 by .04; allowed are
    /// three of these and what the bands are too narrow by, which are learned from one path.
    #[test]
    fn bands_of_walking_shares_hold() {
        let covered = |world: u32| {
            let mut luck = amnok_chance::Luck {
                seed: 3,
                replicate: world,
            }
            .at(9_u16, 0, 0, 0);
            let mut odds = 0.0;
            let seen: Shares = (0..200)
                .map(|_| {
                    odds += 0.05 * luck.normal();
                    let share = 1.0 / (1.0 + libm::exp(-odds));
                    vec![share, 1.0 - share]
                })
                .collect();
            let run = Trial {
                values: None,
                shares: vec![vec![0.5, 0.5]; 200],
            };
            scored(&forecast(&[run.clone(), run], still(&seen), 100), &seen, 100).within[1]
        };
        let mean = (0..30).map(covered).sum::<f64>() / 30.0;
        assert!((0.78..=0.98).contains(&mean), "{mean}");
    }

    /// Ten days on which a tenth more come each day, and one on which nobody does; a band reaches as far as that, and no share leaves 0 to 1.
    #[test]
    fn bands_grow_as_people_come_and_go() {
        let mut totals: Vec<f64> = (0..11).map(|day| 1000.0 * libm::pow(1.1, f64::from(day))).collect();
        totals.push(totals[10]);
        let found = turnover(&totals, 0, 11);
        assert!((found[9] - 10.0 * (libm::log(1.1) + 1e-4)).abs() < 1e-12, "{found:?}");
        assert!((found[10] - found[9] - 1e-4).abs() < 1e-12);
        assert!((angle(moved(0.3, 0.1)) - angle(0.3) - 0.1).abs() < 1e-12);
        assert_eq!((moved(0.01, -0.5), moved(0.99, 0.5)), (0.0, 1.0));
    }

    #[test]
    fn nothing_later_is_looked_at_but_totals() {
        let (trials, seen) = world(0.8);
        let mut other = seen.clone();
        other[51..].iter_mut().for_each(|day| *day = vec![0.0, 1.0]);
        assert_eq!(
            forecast(&trials, still(&seen), 50),
            forecast(&trials, still(&other), 50)
        );
    }
}
