//! `amnok bank`.

use crate::Failure;
use crate::sweep::{Asked, carry_out};
use amnok_lab::sweep::Design;
use amnok_store::sweep::Keeps;
use std::path::PathBuf;

/// Options of `amnok bank`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
    /// Number of points of the prior, one run at each; a fit of the embedded scenario needs a thousand.
    #[arg(long)]
    points: u32,
    /// Vary a value, KEY=LOW..HIGH, or KEY over its prior; `*` in KEY stands for anything; may be repeated. Every assumed value if left out.
    #[arg(long, value_name = "KEY[=LOW..HIGH]")]
    vary: Vec<String>,
    /// How points are laid out: lhs, or sobol (few values).
    #[arg(long, default_value = "lhs", value_parser = ["sobol", "lhs"])]
    design: String,
    /// Only the i-th of n parts, written i/n; `amnok merge` puts them together.
    #[arg(long, value_parser = crate::run::part)]
    part: Option<(u32, u32)>,
    /// Seed of the runs, each of which has a luck of its own; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Seed of the design.
    #[arg(long, default_value_t = 0)]
    design_seed: u64,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Result folder.
    #[arg(long, default_value = "amnok-bank")]
    out: PathBuf,
    /// Set a value at every point, key=value; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Replace an existing result folder, and unfinished work on something else.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
}

/// Runs the prior and leaves a whole bank, or work that can be gone on with.
pub fn bank(arguments: &Arguments) -> Result<(), Failure> {
    let (out, what) = carry_out(&Asked {
        scenario: arguments.scenario.as_deref(),
        keeps: Keeps::Columns,
        vary: &arguments.vary,
        design: Design::of(&arguments.design).unwrap_or(Design::Latin),
        points: arguments.points,
        replicates: 1,
        part: arguments.part,
        seed: arguments.seed,
        design_seed: arguments.design_seed,
        threads: arguments.threads,
        out: &arguments.out,
        set: &arguments.set,
        force: arguments.force,
        quiet: arguments.quiet,
    })?;
    match arguments.quiet {
        true => Ok(()),
        false => crate::say(&format!(
            "{what} Points: {out}/points.parquet; what is kept of each: {out}/columns.parquet, {out}/runs/*.parquet\n"
        )),
    }
}
