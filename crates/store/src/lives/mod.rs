//! Lives of one scenario, kept from one comparison to the next: who asks a second question about the same scenario waits for the other
//! side only, and who asks the same with more pairs for those that are new.

use crate::values::Values;
use amnok_lab::compare::Life;
use amnok_scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Who waits for a life that another thread lives through looks so often whether he was told to stop.
const LOOK: Duration = Duration::from_millis(100);

/// What decides the lives of a scenario: the same key, the same lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    digest: String,
    set: Vec<String>,
    seed: u64,
    values: Values,
    /// What it stands beside, where its luck and values are another's.
    beside: Option<Box<Key>>,
}

impl Key {
    /// That of a scenario whose values come from somewhere.
    pub fn of(scenario: &Scenario, values: &Values) -> Key {
        Key {
            digest: scenario.digest.clone(),
            set: scenario.set.clone(),
            seed: scenario.seed,
            values: values.clone(),
            beside: None,
        }
    }

    /// That of a scenario beside this one, with its luck and its values.
    pub fn beside(&self, other: &Scenario) -> Key {
        Key {
            beside: Some(Box::new(self.clone())),
            ..Key::of(other, &self.values)
        }
    }
}

/// What is kept: of which scenario, its lives by their numbers, and which are lived through now.
#[derive(Debug, Default)]
struct Kept {
    of: Option<Key>,
    lives: BTreeMap<u32, Arc<Life>>,
    living: BTreeSet<u32>,
}

impl Kept {
    fn is_of(&self, key: &Key) -> bool {
        self.of.as_ref() == Some(key)
    }
}

/// Lives of one side.
#[derive(Debug, Default)]
struct Side {
    kept: Mutex<Kept>,
    changed: Condvar,
}

/// A life that is lived through now; no longer when it is dropped.
struct Living<'a> {
    side: &'a Side,
    key: &'a Key,
    replicate: u32,
}

impl Drop for Living<'_> {
    fn drop(&mut self) {
        let mut kept = self.side.locked();
        if kept.is_of(self.key) {
            kept.living.remove(&self.replicate);
        }
        self.side.changed.notify_all();
    }
}

impl Side {
    fn locked(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, key: &Key, replicate: u32) -> Option<Arc<Life>> {
        let kept = self.locked();
        kept.lives.get(&replicate).filter(|_| kept.is_of(key)).cloned()
    }

    /// One life, waited for where another thread lives through it; those of another scenario are forgotten.
    fn get(
        &self,
        key: &Key,
        replicate: u32,
        stop: &AtomicBool,
        live: impl FnOnce() -> Option<Life>,
    ) -> Option<Arc<Life>> {
        let mut kept = self.locked();
        if !kept.is_of(key) {
            *kept = Kept {
                of: Some(key.clone()),
                ..Kept::default()
            };
        }
        while kept.is_of(key) && kept.living.contains(&replicate) {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let waited = self.changed.wait_timeout(kept, LOOK);
            kept = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if kept.is_of(key) {
            if let Some(known) = kept.lives.get(&replicate) {
                return Some(known.clone());
            }
            kept.living.insert(replicate);
        }
        // Not under the lock: others live meanwhile.
        drop(kept);
        let _living = Living {
            side: self,
            key,
            replicate,
        };
        let life = Arc::new(live()?);
        let mut kept = self.locked();
        if kept.is_of(key) {
            kept.lives.insert(replicate, life.clone());
        }
        drop(kept);
        Some(life)
    }
}

/// Lives of the scenario that was asked about last and of what stood beside it, the first so many of each. Empty by default, with room for none.
#[derive(Debug, Default)]
pub struct Lives {
    room: u32,
    first: Side,
    second: Side,
}

impl Lives {
    /// With room for the first so many.
    pub fn with_room(room: u32) -> Lives {
        Lives {
            room,
            ..Lives::default()
        }
    }

    /// For how many there is room.
    pub fn room(&self) -> u32 {
        self.room
    }

    /// How many are kept of a scenario.
    pub fn kept(&self, key: &Key) -> usize {
        let kept = self.first.locked();
        if kept.is_of(key) { kept.lives.len() } else { 0 }
    }

    /// One life, if it is kept.
    pub fn known(&self, key: &Key, replicate: u32) -> Option<Arc<Life>> {
        self.first.known(key, replicate)
    }

    /// One life, lived through where it is not kept, and waited for where another thread does; those of another scenario are forgotten then.
    /// None where it was not lived to its end. `live` is told whether it will be kept.
    pub fn get(
        &self,
        key: &Key,
        replicate: u32,
        stop: &AtomicBool,
        live: impl FnOnce(bool) -> Option<Life>,
    ) -> Option<Arc<Life>> {
        self.of(&self.first, key, replicate, stop, live)
    }

    /// The same of what stands beside a scenario.
    pub fn get_beside(
        &self,
        key: &Key,
        replicate: u32,
        stop: &AtomicBool,
        live: impl FnOnce() -> Option<Life>,
    ) -> Option<Arc<Life>> {
        self.of(&self.second, key, replicate, stop, |_| live())
    }

    /// One life of a side, where there is room for it; else lived through for whoever asks.
    fn of(
        &self,
        side: &Side,
        key: &Key,
        replicate: u32,
        stop: &AtomicBool,
        live: impl FnOnce(bool) -> Option<Life>,
    ) -> Option<Arc<Life>> {
        match replicate < self.room {
            true => side.get(key, replicate, stop, || live(true)),
            false => live(false).map(Arc::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_chance::Luck;
    use std::cell::Cell;
    use std::path::Path;
    use std::sync::atomic::AtomicU32;

    #[test]
    fn a_life_is_lived_once_and_those_of_another_scenario_are_forgotten() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        scenario.set("period.end", "2031-04-10").expect("a day of the scenario");
        let (lived, never) = (Cell::new(0), AtomicBool::new(false));
        let live = |replicate| {
            lived.set(lived.get() + 1);
            let seed = scenario.seed;
            Life::of(&scenario.inputs, Luck { seed, replicate }, &never)
        };
        let key = Key::of(&scenario, &Values::Fixed);
        let lives = Lives::with_room(2);
        let first = lives.get(&key, 0, &never, |_| live(0)).expect("whole");
        assert_eq!(lives.get(&key, 0, &never, |_| live(0)), Some(first));
        assert_eq!((lived.get(), lives.kept(&key)), (1, 1));
        // Beyond the room, and where it was stopped, nothing is kept.
        assert!(lives.get(&key, 2, &never, |_| live(2)).is_some() && lives.get(&key, 1, &never, |_| None).is_none());
        assert_eq!((lived.get(), lives.kept(&key)), (2, 1));
        let other = Key { seed: 7, ..key.clone() };
        lives.get(&other, 0, &never, |_| live(0)).expect("whole");
        assert_eq!((lived.get(), lives.kept(&key), lives.kept(&other)), (3, 0, 1));
        let none = Lives::default();
        none.get(&key, 0, &never, |_| live(0)).expect("whole");
        assert_eq!(none.kept(&key), 0);
    }

    /// What was under way when a question came was thrown away, and lived through from its first day.
    #[test]
    fn a_life_that_another_thread_lives_through_is_waited_for() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        scenario.set("period.end", "2031-04-10").expect("a day of the scenario");
        let never = AtomicBool::new(false);
        let seed = scenario.seed;
        let live = || Life::of(&scenario.inputs, Luck { seed, replicate: 0 }, &never);
        let key = Key::of(&scenario, &Values::Fixed);
        let (lives, begun, lived) = (Lives::with_room(1), AtomicBool::new(false), AtomicU32::new(0));
        std::thread::scope(|scope| {
            let first = scope.spawn(|| {
                lives.get(&key, 0, &never, |_| {
                    begun.store(true, Ordering::Release);
                    lived.fetch_add(1, Ordering::Relaxed);
                    live()
                })
            });
            while !begun.load(Ordering::Acquire) {
                std::thread::yield_now();
            }
            let second = lives.get(&key, 0, &never, |_| {
                lived.fetch_add(1, Ordering::Relaxed);
                live()
            });
            assert_eq!(first.join().expect("no fault"), second);
            assert!(second.is_some());
        });
        assert_eq!(lived.load(Ordering::Relaxed), 1);
        // One that was not lived to its end is lived through by whoever asks next.
        let lives = Lives::with_room(1);
        assert!(lives.get(&key, 0, &never, |_| None).is_none());
        assert!(lives.get(&key, 0, &never, |_| live()).is_some());
    }

    /// The same question with more pairs lived through both sides' first ones again.
    #[test]
    fn what_stands_beside_is_kept_as_well_and_is_another_beside_another() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        scenario.set("period.end", "2031-04-10").expect("a day of the scenario");
        let (never, lived, seed) = (AtomicBool::new(false), Cell::new(0), scenario.seed);
        let live = || {
            lived.set(lived.get() + 1);
            Life::of(&scenario.inputs, Luck { seed, replicate: 0 }, &never)
        };
        let (first, lives) = (Key::of(&scenario, &Values::Fixed), Lives::with_room(1));
        let key = first.beside(&scenario);
        assert_ne!(key, first);
        for _ in 0..2 {
            assert!(lives.get_beside(&key, 0, &never, live).is_some());
        }
        assert_eq!(lived.get(), 1);
        let other = Key { seed: 7, ..first }.beside(&scenario);
        assert!(lives.get_beside(&other, 0, &never, live).is_some());
        assert_eq!(lived.get(), 2);
    }
}
