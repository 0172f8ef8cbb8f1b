//! Guards who cross themselves (docs/model.md §7.24).

use crate::case::*;
use crate::common::{force, open_border};

pub const CHECKS: &[Check] = &[("guards_cross_at_their_rate_and_are_replaced", gone)];

/// Each day Binomial(guards, 1 − e^{−rate/365}).
fn gone(case: &Case) {
    let mut inputs = open_border(365, 1);
    nobody(&mut inputs);
    let mut patrol = force("patrol");
    patrol.numbers.strength_per_km = 50.0;
    inputs.forces = vec![patrol];
    inputs.parameters.desertion.per_guard_year = 0.8;
    let lived = case.run(&inputs, 1);
    share("gone", lived.total("guards_crossed"), 1_000.0 * 365.0, daily(0.8));
    let strength = lived.months("strength", 1, Some(0));
    assert!(strength.iter().all(|strength| *strength == 500.0), "they are replaced");
}
