//! Forecasts of camps' shares from a day on, each by itself.

use super::{Shares, normalised};

/// A forecast of shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// The weighted mean of the calibrated runs, whose error on the last day fades as their errors faded before.
    Fading,
    /// Who came before stays where they were registered last; who comes goes where those went who came in the later half of the known days.
    Newcomers,
    /// The weighted mean of the calibrated runs.
    Calibrated,
    /// The same, moved so that it begins at what was registered last.
    Anchored,
    /// Each camp keeps its share of the last day.
    LastShares,
}

/// What is known of the registered.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Shares of the camps by day; what follows the day of a forecast is not looked at.
    pub shares: &'a [Vec<f64>],
    /// People registered in all camps together by day, later days too: they are given to every forecast alike.
    pub totals: &'a [f64],
}

impl Forecast {
    /// All of them.
    pub const ALL: [Forecast; 5] = [
        Forecast::Fading,
        Forecast::Newcomers,
        Forecast::Calibrated,
        Forecast::Anchored,
        Forecast::LastShares,
    ];
    /// Those whose mean is the forecast: one that is told what moves people, and one that is told where they went, in equal parts.
    ///
    /// Source: Smith & Wallis 2009, "A simple explanation of the forecast combination puzzle": weights that are estimated from few errors do worse than
    /// equal ones.
    pub const MEANT: [Forecast; 2] = [Forecast::Fading, Forecast::Newcomers];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Forecast::Fading => "calibrated runs, their error fading as before",
            Forecast::Newcomers => "newcomers go where they went lately",
            Forecast::Calibrated => "calibrated runs",
            Forecast::Anchored => "calibrated runs, anchored at the last count",
            Forecast::LastShares => "last shares held constant",
        }
    }

    /// Shares of the days after `from`, as many as `runs` has: the mean of the calibrated runs by day, from the first on.
    pub fn shares(self, runs: &[Vec<f64>], known: Known<'_>, from: usize) -> Shares {
        let (last, after) = (&known.shares[from], from + 1..runs.len());
        match self {
            Forecast::Fading => moved(runs, last, from, remaining(runs, &known.shares[..=from])),
            Forecast::Newcomers => after.map(|day| joined(known, from, day)).collect(),
            Forecast::Calibrated => runs[after].to_vec(),
            Forecast::Anchored => moved(runs, last, from, 1.0),
            Forecast::LastShares => vec![last.clone(); after.len()],
        }
    }
}

/// Runs that are off on the day `from`, and by `remaining` of it after each day more.
fn moved(runs: &[Vec<f64>], last: &[f64], from: usize, remaining: f64) -> Shares {
    let one = |day: usize| {
        let left = libm::pow(remaining, (day - from) as f64);
        let camp = |camp: usize| (runs[day][camp] + left * (last[camp] - runs[from][camp])).max(0.0);
        normalised((0..last.len()).map(camp).collect())
    };
    (from + 1..runs.len()).map(one).collect()
}

/// Mean lives of an error that are tried. Unit: days.
const LIVES: [f64; 12] = [
    f64::INFINITY,
    1000.0,
    500.0,
    300.0,
    200.0,
    150.0,
    100.0,
    75.0,
    50.0,
    30.0,
    20.0,
    10.0,
];
/// About so many of the known days are compared with each other.
const COMPARED: usize = 40;

/// What remains of the runs' error after a day, if it fades evenly: by the mean life with which the errors of all known days tell each other best,
/// Σ abs(δ(t) − e^(−(t − s)/life)·δ(s)) over days s < t and camps.
fn remaining(runs: &[Vec<f64>], shares: &[Vec<f64>]) -> f64 {
    let errors: Vec<(f64, Vec<f64>)> = compared(shares.len())
        .filter(|day| shares[*day].iter().any(|share| *share > 0.0))
        .map(|day| {
            (
                day as f64,
                shares[day].iter().zip(&runs[day]).map(|(y, m)| y - m).collect(),
            )
        })
        .collect();
    let left = |life: f64| {
        let mut sum = 0.0;
        for (place, (day, error)) in errors.iter().enumerate() {
            for (before, then) in &errors[..place] {
                let kept = libm::exp(-(day - before) / life);
                sum += error
                    .iter()
                    .zip(then)
                    .map(|(now, then)| (now - kept * then).abs())
                    .sum::<f64>();
            }
        }
        sum
    };
    let all = LIVES.map(|life| (left(life), life));
    let best = all
        .into_iter()
        .reduce(|best, one| if one.0 < best.0 { one } else { best });
    libm::exp(-1.0 / best.map_or(f64::INFINITY, |best| best.1))
}

/// Which of so many known days are compared.
fn compared(known: usize) -> impl Iterator<Item = usize> {
    (0..known).step_by((known / COMPARED).max(1))
}

/// Shares on a day if those who are more than on the day `from` went where newcomers went in the later half of the days until then.
fn joined(known: Known<'_>, from: usize, day: usize) -> Vec<f64> {
    let people = |day: usize, camp: usize| known.shares[day][camp] * known.totals[day];
    let camps = 0..known.shares[from].len();
    let came: Vec<f64> = camps
        .clone()
        .map(|camp| (people(from, camp) - people(from / 2, camp)).max(0.0))
        .collect();
    if came.iter().sum::<f64>() <= 0.0 {
        return known.shares[from].clone();
    }
    let (came, more) = (normalised(came), (known.totals[day] - known.totals[from]).max(0.0));
    normalised(camps.map(|camp| people(from, camp) + more * came[camp]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs have half in each of two camps; registered are .9 in the first, less by a factor each day.
    fn fading(factor: f64) -> (Shares, Shares) {
        let seen = |day: u32| 0.5 + 0.4 * libm::pow(factor, f64::from(day));
        let seen = (0..200).map(seen).map(|share| vec![share, 1.0 - share]).collect();
        (vec![vec![0.5, 0.5]; 200], seen)
    }

    /// An error with a mean life of 50 days fades on as it did; one that stays, stays; a third of it that is left when it is known is a third of the first.
    #[test]
    fn an_error_fades_as_it_faded() {
        for (life, factor) in [(50.0, libm::exp(-1.0 / 50.0)), (f64::INFINITY, 1.0)] {
            let (runs, seen) = fading(factor);
            let known = Known {
                shares: &seen,
                totals: &[1000.0; 200],
            };
            let found = Forecast::Fading.shares(&runs, known, 99);
            assert_eq!(found.len(), 100);
            for (found, seen) in found.iter().zip(&seen[100..]) {
                assert!((found[0] - seen[0]).abs() < 1e-9, "{life}: {found:?} for {seen:?}");
            }
        }
    }

    /// Fewer say too little of how an error fades; the cost of all pairs grows with their square.
    #[test]
    fn forty_days_or_so_are_compared() {
        assert_eq!([30, 79, 80, 400].map(|known| compared(known).count()), [30, 79, 40, 40]);
    }

    /// 100 people on the first days, 40 of them in the first camp; 100 more come until day 20, of whom the first camp gets a quarter: 65 of 200. Of the next 200 a
    /// quarter too: 115 of 400. Where fewer are there than were, shares stay.
    #[test]
    fn newcomers_go_where_newcomers_went() {
        let shares: Shares = (0..41)
            .map(|day| if day < 15 { 0.4 } else { 0.325 })
            .map(|share| vec![share, 1.0 - share])
            .collect();
        let mut totals = [400.0; 41];
        totals[..15].fill(100.0);
        totals[15..21].fill(200.0);
        totals[40] = 150.0;
        let known = Known {
            shares: &shares,
            totals: &totals,
        };
        let found = Forecast::Newcomers.shares(&shares, known, 20);
        assert!((found[0][0] - 115.0 / 400.0).abs() < 1e-12, "{found:?}");
        assert!((found[19][0] - 0.325).abs() < 1e-12, "{found:?}");
        let still = Known {
            shares: &shares,
            totals: &[100.0; 41],
        };
        assert_eq!(Forecast::Newcomers.shares(&shares, still, 14)[0], shares[14]);
    }
}
