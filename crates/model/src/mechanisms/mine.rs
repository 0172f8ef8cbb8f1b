//! Mines: laying them, and whom they hurt beside those who try to cross (design 4.9; those who cross: [`super::passage`]).
//! Reads workers and posts; owns mines per km. One who is killed is replaced by a recruit at once, so that strength stands.
//!
//! Source: reported accidents of soldiers who laid mines (October 2020) and of builders new to the place (May 2021).
//! Decided: soldiers and builders are hurt; animals are too, but nothing in the model follows from that, so they are left out.

use crate::chance::{Luck, Purpose};
use crate::facts::{Accident, Cause, Fact, Log};
use crate::inputs::{Inputs, Order};
use crate::mechanisms::orders::Standing;
use crate::mechanisms::patrol;
use crate::parameter::numbers;
use crate::units::daily_probability;
use crate::world::World;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Persons hurt or killed for each mine laid.
        laying: f64 = "persons hurt per mine", 0.0..=1.0;
        /// Hazard that a guard or builder on mined ground sets one off.
        per_person_year: f64 = "per person-year and mine per km", 0.0..=10.0;
        /// Share of the soldiers hurt by a mine who die.
        killed: f64 = "share", 0.0..=1.0;
    }
}

/// Lays mines by order: `size` more per km along its counties; some who lay them are hurt.
pub fn lay(day: u32, inputs: &Inputs, order: &Order, luck: Luck, segments: &mut Segments, log: &mut impl Log) {
    let params = &inputs.parameters.mine;
    for &c in &order.counties {
        for s in segments.of(c) {
            segments.mines[s] += order.size;
        }
    }
    for &c in &order.counties {
        let mines = libm::round(order.size * inputs.counties[c].border_km) as u32;
        let mut draws = luck.at(Purpose::MineLaying, c, order.number as u32, day);
        let hurt = draws.binomial(mines, params.laying);
        let killed = draws.binomial(hurt, params.killed);
        accident(day, c, killed, hurt - killed, log);
    }
}

/// Guards and builders on mined ground, a day. Guards who die are replaced.
pub fn step(day: u32, inputs: &Inputs, standing: &Standing, luck: Luck, world: &mut World, log: &mut impl Log) {
    let params = &inputs.parameters.mine;
    for c in 0..inputs.counties.len() {
        let exposure = exposed(c, inputs, &world.segments, &world.posts);
        let per_km = mean_mines(c, &world.segments);
        if per_km <= 0.0 || exposure + standing.workers[c] <= 0.0 {
            continue;
        }
        let hazard = params.per_person_year / 365.0;
        let mut draws = luck.at(Purpose::MineAccident, c, 0, day);
        let one = draws.fine();
        let expected = hazard * (exposure + standing.workers[c] * per_km);
        // At these rates two on one day are out of the question: one is hurt with chance 1 − e^{−expected}.
        if one >= daily_probability(expected) {
            continue;
        }
        let killed = draws.chance(params.killed);
        accident(day, c, u32::from(killed), u32::from(!killed), log);
        let guard = draws.uniform() * expected < hazard * exposure;
        if killed && guard {
            replace(day, c, draws.uniform() * exposure, inputs, luck, world);
        }
    }
}

/// Guards times mines per km, over the segments of a county.
fn exposed(county: usize, inputs: &Inputs, segments: &Segments, posts: &Posts) -> f64 {
    let guards = |s: usize| (0..inputs.forces.len()).map(|f| posts.at(f, s).len()).sum::<usize>() as f64;
    segments
        .of(county)
        .filter(|s| segments.mines[*s] > 0.0)
        .map(|s| segments.mines[s] * guards(s))
        .sum()
}

/// Mines per km of a county, mean over its segments.
fn mean_mines(county: usize, segments: &Segments) -> f64 {
    let range = segments.of(county);
    let count = range.len() as f64;
    range.map(|s| segments.mines[s]).sum::<f64>() / count
}

/// A recruit takes the place of the guard at that point of the county's exposure.
fn replace(day: u32, county: usize, point: f64, inputs: &Inputs, luck: Luck, world: &mut World) {
    let mut passed = 0.0;
    for s in world.segments.of(county) {
        for force in 0..inputs.forces.len() {
            let count = world.posts.at(force, s).len();
            let here = world.segments.mines[s] * count as f64;
            if count > 0 && here > 0.0 && point < passed + here {
                let place = (((point - passed) / here * count as f64) as usize).min(count - 1);
                let recruit = patrol::recruit(day, inputs, force, s, place, day as i32, luck);
                world.posts.replace(force, s, place, recruit);
                return;
            }
            passed += here;
        }
    }
}

/// Tells of those who were hurt, if anybody was.
fn accident(day: u32, county: usize, killed: u32, injured: u32, log: &mut impl Log) {
    if killed + injured > 0 {
        log.happened(&Fact::Accident(Accident {
            day,
            county: county as u16,
            cause: Cause::Mine,
            killed,
            injured,
        }));
    }
}
