//! Many replicates of a displacement: the world of the Flee simulator.

use crate::in_order;
use amnok_model::chance::Luck;
use amnok_model::mechanisms::journey::displacement::newcomers::Plan;
use amnok_model::mechanisms::journey::displacement::{Course, Displacement, Engine};
use std::convert::Infallible;
use std::sync::atomic::AtomicBool;

/// Lives through replicates 0, 1, … of a displacement on so many threads (at least one) and gives their courses in order;
/// `told` hears after each how many are done. When `stop` is set, those that are done and in order are all that is given.
pub fn replicates(
    world: &Displacement,
    engine: Engine,
    seed: u64,
    replicates: u32,
    threads: usize,
    stop: &AtomicBool,
    mut told: impl FnMut(u32),
) -> Vec<Course> {
    let plan = Plan::new(world);
    let numbers: Vec<u32> = (0..replicates).collect();
    let mut courses = Vec::with_capacity(numbers.len());
    let live = |replicate| world.run(&plan, Luck { seed, replicate }, engine);
    let Ok(()) = in_order(&numbers, threads, stop, live, |_, course| {
        courses.push(course);
        told(courses.len() as u32);
        Ok::<(), Infallible>(())
    });
    courses
}
