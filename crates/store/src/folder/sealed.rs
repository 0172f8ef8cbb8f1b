//! A result folder that stands, read with its digests checked.

use super::files::{digest, digest_of, names, partial_of, read};
use super::seal::holds;
use crate::error::{ResultError, at, wrong};
use serde_json::Value;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What a result says of itself.
pub const MANIFEST: &str = "manifest.json";
/// Most bytes of a manifest.
const MOST: u64 = 1 << 28;
/// Most bytes of a file that is held in memory whole.
const MOST_TEXT: u64 = 1 << 32;

/// What kinds of results there are, as their manifests say, and the command that leaves one.
const KINDS: [(&str, &str); 10] = [
    ("run", "amnok run"),
    ("sweep", "amnok sweep"),
    ("bank", "amnok bank"),
    ("fit", "amnok fit BANK"),
    ("calibration", "amnok flee fit"),
    ("comparison", "amnok compare"),
    ("displacement", "amnok flee run"),
    ("validation", "amnok flee validate"),
    ("hindcast", "amnok hindcast BANK"),
    ("export", "amnok export"),
];

/// What to do with a file of a result that is not what was written.
const MEND: &str = "make the result again, or put the file back";

/// A result folder that stands.
#[derive(Clone, Debug)]
pub struct Sealed {
    folder: PathBuf,
    manifest: Value,
}

impl Sealed {
    /// Reads what a folder says of itself.
    ///
    /// # Errors
    /// [`ResultError::NoResult`] where it says nothing, [`ResultError::Mismatch`] where it is no result of this kind.
    pub fn open(folder: &Path, kind: &str) -> Result<Sealed, ResultError> {
        let path = folder.join(MANIFEST);
        let bytes = manifest_in(folder)?;
        let manifest: Value = serde_json::from_slice(&bytes)
            .map_err(|error| wrong(&path, format!("damaged, or cut short: not JSON ({error}); {MEND}")))?;
        match said(&manifest) {
            Some(found) if found == kind => {}
            Some(found) => {
                let due = KINDS.iter().find(|(known, _)| *known == kind);
                let left_by = due.map_or(String::new(), |(_, command)| format!(", which `{command}` leaves"));
                let what = format!("holds a {found}, not a {kind}; name the folder of a {kind}{left_by}");
                return Err(wrong(folder, what));
            }
            None => {
                let what = format!(
                    "not the manifest of a {kind}; is {} a result folder of Amnok?",
                    folder.display()
                );
                return Err(wrong(&path, what));
            }
        }
        match holds(&bytes) {
            Some(true) if manifest["files"].is_object() => {}
            Some(_) => {
                let what = "damaged, or edited: it is no longer what was written (its seal is that of another text)";
                return Err(wrong(&path, format!("{what}; {MEND}")));
            }
            None => {
                let what =
                    "no digests of its files and no seal, so that it cannot be checked: an older version has left it";
                return Err(wrong(&path, format!("{what}; make the result again")));
            }
        }
        Ok(Sealed {
            folder: folder.to_path_buf(),
            manifest,
        })
    }

    /// What the folder says of itself.
    pub fn manifest(&self) -> &Value {
        &self.manifest
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// An error about the manifest.
    pub fn wrong(&self, what: impl std::fmt::Display) -> ResultError {
        wrong(&self.folder.join(MANIFEST), what)
    }

    /// Where a file of the folder stands, which is as it was written.
    ///
    /// # Errors
    /// When it is not, cannot be read, or the manifest does not know it.
    pub fn file(&self, name: &str) -> Result<PathBuf, ResultError> {
        let path = self.folder.join(name);
        let (found, _) = digest_of(&path).map_err(lost(&path))?;
        self.same(name, &found)?;
        Ok(path)
    }

    /// The bytes of a file of the folder, which are those that were written.
    ///
    /// # Errors
    /// As [`Sealed::file`].
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, ResultError> {
        let path = self.folder.join(name);
        let bytes = read(&path, MOST_TEXT).map_err(lost(&path))?;
        self.same(name, &digest(&bytes))?;
        Ok(bytes)
    }

    /// The digest of what the folder holds, whoever made it, on whatever machine: of the digests of its files.
    pub fn content(&self) -> String {
        digest(self.manifest["files"].to_string().as_bytes())
    }

    /// Checks every file below a folder of the folder, so that what others read there is what was written.
    ///
    /// # Errors
    /// As [`Sealed::file`].
    pub fn below(&self, prefix: &str) -> Result<(), ResultError> {
        let names = self.manifest["files"]
            .as_object()
            .into_iter()
            .flat_map(|files| files.keys());
        for name in names.filter(|name| name.starts_with(prefix)) {
            self.file(name)?;
        }
        Ok(())
    }

    fn same(&self, name: &str, found: &str) -> Result<(), ResultError> {
        let path = self.folder.join(name);
        match self.manifest["files"][name]["sha256"].as_str() {
            Some(written) if written == found => Ok(()),
            Some(_) => {
                let what =
                    "damaged: the file is no longer what was written (its digest differs from that in manifest.json)";
                Err(wrong(&path, format!("{what}; {MEND}")))
            }
            None => Err(wrong(&path, "not in manifest.json, so that it cannot be checked")),
        }
    }
}

/// The bytes of the manifest in a folder.
///
/// # Errors
/// [`ResultError::NoResult`] where there is none; when it cannot be read.
pub(super) fn manifest_in(folder: &Path) -> Result<Vec<u8>, ResultError> {
    let path = folder.join(MANIFEST);
    read(&path, MOST).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            ResultError::NoResult(folder.to_path_buf(), nothing_in(folder))
        }
        _ => at(&path)(error),
    })
}

/// A file of a result that is gone is damage; any other error is that of the file.
fn lost(path: &Path) -> impl FnOnce(io::Error) -> ResultError {
    move |error| match error.kind() {
        ErrorKind::NotFound => wrong(path, format!("missing, though the result was whole once; {MEND}")),
        _ => at(path)(error),
    }
}

/// Why a folder without a manifest is no result, and what to do.
fn nothing_in(folder: &Path) -> String {
    let partial = partial_of(folder);
    if partial.is_dir() {
        let partial = partial.display();
        return format!(
            "not yet a result: what is done of it stands in {partial}; give the command that began it again, and it goes on"
        );
    }
    match fs::metadata(folder) {
        Ok(found) if !found.is_dir() => "a file, and no result folder; name the folder that holds it".into(),
        Ok(_) if folder.extension().is_some_and(|ending| ending == "partial") => {
            "not yet a result, but what is done of one; give the command that began it again, and it goes on".into()
        }
        Ok(_) => format!("no result folder of Amnok: it holds no {MANIFEST}; name a folder that a command has left"),
        Err(_) => "no such folder; name a result folder, which a command has left".into(),
    }
}

/// Which kind of result a folder says that it holds; none where it is no result of Amnok. Nothing else of it is read.
pub fn kind_of(folder: &Path) -> Option<&'static str> {
    let path = folder.join(MANIFEST);
    fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    said(&serde_json::from_slice(&read(&path, MOST).ok()?).ok()?)
}

/// Files that may stand in a result without being in its manifest: pages, and what `amnok sensitivity` adds. All can be made again.
const ADDED: [&str; 3] = ["report.html", "sensitivity.html", "sensitivity.parquet"];

/// The first file in a result folder that is no part of the result: somebody else has put it there. None where the manifest names no
/// files, as in version 0.1.
pub(super) fn foreign(folder: &Path) -> Option<String> {
    let manifest: Value = serde_json::from_slice(&read(&folder.join(MANIFEST), MOST).ok()?).ok()?;
    let files = manifest["files"].as_object()?;
    let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let ours = |name: &String| {
        files.contains_key(name)
            || name == MANIFEST
            || ADDED.contains(&last(name).as_str())
            || name.ends_with(".unfinished")
    };
    names(folder).ok()?.into_iter().find(|name| !ours(name))
}

fn said(manifest: &Value) -> Option<&'static str> {
    manifest["version"].as_str()?;
    match manifest["kind"].as_str() {
        Some(kind) => KINDS.into_iter().map(|(known, _)| known).find(|known| *known == kind),
        // Runs of version 0.1 did not say so.
        None => (manifest["scenario"].is_string() && manifest["replicates"].is_array()).then_some("run"),
    }
}
