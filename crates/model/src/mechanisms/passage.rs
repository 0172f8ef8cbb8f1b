//! What stands in the way, obstacle by obstacle, from inland to the far bank. Reads season, barriers, posts, orders, the terms of bribes; puts
//! bribes on guards' accounts and counts those shot.
//!
//! Source: obstacles and rules of engagement (scenario). Assumed: dangers in a row are hazards that add up; the first that stops decides.

mod barriers;
pub mod draw_index;
mod forces;
pub mod odds;
mod way;

use crate::chance::Words;
use crate::facts::{Activity, Log, Outcome};
use crate::mechanisms::bribe::Terms;
use crate::mechanisms::neighbour::FarBank;
use crate::mechanisms::patrol::sight::Sight;
use crate::mechanisms::police::Inland;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::Money;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::segment::Segments;
use forces::arrested_or_turned_back;
use odds::Danger;
use way::Way;

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
    let mut attempt = Attempt::begin(setting, crossing, draws, (segments, posts, counties), log);
    let end = attempt.front().or_else(|| attempt.after_front());
    attempt.ended(end)
}

/// The same from the first danger that is met, where it is known which ([`odds::Odds`]).
pub fn meet(
    setting: &Setting,
    (crossing, danger): (Crossing, Danger),
    draws: &mut Words,
    segments: &mut Segments,
    posts: &mut Posts,
    counties: &mut Counties,
    log: &mut impl Log,
) -> PassageEnd {
    let mut attempt = Attempt::begin(setting, crossing, draws, (segments, posts, counties), log);
    let end = attempt.meet(danger);
    attempt.ended(end)
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

impl<'a, L: Log> Attempt<'a, L> {
    /// Before the first obstacle.
    #[inline]
    fn begin(
        setting: &'a Setting<'a>,
        crossing: Crossing,
        draws: &'a mut Words,
        (segments, posts, counties): (&'a mut Segments, &'a mut Posts, &'a mut Counties),
        log: &'a mut L,
    ) -> Attempt<'a, L> {
        let way = Way {
            setting,
            crossing,
            segments,
            posts,
            counties,
        };
        Attempt {
            county: way.county(),
            exposure: way.exposure(),
            setting,
            crossing,
            segments,
            draws,
            posts,
            counties,
            log,
            sightings: 0,
            force: None,
            paid: Money::ZERO,
        }
    }

    /// What stands in the way.
    #[inline]
    fn way(&self) -> Way<'_> {
        Way {
            setting: self.setting,
            crossing: self.crossing,
            segments: self.segments,
            posts: self.posts,
            counties: self.counties,
        }
    }

    /// The whole of it, when it has ended.
    #[inline]
    fn ended(&self, end: Option<End>) -> PassageEnd {
        let (outcome, died) = end.unwrap_or((Outcome::Crossed, false));
        PassageEnd {
            outcome,
            died,
            force: end.and(self.force),
            paid: self.paid,
        }
    }

    /// What comes of a danger that is met, and the rest of the way.
    fn meet(&mut self, danger: Danger) -> Option<End> {
        match danger {
            Danger::Front => {
                let way = self.way();
                let wait = self.met(
                    draw_index::FRONT,
                    way.police() + way.zone() + way.sight(false) * self.exposure,
                );
                self.front_after(wait).or_else(|| self.after_front())
            }
            Danger::Camera => self.sighted(0).or_else(|| self.after_cameras()),
            Danger::Fence => Some(self.fence_met()),
            Danger::Wall => Some((Outcome::TurnedBack, false)),
            Danger::Delay => self.sighted(0).or_else(|| self.after_delay()),
            Danger::Mine => Some(self.mine_met()),
            Danger::Behind => {
                let wait = self.met(draw_index::BEHIND, self.way().sight(true) * self.exposure);
                self.watched(true, wait, 0.0).or_else(|| self.far_bank())
            }
            Danger::River => Some((Outcome::Drowned, true)),
            Danger::FarBank => Some((self.caught_there(), false)),
        }
    }

    /// The waiting time until something with that hazard, of one who meets it.
    fn met(&self, place: usize, hazard: f64) -> f64 {
        -libm::log1p(self.draws.uniform(place) * libm::expm1(-hazard))
    }

    /// All that comes after the forces before the barriers.
    #[inline]
    fn after_front(&mut self) -> Option<End> {
        self.cameras().or_else(|| self.after_cameras())
    }

    /// All that comes after the cameras.
    #[inline]
    fn after_cameras(&mut self) -> Option<End> {
        self.works().or_else(|| self.after_delay())
    }

    /// All that comes after fence and wall.
    #[inline]
    fn after_delay(&mut self) -> Option<End> {
        self.mines().or_else(|| self.behind()).or_else(|| self.far_bank())
    }

    /// Police on the way, the restricted zone, then the forces before the barriers: hazards in a row add up, and one waiting time
    /// decides which is met first, if any is.
    #[inline]
    fn front(&mut self) -> Option<End> {
        let way = self.way();
        let all = way.police() + way.zone() + way.sight(false) * self.exposure;
        let wait = self.draws.wait_within(draw_index::FRONT, all)?;
        self.front_after(wait)
    }

    /// What is met first in front of the barriers after that waiting time.
    #[inline]
    fn front_after(&mut self, wait: f64) -> Option<End> {
        let Setting { params, inland, .. } = self.setting;
        let police = self.way().police();
        let zone = police + self.way().zone();
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

    /// The river, then the other side's patrol: one draw for both, `P(drown)` and `(1 − P(drown)) · P(caught)`.
    #[inline]
    fn far_bank(&mut self) -> Option<End> {
        let (drown, caught) = (self.way().drown(), self.way().caught_there());
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
}
