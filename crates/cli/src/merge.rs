//! `amnok merge`.

use crate::Failure;
use amnok_page::terminal;
use amnok_store::sweep::{is_sweep, merge_sweeps};
use std::path::PathBuf;

/// Options of `amnok merge`.
#[derive(clap::Args)]
pub struct Arguments {
    /// New result folder.
    out: PathBuf,
    /// Result folders of the same scenario, seed, engine and version, no replicate twice; or of parts of one sweep.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
}

/// Puts results together; the tables are the same bytes as those of one run.
pub fn merge(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.folders.first().is_some_and(|first| is_sweep(first)) {
        return sweeps(arguments);
    }
    let whole = amnok_store::merge(&arguments.out, &arguments.folders, arguments.force, amnok_page::run)?;
    crate::say(&terminal::run::text(
        &whole.scenario,
        &whole.rows,
        &whole.manifest,
        &arguments.out,
    ))
}

fn sweeps(arguments: &Arguments) -> Result<(), Failure> {
    let since = std::time::Instant::now();
    let ran = amnok_store::ran(since.elapsed().as_secs_f64(), 1);
    let print = merge_sweeps(&arguments.out, &arguments.folders, ran, arguments.force)?;
    let of = print.plan.parts().map_err(Failure::Input)?;
    crate::say(&format!(
        "{} of {of} parts of the sweep are in {}\n",
        print.numbers().len(),
        arguments.out.display()
    ))
}
