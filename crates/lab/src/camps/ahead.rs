//! Forecasts of camps' shares from a day on, mixed by how they would have done before it, with bands.

use super::{Shares, Trial, error, weights};
use crate::Spread;
use amnok_infer::weighted::{equal, quantile};

/// A forecast of shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// The weighted mean of the calibrated runs.
    Calibrated,
    /// The same, moved so that it begins at what was registered last.
    Anchored,
    /// Each camp keeps its share of the last day.
    LastShares,
    /// Each camp keeps its share of the first day on which anybody is registered.
    FirstShares,
}

impl Forecast {
    /// All of them.
    pub const ALL: [Forecast; 4] = [
        Forecast::Calibrated,
        Forecast::Anchored,
        Forecast::LastShares,
        Forecast::FirstShares,
    ];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Forecast::Calibrated => "calibrated runs",
            Forecast::Anchored => "calibrated runs, anchored at the last count",
            Forecast::LastShares => "last shares held constant",
            Forecast::FirstShares => "first shares held constant",
        }
    }

    /// Shares of the days from `from` to `to`, from what was registered until `from`, that day included, and runs with their weights.
    fn shares(self, (trials, weights): (&[Trial], &[f64]), registered: &[Vec<f64>], from: usize, to: usize) -> Shares {
        let last = &registered[from];
        let first = registered[..=from]
            .iter()
            .find(|day| day.iter().any(|share| *share > 0.0))
            .unwrap_or(last);
        let mean = |day: usize| -> Vec<f64> {
            let camp = |camp: usize| {
                trials
                    .iter()
                    .zip(weights)
                    .map(|(trial, w)| w * trial.shares[day][camp])
                    .sum()
            };
            (0..last.len()).map(camp).collect()
        };
        let begun = mean(from);
        let one = |day: usize| match self {
            Forecast::Calibrated => mean(day),
            Forecast::LastShares => last.clone(),
            Forecast::FirstShares => first.clone(),
            Forecast::Anchored => {
                let moved = mean(day)
                    .into_iter()
                    .zip(&begun)
                    .zip(last)
                    .map(|((now, then), seen)| (now - then + seen).max(0.0));
                let moved: Vec<f64> = moved.collect();
                let all: f64 = moved.iter().sum();
                moved.iter().map(|share| share / all.max(1e-12)).collect()
            }
        };
        (from + 1..=to).map(one).collect()
    }
}

/// What is forecast of camps from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Camps {
    /// Weight of each trial, by its error until the day.
    pub weights: Vec<f64>,
    /// Weight of each forecast, in the order of [`Forecast::ALL`].
    pub mixture: [f64; 4],
    /// Shares of every forecast by itself, from the day after.
    pub each: [Shares; 4],
    /// Bands of the camps' shares by day and camp, from the day after; their middle is the forecast.
    pub bands: Vec<Vec<Spread>>,
}

/// Where rolling origins stand, as shares of the days that are known: early, so that they look as far ahead as the past allows.
const ORIGINS: [f64; 5] = [0.2, 0.3, 0.4, 0.5, 0.6];
/// Student's t of five degrees (as many as origins) over the normal, at the ends of the 50 and 90 % intervals: what is learned from so few is itself unsure.
const WIDER: [f64; 2] = [0.7267 / 0.6745, 2.0150 / 1.6449];
/// Added to shares before logarithms are taken.
const SMALL: f64 = 0.005;
/// Steps of each weight of a mixture.
const STEPS: usize = 10;

/// Forecasts the days after `until`, which lies before the last. Nothing that was registered later is looked at.
pub fn forecast(trials: &[Trial], registered: &[Vec<f64>], until: usize) -> Camps {
    let days = registered.len();
    let known = &registered[..=until];
    let by_error = |until: usize| {
        let errors: Vec<f64> = trials
            .iter()
            .map(|trial| error(&trial.shares[..=until], known))
            .collect();
        weights(&errors)
    };
    let from_origin = |origin: usize, to: usize| {
        let weights = by_error(origin);
        let each = Forecast::ALL.map(|of| of.shares((trials, &weights), known, origin, to));
        (weights, each)
    };
    let origins: Vec<usize> = ORIGINS.iter().map(|share| (share * until as f64) as usize).collect();
    let past: Vec<(usize, [Shares; 4])> = origins
        .iter()
        .map(|origin| (*origin, from_origin(*origin, until).1))
        .collect();
    let mixture = best(&past, known);
    let (half, most) = off(&past, known);
    let (weights, each) = {
        let weights = by_error(until);
        let each = Forecast::ALL.map(|of| of.shares((trials, &weights), known, until, days - 1));
        (weights, each)
    };
    let bands = (0..days - 1 - until).map(|ahead| {
        let wide = libm::sqrt(ahead as f64 + 1.0);
        let band = |median: f64| {
            let moved = |by: f64| ((median + SMALL) * libm::exp(by) - SMALL).clamp(0.0, 1.0);
            Spread {
                low: moved(-most * wide),
                quarter: moved(-half * wide),
                median,
                three_quarters: moved(half * wide),
                high: moved(most * wide),
            }
        };
        mixed(&each, &mixture, ahead).into_iter().map(band).collect()
    });
    Camps {
        bands: bands.collect(),
        weights,
        mixture,
        each,
    }
}

/// The mixture of a day's forecasts.
fn mixed(each: &[Shares; 4], mixture: &[f64; 4], ahead: usize) -> Vec<f64> {
    let camps = each[0].get(ahead).map_or(0, Vec::len);
    let camp = |camp: usize| each.iter().zip(mixture).map(|(of, w)| w * of[ahead][camp]).sum();
    (0..camps).map(camp).collect()
}

/// The mixture with the smallest error from rolling origins, over the farther half of the days ahead, of all whose weights are tenths.
fn best(past: &[(usize, [Shares; 4])], known: &[Vec<f64>]) -> [f64; 4] {
    let mut found = (f64::INFINITY, [0.25; 4]);
    for a in 0..=STEPS {
        for b in 0..=STEPS - a {
            for c in 0..=STEPS - a - b {
                let mixture = [a, b, c, STEPS - a - b - c].map(|w| w as f64 / STEPS as f64);
                let errors = past.iter().map(|(origin, each)| {
                    let half = each[0].len() / 2;
                    let shares: Shares = (half..each[0].len())
                        .map(|ahead| mixed(each, &mixture, ahead))
                        .collect();
                    error(&shares, &known[origin + 1 + half..])
                });
                let sum: f64 = errors.sum();
                if sum < found.0 - 1e-12 {
                    found = (sum, mixture);
                }
            }
        }
    }
    found.1
}

/// How far mixtures were off from rolling origins, each chosen on the other origins alone, on the log scale over the root of the days ahead: what half,
/// and what nine tenths, of all camps and days stay below.
fn off(past: &[(usize, [Shares; 4])], known: &[Vec<f64>]) -> (f64, f64) {
    let mut all = Vec::new();
    for (place, (origin, each)) in past.iter().enumerate() {
        let others: Vec<(usize, [Shares; 4])> = past[..place].iter().chain(&past[place + 1..]).cloned().collect();
        let mixture = best(&others, known);
        for ahead in 0..each[0].len() {
            let seen = &known[origin + 1 + ahead];
            let wide = libm::sqrt(ahead as f64 + 1.0);
            let one = |(f, y): (f64, &f64)| libm::fabs(libm::log((y + SMALL) / (f + SMALL))) / wide;
            all.extend(mixed(each, &mixture, ahead).into_iter().zip(seen).map(one));
        }
    }
    let at = |level: f64| {
        if all.is_empty() {
            0.0
        } else {
            quantile(&all, &equal(all.len()), level)
        }
    };
    (WIDER[0] * at(0.5), WIDER[1] * at(0.9))
}

/// What became of a forecast: the error of each of [`Forecast::ALL`] and of their mixture, and the shares of camps and days within the 50 and 90 % bands.
pub fn scored(camps: &Camps, registered: &[Vec<f64>], until: usize) -> ([f64; 4], f64, [f64; 2]) {
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
    let errors = [0, 1, 2, 3].map(|of| error(&camps.each[of], seen));
    let within = [
        held(|band, y| band.quarter <= y && y <= band.three_quarters),
        held(|band, y| band.low <= y && y <= band.high),
    ];
    (errors, error(&medians, seen), within)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two camps over a hundred days; the first one's share goes from .5 to `end`, as one of 20 runs has it. From day 50: where the runs are right they
    /// are taken, where nothing moves what is held constant is as good, and bands hold.
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

    #[test]
    fn runs_that_were_right_before_are_taken() {
        let (trials, seen) = world(0.95);
        let found = forecast(&trials, &seen, 50);
        let (errors, mixture, _) = scored(&found, &seen, 50);
        assert!(
            mixture < 0.6 * errors[2] && errors[3] > errors[2],
            "{mixture} {errors:?}"
        );
        assert!(found.mixture[2] + found.mixture[3] < 0.4, "{:?}", found.mixture);
        assert_eq!(found.bands.len(), 49);
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
            let still = Trial {
                values: None,
                shares: vec![vec![0.5, 0.5]; 200],
            };
            scored(&forecast(&[still.clone(), still], &seen, 100), &seen, 100).2[1]
        };
        let mean = (0..30).map(covered).sum::<f64>() / 30.0;
        assert!((0.78..=0.98).contains(&mean), "{mean}");
    }

    /// A camp of a thousandth where two were expected, one day ahead: off by ln(7/6), since half a percent is added to both, and that times Student's t.
    #[test]
    fn small_camps_count_by_shares_and_not_by_factors() {
        let day = |share: f64| vec![vec![share]];
        let past = [(0, [day(0.001), day(0.001), day(0.001), day(0.001)])];
        let (half, most) = off(&past, &[vec![0.5], vec![0.002]]);
        let expected = libm::log(7.0 / 6.0);
        assert!((half - 0.7267 / 0.6745 * expected).abs() < 1e-12, "{half}");
        assert!((most - 2.0150 / 1.6449 * expected).abs() < 1e-12, "{most}");
    }

    #[test]
    fn nothing_later_is_looked_at() {
        let (trials, seen) = world(0.8);
        let mut other = seen.clone();
        other[51..].iter_mut().for_each(|day| *day = vec![0.0, 1.0]);
        assert_eq!(forecast(&trials, &seen, 50), forecast(&trials, &other, 50));
    }
}
