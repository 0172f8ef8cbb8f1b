//! Those who come home from abroad by themselves. They cross the line where it happens to be, without a deal, and forces before the barriers can
//! see them. Reads what forces see and how they fire; owns those who are settled abroad and go.
//!
//! Source: returnees shot at the line (line-deaths-reported). Assumed: one rate for all who are settled; every stretch of the county of origin
//! alike; who comes home does not leave again within the run.

use crate::chance::{Purpose, Words};
use crate::facts::{Fact, Hit, Log, Step, StepAbroad, Victim};
use crate::mechanisms::passage::Setting;
use crate::mechanisms::patrol::sight;
use crate::parameter::numbers;
use crate::units::daily_probability;
use crate::world::abroad::Abroad;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Rate at which one who is settled abroad comes home by himself.
        per_year: f64 = "per year", 0.0..=10.0;
    }
}

/// How a way home ends.
enum End {
    Home,
    Caught,
    Hit { killed: bool },
}

/// A day of those who come home: Binomial(settled, 1 − e^{−rate/365}) of each county. One is seen with `1 − e^{−Σ hazards}` and then fired at as one who
/// leaves, or arrested.
pub fn step(
    setting: &Setting,
    params: &Params,
    segments: &Segments,
    posts: &Posts,
    abroad: &mut Abroad,
    log: &mut impl Log,
) {
    let chance = daily_probability(params.per_year / 365.0);
    if chance <= 0.0 {
        return;
    }
    for c in 0..abroad.settled.len() {
        let settled: u32 = abroad.settled[c].iter().sum();
        let mut draws = setting.today.draws(Purpose::Homecoming, c, 0);
        let coming = draws.binomial(settled, chance);
        for number in 0..coming {
            abroad.take_one(c, draws.below(settled - number));
            abroad.home[c] += 1;
            let words = setting
                .today
                .luck
                .words(Purpose::Homecoming, c, number + 1, setting.today.day);
            told(setting, c, end(setting, c, &words, segments, posts), log);
        }
    }
}

/// How one way home ends.
fn end(setting: &Setting, county: usize, words: &Words, segments: &Segments, posts: &Posts) -> End {
    let (terms, range) = (&setting.terms, segments.of(county));
    let s = range.start + (words.uniform(0) * range.len() as f64) as usize;
    if words.wait(1) > setting.sight.front[s] {
        return End::Home;
    }
    let Some(force) =
        (0..terms.border.forces.len()).find(|f| !terms.border.forces[*f].behind && !posts.at(*f, s).is_empty())
    else {
        return End::Home;
    };
    let fire = sight::fire(setting.today, setting.command, terms.border, posts, (force, s), county);
    let hit = fire * terms.border.forces[force].numbers.hit;
    match words.uniform(2) < hit {
        true => End::Hit {
            killed: words.uniform(3) < setting.params.shot_death,
        },
        false => End::Caught,
    }
}

/// Tells how it ended.
fn told(setting: &Setting, county: usize, end: End, log: &mut impl Log) {
    let day = setting.today.day;
    let went = |step| Fact::Abroad(StepAbroad::new(day, county, 1, step));
    log.happened(&match end {
        End::Home => went(Step::CameHome),
        End::Caught => went(Step::CaughtComingHome),
        End::Hit { killed } => Fact::Hit(Hit {
            day,
            county: county as u16,
            who: Victim::Returnee,
            killed: u32::from(killed),
            wounded: u32::from(!killed),
        }),
    });
}
