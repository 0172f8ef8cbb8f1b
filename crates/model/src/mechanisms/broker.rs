//! Brokers: who finds a guard and somebody on the far bank for one who leaves, and sends money home. Some are caught, some give up where the
//! neighbour lets nobody move on, and others take their places later; the fewer are left, the more each asks. Reads orders; owns the brokers of
//! the counties and by how much they ask more.
//!
//! Source: brokers arrested in one city in one spring (brokers-2021); the price of the whole way rose fourfold and more (price-way-2024).
//! Assumed: rates, and how the price follows their number.

use crate::chance::Purpose;
use crate::facts::{BrokersArrested, Fact, Log};
use crate::given::{Border, County};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Brokers among a thousand residents at first; 0: they are not counted, and ask the same whatever comes.
        per_thousand: f64 = "persons", 0.0..=1000.0;
        /// Rate at which a broker is caught, but for a crackdown.
        caught_per_year: f64 = "per year", 0.0..=100.0;
        /// Rate at which a broker gives up where nobody may move on, on the far bank.
        give_up_per_year: f64 = "per year", 0.0..=400.0;
        /// Rate at which a place that is free is taken, where all may move on.
        return_per_year: f64 = "per year", 0.0..=100.0;
        /// Power by which a broker's margin follows how few are left.
        scarcity: f64 = "exponent", 0.0..=10.0;
    }
}

/// Brokers of a county at first.
fn usual(params: &Params, county: &County) -> u32 {
    libm::round(f64::from(county.residents) * params.per_thousand / 1000.0) as u32
}

/// What a broker's margin is multiplied by: `(usual / left)^scarcity`, half a broker being the least.
pub fn markup(params: &Params, usual: u32, left: u32) -> f64 {
    libm::pow(f64::from(usual) / f64::from(left).max(0.5), params.scarcity)
}

/// A day of brokers: with o the share of onward movement that is open, each is caught with hazard `caught · crackdown`, gives up with
/// `give_up · (1 − o)`, and each free place is taken with `return · o`.
pub fn step(today: &Today, params: &Params, border: Border, counties: &mut Counties, log: &mut impl Log) {
    for (c, county) in border.counties.iter().enumerate() {
        let usual = usual(params, county);
        if usual == 0 {
            continue;
        }
        if today.day == 0 {
            counties.brokers[c] = usual;
        }
        let (now, open) = (counties.brokers[c], today.standing.onward[c]);
        let chance = |per_year: f64| daily_probability(per_year / 365.0);
        let mut draws = today.draws(Purpose::Brokers, c, 0);
        let caught = draws.binomial(now, chance(params.caught_per_year * today.standing.crackdown[c]));
        let gone = draws.binomial(now - caught, chance(params.give_up_per_year * (1.0 - open)));
        let new = draws.binomial(usual - now, chance(params.return_per_year * open));
        counties.brokers[c] = now - caught - gone + new;
        counties.markup[c] = markup(params, usual, counties.brokers[c]);
        if caught > 0 {
            log.happened(&Fact::BrokersArrested(BrokersArrested {
                day: today.day,
                county: c as u16,
                persons: caught,
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_brokers_asks_for_twice_as_much_at_the_square_root() {
        let params = Params {
            scarcity: 0.5,
            ..Params::default()
        };
        assert_eq!(markup(&params, 100, 25), 2.0);
        assert_eq!(markup(&params, 100, 100), 1.0);
        assert!(markup(&params, 100, 0).is_finite());
    }
}
