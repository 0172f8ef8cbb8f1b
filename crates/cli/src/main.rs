//! The command line of Amnok. Exit codes: 0 done, 1 failed, 2 bad input or usage.
#![forbid(unsafe_code)]

mod run;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A simulator of a closed border and of the people who live along it.
///
/// Exit codes: 0 done, 1 failed, 2 bad input or usage.
#[derive(Parser)]
#[command(version, about, long_about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Live through a scenario many times; leaves tables and a report.
    Run(run::Arguments),
    /// Make the report of a result folder again.
    Report {
        /// Result folder.
        folder: PathBuf,
    },
    /// Check a scenario; count sourced and assumed values.
    Check {
        /// Scenario folder; the one that comes with the program if left out.
        scenario: Option<PathBuf>,
    },
    /// Show a value: unit, meaning, source or range, and where the model uses it.
    Explain {
        /// Key, e.g. `bribe.theta`.
        key: String,
        /// Scenario folder.
        #[arg(long)]
        scenario: Option<PathBuf>,
    },
    /// Print the JSON Schema of scenario.toml.
    Schema,
    /// Copy the scenario that comes with the program to a new folder, to be edited.
    Init {
        /// Folder that does not exist yet.
        folder: PathBuf,
    },
}

/// Why a command ended without success.
enum Failure {
    /// Bad input or usage.
    Input(String),
    /// Anything else.
    Other(String),
}

fn other(error: impl std::fmt::Display) -> Failure {
    Failure::Other(error.to_string())
}

fn scenario(folder: Option<&Path>) -> Result<amnok_scenario::Scenario, Failure> {
    match folder {
        Some(folder) => amnok_scenario::load(folder),
        None => amnok_scenario::embedded(),
    }
    .map_err(|diagnostics| Failure::Input(diagnostics.to_string()))
}

fn init(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        return Err(Failure::Input(format!(
            "{} exists already; name a folder that does not",
            folder.display()
        )));
    }
    for (name, text) in amnok_scenario::embedded_files() {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(other)?;
        }
        std::fs::write(&path, text).map_err(other)?;
    }
    println!("The scenario is in {}; run it with: amnok run {0}", folder.display());
    Ok(())
}

fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Report { folder } => run::report_again(&folder),
        Command::Check { scenario: folder } => {
            println!("{:#?}", scenario(folder.as_deref())?.summary());
            Ok(())
        }
        Command::Explain { key, scenario: folder } => {
            let scenario = scenario(folder.as_deref())?;
            match scenario.explain(&key) {
                Some(text) => println!("{text}"),
                None => {
                    let near = scenario
                        .nearest_key(&key)
                        .map(|k| format!("; did you mean {k}?"))
                        .unwrap_or_default();
                    return Err(Failure::Input(format!("there is no value {key}{near}")));
                }
            }
            Ok(())
        }
        Command::Schema => {
            println!("{:#}", amnok_scenario::schema());
            Ok(())
        }
        Command::Init { folder } => init(&folder),
    }
}

fn main() -> ExitCode {
    match carry_out(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Input(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
        Err(Failure::Other(message)) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
