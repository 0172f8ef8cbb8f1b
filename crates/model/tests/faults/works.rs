//! Crews, tasks, accidents (docs/model.md §7.4).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[
    ("crews_build_tasks_at_their_pace_and_what_is_left_is_overdue", building),
    ("a_part_of_the_crews_is_split_over_all_open_tasks", side_by_side),
    ("menders_and_idle_crews_restore_the_condition", mending),
    ("accidents_at_the_works_come_at_their_rates", accidents),
];

const WORKERS: f64 = 20.0;

/// Counties of 10 and 30 km, workers in the first.
fn site(days: u32) -> Inputs {
    let mut inputs = open_border(days, 1);
    nobody(&mut inputs);
    inputs.counties[1].border_km = 30.0;
    let works = &mut inputs.parameters.works;
    (works.metres_per_worker_day, works.supply) = (1.5, 0.8);
    (works.wall_labour, works.camera_labour) = (4.0, 1.6);
    works.repair_metres_per_worker_day = 0.5;
    inputs.orders = vec![order(OrderKind::Build, 0, &[0], None, WORKERS)];
    inputs
}

/// While no segment is whole: workers · metres · supply · mean ease of the ground / labour a day. A task is shared by length of border;
/// what is left of it after its deadline is overdue.
fn building(case: &Case) {
    for (kind, measure, labour) in [
        (OrderKind::BuildFence, "fence_km", 1.0),
        (OrderKind::BuildWall, "wall_km", 4.0),
        (OrderKind::BuildCameras, "camera_km", 1.6),
    ] {
        let mut inputs = site(59);
        let mut task = order(kind, 0, &[0, 1], None, 8.0);
        task.end = Some(40);
        inputs.orders.push(task);
        let lived = case.run(&inputs, 1);
        let steep = (0..10).map(|slice| ease(1, 0, slice)).sum::<f64>() / 10.0;
        let pace = WORKERS * 1.5 * 0.8 * steep / labour / 1_000.0;
        let built: Vec<f64> = (1..=59).map(|days| f64::from(days) * pace).collect();
        let left: Vec<f64> = built.iter().map(|km| 2.0 - km).collect();
        let overdue = |(day, km): (usize, &f64)| if day < 40 { 0.0 } else { *km };
        let overdue: Vec<f64> = left.iter().enumerate().map(overdue).collect();
        equal_all(measure, &lived.months(measure, 0, None), &means(&inputs, &built));
        equal_all("left", &lived.months("works_left_km", 0, None), &means(&inputs, &left));
        equal_all(
            "overdue",
            &lived.months("works_overdue_km", 0, None),
            &means(&inputs, &overdue),
        );
        equal_all("without workers", &lived.months("works_left_km", 1, None), &[6.0, 6.0]);
    }
}

/// Of 20 workers `shared` = 0.6 are split over fence and wall, six to each; the other eight build the fence, whose deadline comes first.
fn side_by_side(case: &Case) {
    let mut inputs = site(59);
    inputs.parameters.works.shared = 0.6;
    let mut fence = order(OrderKind::BuildFence, 0, &[0], None, 8.0);
    fence.end = Some(40);
    inputs.orders.push(fence);
    inputs.orders.push(order(OrderKind::BuildWall, 0, &[0], None, 8.0));
    let lived = case.run(&inputs, 4);
    let steep = (0..10).map(|slice| ease(4, 0, slice)).sum::<f64>() / 10.0;
    for (measure, workers, labour) in [("fence_km", 14.0, 1.0), ("wall_km", 6.0, 4.0)] {
        let pace = workers * 1.5 * 0.8 * steep / labour / 1_000.0;
        let built: Vec<f64> = (1..=59).map(|days| f64::from(days) * pace).collect();
        equal_all(measure, &lived.months(measure, 0, None), &means(&inputs, &built));
    }
}

/// After the day's weather the condition rises by hands · metres · supply / length, in full where nothing is to be built.
fn mending(case: &Case) {
    let mut inputs = site(90);
    inputs.parameters.barrier.decay_per_year = 3.0;
    inputs.orders.push(order(OrderKind::Repair, 0, &[1], None, 30.0));
    let lived = case.run(&inputs, 2);
    for (county, hands, km) in [(0, WORKERS, 10.0), (1, 30.0, 30.0)] {
        let mut condition = 1.0;
        let day = |_| {
            condition = f64::min(condition * (1.0 - 3.0 / 365.0) + hands * 0.5 * 0.8 / 1_000.0 / km, 1.0);
            condition
        };
        let daily: Vec<f64> = (0..90).map(day).collect();
        equal_all(
            "condition",
            &lived.months("condition", county, None),
            &means(&inputs, &daily),
        );
    }
}

/// Binomial over workers and days, builders and menders alike; the log tells of the same as the ledger.
fn accidents(case: &Case) {
    let mut inputs = site(365);
    inputs.orders = vec![
        order(OrderKind::Build, 0, &[0], None, 600.0),
        order(OrderKind::Repair, 0, &[0], None, 400.0),
    ];
    let works = &mut inputs.parameters.works;
    (works.deaths_per_worker_year, works.injuries_per_worker_year) = (0.4, 1.5);
    let lived = case.run(&inputs, 3);
    let n = 1_000.0 * 365.0;
    share("deaths", lived.total("worker_deaths"), n, daily(0.4));
    share("injuries", lived.total("worker_injuries"), n, daily(1.5));
    let logged: u32 = lived.log.accidents.iter().map(|a| a.killed + a.injured).sum();
    equal(
        "logged",
        f64::from(logged),
        lived.total("worker_deaths") + lived.total("worker_injuries"),
    );
    assert!(
        lived
            .log
            .accidents
            .iter()
            .all(|a| a.cause == Cause::Works && a.county == 0)
    );
}
