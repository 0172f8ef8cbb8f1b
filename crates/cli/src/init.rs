//! `amnok init`.

use crate::{Failure, scenario};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Options of `amnok init`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder that does not exist yet.
    folder: PathBuf,
    /// A small border that runs, every line of it explained, in place of the scenario that comes with the program.
    #[arg(long, conflicts_with = "from")]
    blank: bool,
    /// A scenario folder to begin with, in place of the one that comes with the program.
    #[arg(long, value_name = "FOLDER")]
    from: Option<PathBuf>,
}

/// Copies a scenario out: all of it, or nothing. What was learned of it stays behind, since it says nothing of one that is edited.
pub fn init(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let within = |files: &[(&str, &str)]| -> BTreeMap<String, Vec<u8>> {
        let all = files.iter();
        all.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect()
    };
    let mut files = match &arguments.from {
        Some(from) => scenario::load(Some(from), &[])?.files,
        None if arguments.blank => within(amnok_scenario::blank_files()),
        None => within(amnok_scenario::embedded_files()),
    };
    files.retain(|name, _| !amnok_scenario::is_learned(name));
    amnok_store::write_new(folder, &files)?;
    crate::say(&format!(
        "The scenario is in {}; run it with: amnok run {0}\n",
        folder.display()
    ))
}
