//! `amnok report`.

use crate::Failure;
use amnok_output::page::{self, View};
use amnok_output::results::Whole;
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
    let Whole { scenario, rows, .. } = Whole::read(folder)?;
    let path = folder.join("report.html");
    std::fs::write(&path, page::report(&View::of(&scenario), &rows))?;
    crate::say(&format!("{}\n", path.display()))
}
