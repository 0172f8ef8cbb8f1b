//! What stands in the way, obstacle by obstacle, from inland to the far bank. Reads season, barriers, posts, orders, the terms of bribes; puts
//! bribes on guards' accounts and counts those shot.
//!
//! Source: obstacles and rules of engagement (scenario). Assumed: dangers in a row are hazards that add up; the first that stops decides.

mod barriers;
pub mod draw_index;

use crate::chance::Words;
use crate::facts::{Activity, Fact, Log, Outcome, PaidFor, Payee, Payment};
use crate::mechanisms::bribe::Terms;
use crate::mechanisms::neighbour::FarBank;
use crate::mechanisms::patrol::sight::{self, Sight};
use crate::mechanisms::police::Inland;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::Money;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Hazard of being stopped per kilometre of restricted zone.
        zone_stop: f64 = "per km", 0.0..=10.0;
        /// Share of those stopped in the zone who are arrested; the others are sent home.
        zone_arrest: f64 = "share", 0.0..=1.0;
        /// Exposure of a smuggling run, there and back, relative to leaving once.
        smuggle_exposure: f64 = "multiple", 0.0..=10.0;
        /// Chance that a working camera sees a passage, per unit of coverage.
        camera_sight: f64 = "probability", 0.0..=1.0;
        /// Chance that a patrol comes in time to what a camera saw.
        camera_response: f64 = "probability", 0.0..=1.0;
        /// Share of a fence's length that can be live; the rest is wire.
        fence_live: f64 = "share", 0.0..=1.0;
        /// Share of the live fence that meets a smuggling run, relative to one who leaves: who trades on a stretch knows where and when it is dead.
        fence_smuggle: f64 = "share", 0.0..=1.0;
        /// Chance of finding a dead or cut stretch in a fence that is live.
        fence_gap: f64 = "probability", 0.0..=1.0;
        /// Chance that one who finds no gap in a live fence touches it and dies; the others turn back.
        fence_death: f64 = "probability", 0.0..=1.0;
        /// Extra exposure to the patrol from the delay at a dead fence.
        fence_delay: f64 = "multiple", 0.0..=20.0;
        /// Chance that a wall can be neither climbed nor dug under in the time there is.
        wall_turn_back: f64 = "probability", 0.0..=1.0;
        /// Extra exposure to the patrol from the delay at a wall.
        wall_delay: f64 = "multiple", 0.0..=20.0;
        /// Width of ground within which a mine is set off.
        mine_width_km: f64 = "km", 0.0..=0.1;
        /// Chance that a mine kills the one who sets it off.
        mine_death: f64 = "probability", 0.0..=1.0;
        /// Share of those stopped in the restricted zone who are met as a guard of the innermost force meets them on the line: with fire, by order.
        zone_fire: f64 = "share", 0.0..=1.0;
        /// Share of the fire by order that meets a smuggling run, relative to one who leaves: guards know those who trade on their stretch.
        fire_smuggle: f64 = "share", 0.0..=1.0;
        /// Chance that one who is hit dies.
        shot_death: f64 = "probability", 0.0..=1.0;
        /// Days of detention for trying to leave.
        detention_leave_days: f64 = "days", 0.0..=10000.0;
        /// Days of detention for smuggling.
        detention_smuggle_days: f64 = "days", 0.0..=10000.0;
    }
}

/// What an attempt meets that it does not change.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The day.
    pub today: &'a Today<'a>,
    /// Numbers of this mechanism.
    pub params: &'a Params,
    /// On what terms guards can be bought.
    pub terms: Terms<'a>,
    /// Today's hazards of being seen.
    pub sight: &'a Sight,
    /// Share of the way to which an embedded force commands fire ([`patrol::Params::command`](crate::mechanisms::patrol::Params::command)).
    pub command: f64,
    /// What those who reach the far bank meet: [`neighbour::Params::catch_leave`](crate::mechanisms::neighbour::Params::catch_leave),
    /// [`neighbour::Params::catch_smuggle`](crate::mechanisms::neighbour::Params::catch_smuggle),
    /// [`neighbour::Params::handed_over`](crate::mechanisms::neighbour::Params::handed_over).
    pub far_bank: FarBank,
    /// What those on the way to the line meet: [`police::Params::leave`](crate::mechanisms::police::Params::leave),
    /// [`police::Params::smuggle`](crate::mechanisms::police::Params::smuggle), [`police::Params::arrest`](crate::mechanisms::police::Params::arrest).
    pub inland: Inland,
}

/// One crossing of one segment.
#[derive(Clone, Copy, Debug)]
pub struct Crossing {
    /// Segment.
    pub segment: usize,
    /// What for.
    pub activity: Activity,
    /// Whether every layer was paid beforehand.
    pub brokered: bool,
    /// Multiplier of what can be offered on the spot.
    pub means: f64,
}

/// How an attempt at a passage ended.
#[derive(Clone, Copy, Debug)]
pub struct PassageEnd {
    /// Outcome.
    pub outcome: Outcome,
    /// Whether it was deadly.
    pub died: bool,
    /// Force that ended it.
    pub force: Option<u8>,
    /// Paid on the spot.
    pub paid: Money,
}

/// How an attempt ends, and whether in death.
type End = (Outcome, bool);

/// Each obstacle in turn, from inland to the far bank; the first that stops decides. Owns guards' accounts (bribes on the
/// spot), the count of persons shot, and the mine that goes off, which is gone.
#[inline]
pub fn pass(
    setting: &Setting,
    crossing: Crossing,
    draws: &mut Words,
    segments: &mut Segments,
    posts: &mut Posts,
    counties: &mut Counties,
    log: &mut impl Log,
) -> PassageEnd {
    let mut attempt = Attempt {
        setting,
        crossing,
        county: segments.county[crossing.segment] as usize,
        exposure: exposure(setting, crossing),
        segments,
        draws,
        posts,
        counties,
        log,
        sightings: 0,
        force: None,
        paid: Money::ZERO,
    };
    let end = attempt
        .front()
        .or_else(|| attempt.barriers())
        .or_else(|| attempt.behind())
        .or_else(|| attempt.far_bank());
    let (outcome, died) = end.unwrap_or((Outcome::Crossed, false));
    PassageEnd {
        outcome,
        died,
        force: end.and(attempt.force),
        paid: attempt.paid,
    }
}

/// How much of the usual exposure a passage has: more for a run there and back, less under a standing deal.
fn exposure(setting: &Setting, crossing: Crossing) -> f64 {
    let trip = match crossing.activity {
        Activity::Leave => 1.0,
        Activity::Smuggle => setting.params.smuggle_exposure,
    };
    trip * setting.terms.uncovered(crossing.brokered)
}

/// An attempt under way.
struct Attempt<'a, L> {
    setting: &'a Setting<'a>,
    crossing: Crossing,
    county: usize,
    exposure: f64,
    segments: &'a mut Segments,
    draws: &'a mut Words,
    posts: &'a mut Posts,
    counties: &'a mut Counties,
    log: &'a mut L,
    sightings: usize,
    force: Option<u8>,
    paid: Money,
}

impl<L: Log> Attempt<'_, L> {
    /// What a standing deal leaves of a danger from which it covers.
    fn cover(&self) -> f64 {
        self.setting.terms.uncovered(self.crossing.brokered)
    }

    /// Police on the way, the restricted zone, then the forces before the barriers: hazards in a row add up, and one waiting time
    /// decides which is met first.
    #[inline]
    fn front(&mut self) -> Option<End> {
        let Setting {
            today, params, inland, ..
        } = self.setting;
        let police = inland.hazard[self.crossing.activity as usize] * today.standing.crackdown[self.county];
        let zone = police + params.zone_stop * today.standing.zone_km[self.county] * self.cover();
        let wait = self.draws.wait(draw_index::FRONT);
        if wait <= police {
            let arrested = self.draws.chance(draw_index::ZONE_ARREST, inland.arrest);
            return Some((arrested_or_turned_back(arrested), false));
        }
        if wait <= zone {
            if let Some(end) = self.fired_at_in_the_zone() {
                return Some(end);
            }
            let arrested = self.draws.chance(draw_index::ZONE_ARREST, params.zone_arrest);
            return Some((arrested_or_turned_back(arrested), false));
        }
        self.watched(false, wait, zone)
    }

    /// Stopped in the restricted zone where those who enter are to be fired at; by the words of a first sighting, which will not be.
    fn fired_at_in_the_zone(&mut self) -> Option<End> {
        let (setting, s) = (self.setting, self.crossing.segment);
        let armed = setting.params.zone_fire;
        if armed <= 0.0 || self.posts.at(0, s).is_empty() {
            return None;
        }
        let fire = armed * self.fire(0);
        self.draws.chance(draw_index::SIGHTING + 2, fire).then(|| {
            self.force = Some(0);
            self.under_fire(draw_index::SIGHTING, setting.terms.border.forces[0].numbers.hit)
        })
    }

    /// Share of sightings here that a force answers by fire.
    fn fire(&self, force: usize) -> f64 {
        let Setting {
            today,
            params,
            terms,
            command,
            ..
        } = self.setting;
        let at = (force, self.crossing.segment);
        let known = match self.crossing.activity {
            Activity::Leave => 1.0,
            Activity::Smuggle => params.fire_smuggle,
        };
        known * sight::fire(today, *command, terms.border, self.posts, at, self.county)
    }

    /// Fired at: hit or not, dead or not.
    fn under_fire(&mut self, first: usize, hit: f64) -> End {
        if !self.draws.chance(first + 3, hit) {
            return (Outcome::TurnedBack, false);
        }
        self.counties.shot[self.county] += 1;
        (
            Outcome::Shot,
            self.draws.chance(first + 4, self.setting.params.shot_death),
        )
    }

    /// The forces behind the barriers.
    #[inline]
    fn behind(&mut self) -> Option<End> {
        let nobody = self.setting.sight.behind[self.crossing.segment] <= 0.0;
        if nobody {
            None
        } else {
            self.watched(true, self.draws.wait(draw_index::BEHIND), 0.0)
        }
    }

    /// The forces behind the barriers, or before them, in turn. `wait` is the time until the first sighting, of which
    /// `spent` has gone by.
    #[inline]
    fn watched(&mut self, behind: bool, mut wait: f64, mut spent: f64) -> Option<End> {
        let (sight, s) = (self.setting.sight, self.crossing.segment);
        let all = if behind { sight.behind[s] } else { sight.front[s] };
        if wait > spent + all * self.exposure {
            return None;
        }
        for (force, data) in self.setting.terms.border.forces.iter().enumerate() {
            if data.behind != behind {
                continue;
            }
            spent += sight.hazard[self.posts.post(force, s)] * self.exposure;
            if wait <= spent {
                if let Some(end) = self.sighted(force) {
                    return Some(end);
                }
                // Bribed on the spot: a new waiting time for those further on.
                (wait, spent) = (self.draws.wait(draw_index::SIGHTING + 8 * self.sightings - 1), 0.0);
            }
        }
        None
    }

    /// The river, then the other side's patrol: one draw for both, `P(drown)` and `(1 − P(drown)) · P(caught)`.
    #[inline]
    fn far_bank(&mut self) -> Option<End> {
        let Setting {
            today, terms, far_bank, ..
        } = self.setting;
        let drown = terms.border.river(self.county).drown[today.month];
        let caught = far_bank.catch[self.crossing.activity as usize] * self.counties.policing[self.county];
        let u = self.draws.uniform(draw_index::FAR_BANK);
        if u < drown {
            return Some((Outcome::Drowned, true));
        }
        (u < drown + (1.0 - drown) * caught).then(|| (self.caught_there(), false))
    }

    /// Caught on the far bank. Who leaves is sent back, or held while nobody is; a smuggler is handed over or fined and turned back.
    fn caught_there(&mut self) -> Outcome {
        let Setting { today, far_bank, .. } = self.setting;
        let halted = today.standing.returns_halted[self.county];
        match self.crossing.activity {
            Activity::Leave if halted => Outcome::Held,
            Activity::Leave => Outcome::SentBack,
            Activity::Smuggle if halted => Outcome::Fined,
            Activity::Smuggle if self.draws.chance(draw_index::HANDED_OVER, far_bank.handed_over) => Outcome::SentBack,
            Activity::Smuggle => Outcome::Fined,
        }
    }

    /// Seen by a guard of a force: a bribe on the spot, or the rules of engagement.
    fn sighted(&mut self, force: usize) -> Option<End> {
        let (terms, s, activity) = (&self.setting.terms, self.crossing.segment, self.crossing.activity);
        let first = draw_index::SIGHTING + 8 * self.sightings;
        self.sightings += 1;
        let count = self.posts.at(force, s).len();
        if count == 0 {
            return None;
        }
        let place = (self.draws.uniform(first) * count as f64) as usize;
        let offer = self.draws.wait(first + 1) * terms.on_the_spot(activity) * self.crossing.means;
        let price = terms.price(self.posts, self.county, (force, s, place), activity);
        if let Some(paid) = terms.deal(price, offer) {
            let paid = Money::from_units(paid);
            self.posts.pay(force, s, place, 1, paid);
            self.paid += paid;
            self.log.happened(&Fact::Payment(Payment {
                day: self.setting.today.day,
                county: self.county as u16,
                to: Payee::Guard(force as u8),
                purpose: PaidFor::OnTheSpot(activity),
                amount: paid,
            }));
            return None;
        }
        self.force = Some(force as u8);
        let numbers = &terms.border.forces[force].numbers;
        if self.draws.chance(first + 2, self.fire(force)) {
            return Some(self.under_fire(first, numbers.hit));
        }
        let arrested = self.draws.chance(first + 5, numbers.arrest);
        Some((arrested_or_turned_back(arrested), false))
    }
}

fn arrested_or_turned_back(arrested: bool) -> Outcome {
    if arrested {
        Outcome::Arrested
    } else {
        Outcome::TurnedBack
    }
}
