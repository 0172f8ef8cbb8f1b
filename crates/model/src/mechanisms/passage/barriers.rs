//! What stands on the line itself: cameras, fence, wall, mines, and those who come while somebody is busy with them. Owns the mine that goes
//! off, which is gone.

use super::{Attempt, End, draw_index};
use crate::facts::{Log, Outcome};

impl<L: Log> Attempt<'_, L> {
    /// Cameras, and the patrol that comes to what they saw.
    #[inline]
    pub(super) fn cameras(&mut self) -> Option<End> {
        if self.draws.chance(draw_index::CAMERA, self.way().camera()) {
            self.sighted(0)
        } else {
            None
        }
    }

    /// Fence and wall, and the patrol that comes meanwhile.
    #[inline]
    pub(super) fn works(&mut self) -> Option<End> {
        let delay = match self.fence_and_wall() {
            Ok(delay) => delay,
            Err(end) => return Some(end),
        };
        if delay > 0.0 && self.way().guarded() {
            let hazard = self.way().sight_of(0) * self.exposure * delay;
            if self.draws.wait_within(draw_index::DELAY, hazard).is_some() {
                return self.sighted(0);
            }
        }
        None
    }

    /// Mines, but for the ways that are known.
    #[inline]
    pub(super) fn mines(&mut self) -> Option<End> {
        if self.segments.mines[self.crossing.segment] == 0 {
            return None;
        }
        let met = self.draws.wait_within(draw_index::MINE, self.way().mine()).is_some();
        met.then(|| self.mine_met())
    }

    /// A mine goes off, and is gone.
    pub(super) fn mine_met(&mut self) -> End {
        self.segments.mines[self.crossing.segment] -= 1;
        let died = self
            .draws
            .chance(draw_index::MINE_DEATH, self.setting.params.mine_death);
        (Outcome::Mine, died)
    }

    /// A live fence without a gap: touched, or turned back from.
    pub(super) fn fence_met(&self) -> End {
        match self
            .draws
            .chance(draw_index::FENCE_DEATH, self.setting.params.fence_death)
        {
            true => (Outcome::Electrocuted, true),
            false => (Outcome::TurnedBack, false),
        }
    }

    /// Days that the fence and the wall cost.
    ///
    /// # Errors
    /// The end, where one of them is it.
    #[inline]
    fn fence_and_wall(&mut self) -> Result<f64, End> {
        let params = self.setting.params;
        let mut delay = 0.0;
        if self.draws.chance(draw_index::FENCE, self.way().fence()) {
            if !self.way().live() {
                delay += params.fence_delay;
            } else if !self.draws.chance(draw_index::FENCE_GAP, self.way().gap()) {
                return Err(self.fence_met());
            }
        }
        if self.draws.chance(draw_index::WALL, self.way().wall()) {
            if self.draws.chance(draw_index::WALL_TURN_BACK, params.wall_turn_back) {
                return Err((Outcome::TurnedBack, false));
            }
            delay += params.wall_delay;
        }
        Ok(delay)
    }
}
