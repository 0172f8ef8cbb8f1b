//! Where forces stand and by what rule they fire. Fixed seeds; a comparison is at 5 standard errors (two-sided level 6e-7
//! each); shifts of 10 standard errors are always seen.

mod common;

use amnok_model::chance::Luck;
use amnok_model::day::first_morning;
use amnok_model::facts::{Incident, Outcome};
use amnok_model::given::{Order, OrderKind, Posting};
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::patrol::sight::Sight;
use amnok_model::mechanisms::patrol::{self, Recruits};
use amnok_model::record::measures::measure;
use amnok_model::today::Today;
use amnok_model::world::World;
use amnok_model::world::guard::Guard;
use amnok_model::world::orders_in_force::Standing;
use amnok_model::{Engine, run};

const LUCK: Luck = Luck { seed: 61, replicate: 0 };

fn incidents(inputs: &Inputs) -> Vec<Incident> {
    let mut log = Vec::new();
    run(inputs, LUCK, Engine::Selective, &mut log);
    log
}

/// Guards along the line, nobody to be bought.
fn guarded() -> Inputs {
    let mut inputs = common::open_border(100, 100_000);
    let mut guards = common::force("guards");
    (guards.numbers.strength_per_km, guards.numbers.hit) = (4.0, 0.5);
    (guards.numbers.penalty_days, guards.numbers.income_per_day) = (1e6, 1e4);
    inputs.parameters.belief.fear_floor = 1.0;
    inputs.parameters.bribe.severity_leave = 1.0;
    inputs.parameters.passage.shot_death = 0.5;
    let mut special = guards.clone();
    special.name = "special".into();
    special.posting = Posting::Embedded;
    special.numbers.strength_per_km = 0.0;
    inputs.forces = vec![guards, special];
    inputs
}

/// Share of those with that outcome among all, within 5 standard errors.
fn assert_share(log: &[Incident], outcome: Outcome, expected: f64) {
    let n = log.len() as f64;
    let count = log.iter().filter(|i| i.outcome == outcome).count() as f64;
    let error = libm::sqrt(n * expected * (1.0 - expected));
    assert!(
        n > 2_000.0 && (count - n * expected).abs() < 5.0 * error,
        "{count} of {n} for {expected}"
    );
}

/// In the zone: (1 − e^{−stop·km}) · zone_fire · fire · hit are shot, half of whom die.
#[test]
fn those_stopped_in_the_zone_are_fired_at_by_order() {
    let mut inputs = guarded();
    inputs.parameters.passage.zone_stop = 0.5;
    inputs.parameters.passage.zone_fire = 0.6;
    let all = [0, 1];
    inputs.orders = vec![
        common::order(OrderKind::Zone, 0, &all, None, 1.0),
        common::order(OrderKind::Fire, 0, &all, Some(0), 0.8),
    ];
    let log = incidents(&inputs);
    assert_share(&log, Outcome::Shot, (1.0 - libm::exp(-0.5)) * 0.6 * 0.8 * 0.5);
    inputs.parameters.passage.zone_fire = 0.0;
    assert!(incidents(&inputs).iter().all(|i| i.outcome != Outcome::Shot));
}

/// Where a force that fires stands with guards who do not, guards fire `command` of the way; where it does not stand, never.
#[test]
fn guards_obey_the_force_embedded_with_them() {
    let mut inputs = guarded();
    inputs.forces[0].numbers.detection = 0.1;
    inputs.parameters.patrol.command = 0.5;
    inputs.orders = vec![common::order(OrderKind::Fire, 0, &[0, 1], Some(1), 0.8)];
    assert!(
        incidents(&inputs).iter().all(|i| i.outcome != Outcome::Shot),
        "nobody commands them"
    );
    // Ten who see nobody stand beside them.
    inputs.forces[1].numbers.strength_per_km = 1.0;
    let seen = 1.0 - libm::exp(-0.1 * 4.0);
    assert_share(&incidents(&inputs), Outcome::Shot, seen * 0.5 * 0.8 * 0.5);
    inputs.parameters.patrol.command = 0.0;
    assert!(incidents(&inputs).iter().all(|i| i.outcome != Outcome::Shot));
}

/// Carries out an order on its day.
fn carry_out(day: u32, inputs: &Inputs, order: Order, world: &mut World) {
    let (standing, orders) = (Standing::default(), [order]);
    let today = Today {
        orders: &orders,
        ..Today::plain(day, LUCK, &standing)
    };
    let (params, border) = (&inputs.parameters.patrol, inputs.border());
    let recruits = Recruits::of(&today, inputs.parameters.bribe.tolerance_sigma);
    patrol::step(
        &today,
        params,
        border,
        recruits,
        &world.segments,
        &mut world.posts,
        &mut (),
    );
}

/// Groups of 150 to 300 stand where their reach is and nowhere else; an `embed` order makes other groups of the same persons.
#[test]
fn special_forces_stand_in_groups_with_guards() {
    let mut inputs = guarded();
    inputs.counties[0].border_km = 60.0;
    inputs.forces[1].numbers.unit_size = 200.0;
    inputs.parameters.patrol.group_reach_km = 6.0;
    let mut world = first_morning(&inputs, LUCK);
    let deploy = common::order(OrderKind::Deploy, 5, &[0], Some(1), 400.0);
    carry_out(5, &inputs, deploy, &mut world);
    let held = |world: &World| {
        let strong = |s: &usize| !world.posts.at(1, *s).is_empty();
        world.segments.of(0).filter(strong).count()
    };
    assert_eq!((held(&world), world.posts.strength(1, 0)), (12, 400));
    let embed = common::order(OrderKind::Embed, 9, &[0], Some(1), 100.0);
    carry_out(9, &inputs, embed, &mut world);
    assert_eq!((held(&world), world.posts.strength(1, 0)), (24, 400));
    assert!(
        world
            .segments
            .of(0)
            .all(|s| world.posts.at(1, s).iter().all(|g| g.since == 9))
    );
}

/// Batteries stand on the share of segments with the fewest guards, and not before they are ready.
#[test]
fn batteries_stand_on_the_least_guarded_segments_after_their_delay() {
    let mut inputs = guarded();
    inputs.forces[1].posting = Posting::LeastGuarded;
    inputs.forces[1].numbers.covers = 0.2;
    let mut world = first_morning(&inputs, LUCK);
    let weak: Vec<usize> = world.segments.of(0).skip(3).take(2).collect();
    for s in &weak {
        world.posts.remove_last(0, *s, 0);
    }
    let deploy = common::order(OrderKind::Deploy, 40, &[0], Some(1), 20.0);
    carry_out(40, &inputs, deploy.clone(), &mut world);
    for s in world.segments.of(0) {
        assert_eq!(
            world.posts.at(1, s).len(),
            if weak.contains(&s) { 10 } else { 0 },
            "segment {s}"
        );
    }
    inputs.orders = vec![deploy];
    let rows = run(&inputs, LUCK, Engine::Selective, &mut ());
    let strength = measure("strength") as u8;
    let of_batteries = |i: &usize| rows.measure[*i] == strength && rows.force[*i] == 1 && rows.value[*i] > 0.0;
    let months: Vec<(u32, f64)> = (0..rows.len())
        .filter(of_batteries)
        .map(|i| (rows.day[i], rows.value[i]))
        .collect();
    assert_eq!(
        months.iter().map(|m| m.0).min(),
        Some(31),
        "ready on the tenth of February"
    );
    let expected = 20.0 * 19.0 / 28.0;
    assert!((months.first().map_or(0.0, |m| m.1) - expected).abs() < 1e-9);
}

/// A look that is kept is as good as a new one, whatever has changed since: nothing, who stands there, the alert of a county, its battery, the month.
#[test]
fn what_forces_see_is_looked_at_again_when_anything_changes() {
    let mut inputs = guarded();
    inputs.rivers[0].visibility[1] = 0.5;
    inputs.parameters.patrol.alert_attention = 0.5;
    inputs.parameters.patrol.on_duty = 0.25;
    inputs.forces.iter_mut().for_each(|force| force.numbers.detection = 0.1);
    let (params, border) = (&inputs.parameters.patrol, inputs.border());
    let mut world = first_morning(&inputs, LUCK);
    let (mut standing, mut batteries, mut month) = (Standing::usual(border), vec![Vec::new(); 2], 0);
    let (mut kept, mut before) = (Sight::default(), Vec::new());
    for change in ["begin", "nothing", "come", "go", "alert", "battery", "month"] {
        match change {
            "come" => world.posts.add(1, 0, 0, Guard::new(0, 1.0, 1.0)),
            "go" => assert!(world.posts.remove_last(0, 0, 0)),
            "alert" => standing.alert[1] = 1.0,
            "battery" => batteries[0].push((1, 0.5)),
            "month" => month = 1,
            _ => {}
        }
        let today = Today {
            month,
            ..Today::plain(0, LUCK, &standing)
        };
        let look = |sight: &mut Sight| {
            sight.look(&today, (params, 0.5, &batteries), border, &world.segments, &world.posts);
            [sight.hazard.clone(), sight.front.clone(), sight.behind.clone()].concat()
        };
        let (now, new) = (look(&mut kept), look(&mut Sight::default()));
        assert_eq!(now, new, "{change}");
        assert_eq!(now == before, change == "nothing", "{change}");
        before = now;
    }
}
