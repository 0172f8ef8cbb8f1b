//! A result folder in the making.

use super::claim::{BEFORE, Claim};
use super::files::{digest_of, names, put, remove, sync_all, sync_folder};
use super::pieces::Pieces;
use super::place::Place;
use super::seal::sealed;
use super::sealed::MANIFEST;
use crate::error::{ResultError, at};
use crate::run_statistics::peak_memory;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The folder in the making.
const WHOLE: &str = "whole";

/// What is worked on.
#[derive(Clone, Debug)]
pub struct Mark {
    /// All that decides the pieces; work of the same is gone on with.
    pub asked: Value,
    /// Whether pieces stay when the work is stopped. Otherwise nothing stays, and what a killed process left is nothing to lose.
    pub stays: bool,
}

/// A result folder in the making, which this process alone works on. When it is dropped before its end, its pieces stay if
/// its mark says so, otherwise nothing does.
#[derive(Debug)]
pub struct Draft {
    place: Place,
    claim: Claim,
    stays: bool,
    pieces: Mutex<Pieces>,
    kept: Mutex<BTreeSet<String>>,
    damaged: Vec<PathBuf>,
    sealed: bool,
    stop: Option<&'static AtomicBool>,
}

impl Draft {
    /// Begins work, or goes on with it where the same was stopped; `pieces` are looked at, and a damaged one is set aside.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where another process works there, something that is not ours lies there, or unfinished work on
    /// something else (but for `force`), in the words of `other`, which is given the folder and what is worked on there.
    pub fn begin(
        place: Place,
        mark: Mark,
        pieces: impl IntoIterator<Item = String>,
        other: impl FnOnce(std::path::Display, &Value) -> String,
    ) -> Result<Draft, ResultError> {
        let claim = Claim::take(place.out())?;
        // A process that worked here until now may have left its result.
        if let Err(error) = place.look() {
            return Err(leave(claim, error));
        }
        let found = claim.mark();
        let same = found.as_ref().is_some_and(|found| *found == mark.asked) && mark.stays;
        if !same {
            let stays = found.as_ref().is_some_and(|found| found["stays"] != false);
            if let Some(found) = found.filter(|_| stays && !place.force()) {
                return Err(ResultError::InTheWay(other(claim.folder().display(), &found)));
            }
            claim.empty()?;
            let mut asked = mark.asked;
            if !mark.stays {
                asked["stays"] = false.into();
            }
            claim.set_mark(&asked)?;
        }
        let mut draft = Draft {
            pieces: Mutex::new(Pieces::of(claim.folder())),
            place,
            claim,
            stays: mark.stays,
            kept: Mutex::default(),
            damaged: Vec::new(),
            sealed: false,
            stop: None,
        };
        if same {
            draft.check(pieces)?;
        }
        Ok(draft)
    }

    /// Begins a folder of which nothing is kept before it is whole.
    ///
    /// # Errors
    /// As [`Draft::begin`].
    pub fn anew(place: Place, kind: &str) -> Result<Draft, ResultError> {
        let mark = Mark {
            asked: json!({ "kind": kind }),
            stays: false,
        };
        Draft::begin(place, mark, [], |folder, _| {
            format!(
                "{folder} holds unfinished work of another command; go on with that, choose another --out, or start anew with --force"
            )
        })
    }

    fn check(&mut self, pieces: impl IntoIterator<Item = String>) -> Result<(), ResultError> {
        for name in pieces {
            let (kept, aside) = self.pieces().check(&name)?;
            self.damaged.extend(aside);
            if kept {
                self.kept().insert(name);
            }
        }
        Ok(())
    }

    fn pieces(&self) -> MutexGuard<'_, Pieces> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the work stands.
    pub fn folder(&self) -> &Path {
        self.claim.folder()
    }

    /// Pieces that were damaged when the work was gone on with, by the names under which they were set aside.
    pub fn damaged(&self) -> &[PathBuf] {
        &self.damaged
    }

    /// Whether a piece is kept.
    pub fn holds(&self, piece: &str) -> bool {
        self.kept().contains(piece)
    }

    /// Where a piece stands.
    pub fn piece(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Keeps a piece: whole and on the disk, or not at all.
    ///
    /// # Errors
    /// When it cannot be written; what is kept stays.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<(), ResultError> {
        self.pieces().keep(name, bytes)?;
        self.kept().insert(name.to_owned());
        Ok(())
    }

    /// Keeps a piece that was written to its place ([`Draft::piece`]) by itself.
    ///
    /// # Errors
    /// When it cannot be read or brought to the disk.
    pub fn keep_written(&self, name: &str) -> Result<(), ResultError> {
        self.pieces().keep_written(name)?;
        self.kept().insert(name.to_owned());
        Ok(())
    }

    /// From here on a stop is heeded before every file of the folder, and before it is sealed.
    pub fn heeding(mut self, stop: &'static AtomicBool) -> Draft {
        self.stop = Some(stop);
        self
    }

    /// Begins the folder itself: empty, whatever an earlier end that failed has left.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn start(&self) -> Result<(), ResultError> {
        let whole = self.folder().join(WHOLE);
        remove(&whole).map_err(at(&whole))?;
        fs::create_dir(&whole).map_err(at(&whole))
    }

    /// Where a file of the folder is to be written, with the folders around it.
    ///
    /// # Errors
    /// When a folder cannot be made; [`ResultError::Stopped`] where a stop is heeded ([`Draft::heeding`]).
    pub fn path(&self, name: &str) -> Result<PathBuf, ResultError> {
        if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Err(ResultError::Stopped);
        }
        let path = self.folder().join(WHOLE).join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        Ok(path)
    }

    /// Writes a file of the folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), ResultError> {
        let path = self.path(name)?;
        fs::write(&path, bytes).map_err(at(&path))
    }

    /// Writes files below a folder of the folder, by their names.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn add_all<'a>(
        &self,
        below: &str,
        files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>,
    ) -> Result<(), ResultError> {
        for (name, bytes) in files {
            self.add(&format!("{below}{name}"), bytes)?;
        }
        Ok(())
    }

    /// Takes a piece over as a file of the folder. The piece stays until the folder has its name.
    ///
    /// # Errors
    /// When it cannot be taken over.
    pub fn take_over(&self, piece: &str, name: &str) -> Result<(), ResultError> {
        let (from, to) = (self.piece(piece), self.path(name)?);
        match fs::hard_link(&from, &to) {
            Ok(()) => Ok(()),
            Err(_) => fs::copy(&from, &to).map(drop).map_err(at(&to)),
        }
    }

    /// Seals the folder: its manifest, with the digest of every file and of itself, all on the disk; then it gets its name, and an old result
    /// goes.
    ///
    /// # Errors
    /// When something cannot be written, or has come into being at its place meanwhile; the old result and the pieces stay.
    pub fn seal(self, mut manifest: Value) -> Result<(), ResultError> {
        let whole = self.folder().join(WHOLE);
        manifest["files"] = digests(&whole).map_err(at(&whole))?;
        // Page and tables take memory of their own, so that the most of it is known only now.
        let peak = manifest.pointer_mut("/ran/peak_memory_bytes");
        if let (Some(peak), Some(bytes)) = (peak.filter(|peak| peak.is_u64()), peak_memory()) {
            *peak = bytes.into();
        }
        let path = self.path(MANIFEST)?;
        put(&path, &whole, sealed(manifest).as_bytes()).map_err(at(&path))?;
        self.seal_bare()
    }

    /// Seals a folder that is no result and has no manifest.
    ///
    /// # Errors
    /// As [`Draft::seal`].
    pub fn seal_bare(mut self) -> Result<(), ResultError> {
        let whole = self.folder().join(WHOLE);
        sync_all(&whole).map_err(at(&whole))?;
        let out = self.place.out().to_path_buf();
        let old = self.place.look()?;
        let named = if old {
            exchange(&whole, &out, &self.folder().join(BEFORE))
        } else {
            rename_new(&whole, &out)
        };
        named.map_err(at(&out))?;
        self.sealed = true;
        sync_folder(out.parent()).map_err(at(&out))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.sealed || !self.stays {
            // What cannot be taken away has our mark and is in nobody's way.
            let _ = self.claim.clear();
        }
    }
}

/// Gives a folder back that holds nothing yet; what others have begun there stays.
fn leave(claim: Claim, error: ResultError) -> ResultError {
    if claim.mark().is_none() {
        let _ = claim.clear();
    }
    error
}

/// Digest and length of every file but the pages, which can be made again.
fn digests(whole: &Path) -> io::Result<Value> {
    let mut all = Map::new();
    for name in names(whole)? {
        if name.ends_with(".html") || name == MANIFEST {
            continue;
        }
        let (digest, bytes) = digest_of(&whole.join(&name))?;
        all.insert(name, json!({ "sha256": digest, "bytes": bytes }));
    }
    Ok(Value::Object(all))
}

/// Puts a new folder where an old one stands. Where the system can do both at once, one of them is there at every moment.
fn exchange(new: &Path, out: &Path, before: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    remove(before)?;
    fs::rename(out, before)?;
    fs::rename(new, out).inspect_err(|_| {
        let _ = fs::rename(before, out);
    })
}

/// Gives a folder a name that nothing has. Where the system can look and rename at once, nothing is overwritten.
fn rename_new(new: &Path, out: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, new, CWD, out, RenameFlags::NOREPLACE) {
            // A file system that cannot do it.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            done => return Ok(done?),
        }
    }
    fs::rename(new, out)
}
