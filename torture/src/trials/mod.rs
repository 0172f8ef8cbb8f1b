//! The ways of breaking: one file each, one row each in [`TRIALS`].

mod flip;
mod foreign;
mod full;
mod input;
mod kill;
mod limits;
mod pair;
mod same;

use crate::Subject;
use crate::call::Call;
use crate::place::Place;
use crate::tree::{self, Tree};
use crate::writers::{MADE, WRITERS, Writer};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longest that a call may take while right results are made.
const PREPARING: Duration = Duration::from_secs(120);

/// A way of breaking.
pub struct Trial {
    pub name: &'static str,
    /// Trials of it in a round.
    pub turns: u64,
    /// How many acts there were, or what was found.
    pub run: fn(&Bench, &mut fastrand::Rng) -> Result<u64, String>,
}

/// All of them.
pub const TRIALS: &[Trial] = &[
    Trial {
        name: "kill",
        turns: 24,
        run: kill::trial,
    },
    Trial {
        name: "input",
        turns: 6,
        run: input::trial,
    },
    Trial {
        name: "flip",
        turns: 4,
        run: flip::trial,
    },
    Trial {
        name: "part",
        turns: 1,
        run: flip::unfinished,
    },
    Trial {
        name: "foreign",
        turns: 2,
        run: foreign::trial,
    },
    Trial {
        name: "full",
        turns: 2,
        run: full::trial,
    },
    Trial {
        name: "pair",
        turns: 2,
        run: pair::trial,
    },
    Trial {
        name: "limits",
        turns: 1,
        run: limits::trial,
    },
    Trial {
        name: "same",
        turns: 1,
        run: same::trial,
    },
];

/// What all trials share: inputs, results made once, and what each command that writes leaves when nothing goes wrong.
pub struct Bench {
    pub subject: Subject,
    store: TempDir,
    /// Longest that a call may take: that of the subject, or the time in which all right results were made.
    patience: Duration,
    right: BTreeMap<&'static str, Right>,
}

/// What a writer does when nothing disturbs it.
struct Right {
    /// The result before, if there is one.
    before: Option<Tree>,
    after: Tree,
    takes: Duration,
}

impl Bench {
    /// Makes them.
    pub fn new(subject: &Subject) -> Result<Bench, String> {
        let store = tempfile::tempdir().map_err(|e| e.to_string())?;
        let from = |path: &str, name: &str| tree::copy(&subject.root.join(path), &store.path().join(name));
        from("crates/scenario/tests/small", "scenario").map_err(|e| format!("the small scenario: {e}"))?;
        from("examples/flee", "flee").map_err(|e| format!("Flee's example: {e}"))?;
        shorter(&store.path().join("scenario/scenario.toml")).map_err(|e| format!("the small scenario: {e}"))?;
        let since = Instant::now();
        let mut bench = Bench {
            subject: subject.clone(),
            patience: PREPARING,
            store,
            right: BTreeMap::new(),
        };
        for (name, words) in MADE {
            let words = words.split(' ').map(str::to_owned).collect();
            bench.must(&bench.call(words, bench.store.path()))?;
            if !bench.store.path().join(name).exists() {
                return Err(format!("{name}: not made"));
            }
        }
        for writer in WRITERS {
            let right = bench.undisturbed(writer)?;
            bench.right.insert(writer.name, right);
        }
        // On a busy machine a call undisturbed takes long too.
        bench.patience = subject.patience.max(since.elapsed());
        Ok(bench)
    }

    /// What a writer does when nothing disturbs it; it takes what the quickest of three calls takes.
    fn undisturbed(&self, writer: &Writer) -> Result<Right, String> {
        let mut takes = PREPARING;
        for _ in 1..3 {
            takes = takes.min(self.once(writer)?.takes);
        }
        let right = self.once(writer)?;
        let takes = takes.min(right.takes);
        Ok(Right { takes, ..right })
    }

    fn once(&self, writer: &Writer) -> Result<Right, String> {
        let place = self.place(writer.needs)?;
        let before = place.result(writer.out);
        let start = Instant::now();
        self.must(&self.call(writer.words("out"), &place.path()))?;
        let takes = start.elapsed();
        let after = place.result(writer.out);
        let after = after.ok_or_else(|| format!("{}: leaves nothing", writer.name))?;
        Ok(Right { before, after, takes })
    }

    fn must(&self, call: &Call) -> Result<(), String> {
        let ended = call.end()?;
        if ended.well() {
            Ok(())
        } else {
            Err(format!("{call}: {}", ended.error))
        }
    }

    /// A call of the program in a folder.
    pub fn call(&self, words: Vec<String>, place: &Path) -> Call {
        Call {
            program: self.subject.program.clone(),
            words,
            place: place.to_owned(),
            limits: Vec::new(),
            patience: self.patience,
            heed: self.subject.heed,
            long: false,
        }
    }

    /// A folder with copies of these.
    pub fn place(&self, needs: &[&str]) -> Result<Place, String> {
        Place::new(self.store.path(), needs)
    }

    /// The same below a folder.
    pub fn place_in(&self, parent: &Path, needs: &[&str]) -> Result<Place, String> {
        Place::within(parent, self.store.path(), needs)
    }

    /// What a writer leaves when nothing goes wrong.
    pub fn right(&self, writer: &Writer) -> &Tree {
        &self.right[writer.name].after
    }

    /// How long a writer takes when nothing disturbs it.
    pub fn takes(&self, writer: &Writer) -> Duration {
        self.right[writer.name].takes
    }

    /// Whole or absent: the result stands as before, or as it must become; says in which state it is.
    pub fn whole_or_absent(&self, writer: &Writer, place: &Place, old: Option<&Tree>) -> Result<State, String> {
        let now = place.result(writer.out);
        let Right { before, after, .. } = &self.right[writer.name];
        match (&now, old.or(before.as_ref())) {
            (Some(now), _) if now == after => Ok(State::New),
            (Some(now), Some(before)) if now == before => Ok(State::Old),
            (None, None) => Ok(State::Absent),
            // Files of a folder that is there already are each replaced whole, one after the other.
            (Some(now), Some(before)) if writer.out != "out" && each_whole(now, before, after) => Ok(State::Between),
            (None, Some(_)) => Err("neither the old result nor the new one is there".into()),
            (Some(now), _) => {
                let place = tree::difference(now, after).unwrap_or_default();
                Err(format!("a half or wrong result: {} differs", place.display()))
            }
        }
    }
}

/// Cuts a scenario to twelve days, so that a call takes a moment; what was observed until its end stays.
fn shorter(path: &Path) -> std::io::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let observed = text.contains("observed_until");
    let cut = |line: &str| match line.strip_prefix("end = ") {
        Some(_) if observed => "end = \"2019-01-12\"".into(),
        Some(end) => format!("end = \"2019-01-12\"\nobserved_until = {end}"),
        None => line.to_owned(),
    };
    std::fs::write(path, text.lines().map(cut).collect::<Vec<_>>().join("\n"))
}

/// What stands where the result goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    Absent,
    Old,
    Between,
    New,
}

fn each_whole(now: &Tree, before: &Tree, after: &Tree) -> bool {
    let known = |path| [before.get(path), after.get(path)];
    now.iter().all(|(path, bytes)| known(path).contains(&Some(bytes)))
        && before.keys().all(|path| now.contains_key(path))
}

/// Any of a list.
pub fn any<T: Clone>(list: &[T], dice: &mut fastrand::Rng) -> T {
    list[dice.usize(..list.len())].clone()
}
