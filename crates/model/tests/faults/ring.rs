//! Rings and their cases (docs/model.md §7.12).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("a_ring_that_is_always_seen_rests_and_begins_again", cycle),
    ("runs_come_at_their_rate_and_everybody_is_paid_his_share", runs),
    ("rings_are_placed_by_residents_and_their_tendency", placed),
    ("a_ring_takes_its_time_to_buy_a_layer", layers),
    (
        "runs_are_seen_through_their_cover_and_officials_keep_some_quiet",
        quashed,
    ),
    ("investigations_find_layers_and_officials_at_their_rate", investigated),
    ("those_wanted_are_caught_or_get_away_at_their_rates", wanted),
];

/// At once; and what never comes.
const AT_ONCE: f64 = 1e-6;
const NEVER: f64 = 1e12;
/// A rate a year that is certain within a day.
const CERTAIN: f64 = 365.0 * 50.0;

/// Guards on a kilometre.
const GUARDS: f64 = 200.0;

/// Rings whose one layer is bought at once, and who run every day; among so many guards no two buy the same one.
fn city(days: u32, rings: f64) -> Inputs {
    let mut inputs = open_border(days, 100_000);
    nobody(&mut inputs);
    let mut patrol = force("patrol");
    patrol.numbers.strength_per_km = GUARDS;
    inputs.counties.iter_mut().for_each(|county| county.border_km = 500.0);
    inputs.forces = vec![patrol];
    let ring = &mut inputs.parameters.ring;
    (ring.rings, ring.runs_per_year, ring.value_per_run, ring.members) = (rings, CERTAIN, 1_000.0, 4.0);
    (ring.layer_days, ring.official_days) = (AT_ONCE, NEVER);
    (ring.layer_share, ring.official_share) = (0.05, 0.1);
    (ring.rest_days, ring.detention_days) = (5.0, 20.0);
    inputs
}

/// Bought on the first day, seen on the second, at rest for `rest_days`, bought again on the day after: every seven days, all over. All
/// `members` are caught at once and detained; one in a hundred of those drawn is away already.
fn cycle(case: &Case) {
    let mut inputs = city(100, 60.0);
    inputs.forces[0].numbers.detection = 10.0;
    inputs.parameters.ring.caught_per_year = CERTAIN;
    let lived = case.run(&inputs, 1);
    for name in [
        "ring_runs",
        "ring_failed",
        "ring_cases",
        "ring_layers_lost",
        "found_out",
    ] {
        equal(name, lived.total(name), 60.0 * 15.0);
    }
    equal("caught", lived.total("wanted_caught"), 4.0 * 60.0 * 15.0);
    let runs = |day: i32| f64::from(u8::from(day >= 1 && (day - 1) % 7 == 0));
    let detained = |day: i32| (day - 20..=day).map(runs).sum::<f64>() * 240.0;
    let daily: Vec<f64> = (0..100).map(detained).collect();
    let both = |month: usize| (0..2).map(|c| lived.months("detained", c, None)[month]).sum::<f64>();
    for (month, expected) in means(&inputs, &daily).into_iter().enumerate() {
        near("detained", both(month), expected, 0.01 * expected);
    }
}

/// From the second day on, 1 − e^{−runs/365} a day; each layer gets its share of the value, an official his once there is one.
fn runs(case: &Case) {
    let mut inputs = city(200, 1_000.0);
    let ring = &mut inputs.parameters.ring;
    (ring.runs_per_year, ring.official_days) = (40.0, 100.0);
    let lived = case.run(&inputs, 2);
    let (p, runs) = (daily(40.0), lived.total("ring_runs"));
    share("runs", runs, 1_000.0 * 199.0, p);
    equal("value", lived.total("ring_value"), 1_000.0 * runs);
    equal("paid to guards", lived.total("ring_paid"), 50.0 * runs);
    let protected: f64 = (1..200).map(|day| -libm::expm1(-f64::from(day) / 100.0)).sum();
    let paid = lived.total("ring_paid_officials") / 100.0;
    // Officials come by lot ring by ring: beside the variance of the runs stands p² times that of the days with one, below 65² here.
    let error = libm::sqrt(1_000.0 * (protected * p + 65.0 * 65.0 * p * p));
    near("officials paid", paid, 1_000.0 * protected * p, error);
}

/// Each runs from the second day on: the number of runs says where it is. 3 of 4 where the tendency to smuggle is three times as high.
fn placed(case: &Case) {
    let mut inputs = city(11, 400.0);
    inputs.counties[0].smuggle_weight = 3.0;
    let lived = case.run(&inputs, 7);
    equal("every ring", lived.total("ring_runs"), 4_000.0);
    share("placed", lived.in_county("ring_runs", 0) / 10.0, 400.0, 0.75);
}

/// The layer is found with 1 − e^{−1/layer_days} a day, and there are runs from the next day on: P(run on day d) = 1 − e^{−d/layer_days}.
fn layers(case: &Case) {
    let mut inputs = city(60, 3_000.0);
    inputs.parameters.ring.layer_days = 30.0;
    let lived = case.run(&inputs, 3);
    let expected: f64 = (0..60).map(|day| -libm::expm1(-f64::from(day) / 30.0)).sum();
    // A ring's number of runs spreads by at most a uniform number of 60 days.
    near(
        "runs",
        lived.total("ring_runs"),
        3_000.0 * expected,
        libm::sqrt(3_000.0 * 3_600.0 / 12.0),
    );
}

/// Seen with 1 − e^{−κ·guards·(1 − cover)}; an official keeps `quashed` of those quiet, none where no exceptions are made.
fn quashed(case: &Case) {
    let mut inputs = city(200, 200.0);
    inputs.forces[0].numbers.detection = 1.0 / GUARDS;
    inputs.parameters.bribe.cover = 0.5;
    let ring = &mut inputs.parameters.ring;
    (ring.official_days, ring.quashed) = (AT_ONCE, 0.4);
    let lived = case.run(&inputs, 4);
    let failed = lived.total("ring_failed");
    share("failed", failed, lived.total("ring_runs"), -libm::expm1(-0.5));
    share("cases", lived.total("ring_cases"), failed, 0.6);
    inputs.orders = vec![order(OrderKind::NoExceptions, 0, &[0, 1], None, 0.0)];
    let strict = case.run(&inputs, 4);
    equal("no exceptions", strict.total("ring_cases"), strict.total("ring_failed"));
}

/// 1 − e^{−found·(m − 1)/365} a day for each layer, bought anew on the same day; an official is found as well, and comes back on a day on
/// which no layer was wanting.
fn investigated(case: &Case) {
    let mut inputs = city(200, 300.0);
    let ring = &mut inputs.parameters.ring;
    (ring.runs_per_year, ring.found_per_year, ring.official_days) = (0.0, 8.0, AT_ONCE);
    inputs.orders = vec![order(OrderKind::Investigate, 0, &[0, 1], None, 4.0)];
    let lived = case.run(&inputs, 5);
    let found = daily(8.0 * 3.0);
    share("layers", lived.total("ring_layers_lost"), 300.0 * 199.0, found);
    let (mut official, mut expected) = (0.0, 0.0);
    for _ in 1..200 {
        expected += official * found;
        official = (1.0 - found) + found * official * (1.0 - found);
    }
    rate("officials", lived.total("officials_found"), 300.0 * expected);
}

/// One case each on the second day; then hazards m·caught and flee·(1 − L) compete.
fn wanted(case: &Case) {
    let mut inputs = city(90, 200.0);
    inputs.forces[0].numbers.detection = 10.0;
    let ring = &mut inputs.parameters.ring;
    (ring.rest_days, ring.members) = (1e4, 12.0);
    (ring.caught_per_year, ring.flee_per_year) = (2.0, 3.0);
    inputs.orders = vec![
        order(OrderKind::Investigate, 0, &[0, 1], None, 2.0),
        order(OrderKind::Lockdown, 0, &[0, 1], None, 0.5),
    ];
    let lived = case.run(&inputs, 6);
    let over = -libm::expm1(-5.5 * 89.0 / 365.0);
    share("caught", lived.total("wanted_caught"), 2_400.0, over * 4.0 / 5.5);
    share("gone", lived.total("wanted_gone"), 2_400.0, over * 1.5 / 5.5);
}
