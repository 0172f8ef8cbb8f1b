//! Under the guns: where a battery stands behind them, guards and soldiers of other forces stay away from the line, and ask more for going
//! there with somebody. Reads orders and where forces stand; owns nothing: [`super::patrol`], [`super::bribe`] and [`super::bystander`] ask its
//! rules.
//!
//! Source: s004-guards-fear-fire, s004-fire-without-report. Assumed: both numbers, and that both grow with the battery's readiness to fire.

use crate::given::Border;
use crate::parameter::numbers;
use crate::world::guard::Posts;
use crate::world::orders_in_force::Standing;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of their time on the line that guards stay away from it under a battery that fires at whatever it sees.
        kept_back: f64 = "share", 0.0..=1.0;
        /// What a guard asks beside his price for going to the line under such a battery.
        danger: f64 = "currency", 0.0..=1000000.0;
    }
}

/// A battery that is ready to fire in a county: its force, and how ready, above 0.
pub type Battery = (usize, f64);

/// The batteries that are ready to fire, county by county.
pub fn batteries(standing: &Standing, border: Border) -> Vec<Vec<Battery>> {
    let of = |county: usize| {
        let forces = border.forces.iter().zip(&standing.fire).enumerate();
        let batteries = forces.filter(|(_, (force, _))| force.behind);
        let ready = batteries.map(|(number, (_, fire))| (number, fire[county]));
        ready.filter(|(_, ready)| *ready > 0.0).collect()
    };
    (0..border.counties.len()).map(of).collect()
}

/// Readiness of the battery that guards of a force have behind them on a segment, the greatest of those of its county; 0: none.
#[inline]
pub fn guns(batteries: &[Battery], posts: &Posts, (force, segment): (usize, usize)) -> f64 {
    let behind = |(battery, _): &&Battery| *battery != force && posts.headcount(*battery, segment) > 0;
    let behind = batteries.iter().filter(behind);
    behind.fold(0.0, |most, (_, ready)| f64::max(most, *ready))
}

/// What stays of a guard's time on the line under guns of that readiness: `1 − kept_back · readiness`.
pub fn stays(kept_back: f64, guns: f64) -> f64 {
    1.0 - kept_back * guns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_stay_on_the_line_where_no_battery_fires() {
        assert_eq!(stays(0.4, 0.0), 1.0);
        assert_eq!(stays(0.4, 0.5), 0.8);
    }
}
