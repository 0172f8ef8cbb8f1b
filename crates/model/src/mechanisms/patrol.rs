//! Where forces stand: at first, and by orders to deploy, embed, withdraw and rotate. Reads orders; owns who is posted where. What they see:
//! [`sight`]; how a county's share spreads over its segments: [`spread`].
//!
//! Source: layers, numbers and postings of the forces (scenario). Assumed: a force thins and fills its line evenly; a recruit's price
//! multiplier is drawn anew.

pub mod sight;
pub mod spread;

use crate::chance::{Luck, Purpose};
use crate::facts::{Duty, Fact, Log, Relief};
use crate::given::{Border, Order, OrderKind};
use crate::mechanisms::bribe;
use crate::parameter::numbers;
use crate::today::Today;
use crate::world::county::Counties;
use crate::world::guard::{self, Guard, Posts};
use crate::world::segment::Segments;
use spread::{Spread, share_out};

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of a force on the line at one time.
        on_duty: f64 = "share", 0.0..=1.0;
        /// Increase of detection per level of alert above normal.
        alert_attention: f64 = "multiple per level", 0.0..=10.0;
        /// Share of attention that watching the far bank costs.
        far_bank_attention: f64 = "share", 0.0..=1.0;
        /// Length of the line that a group embedded with guards watches from where it lives.
        group_reach_km: f64 = "km", 1.0..=1000.0;
        /// Share of the way from a guard's own readiness to fire to that of the force embedded with him, where that is higher.
        command: f64 = "share", 0.0..=1.0;
    }
}

/// Recruits of a day: who comes to a place of a post, by its own luck.
#[derive(Clone, Copy, Debug)]
pub struct Recruits {
    /// Luck of the run.
    pub luck: Luck,
    /// Day of recruiting.
    pub day: u32,
    /// Day since which they count as posted; before day 0 for those of the first morning.
    pub since: i32,
    /// Spread of their price multipliers, standard deviation of the logarithm ([`bribe::Params::tolerance_sigma`]).
    pub tolerance_sigma: f64,
}

impl Recruits {
    /// Of today.
    pub fn of(today: &Today, tolerance_sigma: f64) -> Recruits {
        Recruits {
            luck: today.luck,
            day: today.day,
            since: today.day as i32,
            tolerance_sigma,
        }
    }

    /// The newcomer to that place of a post.
    pub fn guard(&self, force: usize, segment: usize, place: usize) -> Guard {
        let who = guard::number(segment, place);
        let mut draws = self.luck.at(Purpose::Tolerance, force, who, self.day);
        let tolerance = bribe::tolerance(self.tolerance_sigma, &mut draws);
        Guard::new(self.since, tolerance, -libm::log(draws.fine()))
    }
}

/// The strength of the first morning, and what it is per resident.
pub fn begin(
    params: &Params,
    border: Border,
    recruits: Recruits,
    segments: &Segments,
    posts: &mut Posts,
    counties: &mut Counties,
) {
    let spread = Spread {
        border,
        segments,
        reach_km: params.group_reach_km,
    };
    for (f, force) in border.forces.iter().enumerate() {
        for (c, county) in border.counties.iter().enumerate() {
            let persons = libm::round(force.numbers.strength_per_km * county.border_km) as u32;
            spread.post((f, c), (persons, force.numbers.unit_size), recruits, posts);
        }
    }
    for (c, county) in border.counties.iter().enumerate() {
        counties.scrutiny[c] = f64::from(posts.all_in(c)) / f64::from(county.residents.max(1));
    }
}

/// Carries out the orders of today that move forces.
pub fn step(
    today: &Today,
    params: &Params,
    border: Border,
    recruits: Recruits,
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    let spread = Spread {
        border,
        segments,
        reach_km: params.group_reach_km,
    };
    for order in today.orders {
        let Some(force) = order.force else { continue };
        match order.kind {
            OrderKind::Deploy => deploy(order, force, &spread, recruits, posts),
            OrderKind::Embed => embed(order, force, &spread, recruits, posts),
            OrderKind::Withdraw => withdraw(order, force, segments, posts),
            OrderKind::Rotate => rotate(order, force, recruits, segments, posts, log),
            _ => {}
        }
    }
}

/// Adds that many persons of a force, shared over the counties by length of border.
fn deploy(order: &Order, force: usize, spread: &Spread, recruits: Recruits, posts: &mut Posts) {
    let group = spread.border.forces[force].numbers.unit_size;
    let parts = share_out(order.size, spread.border, &order.counties);
    for (&c, persons) in order.counties.iter().zip(parts) {
        spread.post((force, c), (persons, group), recruits, posts);
    }
}

/// Everybody of the force in these counties moves into groups of that size, each with a unit of guards; tenure and deals start again.
fn embed(order: &Order, force: usize, spread: &Spread, recruits: Recruits, posts: &mut Posts) {
    for &c in &order.counties {
        let persons = posts.strength(force, c);
        for s in spread.segments.of(c) {
            while posts.remove_last(force, s, c) {}
        }
        if persons > 0 {
            spread.post((force, c), (persons, order.size.max(1.0)), recruits, posts);
        }
    }
}

/// That share of the force goes, thinning the line evenly from its end.
fn withdraw(order: &Order, force: usize, segments: &Segments, posts: &mut Posts) {
    for &c in &order.counties {
        let mut leave = libm::round(order.size * f64::from(posts.strength(force, c))) as u32;
        while leave > 0 {
            for s in segments.of(c).rev() {
                if leave > 0 && posts.remove_last(force, s, c) {
                    leave -= 1;
                }
            }
        }
    }
}

/// That share of the units, drawn by lot, is replaced.
fn rotate(order: &Order, force: usize, recruits: Recruits, segments: &Segments, posts: &mut Posts, log: &mut impl Log) {
    for &c in &order.counties {
        let mut count = 0;
        for s in segments.of(c) {
            let unit = posts.unit(force, s) as u32;
            let mut draws = recruits.luck.at(Purpose::Rotation, force, unit, recruits.day);
            if draws.chance(order.size) {
                count += relieve(force, s, recruits, posts);
            }
        }
        log.happened(&Fact::Relief(Relief {
            day: recruits.day,
            county: c as u16,
            force: force as u8,
            guards: count as u32,
        }));
    }
}

/// Replaces everybody of a force on a segment: tenure, deals and accounts start again. Returns how many.
pub fn relieve(force: usize, segment: usize, recruits: Recruits, posts: &mut Posts) -> usize {
    let count = posts.at(force, segment).len();
    for place in 0..count {
        posts.replace(force, segment, place, recruits.guard(force, segment, place));
    }
    count
}

/// Rotates a whole unit within its county.
pub fn relieve_unit(
    (force, unit): (usize, usize),
    county: usize,
    recruits: Recruits,
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    for s in segments.of(county) {
        if posts.unit(force, s) == unit {
            let guards = relieve(force, s, recruits, posts) as u32;
            log.happened(&Fact::Relief(Relief {
                day: recruits.day,
                county: county as u16,
                force: force as u8,
                guards,
            }));
        }
    }
}

/// Share of a force on the line at one time: under alert as many more as attention rises, at most all of them.
pub fn share_on_duty(params: &Params, alert: f64) -> f64 {
    (params.on_duty * (1.0 + params.alert_attention * alert)).min(1.0)
}

/// What a day costs each force: guard-days on the line. Reads strength and alert.
pub fn duty(today: &Today, params: &Params, border: Border, posts: &Posts, log: &mut impl Log) {
    for county in 0..border.counties.len() {
        let share = share_on_duty(params, today.standing.alert[county]);
        for force in 0..border.forces.len() {
            log.happened(&Fact::Duty(Duty {
                day: today.day,
                county: county as u16,
                force: force as u8,
                guard_days: f64::from(posts.strength(force, county)) * share,
            }));
        }
    }
}
