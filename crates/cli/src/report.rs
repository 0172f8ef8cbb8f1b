//! `amnok report`.

use crate::Failure;
use amnok_output::page::{self, View};
use amnok_output::results::{Whole, displacement};
use std::path::{Path, PathBuf};

/// Options of `amnok report`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Result folder.
    folder: PathBuf,
}

/// Makes the report again.
pub fn again(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    if displacement::is_one(folder) {
        let (conflict, asked, all) = displacement::read(folder)?;
        return write(folder, &displacement::report(&conflict, asked, &all));
    }
    let Whole { scenario, rows, .. } = Whole::read(folder)?;
    write(folder, &page::report(&View::of(&scenario), &rows))
}

fn write(folder: &Path, page: &str) -> Result<(), Failure> {
    let path = folder.join("report.html");
    std::fs::write(&path, page)?;
    crate::say(&format!("{}\n", path.display()))
}
