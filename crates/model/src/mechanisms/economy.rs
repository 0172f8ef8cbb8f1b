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
