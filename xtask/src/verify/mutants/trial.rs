//! What the tests say of one fault.

use super::Place;
use super::fault::Fault;
use super::switches::SWITCH;
use super::tree::Tree;
use crate::shell::{cargo, done, target};
use serde_json::Value;
use std::fmt;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// A test that runs longer than this has met a fault that never ends.
const LIMIT: &str = "[profile.default]\nslow-timeout = { period = \"60s\", terminate-after = 2 }\n";

/// How a trial ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// A test is red: which.
    Caught(String),
    Missed,
    /// No compiler takes it.
    NotCompiled,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Caught(test) => write!(f, "caught by {test}"),
            End::Missed => f.write_str("missed"),
            End::NotCompiled => f.write_str("does not compile"),
        }
    }
}

impl End {
    /// What [`End`] wrote.
    pub fn read(text: &str) -> Option<End> {
        match text {
            "missed" => Some(End::Missed),
            "does not compile" => Some(End::NotCompiled),
            _ => text.strip_prefix("caught by ").map(|test| End::Caught(test.to_owned())),
        }
    }
}

/// The tests of a place, in the tree; `fault` is switched on.
fn tests(place: &Place, tree: &Tree, words: &[&str], fault: u32) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["nextest", "run", "--cargo-profile", "mutants", "--color", "never"])
        .args(words);
    for package in place.tested_by {
        command.args(["--package", package]);
    }
    command.args(place.tests).current_dir(&tree.folder);
    command
        .env("RUSTFLAGS", "--cap-lints=warn")
        .env(SWITCH, fault.to_string());
    command
}

/// Compiles the tests of a place; they must be green while no fault is switched on.
pub fn ready(place: &Place, tree: &Tree) -> Result<(), String> {
    let file = tree.folder.join("target/limit.toml");
    fs::create_dir_all(tree.folder.join("target")).map_err(|error| error.to_string())?;
    fs::write(&file, LIMIT).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("\n== the tests of {} without a fault", place.package);
    let green = done(&mut tests(place, tree, &["--config-file", "target/limit.toml"], 0));
    green
        .then_some(())
        .ok_or_else(|| format!("the tests of {} are red without a fault", place.package))
}

/// Tries a fault that stands behind a switch; also how long that took.
#[expect(clippy::disallowed_methods, reason = "wall time is told")]
pub fn switched(place: &Place, tree: &Tree, fault: u32) -> Result<(End, Duration), String> {
    let start = Instant::now();
    let words = [
        "--config-file",
        "target/limit.toml",
        "--cargo-quiet",
        "--hide-progress-bar",
    ];
    let output = tests(place, tree, &words, fault)
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let red = |line: &&str| {
        ["FAIL [", "TIMEOUT [", "SIGABRT [", "SIGSEGV ["]
            .iter()
            .any(|word| line.contains(word))
    };
    let end = match (output.status.code(), text.lines().find(red)) {
        (Some(0), _) => End::Missed,
        (_, Some(line)) => End::Caught(line.split(']').next_back().unwrap_or(line).trim().to_owned()),
        _ => return Err(format!("fault {fault}: the tests could not be run\n{text}")),
    };
    Ok((end, start.elapsed()))
}

/// Tries a fault by itself, as cargo-mutants does: one that cannot stand behind a switch. The tree holds no other.
pub fn alone(place: &Place, tree: &Tree, fault: &Fault) -> Result<End, String> {
    let folder = target("mutants").join("alone");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut command = cargo(&["mutants", "--package", place.package, "--profile", "mutants"]);
    command.args([
        "--test-tool",
        "nextest",
        "--baseline",
        "skip",
        "--timeout",
        "120",
        "--cap-lints",
        "true",
    ]);
    command.args(["--colors", "never", "--output"]).arg(&folder);
    command.args(["--in-place", "--dir"]).arg(&tree.folder);
    command.args(["--file", &fault.file, "--re", &literally(&fault.name)]);
    for package in place.tested_by {
        command.args(["--test-package", package]);
    }
    command.arg("--").args(place.tests);
    // It ends with an error where a fault was missed, which is no fault of the command.
    done(&mut command);
    let outcomes = folder.join("mutants.out/outcomes.json");
    ended(&fault.name, &fs::read(&outcomes).unwrap_or_default())
        .ok_or_else(|| format!("{}: no end of {}", outcomes.display(), fault.name))
}

/// What cargo-mutants says of a fault.
fn ended(name: &str, outcomes: &[u8]) -> Option<End> {
    let all: Value = serde_json::from_slice(outcomes).ok()?;
    let of_it = |outcome: &&Value| outcome["scenario"]["Mutant"]["name"] == name;
    match all["outcomes"].as_array()?.iter().find(of_it)?["summary"].as_str()? {
        "CaughtMutant" => Some(End::Caught("cargo-mutants".into())),
        "Timeout" => Some(End::Caught("cargo-mutants: without end".into())),
        "MissedMutant" => Some(End::Missed),
        "Unviable" => Some(End::NotCompiled),
        _ => None,
    }
}

/// As a regular expression that matches nothing else.
fn literally(name: &str) -> String {
    let special = |c: char| (r"\.+*?()|[]{}^$".contains(c)).then_some('\\');
    let escaped = name.chars().flat_map(|c| special(c).into_iter().chain([c]));
    format!("^{}$", escaped.collect::<String>())
}
