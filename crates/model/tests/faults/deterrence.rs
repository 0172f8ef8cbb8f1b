//! Guards under the guns of a battery (docs/model.md §7.29).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("guards_stay_away_from_the_line_under_a_battery", kept_back),
    ("guards_ask_more_under_a_battery", danger),
];

/// Counties whose guards see those who smuggle, and ask 3 for letting them go; a battery that sees nobody stands behind them in half of the segments and fires at half
/// of what it sees. A county is one segment.
fn guns(days: u32) -> Inputs {
    let mut inputs = open_border(days, 1);
    strip(&mut inputs, 40, 4_000);
    let (mut patrol, mut battery) = (force("patrol"), force("battery"));
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection, numbers.arrest) = (2.0, 0.5, 1.0);
    (numbers.penalty_days, numbers.income_per_day) = (60.0, 0.5);
    battery.behind = true;
    (battery.numbers.fire, battery.numbers.hit) = (0.5, 0.4);
    inputs.forces = vec![patrol, battery];
    let half: Vec<usize> = (0..40).step_by(2).collect();
    inputs.orders = vec![order(OrderKind::Deploy, 0, &half, Some(1), 20.0)];
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.belief.fear_floor = 0.1;
    inputs
}

/// Attempts by county with and without a battery that were such and such.
fn count(lived: &Lived, battery: bool, keep: impl Fn(&Incident) -> bool) -> f64 {
    lived.count(|i| (i.at % 2 == 0) == battery && keep(i))
}

/// Seen with 1 − e^{−κ·guards·(1 − `kept_back`·fire)}; and hit, a county and day, with the guards who are there.
fn kept_back(case: &Case) {
    let mut inputs = guns(100);
    inputs.parameters.deterrence.kept_back = 0.8;
    let lived = case.run(&inputs, 1);
    for (battery, hazard) in [(true, 0.6), (false, 1.0)] {
        let tried = count(&lived, battery, |_| true);
        let seen = count(&lived, battery, |i| i.outcome == Outcome::Arrested);
        share("seen", seen, tried, -libm::expm1(-hazard));
    }
    nobody(&mut inputs);
    inputs.parameters.bystander.mistaken_per_year = 40.0;
    let lived = case.run(&inputs, 2);
    let p = -libm::expm1(-2.0 * 0.6 * 40.0 * 0.5 * 0.4 / 365.0);
    share("hit", lived.total("guards_hit"), 2_000.0, p);
}

/// r = 3 + `danger`·fire, so that e^{−r/mean} of the offers on the spot are taken.
fn danger(case: &Case) {
    let mut inputs = guns(100);
    inputs.parameters.deterrence.danger = 12.0;
    inputs.parameters.bribe.spot_smuggle = 8.0;
    let lived = case.run(&inputs, 3);
    for (battery, r) in [(true, 9.0), (false, 3.0)] {
        let taken = count(&lived, battery, |i| i.paid.0 > 0);
        let refused = count(&lived, battery, |i| i.outcome == Outcome::Arrested);
        share("bribes taken", taken, taken + refused, libm::exp(-r / 8.0));
    }
}
