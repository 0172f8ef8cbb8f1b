//! Lives of one scenario, kept from one comparison to the next: who asks a second question about the same scenario waits for the other
//! side only, and who asks the same with more pairs for those that are new.

mod shelf;

pub use shelf::Shelf;

use crate::values::Values;
use amnok_lab::compare::{Begun, Life};
use amnok_model::inputs::Inputs;
use amnok_scenario::Scenario;
use serde_json::{Value, json};
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

    /// As it is told apart on the disk.
    fn to_json(&self) -> Value {
        json!({
            "scenario": self.digest, "set": self.set, "seed": self.seed, "values": self.values.name(), "posterior": self.values.digest(),
            "beside": self.beside.as_ref().map(|beside| beside.to_json()),
        })
    }

    /// That of a scenario beside this one, with its luck and its values.
    pub fn beside(&self, other: &Scenario) -> Key {
        Key {
            beside: Some(Box::new(self.clone())),
            ..Key::of(other, &self.values)
        }
    }
}

/// What is kept: of which scenario, its lives by their numbers, which are lived through now, and what is left of those that were stopped.
#[derive(Debug, Default)]
struct Kept {
    of: Option<Key>,
    lives: BTreeMap<u32, Arc<Life>>,
    living: BTreeSet<u32>,
    begun: BTreeMap<u32, Begun>,
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

    fn kept(&self, key: &Key) -> usize {
        let kept = self.locked();
        if kept.is_of(key) { kept.lives.len() } else { 0 }
    }

    fn known(&self, key: &Key, replicate: u32) -> Option<Arc<Life>> {
        let kept = self.locked();
        kept.lives.get(&replicate).filter(|_| kept.is_of(key)).cloned()
    }

    /// One life, waited for where another thread lives through it, and gone on with where that was stopped; those of another scenario are
    /// forgotten.
    fn get(
        &self,
        key: &Key,
        replicate: u32,
        stop: &AtomicBool,
        live: impl FnOnce(Begun) -> Result<Arc<Life>, Begun>,
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
        let mut begun = Begun::default();
        if kept.is_of(key) {
            if let Some(known) = kept.lives.get(&replicate) {
                return Some(known.clone());
            }
            kept.living.insert(replicate);
            begun = kept.begun.remove(&replicate).unwrap_or_default();
        }
        // Not under the lock: others live meanwhile.
        drop(kept);
        let _living = Living {
            side: self,
            key,
            replicate,
        };
        let lived = live(begun);
        let mut kept = self.locked();
        if kept.is_of(key) {
            match &lived {
                Ok(life) => drop(kept.lives.insert(replicate, life.clone())),
                Err(begun) => drop(kept.begun.insert(replicate, begun.clone())),
            }
        }
        drop(kept);
        lived.ok()
    }
}

/// Lives of the scenario that was asked about last and of what stood beside it, the first so many of each; and where there is a shelf, those of
/// earlier ones on the disk. Empty by default, with room for none.
#[derive(Debug, Default)]
pub struct Lives {
    room: u32,
    first: Side,
    second: Side,
    shelf: Option<Shelf>,
}

impl Lives {
    /// With room for the first so many.
    pub fn with_room(room: u32) -> Lives {
        Lives {
            room,
            ..Lives::default()
        }
    }

    /// The same, which takes what is on a shelf and has what is new written there.
    pub fn on(self, shelf: Shelf) -> Lives {
        Lives {
            shelf: Some(shelf),
            ..self
        }
    }

    /// For how many there is room.
    pub fn room(&self) -> u32 {
        self.room
    }

    /// The side on which lives of a key are.
    fn side(&self, key: &Key) -> &Side {
        match key.beside {
            Some(_) => &self.second,
            None => &self.first,
        }
    }

    /// How many are kept of a scenario, or of what stands beside one.
    pub fn kept(&self, key: &Key) -> usize {
        self.side(key).kept(key)
    }

    /// One life, if it is kept.
    pub fn known(&self, key: &Key, replicate: u32) -> Option<Arc<Life>> {
        self.side(key).known(key, replicate)
    }

    /// One life, lived through where it is not kept, and waited for where another thread does; those of another scenario on its side are forgotten
    /// then. None where it was not lived to its end. `live` is given what is left of it where it was stopped before (nothing where there is no room
    /// for it), and gives what is left. Nobody goes on from what stands beside a scenario: that is kept without what others could go on from.
    pub fn get(
        &self,
        key: &Key,
        (replicate, inputs): (u32, &Inputs),
        stop: &AtomicBool,
        live: impl FnOnce(Option<Begun>) -> Result<Life, Begun>,
    ) -> Option<Arc<Life>> {
        if replicate >= self.room {
            return live(None).ok().map(Arc::new);
        }
        self.side(key).get(key, replicate, stop, |begun| {
            if let Some(life) = self.shelf.as_ref().and_then(|shelf| shelf.life(key, replicate, inputs)) {
                return Ok(Arc::new(life));
            }
            let life = live(Some(begun))?;
            let life = Arc::new(if key.beside.is_some() { life.alone() } else { life });
            if let Some(shelf) = &self.shelf {
                shelf.keep(key, replicate, inputs, &life);
            }
            Ok(life)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_chance::Luck;
    use std::cell::Cell;
    use std::path::Path;
    use std::sync::atomic::AtomicU32;

    static NEVER: AtomicBool = AtomicBool::new(false);

    /// The invented scenario until a day.
    fn until(end: &str) -> Scenario {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        scenario.set("period.end", end).expect("a day of the scenario");
        scenario
    }

    fn live(scenario: &Scenario, replicate: u32, begun: Option<Begun>, stop: &AtomicBool) -> Result<Life, Begun> {
        let luck = Luck {
            seed: scenario.seed,
            replicate,
        };
        Life::to_go_on_from(&scenario.inputs, luck, begun.unwrap_or_default(), stop)
    }

    #[test]
    fn a_life_is_lived_once_and_those_of_another_scenario_are_forgotten() {
        let (scenario, lived) = (until("2031-04-10"), Cell::new(0));
        let key = Key::of(&scenario, &Values::Fixed);
        let get = |lives: &Lives, key: &Key, replicate| {
            lives.get(key, (replicate, &scenario.inputs), &NEVER, |begun| {
                lived.set(lived.get() + 1);
                live(&scenario, replicate, begun, &NEVER)
            })
        };
        let lives = Lives::with_room(2);
        let first = get(&lives, &key, 0);
        assert!(first.is_some() && get(&lives, &key, 0) == first);
        assert_eq!((lived.get(), lives.kept(&key)), (1, 1));
        // Beyond the room, and where it was stopped, nothing is kept.
        let stopped = lives.get(&key, (1, &scenario.inputs), &NEVER, |_| Err(Begun::default()));
        assert!(get(&lives, &key, 2).is_some() && stopped.is_none());
        assert_eq!((lived.get(), lives.kept(&key)), (2, 1));
        let other = Key { seed: 7, ..key.clone() };
        get(&lives, &other, 0).expect("whole");
        assert_eq!((lived.get(), lives.kept(&key), lives.kept(&other)), (3, 0, 1));
        let none = Lives::default();
        get(&none, &key, 0).expect("whole");
        assert_eq!(none.kept(&key), 0);
    }

    /// What was under way when a question came was thrown away, and lived through from its first day.
    #[test]
    fn a_life_that_another_thread_lives_through_is_waited_for() {
        let scenario = until("2031-04-10");
        let key = Key::of(&scenario, &Values::Fixed);
        let (lives, begun, lived) = (Lives::with_room(1), AtomicBool::new(false), AtomicU32::new(0));
        let get = || {
            lives.get(&key, (0, &scenario.inputs), &NEVER, |part| {
                begun.store(true, Ordering::Release);
                lived.fetch_add(1, Ordering::Relaxed);
                live(&scenario, 0, part, &NEVER)
            })
        };
        std::thread::scope(|scope| {
            let first = scope.spawn(get);
            while !begun.load(Ordering::Acquire) {
                std::thread::yield_now();
            }
            let second = get();
            assert_eq!(first.join().expect("no fault"), second);
            assert!(second.is_some());
        });
        assert_eq!(lived.load(Ordering::Relaxed), 1);
    }

    /// A question waited for lives that threads of the lowest priority lived through, as long as anything else was to be done: on a busy machine
    /// half a minute. They are stopped now, and the question goes on with what is left of them.
    #[test]
    fn what_is_left_of_a_life_that_was_stopped_is_given_to_who_asks_next() {
        let scenario = until("2031-04-10");
        let (key, lives) = (Key::of(&scenario, &Values::Fixed), Lives::with_room(1));
        let given = Cell::new(Vec::new());
        let get = |stop: &AtomicBool| {
            lives.get(&key, (0, &scenario.inputs), &NEVER, |begun| {
                let mut all = given.take();
                all.push(begun.as_ref().map(Begun::is_nothing));
                given.set(all);
                live(&scenario, 0, begun, stop)
            })
        };
        assert_eq!(get(&AtomicBool::new(true)), None);
        let whole = live(&scenario, 0, None, &NEVER).expect("whole");
        assert_eq!(get(&NEVER).as_deref(), Some(&whole));
        assert_eq!(given.take(), [Some(true), Some(false)]);
    }

    /// The same question with more pairs lived through both sides' first ones again.
    #[test]
    fn what_stands_beside_is_kept_as_well_and_is_another_beside_another() {
        let (scenario, lived) = (until("2031-04-10"), Cell::new(0));
        let (first, lives) = (Key::of(&scenario, &Values::Fixed), Lives::with_room(1));
        let get = |key: &Key| {
            lives.get(key, (0, &scenario.inputs), &NEVER, |begun| {
                lived.set(lived.get() + 1);
                live(&scenario, 0, begun, &NEVER)
            })
        };
        let key = first.beside(&scenario);
        assert_ne!(key, first);
        assert!(get(&key).is_some() && get(&key).is_some());
        assert_eq!((lived.get(), lives.kept(&key)), (1, 1));
        let other = Key { seed: 7, ..first }.beside(&scenario);
        assert!(get(&other).is_some());
        assert_eq!(lived.get(), 2);
    }
}
