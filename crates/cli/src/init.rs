//! `amnok init`.

use crate::Failure;
use std::path::PathBuf;

/// Options of `amnok init`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder that does not exist yet.
    folder: PathBuf,
}

/// Copies the embedded scenario out.
pub fn init(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    if folder.exists() {
        let place = folder.display();
        return Err(Failure::Input(format!(
            "{place} exists already; name a folder that does not"
        )));
    }
    for (name, text) in amnok_scenario::embedded_files() {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, text)?;
    }
    crate::say(&format!(
        "The scenario is in {}; run it with: amnok run {0}\n",
        folder.display()
    ))
}
