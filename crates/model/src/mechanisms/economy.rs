//! What a county lives on: official and informal trade, and the distress where they fall away. Reads trade of the month through
//! the crossings, lockdown, the epidemic and money sent home; owns goods, `informal`, `trade` and `distress` of the counties.
//!
//! Assumed: distress adds up over its causes, and informal trade counts as usual while its baseline is being taken.

use crate::facts::{Fact, Goods, Log, Shortfall};
use crate::parameter::numbers;
use crate::today::Today;
use crate::world::county::Counties;
use crate::world::epidemic::Epidemic;
use crate::world::remittance::Remittances;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Distress from a full stop of official trade.
        trade: f64 = "units of distress", 0.0..=10.0;
        /// Distress from a full stop of informal trade.
        smuggling: f64 = "units of distress", 0.0..=10.0;
        /// Distress from a full lockdown.
        lockdown: f64 = "units of distress", 0.0..=10.0;
        /// Distress where everybody is ill at once.
        epidemic: f64 = "units of distress", 0.0..=1000.0;
        /// Distress from a full stop of money sent home.
        remittances: f64 = "units of distress", 0.0..=10.0;
        /// Days over which informal trade is averaged.
        window_days: f64 = "days", 1.0..=365.0;
        /// Days at the start over which the baseline of informal trade is taken; within them informal trade counts as normal.
        baseline_days: f64 = "days", 1.0..=3650.0;
        /// Value of the goods of one smuggling run.
        goods_per_run: f64 = "currency", 0.0..=10000000.0;
    }
}

/// What a county lives on today, against what is usual.
#[derive(Clone, Copy, Debug)]
pub struct Conditions {
    /// Official trade against the base year.
    pub trade: f64,
    /// Informal trade against the baseline.
    pub informal: f64,
    /// Degree of lockdown.
    pub lockdown: f64,
    /// Share of residents who are infectious.
    pub ill: f64,
    /// Money sent home against the baseline.
    pub remittances: f64,
}

/// Distress: `a_T(1−T) + a_S(1−S)⁺ + a_L·L + a_E·I + a_R(1−M)`, 0 at baseline; never below 0.
pub fn distress(params: &Params, now: Conditions) -> f64 {
    let trade = params.trade * (1.0 - now.trade) + params.smuggling * (1.0 - now.informal).max(0.0);
    let kin = params.remittances * (1.0 - now.remittances);
    (trade + params.lockdown * now.lockdown + params.epidemic * now.ill + kin).max(0.0)
}

/// Informal trade of the window against baseline, and distress; opens today's place in the window.
pub fn step(today: &Today, params: &Params, epidemic: &Epidemic, remittances: &Remittances, counties: &mut Counties) {
    let baseline_days = params.baseline_days.max(1.0);
    for (c, lockdown) in today.standing.lockdown.iter().enumerate() {
        let window = counties.goods[c].len() as f64;
        if f64::from(today.day) >= baseline_days && counties.goods_baseline[c] > 0.0 {
            let recent: f64 = counties.goods[c].iter().sum::<f64>() / window;
            counties.informal[c] = recent / (counties.goods_baseline[c] / baseline_days);
        }
        let now = Conditions {
            trade: today.trade_at(c),
            informal: counties.informal[c],
            lockdown: *lockdown,
            ill: epidemic.prevalence(c),
            remittances: remittances.index[c],
        };
        counties.trade[c] = now.trade;
        counties.distress[c] = distress(params, now);
        let place = today.day as usize % counties.goods[c].len();
        counties.goods[c][place] = 0.0;
    }
}

/// Value of goods a day short of the baseline: `(1 − S)⁺ · baseline`. 0 while the baseline is being taken.
pub fn income_lost(params: &Params, county: usize, counties: &Counties) -> f64 {
    let usual = counties.goods_baseline[county] / params.baseline_days.max(1.0);
    (1.0 - counties.informal[county]).max(0.0) * usual
}

/// What smuggling brought in short of the baseline today. Reads what came in.
pub fn shortfall(today: &Today, params: &Params, counties: &Counties, log: &mut impl Log) {
    for county in 0..counties.informal.len() {
        log.happened(&Fact::Shortfall(Shortfall {
            day: today.day,
            county: county as u16,
            value: income_lost(params, county, counties),
        }));
    }
}

/// The goods of the runs that came through today, by county.
pub fn receive(today: &Today, params: &Params, runs: &[u32], counties: &mut Counties, log: &mut impl Log) {
    for (county, runs) in runs.iter().copied().enumerate().filter(|(_, runs)| *runs > 0) {
        let value = params.goods_per_run * f64::from(runs);
        let place = today.day as usize % counties.goods[county].len();
        counties.goods[county][place] += value;
        if f64::from(today.day) < params.baseline_days.max(1.0) {
            counties.goods_baseline[county] += value;
        }
        log.happened(&Fact::Goods(Goods {
            day: today.day,
            county: county as u16,
            runs,
            value,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distress_is_zero_at_baseline_and_adds_up() {
        let params = Params {
            trade: 1.0,
            smuggling: 0.8,
            lockdown: 0.5,
            epidemic: 5.0,
            remittances: 0.4,
            ..Params::default()
        };
        let usual = Conditions {
            trade: 1.0,
            informal: 1.0,
            lockdown: 0.0,
            ill: 0.0,
            remittances: 1.0,
        };
        assert_eq!(distress(&params, usual), 0.0);
        let rich = Conditions {
            informal: 2.0,
            remittances: 1.5,
            ..usual
        };
        assert_eq!(distress(&params, rich), 0.0);
        let closed = Conditions {
            trade: 0.0,
            informal: 0.5,
            lockdown: 1.0,
            ..usual
        };
        assert!((distress(&params, closed) - 1.9).abs() < 1e-12);
        let ill = Conditions {
            ill: 0.1,
            remittances: 0.5,
            ..closed
        };
        assert!((distress(&params, ill) - 2.6).abs() < 1e-12);
    }
}
