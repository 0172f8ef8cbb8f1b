//! What stands on the line itself: cameras, fence, wall, mines, and those who come while somebody is busy with them.

use super::{Attempt, End, draw_index};
use crate::facts::{Log, Outcome};

impl<L: Log> Attempt<'_, L> {
    /// Cameras, fence, wall, mines.
    pub(super) fn barriers(&mut self) -> Option<End> {
        let (params, segments, s) = (self.setting.params, self.segments, self.crossing.segment);
        let condition = segments.condition[s];
        let powered = self.counties.powered[self.county];
        let guarded = !self.posts.at(0, s).is_empty();
        let camera = segments.camera[s] * condition * params.camera_sight * params.camera_response;
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
        // A bought guard shows the way between them.
        let mines = segments.mines[s] * self.cover();
        if mines > 0.0 && self.draws.wait(draw_index::MINE) <= mines * params.mine_width_km {
            return Some((
                Outcome::Mine,
                self.draws.chance(draw_index::MINE_DEATH, params.mine_death),
            ));
        }
        None
    }

    /// Days that the fence and the wall cost.
    ///
    /// # Errors
    /// The end, where one of them is it.
    fn fence_and_wall(&mut self, condition: f64, powered: bool) -> Result<f64, End> {
        let (params, segments, s) = (self.setting.params, self.segments, self.crossing.segment);
        let mut delay = 0.0;
        if self.draws.chance(draw_index::FENCE, segments.fence[s] * condition) {
            if !powered || self.crossing.brokered {
                delay += params.fence_delay;
            } else if !self.draws.chance(draw_index::FENCE_GAP, params.fence_gap) {
                return Err(match self.draws.chance(draw_index::FENCE_DEATH, params.fence_death) {
                    true => (Outcome::Electrocuted, true),
                    false => (Outcome::TurnedBack, false),
                });
            }
        }
        if self.draws.chance(draw_index::WALL, segments.wall[s] * condition) {
            if self.draws.chance(draw_index::WALL_TURN_BACK, params.wall_turn_back) {
                return Err((Outcome::TurnedBack, false));
            }
            delay += params.wall_delay;
        }
        Ok(delay)
    }
}
