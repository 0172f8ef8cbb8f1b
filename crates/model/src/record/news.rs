//! Today's news: how often each topic that can be told of has happened, and whether guards had taken money in it.
//!
//! Reads facts; owns the counts of the day.

use crate::facts::{Cause, Fact, Log, RunEnd, Topic};
use crate::units::Money;

const TOPICS: usize = Topic::ALL.len();

/// How often each topic happened today, by county, and whether guards had taken money in it.
#[derive(Clone, Debug)]
pub struct News {
    counts: Vec<[[u32; 2]; TOPICS]>,
}

impl Log for News {
    #[inline]
    fn happened(&mut self, fact: &Fact) {
        let (county, topic, involved, times) = match fact {
            // Who gave up before a wall was seen by nobody.
            Fact::Attempt(i) => match i.seen() {
                true => (i.at, Topic::of(i.outcome), i.paid > Money::ZERO, i.count),
                false => return,
            },
            Fact::Accident(accident) => match accident.cause {
                Cause::Works => (accident.county, Topic::WorkerDeaths, false, accident.killed),
                Cause::Mine => (accident.county, Topic::MineSoldierDeaths, false, accident.killed),
            },
            Fact::Discovery(found) => (found.county, Topic::FoundOut, false, 1),
            Fact::RingRun(run) if run.end == RunEnd::Case => (run.county, Topic::RingCases, false, 1),
            Fact::Loiterers(loiterers) => (loiterers.county, Topic::Loiterers, false, loiterers.seen),
            Fact::Animals(animals) => (animals.county, Topic::Animals, false, animals.seen),
            Fact::Hit(hit) => (hit.county, Topic::OthersShot, false, hit.killed),
            _ => return,
        };
        self.counts[usize::from(county)][topic as usize][usize::from(involved)] += times;
    }
}

impl News {
    /// Nothing has happened.
    pub fn new(counties: usize) -> News {
        News {
            counts: vec![[[0; 2]; TOPICS]; counties],
        }
    }

    /// A new day.
    pub fn clear(&mut self) {
        self.counts.fill([[0; 2]; TOPICS]);
    }

    /// How often it happened today; `involved`: guards had taken money in it.
    pub fn count(&self, county: usize, topic: Topic, involved: bool) -> u32 {
        self.counts[county][topic as usize][usize::from(involved)]
    }
}
