//! What can be looked at: the folders that were named when the server was started, and those that it made. Nothing else is opened:
//! an address names an entry of this list, never a path.

use crate::answer::Refused;
use crate::upload::Files;
use amnok_scenario::Scenario;
use amnok_store::kind_of;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of a border.
    Run,
    /// Two borders side by side.
    Comparison,
    /// A displacement.
    Displacement,
    /// A displacement that was calibrated, with its camps ahead.
    Calibration,
    /// A fit: what was learned.
    Fit,
    /// Forecasts of the past, with their scores.
    Hindcast,
    /// A sweep.
    Sweep,
    /// A scenario of a border.
    Scenario,
    /// Files of Flee.
    Flee,
}

impl Kind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Run => "run of a border",
            Kind::Comparison => "comparison of two borders",
            Kind::Displacement => "displacement",
            Kind::Calibration => "calibrated displacement, its camps ahead",
            Kind::Fit => "fit",
            Kind::Hindcast => "forecasts of the past",
            Kind::Sweep => "sweep",
            Kind::Scenario => "scenario of a border",
            Kind::Flee => "files of a displacement",
        }
    }

    /// What a folder is, if it can be looked at.
    pub fn of(folder: &Path) -> Option<Kind> {
        match kind_of(folder) {
            Some("run") => Some(Kind::Run),
            Some("comparison") => Some(Kind::Comparison),
            Some("displacement") => Some(Kind::Displacement),
            Some("calibration") => Some(Kind::Calibration),
            Some("fit") => Some(Kind::Fit),
            Some("hindcast") => Some(Kind::Hindcast),
            Some("sweep") => Some(Kind::Sweep),
            Some(_) => None,
            None if folder.join("scenario.toml").is_file() => Some(Kind::Scenario),
            None if !amnok_scenario::flee::configurations(folder).is_empty() => Some(Kind::Flee),
            None => None,
        }
    }
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// In a folder.
    Folder(PathBuf),
    /// In the program.
    Embedded,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name by which addresses call it.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub at: Where,
}

/// The list.
#[derive(Clone, Debug)]
pub struct Entries {
    named: Vec<Entry>,
    data: PathBuf,
}

/// Folders of the data folder in which there are entries.
const MADE: [&str; 3] = ["results", "scenarios", "folders"];

impl Entries {
    /// Of folders that were named, and of a data folder.
    ///
    /// # Errors
    /// The first folder that cannot be looked at, in words.
    pub fn of(folders: &[PathBuf], data: &Path) -> Result<Entries, String> {
        let mut entries = Entries {
            named: Vec::new(),
            data: data.to_path_buf(),
        };
        for folder in folders {
            let kind = Kind::of(folder).ok_or_else(|| {
                format!(
                    "{} is no result, no scenario and holds no files of Flee (locations.csv)",
                    folder.display()
                )
            })?;
            let id = entries.free(&slug(folder));
            entries.named.push(Entry {
                id,
                kind,
                at: Where::Folder(folder.clone()),
            });
        }
        let id = entries.free("sino-korean");
        entries.named.push(Entry {
            id,
            kind: Kind::Scenario,
            at: Where::Embedded,
        });
        Ok(entries)
    }

    /// A name that no entry has.
    pub fn free(&self, wanted: &str) -> String {
        let taken: BTreeSet<String> = self.all().into_iter().map(|entry| entry.id).collect();
        let mut names = std::iter::once(wanted.to_owned()).chain((2u32..).map(|n| format!("{wanted}-{n}")));
        names.find(|name| !taken.contains(name)).unwrap_or_default()
    }

    /// Keeps files as an entry of their own in a part of the data folder, under a name that no entry has; gives that name.
    ///
    /// # Errors
    /// When they cannot be written; nothing of them is left then.
    pub fn keep(&self, part: &str, wanted: &str, files: &Files) -> Result<String, Refused> {
        let id = self.free(wanted);
        let within = self.data.join(part);
        std::fs::create_dir_all(&within).map_err(Refused::failed)?;
        amnok_store::write_new(&within.join(&id), files).map_err(Refused::failed)?;
        Ok(id)
    }

    /// Every entry: those that were named, then those that were made, by name.
    pub fn all(&self) -> Vec<Entry> {
        let mut all = self.named.clone();
        for (id, folder) in self.made() {
            if all.iter().all(|entry| entry.id != id) {
                all.extend(Entry::made(id, folder));
            }
        }
        all
    }

    /// The entry of a name. Only folders of that name are opened.
    pub fn find(&self, id: &str) -> Option<Entry> {
        let named = self.named.iter().find(|entry| entry.id == id).cloned();
        let made = || self.made().filter(|(name, _)| name == id);
        named.or_else(|| made().find_map(|(name, folder)| Entry::made(name, folder)))
    }

    /// Folders of the data folder with their names, whatever is in them.
    fn made(&self) -> impl Iterator<Item = (String, PathBuf)> {
        MADE.into_iter().flat_map(|part| {
            let entries = std::fs::read_dir(self.data.join(part)).into_iter().flatten().flatten();
            let mut folders: Vec<PathBuf> = entries
                .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
                .map(|entry| entry.path())
                .collect();
            folders.sort();
            let with_name = |folder: PathBuf| Some((folder.file_name()?.to_str()?.to_owned(), folder));
            folders.into_iter().filter_map(with_name).collect::<Vec<_>>()
        })
    }

    /// Where what the server makes stands.
    pub fn data(&self) -> &Path {
        &self.data
    }
}

impl Entry {
    /// A folder that the server made, if it can be looked at.
    fn made(id: String, folder: PathBuf) -> Option<Entry> {
        let kind = Kind::of(&folder)?;
        let at = Where::Folder(folder);
        Some(Entry { id, kind, at })
    }

    /// The folder, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        match &self.at {
            Where::Folder(folder) => Some(folder),
            Where::Embedded => None,
        }
    }

    /// Whether it is a folder of ours, which may be written to.
    pub fn is_kept_in(&self, data: &Path) -> bool {
        self.folder().is_some_and(|folder| folder.starts_with(data))
    }

    /// The scenario that an entry is, or that it was run with.
    ///
    /// # Errors
    /// Everything that is wrong with it, in words.
    pub fn scenario(&self) -> Result<Scenario, String> {
        let loaded = match self.scenario_folder() {
            None => amnok_scenario::embedded(),
            Some(folder) => amnok_scenario::load(&folder),
        };
        loaded.map_err(|found| found.to_string())
    }

    /// The folder of that scenario, where it stands in one.
    pub fn scenario_folder(&self) -> Option<PathBuf> {
        self.folder().map(|folder| match self.kind {
            Kind::Scenario => folder.to_path_buf(),
            _ => folder.join("scenario"),
        })
    }
}

/// A folder's name as a part of an address.
pub fn slug(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    match plain.trim_matches('-') {
        "" => "folder".into(),
        plain => plain.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_never_paths() {
        assert_eq!(slug(Path::new("/a/Mali 2012")), "mali-2012");
        assert_eq!(slug(Path::new("/a/..%2f")), "2f");
        let data = tempfile::tempdir().expect("a folder");
        let entries = Entries::of(&[], data.path()).expect("nothing is named");
        for id in [
            "..",
            "../..",
            "/etc/passwd",
            "results",
            "",
            "sino-korean/../..",
            "%2e%2e",
        ] {
            assert_eq!(entries.find(id), None, "{id}");
        }
        assert_eq!(
            entries.find("sino-korean").map(|entry| entry.kind),
            Some(Kind::Scenario)
        );
    }

    #[test]
    fn a_folder_that_is_nothing_is_refused_by_its_name() {
        let data = tempfile::tempdir().expect("a folder");
        let refused = Entries::of(&[data.path().to_path_buf()], data.path()).expect_err("it is empty");
        assert!(refused.contains("no result, no scenario"), "{refused}");
    }
}
