//! What goods from over the border cost along it, against inland, and how that draws runs back. Reads informal trade, smuggling run by the
//! state, trade through the crossings; owns `premium` and `draw` of the counties.
//!
//! Source: prices of imported goods on the border and inland (scenarios, evidence): cheaper on the border before the closure, up to three
//! times as dear in 2021. Assumed: prices follow what there is with one elasticity, at once.

use crate::parameter::numbers;
use crate::today::Today;
use crate::world::county::Counties;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of a border county's imported goods that informal trade brings at first.
        informal: f64 = "share", 0.0..=1.0;
        /// Share that smuggling run by the state brings at first; the rest comes with official trade.
        state: f64 = "share", 0.0..=1.0;
        /// Share of what is sold inland that does not depend on official trade.
        inland: f64 = "share", 0.0..=1.0;
        /// Price of imported goods on the border over their price inland, at first.
        usual: f64 = "multiple", 0.01..=100.0;
        /// Log-increase of a price per log-decrease of what there is.
        scarcity: f64 = "exponent", 0.0..=5.0;
        /// Log-increase of the hazard of smuggling per log-increase of the price.
        pull: f64 = "exponent", 0.0..=10.0;
    }
}

/// The least of what there is, as a share of what there was: something is always left in store.
const LEFT: f64 = 0.01;

/// Goods from over the border against what there was at first: `informal·S + state·Z + (1 − informal − state)⁺·T`.
pub fn supply(params: &Params, informal: f64, state: f64, trade: f64) -> f64 {
    let official = (1.0 - params.informal - params.state).max(0.0);
    params.informal * informal + params.state * state + official * trade
}

/// Price on the border over the price inland, against what it was at first: `(inland supply / border supply)^scarcity`.
pub fn dearer(params: &Params, border: f64, inland: f64) -> f64 {
    libm::pow(inland.max(LEFT) / border.max(LEFT), params.scarcity)
}

/// Today's prices along each county, and how they draw.
pub fn step(today: &Today, params: &Params, counties: &mut Counties) {
    let inland = params.inland + (1.0 - params.inland) * today.trade;
    for c in 0..counties.premium.len() {
        let border = supply(
            params,
            counties.informal[c],
            counties.state_smuggling[c],
            today.trade_at(c),
        );
        let dearer = dearer(params, border, inland);
        counties.premium[c] = params.usual * dearer;
        counties.draw[c] = libm::pow(dearer, params.pull);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_as_usual_while_supply_is() {
        let params = Params {
            informal: 0.6,
            state: 0.1,
            inland: 0.4,
            scarcity: 0.5,
            ..Params::default()
        };
        assert!((supply(&params, 1.0, 1.0, 1.0) - 1.0).abs() < 1e-12);
        assert!((supply(&params, 0.5, 0.0, 0.2) - 0.36).abs() < 1e-12);
        assert_eq!(dearer(&params, 1.0, 1.0), 1.0);
        assert!((dearer(&params, 0.25, 1.0) - 2.0).abs() < 1e-12);
        // A hundredth is left where nothing comes: ten times as dear at most.
        assert!((dearer(&params, 0.0, 1.0) - 10.0).abs() < 1e-12);
    }
}
