//! What stands in the way of one who crosses a segment: every hazard and every chance, said once. Whoever walks it, one by one or many at a
//! time, asks here. Reads barriers, posts, sight, orders, conditions; owns nothing.

use super::{Crossing, Setting};
use crate::facts::Activity;
use crate::mechanisms::patrol::sight;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

/// A way over the line, as somebody finds it who crosses so.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) crossing: Crossing,
    pub(super) segments: &'a Segments,
    pub(super) posts: &'a Posts,
    pub(super) counties: &'a Counties,
}

impl Way<'_> {
    /// County of the segment.
    #[inline]
    pub(super) fn county(&self) -> usize {
        self.segments.county[self.crossing.segment] as usize
    }

    /// What a standing deal leaves of a danger from which it covers.
    #[inline]
    pub(super) fn cover(&self) -> f64 {
        self.setting.terms.uncovered(self.crossing.brokered)
    }

    /// How much of the usual exposure a passage has: more for a run there and back, less under a standing deal.
    #[inline]
    pub(super) fn exposure(&self) -> f64 {
        let trip = match self.crossing.activity {
            Activity::Leave => 1.0,
            Activity::Smuggle => self.setting.params.smuggle_exposure,
        };
        trip * self.cover()
    }

    /// Hazard of the police on the way.
    #[inline]
    pub(super) fn police(&self) -> f64 {
        let Setting { today, inland, .. } = self.setting;
        inland.hazard[self.crossing.activity as usize] * today.standing.crackdown[self.county()]
    }

    /// Hazard of being stopped in the restricted zone.
    #[inline]
    pub(super) fn zone(&self) -> f64 {
        let Setting { today, params, .. } = self.setting;
        params.zone_stop * today.standing.zone_km[self.county()] * self.cover()
    }

    /// Hazard of being seen by all forces before the barriers, or behind them, for one as exposed as usual.
    #[inline]
    pub(super) fn sight(&self, behind: bool) -> f64 {
        let sight = self.setting.sight;
        (if behind { &sight.behind } else { &sight.front })[self.crossing.segment]
    }

    /// Hazard of being seen by one force, for one as exposed as usual.
    #[inline]
    pub(super) fn sight_of(&self, force: usize) -> f64 {
        self.setting.sight.hazard[self.posts.post(force, self.crossing.segment)]
    }

    /// Whether the innermost force stands here.
    #[inline]
    pub(super) fn guarded(&self) -> bool {
        !self.posts.at(0, self.crossing.segment).is_empty()
    }

    /// Share of sightings here that a force answers by fire.
    pub(super) fn fire(&self, force: usize) -> f64 {
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
        known * sight::fire(today, *command, terms.border, self.posts, at, self.county())
    }

    /// Whether the fences of the county have power.
    #[inline]
    pub(super) fn powered(&self) -> bool {
        self.counties.powered[self.county()]
    }

    /// Chance that a camera sees him and a patrol comes in time; 0 under a standing deal, without power and where nobody could come.
    #[inline]
    pub(super) fn camera(&self) -> f64 {
        let (params, s) = (self.setting.params, self.crossing.segment);
        if self.crossing.brokered || !self.powered() || !self.guarded() {
            return 0.0;
        }
        self.segments.camera[s] * self.segments.condition[s] * params.camera_sight * params.camera_response
    }

    /// Chance of coming upon a fence.
    #[inline]
    pub(super) fn fence(&self) -> f64 {
        self.segments.fence[self.crossing.segment] * self.segments.condition[self.crossing.segment]
    }

    /// Whether the fence carries current for him: not where it is dead, nor where a bought guard says when it is.
    #[inline]
    pub(super) fn live(&self) -> bool {
        let dead = self.segments.current[self.crossing.segment] >= self.setting.params.fence_live;
        self.powered() && !self.crossing.brokered && !dead
    }

    /// Chance to find a way through a live fence.
    #[inline]
    pub(super) fn gap(&self) -> f64 {
        let params = self.setting.params;
        match self.crossing.activity {
            Activity::Leave => params.fence_gap,
            Activity::Smuggle => 1.0 - (1.0 - params.fence_gap) * params.fence_smuggle,
        }
    }

    /// Chance of coming upon a wall.
    #[inline]
    pub(super) fn wall(&self) -> f64 {
        self.segments.wall[self.crossing.segment] * self.segments.condition[self.crossing.segment]
    }

    /// Hazard of a mine; 0 where there are none. A bought guard shows a way.
    #[inline]
    pub(super) fn mine(&self) -> f64 {
        let s = self.crossing.segment;
        if self.segments.mines[s] == 0 {
            return 0.0;
        }
        let unknown = self.segments.mines_per_km(s) * (1.0 - self.segments.known[s]) * self.cover();
        unknown * self.setting.params.mine_width_km
    }

    /// Chance to drown.
    #[inline]
    pub(super) fn drown(&self) -> f64 {
        let Setting { today, terms, .. } = self.setting;
        terms.border.river(self.county()).drown[today.month]
    }

    /// Chance that one who reaches the far bank is caught there.
    #[inline]
    pub(super) fn caught_there(&self) -> f64 {
        self.setting.far_bank.catch[self.crossing.activity as usize] * self.counties.policing[self.county()]
    }
}
