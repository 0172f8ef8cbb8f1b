//! Every configuration below a folder: input, registered people and settings where users of Flee keep them.

use super::folder::SETTINGS;
use super::{PLAIN, name};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders that belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Configuration {
    /// Name: that of the folder, as it stands below the folder that was looked through.
    pub name: String,
    /// Input folder.
    pub input: PathBuf,
    /// Folder of registered people, if one is found.
    pub registered: Option<PathBuf>,
    /// Settings beside the input folder, if there are any; those in it are found by the loader.
    pub settings: Option<PathBuf>,
}

/// Settings in a folder, under any name that users give them.
pub fn settings_in(folder: &Path) -> Option<PathBuf> {
    SETTINGS
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}

/// How deep folders are looked through.
const DEEPEST: usize = 8;
/// Names of folders of registered people, beside the input folder or in it.
const REGISTERED: [&str; 2] = ["registered", "source_data"];

/// All configurations below a folder (or the folder itself), by name. An input folder holds locations.csv, or locations-0.csv of two
/// coupled networks. Registered people are in `registered` or `source_data` in it or beside it, or in the folder of that name, perhaps with
/// a year behind it, in `conflict_validation` beside its parent; beside a folder `input` or `input_csv` also in the one folder that holds data_layout.csv,
/// whatever its name. Copies of the input in results are left out.
pub fn configurations(root: &Path) -> Vec<Configuration> {
    let mut inputs = BTreeSet::new();
    look(root, DEEPEST, &mut inputs);
    let of = |input: PathBuf| {
        let parent = input.parent().map(Path::to_path_buf).unwrap_or_default();
        let below = input.strip_prefix(root).unwrap_or(&input).to_path_buf();
        let plain = is_plain(&below);
        let below = if plain {
            below.parent().unwrap_or(&below).to_path_buf()
        } else {
            below
        };
        let own = match below.as_os_str().is_empty() {
            true => name(
                &std::path::absolute(&input)
                    .unwrap_or(input.clone())
                    .display()
                    .to_string(),
            ),
            false => below.display().to_string(),
        };
        Configuration {
            name: own,
            registered: registered(&input, &parent).or_else(|| only_beside(&input, &parent)),
            settings: settings_in(&parent).filter(|_| plain),
            input,
        }
    };
    let mut all: Vec<Configuration> = inputs.into_iter().map(of).collect();
    all.sort();
    all
}

fn look(folder: &Path, depth: usize, inputs: &mut BTreeSet<PathBuf>) {
    if ["locations.csv", "locations-0.csv"]
        .iter()
        .any(|name| folder.join(name).is_file())
    {
        inputs.insert(folder.to_path_buf());
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
    {
        let result = path.join("manifest.json").is_file() && path.join("replicates").is_dir();
        if depth > 0 && !result {
            look(&path, depth - 1, inputs);
        }
    }
}

fn registered(input: &Path, parent: &Path) -> Option<PathBuf> {
    let near = [input, parent]
        .into_iter()
        .flat_map(|at| REGISTERED.map(|name| at.join(name)));
    let apart = parent.parent().map(|at| at.join("conflict_validation"));
    let own = input.file_name()?.to_str()?.to_owned();
    let of_year = apart
        .into_iter()
        .flat_map(|at| std::fs::read_dir(at).into_iter().flatten().flatten())
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.strip_prefix(&own)
                .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        });
    let mut of_year: Vec<PathBuf> = of_year.map(|entry| entry.path()).collect();
    of_year.sort();
    near.chain(of_year).find(|path| path.join("data_layout.csv").is_file())
}

/// Whether the name of an input folder says no more than what it is.
fn is_plain(input: &Path) -> bool {
    let name = input.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| PLAIN.contains(&name))
}

/// The one folder beside an input of a plain name that holds data_layout.csv.
fn only_beside(input: &Path, parent: &Path) -> Option<PathBuf> {
    if !is_plain(input) {
        return None;
    }
    let beside = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let mut found = beside
        .map(|entry| entry.path())
        .filter(|path| path.join("data_layout.csv").is_file());
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The served page knew one name alone and lost settings under another.
    #[test]
    fn settings_are_found_under_every_name() {
        for name in SETTINGS {
            let folder = tempfile::tempdir().expect("a temporary folder");
            assert_eq!(settings_in(folder.path()), None);
            std::fs::write(folder.path().join(name), "move_rules:\n").expect("written");
            assert_eq!(settings_in(folder.path()), Some(folder.path().join(name)));
        }
    }

    /// Registered people in `validation` beside `input` were found where the folder was dropped on the page, and not where it was named.
    #[test]
    fn the_one_folder_of_registered_people_is_found_under_any_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = |name: &str, file: &str| {
            std::fs::create_dir_all(folder.path().join(name)).expect("made");
            std::fs::write(folder.path().join(name).join(file), "").expect("written");
        };
        let found = || configurations(folder.path())[0].registered.clone();
        place("input", "locations.csv");
        assert_eq!(found(), None);
        place("validation", "data_layout.csv");
        assert_eq!(found(), Some(folder.path().join("validation")));
        // Of two nobody knows which is meant.
        place("validation-2", "data_layout.csv");
        assert_eq!(found(), None);
        place("registered", "data_layout.csv");
        assert_eq!(found(), Some(folder.path().join("registered")));
    }
}
