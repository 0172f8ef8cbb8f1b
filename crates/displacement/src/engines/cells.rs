//! Cells of a group that act in one phase of a day: people in one state, and in which batches they do.

use super::group::Group;
use super::stints::Rested;
use crate::exact::order::Order;
use crate::ground::Ground;
use crate::state::State;
use amnok_chance::Stream;

/// People in one state.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Number of the state.
    number: u32,
    /// Their stint, where all have the same.
    stint: u16,
    /// How many there are.
    pub count: u32,
    /// How many of them have not acted yet.
    pub waiting: u32,
    /// Their stints, where they rest.
    pub rested: Rested,
}

impl Cell {
    fn new(number: u32, stint: u16, count: u32) -> Cell {
        Cell {
            number,
            stint,
            count,
            waiting: count,
            rested: Rested::default(),
        }
    }

    /// The state of all of them, but for [`Cell::rested`].
    #[inline]
    pub fn state(&self, ground: &Ground) -> State {
        State {
            stint: self.stint,
            ..ground.states.get(self.number)
        }
    }
}

/// So many people of a cell who act in one of the batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The batch and, in the lower half, a lot: within a batch nobody comes first by rule.
    when: u64,
    /// Place of the cell among those that act in order.
    pub cell: u32,
    /// How many act.
    pub count: u32,
}

/// Cells of a group in a phase.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// Those for whom one moment of the phase is as good as another.
    pub free: Vec<Cell>,
    /// Those who must act in order.
    pub ordered: Vec<Cell>,
    /// Who of them acts when, in order.
    pub turns: Vec<Turn>,
    sorting: Sorting,
}

impl Cells {
    /// Takes all who rest out of a group.
    pub fn rest(&mut self, group: &mut Group, ground: &Ground, order: &Order) {
        self.clear();
        let Group { resting, stints, .. } = group;
        resting.take(|number, count| {
            let state = ground.states.get(number);
            let mut cell = Cell::new(number, state.stint, count);
            if state.stint > 0 {
                cell.rested = Rested::new(stints.take(number as usize), count);
            }
            self.side(ground, order, state).push(cell);
            true
        });
    }

    /// Takes all who are on a link out of a group.
    pub fn travel(&mut self, group: &mut Group, ground: &Ground, order: &Order) {
        self.clear();
        let Group { travelling, stints, .. } = group;
        travelling.take(|number, count| {
            let state = ground.states.get(number);
            let side = self.side(ground, order, state);
            let mut left = count;
            if state.stint > 0 {
                stints.give(number as usize, |stint, alike| {
                    left -= alike;
                    side.push(Cell::new(number, stint, alike));
                });
            }
            if left > 0 {
                side.push(Cell::new(number, state.stint, left));
            }
            true
        });
    }

    fn clear(&mut self) {
        self.free.clear();
        self.ordered.clear();
    }

    fn side(&mut self, ground: &Ground, order: &Order, state: State) -> &mut Vec<Cell> {
        match order.concerns(ground, state) {
            true => &mut self.ordered,
            false => &mut self.free,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.free.is_empty() && self.ordered.is_empty()
    }

    /// Deals those who act in order into so many batches: everybody is in any with the same chance, those of a cell as far apart as
    /// they can be.
    pub fn deal(&mut self, batches: u32, stream: &mut Stream) {
        self.turns.clear();
        for (number, cell) in self.ordered.iter().enumerate() {
            let start = if batches > 1 { stream.below(batches) } else { 0 };
            let mut turn = |batch: u32, count: u32| {
                self.turns.push(Turn {
                    when: u64::from(batch) << 32 | u64::from(stream.bits()),
                    cell: number as u32,
                    count,
                });
            };
            match cell.count {
                // What `parts` says of one person.
                1 => turn(batches - 1 - start, 1),
                count => {
                    for (batch, part) in parts(count, batches, start) {
                        turn(batch, part);
                    }
                }
            }
        }
        self.sorting.sort(&mut self.turns, batches);
    }
}

/// What turns are put in order with.
#[derive(Clone, Debug, Default)]
struct Sorting {
    /// Where the turns of each span of time begin.
    begin: Vec<u32>,
    turns: Vec<Turn>,
}

impl Sorting {
    /// Puts turns of so many batches in order: since they are spread evenly over the time of all batches, into as many spans of it as there are
    /// turns, and then those next to each other.
    fn sort(&mut self, turns: &mut Vec<Turn>, batches: u32) {
        let Sorting { begin, turns: sorted } = self;
        let spans = turns.len();
        let scale = spans as f64 / (f64::from(batches) * 4_294_967_296.0);
        let span = |turn: &Turn| ((turn.when as f64 * scale) as usize).min(spans - 1);
        begin.clear();
        begin.resize(spans + 1, 0);
        turns.iter().for_each(|turn| begin[span(turn) + 1] += 1);
        let mut before = 0;
        for begin in begin.iter_mut() {
            before += *begin;
            *begin = before;
        }
        sorted.clone_from(turns);
        for turn in turns.iter() {
            let next = &mut begin[span(turn)];
            sorted[*next as usize] = *turn;
            *next += 1;
        }
        core::mem::swap(turns, sorted);
        for last in 1..turns.len() {
            let mut at = last;
            while at > 0 && turns[at].order() < turns[at - 1].order() {
                turns.swap(at, at - 1);
                at -= 1;
            }
        }
    }
}

impl Turn {
    /// Two turns are never in the same place of this order.
    #[inline]
    fn order(&self) -> (u64, u32) {
        (self.when, self.cell)
    }

    /// The batch.
    pub fn batch(&self) -> u32 {
        (self.when >> 32) as u32
    }
}

/// How many of so many people act in each batch that has any: they come up one after the other at equal distances, the first where `start`,
/// below the number of batches, says.
fn parts(count: u32, batches: u32, start: u32) -> impl Iterator<Item = (u32, u32)> {
    let (people, all, start) = (u64::from(count), u64::from(batches), u64::from(start));
    let until = move |batch: u64| (people * batch + start) / all;
    // Where there are fewer people than batches, the batch in which each of them comes up.
    let turn = move |i: u64| match people < all {
        true => ((i + 1) * all - start).div_ceil(people) - 1,
        false => i,
    };
    let batches = (0..people.min(all)).map(turn);
    batches.map(move |batch| (batch as u32, (until(batch + 1) - until(batch)) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purpose::Purpose;
    use amnok_chance::Luck;

    /// Turns as they are drawn, and some that are not spread at all; fixed draws.
    #[test]
    fn turns_are_sorted_however_they_are_spread() {
        let mut stream = Luck { seed: 5, replicate: 0 }.at(Purpose::Travel, 0, 0, 0);
        let mut sorting = Sorting::default();
        for (count, batches, used) in [
            (0, 1, 1),
            (1, 1, 1),
            (300, 1, 1),
            (300, 40, 40),
            (300, 1024, 3),
            (40, 1024, 1024),
        ] {
            let mut turn = |cell: u32| Turn {
                when: u64::from(stream.below(used)) << 32 | u64::from(stream.bits() >> (cell % 3 * 10)),
                cell,
                count: cell + 1,
            };
            let mut turns: Vec<Turn> = (0..count).map(&mut turn).collect();
            let mut expected = turns.clone();
            expected.sort_by_key(|turn| (turn.when, turn.cell));
            sorting.sort(&mut turns, batches);
            assert_eq!(turns, expected, "{count} turns in {batches} batches");
        }
    }

    /// Whoever is alone in a cell acted in the last batch: over all starts, everybody is in every batch as often.
    #[test]
    fn everybody_is_in_any_batch_with_the_same_chance() {
        assert!(
            (0..7).all(|start| parts(1, 7, start).eq([(7 - 1 - start, 1)])),
            "as they are dealt"
        );
        for (count, batches) in [(1, 7), (2, 7), (5, 7), (7, 7), (20, 7), (3, 1), (1, 1)] {
            let mut found = vec![0; batches as usize];
            for start in 0..batches {
                let parts: Vec<(u32, u32)> = parts(count, batches, start).collect();
                assert_eq!(parts.iter().map(|(_, part)| part).sum::<u32>(), count);
                let spread = |(_, part): &(u32, u32)| (count / batches..=count.div_ceil(batches)).contains(part);
                assert!(parts.iter().all(|part| part.1 > 0 && spread(part)), "{parts:?}");
                assert!(parts.windows(2).all(|pair| pair[0].0 < pair[1].0));
                parts.iter().for_each(|(batch, part)| found[*batch as usize] += part);
            }
            assert_eq!(
                found,
                vec![count; batches as usize],
                "{count} people in {batches} batches"
            );
        }
    }
}
