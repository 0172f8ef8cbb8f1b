//! One passage, obstacle by obstacle (docs/model.md §7.7).

use crate::MONTH;
use crate::plain::Plain;
use amnok_model::chance::Words;
use amnok_model::facts::{Activity, Outcome};
use amnok_model::given::Posting;
use amnok_model::mechanisms::passage::draw_index;
use amnok_model::units::Money;

/// One passage, obstacle by obstacle.
pub struct Trial<'a> {
    pub plain: &'a Plain<'a>,
    pub words: &'a Words,
    pub s: usize,
    pub activity: Activity,
    pub deal: bool,
    pub means: f64,
    pub seen: usize,
    pub paid: Money,
    pub force: Option<u8>,
}

impl Trial<'_> {
    pub fn pass(&mut self) -> (Outcome, bool) {
        let wait = match self.zone() {
            Err(end) => return end,
            Ok(wait) => wait,
        };
        let end = self.watched(false, wait).or_else(|| self.barriers());
        let end = end.or_else(|| self.watched(true, self.words.wait(draw_index::BEHIND)));
        end.unwrap_or_else(|| self.far_bank())
    }

    fn uncovered(&self) -> f64 {
        if self.deal {
            1.0 - self.plain.inputs.parameters.bribe.cover
        } else {
            1.0
        }
    }

    fn patrolled(&self) -> bool {
        !self.plain.world.posts.at(0, self.s).is_empty()
    }

    fn county(&self) -> usize {
        self.plain.world.segments.county[self.s] as usize
    }

    /// Police and the zone; they and those before the barriers have one waiting time, of which what is left goes on.
    fn zone(&mut self) -> Result<f64, (Outcome, bool)> {
        let p = &self.plain.inputs.parameters.passage;
        let police = &self.plain.inputs.parameters.police;
        let caught = match self.activity {
            Activity::Leave => police.leave,
            Activity::Smuggle => police.smuggle,
        } * self.plain.standing.crackdown[self.county()];
        let zone = caught + p.zone_stop * self.plain.standing.zone_km[self.county()] * self.uncovered();
        let wait = self.words.wait(draw_index::FRONT);
        if wait <= caught {
            return Err(stopped(self.words.chance(draw_index::ZONE_ARREST, police.arrest)));
        }
        if wait > zone {
            return Ok(wait - zone);
        }
        let armed = p.zone_fire * self.fire(0);
        if self.patrolled() && self.words.uniform(draw_index::SIGHTING + 2) < armed {
            self.force = Some(0);
            return Err(self.under_fire(0, draw_index::SIGHTING));
        }
        Err(stopped(self.words.chance(draw_index::ZONE_ARREST, p.zone_arrest)))
    }

    /// Camera, fence, wall, those who come while one is busy with them, mines.
    fn barriers(&mut self) -> Option<(Outcome, bool)> {
        let (inputs, world, s) = (self.plain.inputs, self.plain.world, self.s);
        let p = &inputs.parameters.passage;
        let (condition, powered) = (world.segments.condition[s], world.counties.powered[self.county()]);
        let camera = world.segments.camera[s] * condition * p.camera_sight * p.camera_response;
        let free = !self.deal && powered && self.patrolled();
        if free
            && self.words.uniform(draw_index::CAMERA) < camera
            && let Some(end) = self.sighted(0)
        {
            return Some(end);
        }
        let delay = match self.fence_and_wall(condition, powered) {
            Err(end) => return Some(end),
            Ok(delay) => delay,
        };
        if delay > 0.0
            && self.patrolled()
            && self.words.wait(draw_index::DELAY) <= self.sight(0) * delay
            && let Some(end) = self.sighted(0)
        {
            return Some(end);
        }
        let lying = f64::from(world.segments.mines[s]) / world.segments.length_km[s];
        let mines = lying * (1.0 - world.segments.known[s]) * self.uncovered() * p.mine_width_km;
        let stepped_on = mines > 0.0 && self.words.wait(draw_index::MINE) <= mines;
        stepped_on.then(|| (Outcome::Mine, self.words.uniform(draw_index::MINE_DEATH) < p.mine_death))
    }

    /// How long the fence and the wall take, if they do not end the trip.
    fn fence_and_wall(&self, condition: f64, powered: bool) -> Result<f64, (Outcome, bool)> {
        let (p, segments) = (&self.plain.inputs.parameters.passage, &self.plain.world.segments);
        let mut delay = 0.0;
        if self.words.uniform(draw_index::FENCE) < segments.fence[self.s] * condition {
            let gap = match self.activity {
                Activity::Leave => p.fence_gap,
                Activity::Smuggle => 1.0 - (1.0 - p.fence_gap) * p.fence_smuggle,
            };
            if self.deal || !powered || segments.current[self.s] >= p.fence_live {
                delay += p.fence_delay;
            } else if self.words.uniform(draw_index::FENCE_GAP) >= gap {
                let dies = self.words.uniform(draw_index::FENCE_DEATH) < p.fence_death;
                return Err(if dies {
                    (Outcome::Electrocuted, true)
                } else {
                    (Outcome::TurnedBack, false)
                });
            }
        }
        if self.words.uniform(draw_index::WALL) < segments.wall[self.s] * condition {
            if self.words.uniform(draw_index::WALL_TURN_BACK) < p.wall_turn_back {
                return Err((Outcome::TurnedBack, false));
            }
            delay += p.wall_delay;
        }
        Ok(delay)
    }

    /// The river, and those on the other side.
    fn far_bank(&self) -> (Outcome, bool) {
        let (inputs, c) = (self.plain.inputs, self.county());
        let drown = inputs.rivers[inputs.counties[c].river].drown[MONTH];
        let neighbour = &inputs.parameters.neighbour;
        let leaves = self.activity == Activity::Leave;
        let catch = if leaves {
            neighbour.catch_leave
        } else {
            neighbour.catch_smuggle
        };
        let caught = catch * self.plain.world.counties.policing[c];
        let u = self.words.uniform(draw_index::FAR_BANK);
        if u < drown {
            (Outcome::Drowned, true)
        } else if u < drown + (1.0 - drown) * caught {
            let over = leaves || self.words.uniform(draw_index::HANDED_OVER) < neighbour.handed_over;
            match (leaves, self.plain.standing.returns_halted[c]) {
                (true, true) => (Outcome::Held, false),
                (_, false) if over => (Outcome::SentBack, false),
                _ => (Outcome::Fined, false),
            }
        } else {
            (Outcome::Crossed, false)
        }
    }

    /// κ · on duty · guards/km · visibility · attention, times the trip's exposure, less what a deal covers.
    fn sight(&self, force: usize) -> f64 {
        let (inputs, world, standing) = (self.plain.inputs, self.plain.world, self.plain.standing);
        let c = world.segments.county[self.s] as usize;
        let p = &inputs.parameters;
        let per_km = world.posts.at(force, self.s).len() as f64 / world.segments.length_km[self.s];
        let far_bank = if standing.far_bank[c] {
            1.0 - p.patrol.far_bank_attention
        } else {
            1.0
        };
        let attention = (1.0 + p.patrol.alert_attention * standing.alert[c]) * far_bank;
        let visibility = inputs.rivers[inputs.counties[c].river].visibility[MONTH];
        let trip = if self.activity == Activity::Smuggle {
            p.passage.smuggle_exposure
        } else {
            1.0
        };
        let uncovered = if self.deal { 1.0 - p.bribe.cover } else { 1.0 };
        let stays = 1.0 - p.deterrence.kept_back * self.plain.guns(force, self.s);
        let on_duty = p.patrol.on_duty * stays;
        inputs.forces[force].numbers.detection * on_duty * per_km * visibility * attention * trip * uncovered
    }

    fn watched(&mut self, behind: bool, mut wait: f64) -> Option<(Outcome, bool)> {
        for force in 0..self.plain.inputs.forces.len() {
            if self.plain.inputs.forces[force].behind != behind {
                continue;
            }
            let sight = self.sight(force);
            if wait > sight {
                wait -= sight;
                continue;
            }
            if let Some(end) = self.sighted(force) {
                return Some(end);
            }
            wait = self.words.wait(draw_index::SIGHTING + 8 * self.seen - 1);
        }
        None
    }

    fn sighted(&mut self, force: usize) -> Option<(Outcome, bool)> {
        let (inputs, plain) = (self.plain.inputs, self.plain);
        let first = draw_index::SIGHTING + 8 * self.seen;
        self.seen += 1;
        let guards = plain.world.posts.at(force, self.s);
        if guards.is_empty() {
            return None;
        }
        let guard = &guards[(self.words.uniform(first) * guards.len() as f64) as usize];
        let b = &inputs.parameters.bribe;
        let mean = if self.activity == Activity::Leave {
            b.spot_leave
        } else {
            b.spot_smuggle
        };
        let offer = self.words.wait(first + 1) * mean * self.means;
        let r = plain.reservation(force, self.s, guard.tolerance, self.activity);
        if offer >= r {
            self.paid += Money::from_units(r + b.theta * (offer - r));
            return None;
        }
        self.force = Some(force as u8);
        let numbers = &inputs.forces[force].numbers;
        if self.words.uniform(first + 2) < self.fire(force) {
            return Some(self.under_fire(force, first));
        }
        Some(stopped(self.words.uniform(first + 5) < numbers.arrest))
    }

    /// Readiness to fire: by order, and for those who are not embedded themselves part of the way to that of an embedded force beside them.
    fn fire(&self, force: usize) -> f64 {
        let (inputs, world, fire) = (self.plain.inputs, self.plain.world, &self.plain.standing.fire);
        let c = world.segments.county[self.s] as usize;
        let mut highest = fire[force][c];
        if inputs.forces[force].posting != Posting::Embedded {
            for (other, data) in inputs.forces.iter().enumerate() {
                let beside = data.posting == Posting::Embedded && !world.posts.at(other, self.s).is_empty();
                if beside {
                    highest = highest.max(fire[other][c]);
                }
            }
        }
        let ordered = fire[force][c] + inputs.parameters.patrol.command * (highest - fire[force][c]);
        let known = match self.activity {
            Activity::Leave => 1.0,
            Activity::Smuggle => inputs.parameters.passage.fire_smuggle,
        };
        known * ordered
    }

    fn under_fire(&self, force: usize, first: usize) -> (Outcome, bool) {
        let inputs = self.plain.inputs;
        if self.words.uniform(first + 3) < inputs.forces[force].numbers.hit {
            let dies = self.words.uniform(first + 4) < inputs.parameters.passage.shot_death;
            return (Outcome::Shot, dies);
        }
        (Outcome::TurnedBack, false)
    }
}

fn stopped(arrested: bool) -> (Outcome, bool) {
    (
        if arrested {
            Outcome::Arrested
        } else {
            Outcome::TurnedBack
        },
        false,
    )
}
