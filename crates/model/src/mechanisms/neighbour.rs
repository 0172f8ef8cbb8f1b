//! The other side (design 4.15).

use crate::parameter::Parameter;

/// Parameters of this mechanism; meaning, unit and bounds of each stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Chance of being caught on the far bank and sent back, at full policing. Unit: probability.
    pub catch: f64,
    /// Days over which policing moves toward its target after a complaint. Unit: days.
    pub response_days: f64,
    /// Rate at which policing returns to its usual level. Unit: per year.
    pub decay_per_year: f64,
}

/// The table that the scenario loader, `explain` and sweeps read.
pub const PARAMETERS: &[Parameter<Params>] = &[
    Parameter {
        key: "catch",
        unit: "probability",
        meaning: "Chance of being caught on the far bank and sent back, at full policing.",
        least: 0.0,
        most: 1.0,
        read: |p| p.catch,
        write: |p, v| p.catch = v,
    },
    Parameter {
        key: "response_days",
        unit: "days",
        meaning: "Days over which policing moves toward its target after a complaint.",
        least: 1.0,
        most: 365.0,
        read: |p| p.response_days,
        write: |p, v| p.response_days = v,
    },
    Parameter {
        key: "decay_per_year",
        unit: "per year",
        meaning: "Rate at which policing returns to its usual level.",
        least: 0.0,
        most: 100.0,
        read: |p| p.decay_per_year,
        write: |p, v| p.decay_per_year = v,
    },
];

use crate::inputs::Inputs;
use crate::units::daily_probability;
use crate::world::county::Counties;

/// A complaint asks for a level of policing.
pub fn complain(counties: &[usize], level: f64, state: &mut Counties) {
    for &c in counties {
        state.policing_target[c] = state.policing_target[c].max(level);
    }
}

/// Policing moves to the target with its lag while the target slackens to the usual level. Owns both.
pub fn step(params: &Params, inputs: &Inputs, state: &mut Counties) {
    let toward = daily_probability(1.0 / params.response_days);
    let slacken = daily_probability(params.decay_per_year / 365.0);
    for (c, county) in inputs.counties.iter().enumerate() {
        let usual = inputs.provinces[county.province].neighbour_policing;
        state.policing[c] += toward * (state.policing_target[c] - state.policing[c]);
        state.policing_target[c] += slacken * (usual - state.policing_target[c]);
    }
}
