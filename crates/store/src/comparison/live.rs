//! Living through both sides, of which the first may be kept from the question before.

use super::{Comparison, Pairs, comparable};
use crate::error::ResultError;
use crate::lives::{Key, Lives};
use crate::memory::bounded;
use crate::sweep::Drawn;
use amnok_lab::compare::{Life, Pair, differences, divergences, same_counties};
use amnok_lab::in_order;
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_scenario::Scenario;
use std::borrow::Cow;
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
    let beside = first.drawn.as_ref().map(|drawn| drawn.beside(b)).transpose()?;
    let other = first.key.beside(b);
    let second = |replicate: u32| {
        let luck = first.luck(replicate);
        let inputs = beside
            .as_ref()
            .map_or_else(|| Cow::Borrowed(&b.inputs), |b| Cow::Owned(b.inputs(replicate)));
        kept.get_beside(&other, replicate, stop, || match first.known(replicate) {
            Some(known) => known.beside(&first.inputs(replicate), &inputs, luck, stop),
            None => Life::of(&inputs, luck, stop),
        })
    };
    let mut pairs = Pairing::of(a, b, replicates);
    let keep = |number: u32, life| {
        if pairs.add(number, life)? {
            each(&pairs.all);
        }
        Ok::<(), ResultError>(())
    };
    // The two sides of a replicate are a piece of work each, one after the other.
    let numbers: Vec<u32> = (0..replicates * 2).collect();
    let side = |number: u32| match number % 2 {
        0 => first.life(number / 2, stop),
        _ => second(number / 2),
    };
    in_order(&numbers, asked.threads, stop, side, keep)?;
    let pairs = pairs.all;
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

/// Lives through the first side alone, as far as there is room to keep it: what is asked of it then is answered sooner. When `enough` is set
/// no more lives are begun; `stop` ends those that were.
///
/// # Errors
/// [`ResultError::Mismatch`] where its values cannot be drawn.
pub fn prepare(
    a: &Scenario,
    asked: &Pairs,
    kept: &Lives,
    (enough, stop): (&AtomicBool, &AtomicBool),
) -> Result<(), ResultError> {
    let first = First::of(a, asked, kept)?;
    let numbers: Vec<u32> = (0..asked.replicates.min(kept.room())).collect();
    let none = |_, _| Ok::<(), ResultError>(());
    in_order(
        &numbers,
        asked.threads,
        enough,
        |replicate| first.life(replicate, stop),
        none,
    )
}

/// Lives as they come, first and second side in turn, put together as pairs.
struct Pairing {
    replicates: u32,
    same_counties: bool,
    first: Option<Arc<Life>>,
    all: Vec<Pair>,
}

impl Pairing {
    fn of(a: &Scenario, b: &Scenario, replicates: u32) -> Pairing {
        Pairing {
            replicates,
            same_counties: same_counties(&a.inputs, &b.inputs),
            first: None,
            all: Vec::new(),
        }
    }

    /// Takes the next life, none where it was stopped; whether a pair is whole with it.
    fn add(&mut self, number: u32, life: Option<Arc<Life>>) -> Result<bool, ResultError> {
        if number.is_multiple_of(2) {
            self.first = life;
            return Ok(false);
        }
        let (Some(a), Some(b)) = (self.first.take(), life) else {
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
        self.kept.get(&self.key, replicate, stop, |stays| {
            let live = if stays { Life::to_go_on_from } else { Life::of };
            live(&self.inputs(replicate), self.luck(replicate), stop)
        })
    }
}

/// Memory that a pair takes.
fn bytes(pair: &Pair) -> u64 {
    // A row: its period, county, value, and five numbers of a byte.
    const ROW: usize = size_of::<u32>() + size_of::<u16>() + size_of::<f64>() + 5;
    (ROW * (pair.a.rows.len() + pair.b.rows.len())) as u64
}
