//! Living through both sides, of which the first may be kept from the question before.

use super::{Comparison, Pairs, comparable};
use crate::error::ResultError;
use crate::lives::{Key, Lives};
use crate::memory::bounded;
use crate::sweep::{Beside, Drawn};
use amnok_lab::compare::{Begun, Life, Pair, differences, divergences, same_counties};
use amnok_lab::in_order;
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_scenario::Scenario;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Lives through so many replicates of both with the luck of the first's seed; `each` is given the pairs so far after every one. What is
/// kept of the first is not lived through again, and what `kept` has room for is kept of it. None if it was stopped.
///
/// # Errors
/// [`ResultError::Mismatch`] where the two cannot be compared, or so many pairs as large as the first cannot be held in memory.
pub fn compare(
    (a, b): (&Scenario, &Scenario),
    asked: &Pairs,
    kept: &Lives,
    stop: &AtomicBool,
    mut each: impl FnMut(&[Pair]),
) -> Result<Option<Comparison>, ResultError> {
    let replicates = asked.replicates;
    comparable(a, b, replicates)?;
    let first = First::of(a, asked, kept)?;
    let second = Second::of(&first, b)?;
    let mut pairs = Pairing::of(a, b, replicates);
    let keep = |number: u32, life| {
        if pairs.add(number, life)? {
            each(&pairs.all);
        }
        Ok::<(), ResultError>(())
    };
    let threads = u32::try_from(asked.threads).unwrap_or(u32::MAX);
    let numbers = in_blocks(&in_turn(replicates, threads, &first), threads);
    let side = |number: u32| match number % 2 {
        0 => first.life(number / 2, stop),
        _ => second.life(number / 2, stop),
    };
    in_order(&numbers, asked.threads, stop, side, keep)?;
    let mut pairs = pairs.all;
    pairs.sort_by_key(|pair| pair.replicate);
    if pairs.len() < replicates as usize {
        return Ok(None);
    }
    Ok(Some(Comparison {
        differences: differences(&a.inputs, &b.inputs, &pairs),
        divergences: divergences(&pairs),
        values: asked.values.clone(),
        pairs,
    }))
}

/// Lives through the first side, and then through the second if there is one, as far as there is room to keep them, until `stop` is set: what is
/// asked of them is answered sooner, and goes on with what was begun.
///
/// # Errors
/// [`ResultError::Mismatch`] where values of the first cannot be drawn, or the two cannot be compared.
pub fn prepare(
    (a, b): (&Scenario, Option<&Scenario>),
    asked: &Pairs,
    kept: &Lives,
    stop: &AtomicBool,
) -> Result<(), ResultError> {
    let first = First::of(a, asked, kept)?;
    let second = b.map(|b| Second::of(&first, b)).transpose()?;
    let many = asked.replicates.min(kept.room());
    let sides = if second.is_some() { 2 } else { 1 };
    let numbers: Vec<u32> = (0..many * sides).collect();
    let life = |number: u32| match &second {
        Some(second) if number >= many => second.life(number - many, stop),
        _ => first.life(number, stop),
    };
    let none = |_, _| Ok::<(), ResultError>(());
    in_order(&numbers, asked.threads, stop, life, none)
}

/// Replicates in the order in which they are lived through: the first so many as they stand, so that something can be said soon, and of the rest
/// those first that take longest, as far as that is known of the first side, so that no thread is left alone with a long one.
fn in_turn(replicates: u32, threads: u32, first: &First<'_>) -> Vec<u32> {
    let mut order: Vec<u32> = (0..replicates).collect();
    let tried = |number: &u32| {
        first
            .known(*number)
            .map_or(f64::INFINITY, |life| life.rows.total("attempts"))
    };
    let rest = order.get_mut(threads as usize..).unwrap_or_default();
    rest.sort_by_cached_key(|number| Reverse(tried(number).to_bits()));
    order
}

/// The two sides of every replicate, a piece of work each: twice its number, and one more for the second. In blocks of as many as are lived through
/// at once, the first sides of a block before the second: these then find what they may go on from.
fn in_blocks(order: &[u32], threads: u32) -> Vec<u32> {
    let block = |within: &[u32]| -> Vec<u32> {
        let (first, second) = (within.iter().map(|n| 2 * n), within.iter().map(|n| 2 * n + 1));
        first.chain(second).collect()
    };
    order.chunks(threads.max(1) as usize).flat_map(block).collect()
}

/// Lives as they come, those of the first side before their others, put together as pairs.
struct Pairing {
    replicates: u32,
    same_counties: bool,
    first: VecDeque<Option<Arc<Life>>>,
    all: Vec<Pair>,
}

impl Pairing {
    fn of(a: &Scenario, b: &Scenario, replicates: u32) -> Pairing {
        Pairing {
            replicates,
            same_counties: same_counties(&a.inputs, &b.inputs),
            first: VecDeque::new(),
            all: Vec::new(),
        }
    }

    /// Takes the next life, none where it was stopped; whether a pair is whole with it.
    fn add(&mut self, number: u32, life: Option<Arc<Life>>) -> Result<bool, ResultError> {
        if number.is_multiple_of(2) {
            self.first.push_back(life);
            return Ok(false);
        }
        let (Some(a), Some(b)) = (self.first.pop_front().flatten(), life) else {
            return Ok(false);
        };
        let pair = Pair::of(number / 2, a, b, self.same_counties);
        if self.all.is_empty() {
            bounded(self.replicates, bytes(&pair))?;
        }
        self.all.push(pair);
        Ok(true)
    }
}

/// The first side of a comparison.
struct First<'a> {
    scenario: &'a Scenario,
    drawn: Option<Drawn<'a>>,
    kept: &'a Lives,
    key: Key,
}

impl<'a> First<'a> {
    fn of(scenario: &'a Scenario, asked: &Pairs, kept: &'a Lives) -> Result<First<'a>, ResultError> {
        let values = &asked.values;
        let drawn = values.differ().then(|| Drawn::of(scenario, values)).transpose()?;
        let key = Key::of(scenario, values);
        Ok(First {
            scenario,
            drawn,
            kept,
            key,
        })
    }

    fn luck(&self, replicate: u32) -> Luck {
        let seed = self.scenario.seed;
        Luck { seed, replicate }
    }

    /// What one of its lives is given.
    fn inputs(&self, replicate: u32) -> Cow<'_, Inputs> {
        match &self.drawn {
            Some(drawn) => Cow::Owned(drawn.inputs(replicate)),
            None => Cow::Borrowed(&self.scenario.inputs),
        }
    }

    /// One of its lives, if it is kept.
    fn known(&self, replicate: u32) -> Option<Arc<Life>> {
        self.kept.known(&self.key, replicate)
    }

    /// One of its lives, kept or lived through now.
    fn life(&self, replicate: u32, stop: &AtomicBool) -> Option<Arc<Life>> {
        let inputs = self.inputs(replicate);
        let luck = self.luck(replicate);
        let live = |begun| by_itself(&inputs, luck, begun, stop);
        self.kept.get(&self.key, (replicate, &inputs), stop, live)
    }
}

/// The second side, which stands beside the first.
struct Second<'a> {
    first: &'a First<'a>,
    scenario: &'a Scenario,
    beside: Option<Beside<'a>>,
    key: Key,
}

impl<'a> Second<'a> {
    fn of(first: &'a First<'a>, scenario: &'a Scenario) -> Result<Second<'a>, ResultError> {
        let drawn = first.drawn.as_ref();
        Ok(Second {
            first,
            scenario,
            beside: drawn.map(|drawn| drawn.beside(scenario)).transpose()?,
            key: first.key.beside(scenario),
        })
    }

    /// One of its lives: kept, gone on with from that of the first side where this is kept, or lived through from the first day.
    fn life(&self, replicate: u32, stop: &AtomicBool) -> Option<Arc<Life>> {
        let (first, luck) = (self.first, self.first.luck(replicate));
        let inputs = match &self.beside {
            Some(beside) => Cow::Owned(beside.inputs(replicate)),
            None => Cow::Borrowed(&self.scenario.inputs),
        };
        let live = |begun: Option<Begun>| match first.known(replicate) {
            Some(known) => {
                let begun = begun.unwrap_or_default();
                known.beside(&first.inputs(replicate), (&inputs, begun), luck, stop)
            }
            None => by_itself(&inputs, luck, begun, stop),
        };
        first.kept.get(&self.key, (replicate, &inputs), stop, live)
    }
}

/// A life from where it was stopped if it will be kept, and in one go if not.
fn by_itself(inputs: &Inputs, luck: Luck, begun: Option<Begun>, stop: &AtomicBool) -> Result<Life, Begun> {
    match begun {
        Some(begun) => Life::to_go_on_from(inputs, luck, begun, stop),
        None => Life::of(inputs, luck, stop).ok_or_else(Begun::default),
    }
}

/// Memory that a pair takes.
fn bytes(pair: &Pair) -> u64 {
    // A row: its period, county, value, and five numbers of a byte.
    const ROW: usize = size_of::<u32>() + size_of::<u16>() + size_of::<f64>() + 5;
    (ROW * (pair.a.rows.len() + pair.b.rows.len())) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_sides_of_a_block_come_before_their_others() {
        let order: Vec<u32> = (0..5).collect();
        assert_eq!(in_blocks(&order[..3], 1), [0, 1, 2, 3, 4, 5]);
        assert_eq!(in_blocks(&order, 2), [0, 2, 1, 3, 4, 6, 5, 7, 8, 9]);
        assert_eq!(in_blocks(&order[..2], 64), [0, 2, 1, 3]);
        assert_eq!(in_blocks(&order[..2], 0), [0, 1, 2, 3]);
        assert_eq!(in_blocks(&[0, 3, 1], 2), [0, 6, 1, 7, 2, 3]);
    }

    /// Two threads ended a second apart: the last life of a question was a long one.
    #[test]
    fn long_lives_come_before_short_ones_once_it_is_known_which_are() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        scenario.set("period.end", "2031-04-10").expect("a day of the scenario");
        let asked = Pairs {
            values: crate::values::Values::Prior,
            replicates: 6,
            threads: 2,
        };
        let kept = Lives::with_room(6);
        let turns = || in_turn(6, 2, &First::of(&scenario, &asked, &kept).expect("drawn"));
        assert_eq!(turns(), [0, 1, 2, 3, 4, 5]);
        prepare((&scenario, None), &asked, &kept, &AtomicBool::new(false)).expect("lived through");
        let order = turns();
        let first = First::of(&scenario, &asked, &kept).expect("drawn");
        let tried = |number: &u32| first.known(*number).expect("kept").rows.total("attempts");
        assert_eq!(order[..2], [0, 1]);
        assert!(order[2..].is_sorted_by(|a, b| tried(a) >= tried(b)), "{order:?}");
        let mut all = order.clone();
        all.sort_unstable();
        assert!(all == [0, 1, 2, 3, 4, 5] && order != all, "{order:?}");
        // What is found stands in the order of their numbers all the same.
        let mut other = scenario.clone();
        other.set("bribe.theta", "0.3").expect("a value of the scenario");
        let mut seen = Vec::new();
        let each = |pairs: &[Pair]| seen.extend(pairs.last().map(|pair| pair.replicate));
        let found = compare((&scenario, &other), &asked, &kept, &AtomicBool::new(false), each);
        let pairs = found.expect("comparable").expect("whole").pairs;
        assert_eq!(seen, order);
        assert!(pairs.iter().map(|pair| pair.replicate).eq(0..6));
    }
}
