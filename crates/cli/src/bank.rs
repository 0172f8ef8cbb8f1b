//! `amnok bank`.

use crate::Failure;
use crate::sweep::{Asked, Common, carry_out};
use amnok_store::sweep::Keeps;
use std::path::PathBuf;

/// Options of `amnok bank`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Number of points of the prior, one run at each; a fit of the embedded scenario needs a thousand.
    #[arg(long)]
    points: u32,
    /// Vary a value, KEY=LOW..HIGH, or KEY over its prior; `*` in KEY stands for anything; may be repeated. Every assumed value if left out.
    #[arg(long, value_name = "KEY[=LOW..HIGH]")]
    vary: Vec<String>,
    /// How points are laid out: lhs, or sobol (few values).
    #[arg(long, default_value = "lhs", value_parser = ["sobol", "lhs"])]
    design: String,
    /// Seed of the runs, each of which has a luck of its own; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Result folder.
    #[arg(long, default_value = "amnok-bank")]
    out: PathBuf,
}

/// Runs the prior and leaves a whole bank, or work that can be gone on with.
pub fn bank(arguments: &Arguments) -> Result<(), Failure> {
    let asked = Asked {
        common: &arguments.common,
        keeps: Keeps::Columns,
        vary: &arguments.vary,
        design: &arguments.design,
        points: arguments.points,
        replicates: 1,
        seed: arguments.seed,
        out: &arguments.out,
    };
    carry_out(&asked, |out| {
        format!("Points: {out}/points.parquet; what is kept of each: {out}/columns.parquet, {out}/runs/*.parquet")
    })
}
