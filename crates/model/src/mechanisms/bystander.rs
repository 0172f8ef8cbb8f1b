//! Others whom fire meets: people in the restricted zone for other reasons, people of the far bank within reach of fire, guards and soldiers
//! near a battery. Reads orders, the season and where forces stand; puts a recruit in the place of each guard who is killed, and adds to those
//! shot whose neighbours hear of it.
//!
//! Source: single reports (line-deaths-reported): an owner of livestock that had strayed, a labourer at the river, people of the far bank, a
//! wounded soldier; batteries fire without asking (s004-fire-without-report). Assumed: how often somebody is there.

use crate::chance::Purpose;
use crate::facts::{Fact, Hit, Log, Victim};
use crate::given::Border;
use crate::mechanisms::deterrence;
use crate::mechanisms::patrol::Recruits;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::rank::at_rank;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// How often in a year somebody is met in a kilometre of restricted zone for other reasons, among a thousand residents.
        in_zone: f64 = "per thousand and km", 0.0..=100_000.0;
        /// How often in a year somebody of the far bank is within reach of fire on a km of line, in the easiest season.
        far_bank: f64 = "per km", 0.0..=100_000.0;
        /// Share of the readiness to fire at those who leave that meets them.
        fire: f64 = "share", 0.0..=1.0;
        /// Hazard that a guard or soldier is taken for one who crosses by a battery on his stretch.
        mistaken_per_year: f64 = "per guard-year", 0.0..=100.0;
    }
}

/// A day of the others in a county each: so many are hit, `Poisson(met · fire · hit)`, of whom the share `deadly`
/// ([`crate::mechanisms::passage::Params::shot_death`]) dies.
pub fn step(
    today: &Today,
    params: &Params,
    (border, deadly): (Border, f64),
    counties: &mut Counties,
    log: &mut impl Log,
) {
    let Some(patrol) = border.forces.first() else {
        return;
    };
    for c in 0..border.counties.len() {
        let shots = today.standing.fire[0][c] * params.fire * patrol.numbers.hit / 365.0;
        if shots <= 0.0 {
            continue;
        }
        let (county, season) = (&border.counties[c], border.river(c).ease[today.month]);
        let zone = params.in_zone * f64::from(county.residents) / 1000.0 * today.standing.zone_km[c];
        let met = [
            (Victim::Bystander, zone),
            (Victim::Foreigner, params.far_bank * county.border_km * season),
        ];
        for (who, met) in met {
            if met > 0.0 {
                let mut draws = today.draws(Purpose::Bystanders, c, who as u32);
                let hit = draws.poisson(met * shots);
                let killed = draws.binomial(hit, deadly);
                told(today, (c, who), hit, killed, log);
                if who == Victim::Bystander {
                    counties.shot[c] += hit;
                }
            }
        }
    }
}

/// A day of guards and soldiers near batteries: in a county one is hit with `1 − e^{−guards · (1 − kept_back·fire) · mistaken · fire · hit}`, and
/// is replaced where he dies; by `kept_back` ([`deterrence::Params::kept_back`]) they stay away.
pub fn mistaken(
    today: &Today,
    (params, kept_back): (&Params, f64),
    (border, deadly, recruits): (Border, f64, Recruits),
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    if params.mistaken_per_year <= 0.0 {
        return;
    }
    let batteries = (0..border.forces.len()).filter(|f| border.forces[*f].behind);
    for (battery, c) in batteries.flat_map(|f| (0..border.counties.len()).map(move |c| (f, c))) {
        let shots = today.standing.fire[battery][c] * border.forces[battery].numbers.hit;
        if shots <= 0.0 || posts.strength(battery, c) == 0 {
            continue;
        }
        let guards: u32 = guards(near(battery, c, segments, posts), posts).sum();
        let there = f64::from(guards) * deterrence::stays(kept_back, today.standing.fire[battery][c]);
        let hazard = there * shots * params.mistaken_per_year / 365.0;
        if hazard <= 0.0 {
            continue;
        }
        let mut draws = today.draws(Purpose::Mistaken, c, battery as u32);
        if draws.fine() < daily_probability(hazard) {
            let killed = draws.chance(deadly);
            let (force, s, place) = guard_at(draws.below(guards), (battery, c), segments, posts);
            if killed {
                posts.replace(force, s, place, recruits.guard(force, s, place));
            }
            told(today, (c, Victim::Guard), 1, u32::from(killed), log);
        }
    }
}

/// The stretches of a county where a battery stands, each with every other force: force and segment.
fn near(
    battery: usize,
    county: usize,
    segments: &Segments,
    posts: &Posts,
) -> impl Iterator<Item = (usize, usize)> + Clone {
    let with_battery = segments.of(county).filter(move |s| !posts.at(battery, *s).is_empty());
    with_battery.flat_map(move |s| (0..posts.forces()).filter(move |f| *f != battery).map(move |f| (f, s)))
}

/// How many guards of each force stand on each stretch.
fn guards(near: impl Iterator<Item = (usize, usize)>, posts: &Posts) -> impl Iterator<Item = u32> {
    near.map(|(force, s)| posts.at(force, s).len() as u32)
}

/// Force, segment and place of the guard of that rank near a battery.
fn guard_at(rank: u32, (battery, county): (usize, usize), segments: &Segments, posts: &Posts) -> (usize, usize, usize) {
    let mut near = near(battery, county, segments, posts);
    let (stretch, place) = at_rank(rank, guards(near.clone(), posts));
    let (force, s) = near.nth(stretch).expect("the rank lies below their number");
    (force, s, place as usize)
}

/// Tells of those who were hit, if anybody was.
fn told(today: &Today, (county, who): (usize, Victim), hit: u32, killed: u32, log: &mut impl Log) {
    if hit > 0 {
        log.happened(&Fact::Hit(Hit {
            day: today.day,
            county: county as u16,
            who,
            killed,
            wounded: hit - killed,
        }));
    }
}
