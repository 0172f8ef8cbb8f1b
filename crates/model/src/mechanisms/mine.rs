//! Mines: laying them, and whom they hurt beside those who try to cross (those who cross: [`super::passage`]).
//! Reads workers; owns mines per km,
//! and puts a recruit in the place of each guard who is killed, so that strength stands.
//!
//! Source: reported accidents of soldiers who laid mines (October 2020) and of builders new to the place (May 2021).
//! Decided: soldiers and builders are hurt; animals are too, but nothing in the model follows from that, so they are left out.

use crate::chance::Purpose;
use crate::facts::{Accident, Cause, Fact, Log};
use crate::given::{Border, Order, OrderKind};
use crate::mechanisms::patrol::Recruits;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
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

/// Accidents of guards and builders on mined ground, then the laying ordered today, by which some of those who lay are hurt. Guards who
/// die are replaced.
pub fn step(
    today: &Today,
    params: &Params,
    border: Border,
    recruits: Recruits,
    segments: &mut Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    for c in 0..border.counties.len() {
        on_mined_ground(today, params, (c, recruits), segments, posts, log);
    }
    for order in today.orders.iter().filter(|order| order.kind == OrderKind::Mine) {
        lay(today, params, border, order, segments, log);
    }
}

/// A day of a county's guards and builders on mined ground. At these rates two on one day are out of the question: one is hurt with
/// chance 1 − e^{−expected}.
fn on_mined_ground(
    today: &Today,
    params: &Params,
    (county, recruits): (usize, Recruits),
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    let (exposure, workers) = (exposed(county, segments, posts), today.standing.workers[county]);
    let per_km = mean_mines(county, segments);
    if per_km <= 0.0 || exposure + workers <= 0.0 {
        return;
    }
    let hazard = params.per_person_year / 365.0;
    let mut draws = today.draws(Purpose::MineAccident, county, 0);
    let one = draws.fine();
    let expected = hazard * (exposure + workers * per_km);
    if one >= daily_probability(expected) {
        return;
    }
    let killed = draws.chance(params.killed);
    accident(today, county, u32::from(killed), u32::from(!killed), log);
    let guard = draws.uniform() * expected < hazard * exposure;
    if killed && guard {
        replace(county, draws.uniform() * exposure, recruits, segments, posts);
    }
}

/// Lays mines by order: `size` more per km along its counties; some who lay them are hurt.
fn lay(today: &Today, params: &Params, border: Border, order: &Order, segments: &mut Segments, log: &mut impl Log) {
    for &c in &order.counties {
        for s in segments.of(c) {
            segments.mines[s] += order.size;
        }
    }
    for &c in &order.counties {
        let mines = libm::round(order.size * border.counties[c].border_km) as u32;
        let mut draws = today.draws(Purpose::MineLaying, c, order.number as u32);
        let hurt = draws.binomial(mines, params.laying);
        let killed = draws.binomial(hurt, params.killed);
        accident(today, c, killed, hurt - killed, log);
    }
}

/// Guards times mines per km, over the segments of a county.
fn exposed(county: usize, segments: &Segments, posts: &Posts) -> f64 {
    segments
        .of(county)
        .filter(|s| segments.mines[*s] > 0.0)
        .map(|s| segments.mines[s] * posts.all_at(s) as f64)
        .sum()
}

/// Mines per km of a county, mean over its segments.
fn mean_mines(county: usize, segments: &Segments) -> f64 {
    let range = segments.of(county);
    let count = range.len() as f64;
    range.map(|s| segments.mines[s]).sum::<f64>() / count
}

/// A recruit takes the place of the guard at that point of the county's exposure.
fn replace(county: usize, point: f64, recruits: Recruits, segments: &Segments, posts: &mut Posts) {
    let mut passed = 0.0;
    for s in segments.of(county) {
        for force in 0..posts.forces() {
            let count = posts.at(force, s).len();
            let here = segments.mines[s] * count as f64;
            if count > 0 && here > 0.0 && point < passed + here {
                let place = (((point - passed) / here * count as f64) as usize).min(count - 1);
                posts.replace(force, s, place, recruits.guard(force, s, place));
                return;
            }
            passed += here;
        }
    }
}

/// Tells of those who were hurt, if anybody was.
fn accident(today: &Today, county: usize, killed: u32, injured: u32, log: &mut impl Log) {
    if killed + injured > 0 {
        log.happened(&Fact::Accident(Accident {
            day: today.day,
            county: county as u16,
            cause: Cause::Mine,
            killed,
            injured,
        }));
    }
}
