//! Outposts answer for what they did not notice: some passages come to light afterwards and are traced to the stretch. An outpost is a unit of
//! the innermost force. Reads passages of the day and orders; owns what was not noticed; rotates outposts whole, and has their officers
//! punished.
//!
//! Source: s000-outpost-rotation, s000-guilt-by-association, orders-32. Assumed: every number; that a passage comes to light with a constant
//! hazard.

use crate::chance::Purpose;
use crate::facts::{Activity, Fact, Log, Traced};
use crate::mechanisms::inspection::OFFICERS;
use crate::mechanisms::patrol::{self, Recruits};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of those who leave whose passage comes to light afterwards and is traced to a stretch.
        traced_leave: f64 = "share", 0.0..=1.0;
        /// Share of smuggling runs of which that is so.
        traced_smuggle: f64 = "share", 0.0..=1.0;
        /// Mean time until such a passage comes to light.
        trace_days: f64 = "days", 0.0..=3650.0;
        /// Chance that an outpost which must answer is rotated for one passage.
        rotate: f64 = "probability", 0.0..=1.0;
    }
}

/// The force whose units are the outposts.
const INNERMOST: usize = 0;

/// A day: passages leave traces, some traces come to light, outposts answer where they must.
pub fn step(
    today: &Today,
    params: &Params,
    recruits: Recruits,
    segments: &mut Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    if posts.forces() == 0 {
        return;
    }
    for county in 0..today.standing.answer.len() {
        let range = segments.of(county);
        for s in range.clone() {
            leave_traces(today, params, s, segments, posts);
            let unit = posts.unit(INNERMOST, s);
            let last = s + 1 == range.end || posts.unit(INNERMOST, s + 1) != unit;
            if last && posts.traces[unit] > 0 {
                come_to_light(today, params, (unit, county), recruits, segments, posts, log);
            }
        }
    }
}

/// Of today's passages over a stretch that is watched, those leave a trace that will come to light.
fn leave_traces(today: &Today, params: &Params, s: usize, segments: &mut Segments, posts: &mut Posts) {
    let through = core::mem::take(&mut segments.through[s]);
    if through == [0; 2] || posts.at(INNERMOST, s).is_empty() {
        return;
    }
    let mut draws = today.draws(Purpose::Traces, INNERMOST, s as u32);
    let unit = posts.unit(INNERMOST, s);
    for (activity, share) in Activity::ALL
        .into_iter()
        .zip([params.traced_leave, params.traced_smuggle])
    {
        posts.traces[unit] += draws.binomial(through[activity as usize], share);
    }
}

/// Some of what a unit did not notice comes to light today; it answers once a day at most.
fn come_to_light(
    today: &Today,
    params: &Params,
    (unit, county): (usize, usize),
    recruits: Recruits,
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    let mut draws = today.draws(Purpose::Traced, INNERMOST, unit as u32);
    let passages = draws.binomial(posts.traces[unit], daily_probability(1.0 / params.trace_days.max(0.01)));
    if passages == 0 {
        return;
    }
    posts.traces[unit] -= passages;
    let answers = today.standing.answer[county] && draws.chance(rotated(params.rotate, passages));
    log.happened(&Fact::Traced(Traced {
        day: today.day,
        county: county as u16,
        force: INNERMOST as u8,
        passages,
        officers: if answers { OFFICERS } else { 0 },
    }));
    if answers {
        posts.punished[unit] += OFFICERS;
        patrol::relieve_unit((INNERMOST, unit), county, recruits, segments, posts, log);
    }
}

/// Chance that a unit is rotated for so many passages: `1 − (1 − rotate)^n`.
pub fn rotated(rotate: f64, passages: u32) -> f64 {
    1.0 - libm::pow(1.0 - rotate, f64::from(passages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_passage_is_a_chance_to_be_rotated() {
        assert_eq!(rotated(0.3, 0), 0.0);
        assert!((rotated(0.3, 2) - 0.51).abs() < 1e-12);
        assert_eq!(rotated(1.0, 1), 1.0);
    }
}
