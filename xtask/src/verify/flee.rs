//! Flee's folders: our engines against each other and against Flee's own runs.

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "flee",
    arguments: "",
    meaning: "only whether camps fill as in Flee's own runs, by both engines; figures for docs/flee.md",
    parts: &[],
    run: flee,
};

/// The words are the example's own.
fn flee(words: &[String]) -> bool {
    let example = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "amnok-lab",
        "--example",
        "flee",
        "--",
    ];
    done(cargo(&example).args(words))
}
