//! The other side (design 4.15).

use crate::parameter::numbers;
use crate::units::daily_probability;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Chance of being caught on the far bank and sent back, at full policing.
        catch: f64 = "probability", 0.0..=1.0;
        /// Days over which policing moves toward its target after a complaint.
        response_days: f64 = "days", 1.0..=365.0;
        /// Grievance that a threat of weapons leaves; cooperation falls by e with each unit.
        threat_grievance: f64 = "units of grievance per threat", 0.0..=10.0;
        /// Rate at which grievance is forgotten.
        grievance_forget_per_year: f64 = "per year", 0.0..=100.0;
        /// Rate at which policing returns to its usual level.
        decay_per_year: f64 = "per year", 0.0..=100.0;
    }
}

/// Policing that a neighbour with a usual level and a grievance is ready for when asked for `level`: `usual + (level − usual)·e^{−grievance}`.
pub fn cooperation(usual: f64, level: f64, grievance: f64) -> f64 {
    usual + (level - usual) * libm::exp(-grievance)
}

/// A complaint asks for a level of policing; grievance lessens what is done of it.
pub fn complain(counties: &[usize], level: f64, state: &mut Counties) {
    for &c in counties {
        let ready = cooperation(state.policing_usual[c], level, state.grievance[c]);
        state.policing_target[c] = state.policing_target[c].max(ready);
    }
}

/// A threat of weapons has the neighbour police at once, whatever the grievance, and leaves a grievance.
pub fn threaten(params: &Params, counties: &[usize], level: f64, state: &mut Counties) {
    for &c in counties {
        state.policing_target[c] = state.policing_target[c].max(level);
        state.grievance[c] += params.threat_grievance;
    }
}

/// Policing moves to the target with its lag while the target slackens to the usual level. Owns both.
pub fn step(params: &Params, state: &mut Counties) {
    let toward = daily_probability(1.0 / params.response_days);
    let slacken = daily_probability(params.decay_per_year / 365.0);
    let forget = daily_probability(params.grievance_forget_per_year / 365.0);
    for c in 0..state.policing.len() {
        // Grievance lowers cooperation below what is usual without it.
        let usual = state.policing_usual[c] * libm::exp(-state.grievance[c]);
        state.grievance[c] -= forget * state.grievance[c];
        state.policing[c] += toward * (state.policing_target[c] - state.policing[c]);
        state.policing_target[c] += slacken * (usual - state.policing_target[c]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grievance_lessens_what_a_complaint_brings() {
        assert_eq!(cooperation(0.4, 0.9, 0.0), 0.9);
        assert!((cooperation(0.4, 0.9, 1.0) - (0.4 + 0.5 * libm::exp(-1.0))).abs() < 1e-12);
    }
}
