//! How far the coverage of one conflict tells whether its bands are right. Days follow on each other and camps share what moves them, so that
//! few things are judged, however many camps and days there are.
//!
//! Source: none beyond the bands' own assumptions ([`super::forecast`]): errors walk by the turnover, and how widely is learned from five origins.

use crate::purpose::Purpose;
use amnok_chance::{Luck, Stream};

/// Coverage of 90 % bands that are right, over many forecasts of as many camps and days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// Below it are 5 of 100. Unit: share of camps and days.
    pub low: f64,
    /// Below it is one half.
    pub median: f64,
    /// Share of forecasts whose bands hold every camp on every day.
    pub whole: f64,
}

/// Forecasts that are made up.
const PATHS: u32 = 1_000;
/// About so many of the days are looked at.
const DAYS: usize = 100;

/// How widely errors walk, as it is learned.
#[derive(Clone, Copy)]
pub(super) struct Learned {
    /// From so many origins.
    pub origins: usize,
    /// The end of the middle nine tenths of Student's t of as many degrees.
    pub most: f64,
}

/// Of so many camps, two at least, over days on which the registered have turned over so much since the forecast.
pub(super) fn of_right_bands(turned: &[f64], camps: usize, learned: Learned) -> Coverage {
    let step = (turned.len() / DAYS).max(1);
    let turned: Vec<f64> = turned.iter().copied().skip(step - 1).step_by(step).collect();
    let mut all: Vec<f64> = (0..PATHS).map(|path| one(&turned, camps, learned, path)).collect();
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all[(share * f64::from(PATHS)) as usize];
    Coverage {
        low: at(0.05),
        median: at(0.5),
        whole: all.iter().filter(|coverage| **coverage >= 1.0).count() as f64 / f64::from(PATHS),
    }
}

/// Coverage of one: camps' errors are walks that add up to nothing, each of variance 1 for a turnover of 1, and what was learned of their width is
/// wrong as the mean of as many squares of normals is.
fn one(turned: &[f64], camps: usize, Learned { origins, most }: Learned, path: u32) -> f64 {
    let mut draws: Stream = Luck {
        seed: 0,
        replicate: path,
    }
    .at(Purpose::RightBands, 0, 0, 0);
    let squares: f64 = (0..origins).map(|_| draws.normal()).map(|x| x * x).sum();
    let learned = libm::sqrt(squares / origins as f64);
    let shared = libm::sqrt(1.0 - 1.0 / camps as f64);
    let (mut walks, mut before, mut held) = (vec![0.0; camps], 0.0, 0);
    for &turned in turned {
        let more = libm::sqrt(turned - before);
        walks.iter_mut().for_each(|walk| *walk += more * draws.normal());
        before = turned;
        let mean = walks.iter().sum::<f64>() / camps as f64;
        let within = |walk: &&f64| (**walk - mean).abs() <= most * learned * shared * libm::sqrt(turned);
        held += walks.iter().filter(within).count();
    }
    held as f64 / (turned.len() * camps) as f64
}

#[cfg(test)]
mod tests {
    use super::super::ahead::LEARNED;
    use super::*;

    /// Two camps on one day are one error, there and back: both are within or neither, nine times in ten. 1,000 forecasts, a fixed seed, 4 standard errors
    /// (level 6e-5); a share off by .05 is seen with power .9.
    #[test]
    fn one_error_is_within_nine_times_in_ten() {
        let found = of_right_bands(&[0.3], 2, LEARNED);
        assert!((found.whole - 0.9).abs() < 4.0 * 0.0095, "{found:?}");
        assert_eq!((found.low, found.median), (0.0, 1.0));
    }

    /// The more is judged that moves by itself, the nearer to nine tenths: of forty days that are each as far as all before them together, little is shared.
    #[test]
    fn what_is_judged_more_often_scatters_less() {
        let alike: Vec<f64> = (1..=40).map(|day| 1.0 + 0.001 * f64::from(day)).collect();
        let apart: Vec<f64> = (1..=40).map(|day| libm::pow(2.0, f64::from(day))).collect();
        let (alike, apart) = (of_right_bands(&alike, 3, LEARNED), of_right_bands(&apart, 3, LEARNED));
        assert!(alike.whole > 0.6 && apart.whole < 0.3, "{alike:?} {apart:?}");
        assert!(alike.low < apart.low, "{alike:?} {apart:?}");
    }
}
