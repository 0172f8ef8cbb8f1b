//! The one list of commands: `cargo xtask test | check | list | verify | bench | fuzz`.
mod python;

use std::process::{Command, ExitCode};

fn cargo(arguments: &[&str]) -> bool {
    println!("\n== cargo {}", arguments.join(" "));
    Command::new("cargo")
        .args(arguments)
        .status()
        .is_ok_and(|status| status.success())
}

fn check() -> bool {
    cargo(&["fmt", "--all", "--check"])
        && cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        && Command::new("cargo")
            .args(["doc", "--workspace", "--no-deps", "--quiet"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .status()
            .is_ok_and(|s| s.success())
}

fn test() -> bool {
    let nextest = Command::new("cargo")
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|o| o.status.success());
    let unit = if nextest {
        cargo(&["nextest", "run", "--workspace", "--no-tests", "pass"])
    } else {
        println!("cargo-nextest is not there: the slower `cargo test` runs instead");
        cargo(&["test", "--workspace", "--lib", "--bins", "--tests"])
    };
    unit && cargo(&["test", "--workspace", "--doc", "--quiet"])
}

/// Needs cargo-fuzz. The fuzzer's instrumentation is an unstable option of the compiler, which `RUSTC_BOOTSTRAP` allows.
fn fuzz(seconds: &str) -> bool {
    let there = Command::new("cargo").args(["fuzz", "--version"]).output();
    if !there.is_ok_and(|output| output.status.success()) && !cargo(&["install", "cargo-fuzz"]) {
        return false;
    }
    let limit = format!("-max_total_time={seconds}");
    println!("\n== cargo fuzz run loader");
    Command::new("cargo")
        .args([
            "fuzz",
            "run",
            "--debug-assertions",
            "loader",
            "--",
            &limit,
            "-max_len=4096",
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .status()
        .is_ok_and(|status| status.success())
}

/// The long proofs: the same code as the tests, more replicates; prints the figures that the docs quote.
fn verify(what: Option<&str>, words: &[String]) -> bool {
    let flee = || {
        let mut arguments = vec![
            "run",
            "--release",
            "--quiet",
            "--package",
            "amnok-lab",
            "--example",
            "flee",
            "--",
        ];
        arguments.extend(words.iter().map(String::as_str));
        cargo(&arguments)
    };
    match what {
        Some("flee") => return flee(),
        None => {}
        Some(other) => {
            eprintln!("{other}: `verify` or `verify flee`");
            return false;
        }
    }
    println!("\n== both engines, 400 replicates each");
    let engines = Command::new("cargo")
        .args(["test", "--release", "--package", "amnok-model", "--test", "engines"])
        .args(["--", "--nocapture"])
        .env("AMNOK_REPLICATES", "400")
        .status();
    engines.is_ok_and(|status| status.success()) && flee() && cargo(&["run", "--release", "--quiet", "--", "validate"])
}

/// How many tests there are, by crate and file: those beside the code first, then those that see the crate from outside.
fn list() -> bool {
    let listed = Command::new("cargo")
        .args(["nextest", "list", "--workspace", "--message-format", "json"])
        .output();
    let suites = listed
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok());
    let Some(suites) = suites.as_ref().and_then(|all| all["rust-suites"].as_object()) else {
        eprintln!("cargo-nextest could not list the tests: `cargo install cargo-nextest`");
        return false;
    };
    let mut total = 0;
    println!("| tests of | beside the code or in `tests/` | number |\n|---|---|--:|");
    for suite in suites.values() {
        let count = suite["testcases"].as_object().map_or(0, serde_json::Map::len);
        if count == 0 {
            continue;
        }
        total += count;
        let package = suite["package-name"].as_str().unwrap_or_default();
        let place = match suite["kind"].as_str() {
            Some("test") => format!("`{}`", suite["binary-name"].as_str().unwrap_or_default()),
            _ => "beside the code".to_owned(),
        };
        println!("| {package} | {place} | {count} |");
    }
    println!("| all | | {total} |");
    true
}

/// Timings; first what B4 runs: the program, and the package of Flee in an environment of its own.
fn bench(asked: &[String]) -> bool {
    let everything = asked.iter().all(|word| word.starts_with("--"));
    let mut command = Command::new("cargo");
    command.args(["run", "--release", "--package", "amnok-bench", "--"]);
    command.args(asked);
    if everything || asked.iter().any(|word| word == "B4") {
        match python::with_flee() {
            Ok(python) => command.env("AMNOK_FLEE_PYTHON", python),
            Err(why) => {
                eprintln!("B4 cannot be measured, because {why}");
                return false;
            }
        };
    }
    // Each by itself, as it is built for use: together they would share features.
    cargo(&["build", "--release", "--package", "amnok"])
        && cargo(&["build", "--release", "--package", "amnok-bench"])
        && command.status().is_ok_and(|status| status.success())
}

const HELP: &str = "\
cargo xtask test             everything that must hold
cargo xtask list             how many tests there are, by crate and file
cargo xtask verify           the long proofs: engines compared over 400 replicates, Flee's runs, then every pattern
cargo xtask verify flee      only whether camps fill as in Flee's own runs, and alike by both engines; figures for docs/flee.md
cargo xtask python           the Python package in a fresh virtual environment; part of test
cargo xtask check            format, lints, documentation
cargo xtask fuzz [SECONDS]   edits of a right scenario until one is mishandled; ten minutes if not said
cargo xtask bench [B1 …]     timings, all or those named; before them `--quick` takes one pair instead of five, `--keep`
                             puts those named in the place of their lines in the newest table";

fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("test") => check() && test() && python::python(),
        Some("python") => python::python(),
        Some("check") => check(),
        Some("list") => list(),
        Some("verify") => {
            let words: Vec<String> = std::env::args().skip(3).collect();
            verify(std::env::args().nth(2).as_deref(), &words)
        }
        Some("bench") => bench(&std::env::args().skip(2).collect::<Vec<_>>()),
        Some("fuzz") => fuzz(std::env::args().nth(2).as_deref().unwrap_or("600")),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
