//! The command line of Amnok: one file for each subcommand.
#![forbid(unsafe_code)]
#![expect(
    clippy::disallowed_methods,
    reason = "how long work took is told; no result depends on it"
)]

mod bank;
mod check;
mod compare;
mod engine;
mod evidence;
mod export;
mod fit;
mod flee;
mod flee_fit;
mod flee_reading;
mod flee_validate;
mod forecast;
mod hindcast;
mod init;
mod man;
mod merge;
mod nowcast;
mod progress;
mod report;
mod run;
mod scenario;
mod sensitivity;
mod serve;
mod speak;
mod stop;
mod sweep;
mod totals;
mod validate;

use speak::{say, tell};

use amnok_store::Target;
use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;
use std::sync::LazyLock;

/// A simulator of a closed border and of the people who live along it.
///
/// Exit codes: 0 done; 1 failed; 2 bad input or usage; 130 stopped by Ctrl-C, to be gone on with by the same command.
/// `NO_COLOR` is honoured.
#[derive(Parser)]
#[command(version, long_version = LONG_VERSION.as_str(), about, long_about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// How many threads work: as many as asked for, or one for each core.
fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    )
}

/// Where a table goes that is asked for beside what is printed, looked at before any work. Nothing is put below `reads`.
fn target(path: Option<&Path>, force: bool, reads: &[&Path]) -> Result<Option<Target>, Failure> {
    Ok(path.map(|path| Target::of(path, force, reads)).transpose()?)
}

/// What `--version` prints; `-V` prints its first line.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    let (kind, system) = (std::env::consts::ARCH, std::env::consts::OS);
    let cited = amnok_page::cite(version);
    format!("{version}\nbuilt for {kind}-{system}\nlicence MIT OR Apache-2.0\ncite as {cited}")
});

#[derive(Subcommand)]
enum Command {
    /// Live through a scenario many times; leaves tables and a report.
    Run(run::Arguments),
    /// Live through two scenarios side by side, with the same luck.
    Compare(compare::Arguments),
    /// Say which values of a sweep drive its outcomes.
    Sensitivity(sensitivity::Arguments),
    /// Run a scenario at many points of its values.
    Sweep(sweep::Arguments),
    /// Run a scenario at many points of its prior, and keep of each what a fit is given.
    Bank(bank::Arguments),
    /// Learn from a bank what was observed: prior beside posterior of every hidden quantity.
    Fit(fit::Arguments),
    /// Print what a fit says of the hidden, quarter by quarter.
    Nowcast(nowcast::Arguments),
    /// Print and write what a fit says of the quarters to come.
    Forecast(forecast::Arguments),
    /// Forecast the past from a bank, and say how well.
    Hindcast(hindcast::Arguments),
    /// Look and ask in a browser, on this machine: the border month by month, tables, orders, evidence.
    Serve(serve::Arguments),
    /// Make the report of a result folder again.
    Report(report::Arguments),
    /// Export a result for other programs: CSV, XLSX, GeoJSON, figures as SVG and PNG.
    Export(export::Arguments),
    /// Put results of the same scenario, seed and version together, as if they had been one run.
    Merge(merge::Arguments),
    /// Ask whether the model reproduces the patterns that are known of such borders.
    Validate(validate::Arguments),
    /// Live through a displacement, from the folders of the Flee simulator.
    #[command(subcommand)]
    Flee(flee::Command),
    /// Check a scenario; count sourced and assumed values.
    Check(check::Arguments),
    /// Take new evidence in.
    #[command(subcommand)]
    Evidence(evidence::Command),
    /// Show a value: unit, meaning, source or range, and where the model uses it.
    Explain(check::Explain),
    /// Print the JSON Schema of scenario.toml.
    Schema,
    /// Copy a scenario to a new folder, to be edited: the one that comes with the program, another, or a small border that is explained.
    Init(init::Arguments),
    /// Print the completion script of a shell.
    Completions {
        /// Shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of a command: `amnok man flee run | man -l -`.
    Man {
        /// Words of the command.
        command: Vec<String>,
    },
}

/// Why a command ended without success.
#[derive(Debug)]
enum Failure {
    /// Bad input or usage: exit code 2.
    Input(String),
    /// Stopped by Ctrl-C: exit code 130.
    Stopped(String),
    /// Anything else: exit code 1.
    Other(String),
}

impl From<amnok_store::ResultError> for Failure {
    fn from(error: amnok_store::ResultError) -> Failure {
        use amnok_store::ResultError as E;
        match error {
            E::InTheWay(_) | E::Mismatch(_) | E::NoResult(..) => Failure::Input(error.to_string()),
            E::Stopped => Failure::Stopped(error.to_string()),
            E::Interrupted(_) | E::File(..) | E::Table(_) => Failure::Other(error.to_string()),
        }
    }
}

impl From<amnok_lab::learn::Refused> for Failure {
    fn from(refused: amnok_lab::learn::Refused) -> Failure {
        use amnok_lab::learn::Refused as R;
        match refused {
            R::NothingObserved | R::NoPrior | R::TooFew(..) => Failure::Input(refused.to_string()),
            R::Fit(_) | R::Runs(_) | R::OutOfReach(_) => Failure::Other(refused.to_string()),
        }
    }
}

fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Sensitivity(arguments) => sensitivity::sensitivity(&arguments),
        Command::Sweep(arguments) => sweep::sweep(&arguments),
        Command::Bank(arguments) => bank::bank(&arguments),
        Command::Fit(arguments) => fit::fit(&arguments),
        Command::Nowcast(arguments) => nowcast::nowcast(&arguments),
        Command::Forecast(arguments) => forecast::forecast(&arguments),
        Command::Hindcast(arguments) => hindcast::hindcast(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::Report(arguments) => report::again(&arguments),
        Command::Export(arguments) => export::export(&arguments),
        Command::Merge(arguments) => merge::merge(&arguments),
        Command::Validate(arguments) => validate::validate(&arguments),
        Command::Flee(command) => flee::flee(&command),
        Command::Check(arguments) => check::check(&arguments),
        Command::Evidence(command) => evidence::evidence(&command),
        Command::Explain(arguments) => check::explain(&arguments),
        Command::Init(arguments) => init::init(&arguments),
        Command::Schema => say(&format!("{:#}\n", amnok_scenario::schema())),
        Command::Man { command } => man::man(&command),
        Command::Completions { shell } => man::completions(shell),
    }
}

/// Listens to signals, then carries the command out.
fn begin() -> Result<(), Failure> {
    let command = Arguments::parse().command;
    stop::listen()?;
    carry_out(command)
}

fn main() -> ExitCode {
    let (code, message) = match begin() {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Other(message)) => (1, message),
        Err(Failure::Input(message)) => (2, message),
        Err(Failure::Stopped(message)) => (stop::CODE, message),
    };
    tell(&format!("{}{message}", if code == stop::CODE { "" } else { "error: " }));
    ExitCode::from(code)
}
