//! `amnok merge`.

use crate::Failure;
use amnok_output::{results, summary};
use std::path::PathBuf;

/// Options of `amnok merge`.
#[derive(clap::Args)]
pub struct Arguments {
    /// New result folder.
    out: PathBuf,
    /// Result folders of the same scenario, seed, engine and version, no replicate twice.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
}

/// Puts results together; the tables are the same bytes as those of one run.
pub fn merge(arguments: &Arguments) -> Result<(), Failure> {
    let whole = results::merge(&arguments.out, &arguments.folders, arguments.force)?;
    crate::say(&summary::text(
        &whole.scenario,
        &whole.rows,
        &whole.manifest,
        &arguments.out,
    ))
}
