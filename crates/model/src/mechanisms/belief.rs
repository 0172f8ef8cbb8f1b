//! What residents and units come to expect, and morale. Reads what was tried and failed, punishments, strength, lockdown, persons shot; owns
//! belief of the segments, fear of the units, morale of the counties, and empties the day's counts of what it reads.
//!
//! Assumed: what is seen and heard moves belief by a share of its distance; what is not repeated is forgotten.

use crate::given::Border;
use crate::mechanisms::pity;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Weight of one attempt seen against what was believed of a segment.
        learn: f64 = "share", 0.0..=1.0;
        /// How many failures the news of a death counts for.
        death_weight: f64 = "failures", 1.0..=1000.0;
        /// Share of what a county learns that its neighbours learn.
        spread: f64 = "share", 0.0..=1.0;
        /// Rate at which belief returns to what can be seen by eye.
        forget_per_year: f64 = "per year", 0.0..=1000.0;
        /// Perceived risk from watchers in sight, per guard and kilometre (saturating).
        by_eye: f64 = "per guard and km", 0.0..=100.0;
        /// Perceived chance of failing with nothing in sight.
        prior: f64 = "probability", 0.0..=1.0;
        /// How far one punishment in the unit moves a unit's perceived chance of being found out toward 1.
        fear_jump: f64 = "share", 0.0..=1.0;
        /// Share of that jump in the neighbouring units.
        fear_spread: f64 = "share", 0.0..=1.0;
        /// Rate at which perceived discovery returns to its floor.
        fear_forget_per_year: f64 = "per year", 0.0..=1000.0;
        /// Perceived chance of being found out where nothing was heard of any case.
        fear_floor: f64 = "probability", 0.0..=1.0;
        /// Loss of morale per guard per resident above what stood there at first.
        morale_scrutiny: f64 = "per guard per resident", 0.0..=1000.0;
        /// Loss of morale under full lockdown.
        morale_lockdown: f64 = "share", 0.0..=1.0;
        /// Loss of morale per person shot per thousand residents.
        morale_shooting: f64 = "per shot and 1000 residents", 0.0..=10.0;
        /// Rate at which morale moves to what present conditions imply.
        morale_recover_per_year: f64 = "per year", 0.0..=1000.0;
    }
}

/// What is believed after `n` attempts of which a share `failed` failed: each moves belief by `learn` toward it.
pub fn learned(belief: f64, learn: f64, n: f64, failed: f64) -> f64 {
    if n <= 0.0 {
        return belief;
    }
    Lesson::of(libm::log1p(-learn), n, failed).teach(belief)
}

/// What several attempts teach, whatever was believed before.
#[derive(Clone, Copy)]
struct Lesson {
    /// What is left of the distance between belief and what they say, less one: `(1 − learn)ⁿ − 1`.
    moved: f64,
    /// Share of them that failed.
    failed: f64,
}

impl Lesson {
    /// Of `n` attempts, more than none; `keeps` is `ln(1 − learn)`.
    fn of(keeps: f64, n: f64, failed: f64) -> Lesson {
        Lesson {
            moved: libm::expm1(n * keeps),
            failed,
        }
    }

    /// What is believed after them.
    fn teach(self, belief: f64) -> f64 {
        belief - self.moved * (self.failed - belief)
    }
}

/// Perceived risk by eye: `1 − (1 − prior)·e^{−b·guards per km}`.
pub fn by_eye(params: &Params, guards_per_km: f64) -> f64 {
    1.0 - (1.0 - params.prior) * libm::exp(-params.by_eye * guards_per_km)
}

/// Residents learn of segments, units of punishments; morale moves to what conditions imply. A punishment that is shown weighs `shown`
/// ([`super::branding::Params::shown`]).
pub fn step(
    today: &Today,
    (params, shown, pity): (&Params, f64, &pity::Params),
    border: Border,
    segments: &mut Segments,
    posts: &mut Posts,
    counties: &mut Counties,
) {
    residents(params, border.counties.len(), posts, segments);
    units(params, shown, posts);
    morale(today, (params, pity), border, posts, counties);
}

fn residents(params: &Params, counties: usize, posts: &Posts, segments: &mut Segments) {
    let forget = daily_probability(params.forget_per_year / 365.0);
    let (own, others) = (libm::log1p(-params.learn), libm::log1p(-(params.learn * params.spread)));
    // Neighbouring segments are mostly guarded alike.
    let (mut guards_per_km, mut seen) = (0.0, by_eye(params, 0.0));
    let mut told = vec![(0.0, 0.0); counties];
    for s in 0..segments.len() {
        let county = segments.county[s] as usize;
        told[county].0 += segments.tried[s];
        told[county].1 += segments.failed[s];
    }
    for c in 0..counties {
        let range = segments.of(c);
        let slices = range.len() as f64;
        let neighbours = [c.checked_sub(1), (c + 1 < counties).then_some(c + 1)];
        let heard: (f64, f64) = neighbours
            .into_iter()
            .flatten()
            .fold((0.0, 0.0), |sum, n| (sum.0 + told[n].0, sum.1 + told[n].1));
        let heard = (heard.0 > 0.0).then(|| Lesson::of(others, heard.0 / slices, heard.1 / heard.0));
        for s in range {
            let here = posts.all_at(s) as f64 / segments.length_km[s];
            if here != guards_per_km {
                (guards_per_km, seen) = (here, by_eye(params, here));
            }
            let mut belief = segments.belief[s];
            let tried = segments.tried[s];
            if tried > 0.0 {
                belief = Lesson::of(own, tried, segments.failed[s] / tried).teach(belief);
            }
            if let Some(heard) = heard {
                belief = heard.teach(belief);
            }
            segments.belief[s] = belief + forget * (seen - belief);
            segments.tried[s] = 0.0;
            segments.failed[s] = 0.0;
        }
    }
}

fn units(params: &Params, weight: f64, posts: &mut Posts) {
    let forget = daily_probability(params.fear_forget_per_year / 365.0);
    let (punished, shown) = (core::mem::take(&mut posts.punished), core::mem::take(&mut posts.shown));
    for unit in 0..punished.len() {
        let near: u32 = posts.beside(unit).map(|other| punished[other]).sum();
        let fear = &mut posts.fear[unit];
        *fear += forget * (params.fear_floor - *fear);
        if punished[unit] + near + shown[unit] > 0 {
            *fear = learned(*fear, params.fear_jump, f64::from(punished[unit]), 1.0);
            *fear = learned(*fear, params.fear_jump * params.fear_spread, f64::from(near), 1.0);
            *fear = learned(*fear, params.fear_jump * weight, f64::from(shown[unit]), 1.0);
        }
    }
    (posts.punished, posts.shown) = (vec![0; punished.len()], vec![0; shown.len()]);
}

fn morale(
    today: &Today,
    (params, pity): (&Params, &pity::Params),
    border: Border,
    posts: &Posts,
    counties: &mut Counties,
) {
    let recover = daily_probability(params.morale_recover_per_year / 365.0);
    for (c, county) in border.counties.iter().enumerate() {
        let residents = f64::from(county.residents.max(1));
        let scrutiny = (f64::from(posts.all_in(c)) / residents - counties.scrutiny[c]).max(0.0);
        let pressed = params.morale_scrutiny * scrutiny + params.morale_lockdown * today.standing.lockdown[c];
        let workers = today.standing.workers[c] + today.standing.repairers[c];
        let implied = (1.0 - pressed - pity::sight(pity, workers, residents)).max(0.0);
        let shock = params.morale_shooting * f64::from(counties.shot[c]) / (residents / 1000.0)
            + pity::grief(pity, counties.learned_of[c], residents);
        let morale = &mut counties.morale[c];
        *morale = (*morale + recover * (implied - *morale) - shock).clamp(0.0, 1.0);
        counties.shot[c] = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Constant truth: after n attempts the distance to it is (1 − learn)ⁿ of the first.
    #[test]
    fn belief_approaches_a_constant_truth_exponentially() {
        let mut belief = 0.1;
        for _ in 0..50 {
            belief = learned(belief, 0.02, 3.0, 0.7);
        }
        assert!((belief - (0.7 - 0.6 * libm::pow(0.98, 150.0))).abs() < 1e-12);
    }

    /// Where one attempt teaches everything, none taught that belief is no number.
    #[test]
    fn nothing_seen_teaches_nothing() {
        assert_eq!(learned(0.3, 1.0, 0.0, 1.0), 0.3);
        assert_eq!(learned(0.3, 1.0, 1.0, 1.0), 1.0);
    }

    #[test]
    fn more_guards_in_sight_look_riskier() {
        let params = Params {
            prior: 0.2,
            by_eye: 0.05,
            ..Params::default()
        };
        assert!((by_eye(&params, 0.0) - 0.2).abs() < 1e-12);
        assert!(by_eye(&params, 10.0) > by_eye(&params, 5.0));
    }
}
