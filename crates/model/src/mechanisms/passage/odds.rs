//! What one who crosses a segment meets first: the chance of each danger, from those of `way.rs`. So many can cross at once, and only those who
//! meet something are looked at one by one. Reads what `way.rs` reads; owns nothing.

use super::way::Way;
use super::{Crossing, Setting};
use crate::units::daily_probability;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

/// What can be met, in the order of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Danger {
    /// Police on the way, the restricted zone, or the forces before the barriers.
    Front = 0,
    /// A camera, and the patrol that comes.
    Camera = 1,
    /// A live fence without a gap.
    Fence = 2,
    /// A wall that can be neither climbed nor dug under.
    Wall = 3,
    /// A patrol that comes while he is busy with a fence or a wall.
    Delay = 4,
    /// A mine.
    Mine = 5,
    /// The forces behind the barriers.
    Behind = 6,
    /// The river.
    River = 7,
    /// The far bank's police.
    FarBank = 8,
}

impl Danger {
    /// All, in the order of the way.
    pub const ALL: [Danger; 9] = [
        Danger::Front,
        Danger::Camera,
        Danger::Fence,
        Danger::Wall,
        Danger::Delay,
        Danger::Mine,
        Danger::Behind,
        Danger::River,
        Danger::FarBank,
    ];
}

/// The chance that each danger is the first one met, added up in the order of the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    up_to: [f64; Danger::ALL.len()],
}

impl Odds {
    /// For those who cross so today.
    pub fn of(setting: &Setting, crossing: Crossing, segments: &Segments, posts: &Posts, counties: &Counties) -> Odds {
        Odds::along(&Way {
            setting,
            crossing,
            segments,
            posts,
            counties,
        })
    }

    fn along(way: &Way) -> Odds {
        let exposure = way.exposure();
        let front = daily_probability(way.police() + way.zone() + way.sight(false) * exposure);
        let (fence, wall, delay) = works(way, exposure);
        let drown = way.drown();
        let each = [
            front,
            way.camera(),
            fence,
            wall,
            delay,
            daily_probability(way.mine()),
            daily_probability(way.sight(true) * exposure),
            drown,
            way.caught_there(),
        ];
        let (mut safe, mut met) = (1.0, 0.0);
        let up_to = each.map(|chance| {
            met += safe * chance;
            safe *= 1.0 - chance;
            met
        });
        Odds { up_to }
    }

    /// Chance of meeting anything.
    pub fn any(&self) -> f64 {
        self.up_to[Danger::ALL.len() - 1].min(1.0)
    }

    /// The danger at a share `u` of the chance of meeting any.
    pub fn first(&self, u: f64) -> Danger {
        let target = u * self.up_to[Danger::ALL.len() - 1];
        let place = self.up_to.iter().position(|up_to| target < *up_to);
        place.map_or(Danger::FarBank, |place| Danger::ALL[place])
    }
}

/// Chances of the fence, the wall and a patrol that comes meanwhile, each where those before it were not met. A wall that turns back does so
/// before any patrol can come.
fn works(way: &Way, exposure: f64) -> (f64, f64, f64) {
    let (fence, wall, params) = (way.fence(), way.wall(), way.setting.params);
    if fence <= 0.0 && wall <= 0.0 {
        return (0.0, 0.0, 0.0);
    }
    let live = way.live();
    let stopped = if live { fence * (1.0 - way.gap()) } else { 0.0 };
    let turned_back = wall * params.wall_turn_back;
    if !way.guarded() {
        return (stopped, turned_back, 0.0);
    }
    let hazard = way.sight_of(0) * exposure;
    let by_fence = if live {
        0.0
    } else {
        fence * daily_probability(hazard * params.fence_delay)
    };
    let by_wall = (wall - turned_back) * daily_probability(hazard * params.wall_delay);
    // Of those whom no wall turned back: who was seen at neither.
    let unseen = (1.0 - by_fence) * (1.0 - turned_back - by_wall) / (1.0 - turned_back);
    (stopped, turned_back, if turned_back < 1.0 { 1.0 - unseen } else { 0.0 })
}
