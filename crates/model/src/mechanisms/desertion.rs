//! Guards who cross themselves. Reads where forces stand; puts a recruit in the place of each who is gone.
//!
//! Source: six of one brigade within half a year (guards-crossed-2021). Assumed: one rate for all guards.

use crate::chance::Purpose;
use crate::facts::{Desertion, Fact, Log};
use crate::given::Border;
use crate::mechanisms::patrol::Recruits;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::guard::Posts;
use crate::world::rank::at_rank;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Hazard that a guard crosses himself.
        per_guard_year: f64 = "per guard-year", 0.0..=10.0;
    }
}

/// A day of guards who cross: Binomial(guards, 1 − e^{−rate/365}) of each force and county; who it is, is drawn.
pub fn step(
    today: &Today,
    params: &Params,
    (border, recruits): (Border, Recruits),
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    let chance = daily_probability(params.per_guard_year / 365.0);
    if chance <= 0.0 {
        return;
    }
    for (force, c) in (0..border.forces.len()).flat_map(|f| (0..border.counties.len()).map(move |c| (f, c))) {
        let strength = posts.strength(force, c);
        if strength == 0 {
            continue;
        }
        let mut draws = today.draws(Purpose::Desertion, c, force as u32);
        let gone = draws.binomial(strength, chance);
        for _ in 0..gone {
            let (s, place) = guard_at(draws.below(strength), (force, c), segments, posts);
            posts.replace(force, s, place, recruits.guard(force, s, place));
        }
        if gone > 0 {
            log.happened(&Fact::Desertion(Desertion {
                day: today.day,
                county: c as u16,
                force: force as u8,
                guards: gone,
            }));
        }
    }
}

/// Segment and place of the guard of that rank in a county.
fn guard_at(rank: u32, (force, county): (usize, usize), segments: &Segments, posts: &Posts) -> (usize, usize) {
    let range = segments.of(county);
    let guards = range.clone().map(|s| posts.at(force, s).len() as u32);
    let (stretch, place) = at_rank(rank, guards);
    (range.start + stretch, place as usize)
}
