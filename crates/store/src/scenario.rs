//! Scenarios in result folders, and in new ones.

use crate::error::{ResultError, at, wrong};
use crate::folder::{Draft, Mark, Place};
use amnok_scenario::Scenario;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// The scenario of a result folder, as it was run: its files are those with this digest.
///
/// # Errors
/// When the files are gone, or are no longer those that were run, or a value cannot be set in them.
pub fn scenario_of(folder: &Path, digest: &str, set: &[String], seed: u64) -> Result<Scenario, ResultError> {
    let files = folder.join("scenario");
    let mut scenario = amnok_scenario::load(&files)
        .map_err(|found| wrong(&files, format!("not the scenario that was run: {found}")))?;
    if scenario.digest != digest {
        return Err(wrong(
            &files,
            "the files are no longer those that were run; put them back as they were",
        ));
    }
    for asked in set {
        scenario.set_as_written(asked).map_err(|why| wrong(&files, why))?;
    }
    scenario.seed = seed;
    Ok(scenario)
}

/// Names that the files of a scenario have in a result folder.
pub fn names_of(scenario: &Scenario) -> impl Iterator<Item = String> {
    scenario.files.keys().map(|name| format!("scenario/{name}"))
}

/// Replaces files of a folder, or adds them to it, one after the other by name: of a scenario, claims come before what rests on them.
///
/// # Errors
/// When a file cannot be written; those before it stay.
pub fn replace_all(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), ResultError> {
    for (name, content) in files {
        let path = folder.join(name);
        if let Some(within) = path.parent() {
            std::fs::create_dir_all(within).map_err(at(within))?;
        }
        crate::folder::replace(&path, content)?;
    }
    Ok(())
}

/// Writes files into a new folder: all of them, or nothing.
///
/// # Errors
/// [`ResultError::InTheWay`] where anything stands there or another process works on it; when a file cannot be written.
pub fn write_new(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), ResultError> {
    let place = Place::new(folder)?;
    place.takes(files.keys().map(String::as_str))?;
    let mark = Mark {
        asked: json!({ "kind": "files" }),
        stays: false,
    };
    let draft = Draft::begin(place, mark, [], |folder, _| format!("{folder} holds unfinished work"))?;
    draft.start()?;
    draft.add_all("", files)?;
    draft.seal_bare()
}
