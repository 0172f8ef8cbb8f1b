//! After the river: those who left settle in the neighbouring country, move on, are caught and sent back, or arrive where
//! arrivals are counted. Most who arrive in a year left years before, so the run begins with a stock of earlier leavers. Reads who
//! crossed to leave and what the neighbour's orders leave open; owns those abroad.
//!
//! A person's way is a chain: settled — (moves on) — the way — safe custody — arrival; or caught, held, sent back. Every stay is
//! exponential, so the time to arrive is hypoexponential and the ends are those of an absorbing Markov chain.
//!
//! Source: statistics of arrivals and their lags, repatriations by count and date (scenarios, evidence). Assumed: one rate for all who
//! are settled; those sent back do not try again within the run; the network is this chain (crates/displacement holds the general one).

use crate::chance::{Purpose, Stream};
use crate::facts::{Fact, Log, Step, StepAbroad};
use crate::given::Stratum;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::abroad::{Abroad, Next, Traveller, YEARS_BEFORE};
use crate::world::resident::Residents;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Persons settled abroad on the first day.
        stock: f64 = "persons", 0.0..=100_000_000.0;
        /// Rate at which one who is settled moves on.
        onward_per_year: f64 = "per year", 0.0..=100.0;
        /// Rate at which one who is settled is caught.
        caught_per_year: f64 = "per year", 0.0..=100.0;
        /// Share of those who leave who mean to move on at once.
        direct: f64 = "share", 0.0..=1.0;
        /// Mean wait before those who mean to move on at once set out.
        waiting_days: f64 = "days", 0.0..=3650.0;
        /// Mean length of the way to safety.
        travel_days: f64 = "days", 0.0..=3650.0;
        /// Chance of being caught on the way.
        caught_onward: f64 = "probability", 0.0..=1.0;
        /// Mean stay in safe custody before arrival.
        custody_days: f64 = "days", 0.0..=3650.0;
        /// Mean time for which those caught are held before they are sent back.
        held_days: f64 = "days", 0.0..=3650.0;
    }
}

/// Whole days of a stay of mean `mean`: `⌈mean · E⌉` with E exponential of mean 1, so that `P(more than k) = e^{−k/mean}`.
pub fn stay(mean: f64, draws: &mut Stream) -> u32 {
    libm::ceil(-mean * libm::log(draws.uniform())) as u32
}

/// What befalls somebody who sets out, and after how many days: caught on the way, or arrived after the way and the custody.
pub fn way(params: &Params, draws: &mut Stream) -> (Next, u32) {
    let travel = stay(params.travel_days, draws);
    if draws.uniform() < params.caught_onward {
        (Next::Caught, travel)
    } else {
        (Next::Arrives, travel + stay(params.custody_days, draws))
    }
}

/// On the first morning some of the stock have been on the way, or held, for up to a year: those who moved on or were caught, at the
/// usual rates, and have not come to an end since.
fn begin(today: &Today, params: &Params, abroad: &mut Abroad) {
    for c in 0..abroad.settled.len() {
        let stock: u32 = abroad.settled[c].iter().sum();
        let mut draws = today.draws(Purpose::Onward, 0, c as u32);
        let rate = params.onward_per_year + params.caught_per_year;
        let gone = draws.binomial(stock, daily_probability(rate));
        let mut left = stock;
        for _ in 0..gone {
            let ago = (draws.uniform() * 365.0) as u32;
            let moved = draws.uniform() * rate < params.onward_per_year;
            let (next, days) = if moved {
                way(params, &mut draws)
            } else {
                (Next::Caught, stay(params.held_days, &mut draws))
            };
            if days <= ago {
                continue;
            }
            let year = take_one(abroad, c, left, &mut draws);
            left -= 1;
            if moved {
                let (county, year) = (c as u16, year as u16);
                abroad.underway[c] += 1;
                enter(days - ago, Traveller { county, year, next }, abroad);
            } else {
                abroad.held[c] += 1;
            }
        }
    }
}

/// A day of those abroad. Returns the arrivals of each county of origin.
pub fn step(
    today: &Today,
    params: &Params,
    strata: &[Stratum],
    residents: &Residents,
    abroad: &mut Abroad,
    log: &mut impl Log,
) -> Vec<u32> {
    if today.day == 0 {
        begin(today, params, abroad);
    }
    let before = abroad.arrived.clone();
    for c in 0..before.len() {
        for ordinal in abroad.seen[c]..residents.abroad[c] {
            join(today, params, c, ordinal, abroad);
        }
        abroad.seen[c] = residents.abroad[c];
        abroad.held[c] += residents.held_abroad[c] - abroad.seen_held[c];
        abroad.seen_held[c] = residents.held_abroad[c];
        leave_settled(today, params, c, abroad, log);
    }
    for (number, traveller) in core::mem::take(&mut abroad.due[today.day as usize])
        .into_iter()
        .enumerate()
    {
        let mut draws = today.draws(Purpose::Onward, 1, number as u32);
        meet(today, params, traveller, &mut draws, abroad, log);
    }
    send_back(today, params, strata, abroad, log);
    let arrived = abroad.arrived.iter().zip(before);
    arrived.map(|(now, before)| now - before).collect()
}

/// Some of those held are sent back, where that is not halted. Of what stratum they are goes by who leaves.
fn send_back(today: &Today, params: &Params, strata: &[Stratum], abroad: &mut Abroad, log: &mut impl Log) {
    let chance = daily_probability(1.0 / params.held_days.max(1e-9));
    for c in 0..abroad.held.len() {
        if today.standing.returns_halted[c] || abroad.held[c] == 0 {
            continue;
        }
        let mut draws = today.draws(Purpose::SentBack, c, 0);
        let sent = draws.binomial(abroad.held[c], chance);
        abroad.held[c] -= sent;
        abroad.returned[c] += sent;
        let mut left = sent;
        let mut weights: f64 = strata.iter().map(tendency).sum();
        for (stratum, weight) in strata.iter().map(tendency).enumerate() {
            let share = if stratum + 1 == strata.len() {
                1.0
            } else {
                weight / weights
            };
            let persons = draws.binomial(left, share);
            (left, weights) = (left - persons, weights - weight);
            if persons > 0 {
                let stratum = stratum as u8;
                log.happened(&Fact::Abroad(StepAbroad {
                    stratum,
                    ..StepAbroad::new(today.day, c, persons, Step::SentBack)
                }));
            }
        }
    }
}

/// Share of a stratum among those who leave, before it is made to add up to 1.
fn tendency(stratum: &Stratum) -> f64 {
    stratum.share * stratum.leave
}

/// Somebody who crossed today: waits to move on at once, or settles.
fn join(today: &Today, params: &Params, county: usize, ordinal: u32, abroad: &mut Abroad) {
    // One who crosses has one such address, whatever the day.
    let mut draws = today.luck.at(Purpose::Abroad, county, ordinal, 0);
    let year = YEARS_BEFORE + today.day as usize / 365;
    if draws.uniform() < params.direct {
        let traveller = Traveller {
            county: county as u16,
            year: year as u16,
            next: Next::SetsOut,
        };
        abroad.underway[county] += 1;
        enter(
            today.day + stay(params.waiting_days, &mut draws).max(1),
            traveller,
            abroad,
        );
    } else {
        abroad.settled[county][year] += 1;
    }
}

/// Those settled who move on, or are caught, today. Who it is, is drawn from all years of leaving alike.
fn leave_settled(today: &Today, params: &Params, county: usize, abroad: &mut Abroad, log: &mut impl Log) {
    let settled: u32 = abroad.settled[county].iter().sum();
    if settled == 0 {
        return;
    }
    let mut draws = today.draws(Purpose::Settled, county, 0);
    let open = today.standing.onward[county];
    let (onward, caught) = (params.onward_per_year / 365.0 * open, params.caught_per_year / 365.0);
    let gone = draws.binomial(settled, daily_probability(onward + caught));
    for number in 0..gone {
        let year = take_one(abroad, county, settled - number, &mut draws);
        let traveller = Traveller {
            county: county as u16,
            year: year as u16,
            next: Next::Caught,
        };
        if draws.uniform() * (onward + caught) < onward {
            set_out(today, params, traveller, &mut draws, abroad, log);
        } else {
            abroad.held[county] += 1;
            log.happened(&went(today, county, 1, Step::Caught));
        }
    }
}

/// Takes one of `all` settled, by lot, out of the years of leaving and returns which year it was.
fn take_one(abroad: &mut Abroad, county: usize, all: u32, draws: &mut Stream) -> usize {
    let rank = (draws.uniform() * f64::from(all)) as u32;
    abroad.take_one(county, rank)
}

fn set_out(
    today: &Today,
    params: &Params,
    traveller: Traveller,
    draws: &mut Stream,
    abroad: &mut Abroad,
    log: &mut impl Log,
) {
    let (next, days) = way(params, draws);
    abroad.underway[traveller.county as usize] += 1;
    log.happened(&went(today, traveller.county as usize, 1, Step::SetOut));
    enter(today.day + days.max(1), Traveller { next, ..traveller }, abroad);
}

fn enter(day: u32, traveller: Traveller, abroad: &mut Abroad) {
    if let Some(due) = abroad.due.get_mut(day as usize) {
        due.push(traveller);
    }
}

/// What was due today for somebody on the way.
fn meet(
    today: &Today,
    params: &Params,
    traveller: Traveller,
    draws: &mut Stream,
    abroad: &mut Abroad,
    log: &mut impl Log,
) {
    let (county, year) = (traveller.county as usize, traveller.year as usize);
    abroad.underway[county] -= 1;
    match traveller.next {
        Next::SetsOut if draws.uniform() < today.standing.onward[county] => {
            set_out(today, params, traveller, draws, abroad, log);
        }
        Next::SetsOut => abroad.settled[county][year] += 1,
        Next::Caught => {
            abroad.held[county] += 1;
            log.happened(&went(today, county, 1, Step::Caught));
        }
        Next::Arrives => {
            abroad.arrived[county] += 1;
            let years = f64::from(today.day) / 365.0 - (year as f64 - YEARS_BEFORE as f64) - 0.5;
            let arrived = Step::Arrived {
                years: years.max(0.0),
                earlier: year < YEARS_BEFORE,
            };
            log.happened(&went(today, county, 1, arrived));
        }
    }
}

/// The fact that so many of a county took a step.
fn went(today: &Today, county: usize, persons: u32, step: Step) -> Fact {
    Fact::Abroad(StepAbroad::new(today.day, county, persons, step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;

    const LUCK: Luck = Luck { seed: 77, replicate: 0 };

    /// A way of two exponential stays: mean, variance and distribution of the hypoexponential law. 40,000 ways; each comparison at
    /// five standard errors (two-sided level 6e-7, below 5e-6 for all), a shift of a tenth of a day in the mean is always seen.
    #[test]
    fn the_way_takes_a_hypoexponential_time() {
        let params = Params {
            travel_days: 14.0,
            custody_days: 50.0,
            ..Params::default()
        };
        let n = 40_000;
        let times: Vec<f64> = (0..n)
            .map(|who| {
                let (next, days) = way(&params, &mut LUCK.at(Purpose::Onward, 0, who, 0));
                assert_eq!(next, Next::Arrives);
                f64::from(days)
            })
            .collect();
        let mean = times.iter().sum::<f64>() / f64::from(n);
        // A stay in whole days is geometric: its mean is 1/(1 − e^{−1/m}), its variance e^{−1/m}/(1 − e^{−1/m})².
        let law = |m: f64| {
            let q = libm::exp(-1.0 / m);
            (1.0 / (1.0 - q), q / ((1.0 - q) * (1.0 - q)))
        };
        let ((a, va), (b, vb)) = (law(14.0), law(50.0));
        assert!(
            (mean - a - b).abs() < 5.0 * libm::sqrt((va + vb) / f64::from(n)),
            "{mean}"
        );
        // P(more than k) of the sum of two geometric stays p, q: [(1−q)·p^k·p − (1−p)·q^k·q] / (p − q) shifted by the first day of each.
        let (p, q) = (libm::exp(-1.0 / 14.0), libm::exp(-1.0 / 50.0));
        for k in [10.0, 30.0, 60.0, 150.0] {
            let mut beyond = libm::pow(p, k);
            for first in 1..=(k as u32) {
                let first = f64::from(first);
                beyond += libm::pow(p, first - 1.0) * (1.0 - p) * libm::pow(q, k - first);
            }
            let share = times.iter().filter(|time| **time > k).count() as f64 / f64::from(n);
            let error = libm::sqrt(beyond * (1.0 - beyond) / f64::from(n));
            assert!((share - beyond).abs() < 5.0 * error, "{k}: {share} for {beyond}");
        }
    }

    #[test]
    fn some_are_caught_on_the_way_and_do_not_wait_for_custody() {
        let params = Params {
            travel_days: 10.0,
            custody_days: 1e6,
            caught_onward: 0.3,
            ..Params::default()
        };
        let ends: Vec<(Next, u32)> = (0..20_000)
            .map(|who| way(&params, &mut LUCK.at(Purpose::Onward, 0, who, 1)))
            .collect();
        let caught: Vec<u32> = ends.iter().filter(|e| e.0 == Next::Caught).map(|e| e.1).collect();
        let share = caught.len() as f64 / 20_000.0;
        assert!((share - 0.3).abs() < 5.0 * libm::sqrt(0.21 / 20_000.0), "{share}");
        assert!(caught.iter().all(|days| *days < 200));
    }
}
