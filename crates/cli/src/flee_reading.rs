//! How commands of `amnok flee` read a folder.

use crate::Failure;
use amnok_scenario::flee::{Conflict, LoadOptions, RuleSet, load_by};
use std::path::{Path, PathBuf};

/// How a folder is read.
#[derive(clap::Args)]
pub struct Reading {
    /// Settings (simsetting.yml); those in the input folder if left out, otherwise the defaults of Flee's code.
    #[arg(long)]
    settings: Option<PathBuf>,
    /// Rules as Flee runs (`flee`) or as it is documented (`documented`); those of the settings if left out.
    #[arg(long, value_parser = rules)]
    rules: Option<RuleSet>,
    /// Drop conflicts in places that are not in locations.csv, as Flee does in silence; otherwise they are errors.
    #[arg(long)]
    lenient: bool,
}

impl Reading {
    /// Reads and checks the folders.
    ///
    /// # Errors
    /// Everything that is wrong with them, at once.
    pub fn load(&self, input: &Path, validation: Option<&Path>, days: Option<u32>) -> Result<Conflict, Failure> {
        let options = LoadOptions {
            rules: self.rules,
            lenient: self.lenient,
        };
        let loaded = load_by(options, input, validation, self.settings.as_deref(), days);
        loaded.map_err(|found| Failure::Input(found.to_string()))
    }
}

/// Rules by their name.
fn rules(text: &str) -> Result<RuleSet, String> {
    RuleSet::of(text).ok_or_else(|| "`flee` or `documented`".to_owned())
}
