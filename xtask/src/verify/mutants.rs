//! One-line faults that cargo-mutants puts into the code: which of a random sample do the tests catch?

use crate::{
    Task,
    shell::{cargo, done, has, target},
};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const TASK: Task = Task {
    name: "mutants",
    arguments: "[NUMBER]",
    meaning: "only a random sample of one-line faults in mechanisms and displacement, 160 if not said: the share caught",
    parts: &[],
    run: |words| mutants(words).unwrap_or_else(report),
};

/// Which faults the sample holds follows from this and their names.
const SEED: u64 = 2026;
/// Faults that are tried in one go: what was tried is kept, and an interrupted command goes on with the next.
const SHARD: usize = 40;

/// A package, where faults are put in it, and the packages and tests that can see them.
struct Place {
    package: &'static str,
    code: &'static str,
    tested_by: &'static [&'static str],
    tests: &'static [&'static str],
}

const PLACES: &[Place] = &[
    Place {
        package: "amnok-model",
        code: "crates/model/src/mechanisms/",
        tested_by: &["amnok-model"],
        tests: &[
            "--lib",
            "--test",
            "faults",
            "--test",
            "reference",
            "--test",
            "posting",
            "--test",
            "works",
        ],
    },
    Place {
        package: "amnok-displacement",
        code: "crates/displacement/src/",
        // Its rules are held against worked cases and measured runs as folders, which the loader's package reads.
        tested_by: &["amnok-displacement", "amnok-scenario"],
        tests: &[
            "-E",
            "package(amnok-displacement) | (package(amnok-scenario) & binary(/^flee/))",
        ],
    },
];

fn report(why: String) -> bool {
    eprintln!("{why}");
    false
}

/// A number that spreads names evenly: FNV-1a, mixed once more so that names that are alike lie apart.
fn lot(name: &str) -> u64 {
    let hashed = name.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hashed ^ (hashed >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// Every fault that can be put into a place, by name.
fn listed(place: &Place, tree: &Path) -> Result<Vec<String>, String> {
    let list = Command::new("cargo")
        .args(["mutants", "--list", "--package", place.package, "--dir"])
        .arg(tree)
        .output();
    let list = list.map_err(|error| error.to_string())?;
    if !list.status.success() {
        return Err(String::from_utf8_lossy(&list.stderr).into_owned());
    }
    let names = String::from_utf8_lossy(&list.stdout).into_owned();
    Ok(names
        .lines()
        .filter(|name| name.starts_with(place.code))
        .map(str::to_owned)
        .collect())
}

/// As a regular expression that matches nothing else.
fn literally(name: &str) -> String {
    let special = |c: char| (r"\.+*?()|[]{}^$".contains(c)).then_some('\\');
    let escaped = name.chars().flat_map(|c| special(c).into_iter().chain([c]));
    format!("^{}$", escaped.collect::<String>())
}

/// A copy of what is committed, in which faults are put in place: so each build goes on from the one before.
fn tree() -> Result<PathBuf, String> {
    let tree = target("mutants").join("tree");
    let git = |folder: &Path, words: &[&str]| done(Command::new("git").arg("-C").arg(folder).args(words));
    let here = fs::canonicalize(".").map_err(|error| error.to_string())?;
    let made = tree.is_dir() || git(&here, &["clone", "--quiet", "--shared", ".", &tree.to_string_lossy()]);
    let fetched = made && git(&tree, &["fetch", "--quiet", &here.to_string_lossy(), "HEAD"]);
    if fetched && git(&tree, &["reset", "--quiet", "--hard", "FETCH_HEAD"]) {
        return Ok(tree);
    }
    Err(format!("what is committed cannot be copied to {}", tree.display()))
}

/// Tries some faults, unless that was done before; returns each with its end: `CaughtMutant`, `MissedMutant`, …
fn tried(place: &Place, tree: &Path, names: &[&String]) -> Result<Vec<(String, String)>, String> {
    let key = names.iter().fold(0, |key: u64, name| key.rotate_left(7) ^ lot(name));
    let folder = target("mutants").join(format!("{key:016x}"));
    let outcomes = folder.join("mutants.out/outcomes.json");
    let of_these = |ends: Vec<(String, String)>| -> Vec<(String, String)> {
        let ours = |(name, _): &(String, String)| names.contains(&name);
        ends.into_iter().filter(ours).collect()
    };
    if let Some(ends) = ends(&outcomes).map(of_these).filter(|ends| ends.len() == names.len()) {
        return Ok(ends);
    }
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut command = cargo(&[
        "mutants",
        "--package",
        place.package,
        "--profile",
        "mutants",
        "--test-tool",
        "nextest",
    ]);
    command.args([
        "--baseline",
        "skip",
        "--timeout",
        "120",
        "--cap-lints",
        "true",
        "--colors",
        "never",
        "--output",
    ]);
    command.arg(&folder).args(["--in-place", "--dir"]).arg(tree);
    for name in names {
        // Fields left out of a struct are tried in every file that is named, whatever the expressions say.
        let file = name.split(':').next().unwrap_or_default();
        command.args(["--file", file, "--re", &literally(name)]);
    }
    for package in place.tested_by {
        command.args(["--test-package", package]);
    }
    command.arg("--").args(place.tests);
    // It ends with an error where a fault was missed, which is no fault of the command.
    done(&mut command);
    let ends = ends(&outcomes).map(of_these);
    ends.ok_or_else(|| format!("cargo mutants left no {}", outcomes.display()))
}

/// What became of the faults of a shard.
fn ends(outcomes: &Path) -> Option<Vec<(String, String)>> {
    let text = fs::read_to_string(outcomes).ok()?;
    let all: Value = serde_json::from_str(&text).ok()?;
    let end = |outcome: &Value| {
        let name = outcome["scenario"]["Mutant"]["name"].as_str()?;
        Some((name.to_owned(), outcome["summary"].as_str()?.to_owned()))
    };
    Some(all["outcomes"].as_array()?.iter().filter_map(end).collect())
}

/// Draws the sample, tries it shard by shard, prints what came of it. True where at least nine in ten are caught.
fn mutants(words: &[String]) -> Result<bool, String> {
    let number: usize = words
        .first()
        .map_or(Ok(160), |word| word.parse())
        .map_err(|_| "a number of faults".to_owned())?;
    if !has("mutants") && !done(&mut cargo(&["install", "--locked", "cargo-mutants"])) {
        return Err("cargo-mutants cannot be installed".into());
    }
    let tree = tree()?;
    let mut all = Vec::new();
    for place in PLACES {
        all.extend(listed(place, &tree)?.into_iter().map(|name| (place, name)));
    }
    let of_how_many = all.len();
    all.sort_by_key(|(_, name)| lot(name));
    all.truncate(number);
    let mut ends = Vec::new();
    for place in PLACES {
        let names: Vec<&String> = all
            .iter()
            .filter(|(p, _)| p.package == place.package)
            .map(|(_, name)| name)
            .collect();
        for shard in names.chunks(SHARD) {
            ends.extend(tried(place, &tree, shard)?);
        }
    }
    let with = |end: &str| {
        ends.iter()
            .filter(|(_, e)| e == end)
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    };
    let (missed, unviable) = (with("MissedMutant"), with("Unviable").len());
    let caught = with("CaughtMutant").len() + with("Timeout").len();
    let judged = caught + missed.len();
    println!(
        "\n{of_how_many} faults in all, a sample of {}: {unviable} do not compile,",
        ends.len()
    );
    println!(
        "{caught} of the other {judged} are caught, {:.1} %. Missed:",
        100.0 * caught as f64 / judged.max(1) as f64
    );
    for name in &missed {
        println!("- {name}");
    }
    Ok(judged > 0 && 10 * caught >= 9 * judged)
}
