//! `cargo xtask bench`: every timing of docs/benchmarks.md. Each run is a process of its own, so that its peak memory is
//! its own; runs that are compared alternate; figures are medians.
#![expect(clippy::disallowed_methods, reason = "time is what is measured here")]

use std::process::ExitCode;

mod against;
mod bank;
mod bare;
mod benchmarks;
mod cases;
mod common_luck;
mod flee;
mod instructions;
mod kept;
mod measure;
mod peers;
mod table;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["measure", case @ ..] => cases::run(case).map(|run| println!("{}", measure::line(&run))),
        ["against", folder] => against::against(folder),
        asked => asked_for(asked),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("{cause}");
            ExitCode::FAILURE
        }
    }
}

/// `[--quick | --keep] [NAMES]`
fn asked_for(words: &[&str]) -> Result<(), String> {
    let (flags, only): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|word: &&str| word.starts_with("--"));
    let quick = flags.contains(&"--quick");
    let asked = benchmarks::Options {
        pairs: if quick { 1 } else { 5 },
        quick,
        keep: flags.contains(&"--keep"),
    };
    match flags.iter().find(|flag| !["--quick", "--keep"].contains(flag)) {
        Some(unknown) => Err(format!("{unknown} is not one of --quick, --keep")),
        None => benchmarks::make(&only, asked),
    }
}
