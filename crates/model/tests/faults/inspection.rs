//! Discovery, watchers, punishment (docs/model.md §7.9).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("guards_are_found_out_by_what_is_on_their_account", inspectors),
    ("watchers_find_as_stated_and_are_bought_where_it_pays", watchers),
];

/// A county a segment with one guard, who lets everybody whom he sees go for money: so the log says what is on his account.
pub fn accounts(days: u32, counties: usize) -> Inputs {
    let mut inputs = open_border(days, 1);
    strip(&mut inputs, counties, 300);
    let mut patrol = force("patrol");
    (patrol.numbers.strength_per_km, patrol.numbers.detection) = (1.0, 2.0);
    inputs.forces = vec![patrol];
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year) = (0.0, 8.0);
    let bribe = &mut inputs.parameters.bribe;
    (bribe.theta, bribe.spot_smuggle) = (1.0, 1e4);
    inputs.parameters.inspection.forget_per_year = 20.0;
    files(&mut inputs);
    inputs
}

/// Hazard that guards have lived through, per unit of a rate a year: the sum of their accounts over days and `counties`. An account
/// grows by one with every passage paid for, fades, and ends with its guard.
pub fn lived_through(inputs: &Inputs, lived: &Lived, counties: core::ops::Range<usize>) -> f64 {
    let keeps = libm::exp(-inputs.parameters.inspection.forget_per_year / 365.0);
    let mut sum = 0.0;
    for county in counties {
        let paid = lived.daily(inputs.days, |i| i.at as usize == county && i.paid.0 > 0);
        let found = lived.filed(inputs.days, Topic::FoundOut, county);
        let mut account = 0.0;
        for (paid, found) in paid.iter().zip(&found) {
            account *= keeps;
            account = if account < 0.01 { 0.0 } else { account } + paid;
            sum += account / 365.0;
            account = if *found > 0.0 { 0.0 } else { account };
        }
    }
    sum
}

/// Found out ~ hazard lived through: `inspectors` · multiple by order · account. `prosecute` of them are prosecuted; where units answer
/// together, `rotate_unit` of the cases cost the unit its posting, and three officers.
fn inspectors(case: &Case) {
    let mut inputs = accounts(300, 240);
    let inspection = &mut inputs.parameters.inspection;
    (inspection.inspectors, inspection.prosecute, inspection.rotate_unit) = (0.1, 0.3, 0.4);
    let later: Vec<usize> = (120..240).collect();
    inputs.orders = vec![
        order(OrderKind::Inspect, 0, &later, None, 3.0),
        order(OrderKind::Collective, 0, &later, None, 0.0),
    ];
    let lived = case.run(&inputs, 1);
    let sum = |name, from: usize| {
        let row = lived.of(name).filter(|row| (row.county >= 120) == (from == 120));
        row.map(|row| row.value).sum::<f64>()
    };
    rate(
        "found by few",
        sum("found_out", 0),
        0.1 * lived_through(&inputs, &lived, 0..120),
    );
    rate(
        "found by many",
        sum("found_out", 120),
        0.3 * lived_through(&inputs, &lived, 120..240),
    );
    let found = lived.total("found_out");
    share("prosecuted", lived.total("prosecuted"), found, 0.3);
    share("units rotated", sum("rotated", 120), sum("found_out", 120), 0.4);
    equal("each by itself", sum("rotated", 0), 0.0);
    equal(
        "officers",
        lived.total("officers_punished"),
        3.0 * lived.total("rotated"),
    );
}

/// Two watchers on the segment find with `oversight` each, beside the inspectors; bought where the guard's share of a run reaches their
/// price of 100, unless no exceptions are made.
fn watchers(case: &Case) {
    for (share_of_run, no_exceptions, bought) in [(50.0, false, false), (150.0, false, true), (150.0, true, false)] {
        let mut inputs = accounts(300, 240);
        if no_exceptions {
            let everywhere: Vec<usize> = (0..240).collect();
            inputs.orders = vec![order(OrderKind::NoExceptions, 0, &everywhere, None, 0.0)];
        }
        let mut watcher = force("watcher");
        let numbers = &mut watcher.numbers;
        (numbers.strength_per_km, numbers.oversight) = (2.0, 0.05);
        (numbers.penalty_days, numbers.income_per_day) = (50.0, 20.0);
        watcher.watches = vec![0];
        inputs.forces.push(watcher);
        inputs.forces[0].numbers.value_share = 0.5;
        inputs.parameters.bribe.value_smuggle = 2.0 * share_of_run;
        inputs.parameters.belief.fear_floor = 0.1;
        inputs.parameters.inspection.inspectors = 0.05;
        let lived = case.run(&inputs, 2);
        let all = lived_through(&inputs, &lived, 0..240);
        let by_watchers = 0.1 * all;
        let found = if bought { 0.0 } else { by_watchers } + 0.05 * all;
        // Watchers who were bought are found out themselves, one passage on each account at first.
        let of_guards = lived
            .of("found_out")
            .filter(|row| row.force == 0)
            .map(|row| row.value)
            .sum();
        if bought {
            rate("bought", lived.total("watchers_bought"), by_watchers);
            let theirs = lived
                .of("found_out")
                .filter(|row| row.force == 1)
                .map(|row| row.value)
                .sum::<f64>();
            assert!(theirs > 0.0, "inspectors find watchers, too");
        } else {
            equal("bought", lived.total("watchers_bought"), 0.0);
            rate("found out", of_guards, found);
        }
    }
}
