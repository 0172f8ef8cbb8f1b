//! Scenarios that were read, held for the next request: to check one anew takes longer than to make its page.

use crate::entries::{Entry, Where};
use amnok_scenario::Scenario;
use std::sync::{Arc, Mutex, PoisonError};

/// Scenarios that are held at once; the largest that comes with the program takes about a megabyte.
const HELD: usize = 8;

/// Those held, the last used last.
#[derive(Default)]
pub struct Scenarios(Mutex<Vec<(Where, Arc<Scenario>)>>);

impl Scenarios {
    /// The scenario of an entry; read where it is not held, or where its files are no longer those that were read.
    ///
    /// # Errors
    /// Everything that is wrong with it, in words.
    pub fn of(&self, entry: &Entry) -> Result<Arc<Scenario>, String> {
        let known = self.taken(&entry.at);
        let still = known.filter(|scenario| {
            entry
                .scenario_folder()
                .is_none_or(|folder| scenario.is_still_in(&folder))
        });
        let scenario = match still {
            Some(scenario) => scenario,
            None => Arc::new(entry.scenario()?),
        };
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(at, _)| *at != entry.at);
        if held.len() >= HELD {
            held.remove(0);
        }
        held.push((entry.at.clone(), scenario.clone()));
        Ok(scenario)
    }

    fn taken(&self, at: &Where) -> Option<Arc<Scenario>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter()
            .find(|(known, _)| known == at)
            .map(|(_, scenario)| scenario.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::Kind;

    #[test]
    fn a_scenario_is_read_once_and_anew_when_a_file_of_it_changes() {
        let place = tempfile::tempdir().expect("a folder");
        let embedded = amnok_scenario::embedded().expect("it is right");
        embedded.write(place.path()).expect("written");
        let (id, kind, at) = ("one".into(), Kind::Scenario, Where::Folder(place.path().into()));
        let (entry, scenarios) = (Entry { id, kind, at }, Scenarios::default());
        let first = scenarios.of(&entry).expect("it is right");
        assert!(Arc::ptr_eq(&first, &scenarios.of(&entry).expect("it is held")));
        let file = place.path().join("scenario.toml");
        let text = std::fs::read_to_string(&file).expect("it is there");
        std::fs::write(&file, text.replace(&first.title, "Another")).expect("written");
        assert_eq!(scenarios.of(&entry).expect("it is right").title, "Another");
        std::fs::write(&file, "title = 1").expect("written");
        assert!(
            scenarios.of(&entry).is_err(),
            "what is wrong with it is said, not what it was before"
        );
    }

    #[test]
    fn no_more_than_so_many_are_held() {
        let scenarios = Scenarios::default();
        let embedded = amnok_scenario::embedded().expect("it is right");
        let places: Vec<_> = (0..HELD + 2).map(|_| tempfile::tempdir().expect("a folder")).collect();
        for place in &places {
            embedded.write(place.path()).expect("written");
            let (id, kind, at) = ("one".into(), Kind::Scenario, Where::Folder(place.path().into()));
            scenarios.of(&Entry { id, kind, at }).expect("it is right");
        }
        assert_eq!(scenarios.0.lock().expect("nobody else").len(), HELD);
    }
}
