//! Where the order of people matters: only through the room of a place with a limit, and only while that room can change.
//!
//! While people decide, nobody arrives, so that room can only grow: it may change where a place is above its buffer and
//! could fall below its limit. While they travel nobody leaves who was there before, so that room can only shrink: it may
//! change where a place is below its limit and could be filled above its buffer. Whoever could see such a change, or cause
//! it, acts in order; for all others one moment of the phase is as good as another.

use crate::choices::{Choices, NO_LINK};
use crate::ground::Ground;
use crate::network::{Link, Network};
use crate::state::State;
use crate::sums::Sums;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A batch changes the count at a place whose room may change by about this share of its limit at most: so small that
/// what overshoots a limit is less than a person in a camp of a thousand.
const BATCH: f64 = 0.0005;
/// So many batches travel at once where no place is about to lose half its room.
const TOGETHER: u32 = 8;
/// A group acts in at most this many batches.
const MOST_BATCHES: u32 = 1024;
/// More standard deviations above the mean than so many people ever leave.
const DEVIATIONS: f64 = 8.0;
/// Links of one day that are looked ahead to foresee who arrives where.
const HOPS: usize = 3;

/// Whose acting must be in order in the present phase of the day.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Places whose room may change.
    tight: Vec<bool>,
    /// Places at which people see or cause such a change.
    touched: Vec<bool>,
    /// Change of count that is foreseen at a place whose room may change, as a share of its limit: the largest.
    pressure: f64,
    /// People who cause it.
    movers: f64,
    foreseen: Foreseen,
    reach: Reach,
}

impl Order {
    /// Before people decide.
    pub fn deciding(&mut self, ground: &Ground) {
        let planned = ground.choices.has_routes();
        self.tighten(ground, |place, limit, present| {
            let leaving = present * ground.most_acting(place).min(1.0);
            let most = if planned {
                present
            } else {
                leaving + DEVIATIONS * libm::sqrt(leaving) + DEVIATIONS
            };
            present > ground.network.rules.capacity_buffer * limit && present - most < limit
        });
        self.touched.clone_from(&self.tight);
        see(&ground.choices, &self.tight, &mut self.touched);
        let present = |place: usize| ground.present[place] as f64;
        let leaving = |place: usize| present(place) * ground.most_acting(place);
        self.press(ground, leaving);
        self.movers = self.places().map(present).sum();
    }

    /// Before people travel; `ending` is how many are on links that end at each place.
    pub fn travelling(&mut self, ground: &Ground, ending: &[i64]) {
        let mut reach = core::mem::take(&mut self.reach);
        reach.prepare(&ground.network);
        self.tighten(ground, |place, limit, present| {
            let most: i64 = reach.of(place).iter().map(|from| ending[*from as usize]).sum();
            present < limit && present + most as f64 > ground.network.rules.capacity_buffer * limit
        });
        let mut seen = self.tight.clone();
        see(&ground.choices, &self.tight, &mut seen);
        self.touched.clear();
        self.touched.resize(seen.len(), false);
        for (place, _) in seen.iter().enumerate().filter(|(_, seen)| **seen) {
            for from in reach.of(place) {
                self.touched[*from as usize] = true;
            }
        }
        self.reach = reach;
        let mut foreseen = core::mem::take(&mut self.foreseen);
        if self.places().next().is_some() {
            foreseen.look(ground, ending);
        }
        self.press(ground, |place| foreseen.arriving[place]);
        self.movers = ending.iter().map(|count| *count as f64).sum();
        self.foreseen = foreseen;
    }

    /// Places whose room may change.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.tight
            .iter()
            .enumerate()
            .filter(|(_, tight)| **tight)
            .map(|(place, _)| place)
    }

    fn press(&mut self, ground: &Ground, change: impl Fn(usize) -> f64) {
        let pressure = |place| ground.network.limit(place).map_or(0.0, |limit| change(place) / limit);
        self.pressure = self.places().map(pressure).fold(0.0, f64::max);
    }

    fn tighten(&mut self, ground: &Ground, tight: impl Fn(usize, f64, f64) -> bool) {
        self.tight.clear();
        for (place, present) in ground.present.iter().enumerate() {
            let limit = ground.network.limit(place);
            self.tight
                .push(limit.is_some_and(|limit| tight(place, limit, *present as f64)));
        }
    }

    /// Whether people in a state must act in order.
    #[inline]
    pub fn concerns(&self, ground: &Ground, state: State) -> bool {
        self.touched[state.end(&ground.network)]
            || (state.route != 0 && self.tight[ground.choices.end_of_route(state.route)])
    }

    /// In how many batches so many people of a group act, of those who cause the change.
    pub fn batches(&self, count: f64) -> u32 {
        let share = if self.movers > 0.0 { count / self.movers } else { 0.0 };
        let most = (libm::ceil(count) as u32).clamp(1, MOST_BATCHES);
        (libm::ceil(self.pressure * share / BATCH) as u32).clamp(1, most)
    }

    /// How many batches may travel at once at this moment. Room shrinks slowly between batches, and all that happens at once is that half of it
    /// is gone, after which nobody sets out for a camp any more: near before that each batch travels by itself, otherwise several do. Where
    /// light options are pruned any room may be the last that keeps one.
    pub fn together(&self, ground: &Ground) -> u32 {
        let near = |place: usize| {
            ground.network.limit(place).is_some_and(|limit| {
                let half = (1.0 + ground.network.rules.capacity_buffer) / 2.0 * limit;
                let left = half - ground.present[place] as f64;
                left > 0.0 && left <= 2.0 * BATCH * f64::from(TOGETHER) * limit
            })
        };
        match ground.network.rules.pruning >= 1.001 || self.places().any(near) {
            true => 1,
            false => TOGETHER,
        }
    }

    /// Whether the room of a place may change.
    pub fn is_tight(&self, place: usize) -> bool {
        self.tight[place]
    }
}

/// How many people will have arrived at each place in the evening, in the mean, if room stays as it is.
#[derive(Clone, Debug, Default)]
struct Foreseen {
    arriving: Vec<f64>,
    now: Vec<f64>,
    next: Vec<f64>,
    ends: Sums,
}

impl Foreseen {
    fn look(&mut self, ground: &Ground, ending: &[i64]) {
        let network = &ground.network;
        self.now.clear();
        self.now.extend(ending.iter().map(|count| *count as f64));
        self.arriving.clone_from(&self.now);
        for _ in 1..HOPS {
            self.next.clear();
            self.next.resize(self.now.len(), 0.0);
            for (place, count) in self.now.iter().enumerate().filter(|(_, count)| **count > 0.0) {
                let choices = ground.choices.of(place);
                let kinds = ground.traits.len();
                let leaving = count * ground.most_acting(place) / kinds as f64;
                for kind in 0..kinds {
                    let ends = ground.ends_now(place, kind, &mut self.ends);
                    let mut before = 0.0;
                    for (choice, end) in choices.iter().zip(ends) {
                        if choice.link != NO_LINK {
                            let share = (end - before) / ends[ends.len() - 1];
                            self.next[network.links[choice.link as usize].to] += leaving * share;
                        }
                        before = *end;
                    }
                }
            }
            core::mem::swap(&mut self.now, &mut self.next);
            for (all, more) in self.arriving.iter_mut().zip(&self.now) {
                *all += more;
            }
        }
    }
}

/// Adds the places with an option that ends at a tight one.
fn see(choices: &Choices, tight: &[bool], seen: &mut [bool]) {
    if !tight.contains(&true) {
        return;
    }
    for (place, seen) in seen.iter_mut().enumerate() {
        *seen |= choices
            .of(place)
            .iter()
            .any(|choice| tight[choice.destination as usize]);
    }
}

/// From where a place can be reached within a day by somebody who arrives there today, with the links now open.
#[derive(Clone, Debug, Default)]
struct Reach {
    from: Vec<Vec<u32>>,
    version: Option<u32>,
}

impl Reach {
    fn of(&self, place: usize) -> &[u32] {
        &self.from[place]
    }

    fn prepare(&mut self, network: &Network) {
        if self.version == Some(network.version) {
            return;
        }
        let fastest = network
            .links
            .iter()
            .filter_map(|link| link.speed)
            .fold(network.rules.speed, f64::max);
        let places = network.places.len();
        let mut arriving = vec![Vec::new(); places];
        for link in network.links.iter().filter(|link| link.open && link.km < fastest) {
            arriving[link.to].push(link);
        }
        let mut covered = vec![f64::INFINITY; places];
        self.from = (0..places)
            .map(|to| reached_from(&arriving, to, fastest, &mut covered))
            .collect();
        self.version = Some(network.version);
    }
}

/// A link may be begun while less than a day's way is covered, and be a day's way long: places from which the last link
/// to `to` can be begun in time, nearest first looked at. `covered` is without end everywhere, before and after.
fn reached_from(arriving: &[Vec<&Link>], to: usize, fastest: f64, covered: &mut [f64]) -> Vec<u32> {
    let mut found = vec![to as u32];
    let mut next = BinaryHeap::new();
    let reach = |from: usize, before: f64, covered: &mut [f64], found: &mut Vec<u32>| {
        if before >= covered[from] {
            return false;
        }
        if covered[from] == f64::INFINITY && from != to {
            found.push(from as u32);
        }
        covered[from] = before;
        true
    };
    for link in &arriving[to] {
        if reach(link.from, 0.0, covered, &mut found) {
            next.push(Reverse((Km(0.0), link.from)));
        }
    }
    while let Some(Reverse((Km(km), place))) = next.pop() {
        if km > covered[place] || place == to {
            continue;
        }
        for link in &arriving[place] {
            let before = link.km + km;
            if before < fastest && reach(link.from, before, covered, &mut found) {
                next.push(Reverse((Km(before), link.from)));
            }
        }
    }
    for place in &found {
        covered[*place as usize] = f64::INFINITY;
    }
    found.sort_unstable();
    found
}

/// A length that can be put in order.
#[derive(PartialEq)]
struct Km(f64);

impl Eq for Km {}

impl PartialOrd for Km {
    fn partial_cmp(&self, other: &Km) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Km {
    fn cmp(&self, other: &Km) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests;
