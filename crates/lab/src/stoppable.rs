//! A run that can be stopped.

use amnok_model::facts::{Fact, Log};
use std::sync::atomic::{AtomicBool, Ordering};

/// Hands on to another log until it is told to stop.
pub struct StoppableLog<'a, L> {
    /// The other log.
    pub log: L,
    /// Told to stop when it is set.
    pub stop: &'a AtomicBool,
}

impl<L: Log> Log for StoppableLog<'_, L> {
    fn happened(&mut self, fact: &Fact) {
        self.log.happened(fact);
    }

    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }
}
