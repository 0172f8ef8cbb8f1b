//! `cargo xtask bench`: timings.

use crate::{
    Task, python,
    shell::{cargo, copied, done, target},
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const TASK: Task = Task {
    name: "bench",
    arguments: "[--quick] [--keep] [B1 …] | --against COMMIT",
    meaning: "timings, all or those named; `--quick`: one pair, not five; `--keep`: into the newest table; or beside another commit",
    parts: &[],
    run: bench,
};

/// First what is compared with: the package of Flee, and programs written with peers, in environments of their own.
fn bench(asked: &[String]) -> bool {
    if let [flag, commit] = asked
        && flag == "--against"
    {
        return against(commit).unwrap_or_else(|why| {
            eprintln!("{why}");
            false
        });
    }
    match peers(asked) {
        Ok(peers) => built(Path::new("."), None) && done(measuring().args(asked).envs(peers)),
        Err(why) => {
            eprintln!("{why}");
            false
        }
    }
}

/// What is compared with, made ready, each with the variable that says where it is.
fn peers(asked: &[String]) -> Result<Vec<(&'static str, PathBuf)>, String> {
    let everything = asked.iter().all(|word| word.starts_with("--"));
    let wanted = |name: &str| everything || asked.iter().any(|word| word == name);
    let mut peers = Vec::new();
    if wanted("B4") {
        let python = python::with_flee().map_err(|why| format!("B4 cannot be measured, because {why}"))?;
        peers.push(("AMNOK_FLEE_PYTHON", python));
    }
    if wanted("B5") {
        let python = python::with_peers().map_err(|why| format!("B5 cannot be measured, because {why}"))?;
        peers.push(("AMNOK_PEERS_PYTHON", python));
        let place = std::path::absolute(target("peers")).map_err(|error| error.to_string())?;
        let mut build = cargo(&[
            "build",
            "--release",
            "--locked",
            "--manifest-path",
            "bench/peers/Cargo.toml",
        ]);
        if !done(build.env("CARGO_TARGET_DIR", &place)) {
            return Err("B5 cannot be measured: the programs of its peers do not build (no network?)".into());
        }
        peers.push(("AMNOK_PEERS", place.join("release")));
    }
    Ok(peers)
}

/// The program of benchmarks, as it was built: another call of cargo for it alone would build what it shares with the program again.
fn measuring() -> Command {
    let program = target("release").join("amnok-bench");
    Command::new(program.with_extension(std::env::consts::EXE_EXTENSION))
}

/// Builds the program and the benchmarks of a tree at once, so that what they share is compiled once. The program has then features of
/// libraries that the benchmarks ask for (derive of serde, std of jiff, resource of nix), of which it calls nothing.
fn built(tree: &Path, target: Option<&Path>) -> bool {
    let mut build = cargo(&["build", "--release", "--package", "amnok", "--package", "amnok-bench"]);
    build
        .current_dir(tree)
        .envs(target.map(|target| ("CARGO_TARGET_DIR", target)));
    done(&mut build)
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
