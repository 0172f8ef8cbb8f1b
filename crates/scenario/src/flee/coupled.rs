//! Two networks coupled: refused with the reason.

use crate::diagnose::{Findings, Place};
use std::path::Path;

/// Files that only coupled networks have.
const MARKS: [&str; 3] = ["coupled_locations.csv", "locations-0.csv", "locations-1.csv"];

/// Refuses a folder of two coupled networks, where there is no locations.csv beside them.
pub(super) fn refuse(folder: &Path, findings: &mut Findings) {
    let mark = MARKS.iter().map(|name| folder.join(name)).find(|path| path.exists());
    if let Some(mark) = mark.filter(|_| !folder.join("locations.csv").exists()) {
        findings.say(
            &Place::top(&mark.display().to_string()),
            "two networks coupled: Flee's own program for them calls functions that are no longer there, so that there is nothing to follow",
            "one network: locations.csv, routes.csv, closures.csv, conflicts.csv",
            "put the places of both networks into one locations.csv and their links into one routes.csv, a coupled place once (docs/flee.md)",
        );
    }
}
