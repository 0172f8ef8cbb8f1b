//! `cargo xtask bench`: every timing of docs/benchmarks.md. Each run is a process of its own, so that its peak memory is
//! its own; runs that are compared alternate; figures are medians.
use std::process::ExitCode;

mod bare;
mod cases;
mod common_luck;
mod measure;
mod table;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["measure", case @ ..] => cases::run(case).map(|run| println!("{}", measure::line(&run))),
        ["--quick", only @ ..] => table::make(only, 1),
        only => table::make(only, 5),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("{cause}");
            ExitCode::FAILURE
        }
    }
}
