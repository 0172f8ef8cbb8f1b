//! People counted by state; each count is split by exact multinomial draws. Cost follows the number of states, not of
//! people.
//!
//! Only the room in camps makes the order of people matter: a decision sees those who came before. So counts are kept by
//! seniority as well, and the oldest act first. Those who see or cause a change of room today ([`crate::exact::order`]) act in
//! batches that are small beside the camp; all others act at once.

use super::counts::Counts;
use super::group::Group;
use super::moves::Moves;
use crate::affinity;
use crate::exact::order::Order;
use crate::ground::{Ground, Travellers, asked};
use crate::purpose::Purpose;
use crate::state::State;
use amnok_chance::{Luck, Stream};

/// Counts by seniority and state.
#[derive(Clone, Debug, Default)]
pub struct Cohorts {
    groups: Vec<Group>,
    order: Order,
    moves: Moves,
    scratch: Scratch,
}

/// What is used again and again.
#[derive(Clone, Debug, Default)]
struct Scratch {
    /// Cells of a group in this phase: state and count.
    cells: Vec<(u32, u32)>,
    /// Those of them that must act in order.
    ordered: Vec<(u32, u32)>,
    /// People on links that end at each place.
    ending: Vec<i64>,
}

impl Cohorts {
    /// Nobody yet, in so many groups of seniority (at least one).
    pub fn new(groups: usize) -> Cohorts {
        Cohorts {
            groups: vec![Group::default(); groups.max(1)],
            ..Cohorts::default()
        }
    }

    /// Counts by state, over all groups.
    pub fn counts(&self, ground: &Ground) -> Vec<(State, u64)> {
        let mut counts = vec![0; ground.states.len()];
        let both = self.groups.iter().flat_map(|group| [&group.resting, &group.travelling]);
        for (number, count) in both.flat_map(Counts::iter) {
            counts[number as usize] += u64::from(count);
        }
        let met = (0..).map(|number| ground.states.get(number));
        met.zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// Factors of places by who rests there, where that matters.
    fn alike(&self, ground: &Ground) -> Vec<f64> {
        if !ground.network.rules.matching.is_on() {
            return Vec::new();
        }
        let places = ground.network.places.len();
        let mut resting = vec![0; ground.traits.len() * places];
        for (number, count) in self.groups.iter().flat_map(|group| group.resting.iter()) {
            let state = ground.states.get(number);
            resting[ground.traits.kind(state.who) * places + state.at as usize] += u64::from(count);
        }
        affinity::factors(&ground.network, &ground.traits, &resting)
    }

    /// Those who rest in a camp may stay for good.
    fn settle(&mut self, ground: &mut Ground, luck: Luck, day: u32) {
        for (g, group) in self.groups.iter_mut().enumerate() {
            let mut stream = luck.at(Purpose::Settle, g, 0, day);
            let cells = &mut self.scratch.cells;
            group.resting.take(|number, count| {
                let state = ground.states.get(number);
                let leaves = !state.settled && ground.network.places[state.at as usize].camp;
                cells.extend(leaves.then_some((number, count)));
                leaves
            });
            for (number, whole) in cells.drain(..) {
                let state = ground.states.get(number);
                let count = stream.binomial(whole, ground.network.places[state.at as usize].sink);
                let settled = State { settled: true, ..state };
                group.put(ground, (state, whole - count));
                group.put(ground, (settled, count));
            }
        }
    }

    fn decide_all(&mut self, ground: &mut Ground, (luck, day): (Luck, u32), on: &dyn Fn() -> bool) -> Option<()> {
        let Cohorts {
            groups,
            order,
            moves,
            scratch,
        } = self;
        order.deciding(ground);
        for (g, group) in groups.iter_mut().enumerate() {
            scratch.take(&mut group.resting, ground, order);
            if scratch.nobody() {
                continue;
            }
            let mut stream = luck.at(Purpose::Decide, g, 0, day);
            while let Some((number, count)) = scratch.cells.pop() {
                asked(scratch.cells.len(), on)?;
                moves.decide(ground, group, ground.states.get(number), count, &mut stream);
            }
            let tight = |(number, _): &&(u32, u32)| order.is_tight(ground.states.get(*number).at as usize);
            let residents = scratch.ordered.iter().filter(tight).map(|(_, count)| f64::from(*count));
            let batches = order.batches(residents.sum());
            for batch in 0..batches {
                scratch.shuffle(&mut stream);
                for i in 0..scratch.ordered.len() {
                    asked(i, on)?;
                    let (number, whole) = scratch.ordered[i];
                    let lot = |tracer| luck.at(Purpose::Tracers, 1, tracer, day).below(batches);
                    let count = acting(ground, (number, whole), (batch, batches), lot);
                    if count > 0 {
                        moves.decide(ground, group, ground.states.get(number), count, &mut stream);
                    }
                }
            }
        }
        Some(())
    }

    fn travel_all(&mut self, ground: &mut Ground, (luck, day): (Luck, u32), on: &dyn Fn() -> bool) -> Option<()> {
        let Cohorts {
            groups,
            order,
            moves,
            scratch,
        } = self;
        scratch.count_ending(groups, ground);
        order.travelling(ground, &scratch.ending);
        for (g, group) in groups.iter_mut().enumerate() {
            scratch.take(&mut group.travelling, ground, order);
            if scratch.nobody() {
                continue;
            }
            let mut stream = luck.at(Purpose::Travel, g, 0, day);
            while let Some((number, count)) = scratch.cells.pop() {
                asked(scratch.cells.len(), on)?;
                let who = (ground.states.get(number), count);
                moves.set_off(ground, group, who, &mut stream);
            }
            moves.onward(ground, group, &mut stream, on)?;
            let travelling = scratch.ordered.iter().map(|(_, count)| f64::from(*count)).sum();
            let batches = order.batches(travelling);
            for batch in 0..batches {
                for i in 0..scratch.ordered.len() {
                    asked(i, on)?;
                    let (number, whole) = scratch.ordered[i];
                    let lot = |tracer| luck.at(Purpose::Tracers, 2, tracer, day).below(batches);
                    let count = acting(ground, (number, whole), (batch, batches), lot);
                    if count > 0 {
                        let who = (ground.states.get(number), count);
                        moves.set_off(ground, group, who, &mut stream);
                    }
                }
                moves.onward(ground, group, &mut stream, on)?;
            }
        }
        Some(())
    }
}

impl Travellers for Cohorts {
    const ONE_BY_ONE: bool = false;

    fn begin(&mut self, ground: &mut Ground, state: State, count: u32, seniority: usize) {
        let group = seniority.min(self.groups.len() - 1);
        ground.present[state.at as usize] += i64::from(count);
        self.groups[group].put(ground, (state, count));
    }

    fn cut(&mut self, ground: &mut Ground, link: usize) {
        for group in &mut self.groups {
            let cells = &mut self.scratch.cells;
            group.travelling.take(|number, count| {
                let state = ground.states.get(number);
                let cut = !state.cut && state.at as usize == link;
                cells.extend(cut.then_some((number, count)));
                cut
            });
            for (number, count) in cells.drain(..) {
                let state = ground.states.get(number);
                group.put(ground, (State { cut: true, ..state }, count));
            }
        }
    }

    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32, on: &dyn Fn() -> bool) -> Option<()> {
        let alike = self.alike(ground);
        ground.prepare(&alike, day);
        self.moves.prepare(ground);
        self.decide_all(ground, (luck, day), on)?;
        self.travel_all(ground, (luck, day), on)?;
        if ground.network.rules.sinks {
            self.settle(ground, luck, day);
        }
        Some(())
    }
}

/// How many of a cell act in one of several batches. Somebody who is followed is a cell of their own, and acts in a batch by lot, as
/// one of many in a cell does.
#[inline]
fn acting(ground: &Ground, (number, whole): (u32, u32), (batch, batches): (u32, u32), lot: impl Fn(u32) -> u32) -> u32 {
    match whole {
        1 if ground.states.get(number).tracer > 0 => u32::from(lot(ground.states.get(number).tracer) == batch),
        _ => part(whole, batch, batches),
    }
}

/// The share of `whole` that acts in one of several batches.
#[inline]
fn part(whole: u32, batch: u32, batches: u32) -> u32 {
    let until = |batch: u32| (u64::from(whole) * u64::from(batch) / u64::from(batches)) as u32;
    until(batch + 1) - until(batch)
}

impl Scratch {
    /// Takes all cells out of some counts.
    fn take(&mut self, counts: &mut Counts, ground: &Ground, order: &Order) {
        self.cells.clear();
        self.ordered.clear();
        counts.take(|number, count| {
            let cells = match order.concerns(ground, ground.states.get(number)) {
                true => &mut self.ordered,
                false => &mut self.cells,
            };
            cells.push((number, count));
            true
        });
    }

    fn nobody(&self) -> bool {
        self.cells.is_empty() && self.ordered.is_empty()
    }

    /// Within a batch nobody comes first by rule.
    fn shuffle(&mut self, stream: &mut Stream) {
        for last in (1..self.ordered.len()).rev() {
            let other = (u64::from(stream.bits()) * (last as u64 + 1)) >> 32;
            self.ordered.swap(last, other as usize);
        }
    }

    fn count_ending(&mut self, groups: &[Group], ground: &Ground) {
        self.ending.clear();
        self.ending.resize(ground.network.places.len(), 0);
        for (number, count) in groups.iter().flat_map(|group| group.travelling.iter()) {
            let end = ground.states.get(number).end(&ground.network);
            self.ending[end] += i64::from(count);
        }
    }
}
