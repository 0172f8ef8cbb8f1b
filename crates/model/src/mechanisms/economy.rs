//! Trade, informal income, distress (design 4.3).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Distress from a full stop of official trade. Unit: units of distress.
    pub trade: f64,
    /// Distress from a full stop of informal trade. Unit: units of distress.
    pub smuggling: f64,
    /// Distress from a full lockdown. Unit: units of distress.
    pub lockdown: f64,
    /// Distress where everybody is ill at once. Unit: units of distress.
    pub epidemic: f64,
    /// Distress from a full stop of money sent home. Unit: units of distress.
    pub remittances: f64,
    /// Days over which informal trade is averaged. Unit: days.
    pub window_days: f64,
    /// Days at the start over which the baseline of informal trade is taken; within them informal trade counts as normal. Unit: days.
    pub baseline_days: f64,
    /// Value of the goods of one smuggling run. Unit: currency.
    pub goods_per_run: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "trade",
        unit: "units of distress",
        meaning: "Distress from a full stop of official trade.",
        least: 0.0,
        most: 10.0,
        read: |p| p.trade,
        write: |p, v| p.trade = v,
    },
    Parameter {
        key: "smuggling",
        unit: "units of distress",
        meaning: "Distress from a full stop of informal trade.",
        least: 0.0,
        most: 10.0,
        read: |p| p.smuggling,
        write: |p, v| p.smuggling = v,
    },
    Parameter {
        key: "lockdown",
        unit: "units of distress",
        meaning: "Distress from a full lockdown.",
        least: 0.0,
        most: 10.0,
        read: |p| p.lockdown,
        write: |p, v| p.lockdown = v,
    },
    Parameter {
        key: "epidemic",
        unit: "units of distress",
        meaning: "Distress where everybody is ill at once.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.epidemic,
        write: |p, v| p.epidemic = v,
    },
    Parameter {
        key: "remittances",
        unit: "units of distress",
        meaning: "Distress from a full stop of money sent home.",
        least: 0.0,
        most: 10.0,
        read: |p| p.remittances,
        write: |p, v| p.remittances = v,
    },
    Parameter {
        key: "window_days",
        unit: "days",
        meaning: "Days over which informal trade is averaged.",
        least: 1.0,
        most: 365.0,
        read: |p| p.window_days,
        write: |p, v| p.window_days = v,
    },
    Parameter {
        key: "baseline_days",
        unit: "days",
        meaning: "Days at the start over which the baseline of informal trade is taken; within them informal trade counts as normal.",
        least: 1.0,
        most: 3650.0,
        read: |p| p.baseline_days,
        write: |p, v| p.baseline_days = v,
    },
    Parameter {
        key: "goods_per_run",
        unit: "currency",
        meaning: "Value of the goods of one smuggling run.",
        least: 0.0,
        most: 10000000.0,
        read: |p| p.goods_per_run,
        write: |p, v| p.goods_per_run = v,
    },
];

use crate::world::county::Counties;
use crate::world::epidemic::Epidemic;
use crate::world::remittance::Remittances;

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

/// Informal trade of the window against baseline, and distress. Reads trade, lockdown, the epidemic and money sent home; owns
/// `informal`, `distress`.
pub fn step(
    day: u32,
    params: &Params,
    trade: f64,
    lockdown: &[f64],
    epidemic: &Epidemic,
    remittances: &Remittances,
    counties: &mut Counties,
) {
    let baseline_days = params.baseline_days.max(1.0);
    for (c, lockdown) in lockdown.iter().enumerate() {
        let window = counties.goods[c].len() as f64;
        if f64::from(day) >= baseline_days && counties.goods_baseline[c] > 0.0 {
            let recent: f64 = counties.goods[c].iter().sum::<f64>() / window;
            counties.informal[c] = recent / (counties.goods_baseline[c] / baseline_days);
        }
        let now = Conditions {
            trade,
            informal: counties.informal[c],
            lockdown: *lockdown,
            ill: epidemic.prevalence(c),
            remittances: remittances.index[c],
        };
        counties.distress[c] = distress(params, now);
    }
}

/// Value of goods a day short of the baseline: `(1 − S)⁺ · baseline`. 0 while the baseline is being taken.
pub fn income_lost(params: &Params, county: usize, counties: &Counties) -> f64 {
    let usual = counties.goods_baseline[county] / params.baseline_days.max(1.0);
    (1.0 - counties.informal[county]).max(0.0) * usual
}

/// Opens today's place in the window.
pub fn open_day(day: u32, counties: &mut Counties) {
    for goods in &mut counties.goods {
        let place = day as usize % goods.len();
        goods[place] = 0.0;
    }
}

/// Goods that came through today.
pub fn receive(day: u32, params: &Params, county: usize, value: f64, counties: &mut Counties) {
    let place = day as usize % counties.goods[county].len();
    counties.goods[county][place] += value;
    if f64::from(day) < params.baseline_days.max(1.0) {
        counties.goods_baseline[county] += value;
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
