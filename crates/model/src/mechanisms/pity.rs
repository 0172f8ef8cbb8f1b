//! Families and pity: residents see young soldiers at the works, and families learn at the year's end which soldiers died. Reads orders and the
//! news of the day; owns `mourned` and `learned_of` of the counties. [`super::belief`] asks its rules: morale falls by what they say, and with
//! it rise sympathy and what is told to outlets.
//!
//! Source: s001-pity-for-soldiers, s001-death-notice-yearend. Assumed: both numbers; that a death moves the county where it happened.

use crate::facts::Topic;
use crate::mechanisms::officials::held_until;
use crate::parameter::numbers;
use crate::record::news::News;
use crate::today::Today;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Loss of morale per builder at the works per resident.
        builders: f64 = "per builder per resident", 0.0..=1000.0;
        /// Loss of morale per soldier's death that families learn of per thousand residents.
        families: f64 = "per death and 1000 residents", 0.0..=10.0;
    }
}

/// The day of a year on which families learn (s001-death-notice-yearend).
const NOTICE: (i8, i8) = (12, 31);

/// Loss of implied morale at the sight of builders: `builders · workers / residents`.
pub fn sight(params: &Params, workers: f64, residents: f64) -> f64 {
    params.builders * workers / residents
}

/// Loss of morale by what families learn today: `families · deaths / (residents / 1000)`.
pub fn grief(params: &Params, deaths: u32, residents: f64) -> f64 {
    params.families * f64::from(deaths) / (residents / 1000.0)
}

/// Soldiers who died at work or on mines are mourned from the last day of the year on.
pub fn step(today: &Today, news: &News, counties: &mut Counties) {
    let notice = held_until(today.start, today.day, NOTICE) == today.day;
    for c in 0..counties.mourned.len() {
        let died = [Topic::WorkerDeaths, Topic::MineSoldierDeaths].map(|topic| news.count(c, topic, false));
        counties.mourned[c] += died[0] + died[1];
        counties.learned_of[c] = match notice {
            true => core::mem::take(&mut counties.mourned[c]),
            false => 0,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn morale_falls_by_builders_in_sight_and_deaths_learned_of() {
        let params = Params {
            builders: 2.0,
            families: 0.1,
        };
        assert!((sight(&params, 500.0, 20_000.0) - 0.05).abs() < 1e-12);
        assert!((grief(&params, 4, 20_000.0) - 0.02).abs() < 1e-12);
    }
}
