//! `cargo xtask bench`: timings.

use crate::{
    Task, python,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "bench",
    arguments: "[--quick] [--keep] [B1 …]",
    meaning: "timings, all or those named; `--quick`: one pair, not five; `--keep`: into the newest table",
    parts: &[],
    run: bench,
};

/// First what B4 runs: the program, and the package of Flee in an environment of its own.
fn bench(asked: &[String]) -> bool {
    let everything = asked.iter().all(|word| word.starts_with("--"));
    let peer = if everything || asked.iter().any(|word| word == "B4") {
        match python::with_flee() {
            Ok(python) => Some(python),
            Err(why) => {
                eprintln!("B4 cannot be measured, because {why}");
                return false;
            }
        }
    } else {
        None
    };
    // Each by itself, as it is built for use: together they would share features.
    done(&mut cargo(&["build", "--release", "--package", "amnok"]))
        && done(&mut cargo(&["build", "--release", "--package", "amnok-bench"]))
        && done(
            cargo(&["run", "--release", "--package", "amnok-bench", "--"])
                .args(asked)
                .envs(peer.map(|python| ("AMNOK_FLEE_PYTHON", python))),
        )
}
