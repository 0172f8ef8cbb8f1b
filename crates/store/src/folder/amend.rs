//! A file that is put into a folder that stands, or anywhere else: whole or not at all.

use super::claim::Claim;
use super::files::{put, replace};
use super::sealed::{MANIFEST, kind_of, manifest_in};
use crate::error::{ResultError, at, wrong};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// A result folder that stands, into which this process alone puts something.
#[derive(Debug)]
pub struct Amendment {
    folder: PathBuf,
    claim: Claim,
    /// Whether the folder of work was made for this alone.
    own: bool,
}

impl Amendment {
    /// Takes the same lock as those who make results. Links to the folder are resolved: nothing is written through one.
    ///
    /// # Errors
    /// [`ResultError::NoResult`] and [`ResultError::Mismatch`] where it is no result of Amnok, [`ResultError::InTheWay`] where another process works on it, and
    /// says which.
    pub fn begin(folder: &Path) -> Result<Amendment, ResultError> {
        manifest_in(folder)?;
        if kind_of(folder).is_none() {
            let what = "not the manifest of a result folder of Amnok";
            return Err(wrong(&folder.join(MANIFEST), what));
        }
        let folder = fs::canonicalize(folder).map_err(at(folder))?;
        let claim = Claim::take(&folder)?;
        let own = claim.mark().is_none_or(|mark| mark["stays"] == false);
        if own {
            claim.set_mark(&json!({ "kind": "amendment", "stays": false }))?;
        }
        Ok(Amendment { folder, claim, own })
    }

    /// Puts a file into the folder: whole, or what was there before stands.
    ///
    /// # Errors
    /// When something that is no plain file stands there, or it cannot be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ResultError> {
        let path = self.folder.join(name);
        free(&path)?;
        put(&path, self.claim.folder(), bytes).map_err(at(&path))
    }
}

impl Drop for Amendment {
    fn drop(&mut self) {
        if self.own {
            // What cannot be taken away has our mark and is in nobody's way.
            let _ = self.claim.clear();
        }
    }
}

/// A place for a file anywhere, looked at before any work.
#[derive(Clone, Debug)]
pub struct Target {
    path: PathBuf,
    force: bool,
}

impl Target {
    /// With `force` a plain file that stands there may be replaced. What lies in a result folder, or below a folder in `reads`, is never
    /// written.
    ///
    /// # Errors
    /// When something stands there that may not be replaced.
    pub fn of(path: &Path, force: bool, reads: &[&Path]) -> Result<Target, ResultError> {
        let target = Target {
            path: path.to_path_buf(),
            force,
        };
        target.look()?;
        let folder = target.folder().canonicalize().unwrap_or_default();
        if let Some(result) = folder.ancestors().find(|folder| kind_of(folder).is_some()) {
            return Err(wrong(
                path,
                format!(
                    "lies in the result folder {}, into which nothing is put",
                    result.display()
                ),
            ));
        }
        let below = |read: &&&Path| read.canonicalize().is_ok_and(|read| folder.starts_with(read));
        if let Some(read) = reads.iter().find(below) {
            return Err(wrong(
                path,
                format!("lies in {}, which is read; choose another place", read.display()),
            ));
        }
        Ok(target)
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// When something has come to stand there meanwhile, or it cannot be written.
    pub fn write(&self, bytes: &[u8]) -> Result<(), ResultError> {
        self.look()?;
        replace(&self.path, bytes)
    }

    fn folder(&self) -> &Path {
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    }

    fn look(&self) -> Result<(), ResultError> {
        free(&self.path)?;
        if !self.force && fs::symlink_metadata(&self.path).is_ok() {
            let there = format!(
                "{} exists already; choose another name, or replace it with --force",
                self.path.display()
            );
            return Err(ResultError::InTheWay(there));
        }
        Ok(())
    }
}

fn free(path: &Path) -> Result<(), ResultError> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => Err(wrong(path, "is no plain file, so that nothing is written there")),
        _ => Ok(()),
    }
}
