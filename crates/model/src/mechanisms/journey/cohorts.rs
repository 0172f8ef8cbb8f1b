//! People counted by state; each count is split by exact multinomial draws. Cost follows the number of states, not of
//! people.
//!
//! Only the room in camps makes the order of people matter: a decision sees those who came before. So counts are kept by
//! seniority as well, the oldest act first, and while a camp is nearly full each group acts in batches that are small
//! beside the camp.

use super::decision::decide;
use super::states::{State, travel};
use super::{Ground, Travellers};
use crate::chance::{Luck, Purpose, Stream};

/// A batch is at most this share of the least capacity that is nearly full.
const BATCH: f64 = 0.02;
/// A group acts in at most this many batches.
const MOST_BATCHES: u32 = 8;

/// Counts by seniority and state.
#[derive(Clone, Debug, Default)]
pub struct Cohorts {
    now: Vec<Vec<u32>>,
    next: Vec<Vec<u32>>,
    scratch: Scratch,
}

/// What is used again and again.
#[derive(Clone, Debug, Default)]
struct Scratch {
    cells: Vec<(u32, u32)>,
    movers: Vec<(State, u32)>,
    arrivals: Vec<Arrival>,
    weights: Vec<f64>,
}

/// People who reached a place after so many km today and may go on.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    km: f64,
    state: u32,
    count: u32,
}

impl Cohorts {
    /// Nobody yet, in so many groups of seniority (at least one).
    pub fn new(groups: usize) -> Cohorts {
        Cohorts {
            now: vec![Vec::new(); groups.max(1)],
            next: vec![Vec::new(); groups.max(1)],
            scratch: Scratch::default(),
        }
    }

    /// Counts by state, over all groups.
    pub fn counts(&self, ground: &Ground) -> Vec<(State, u64)> {
        (0..ground.states.len())
            .map(|s| {
                let count = self
                    .now
                    .iter()
                    .map(|group| u64::from(group.get(s).copied().unwrap_or(0)))
                    .sum();
                (ground.states.get(s as u32), count)
            })
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    fn decide_all(&mut self, ground: &mut Ground, luck: Luck, day: u32) {
        let tight = tightest(ground, 0);
        let Cohorts { now, scratch, .. } = self;
        for (g, group) in now.iter_mut().enumerate() {
            take(group, ground, false, &mut scratch.cells);
            if scratch.cells.is_empty() {
                continue;
            }
            let mut stream = luck.at(Purpose::JourneyDecide, g, 0, day);
            let batches = match tight {
                Some(limit) => batches(expected(ground, &scratch.cells), limit),
                None => 1,
            };
            for batch in 0..batches {
                for i in 0..scratch.cells.len() {
                    let (number, whole) = scratch.cells[i];
                    let count = part(whole, batch, batches);
                    if count == 0 {
                        continue;
                    }
                    let state = ground.states.get(number);
                    scratch.movers.clear();
                    let stay = decide(
                        ground,
                        state,
                        count,
                        None,
                        &mut stream,
                        &mut scratch.movers,
                        &mut scratch.weights,
                    );
                    put(group, ground, stay);
                    for mover in scratch.movers.drain(..) {
                        put(group, ground, mover);
                    }
                }
            }
        }
    }

    fn travel_all(&mut self, ground: &mut Ground, luck: Luck, day: u32) {
        let travelling: u64 = self
            .now
            .iter()
            .flat_map(|group| group.iter().enumerate())
            .filter(|(s, count)| **count > 0 && ground.states.get(*s as u32).travelling)
            .map(|(_, count)| u64::from(*count))
            .sum();
        let tight = tightest(ground, travelling as i64);
        for g in 0..self.now.len() {
            let Cohorts { now, next, scratch } = self;
            take(&mut now[g], ground, false, &mut scratch.cells);
            for (number, count) in scratch.cells.drain(..) {
                let state = ground.states.get(number).in_the_evening(0.0, &ground.network.rules);
                put(&mut next[g], ground, (state, count));
            }
            take(&mut now[g], ground, true, &mut scratch.cells);
            if scratch.cells.is_empty() {
                continue;
            }
            let mut stream = luck.at(Purpose::JourneyTravel, g, 0, day);
            let count: u64 = scratch.cells.iter().map(|(_, count)| u64::from(*count)).sum();
            let batches = tight.map_or(1, |limit| batches(count as f64, limit));
            for batch in 0..batches {
                for i in 0..scratch.cells.len() {
                    let (number, whole) = scratch.cells[i];
                    let count = part(whole, batch, batches);
                    if count > 0 {
                        let state = ground.states.get(number);
                        advance(
                            ground,
                            (state, count),
                            0.0,
                            &mut stream,
                            &mut scratch.arrivals,
                            &mut next[g],
                        );
                    }
                }
                onward(ground, &mut stream, scratch, &mut next[g]);
            }
        }
        core::mem::swap(&mut self.now, &mut self.next);
    }
}

impl Travellers for Cohorts {
    fn add(&mut self, ground: &mut Ground, place: usize, count: u32, seniority: usize) {
        let group = seniority.min(self.now.len() - 1);
        let state = State::beginning(place, &ground.network.rules);
        ground.present[place] += i64::from(count);
        put(&mut self.now[group], ground, (state, count));
    }

    fn cut(&mut self, ground: &mut Ground, link: usize) {
        for group in &mut self.now {
            for number in 0..group.len() {
                let state = ground.states.get(number as u32);
                if group[number] > 0 && state.travelling && !state.cut && state.at as usize == link {
                    let count = core::mem::take(&mut group[number]);
                    put(group, ground, (State { cut: true, ..state }, count));
                }
            }
        }
    }

    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32) {
        ground.choices.prepare(&ground.network, day);
        self.decide_all(ground, luck, day);
        self.travel_all(ground, luck, day);
    }
}

/// Takes the cells of those who are, or are not, on a link out of a group.
fn take(group: &mut [u32], ground: &Ground, travelling: bool, cells: &mut Vec<(u32, u32)>) {
    cells.clear();
    for (number, count) in group.iter_mut().enumerate() {
        if *count > 0 && ground.states.get(number as u32).travelling == travelling {
            cells.push((number as u32, core::mem::take(count)));
        }
    }
}

#[inline]
fn put(group: &mut Vec<u32>, ground: &mut Ground, (state, count): (State, u32)) {
    if count == 0 {
        return;
    }
    let number = ground.states.number(state) as usize;
    if group.len() <= number {
        group.resize(number + 1, 0);
    }
    group[number] += count;
}

/// A camp this far above its limit does not fall below it within a day.
const BEYOND: f64 = 1.02;

/// The least capacity of a place that would be nearly full with so many more people, and is not so full that the order
/// in which people act makes no difference.
fn tightest(ground: &Ground, more: i64) -> Option<f64> {
    (0..ground.network.places.len())
        .filter_map(|place| {
            let limit = ground.network.limit(place)?;
            let present = ground.present[place] as f64;
            let near = present + more as f64 >= ground.network.rules.capacity_buffer * limit;
            (near && present <= BEYOND * limit).then_some(limit)
        })
        .reduce(f64::min)
}

/// How many of the cells' people act, in the mean.
fn expected(ground: &Ground, cells: &[(u32, u32)]) -> f64 {
    let acting = |(number, count): &(u32, u32)| {
        let state = ground.states.get(*number);
        let chance = if state.route == 0 {
            ground.network.move_chance(state.at as usize)
        } else {
            1.0
        };
        chance * f64::from(*count)
    };
    cells.iter().map(acting).sum()
}

fn batches(count: f64, limit: f64) -> u32 {
    (libm::ceil(count / (BATCH * limit)) as u32).clamp(1, MOST_BATCHES)
}

/// The share of `whole` that acts in one of several batches.
#[inline]
fn part(whole: u32, batch: u32, batches: u32) -> u32 {
    let until = |batch: u32| (u64::from(whole) * u64::from(batch) / u64::from(batches)) as u32;
    until(batch + 1) - until(batch)
}

/// One day's way on a link: who is still on it goes to `next`, and so does who has arrived for today; who may go on is
/// put into `arrivals`, in order of the way covered.
fn advance(
    ground: &mut Ground,
    (state, count): (State, u32),
    km: f64,
    stream: &mut Stream,
    arrivals: &mut Vec<Arrival>,
    next: &mut Vec<u32>,
) {
    let afoot = match (state.on_foot, ground.network.links[state.at as usize].walk_chance) {
        (true, _) => count,
        (false, chance) => stream.binomial(count, chance),
    };
    for (walking, count) in [(true, afoot), (false, count - afoot)] {
        if count == 0 {
            continue;
        }
        let leg = travel(&ground.network, state, km, walking);
        if leg.arrived {
            ground.present[leg.state.at as usize] += i64::from(count);
        }
        if leg.goes_on(state.cut) {
            let number = ground.states.number(leg.state);
            enqueue(
                arrivals,
                Arrival {
                    km: leg.km,
                    state: number,
                    count,
                },
            );
        } else {
            let state = leg.state.in_the_evening(leg.km, &ground.network.rules);
            put(next, ground, (state, count));
        }
    }
}

/// Keeps arrivals from the longest way to the shortest, equal ones as one.
fn enqueue(arrivals: &mut Vec<Arrival>, new: Arrival) {
    let order = |a: &Arrival| new.km.total_cmp(&a.km).then(new.state.cmp(&a.state));
    match arrivals.binary_search_by(order) {
        Ok(i) => arrivals[i].count += new.count,
        Err(i) => arrivals.insert(i, new),
    }
}

/// Further decisions of the day, the shortest way covered first.
fn onward(ground: &mut Ground, stream: &mut Stream, scratch: &mut Scratch, next: &mut Vec<u32>) {
    let Scratch {
        movers,
        arrivals,
        weights,
        ..
    } = scratch;
    while let Some(Arrival { km, state, count }) = arrivals.pop() {
        let state = ground.states.get(state);
        movers.clear();
        let (staying, stay) = decide(ground, state, count, Some(km), stream, movers, weights);
        let staying = staying.in_the_evening(km, &ground.network.rules);
        put(next, ground, (staying, stay));
        for mover in movers.drain(..) {
            advance(ground, mover, km, stream, arrivals, next);
        }
    }
}
