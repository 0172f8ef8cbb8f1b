//! The files of a folder: which there are, taken as they stand.

use super::{
    Conflict, Files, INPUT, LoadOptions, coupled, exchanged, is_attribute, load_files, missing, name, registered,
};
use crate::decode::MOST_BYTES;
use crate::diagnose::{Diagnostics, Findings, Place};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Names under which users keep their settings.
pub(super) const SETTINGS: [&str; 4] = [
    "simsetting.yml",
    "simsettings.yml",
    "simulationsetting.yml",
    "simsetting.yaml",
];

/// Reads and checks an input folder, with the folder of registered people and the settings, if given. Settings that lie in
/// the input folder or beside it are taken by themselves.
///
/// # Errors
/// Everything that is wrong with them, at once.
pub fn load(
    input: &Path,
    validation: Option<&Path>,
    settings: Option<&Path>,
    days: Option<u32>,
) -> Result<Conflict, Diagnostics> {
    load_by(LoadOptions::default(), input, validation, settings, days)
}

/// The same in a manner that is asked for beside the settings.
///
/// # Errors
/// Everything that is wrong with them, at once.
pub fn load_by(
    options: LoadOptions,
    input: &Path,
    validation: Option<&Path>,
    settings: Option<&Path>,
    days: Option<u32>,
) -> Result<Conflict, Diagnostics> {
    let mut findings = Findings::default();
    let folder = match input.join("locations.csv").exists() {
        false if input.join("input_csv").is_dir() => input.join("input_csv"),
        _ => input.to_path_buf(),
    };
    let prefix = |path: &Path| format!("{}/", path.display());
    let mut files = Files {
        input: prefix(&folder),
        days,
        options,
        ..Files::default()
    };
    exchanged::refuse(input, validation, &folder, &mut findings);
    coupled::refuse(&folder, &mut findings);
    if let Some(refused) = core::mem::take(&mut findings).finish() {
        return Err(refused);
    }
    for name in INPUT {
        take(&mut files, &folder.join(name), &mut findings);
    }
    for name in attributes(&folder) {
        take(&mut files, &folder.join(name), &mut findings);
    }
    let beside: Vec<PathBuf> = match settings {
        Some(path) => vec![path.to_path_buf()],
        None => SETTINGS
            .iter()
            .flat_map(|name| [folder.join(name), input.join(name)])
            .collect(),
    };
    if let Some(path) = beside.iter().find(|path| settings.is_some() || path.exists()) {
        if !path.exists() {
            missing(
                &path.display().to_string(),
                "a settings file of Flee (simsetting.yml)",
                &mut findings,
            );
        }
        take(&mut files, path, &mut findings);
        files.settings = Some(path.display().to_string());
    }
    if let Some(validation) = validation {
        files.validation = Some(prefix(validation));
        let layout = validation.join("data_layout.csv");
        take(&mut files, &layout, &mut findings);
        for name in registered::named(&files) {
            take(&mut files, &validation.join(name), &mut findings);
        }
    }
    match findings.finish() {
        Some(unread) => Err(unread),
        None => {
            let mut conflict = load_files(&files)?;
            if let Ok(whole) = std::path::absolute(&folder) {
                conflict.name = name(&whole.display().to_string());
            }
            Ok(conflict)
        }
    }
}

/// Files of attributes in a folder, in order.
fn attributes(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut all: Vec<String> = names.filter(|name| is_attribute(name)).collect();
    all.sort();
    all
}

fn take(files: &mut Files, path: &Path, findings: &mut Findings) {
    // A pipe or a device would be waited for without end.
    let name = path.display().to_string();
    match std::fs::metadata(path) {
        Err(_) => return,
        Ok(found) if !found.is_file() => {
            let mend = "put the file itself there";
            return findings.say(&Place::top(&name), "what is no plain file", "a readable file", mend);
        }
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|f| f.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => {
            files.contents.insert(name, bytes);
        }
        Err(error) => findings.say(
            &Place::top(&name),
            format!("what cannot be read ({error})"),
            "a readable file",
            "check the path and its permissions",
        ),
    }
}
