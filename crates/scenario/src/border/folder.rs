//! A scenario in a folder on disk.

use crate::border::check;
use crate::border::checked::Scenario;
use crate::decode::MOST_BYTES;
use crate::diagnose::{Diagnostics, Findings, Place};
use crate::files;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Reads and checks the scenario in a folder.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn load(dir: &Path) -> Result<Scenario, Diagnostics> {
    let (contents, findings) = read(dir);
    match findings.finish() {
        None => check::all(&contents),
        Some(mut unread) => {
            if !contents.is_empty()
                && let Err(more) = check::all(&contents)
            {
                let known: Vec<String> = unread.0.iter().map(|d| d.file.clone()).collect();
                unread.0.extend(more.0.into_iter().filter(|d| !known.contains(&d.file)));
            }
            Err(unread)
        }
    }
}

/// The files of a folder, and which of them cannot be read.
fn read(dir: &Path) -> (BTreeMap<String, Vec<u8>>, Findings) {
    let (mut contents, mut findings) = (BTreeMap::new(), Findings::default());
    read_folder(dir, "", &mut contents, &mut findings);
    read_folder(&dir.join("observed"), "observed/", &mut contents, &mut findings);
    (contents, findings)
}

impl Scenario {
    /// Whether the files of a folder are those of the scenario: to read it again would make the same scenario.
    pub fn is_still_in(&self, dir: &Path) -> bool {
        let (contents, findings) = read(dir);
        findings.finish().is_none() && contents == self.files
    }

    /// Writes the files of the scenario, as they were read, into a folder that is made if it is not there.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        files::write(&self.files, folder)
    }
}

fn read_folder(dir: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>, findings: &mut Findings) {
    if !prefix.is_empty() && !dir.exists() {
        return;
    }
    let unreadable = |name: &str, error: &std::io::Error, findings: &mut Findings| {
        findings.say(
            &Place::top(name),
            format!("what cannot be read ({error})"),
            "a readable scenario folder: scenario.toml, counties.csv, orders.csv, trade.csv, evidence.toml",
            "check the path and its permissions; `amnok init DIR` makes a folder to begin with",
        );
    };
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => return unreadable(&dir.display().to_string(), &error, findings),
    };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = entry.path();
        if !(name.ends_with(".toml") || name.ends_with(".csv")) || name.starts_with('.') || !path.is_file() {
            continue;
        }
        let name = format!("{prefix}{name}");
        let mut bytes = Vec::new();
        // One byte more than allowed, so that a larger file is found to be too large without being read whole.
        match std::fs::File::open(&path).and_then(|f| f.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)) {
            Ok(_) => {
                files.insert(name, bytes);
            }
            Err(error) => unreadable(&name, &error, findings),
        }
    }
}
