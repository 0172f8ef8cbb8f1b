//! While somebody thinks about what could be otherwise, the scenario as it is is lived through already: the first answer then waits for
//! the other side only.

use amnok_scenario::Scenario;
use amnok_store::comparison::{self, Pairs};
use amnok_store::{Key, Lives};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Histories of one scenario that are kept for the next question about it.
const ROOM: u32 = 16;

/// What is kept of a scenario, and what is lived through for it now.
pub struct Prepared {
    /// Its histories.
    pub lives: Lives,
    now: Mutex<Option<(Key, Arc<AtomicBool>)>>,
}

impl Prepared {
    /// Nothing yet.
    pub fn new() -> Prepared {
        Prepared {
            lives: Lives::with_room(ROOM),
            now: Mutex::new(None),
        }
    }

    /// Ends what is lived through ahead: work that was asked for comes first.
    pub fn halt(&self) {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((_, stop)) = now {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Takes a scenario's turn; none if its turn is now already, or so many of its histories are kept.
    fn turn(&self, key: &Key, histories: u32) -> Option<Arc<AtomicBool>> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let is_on = now
            .as_ref()
            .is_some_and(|(known, stop)| known == key && !stop.load(Ordering::Relaxed));
        if is_on || self.lives.kept(key) >= histories as usize {
            return None;
        }
        let stop = Arc::new(AtomicBool::new(false));
        if let Some((_, before)) = now.replace((key.clone(), stop.clone())) {
            before.store(true, Ordering::Relaxed);
        }
        Some(stop)
    }

    /// Lives through so many histories of a scenario as it is, on a thread of its own that uses so many more.
    pub fn ahead(self: &Arc<Self>, scenario: Scenario, histories: u32, threads: usize) {
        let Ok(values) = Pairs::usual_values(&scenario) else {
            return;
        };
        let Some(stop) = self.turn(&Key::of(&scenario, &values), histories) else {
            return;
        };
        let asked = Pairs {
            values,
            replicates: histories,
            threads,
        };
        let kept = self.clone();
        let work = move || {
            // Whatever is wrong with it is said when it is asked for.
            let _ = comparison::prepare(&scenario, &asked, &kept.lives, &stop);
            stop.store(true, Ordering::Relaxed);
        };
        // Where no thread is to be had, it is lived through when it is asked for.
        let _ = std::thread::Builder::new().name("prepare".into()).spawn(work);
    }
}
