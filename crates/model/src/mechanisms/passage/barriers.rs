//! What stands on the line itself: cameras, fence, wall, mines, and those who come while somebody is busy with them. Owns the mine that goes
//! off, which is gone.

use super::{Attempt, End, draw_index};
use crate::facts::{Activity, Log, Outcome};

impl<L: Log> Attempt<'_, L> {
    /// Cameras, fence, wall, mines.
    pub(super) fn barriers(&mut self) -> Option<End> {
        let (params, s) = (self.setting.params, self.crossing.segment);
        let condition = self.segments.condition[s];
        let powered = self.counties.powered[self.county];
        let guarded = !self.posts.at(0, s).is_empty();
        let camera = self.segments.camera[s] * condition * params.camera_sight * params.camera_response;
        if !self.crossing.brokered && powered && guarded && self.draws.chance(draw_index::CAMERA, camera) {
            let end = self.sighted(0);
            if end.is_some() {
                return end;
            }
        }
        let delay = match self.fence_and_wall(condition, powered) {
            Ok(delay) => delay,
            Err(end) => return Some(end),
        };
        if delay > 0.0 && guarded {
            let hazard = self.setting.sight.hazard[self.posts.post(0, s)] * self.exposure * delay;
            if self.draws.wait(draw_index::DELAY) <= hazard {
                let end = self.sighted(0);
                if end.is_some() {
                    return end;
                }
            }
        }
        self.mines()
    }

    /// Chance to find a way through a live fence.
    fn gap(&self) -> f64 {
        let params = self.setting.params;
        match self.crossing.activity {
            Activity::Leave => params.fence_gap,
            Activity::Smuggle => 1.0 - (1.0 - params.fence_gap) * params.fence_smuggle,
        }
    }

    /// Mines, but for the ways that are known; a bought guard shows one. One that goes off is gone.
    #[inline]
    fn mines(&mut self) -> Option<End> {
        let (params, s) = (self.setting.params, self.crossing.segment);
        if self.segments.mines[s] == 0 {
            return None;
        }
        let unknown = self.segments.mines_per_km(s) * (1.0 - self.segments.known[s]) * self.cover();
        (self.draws.wait(draw_index::MINE) <= unknown * params.mine_width_km).then(|| {
            self.segments.mines[s] -= 1;
            let died = self.draws.chance(draw_index::MINE_DEATH, params.mine_death);
            (Outcome::Mine, died)
        })
    }

    /// Days that the fence and the wall cost.
    ///
    /// # Errors
    /// The end, where one of them is it.
    fn fence_and_wall(&mut self, condition: f64, powered: bool) -> Result<f64, End> {
        let (params, s) = (self.setting.params, self.crossing.segment);
        let mut delay = 0.0;
        if self.draws.chance(draw_index::FENCE, self.segments.fence[s] * condition) {
            if !powered || self.crossing.brokered || self.segments.current[s] >= params.fence_live {
                delay += params.fence_delay;
            } else if !self.draws.chance(draw_index::FENCE_GAP, self.gap()) {
                return Err(match self.draws.chance(draw_index::FENCE_DEATH, params.fence_death) {
                    true => (Outcome::Electrocuted, true),
                    false => (Outcome::TurnedBack, false),
                });
            }
        }
        if self.draws.chance(draw_index::WALL, self.segments.wall[s] * condition) {
            if self.draws.chance(draw_index::WALL_TURN_BACK, params.wall_turn_back) {
                return Err((Outcome::TurnedBack, false));
            }
            delay += params.wall_delay;
        }
        Ok(delay)
    }
}
