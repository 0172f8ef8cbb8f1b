//! `amnok report`.

use crate::Failure;
use amnok_store::{Amendment, PAGE, RunResult, displacement, kind_of};
use std::path::PathBuf;

/// Options of `amnok report`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Result folder.
    folder: PathBuf,
}

/// Makes the report again.
pub fn again(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let into = Amendment::begin(folder)?;
    let page = if kind_of(folder) == Some("displacement") {
        let (conflict, asked, all) = displacement::read(folder)?;
        amnok_page::displacement(&conflict, asked.seed, asked.engine_name(), &all)
    } else {
        let RunResult {
            scenario,
            rows,
            manifest,
        } = RunResult::read(folder)?;
        amnok_page::run(&scenario, &manifest, &rows)
    };
    into.put(PAGE, page.as_bytes())?;
    crate::say(&format!("{}\n", folder.join(PAGE).display()))
}
