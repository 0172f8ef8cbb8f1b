//! Systems of the founding reports that no closed form covers, each in whole runs with common luck. Fixed seeds; differences asked
//! for are many times their Monte-Carlo error.

mod common;

use amnok_model::chance::Luck;
use amnok_model::facts::{Activity, Incident, Outcome};
use amnok_model::given::OrderKind;
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::orders::{self, Orders};
use amnok_model::record::measures::measure;
use amnok_model::record::rows::Rows;
use amnok_model::world::orders_in_force::Standing;
use amnok_model::{Engine, run};
use std::collections::BTreeSet;

const LUCK: Luck = Luck { seed: 71, replicate: 0 };

fn simulate(inputs: &Inputs) -> Rows {
    run(inputs, LUCK, Engine::Selective, &mut ())
}

/// Sum of a measure over the rows of one county, or of one force.
fn sum(rows: &Rows, name: &str, keep: impl Fn(usize) -> bool) -> f64 {
    let wanted = measure(name) as u8;
    (0..rows.len())
        .filter(|i| rows.measure[*i] == wanted && keep(*i))
        .map(|i| rows.value[i])
        .sum()
}

/// Four layers along the line, each watched by the next; all can be bought, all are found out at times.
fn layers() -> Inputs {
    let mut inputs = common::busy_border(365, 20_000);
    inputs.orders.clear();
    let guard = inputs.forces[0].clone();
    inputs.forces = (0..4)
        .map(|layer: usize| {
            let mut force = guard.clone();
            force.name = format!("layer {layer}");
            force.watches = layer.checked_sub(1).into_iter().collect();
            force.numbers.value_share = 0.4;
            force.numbers.oversight = 0.3;
            force
        })
        .collect();
    inputs.commands.clear();
    inputs.outlets.clear();
    inputs.parameters.inspection.inspectors = 0.2;
    inputs.parameters.bribe.deal_per_year = 8.0;
    inputs
}

#[test]
fn an_order_holds_from_its_day_until_its_end() {
    let mut inputs = common::open_border(30, 10);
    let mut order = common::order(OrderKind::Alert, 5, &[1], None, 2.0);
    order.end = Some(8);
    inputs.orders = vec![order];
    let mut standing = Standing::default();
    for day in 0..12 {
        let all = Orders {
            issued: &[],
            scripted: &inputs.orders,
        };
        orders::step(day, inputs.border(), all, &mut standing);
        let held = if (5..8).contains(&day) { 2.0 } else { 0.0 };
        assert_eq!(standing.alert, [0.0, held], "day {day}");
    }
}

#[test]
fn guards_found_out_are_replaced_and_some_prosecuted() {
    let rows = simulate(&layers());
    let (found, prosecuted) = (rows.total("found_out"), rows.total("prosecuted"));
    assert!(found > 50.0, "{found}");
    assert!(prosecuted > 0.0 && prosecuted < found);
    let strength = sum(&rows, "strength", |i| rows.force[i] == 0) / 12.0;
    assert!(
        (strength - 120.0).abs() < 1e-9,
        "{strength}: recruits take their places"
    );
}

#[test]
fn a_unit_answers_for_its_members_where_it_is_ordered() {
    let mut inputs = layers();
    inputs.parameters.inspection.rotate_unit = 1.0;
    let usual = simulate(&inputs);
    assert_eq!((usual.total("rotated"), usual.total("officers_punished")), (0.0, 0.0));
    inputs
        .orders
        .push(common::order(OrderKind::Collective, 0, &[0], None, 0.0));
    let rows = simulate(&inputs);
    for name in ["rotated", "officers_punished"] {
        assert!(sum(&rows, name, |i| rows.county[i] == 0) > 0.0, "{name}");
        assert_eq!(sum(&rows, name, |i| rows.county[i] == 1), 0.0, "{name}");
    }
}

#[test]
fn watchers_of_watchers_find_and_are_bought_at_every_depth() {
    let rows = simulate(&layers());
    for force in 0..4_u8 {
        assert!(
            sum(&rows, "found_out", |i| rows.force[i] == force) > 0.0,
            "layer {force} found out"
        );
        let bought = sum(&rows, "watchers_bought", |i| rows.force[i] == force);
        assert!(
            if force == 0 { bought == 0.0 } else { bought > 0.0 },
            "layer {force} bought {bought} times"
        );
    }
}

#[test]
fn a_city_locked_down_loses_its_income_and_the_next_does_not() {
    let mut inputs = common::open_border(200, 50_000);
    inputs.parameters.attempt.lockdown = 0.1;
    inputs.parameters.economy.goods_per_run = 100.0;
    let of = |rows: &Rows, county: u16| sum(rows, "smuggled_value", |i| rows.county[i] == county);
    let usual = simulate(&inputs);
    inputs
        .orders
        .push(common::order(OrderKind::Lockdown, 0, &[0], None, 1.0));
    let locked = simulate(&inputs);
    assert!(of(&locked, 0) < 0.2 * of(&usual, 0));
    assert_eq!(of(&locked, 1), of(&usual, 1));
}

#[test]
fn scrutiny_and_lockdown_wear_morale_down() {
    let morale = |orders: Vec<(OrderKind, Option<usize>, f64)>| {
        let mut inputs = common::busy_border(120, 5_000);
        let order = |(kind, force, size)| common::order(kind, 10, &[0, 1], force, size);
        inputs.orders = orders.into_iter().map(order).collect();
        simulate(&inputs).total("morale")
    };
    let usual = morale(vec![]);
    assert!(morale(vec![(OrderKind::Lockdown, None, 1.0)]) < usual - 0.1);
    assert!(morale(vec![(OrderKind::Deploy, Some(1), 200.0)]) < usual - 0.1);
}

#[test]
fn attempts_move_to_where_fewer_guards_are_seen() {
    let here = |guarded: bool| {
        let mut inputs = common::open_border(300, 50_000);
        let mut force = common::force("patrol");
        force.numbers.detection = 0.02;
        force.numbers.arrest = 1.0;
        (force.numbers.penalty_days, force.numbers.income_per_day) = (1e6, 1e4);
        inputs.forces = vec![force];
        inputs.parameters.belief.fear_floor = 1.0;
        inputs.parameters.belief.by_eye = 0.05;
        inputs.parameters.belief.learn = 0.01;
        inputs.parameters.belief.forget_per_year = 20.0;
        inputs.parameters.attempt.search = 0.1;
        if guarded {
            inputs
                .orders
                .push(common::order(OrderKind::Deploy, 30, &[0], Some(0), 200.0));
        }
        let rows = simulate(&inputs);
        let made = |county: u16| sum(&rows, "attempts_here", |i| rows.county[i] == county);
        (made(0), made(1))
    };
    let (usual, moved) = (here(false), here(true));
    assert!(moved.0 < 0.8 * usual.0, "{moved:?} against {usual:?}");
    assert!(moved.1 > 1.1 * usual.1, "{moved:?} against {usual:?}");
}

#[test]
fn those_who_have_left_never_try_again() {
    let inputs = common::open_border(400, 20_000);
    let mut log: Vec<Incident> = Vec::new();
    run(&inputs, LUCK, Engine::Selective, &mut log);
    let mut gone = BTreeSet::new();
    for incident in &log {
        let who = (incident.county, incident.resident);
        assert!(!gone.contains(&who), "{incident:?} by one who is abroad");
        if incident.activity == Activity::Leave && incident.outcome == Outcome::Crossed {
            gone.insert(who);
        }
    }
    assert!(gone.len() > 1_000);
}
