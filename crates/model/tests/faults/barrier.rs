//! Weather on what is built (docs/model.md §7.4).

use crate::case::*;
use crate::common::open_border;

pub const CHECKS: &[Check] = &[
    ("condition_follows_decay_upkeep_and_floods", condition),
    ("floods_come_at_their_rate", floods),
];

/// c' = c + repair·(1 − c) − decay·c, and in a flood the share `flood_damage` of it is lost. 1,200 floods a month are one a day.
fn condition(case: &Case) {
    let mut inputs = open_border(120, 1);
    nobody(&mut inputs);
    inputs.rivers[0].flood[2] = 1_200.0;
    let barrier = &mut inputs.parameters.barrier;
    (barrier.decay_per_year, barrier.repair_per_year, barrier.flood_damage) = (1.2, 0.5, 0.02);
    let lived = case.run(&inputs, 1);
    let march = months(&inputs)[2].clone();
    let mut condition = 1.0;
    let day = |day: usize| {
        condition += 0.5 / 365.0 * (1.0 - condition) - 1.2 / 365.0 * condition;
        if march.contains(&day) {
            condition *= 0.98;
        }
        condition
    };
    let daily: Vec<f64> = (0..120).map(day).collect();
    equal_all(
        "condition",
        &lived.months("condition", 0, None),
        &means(&inputs, &daily),
    );
    equal("floods", lived.total("floods"), 2.0 * 31.0);
}

/// Binomial: 1 − e^{−flood/30} a day and county, in the months that have any.
fn floods(case: &Case) {
    let mut inputs = open_border(3_650, 1);
    nobody(&mut inputs);
    inputs.rivers[0].flood = [4.0, 0.0, 4.0, 0.0, 4.0, 0.0, 4.0, 0.0, 4.0, 0.0, 4.0, 0.0];
    let lived = case.run(&inputs, 2);
    let days: usize = months(&inputs).iter().step_by(2).map(ExactSizeIterator::len).sum();
    share(
        "floods",
        lived.total("floods"),
        2.0 * days as f64,
        -libm::expm1(-4.0 / 30.0),
    );
}
