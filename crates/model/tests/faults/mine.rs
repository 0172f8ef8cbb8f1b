//! Mines: laying them, and guards and builders on mined ground (docs/model.md §7.4).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("laying_mines_hurts_and_kills_its_shares", laying),
    ("mined_ground_hurts_guards_and_builders", ground),
    ("it_is_any_guard_of_mined_ground_who_dies", any_guard),
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
    (mine.per_person_year, mine.killed) = (0.01, 0.4);
    inputs.orders = vec![
        order(OrderKind::Mine, 0, &[0, 1], None, 20.0),
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
    (mine.per_person_year, mine.killed) = (0.05, 1.0);
    let everywhere: Vec<usize> = (0..60).collect();
    inputs.orders = vec![order(OrderKind::Mine, 0, &everywhere, None, 20.0)];
    let lived = case.run(&inputs, 3);
    let (mut found, mut expected) = (0.0, 0.0);
    for county in 0..60 {
        let deaths = lived.in_county("mine_soldier_deaths", county);
        expected += 20.0 * libm::pow(0.95, deaths);
        found += lived.months("deals", county, Some(0))[12];
    }
    share("deals left", found, 1_200.0, expected / 1_200.0);
}
