//! Folders that are not there, or are others than those that are asked for.

use super::PLAIN;
use crate::diagnose::{Findings, Place};
use std::path::Path;

/// Refuses what is no folder, the folder of registered people in place of that of the input and the other way round, and one around both.
pub(super) fn refuse(input: &Path, validation: Option<&Path>, folder: &Path, findings: &mut Findings) {
    let any = |names: &[&str]| names.iter().any(|name| folder.join(name).exists());
    let within = PLAIN.into_iter().find(|name| input.join(name).is_dir());
    let found = match within {
        _ if !input.exists() => Some("no such folder".to_owned()),
        _ if !input.is_dir() => Some("a file, not a folder".to_owned()),
        _ if any(&["locations.csv", "locations-0.csv", "sim_period.csv", "routes.csv"]) => None,
        Some(within) => Some(format!("a folder around the input folder `{within}`")),
        None => any(&["data_layout.csv"]).then(|| "a folder of registered people".to_owned()),
    };
    if let Some(found) = found {
        let expected =
            "an input folder of Flee: locations.csv, routes.csv, closures.csv, conflicts.csv, sim_period.csv";
        let mend = "name the input folder first, then that of registered people; `amnok flee validate` finds all of them below a folder";
        findings.say(&Place::top(&input.display().to_string()), found, expected, mend);
    }
    let Some(validation) = validation else { return };
    let found = match validation.join("data_layout.csv").exists() {
        true => return,
        false if !validation.exists() => "no such folder",
        false if !validation.is_dir() => "a file, not a folder",
        false if validation.join("locations.csv").exists() => "an input folder",
        false => return,
    };
    findings.say(
        &Place::top(&validation.display().to_string()),
        found,
        "a folder of registered people: data_layout.csv and the series that it names",
        "name the folder in which data_layout.csv lies; it is called `registered`, `source_data` or as the conflict in `conflict_validation`",
    );
}
