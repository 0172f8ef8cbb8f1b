//! Where forces stand, what they see, how they answer (docs/model.md §7.5).

use crate::case::*;
use crate::common::{force, open_border, order};

pub const CHECKS: &[Check] = &[
    ("forces_see_with_those_on_duty_and_their_attention", sight),
    ("guards_fire_by_order_and_under_command", fire),
    ("groups_stand_within_their_reach", groups),
    ("batteries_stand_where_fewest_guards_are", batteries),
    ("forces_grow_shrink_and_rotate_by_order", strength),
];

/// A force that takes no bribe.
fn upright(name: &str, per_km: f64, detection: f64) -> amnok_model::given::Force {
    let mut upright = force(name);
    let numbers = &mut upright.numbers;
    (numbers.strength_per_km, numbers.detection, numbers.arrest) = (per_km, detection, 1.0);
    (numbers.penalty_days, numbers.income_per_day) = (100.0, 1.0);
    upright
}

fn border(days: u32, residents: u32) -> Inputs {
    let mut inputs = open_border(days, residents);
    inputs.parameters.belief.fear_floor = 1.0;
    inputs.parameters.bribe.severity_leave = 1.0;
    inputs
}

/// κ · on_duty · guards/km · visibility · (1 + alert_attention·alert) · (1 − far_bank_attention); guard-days as many more as attention
/// rises under alert, at most all.
fn sight(case: &Case) {
    let mut inputs = border(59, 40_000);
    inputs.forces = vec![upright("patrol", 4.0, 0.25), upright("police", 1.0, 0.2)];
    inputs.forces[1].behind = true;
    inputs.rivers[0].visibility = [0.8; 12];
    let patrol = &mut inputs.parameters.patrol;
    (patrol.on_duty, patrol.alert_attention, patrol.far_bank_attention) = (0.5, 0.3, 0.4);
    let third = inputs.counties[1].clone();
    inputs.counties.push(third);
    inputs.orders = vec![
        order(OrderKind::Alert, 0, &[0], None, 2.0),
        order(OrderKind::WatchFarBank, 0, &[1], None, 0.0),
        order(OrderKind::Alert, 0, &[2], None, 5.0),
    ];
    let lived = case.run(&inputs, 1);
    for (county, attention, on_duty) in [(0, 1.6, 0.8), (1, 0.6, 0.5), (2, 2.5, 1.0)] {
        let hazard = |per_km: f64, detection: f64| detection * 0.5 * per_km * 0.8 * attention;
        let (first, then) = (hazard(4.0, 0.25), hazard(1.0, 0.2));
        let at = lived.count(|i| i.at == county);
        let by = |force| lived.count(|i| i.at == county && i.force == Some(force));
        share("seen by the first", by(0), at, -libm::expm1(-first));
        share("seen behind", by(1), at, libm::exp(-first) * -libm::expm1(-then));
        let duty = |force| {
            let ours = |row: &Row| row.county == county as usize && row.force == force;
            lived.of("duty").filter(ours).map(|row| row.value).sum::<f64>()
        };
        equal("guard-days", duty(0), 40.0 * on_duty * 59.0);
        equal("guard-days behind", duty(1), 10.0 * on_duty * 59.0);
    }
}

/// Seen and fired at with the force's own share, or `command` of the way up to that of the force embedded with it; `hit`, `shot_death`.
fn fire(case: &Case) {
    for embedded in [false, true] {
        let mut inputs = border(90, 20_000);
        let mut guards = upright("patrol", 2.0, 0.5);
        (guards.numbers.fire, guards.numbers.hit) = (0.3, 0.5);
        inputs.forces = vec![guards];
        inputs.parameters.passage.shot_death = 0.4;
        inputs.parameters.patrol.command = 0.5;
        if embedded {
            let mut special = upright("special", 1.0, 0.0);
            special.posting = Posting::Embedded;
            inputs.forces.push(special);
            inputs.orders = vec![order(OrderKind::Fire, 0, &[0, 1], Some(1), 0.6)];
        }
        let lived = case.run(&inputs, 2);
        let tried = lived.log.incidents.len() as f64;
        let shot = lived.count(|i| i.outcome == Outcome::Shot);
        let fires = if embedded { 0.3 + 0.5 * 0.3 } else { 0.3 };
        let seen = -libm::expm1(-1.0);
        share("shot", shot, tried, seen * fires * 0.5);
        share(
            "missed",
            lived.count(|i| i.outcome == Outcome::TurnedBack),
            tried,
            seen * fires * 0.5,
        );
        share("dead", lived.total("deaths_shot"), shot, 0.4);
    }
}

/// Sixty segments; those on which `held` says somebody stands are certain to be seen, by their ease of all.
fn seen_where_held(case: &Case, inputs: &Inputs, seed: u64, held: impl Fn(usize) -> bool) {
    let lived = case.run(inputs, seed);
    let at = lived.count(|i| i.at == 0);
    let seen = lived.count(|i| i.at == 0 && i.outcome == Outcome::Arrested);
    let (mut here, mut all) = (0.0, 0.0);
    for slice in 0..60 {
        let ease = ease(seed, 0, slice);
        all += ease;
        here += if held(slice as usize) { ease } else { 0.0 };
    }
    share("seen", seen, at, here / all);
}

fn long_county() -> Inputs {
    let mut inputs = border(60, 40_000);
    inputs.counties[0].border_km = 60.0;
    inputs.counties[1].residents = 0;
    inputs.forces = vec![upright("patrol", 1.5, 0.0), upright("other", 0.0, 60.0)];
    inputs
}

/// Groups of `unit_size`, or as an order says, spaced evenly, each over the kilometres within half its reach.
fn groups(case: &Case) {
    for (ordered, groups) in [(None, 2.0), (Some(100.0), 4.0)] {
        let mut inputs = long_county();
        inputs.forces[1].posting = Posting::Embedded;
        inputs.forces[1].numbers.unit_size = 200.0;
        inputs.parameters.patrol.group_reach_km = 6.5;
        inputs.orders = vec![order(OrderKind::Deploy, 0, &[0], Some(1), 400.0)];
        if let Some(size) = ordered {
            inputs.orders.push(order(OrderKind::Embed, 0, &[0], Some(1), size));
        }
        let space = 60.0 / groups;
        let held = |slice: usize| {
            let from_start = (slice as f64 + 0.5) % space;
            (from_start - space / 2.0).abs() <= 6.5 / 2.0
        };
        seen_where_held(case, &inputs, 3, held);
    }
}

/// On the share `covers` of segments with the fewest guards: every second one has one guard, the others two.
fn batteries(case: &Case) {
    let mut inputs = long_county();
    inputs.forces[1].posting = Posting::LeastGuarded;
    inputs.forces[1].numbers.covers = 0.25;
    inputs.orders = vec![order(OrderKind::Deploy, 0, &[0], Some(1), 150.0)];
    seen_where_held(case, &inputs, 4, |slice| slice % 2 == 0 && slice < 30);
}

/// `deploy` adds by length of border, `withdraw` takes a share, `rotate` replaces a share of the units, drawn by lot.
fn strength(case: &Case) {
    let mut inputs = border(59, 1);
    nobody(&mut inputs);
    strip(&mut inputs, 300, 1);
    inputs.counties[0].border_km = 3.0;
    inputs.forces = vec![upright("patrol", 4.0, 0.0)];
    let all: Vec<usize> = (0..300).collect();
    inputs.orders = vec![
        order(OrderKind::Deploy, 10, &[0, 1], Some(0), 40.0),
        order(OrderKind::Withdraw, 20, &[0, 1], Some(0), 0.4),
        order(OrderKind::Rotate, 40, &all[2..], Some(0), 0.4),
    ];
    let lived = case.run(&inputs, 5);
    for (county, first, more) in [(0, 12.0, 30.0), (1, 4.0, 10.0)] {
        let left = first + more - libm::round(0.4 * (first + more));
        let of_day = |day: usize| match day {
            0..10 => first,
            10..20 => first + more,
            _ => left,
        };
        let expected: Vec<f64> = (0..59).map(of_day).collect();
        equal_all(
            "strength",
            &lived.months("strength", county, Some(0)),
            &means(&inputs, &expected),
        );
    }
    share("units rotated", lived.total("rotated") / 4.0, 298.0, 0.4);
}
