//! `amnok merge`.

use crate::{Failure, report, run, summary};
use amnok_output::results::{Fingerprint, Manifest, Partial, ResultError, ran, together};
use amnok_output::tables;
use std::path::PathBuf;
use std::time::Instant;

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
    let since = Instant::now();
    let (first, whose) = together(&arguments.folders)?;
    if first.fingerprint.incidents {
        return Err(Failure::Input(
            "merging does not take over incidents.parquet: run without --incidents, or read the parts one by one"
                .into(),
        ));
    }
    let fingerprint = Fingerprint {
        replicates: Fingerprint::ranges(whose.keys().copied()),
        ..first.fingerprint
    };
    let scenario = report::scenario_of(&arguments.folders[0], &Manifest::read(&arguments.folders[0])?)?;
    let partial = Partial::begin(&arguments.out, &fingerprint, arguments.force)?;
    for folder in &arguments.folders {
        let rows = tables::read_ledger(&folder.join("ledger.parquet")).map_err(ResultError::from)?;
        for (number, rows) in rows {
            partial.keep(&scenario.inputs, number, rows)?;
        }
    }
    let manifest = Manifest {
        fingerprint,
        ran: ran(since.elapsed().as_secs_f64(), 1),
    };
    let rows = run::finish(partial, &scenario, &manifest)?;
    crate::say(&summary::text(&scenario, &rows, &manifest, &arguments.out))
}
