//! Where a result folder may stand.

use super::files::partial_of;
use super::sealed::{foreign, kind_of};
use crate::error::{ResultError, at};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A place that a result folder may have: nothing stands there, or a result of Amnok that is to be replaced.
#[derive(Clone, Debug)]
pub struct Place {
    out: PathBuf,
    force: bool,
}

impl Place {
    /// Looks at a place before any work. With `force` an existing result may be replaced, and nothing else.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where the path has no name of its own, or a link, a file or a folder without Amnok's manifest is
    /// there, or (without `force`) a result.
    pub fn of(out: &Path, force: bool) -> Result<Place, ResultError> {
        let place = Place {
            out: out.to_path_buf(),
            force,
        };
        let text = out.as_os_str().as_encoded_bytes();
        if out.file_name().is_none() || text.ends_with(b"/.") || text.contains(&0) {
            return Err(place.refused("names no folder of its own: name a new one, for example results/first"));
        }
        place.look()?;
        Ok(place)
    }

    /// The same for a folder that must be new and is no result, such as a scenario to be edited.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where anything but an empty folder is there.
    pub fn new(out: &Path) -> Result<Place, ResultError> {
        match fs::symlink_metadata(out) {
            // Nothing is lost with an empty folder.
            Ok(found) if found.is_dir() && fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none()) => {
                fs::remove_dir(out).map_err(at(out))?;
                Place::of(out, false)
            }
            Ok(_) => {
                let there = format!("{} exists already; name a folder that does not", out.display());
                Err(ResultError::InTheWay(there))
            }
            Err(_) => Place::of(out, false),
        }
    }

    /// Refuses a place that is, or lies around, a folder that is read for the result.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where it is so.
    pub fn apart_from(self, read: &Path) -> Result<Place, ResultError> {
        let (Ok(out), Ok(read)) = (self.out.canonicalize(), read.canonicalize()) else {
            return Ok(self);
        };
        if read.starts_with(&out) {
            let why = format!("holds {}, which is read; choose another --out", read.display());
            return Err(self.refused(&why));
        }
        Ok(self)
    }

    /// Refuses a place from which the files that are to be written would have paths longer than the system takes.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] with the first such name.
    pub fn takes<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<(), ResultError> {
        let inside = self.partial().join("whole");
        for name in names {
            let path = inside.join(format!("{name}.unfinished"));
            if let Err(error) = fs::symlink_metadata(&path)
                && !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
            {
                let name = self.out.file_name().unwrap_or_default().to_string_lossy();
                let short: String = name.chars().take(40).collect();
                return Err(ResultError::InTheWay(format!(
                    "--out {short}…: {error}, for a file of the result; choose a shorter path"
                )));
            }
        }
        Ok(())
    }

    /// The folder.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Whether an old result, or unfinished work on something else, may be replaced.
    pub fn force(&self) -> bool {
        self.force
    }

    /// Where the folder is made.
    pub fn partial(&self) -> PathBuf {
        partial_of(&self.out)
    }

    /// Whether an old result stands there, which may be replaced.
    pub(super) fn look(&self) -> Result<bool, ResultError> {
        let found = match fs::symlink_metadata(&self.out) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(at(&self.out)(error)),
            Ok(found) => found,
        };
        if found.is_symlink() {
            return Err(self.refused("is a link, and nothing is written through one; choose another --out"));
        }
        if !found.is_dir() {
            return Err(self.refused("exists already and is no folder; it is left as it is: choose another --out"));
        }
        if kind_of(&self.out).is_none() {
            return Err(self.refused(
                "exists already and is no result of Amnok (no manifest.json of it); it is left as it is, also with --force: choose another --out",
            ));
        }
        if !self.force {
            return Err(self.refused("exists already; choose another --out, or replace it with --force"));
        }
        if let Some(name) = foreign(&self.out) {
            return Err(self.refused(&format!(
                "holds {name}, which is no part of the result and would be lost; move it, or choose another --out"
            )));
        }
        Ok(true)
    }

    fn refused(&self, why: &str) -> ResultError {
        ResultError::InTheWay(format!("{} {why}", self.out.display()))
    }
}
