//! Money sent home (docs/model.md §7.14). What fades and how it is felt: `economy.rs`; what it does for means: `attempt.rs`.

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    (
        "transfers_come_at_their_rate_and_a_lockdown_leaves_its_share",
        transfers,
    ),
    ("transfers_are_found_as_often_as_inspected", found),
    ("the_commission_follows_perceived_risk", commission),
    ("those_who_arrive_join_those_who_send", join),
];

/// Every one who is settled sends every day.
const EVERY_DAY: f64 = 365.0 * 40.0;

/// Binomial with `transfers_per_year`; a lockdown of degree L leaves 1 − L(1 − `lockdown`).
fn transfers(case: &Case) {
    let mut inputs = open_border(365, 1_000);
    nobody(&mut inputs);
    let money = &mut inputs.parameters.remittance;
    (money.settled, money.transfers_per_year, money.amount, money.lockdown) = (8_000.0, 2.0, 100.0, 0.25);
    inputs.orders = vec![order(OrderKind::Lockdown, 0, &[1], None, 0.6)];
    let lived = case.run(&inputs, 1);
    let n = 4_000.0 * 365.0;
    share("at liberty", lived.in_county("transfers", 0), n, daily(2.0));
    share(
        "locked down",
        lived.in_county("transfers", 1),
        n,
        daily(2.0 * (1.0 - 0.6 * 0.75)),
    );
    equal("sent", lived.total("remitted"), 100.0 * lived.total("transfers"));
}

/// A share 1 − (1 − `intercepted`)^i is found and taken, i the multiple of inspection.
fn found(case: &Case) {
    let mut inputs = open_border(20, 1_000);
    nobody(&mut inputs);
    let money = &mut inputs.parameters.remittance;
    (money.settled, money.transfers_per_year, money.amount) = (2_000.0, EVERY_DAY, 100.0);
    money.intercepted = 0.15;
    inputs.orders = vec![order(OrderKind::Inspect, 0, &[1], None, 3.0)];
    let lived = case.run(&inputs, 2);
    let taken = |county| lived.in_county("remitted_intercepted", county) / 100.0;
    share("usually", taken(0), 20_000.0, 0.15);
    share("inspected", taken(1), 20_000.0, 1.0 - 0.85 * 0.85 * 0.85);
    equal(
        "received",
        lived.total("remitted_received"),
        100.0 * (40_000.0 - taken(0) - taken(1)),
    );
}

/// `commission + commission_risk·(R − prior)`. Risk is what is seen by eye, 1 − (1 − prior)·e^{−by_eye·guards/km}, once the first evening
/// has been slept over: the commission of a day goes by the risk of the day before.
fn commission(case: &Case) {
    let mut inputs = open_border(31, 1_000);
    nobody(&mut inputs);
    let mut patrol = force("patrol");
    patrol.numbers.strength_per_km = 4.0;
    inputs.forces = vec![patrol];
    let belief = &mut inputs.parameters.belief;
    (belief.prior, belief.by_eye, belief.forget_per_year) = (0.1, 0.1, EVERY_DAY);
    let money = &mut inputs.parameters.remittance;
    (money.settled, money.transfers_per_year, money.amount) = (2_000.0, EVERY_DAY, 1_000.0);
    (money.commission, money.commission_risk) = (0.2, 0.9);
    let lived = case.run(&inputs, 3);
    let risk = 1.0 - 0.9 * libm::exp(-0.4);
    let kept = libm::round(1_000.0 * (0.2 + 0.9 * (risk - 0.1)) * 100.0) / 100.0;
    equal(
        "kept",
        lived.total("remitted_commission"),
        2_000.0 * (2.0 * 200.0 + 29.0 * kept),
    );
}

/// Who crosses sets out on the next day, travels a day, is in custody for one, sends from the day after, and fades from then on.
fn join(case: &Case) {
    let mut inputs = open_border(200, 20_000);
    inputs.parameters.attempt.smuggle_per_year = 0.0;
    let abroad = &mut inputs.parameters.abroad;
    (abroad.direct, abroad.waiting_days, abroad.travel_days) = (1.0, 1e-6, 1e-6);
    (abroad.custody_days, abroad.held_days) = (1e-6, 1.0);
    let money = &mut inputs.parameters.remittance;
    (money.transfers_per_year, money.amount, money.fade_per_year) = (EVERY_DAY, 10.0, 3.0);
    let lived = case.run(&inputs, 4);
    for county in 0..2 {
        let crossed = lived.daily(200, |i| i.county == county);
        let senders = |day: usize| {
            let of = |(from, count): (usize, &f64)| match (day > from + 3, day - from.min(day)) {
                (true, since) => count * libm::exp(-3.0 * (since - 3) as f64 / 365.0),
                _ => 0.0,
            };
            libm::round(crossed.iter().enumerate().map(of).sum())
        };
        let expected = (0..200).map(senders).sum();
        equal("transfers", lived.in_county("transfers", county as usize), expected);
    }
}
