//! River ease by month is data of the river; power is a two-state chain (design 4.2).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Mean length of a spell without power on a county's fence. Unit: days.
    pub outage_days: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[Parameter {
    key: "outage_days",
    unit: "days",
    meaning: "Mean length of a spell without power on a county's fence.",
    least: 1.0,
    most: 365.0,
    read: |p| p.outage_days,
    write: |p, v| p.outage_days = v,
}];
