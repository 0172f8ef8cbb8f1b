//! Outlets and their sources: sources in a county learn of what happened by its kind, and tell with a chance and a lag;
//! the story names the county and nothing finer.
//!
//! Reads what happened today, morale; owns stories that are not told yet. Source: lags from the five reports (s000-lag-event-to-source,
//! s002-lag, s003-lag, s004-lag); that anger loosens tongues is inferred from s003-residents-resent.

use crate::chance::{Purpose, Stream};
use crate::facts::{Fact, Log, Story};
use crate::given::Outlet;
use crate::parameter::numbers;
use crate::record::news::News;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::underway::{Message, Underway};

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Increase of what sources tell where morale is gone (0), against where it is usual (1).
        morale: f64 = "multiple", 0.0..=100.0;
    }
}

/// Chance that at least one source tells: `1 − e^{−s·c·(1 + μ(1 − M))}` for s sources, each with a chance c under usual morale.
pub fn chance_published(params: &Params, sources: f64, chance: f64, morale: f64) -> f64 {
    daily_probability(sources * chance * (1.0 + params.morale * (1.0 - morale)))
}

/// Whole days from what happened to the story: log-normal.
pub fn lag(outlet: &Outlet, draws: &mut Stream) -> u32 {
    let days = outlet.lag_days * libm::exp(outlet.lag_sigma * draws.normal());
    days.min(1e6) as u32
}

/// What sources learn of today is sent on its way to the public. Reads the news and morale; owns stories that are not told yet.
pub fn listen(today: &Today, params: &Params, outlets: &[Outlet], morale: &[f64], news: &News, stories: &mut Underway) {
    for (number, outlet) in outlets.iter().enumerate() {
        learn(today, params, (number, outlet), morale, news, stories);
    }
}

/// What is due today is told.
pub fn tell(today: &Today, stories: &mut Underway, log: &mut impl Log) {
    for telling in stories.come(today.day) {
        log.happened(&Fact::Story(Story {
            outlet: telling.by,
            topic: telling.topic,
            county: telling.county,
            happened: telling.happened,
            published: today.day,
        }));
    }
}

/// What the sources of one outlet tell of today.
fn learn(
    today: &Today,
    params: &Params,
    (number, outlet): (usize, &Outlet),
    morale: &[f64],
    news: &News,
    stories: &mut Underway,
) {
    for (county, morale) in morale.iter().enumerate() {
        let sources = outlet.sources_in(county);
        if sources <= 0.0 {
            continue;
        }
        for hears in &outlet.hears {
            let count = news.count(county, hears.topic, false) + news.count(county, hears.topic, true);
            if count == 0 {
                continue;
            }
            let chance = chance_published(params, sources, hears.chance, *morale);
            let who = (number as u32) << 16 | hears.topic as u32;
            let mut draws = today.draws(Purpose::Stories, county, who);
            for _ in 0..draws.binomial(count, chance) {
                let message = Message {
                    by: number as u8,
                    topic: hears.topic,
                    county: county as u16,
                    happened: today.day,
                };
                stories.send(today.day + lag(outlet, &mut draws), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;

    #[test]
    fn more_sources_and_lower_morale_tell_more() {
        let params = Params { morale: 2.0 };
        let usual = chance_published(&params, 3.0, 0.1, 1.0);
        // Independent sources: none of them tells with e^{−0.3}.
        assert!((usual - (1.0 - libm::exp(-0.3))).abs() < 1e-12);
        assert!((chance_published(&params, 3.0, 0.1, 0.5) - (1.0 - libm::exp(-0.6))).abs() < 1e-12);
        assert_eq!(chance_published(&params, 0.0, 0.1, 0.0), 0.0);
    }

    /// Half of the stories come within the median. Binomial test of 10,000 at 5 standard errors (level 6e-7); a share off by 0.04 is
    /// seen with power above 0.99.
    #[test]
    fn half_of_the_stories_come_within_the_median_lag() {
        let outlet = Outlet {
            name: "Outlet".into(),
            hears: vec![],
            sources: vec![],
            lag_days: 8.0,
            lag_sigma: 0.8,
        };
        let luck = Luck { seed: 2, replicate: 0 };
        let early = |who| lag(&outlet, &mut luck.at(Purpose::Stories, 0, who, 0)) < 8;
        let share = (0..10_000).filter(|who| early(*who)).count() as f64 / 10_000.0;
        assert!((share - 0.5).abs() < 5.0 * 0.005, "{share}");
    }
}
