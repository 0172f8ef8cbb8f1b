//! `amnok init`.

use crate::Failure;
use std::path::PathBuf;

/// Options of `amnok init`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder that does not exist yet.
    folder: PathBuf,
}

/// Copies the embedded scenario out: all of it, or nothing. What was learned of it stays behind, since it says nothing of one that is edited.
pub fn init(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let own = |(name, _): &&(&str, &str)| !amnok_scenario::is_learned(name);
    let files = amnok_scenario::embedded_files().iter().filter(own);
    let files = files.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()));
    amnok_store::write_new(folder, &files.collect())?;
    crate::say(&format!(
        "The scenario is in {}; run it with: amnok run {0}\n",
        folder.display()
    ))
}
