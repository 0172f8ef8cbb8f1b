//! `amnok report`.

use crate::{Failure, scenario};
use amnok_model::ledger::Rows;
use amnok_output::results::{Manifest, ResultError};
use amnok_output::{page, tables};
use amnok_scenario::Scenario;
use std::path::{Path, PathBuf};

/// Options of `amnok report`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Result folder.
    folder: PathBuf,
}

/// The scenario of a result folder, as it was run.
pub fn scenario_of(folder: &Path, manifest: &Manifest) -> Result<Scenario, Failure> {
    let mut scenario = scenario::load(Some(&folder.join("scenario")), &manifest.fingerprint.set)?;
    scenario.seed = manifest.fingerprint.seed;
    Ok(scenario)
}

/// Makes the report again.
pub fn again(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let manifest = Manifest::read(folder)?;
    let scenario = scenario_of(folder, &manifest)?;
    let rows: Vec<(u32, Rows)> = tables::read_ledger(&folder.join("ledger.parquet")).map_err(ResultError::from)?;
    let path = folder.join("report.html");
    std::fs::write(&path, page::report(&scenario::view(&scenario), &rows))?;
    crate::say(&format!("{}\n", path.display()))
}
