//! Where forces stand and what they see (design 4.6, 4.9).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Share of a force on the line at one time. Unit: share.
    pub on_duty: f64,
    /// Increase of detection per level of alert above normal. Unit: multiple per level.
    pub alert_attention: f64,
    /// Share of attention that watching the far bank costs. Unit: share.
    pub far_bank_attention: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "on_duty",
        unit: "share",
        meaning: "Share of a force on the line at one time.",
        least: 0.0,
        most: 1.0,
        read: |p| p.on_duty,
        write: |p, v| p.on_duty = v,
    },
    Parameter {
        key: "alert_attention",
        unit: "multiple per level",
        meaning: "Increase of detection per level of alert above normal.",
        least: 0.0,
        most: 10.0,
        read: |p| p.alert_attention,
        write: |p, v| p.alert_attention = v,
    },
    Parameter {
        key: "far_bank_attention",
        unit: "share",
        meaning: "Share of attention that watching the far bank costs.",
        least: 0.0,
        most: 1.0,
        read: |p| p.far_bank_attention,
        write: |p, v| p.far_bank_attention = v,
    },
];
