//! People counted by state; each count is split by exact multinomial draws. Cost follows the number of states, not of
//! people.
//!
//! Only the room in camps makes the order of people matter: a decision sees those who came before. So counts are kept by
//! seniority as well, and the oldest act first. Those who see or cause a change of room today ([`crate::exact::order`]) act in
//! batches that are small beside the camp; all others act at once.

use super::cells::{Cell, Cells};
use super::counts::Counts;
use super::group::Group;
use super::moves::Moves;
use super::stints::Rested;
use crate::affinity;
use crate::exact::order::Order;
use crate::ground::{Ground, Travellers, asked};
use crate::purpose::Purpose;
use crate::state::State;
use amnok_chance::Luck;

/// Counts by seniority and state.
#[derive(Clone, Debug, Default)]
pub struct Cohorts {
    groups: Vec<Group>,
    order: Order,
    moves: Moves,
    cells: Cells,
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

    /// Counts by state, over all groups; of stints only whether there was any.
    pub fn counts(&self, ground: &Ground) -> Vec<(State, u64)> {
        let mut counts = vec![0; ground.states.len()];
        let both = self.groups.iter().flat_map(|group| [&group.resting, &group.travelling]);
        for (number, count) in both.flat_map(Counts::iter) {
            counts[number as usize] += u64::from(count);
        }
        let found = counts.into_iter().zip(0..).filter(|(count, _)| *count > 0);
        found
            .map(|(count, number)| (ground.states.get(number), count))
            .collect()
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
        let mut resting = Vec::new();
        for (g, group) in self.groups.iter_mut().enumerate() {
            let mut stream = luck.at(Purpose::Settle, g, 0, day);
            group.resting.take(|number, count| {
                let state = ground.states.get(number);
                let leaves = !state.settled && ground.network.places[state.at as usize].camp;
                resting.extend(leaves.then_some((number, count)));
                leaves
            });
            for (number, whole) in resting.drain(..) {
                let state = ground.states.get(number);
                let count = stream.binomial(whole, ground.network.places[state.at as usize].sink);
                let mut stints = Rested::new(group.stints.take(number as usize), whole);
                stints.draw(count, &mut stream, |_| {});
                group.put(ground, (&state, whole - count));
                group.stints.append(number as usize, stints.stints());
                let settled = State {
                    settled: true,
                    stint: 0,
                    ..state
                };
                group.put(ground, (&settled, count));
            }
        }
    }

    fn decide_all(&mut self, ground: &mut Ground, (luck, day): (Luck, u32), on: &dyn Fn() -> bool) -> Option<()> {
        let Cohorts {
            groups,
            order,
            moves,
            cells,
            ..
        } = self;
        order.deciding(ground);
        for (g, group) in groups.iter_mut().enumerate() {
            cells.rest(group, ground, order);
            if cells.is_empty() {
                continue;
            }
            let mut stream = luck.at(Purpose::Decide, g, 0, day);
            while let Some(mut cell) = cells.free.pop() {
                asked(cells.free.len(), on)?;
                let all = cell.count;
                moves.decide(ground, group, (&mut cell, all), &mut stream);
            }
            let tight = |cell: &&Cell| order.is_tight(cell.state(ground).at as usize);
            let residents = cells.ordered.iter().filter(tight).map(|cell| f64::from(cell.count));
            cells.deal(order.batches(residents.sum()), &mut stream);
            for (i, turn) in cells.turns.iter().enumerate() {
                asked(i, on)?;
                let cell = &mut cells.ordered[turn.cell as usize];
                moves.decide(ground, group, (cell, turn.count), &mut stream);
            }
        }
        Some(())
    }

    fn travel_all(&mut self, ground: &mut Ground, (luck, day): (Luck, u32), on: &dyn Fn() -> bool) -> Option<()> {
        self.count_ending(ground);
        let Cohorts {
            groups,
            order,
            moves,
            cells,
            ending,
        } = self;
        order.travelling(ground, ending);
        for (g, group) in groups.iter_mut().enumerate() {
            cells.travel(group, ground, order);
            if cells.is_empty() {
                continue;
            }
            let mut stream = luck.at(Purpose::Travel, g, 0, day);
            while let Some(cell) = cells.free.pop() {
                asked(cells.free.len(), on)?;
                moves.set_off(ground, group, (&cell, cell.count), &mut stream);
            }
            moves.onward(ground, group, &mut stream, on)?;
            let travelling = cells.ordered.iter().map(|cell| f64::from(cell.count)).sum();
            cells.deal(order.batches(travelling), &mut stream);
            let mut together = 0;
            for batch in cells.turns.chunk_by(|a, b| a.batch() == b.batch()) {
                for (i, turn) in batch.iter().enumerate() {
                    asked(i, on)?;
                    let cell = &cells.ordered[turn.cell as usize];
                    moves.set_off(ground, group, (cell, turn.count), &mut stream);
                }
                together += 1;
                if together >= order.together(ground) {
                    moves.onward(ground, group, &mut stream, on)?;
                    together = 0;
                }
            }
            moves.onward(ground, group, &mut stream, on)?;
        }
        Some(())
    }

    fn count_ending(&mut self, ground: &Ground) {
        self.ending.clear();
        self.ending.resize(ground.network.places.len(), 0);
        for (number, count) in self.groups.iter().flat_map(|group| group.travelling.iter()) {
            let end = ground.states.get(number).end(&ground.network);
            self.ending[end] += i64::from(count);
        }
    }
}

impl Travellers for Cohorts {
    const ONE_BY_ONE: bool = false;

    fn begin(&mut self, ground: &mut Ground, state: State, count: u32, seniority: usize) {
        let group = seniority.min(self.groups.len() - 1);
        ground.present[state.at as usize] += i64::from(count);
        self.groups[group].put(ground, (&state, count));
    }

    fn cut(&mut self, ground: &mut Ground, link: usize) {
        let mut on_it = Vec::new();
        for group in &mut self.groups {
            group.travelling.take(|number, count| {
                let state = ground.states.get(number);
                let cut = !state.cut && state.at as usize == link;
                on_it.extend(cut.then_some((number, count)));
                cut
            });
            for (number, count) in on_it.drain(..) {
                let state = ground.states.get(number);
                let cut = group.count(ground, &State { cut: true, ..state }, count);
                let stints = group.stints.take(number as usize);
                group.stints.append(cut, stints);
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
