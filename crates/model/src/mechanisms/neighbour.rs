//! The neighbour: how closely the far bank is policed, and what becomes of those caught there. Reads complaints and threats, by order and
//! about a disease; owns policing, its target and the grievance, of the counties.
//!
//! Assumed: policing follows what is asked with a lag and slackens by itself; a threat is heeded in full and remembered.

use crate::given::OrderKind;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Chance that one who leaves is caught on the far bank, at full policing.
        catch_leave: f64 = "probability", 0.0..=1.0;
        /// Chance that a smuggler is caught on the far bank, at full policing.
        catch_smuggle: f64 = "probability", 0.0..=1.0;
        /// Share of the smugglers caught on the far bank who are handed over; the others are fined and turned back.
        handed_over: f64 = "share", 0.0..=1.0;
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

/// What the far bank's patrol does with whom it meets.
#[derive(Clone, Copy, Debug)]
pub struct FarBank {
    /// Chance of being caught at full policing, by activity.
    pub catch: [f64; 2],
    /// Share of the smugglers caught who are handed over.
    pub handed_over: f64,
}

impl Params {
    /// What those who come over meet.
    pub fn far_bank(&self) -> FarBank {
        FarBank {
            catch: [self.catch_leave, self.catch_smuggle],
            handed_over: self.handed_over,
        }
    }
}

/// Policing that a neighbour with a usual level and a grievance is ready for when asked for `level`: `usual + (level − usual)·e^{−grievance}`.
pub fn cooperation(usual: f64, level: f64, grievance: f64) -> f64 {
    usual + (level - usual) * libm::exp(-grievance)
}

/// The state complains: `level` of policing is asked for along those counties; grievance lessens what is done of it.
#[derive(Clone, Copy, Debug)]
pub struct Complaint<'a> {
    /// Where.
    pub counties: &'a [usize],
    /// Policing asked for, 0 to 1; where it is about a disease, [`super::epidemic::Params::complaint`].
    pub level: f64,
}

/// What the neighbour is asked today is heard: `epidemic` is the complaint about a disease that is new. Then policing moves to the
/// target with its lag while the target slackens to the usual level.
pub fn step(today: &Today, params: &Params, epidemic: Complaint, state: &mut Counties) {
    complain(epidemic, state);
    for order in today.orders {
        let asked = Complaint {
            counties: &order.counties,
            level: order.size,
        };
        match order.kind {
            OrderKind::Complain => complain(asked, state),
            OrderKind::Threaten => threaten(params, asked, state),
            _ => {}
        }
    }
    police(params, state);
}

fn complain(asked: Complaint, state: &mut Counties) {
    for &c in asked.counties {
        let ready = cooperation(state.policing_usual[c], asked.level, state.grievance[c]);
        state.policing_target[c] = state.policing_target[c].max(ready);
    }
}

/// A threat of weapons asks for the full level, whatever the grievance, and leaves a grievance.
fn threaten(params: &Params, asked: Complaint, state: &mut Counties) {
    for &c in asked.counties {
        state.policing_target[c] = state.policing_target[c].max(asked.level);
        state.grievance[c] += params.threat_grievance;
    }
}

/// A day of the neighbour's police.
fn police(params: &Params, state: &mut Counties) {
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
