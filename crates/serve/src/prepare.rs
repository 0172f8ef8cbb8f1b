//! While somebody thinks about what could be otherwise, the scenario as it is is lived through already, and what he has set so far beside it: the
//! answer then waits for less. What was lived through is on the disk for the next server.

use amnok_scenario::Scenario;
use amnok_store::comparison::{self, Pairs};
use amnok_store::{Key, Lives, Shelf};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

/// Histories of one scenario that are kept for the next question about it.
const ROOM: u32 = 16;

/// What a question is about: the scenario as it is, and what stands beside it, if that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sides {
    first: Key,
    second: Option<Key>,
}

impl Sides {
    /// Those of two scenarios that are lived through so.
    fn of(a: &Scenario, b: Option<&Scenario>, asked: &Pairs) -> Sides {
        let first = Key::of(a, &asked.values);
        let second = b.map(|b| first.beside(b));
        Sides { first, second }
    }

    /// Whether whoever lives through these lives through the others as well.
    fn holds(&self, other: &Sides) -> bool {
        self.first == other.first && (other.second.is_none() || other.second == self.second)
    }
}

/// Sides whose turn it is.
#[derive(Clone)]
struct Turn {
    sides: Sides,
    stop: Arc<AtomicBool>,
}

impl Turn {
    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn end(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// What is kept of a scenario, and what is lived through for it now.
pub struct Prepared {
    /// Its histories.
    pub lives: Lives,
    now: Mutex<Option<Turn>>,
}

impl Prepared {
    /// With what earlier servers left in a folder.
    pub fn in_folder(folder: &Path) -> Prepared {
        let lives = Lives::with_room(ROOM);
        Prepared {
            lives: match shelf(folder) {
                Some(shelf) => lives.on(shelf),
                None => lives,
            },
            now: Mutex::new(None),
        }
    }

    /// Work that was asked for comes first: what was begun ahead ends within a day of its history, and whoever wants it goes on from there.
    pub fn make_way(&self) {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(turn) = now {
            turn.end();
        }
    }

    /// Takes the turn; none if it is theirs already, or so many of their histories are kept.
    fn turn(&self, sides: Sides, histories: u32) -> Option<Turn> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let is_on = now
            .as_ref()
            .is_some_and(|turn| turn.sides.holds(&sides) && !turn.is_over());
        let second = sides.second.as_ref();
        let kept = (self.lives.kept(&sides.first)).min(second.map_or(usize::MAX, |key| self.lives.kept(key)));
        if is_on || kept >= histories as usize {
            return None;
        }
        let turn = Turn {
            sides,
            stop: Arc::default(),
        };
        if let Some(before) = now.replace(turn.clone()) {
            before.end();
        }
        Some(turn)
    }

    /// Lives through so many histories of a scenario as it is, and then of one beside it if there is one, on a thread of its own that uses so many
    /// more.
    pub fn ahead(self: &Arc<Self>, a: Scenario, b: Option<Scenario>, histories: u32, threads: usize) {
        let Ok(values) = Pairs::usual_values(&a) else {
            return;
        };
        let asked = Pairs {
            values,
            replicates: histories,
            threads,
        };
        let Some(turn) = self.turn(Sides::of(&a, b.as_ref(), &asked), histories) else {
            return;
        };
        let kept = self.clone();
        let work = move || {
            step_back();
            // Whatever is wrong with it is said when it is asked for.
            let _ = comparison::prepare((&a, b.as_ref()), &asked, &kept.lives, &turn.stop);
            turn.end();
        };
        // Where no thread is to be had, it is lived through when it is asked for.
        let _ = std::thread::Builder::new().name("prepare".into()).spawn(work);
    }
}

/// Lives in a folder, if it can be told which program made them: another build may have other rules.
fn shelf(folder: &Path) -> Option<Shelf> {
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    let built = program.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let maker = format!("{} {} {}", env!("CARGO_PKG_VERSION"), program.len(), built.as_nanos());
    let (shelf, write) = Shelf::of(folder, &maker);
    let work = move || {
        step_back();
        write();
    };
    let thread = std::thread::Builder::new().name("shelf".into()).spawn(work);
    thread.is_ok().then_some(shelf)
}

/// Whoever looks at the page comes first: this thread and those that it begins take the time that nobody else needs. Elsewhere than on Linux
/// that would be said of the whole program, and is left.
fn step_back() {
    // A system that refuses lets it work as all others do.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario(set: &[(&str, &str)]) -> Scenario {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
        let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
        for (key, value) in [("period.end", "2031-04-10")].iter().chain(set) {
            scenario.set(key, value).expect("a value of the scenario");
        }
        scenario
    }

    fn asked(a: &Scenario, histories: u32) -> Pairs {
        Pairs {
            values: Pairs::usual_values(a).expect("its values"),
            replicates: histories,
            threads: 2,
        }
    }

    /// Waits until a turn is over.
    fn whole(prepared: &Prepared) {
        let over = || {
            let now = prepared.now.lock().expect("nobody panicked");
            now.as_ref().is_none_or(Turn::is_over)
        };
        while !over() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    #[test]
    fn both_sides_are_lived_through_before_they_are_asked_for_and_are_on_the_disk() {
        let place = tempfile::tempdir().expect("a folder");
        let (a, b) = (scenario(&[]), scenario(&[("bribe.theta", "0.3")]));
        let asked = asked(&a, 3);
        let prepared = Arc::new(Prepared::in_folder(place.path()));
        prepared.ahead(a.clone(), Some(b.clone()), 3, 2);
        whole(&prepared);
        let sides = Sides::of(&a, Some(&b), &asked);
        let second = sides.second.clone().expect("there is one");
        let kept = |of: &Prepared| (of.lives.kept(&sides.first), of.lives.kept(&second));
        assert_eq!(kept(&prepared), (3, 3));
        // Nothing is left to be done, and a question only reads.
        assert!(prepared.turn(sides.clone(), 3).is_none() && prepared.turn(sides.clone(), 4).is_some());
        let stopped = AtomicBool::new(true);
        let found = comparison::compare((&a, &b), &asked, &prepared.lives, &stopped, |_| ());
        assert_eq!(
            found.expect("comparable"),
            None,
            "a question that is stopped has no answer"
        );
        let never = AtomicBool::new(false);
        let found = comparison::compare((&a, &b), &asked, &prepared.lives, &never, |_| ());
        // The next server finds them, once they are written.
        let files = || std::fs::read_dir(place.path()).into_iter().flatten().flatten();
        let lives = || {
            files()
                .map(|of| std::fs::read_dir(of.path()).expect("a folder").count())
                .sum::<usize>()
        };
        while lives() < 12 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let next = Prepared::in_folder(place.path());
        let again = comparison::compare((&a, &b), &asked, &next.lives, &never, |_| ());
        assert_eq!(again.expect("comparable"), found.expect("comparable"));
        assert_eq!(lives(), 12, "nothing was lived through anew");
    }

    #[test]
    fn who_asks_takes_the_turn_of_who_only_looks() {
        let place = tempfile::tempdir().expect("a folder");
        let (a, b) = (scenario(&[]), scenario(&[("bribe.theta", "0.3")]));
        let asked = asked(&a, 3);
        let prepared = Prepared::in_folder(place.path());
        let (one, both) = (Sides::of(&a, None, &asked), Sides::of(&a, Some(&b), &asked));
        let first = prepared.turn(one.clone(), 3).expect("nobody has it");
        assert!(prepared.turn(one.clone(), 3).is_none() && !first.is_over());
        let second = prepared.turn(both, 3).expect("it is more");
        assert!(first.is_over() && !second.is_over());
        assert!(
            prepared.turn(one.clone(), 3).is_none(),
            "who lives through both lives through one"
        );
        prepared.make_way();
        assert!(second.is_over() && prepared.turn(one, 3).is_some());
    }
}

#[cfg(all(test, target_os = "linux"))]
mod priority {
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
