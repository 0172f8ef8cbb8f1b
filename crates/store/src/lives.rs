//! Lives of one scenario, kept from one comparison to the next: who asks a second question about the same scenario waits for the other
//! side only.

use crate::values::Values;
use amnok_lab::compare::Life;
use amnok_scenario::Scenario;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What decides the lives of a scenario: the same key, the same lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    digest: String,
    set: Vec<String>,
    seed: u64,
    values: Values,
}

impl Key {
    /// That of a scenario whose values come from somewhere.
    pub fn of(scenario: &Scenario, values: &Values) -> Key {
        Key {
            digest: scenario.digest.clone(),
            set: scenario.set.clone(),
            seed: scenario.seed,
            values: values.clone(),
        }
    }
}

/// What is kept: of which scenario, and its lives by their numbers.
#[derive(Debug, Default)]
struct Kept {
    of: Option<Key>,
    lives: BTreeMap<u32, Arc<Life>>,
}

impl Kept {
    fn is_of(&self, key: &Key) -> bool {
        self.of.as_ref() == Some(key)
    }
}

/// Lives of the scenario that was asked about last, the first so many of them. Empty by default, with room for none.
#[derive(Debug, Default)]
pub struct Lives {
    room: u32,
    kept: Mutex<Kept>,
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

    fn locked(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many are kept of a scenario.
    pub fn kept(&self, key: &Key) -> usize {
        let kept = self.locked();
        if kept.is_of(key) { kept.lives.len() } else { 0 }
    }

    /// One life, if it is kept.
    pub fn known(&self, key: &Key, replicate: u32) -> Option<Arc<Life>> {
        let kept = self.locked();
        kept.lives.get(&replicate).filter(|_| kept.is_of(key)).cloned()
    }

    /// One life, lived through where it is not kept; those of another scenario are forgotten then. None where it was not lived to its end.
    /// `live` is told whether it will be kept.
    pub fn get(&self, key: &Key, replicate: u32, live: impl FnOnce(bool) -> Option<Life>) -> Option<Arc<Life>> {
        if let Some(known) = self.known(key, replicate) {
            return Some(known);
        }
        // Not under the lock: others live meanwhile.
        let stays = replicate < self.room;
        let life = Arc::new(live(stays)?);
        if stays {
            let mut kept = self.locked();
            if !kept.is_of(key) {
                *kept = Kept {
                    of: Some(key.clone()),
                    lives: BTreeMap::new(),
                };
            }
            kept.lives.insert(replicate, life.clone());
        }
        Some(life)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_chance::Luck;
    use std::cell::Cell;
    use std::path::Path;
    use std::sync::atomic::AtomicBool;

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
        let first = lives.get(&key, 0, |_| live(0)).expect("whole");
        assert_eq!(lives.get(&key, 0, |_| live(0)), Some(first));
        assert_eq!((lived.get(), lives.kept(&key)), (1, 1));
        // Beyond the room, and where it was stopped, nothing is kept.
        assert!(lives.get(&key, 2, |_| live(2)).is_some() && lives.get(&key, 1, |_| None).is_none());
        assert_eq!((lived.get(), lives.kept(&key)), (2, 1));
        let other = Key { seed: 7, ..key.clone() };
        lives.get(&other, 0, |_| live(0)).expect("whole");
        assert_eq!((lived.get(), lives.kept(&key), lives.kept(&other)), (3, 0, 1));
        let none = Lives::default();
        none.get(&key, 0, |_| live(0)).expect("whole");
        assert_eq!(none.kept(&key), 0);
    }
}
