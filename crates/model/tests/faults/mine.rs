//! Mines: laying them, and guards and builders on mined ground (docs/model.md §7.4).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("laying_mines_hurts_and_kills_its_shares", laying),
    ("mined_ground_hurts_guards_and_builders", ground),
    ("it_is_any_guard_of_mined_ground_who_dies", any_guard),
    ("duds_never_go_off_and_mines_fail_with_age", age),
    ("floods_move_mines_to_the_stretches_beside", floods),
    ("ways_become_known_and_are_forgotten", known),
    ("a_mine_goes_off_once", once),
];

/// Hurt are Binomial(mines, `laying`), and of them `killed` die.
fn laying(case: &Case) {
    let mut inputs = open_border(1, 1);
    nobody(&mut inputs);
    let mine = &mut inputs.parameters.mine;
    (mine.laying, mine.killed) = (0.2, 0.4);
    inputs.orders = vec![order(OrderKind::Mine, 0, &[0, 1], None, 500.0)];
    let lived = case.run(&inputs, 1);
    let (hurt, killed) = (lived.total("mine_casualties"), lived.total("mine_soldier_deaths"));
    share("hurt", hurt, 500.0 * 20.0, 0.2);
    share("killed", killed, hurt, 0.4);
    assert!(lived.log.accidents.iter().all(|a| a.cause == Cause::Mine));
    equal("laid", lived.total("mines_laid"), 500.0 * 20.0);
}

/// A day has an accident with 1 − e^{−h·mines·persons/365}, persons being guards, and builders where there are any. The dead are
/// replaced.
fn ground(case: &Case) {
    let mut inputs = open_border(3_000, 1);
    nobody(&mut inputs);
    let mut patrol = force("patrol");
    patrol.numbers.strength_per_km = 25.0;
    inputs.forces = vec![patrol];
    let mine = &mut inputs.parameters.mine;
    (mine.per_person_year, mine.killed) = (0.00002, 0.4);
    inputs.orders = vec![
        order(OrderKind::Mine, 0, &[0, 1], None, 10_000.0),
        order(OrderKind::Build, 0, &[1], None, 500.0),
    ];
    let lived = case.run(&inputs, 2);
    for (county, persons) in [(0, 250.0), (1, 750.0)] {
        let p = -libm::expm1(-0.01 / 365.0 * 20.0 * persons);
        let hurt = lived.in_county("mine_casualties", county);
        share("hurt", hurt, 2_999.0, p);
        share("killed", lived.in_county("mine_soldier_deaths", county), hurt, 0.4);
        let strength = lived.months("strength", county, Some(0));
        assert!(
            strength.iter().all(|strength| *strength == 250.0),
            "the dead are replaced: {strength:?}"
        );
    }
}

/// Twenty guards of a county, all with deals at first and none later: of n who stand there each death takes one by lot, so that of k deaths
/// 20·(1 − 1/20)^k deals are left.
fn any_guard(case: &Case) {
    let mut inputs = open_border(366, 1);
    nobody(&mut inputs);
    strip(&mut inputs, 60, 1);
    inputs.counties.iter_mut().for_each(|county| county.border_km = 2.0);
    let mut patrol = force("patrol");
    (patrol.numbers.strength_per_km, patrol.numbers.corruptible) = (10.0, 1.0);
    inputs.forces = vec![patrol];
    let bribe = &mut inputs.parameters.bribe;
    (bribe.deal_per_year, bribe.deal_end_per_year) = (1e-6, 1e-12);
    let mine = &mut inputs.parameters.mine;
    (mine.per_person_year, mine.killed) = (0.0005, 1.0);
    let everywhere: Vec<usize> = (0..60).collect();
    inputs.orders = vec![order(OrderKind::Mine, 0, &everywhere, None, 2_000.0)];
    let lived = case.run(&inputs, 3);
    let (mut found, mut expected) = (0.0, 0.0);
    for county in 0..60 {
        let deaths = lived.in_county("mine_soldier_deaths", county);
        expected += 20.0 * libm::pow(0.95, deaths);
        found += lived.months("deals", county, Some(0))[12];
    }
    share("deals left", found, 1_200.0, expected / 1_200.0);
}

/// Of those laid 1 − `duds` can go off; every thirty days of them fail with 1 − e^{−30·fail/365}.
fn age(case: &Case) {
    let mut inputs = open_border(400, 1);
    nobody(&mut inputs);
    let mine = &mut inputs.parameters.mine;
    (mine.duds, mine.fail_per_year) = (0.3, 0.8);
    inputs.orders = vec![order(OrderKind::Mine, 0, &[0], None, 1_000.0)];
    let lived = case.run(&inputs, 4);
    let left = |day: usize| 7_000.0 * libm::exp(-0.8 * 30.0 / 365.0 * (day / 30) as f64);
    let levels: Vec<f64> = (0..400).map(left).collect();
    for (found, expected) in lived.months("mines", 0, None).iter().zip(means(&inputs, &levels)) {
        near(
            "left",
            *found,
            expected,
            libm::sqrt(expected * (1.0 - expected / 10_000.0)),
        );
    }
}

/// Each flood moves `washed` of the mines, half of them either way: of the first stretch of the line half of those stay, since it ends there.
fn floods(case: &Case) {
    // The last month is dry, so that its level is one.
    let mut inputs = open_border(730, 1);
    nobody(&mut inputs);
    strip(&mut inputs, 2, 1);
    let dry = inputs.rivers[0].clone();
    inputs.rivers.push(dry);
    inputs.rivers[0].flood[..11].fill(0.3);
    inputs.counties[1].river = 1;
    inputs.parameters.mine.washed = 0.2;
    inputs.orders = vec![order(OrderKind::Mine, 0, &[0], None, 10_000.0)];
    let lived = case.run(&inputs, 5);
    let floods = lived.total("floods");
    assert!(floods >= 3.0, "{floods}");
    let stays = libm::pow(0.9, floods);
    let last = |county: usize| *lived.months("mines", county, None).last().expect("a month");
    share("stay", last(0), 10_000.0, stays);
    equal("none is lost", last(0) + last(1), 10_000.0);
}

/// One way k is known, 1 − (1 − k)(1 − `trodden`)^n after n attempts, and forgotten at its rate; the other goes off with its width. What a day
/// expects follows from the days before.
fn known(case: &Case) {
    let mut inputs = open_border(400, 1);
    strip(&mut inputs, 1, 20_000);
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year) = (0.0, 1.0);
    inputs.parameters.passage.mine_width_km = 2e-5;
    inputs.parameters.passage.mine_death = 0.0;
    let mine = &mut inputs.parameters.mine;
    (mine.trodden, mine.forget_per_year) = (0.01, 30.0);
    inputs.orders = vec![order(OrderKind::Mine, 0, &[0], None, 10_000.0)];
    let lived = case.run(&inputs, 6);
    let tried = lived.daily(400, |_| true);
    let hit = lived.daily(400, |i| i.outcome == Outcome::Mine);
    let (mut known, mut mines, mut expected) = (0.0, 10_000.0, 0.0);
    for (n, hit) in tried.iter().zip(&hit) {
        expected += n * -libm::expm1(-mines * (1.0 - known) * 2e-5);
        mines -= hit;
        known *= libm::exp(-30.0 / 365.0);
        known = 1.0 - (1.0 - known) * libm::pow(0.99, *n);
    }
    assert!(expected > 400.0, "wrong by half is seen: {expected}");
    rate("went off", hit.iter().sum(), expected);
}

/// Three mines on each of forty stretches, over which thirty try a day: all go off, and none again on the day on which others did.
fn once(case: &Case) {
    let mut inputs = open_border(200, 1);
    strip(&mut inputs, 40, 20_000);
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year) = (0.0, 1.0);
    inputs.parameters.passage.mine_width_km = 0.02;
    inputs.parameters.passage.mine_death = 0.0;
    let everywhere: Vec<usize> = (0..40).collect();
    inputs.orders = vec![order(OrderKind::Mine, 0, &everywhere, None, 3.0)];
    let lived = case.run(&inputs, 7);
    for at in 0..40 {
        equal(
            "went off",
            lived.count(|i| i.at == at && i.outcome == Outcome::Mine),
            3.0,
        );
    }
}
