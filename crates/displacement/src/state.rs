//! What makes two people exchangeable: where they are, how long on a link, what is left of their route, and the few
//! flags that the rules look at.

use crate::network::{Network, Rules};
use core::hash::{Hash, Hasher};
use rustc_hash::FxHashMap;

/// What decides a person's future, in law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The place, or the link where `travelling`.
    pub at: u32,
    /// What is left of the route; 0: nothing.
    pub route: u32,
    /// Days driven on this link.
    pub driven: u16,
    /// Days walked on this link.
    pub walked: u16,
    /// Share of a day's way covered of late, in 1/1024; 1, the least, for ever once there was any. Only where short stints are avoided.
    pub stint: u16,
    /// On a link.
    pub travelling: bool,
    /// The link was closed under them: they will turn back.
    pub cut: bool,
    /// Has finished no link yet; only where people start on foot.
    pub on_foot: bool,
    /// Brings in the harvest at home, and is counted there.
    pub harvesting: bool,
    /// Stays for good.
    pub settled: bool,
    /// Who is followed hop by hop, as [`Trail`](crate::trail::Trail) numbers them; 0: nobody.
    pub tracer: u32,
    /// Who they are, as [`Traits`](crate::traits::Traits) number them.
    pub who: u32,
}

impl Hash for State {
    /// In three words instead of field by field.
    #[inline]
    fn hash<H: Hasher>(&self, to: &mut H) {
        let pair = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
        let flags = [self.travelling, self.cut, self.on_foot, self.harvesting, self.settled];
        let flags = flags.iter().fold(0, |all, flag| all << 1 | u64::from(*flag));
        let days = u64::from(self.driven) << 16 | u64::from(self.walked);
        to.write_u64(pair(self.at, self.route));
        to.write_u64(flags << 48 | u64::from(self.stint) << 32 | days);
        to.write_u64(pair(self.who, self.tracer));
    }
}

impl State {
    /// Somebody who begins at a place.
    pub fn beginning(place: usize, who: u32, rules: &Rules) -> State {
        State {
            at: place as u32,
            who,
            on_foot: rules.start_on_foot,
            ..State::default()
        }
    }

    /// Where somebody is, or will be at the end of the link.
    #[inline]
    pub fn end(&self, network: &Network) -> usize {
        if !self.travelling {
            return self.at as usize;
        }
        let link = &network.links[self.at as usize];
        if self.cut { link.from } else { link.to }
    }

    /// Whether they have a stint above the least, which is not in the number of their state.
    #[inline]
    pub fn has_stint(&self) -> bool {
        self.stint > 1
    }

    /// A number of its own for the states that are met under the usual rules, whatever the route and the size of a stint: a place, or up to
    /// seven days' drive on a link.
    #[inline]
    fn plain(&self) -> Option<usize> {
        let days = usize::from(self.travelling) * (1 + usize::from(self.driven));
        // One word of them, since they stand side by side.
        let marks = u32::from_ne_bytes([self.cut, self.on_foot, self.harvesting, self.settled].map(u8::from));
        let other = u32::from(self.walked) | self.who | self.tracer | marks;
        let usual = days < 9 && other == 0;
        usual.then_some((self.at as usize * 9 + days) * 2 + usize::from(self.stint > 0))
    }

    /// The same at the beginning of a link.
    pub fn entering(self, link: usize, route: u32) -> State {
        State {
            at: link as u32,
            route,
            driven: 0,
            walked: 0,
            travelling: true,
            cut: false,
            ..self
        }
    }

    /// The same in the evening of a day on which `km` were covered: r ← (r + km / speed) / 2.
    #[inline]
    pub fn in_the_evening(mut self, km: f64, rules: &Rules) -> State {
        self.end_day(km, rules);
        self
    }

    /// Makes of a state what [`State::in_the_evening`] says.
    #[inline]
    pub fn end_day(&mut self, km: f64, rules: &Rules) {
        if !rules.avoid_short_stints {
            return;
        }
        self.stint = match km == 0.0 {
            true => rested(self.stint),
            // The nearest whole number.
            false => (later_stint(self.stint, km, rules) * 1024.0 + 0.5) as u16,
        };
    }
}

/// Whether the rule against short stints drives those of a stint on who have covered `km` today: (r + km / speed) / 2 < ½.
#[inline]
pub fn driven_on(stint: u16, km: f64, rules: &Rules) -> bool {
    rules.avoid_short_stints && later_stint(stint, km, rules) < 0.5
}

/// A stint after `km` more of a day: (r + km / speed) / 2.
#[inline]
fn later_stint(stint: u16, km: f64, rules: &Rules) -> f64 {
    (f64::from(stint) / 1024.0 + km / rules.speed) / 2.0
}

/// A stint after a day of rest, which leaves the least of it.
#[inline]
pub fn rested(stint: u16) -> u16 {
    stint.div_ceil(2)
}

/// States met so far, numbered from 0. Those that differ in nothing but stints above nothing have one number.
#[derive(Clone, Debug, Default)]
pub struct States {
    all: Vec<State>,
    /// Numbers of plain states without a route by [`State::plain`], one more than the number; 0: not met.
    plain: Vec<u32>,
    /// The same of those with one, by both.
    routed: FxHashMap<(u32, u32), u32>,
    others: FxHashMap<State, u32>,
}

impl States {
    /// The number of a state, whatever its stint, if it has any.
    #[inline]
    pub fn number(&mut self, state: &State) -> u32 {
        let place = state.plain();
        let known = match (place, state.route) {
            (None, _) => None,
            (Some(place), 0) => self.plain.get(place),
            (Some(place), route) => self.routed.get(&(place as u32, route)),
        };
        match known {
            Some(number) if *number > 0 => number - 1,
            _ => self.further(*state, place),
        }
    }

    #[cold]
    fn further(&mut self, state: State, plain: Option<usize>) -> u32 {
        let next = self.all.len() as u32;
        let state = State {
            stint: state.stint.min(1),
            ..state
        };
        let number = match (plain, state.route) {
            (None, _) => *self.others.entry(state).or_insert(next),
            (Some(place), 0) => {
                self.plain.resize(self.plain.len().max(place + 1), 0);
                self.plain[place] = next + 1;
                next
            }
            (Some(place), route) => {
                self.routed.insert((place as u32, route), next + 1);
                next
            }
        };
        if number == next {
            self.all.push(state);
        }
        number
    }

    /// What a number stands for; of stints the least.
    #[inline]
    pub fn get(&self, number: u32) -> State {
        self.all[number as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of a day's way kept and half of one more are the half that ends it.
    #[test]
    fn a_stint_is_short_below_half_a_day() {
        let rules = Rules {
            avoid_short_stints: true,
            ..Rules::default()
        };
        let found = [179.0, 180.0, 181.0].map(|km| driven_on(512, km, &rules));
        assert_eq!(found, [true, false, false], "of 360 km a day");
    }
}
