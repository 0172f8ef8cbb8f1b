//! What comes of watching the far bank (docs/model.md §7.31).

use crate::bribe::guards;
use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[
    ("those_seen_are_sought_and_counterparts_keep_away", sought),
    ("new_deals_suffer_where_the_far_bank_is_watched", deals),
];

/// Of those seen `described` are sought, until they are forgotten; contact the next day is (1 − `kept_away`·[watched])·e^{−`per_sought`·sought/km}, and
/// dealings, which follow at once here, are that. Watched for 100 days; sought are some 2,500, so that chance in forgetting moves contact by
/// less than 0.01.
fn sought(case: &Case) {
    let mut inputs = open_border(242, 1);
    nobody(&mut inputs);
    inputs.parameters.officials.loiterers_per_km_year = 3_000.0;
    (
        inputs.parameters.far_bank.close_days,
        inputs.parameters.far_bank.open_days,
    ) = (0.01, 0.01);
    let watch = &mut inputs.parameters.watch;
    (
        watch.described,
        watch.kept_away,
        watch.per_sought,
        watch.forget_per_year,
    ) = (0.3, 0.2, 0.004, 3.0);
    let mut order = order(OrderKind::WatchFarBank, 0, &[0], None, 0.0);
    order.end = Some(100);
    inputs.orders = vec![order];
    let lived = case.run(&inputs, 1);
    share("sought", lived.total("sought"), lived.total("loiterers"), 0.3);
    let mut new = vec![0.0; 242];
    for fact in &lived.log.facts {
        if let Fact::Sought(sought) = fact {
            new[sought.day as usize] += f64::from(sought.persons);
        }
    }
    let (mut sought, mut contact) = (0.0, 1.0);
    let day = |day: usize| {
        let today = contact;
        sought = sought * (1.0 - daily(3.0)) + new[day];
        contact = if day < 100 { 0.8 } else { 1.0 } * libm::exp(-0.004 * sought / 10.0);
        today
    };
    let expected: Vec<f64> = (0..242).map(day).collect();
    let found = lived.months("openness", 0, None);
    for (found, expected) in found.iter().zip(means(&inputs, &expected)) {
        near("dealings", *found, expected, 0.01 * expected);
    }
    assert!(found[2] < 0.5 && found[7] > 0.6, "kept away and forgotten: {found:?}");
    equal_all("not watched", &lived.months("openness", 1, None), &[1.0; 8]);
}

/// Deals form at `deal_per_year` · (1 − `kept_away`) where the far bank is watched, from the day on which a forbidding penalty ends.
fn deals(case: &Case) {
    let mut inputs = guards(60, 300.0, 0.0);
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year, bribe.tenure_days) = (2.0, 1e-6, 1.0);
    bribe.value_smuggle = 100.0;
    inputs.parameters.watch.kept_away = 0.4;
    let mut penalty = order(OrderKind::Penalty, 0, &[0, 1], Some(0), 1e5);
    penalty.end = Some(5);
    inputs.orders = vec![penalty, order(OrderKind::WatchFarBank, 0, &[1], None, 0.0)];
    let lived = case.run(&inputs, 2);
    for (county, rate) in [(0, 3.0), (1, 1.8)] {
        let deals = |day: u32| {
            if day < 5 {
                0.0
            } else {
                3_000.0 * (1.0 - libm::pow(1.0 - daily(rate), f64::from(day - 4)))
            }
        };
        let expected: Vec<f64> = (0..60).map(deals).collect();
        for (found, expected) in lived
            .months("deals", county, Some(0))
            .iter()
            .zip(means(&inputs, &expected))
        {
            near("deals", *found, expected, libm::sqrt(expected));
        }
    }
}
