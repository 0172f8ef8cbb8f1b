//! Many runs: replicates of one scenario on threads, handed to a [`Sink`] in order of their numbers, so that what is
//! kept does not depend on how many threads there were.
#![forbid(unsafe_code)]

pub mod patterns;

use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::ledger::Rows;
use amnok_model::{Engine, run};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

/// Keeps the results of replicates.
pub trait Sink {
    /// Why it may fail.
    type Error;

    /// Takes one replicate; called in ascending order of `number`.
    ///
    /// # Errors
    /// When it could not be kept; no more replicates are begun then.
    fn replicate(&mut self, number: u32, rows: Rows) -> Result<(), Self::Error>;
}

impl Sink for Vec<(u32, Rows)> {
    type Error = std::convert::Infallible;

    fn replicate(&mut self, number: u32, rows: Rows) -> Result<(), Self::Error> {
        self.push((number, rows));
        Ok(())
    }
}

/// Replicates of one scenario.
#[derive(Clone, Copy, Debug)]
pub struct Ensemble<'a> {
    /// What each run is given.
    pub inputs: &'a Inputs,
    /// Seed shared by all.
    pub seed: u64,
    /// Number of the first replicate.
    pub first: u32,
    /// How many.
    pub replicates: u32,
    /// Threads, at least one.
    pub threads: usize,
    /// Engine.
    pub engine: Engine,
}

impl Ensemble<'_> {
    /// Runs all, and hands each to `sink` in order.
    ///
    /// # Errors
    /// The sink's.
    pub fn run<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        let next = AtomicU32::new(0);
        let (send, receive) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..self.threads.max(1) {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= self.replicates {
                            return;
                        }
                        let luck = Luck {
                            seed: self.seed,
                            replicate: self.first + number,
                        };
                        let rows = run(self.inputs, luck, self.engine, &mut ());
                        if send.send((number, rows)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            let mut waiting = BTreeMap::new();
            let mut due = 0;
            for (number, rows) in receive {
                waiting.insert(number, rows);
                while let Some(rows) = waiting.remove(&due) {
                    let kept = sink.replicate(self.first + due, rows);
                    if kept.is_err() {
                        next.store(self.replicates, Ordering::Relaxed);
                        return kept;
                    }
                    due += 1;
                }
            }
            Ok(())
        })
    }
}
