//! The works: tasks by length and deadline, crews, material, accidents, repair. Reads workers by order and
//! the ground; owns what is built, its condition, and the tasks.
//!
//! A `build-fence`, `build-wall` or `build-cameras` order is a task: a length, shared over its counties by border, and a
//! deadline. A later one of the same structure in the same county takes the place of what was left of the first. Crews
//! (`build`) work on all open tasks, most on the one whose deadline comes first; after its deadline a task goes on, overdue. Crews without
//! a task, and those of a `repair` order, mend. What is new is in full condition.
//!
//! Source: founding report of 2023 (tasks given to units by a command of its own; two sites of fatal accidents), satellite
//! studies (length). Assumed: a crew is spread over all that is unfinished in its county; its pace falls with the drawn
//! ease of the ground.

use crate::chance::Purpose;
use crate::facts::{Accident, Cause, Fact, Log};
use crate::given::{Border, OrderKind};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::segment::Segments;
use crate::world::works::{Structure, Task, Works};

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Length of fence that one worker finishes in a day on level ground with full supply of material.
        metres_per_worker_day: f64 = "m of fence per worker-day", 0.0..=10.0;
        /// Share of the material needed that arrives.
        supply: f64 = "share", 0.0..=1.0;
        /// Share of a county's crews that is split evenly over its open tasks; the others work on the one of the earliest deadline.
        shared: f64 = "share", 0.0..=1.0;
        /// Labour for a length of wall, against the same length of fence.
        wall_labour: f64 = "multiple", 0.01..=100.0;
        /// Labour for a length watched by cameras, against the same length of fence.
        camera_labour: f64 = "multiple", 0.01..=100.0;
        /// Length that one worker brings from ruin to full condition in a day.
        repair_metres_per_worker_day: f64 = "m per worker-day", 0.0..=100.0;
        /// Hazard of death of a worker at the works.
        deaths_per_worker_year: f64 = "per worker-year", 0.0..=1.0;
        /// Hazard of an injury of a worker at the works that does not kill.
        injuries_per_worker_year: f64 = "per worker-year", 0.0..=10.0;
    }
}

/// The structure that a kind of order builds.
fn structure(kind: OrderKind) -> Option<Structure> {
    match kind {
        OrderKind::BuildFence => Some(Structure::Fence),
        OrderKind::BuildWall => Some(Structure::Wall),
        OrderKind::BuildCameras => Some(Structure::Cameras),
        _ => None,
    }
}

/// Takes up the tasks ordered today, shared by length of border; what stands already is not built again.
fn take_up(today: &Today, border: Border, segments: &Segments, works: &mut Works) {
    for order in today.orders {
        let Some(structure) = structure(order.kind) else {
            continue;
        };
        let km = |county: usize| border.counties[county].border_km;
        let all: f64 = order.counties.iter().map(|c| km(*c)).sum();
        for &county in &order.counties {
            works.set(Task {
                structure,
                county,
                left_km: (order.size * km(county) / all).min(wanting(structure, county, segments)),
                deadline: order.end,
            });
        }
    }
}

/// Length of a county's border where a structure does not stand, km.
fn wanting(structure: Structure, county: usize, segments: &Segments) -> f64 {
    let built = segments.built(structure);
    let range = segments.of(county);
    range.map(|s| (1.0 - built[s]) * segments.length_km[s]).sum()
}

/// A day of the works: tasks ordered today are taken up, every crew works.
pub fn step(
    today: &Today,
    params: &Params,
    border: Border,
    segments: &mut Segments,
    works: &mut Works,
    log: &mut impl Log,
) {
    take_up(today, border, segments, works);
    for county in 0..border.counties.len() {
        let (builders, menders) = (today.standing.workers[county], today.standing.repairers[county]);
        if builders + menders <= 0.0 {
            continue;
        }
        let idle = build_all(params, builders, county, segments, works);
        mend(params, idle + menders, county, segments);
        accident(today, params, county, builders + menders, log);
    }
}

/// Works on a county's tasks: `shared` of the hands split evenly over those that are open, the others and those left over on one after the
/// other, the earliest deadline first. Returns the hands that have nothing to do.
fn build_all(params: &Params, builders: f64, county: usize, segments: &mut Segments, works: &mut Works) -> f64 {
    let open = works.by_deadline(county);
    let mut hands = builders;
    if params.shared > 0.0 {
        let aside = params.shared * builders / open.len().max(1) as f64;
        for &number in &open {
            hands -= build(params, aside, number, segments, works);
        }
    }
    for number in open {
        if hands <= 0.0 {
            break;
        }
        hands -= build(params, hands, number, segments, works);
    }
    hands.max(0.0)
}

/// Works on one task; returns the worker-days that it took. Worker-days are spread over the unfinished segments by length;
/// each gets `hands · metres_per_worker_day · supply · ease / labour`, no segment more than its length, the task no more
/// than what is left of it.
fn build(params: &Params, hands: f64, number: usize, segments: &mut Segments, works: &mut Works) -> f64 {
    let Task {
        structure,
        county,
        left_km,
        ..
    } = works.tasks[number];
    let range = segments.of(county);
    let (built, lengths) = (
        &segments.built(structure)[range.clone()],
        &segments.length_km[range.clone()],
    );
    let of_each = built.iter().zip(lengths);
    let unfinished: f64 = of_each
        .clone()
        .map(|(built, km)| if *built < 1.0 { *km } else { 0.0 })
        .sum();
    if unfinished <= 0.0 || left_km <= 0.0 {
        works.tasks[number].left_km = 0.0;
        return 0.0;
    }
    let pace = metres(params, structure) / 1000.0 * hands / unfinished;
    // Length of each segment, at most: the part that is wanting.
    let gains = of_each.zip(&segments.ease[range.clone()]);
    let gains: Vec<f64> = gains
        .map(|((built, km), ease)| (pace * ease * km).min((1.0 - built) * km))
        .collect();
    let most: f64 = gains.iter().sum();
    let share = if most > 0.0 { (left_km / most).min(1.0) } else { 1.0 };
    let gains = gains.iter().map(|km| share * km);
    let done = gains.clone().sum();
    segments.build(structure, range, gains);
    works.finish(number, done);
    hands * share
}

/// Length of a structure that one worker finishes in a day on ground of usual ease, m.
fn metres(params: &Params, structure: Structure) -> f64 {
    let labour = match structure {
        Structure::Fence => 1.0,
        Structure::Wall => params.wall_labour,
        Structure::Cameras => params.camera_labour,
    };
    params.metres_per_worker_day * params.supply / labour
}

/// Crews mend what is worn, evenly over the county.
fn mend(params: &Params, hands: f64, county: usize, segments: &mut Segments) {
    if hands <= 0.0 {
        return;
    }
    let length: f64 = segments.of(county).map(|s| segments.length_km[s]).sum();
    let mended = hands * params.repair_metres_per_worker_day * params.supply / 1000.0 / length;
    for s in segments.of(county) {
        segments.condition[s] = (segments.condition[s] + mended).min(1.0);
    }
}

/// Who was hurt at the works today.
fn accident(today: &Today, params: &Params, county: usize, workers: f64, log: &mut impl Log) {
    let mut draws = today.draws(Purpose::Works, county, 0);
    let mut hit = |per_year: f64| draws.binomial(workers as u32, daily_probability(per_year / 365.0));
    let (killed, injured) = (hit(params.deaths_per_worker_year), hit(params.injuries_per_worker_year));
    if killed + injured > 0 {
        log.happened(&Fact::Accident(Accident {
            day: today.day,
            county: county as u16,
            cause: Cause::Works,
            killed,
            injured,
        }));
    }
}
