//! What forces see, and how they answer what they see. Reads strength, season and orders; owns nothing: hazards are of the day.

use super::Params;
use crate::given::{Border, Posting};
use crate::mechanisms::deterrence::{self, Battery};
use crate::today::Today;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

/// Hazard of being seen by a force on a segment: `κ · guards on duty per km · visibility · attention`.
pub fn sight(detection: f64, on_duty: f64, length_km: f64, visibility: f64, attention: f64) -> f64 {
    detection * on_duty / length_km * visibility * attention
}

/// Attention of guards: more under alert, less where they must watch the far bank.
pub fn attention(params: &Params, alert: f64, far_bank: bool) -> f64 {
    (1.0 + params.alert_attention * alert) * if far_bank { 1.0 - params.far_bank_attention } else { 1.0 }
}

/// Hazards of being seen this day, by post; and their sums over the forces that stand before and behind the barriers.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// By post (force × segments + segment).
    pub hazard: Vec<f64>,
    /// Sum over forces before the barriers, by segment.
    pub front: Vec<f64>,
    /// Sum over forces behind them, by segment.
    pub behind: Vec<f64>,
    /// What was looked at last, by county.
    of: Vec<Option<Looked>>,
}

/// All that decides the hazards of a county.
#[derive(Clone, Debug, PartialEq)]
struct Looked {
    visibility: f64,
    attention: f64,
    guns: Vec<Battery>,
    /// How often guards came or went there ([`Posts::moves`]).
    moves: u32,
}

impl Sight {
    /// Looks over the line, where anything is otherwise than it was; guards stay away from it by `kept_back`
    /// ([`deterrence::Params::kept_back`]) where a battery stands behind them.
    pub fn look(
        &mut self,
        today: &Today,
        (params, kept_back, batteries): (&Params, f64, &[Vec<Battery>]),
        border: Border,
        segments: &Segments,
        posts: &Posts,
    ) {
        let n = segments.len();
        self.hazard.resize(border.forces.len() * n, 0.0);
        self.front.resize(n, 0.0);
        self.behind.resize(n, 0.0);
        self.of.resize(batteries.len(), None);
        for (c, ready) in batteries.iter().enumerate() {
            let now = Looked {
                visibility: border.river(c).visibility[today.month],
                attention: attention(params, today.standing.alert[c], today.standing.far_bank[c]),
                guns: ready.clone(),
                moves: posts.moves[c],
            };
            if self.of[c].as_ref() == Some(&now) {
                continue;
            }
            self.front[segments.of(c)].fill(0.0);
            self.behind[segments.of(c)].fill(0.0);
            for (f, force) in border.forces.iter().enumerate() {
                for s in segments.of(c) {
                    let guards = f64::from(posts.headcount(f, s));
                    let stays = deterrence::stays(kept_back, deterrence::guns(ready, posts, (f, s)));
                    let on_duty = guards * params.on_duty * stays;
                    let (detection, length) = (force.numbers.detection, segments.length_km[s]);
                    let hazard = sight(detection, on_duty, length, now.visibility, now.attention);
                    self.hazard[posts.post(f, s)] = hazard;
                    let sum = if force.behind {
                        &mut self.behind
                    } else {
                        &mut self.front
                    };
                    sum[s] += hazard;
                }
            }
            self.of[c] = Some(now);
        }
    }
}

/// Share of sightings that a guard of a force answers by fire on a segment: by the order in force for it, and toward that of a force
/// embedded with him where it is higher, whose command he is under: `own + command·(theirs − own)⁺`.
pub fn fire(
    today: &Today,
    command: f64,
    border: Border,
    posts: &Posts,
    (force, segment): (usize, usize),
    county: usize,
) -> f64 {
    let fire = &today.standing.fire;
    let own = fire[force][county];
    let embedded = |f: usize| border.forces[f].posting == Posting::Embedded;
    if embedded(force) {
        return own;
    }
    let theirs = (0..border.forces.len())
        .filter(|f| *f != force && embedded(*f) && !posts.at(*f, segment).is_empty())
        .map(|f| fire[f][county]);
    own + command * (theirs.fold(own, f64::max) - own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_rises_with_alert_and_falls_when_watching_the_far_bank() {
        let params = Params {
            on_duty: 0.25,
            alert_attention: 0.5,
            far_bank_attention: 0.2,
            ..Params::default()
        };
        assert_eq!(attention(&params, 0.0, false), 1.0);
        assert_eq!(attention(&params, 2.0, false), 2.0);
        assert_eq!(attention(&params, 2.0, true), 1.6);
    }
}
