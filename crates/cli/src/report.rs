//! `amnok report`.

use crate::Failure;
use amnok_store::{Whole, displacement};
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
        return write(
            folder,
            &amnok_page::displacement(&conflict, asked.seed, asked.engine_name(), &all),
        );
    }
    let Whole { scenario, rows, .. } = Whole::read(folder)?;
    write(folder, &amnok_page::run(&scenario, &rows))
}

fn write(folder: &Path, page: &str) -> Result<(), Failure> {
    let path = folder.join("report.html");
    std::fs::write(&path, page)?;
    crate::say(&format!("{}\n", path.display()))
}
