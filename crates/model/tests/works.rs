//! Works and mines against closed forms. Fixed seeds; a comparison is at 5 standard errors (two-sided level 6e-7 each);
//! shifts of 10 standard errors are always seen.

mod common;

use amnok_model::chance::Luck;
use amnok_model::facts::{Accident, Cause, Fact, Log};
use amnok_model::given::OrderKind;
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::orders::{Orders, in_force};
use amnok_model::mechanisms::works;
use amnok_model::today::Today;
use amnok_model::world::World;
use amnok_model::world::works::Structure;
use amnok_model::{Engine, run};

const LUCK: Luck = Luck { seed: 31, replicate: 0 };

/// A border with works of 20 workers in the first county, paced at 0.5 m a day.
fn site() -> Inputs {
    let mut inputs = common::open_border(400, 1);
    inputs.parameters.works = works::Params {
        metres_per_worker_day: 0.5,
        supply: 0.8,
        wall_labour: 4.0,
        camera_labour: 1.0,
        repair_metres_per_worker_day: 0.1,
        ..works::Params::default()
    };
    inputs.orders = vec![common::order(OrderKind::Build, 0, &[0], None, 20.0)];
    inputs
}

/// Lives through the works of so many days.
fn build(inputs: &Inputs, days: u32) -> World {
    let mut world = World::begin(&inputs.beginning(), LUCK);
    for day in 0..days {
        work(day, inputs, &mut world);
    }
    world
}

/// A day of the works.
fn work(day: u32, inputs: &Inputs, world: &mut World) {
    let all = Orders {
        issued: &[],
        scripted: &inputs.orders,
    };
    let standing = in_force(day, inputs.border(), all);
    let today = Today {
        orders: &all.due(day),
        ..Today::plain(day, LUCK, &standing)
    };
    let (params, border) = (&inputs.parameters.works, inputs.border());
    works::step(&today, params, border, &mut world.segments, &mut world.works, &mut ());
}

/// While no segment is whole: `days · workers · metres · supply · mean ease of the ground`.
#[test]
fn crews_build_at_the_stated_pace_slower_on_steep_ground() {
    let mut inputs = site();
    inputs
        .orders
        .push(common::order(OrderKind::BuildFence, 0, &[0], None, 5.0));
    let world = build(&inputs, 100);
    let ease: f64 = world.segments.of(0).map(|s| world.segments.ease[s]).sum::<f64>() / 10.0;
    let expected = 100.0 * 20.0 * 0.5 * 0.8 / 1000.0 * ease;
    let built = world.works.built_km[Structure::Fence as usize][0];
    assert!((built - expected).abs() < 1e-9, "{built} for {expected}");
    let (steep, flat) = world.segments.of(0).fold((0, 0), |(low, high), s| {
        let ease = &world.segments.ease;
        (
            if ease[s] < ease[low] { s } else { low },
            if ease[s] > ease[high] { s } else { high },
        )
    });
    assert!(world.segments.fence[steep] < world.segments.fence[flat]);
}

#[test]
fn the_earliest_deadline_comes_first_and_no_more_is_built_than_ordered() {
    let mut inputs = site();
    let task = |kind, size, end| {
        let mut order = common::order(kind, 0, &[0], None, size);
        order.end = Some(end);
        order
    };
    inputs.orders.push(task(OrderKind::BuildFence, 2.0, 300));
    inputs.orders.push(task(OrderKind::BuildWall, 0.2, 60));
    let early = build(&inputs, 60);
    assert_eq!(early.works.built_km[Structure::Fence as usize][0], 0.0);
    assert!(early.works.left(0, 60).1 > 0.0, "the wall is overdue");
    let late = build(&inputs, 400);
    assert!((late.works.built_km[Structure::Wall as usize][0] - 0.2).abs() < 1e-9);
    assert!((late.works.built_km[Structure::Fence as usize][0] - 2.0).abs() < 1e-9);
    assert_eq!(late.works.left(0, 400), (0.0, 0.0));
}

/// What stands is not built again: of 9 km ordered where 6 of 10 stand, 4 are wanting.
#[test]
fn a_task_is_no_longer_than_what_is_wanting() {
    let mut inputs = site();
    inputs.counties[0].fence = 0.6;
    inputs
        .orders
        .push(common::order(OrderKind::BuildFence, 0, &[0], None, 9.0));
    let world = build(&inputs, 1);
    assert!((world.works.ordered_km[0][0] - 4.0).abs() < 1e-9);
}

#[test]
fn a_later_task_takes_the_place_of_what_is_left() {
    let mut inputs = site();
    let mut again = common::order(OrderKind::BuildFence, 50, &[0], None, 1.0);
    again.end = Some(390);
    inputs
        .orders
        .extend([common::order(OrderKind::BuildFence, 0, &[0], None, 9.0), again]);
    let world = build(&inputs, 400);
    let built = world.works.built_km[0][0];
    assert!((world.works.ordered_km[0][0] - built).abs() < 1e-9);
    assert!(built > 1.0 && built < 2.0, "{built}");
}

#[test]
fn menders_restore_and_new_structures_are_whole() {
    let mut inputs = site();
    inputs.orders = vec![common::order(OrderKind::Repair, 0, &[0], None, 20.0)];
    let mut world = World::begin(&inputs.beginning(), LUCK);
    world.segments.condition.fill(0.5);
    world.segments.fence.fill(0.5);
    work(0, &inputs, &mut world);
    // 20 workers · 0.1 m · 0.8 over 10 km.
    assert!((world.segments.condition[0] - 0.500_16).abs() < 1e-9);
    assert_eq!(world.segments.condition[10], 0.5);
    world.segments.build(Structure::Wall, 10..11, [0.5].into_iter());
    assert!((world.segments.condition[10] - 0.75).abs() < 1e-12);
}

/// Keeps accidents.
#[derive(Default)]
struct Kept(Vec<Accident>);

impl Log for Kept {
    fn happened(&mut self, fact: &Fact) {
        if let Fact::Accident(accident) = fact {
            self.0.push(*accident);
        }
    }
}

/// Deaths at work: Poisson with worker-years × rate; at laying: Binomial(mines, laying).
#[test]
fn accidents_come_at_their_rates_and_are_told_whole() {
    let mut inputs = site();
    inputs.orders[0].size = 5_000.0;
    inputs.parameters.works.deaths_per_worker_year = 0.05;
    inputs.parameters.mine.laying = 0.02;
    inputs.parameters.mine.killed = 0.25;
    inputs
        .orders
        .push(common::order(OrderKind::Mine, 10, &[1], None, 1_000.0));
    let mut kept = Kept::default();
    let rows = run(&inputs, LUCK, Engine::Selective, &mut kept);
    let deaths = rows.total("worker_deaths");
    let expected = 5_000.0 * 0.05 * 400.0 / 365.0;
    assert!(
        (deaths - expected).abs() < 5.0 * libm::sqrt(expected),
        "{deaths} for {expected}"
    );
    let (hurt, killed) = (rows.total("mine_casualties"), rows.total("mine_soldier_deaths"));
    assert!((hurt - 200.0).abs() < 5.0 * 14.0, "{hurt} hurt of 10,000 mines");
    assert!((killed / hurt - 0.25).abs() < 5.0 * 0.031, "{killed} of {hurt} killed");
    let told = |cause| {
        let of = kept.0.iter().filter(|a| a.cause == cause);
        of.map(|a| f64::from(a.killed)).sum::<f64>()
    };
    assert_eq!(told(Cause::Works), deaths);
    assert_eq!(told(Cause::Mine), killed);
}

/// Guards on mined ground: a day of harm with chance `1 − e^{−guards · mines per km · rate}`; the dead are replaced.
#[test]
fn mines_hurt_guards_who_are_replaced() {
    let mut inputs = common::open_border(365, 1);
    let mut force = common::force("patrol");
    force.numbers.strength_per_km = 20.0;
    inputs.forces = vec![force];
    inputs.parameters.mine.per_person_year = 0.00005;
    inputs.parameters.mine.killed = 0.5;
    inputs
        .orders
        .push(common::order(OrderKind::Mine, 0, &[0], None, 10_000.0));
    let rows = run(&inputs, LUCK, Engine::Selective, &mut ());
    let hurt = rows.total("mine_casualties");
    // 200 guards, 10,000 mines per km, 0.00005 a year; at most one a day.
    let p = 1.0 - libm::exp(-200.0 * 10_000.0 * 0.00005 / 365.0);
    let expected = 365.0 * p;
    assert!(
        (hurt - expected).abs() < 5.0 * libm::sqrt(expected * (1.0 - p)),
        "{hurt} for {expected}"
    );
    assert!((rows.total("strength") / 12.0 - 400.0).abs() < 1e-9);
}
