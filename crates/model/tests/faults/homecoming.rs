//! Those who come home by themselves (docs/model.md §7.25).

use crate::case::*;
use crate::common::{force, open_border};

pub const CHECKS: &[Check] = &[("who_comes_home_is_seen_fired_at_or_arrested", ends)];

/// Settled people come home at their rate; one is seen with 1 − e^{−Σ}, hit with fire · hit, else arrested; a hit is deadly with `shot_death`.
fn ends(case: &Case) {
    let mut inputs = open_border(365, 1_000);
    nobody(&mut inputs);
    let abroad = &mut inputs.parameters.abroad;
    (abroad.stock, abroad.held_days) = (40_000.0, 1.0);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection) = (2.0, 0.5);
    (numbers.fire, numbers.hit) = (0.5, 0.6);
    inputs.forces = vec![patrol];
    inputs.parameters.passage.shot_death = 0.4;
    inputs.parameters.homecoming.per_year = 0.5;
    let lived = case.run(&inputs, 1);
    let seen = -libm::expm1(-1.0);
    let coming = -libm::expm1(-0.5);
    share("home", lived.total("came_home"), 40_000.0, coming * (1.0 - seen));
    share(
        "caught",
        lived.total("caught_coming_home"),
        40_000.0,
        coming * seen * 0.7,
    );
    share(
        "dead",
        lived.total("returnees_shot"),
        40_000.0,
        coming * seen * 0.3 * 0.4,
    );
    let left = *lived.months("settled_abroad", 0, None).last().expect("a month");
    assert!(left < 20_000.0 * libm::exp(-0.45), "they are gone: {left}");
}
