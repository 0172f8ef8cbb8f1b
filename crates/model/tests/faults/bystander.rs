//! Others whom fire meets (docs/model.md §7.23).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("people_in_the_zone_and_of_the_far_bank_are_hit_at_their_rates", people),
    ("guards_near_a_battery_are_taken_for_others", guards),
];

/// Hit are Poisson(met · `fire` · fire by order · hit), of whom `shot_death` die: in the zone by residents and its depth, on the far bank by
/// length of line and season.
fn people(case: &Case) {
    let mut inputs = open_border(730, 100_000);
    nobody(&mut inputs);
    inputs.rivers[0].ease = [0.5; 12];
    let mut patrol = force("patrol");
    (patrol.numbers.fire, patrol.numbers.hit) = (0.5, 0.4);
    inputs.forces = vec![patrol];
    inputs.parameters.passage.shot_death = 0.6;
    let bystander = &mut inputs.parameters.bystander;
    (bystander.in_zone, bystander.far_bank, bystander.fire) = (20.0, 2_000.0, 0.3);
    inputs.orders = vec![order(OrderKind::Zone, 0, &[0], None, 2.0)];
    let lived = case.run(&inputs, 1);
    let killed = 2.0 * 0.3 * 0.5 * 0.4 * 0.6;
    rate(
        "in the zone",
        lived.in_county("bystanders_shot", 0),
        20.0 * 100.0 * 2.0 * killed,
    );
    equal("no zone", lived.in_county("bystanders_shot", 1), 0.0);
    rate(
        "of the far bank",
        lived.total("foreigners_shot"),
        2_000.0 * 20.0 * 0.5 * killed,
    );
    let all = lived.total("bystanders_shot") + lived.total("foreigners_shot");
    equal("all others", lived.total("others_shot"), all);
}

/// A day of a county has one hit with 1 − e^{−guards · `mistaken_per_year` · fire · hit/365}; the dead are replaced.
fn guards(case: &Case) {
    let mut inputs = open_border(1_000, 1);
    nobody(&mut inputs);
    let (mut patrol, mut battery) = (force("patrol"), force("battery"));
    patrol.numbers.strength_per_km = 20.0;
    battery.behind = true;
    let numbers = &mut battery.numbers;
    (numbers.strength_per_km, numbers.fire, numbers.hit) = (1.0, 0.5, 0.4);
    inputs.forces = vec![patrol, battery];
    inputs.parameters.passage.shot_death = 0.6;
    inputs.parameters.bystander.mistaken_per_year = 2.0;
    let lived = case.run(&inputs, 2);
    let p = -libm::expm1(-200.0 * 2.0 * 0.5 * 0.4 / 365.0);
    let hit = lived.total("guards_hit");
    share("hit", hit, 2_000.0, p);
    share("killed", lived.total("others_shot"), hit, 0.6);
    let strength = lived.months("strength", 0, Some(0));
    assert!(
        strength.iter().all(|strength| *strength == 200.0),
        "the dead are replaced"
    );
}
