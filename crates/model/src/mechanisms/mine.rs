//! Mines: laying them, and whom they hurt beside those who try to cross (those who cross: [`super::passage`]). What becomes of them in the
//! ground, and of what people know of it: [`ground`]. Each goes off once. Reads workers; owns the mines of each stretch,
//! and puts a recruit in the place of each guard who is killed, so that strength stands.
//!
//! Source: reported accidents of soldiers who laid mines (October 2020) and of builders new to the place (May 2021); mines near Musan are said
//! to fail often and to have killed and hurt single groups (autumn 2023).
//! Decided: soldiers and builders are hurt; animals are too, but nothing in the model follows from that, so they are left out.

pub mod ground;

use crate::chance::Purpose;
use crate::facts::{Accident, Cause, Fact, Log, MinesLaid};
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
        /// Share of the mines laid that never go off.
        duds: f64 = "share", 0.0..=1.0;
        /// Rate at which a mine in the ground fails with age.
        fail_per_year: f64 = "per year", 0.0..=10.0;
        /// Share of the mines of a stretch that a flood moves to the stretches beside, and of what is known of the ground that goes with it.
        washed: f64 = "share", 0.0..=1.0;
        /// Share of what is unknown of a stretch that one attempt there makes known; a death counts as often as it is talked of.
        trodden: f64 = "share", 0.0..=1.0;
        /// Rate at which known ways are forgotten.
        forget_per_year: f64 = "per year", 0.0..=50.0;
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
/// chance 1 − e^{−expected}, and the mine is gone.
fn on_mined_ground(
    today: &Today,
    params: &Params,
    (county, recruits): (usize, Recruits),
    segments: &mut Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    let (exposure, workers) = (exposed(county, segments, posts), today.standing.workers[county]);
    let per_km = ground::mean_per_km(county, segments);
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
    let point = draws.uniform();
    let segment = if guard {
        let (force, s, place) = met(county, point * exposure, segments, posts);
        if killed {
            posts.replace(force, s, place, recruits.guard(force, s, place));
        }
        s
    } else {
        ground::one_of(county, point, segments)
    };
    segments.mines[segment] -= 1;
}

/// Lays mines by order: `size` more per km along its counties; some who lay them are hurt by the mine in hand.
fn lay(today: &Today, params: &Params, border: Border, order: &Order, segments: &mut Segments, log: &mut impl Log) {
    for &c in &order.counties {
        let mines = libm::round(order.size * border.counties[c].border_km) as u32;
        let mut draws = today.draws(Purpose::MineLaying, c, order.number as u32);
        let hurt = draws.binomial(mines, params.laying);
        let killed = draws.binomial(hurt, params.killed);
        let armed = draws.binomial(mines - hurt, 1.0 - params.duds);
        ground::spread(c, armed, segments);
        let county = c as u16;
        log.happened(&Fact::MinesLaid(MinesLaid {
            day: today.day,
            county,
            mines,
        }));
        accident(today, c, killed, hurt - killed, log);
    }
}

/// Guards times mines per km, over the segments of a county.
fn exposed(county: usize, segments: &Segments, posts: &Posts) -> f64 {
    segments
        .of(county)
        .filter(|s| segments.mines[*s] > 0)
        .map(|s| segments.mines_per_km(s) * posts.all_at(s) as f64)
        .sum()
}

/// Force, segment and place of the guard at that point of the county's exposure.
fn met(county: usize, point: f64, segments: &Segments, posts: &Posts) -> (usize, usize, usize) {
    let (mut passed, mut last) = (0.0, (0, 0, 0));
    for s in segments.of(county).filter(|s| segments.mines[*s] > 0) {
        for force in 0..posts.forces() {
            let count = posts.at(force, s).len();
            if count == 0 {
                continue;
            }
            let here = segments.mines_per_km(s) * count as f64;
            if point < passed + here {
                let place = (((point - passed) / here * count as f64) as usize).min(count - 1);
                return (force, s, place);
            }
            (passed, last) = (passed + here, (force, s, count - 1));
        }
    }
    last
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
