//! `amnok init`.

use crate::Failure;
use std::path::PathBuf;

/// Options of `amnok init`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder that does not exist yet.
    folder: PathBuf,
}

/// Copies the embedded scenario out: all of it, or nothing.
pub fn init(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let files = amnok_scenario::embedded_files().iter();
    let files = files.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()));
    amnok_store::write_new(folder, &files.collect())?;
    crate::say(&format!(
        "The scenario is in {}; run it with: amnok run {0}\n",
        folder.display()
    ))
}
