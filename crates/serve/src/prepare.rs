//! While somebody thinks about what could be otherwise, the scenario as it is is lived through already: the first answer then waits for
//! the other side only.

use amnok_scenario::Scenario;
use amnok_store::comparison::{self, Pairs};
use amnok_store::{Key, Lives};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Histories of one scenario that are kept for the next question about it.
const ROOM: u32 = 16;

/// A scenario whose turn it is.
#[derive(Clone)]
struct Turn {
    key: Key,
    /// No more histories are begun.
    enough: Arc<AtomicBool>,
    /// Those that were begun end.
    stop: Arc<AtomicBool>,
}

impl Turn {
    fn is_over(&self) -> bool {
        self.enough.load(Ordering::Relaxed)
    }

    fn end(&self, at_once: bool) {
        self.enough.store(true, Ordering::Relaxed);
        self.stop.fetch_or(at_once, Ordering::Relaxed);
    }
}

/// What is kept of a scenario, and what is lived through for it now.
pub struct Prepared {
    /// Its histories.
    pub lives: Lives,
    now: Mutex<Option<Turn>>,
}

impl Prepared {
    /// Nothing yet.
    pub fn new() -> Prepared {
        Prepared {
            lives: Lives::with_room(ROOM),
            now: Mutex::new(None),
        }
    }

    /// Work that was asked for comes first: no more is begun ahead, and what was begun ends, unless it is of this scenario, for then the work
    /// waits for it.
    pub fn make_way(&self, wanted: Option<&Key>) {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(turn) = now {
            turn.end(wanted != Some(&turn.key));
        }
    }

    /// Takes a scenario's turn; none if its turn is now already, or so many of its histories are kept.
    fn turn(&self, key: Key, histories: u32) -> Option<Turn> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let is_on = now.as_ref().is_some_and(|turn| turn.key == key && !turn.is_over());
        if is_on || self.lives.kept(&key) >= histories as usize {
            return None;
        }
        let turn = Turn {
            key,
            enough: Arc::default(),
            stop: Arc::default(),
        };
        if let Some(before) = now.replace(turn.clone()) {
            before.end(before.key != turn.key);
        }
        Some(turn)
    }

    /// Lives through so many histories of a scenario as it is, on a thread of its own that uses so many more.
    pub fn ahead(self: &Arc<Self>, scenario: Scenario, histories: u32, threads: usize) {
        let Ok(values) = Pairs::usual_values(&scenario) else {
            return;
        };
        let Some(turn) = self.turn(Key::of(&scenario, &values), histories) else {
            return;
        };
        let asked = Pairs {
            values,
            replicates: histories,
            threads,
        };
        let kept = self.clone();
        let work = move || {
            step_back();
            // Whatever is wrong with it is said when it is asked for.
            let _ = comparison::prepare(&scenario, &asked, &kept.lives, (&turn.enough, &turn.stop));
            turn.end(false);
        };
        // Where no thread is to be had, it is lived through when it is asked for.
        let _ = std::thread::Builder::new().name("prepare".into()).spawn(work);
    }
}

/// Whoever looks at the page comes first: this thread and those that it begins take the time that nobody else needs. Elsewhere than on Linux
/// that would be said of the whole program, and is left.
fn step_back() {
    // A system that refuses lets it work as all others do.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::process::getpriority_process;

    /// What was lived through ahead took both cores from the browser that was to show the page.
    #[test]
    fn what_is_lived_through_ahead_steps_back_and_nobody_else() {
        let before = getpriority_process(None).expect("known");
        let ahead = std::thread::spawn(|| {
            step_back();
            let own = getpriority_process(None).expect("known");
            let begun = std::thread::spawn(|| getpriority_process(None).expect("known"));
            (own, begun.join().expect("it ends"))
        });
        // By 19 from where this process stands, and 19 is the last step.
        let last = (before + 19).min(19);
        assert_eq!(ahead.join().expect("it ends"), (last, last));
        assert_eq!(getpriority_process(None).expect("known"), before);
    }
}
