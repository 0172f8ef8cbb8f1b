//! Brokers (docs/model.md §7.26).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("brokers_are_caught_give_up_and_are_replaced_at_their_rates", rates),
    ("the_fewer_brokers_are_left_the_dearer_is_leaving", price),
];

/// Of n brokers each is caught with hazard `caught` · crackdown, gives up with `give_up` · (1 − o); free places are taken with `return` · o: the mean
/// of a day follows from that of the day before.
fn rates(case: &Case) {
    let mut inputs = open_border(1_000, 100_000);
    nobody(&mut inputs);
    let broker = &mut inputs.parameters.broker;
    (broker.per_thousand, broker.caught_per_year) = (50.0, 0.4);
    (broker.give_up_per_year, broker.return_per_year) = (1.5, 0.9);
    inputs.orders = vec![
        order(OrderKind::RestrictOnward, 0, &[1], None, 0.3),
        order(OrderKind::Crackdown, 0, &[1], None, 2.0),
    ];
    let lived = case.run(&inputs, 1);
    for (county, caught, gone, back) in [(0, 0.4, 0.0, 0.9), (1, 0.8, 1.5 * 0.7, 0.9 * 0.3)] {
        let (mut left, mut arrests, mut levels) = (5_000.0, 0.0, Vec::new());
        for _ in 0..1_000 {
            let (taken, free) = (left * daily(caught), 5_000.0 - left);
            arrests += taken;
            left += free * daily(back) - taken - (left - taken) * daily(gone);
            levels.push(left);
        }
        rate("arrested", lived.in_county("brokers_arrested", county), arrests);
        let months = lived.months("brokers", county, None);
        for (found, expected) in months.iter().zip(means(&inputs, &levels)) {
            near(
                "left",
                *found,
                expected,
                libm::sqrt(expected * (1.0 - expected / 5_000.0)) + 1.0,
            );
        }
    }
}

/// Where nobody is left, which counts as half a broker, the margin is (brokers at first / ½)^`scarcity` times the usual; runs cost what they did.
fn price(case: &Case) {
    let mut inputs = open_border(59, 100_000);
    nobody(&mut inputs);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.corruptible) = (1.0, 1.0);
    (numbers.penalty_days, numbers.income_per_day, numbers.value_share) = (100.0, 1.0, 1.0);
    inputs.forces = vec![patrol];
    inputs.parameters.belief.fear_floor = 1.0;
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year, bribe.tolerance_sigma) = (1e6, 1e-9, 0.0);
    (bribe.severity_leave, bribe.value_leave, bribe.value_smuggle) = (1.0, 1_000.0, 1_000.0);
    bribe.broker_margin = 0.5;
    let broker = &mut inputs.parameters.broker;
    (broker.per_thousand, broker.give_up_per_year, broker.scarcity) = (50.0, 365.0, 0.5);
    inputs.orders = vec![order(OrderKind::RestrictOnward, 0, &[0, 1], None, 0.0)];
    let lived = case.run(&inputs, 2);
    let second = |activity: u8| -> f64 {
        let here = |row: &Row| row.county == 0 && row.activity == activity && row.day == 31;
        lived.of("price").filter(here).map(|row| row.value).sum()
    };
    equal("runs", second(1), 150.0);
    equal("leaving", second(0), 100.0 + 50.0 * libm::sqrt(5_000.0 / 0.5));
}
