//! The other side of a smuggling run: whether somebody waits there with goods, or for them. Reads what the neighbour leaves open by order,
//! trade through the crossings, policing, contact ([`super::watch`]); owns `openness` and `state_smuggling` of the counties.
//!
//! Source: informal trade all but stopped in early 2020, smuggling run by the state halted with it, and both came back with official trade
//! (scenarios, evidence). Assumed: dealings fall away and come back exponentially, each with a time of its own.

use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of the dealings on the far bank that goes with official trade.
        with_trade: f64 = "share", 0.0..=1.0;
        /// Log-decrease of dealings per unit of policing beyond the usual.
        policing: f64 = "per unit of policing", 0.0..=50.0;
        /// Days over which dealings fall away.
        close_days: f64 = "days", 0.01..=3650.0;
        /// Days over which dealings come back.
        open_days: f64 = "days", 0.01..=3650.0;
    }
}

/// What dealings come to in the end: `left · (1 − with_trade·(1 − T)⁺) · e^{−policing·(P − usual)⁺}`.
pub fn target(params: &Params, left: f64, trade: f64, policing_beyond: f64) -> f64 {
    let without = params.with_trade * (1.0 - trade).clamp(0.0, 1.0);
    left * (1.0 - without) * libm::exp(-params.policing * policing_beyond.max(0.0))
}

/// A day of the dealings along each county, and of the smuggling that the state runs through them.
pub fn step(today: &Today, params: &Params, counties: &mut Counties) {
    let falls = daily_probability(1.0 / params.close_days.max(0.01));
    let rises = daily_probability(1.0 / params.open_days.max(0.01));
    for c in 0..counties.openness.len() {
        let beyond = counties.policing[c] - counties.policing_usual[c];
        let left = today.standing.dealings[c] * counties.contact[c];
        let target = target(params, left, today.trade_at(c), beyond);
        let way = target - counties.openness[c];
        counties.openness[c] += if way < 0.0 { falls } else { rises } * way;
        counties.state_smuggling[c] = today.standing.state_smuggling[c] * counties.openness[c];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dealings_are_whole_at_usual_policing_and_trade() {
        let params = Params {
            with_trade: 0.4,
            policing: 2.0,
            ..Params::default()
        };
        assert_eq!(target(&params, 1.0, 1.0, -0.2), 1.0);
        assert_eq!(target(&params, 1.0, 1.7, 0.0), 1.0);
        assert!((target(&params, 0.5, 0.0, 0.5) - 0.5 * 0.6 * libm::exp(-1.0)).abs() < 1e-12);
    }
}
