//! `cargo xtask bench`: timings.

use crate::{
    Task, python,
    shell::{cargo, copied, done, target},
};
use std::fs;
use std::path::Path;
use std::process::Command;

pub const TASK: Task = Task {
    name: "bench",
    arguments: "[--quick] [--keep] [B1 …] | --against COMMIT",
    meaning: "timings, all or those named; `--quick`: one pair, not five; `--keep`: into the newest table; or beside another commit",
    parts: &[],
    run: bench,
};

/// First what B4 runs: the program, and the package of Flee in an environment of its own.
fn bench(asked: &[String]) -> bool {
    if let [flag, commit] = asked
        && flag == "--against"
    {
        return against(commit).unwrap_or_else(|why| {
            eprintln!("{why}");
            false
        });
    }
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
    let peer = peer.map(|python| ("AMNOK_FLEE_PYTHON", python));
    built(Path::new("."), None) && done(measuring().args(asked).envs(peer))
}

/// The program of benchmarks.
fn measuring() -> Command {
    cargo(&["run", "--release", "--package", "amnok-bench", "--"])
}

/// Builds the program and the benchmarks of a tree, each by itself, as it is built for use: together they would share features.
fn built(tree: &Path, target: Option<&Path>) -> bool {
    ["amnok", "amnok-bench"].iter().all(|package| {
        let mut build = cargo(&["build", "--release", "--package", package]);
        build
            .current_dir(tree)
            .envs(target.map(|target| ("CARGO_TARGET_DIR", target)));
        done(&mut build)
    })
}

/// This tree beside another commit, both built the same way, in alternating pairs.
fn against(commit: &str) -> Result<bool, String> {
    let place = target("against");
    fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    let place = fs::canonicalize(&place).map_err(|error| error.to_string())?;
    let (tree, other) = (place.join("tree"), place.join("target"));
    copied(commit, &tree)?;
    Ok(built(&tree, Some(&other))
        && built(Path::new("."), None)
        && done(measuring().arg("against").arg(other.join("release"))))
}
