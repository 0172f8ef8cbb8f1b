//! One owner: the folder beside a result in which one process works, and its lock.

use super::files::{partial_of, put, read, remove};
use crate::error::{ResultError, at};
use serde_json::{Value, json};
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Our mark in a folder of work.
const MARK: &str = "work.json";
/// Names that are written before the mark, and removed after it.
const LOCK: &str = "lock";
/// Where an old result waits, on systems that cannot exchange two folders, until the new one has its name.
pub(super) const BEFORE: &str = "before";
/// Most bytes of a mark.
const MOST: u64 = 1 << 26;
/// How often a folder that others take away meanwhile is tried again.
const TRIES: usize = 50;

/// `<out>.partial`, held by this process as long as this value lives.
#[derive(Debug)]
pub(super) struct Claim {
    folder: PathBuf,
    _lock: File,
}

impl Claim {
    /// Takes the folder beside `out`, and puts an old result back that a killed process had moved aside.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where another process holds it, and says which; or where something that is not ours lies there.
    pub fn take(out: &Path) -> Result<Claim, ResultError> {
        let folder = partial_of(out);
        if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        for _ in 0..TRIES {
            if let Some(claim) = Claim::attempt(&folder)? {
                claim.restore(out)?;
                return Ok(claim);
            }
        }
        Err(ResultError::InTheWay(format!(
            "others take {} away again and again; choose another --out",
            folder.display()
        )))
    }

    /// One attempt; none where another process took the folder away meanwhile.
    fn attempt(folder: &Path) -> Result<Option<Claim>, ResultError> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(at(folder)(error)),
            Err(_) if !is_ours(folder)? => {
                return Err(ResultError::InTheWay(format!(
                    "{} is in the way and is no work of Amnok; it is left as it is: move it, or choose another --out",
                    folder.display()
                )));
            }
            _ => {}
        }
        let path = folder.join(LOCK);
        let mut file = match File::options().create(true).read(true).append(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(at(&path))?,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(folder, &path)),
            Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
        }
        // Who held it may have removed the file and its folder since it was opened.
        if !is_same(&path, &file) {
            return Ok(None);
        }
        file.set_len(0).map_err(at(&path))?;
        let who = format!("amnok: process {}, `{}`\n", std::process::id(), command(120));
        file.write_all(who.as_bytes()).map_err(at(&path))?;
        Ok(Some(Claim {
            folder: folder.to_path_buf(),
            _lock: file,
        }))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the mark says that is worked on here; none where there is no mark yet.
    pub fn mark(&self) -> Option<Value> {
        mark_of(&self.folder)
    }

    /// Leaves a mark.
    pub fn set_mark(&self, asked: &Value) -> Result<(), ResultError> {
        let mark = json!({ "amnok": env!("CARGO_PKG_VERSION"), "work": asked });
        let path = self.folder.join(MARK);
        put(&path, &self.folder, format!("{mark}\n").as_bytes()).map_err(at(&path))
    }

    /// Removes all but the mark and the lock.
    pub fn empty(&self) -> Result<(), ResultError> {
        for entry in fs::read_dir(&self.folder).map_err(at(&self.folder))? {
            let path = entry.map_err(at(&self.folder))?.path();
            if path.file_name().is_some_and(|name| name != MARK && name != LOCK) {
                remove(&path).map_err(at(&path))?;
            }
        }
        Ok(())
    }

    /// Takes the folder away: first what it holds, then the mark and the lock, so that a kill on the way leaves one of ours.
    pub fn clear(&self) -> Result<(), ResultError> {
        self.empty()?;
        for name in [MARK, LOCK] {
            let path = self.folder.join(name);
            remove(&path).map_err(at(&path))?;
        }
        fs::remove_dir(&self.folder).map_err(at(&self.folder))
    }

    /// Where a process was killed after it had moved the old result aside and before the new one had its name, the old one is put
    /// back.
    fn restore(&self, out: &Path) -> Result<(), ResultError> {
        let before = self.folder.join(BEFORE);
        if fs::symlink_metadata(&before).is_ok() && fs::symlink_metadata(out).is_err() {
            fs::rename(&before, out).map_err(at(out))?;
        }
        Ok(())
    }
}

fn mark_of(folder: &Path) -> Option<Value> {
    let mut mark: Value = serde_json::from_slice(&read(&folder.join(MARK), MOST).ok()?).ok()?;
    mark["amnok"].is_string().then(|| mark["work"].take())
}

/// Whether a folder of work is one of ours: it has our mark, or holds nothing but what is written before the mark.
fn is_ours(folder: &Path) -> Result<bool, ResultError> {
    let found = match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        found => found.map_err(at(folder))?,
    };
    if !found.is_dir() {
        return Ok(false);
    }
    let lock = folder.join(LOCK);
    if fs::symlink_metadata(&lock).is_ok_and(|found| !found.is_file()) {
        return Ok(false);
    }
    if mark_of(folder).is_some() {
        return Ok(true);
    }
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let name = entry.map_err(at(folder))?.file_name();
        if name != LOCK && name != "work.json.unfinished" {
            return Ok(false);
        }
    }
    let said = read(&lock, MOST).unwrap_or_default();
    Ok(said.is_empty() || said.starts_with(b"amnok"))
}

/// Says who holds a folder.
fn held(folder: &Path, lock: &Path) -> ResultError {
    let said = read(lock, 4096).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let who = said
        .trim()
        .strip_prefix("amnok: ")
        .unwrap_or("which it is, it did not say");
    ResultError::InTheWay(format!(
        "another process works on {} ({who}); wait for it, or choose another --out",
        folder.display()
    ))
}

/// The command of this process, on one line of at most so many letters.
fn command(most: usize) -> String {
    let words = std::env::args_os().enumerate().map(|(place, word)| match place {
        0 => "amnok".to_owned(),
        _ => word.to_string_lossy().replace(char::is_control, " "),
    });
    words.collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// Whether the file of that name is the one that was opened.
#[cfg(unix)]
fn is_same(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |found: fs::Metadata| (found.dev(), found.ino());
    matches!((fs::symlink_metadata(path).map(of), file.metadata().map(of)), (Ok(a), Ok(b)) if a == b)
}

/// Whether there still is a file of that name; where open files cannot be removed it is the one that was opened.
#[cfg(not(unix))]
fn is_same(path: &Path, _: &File) -> bool {
    path.exists()
}
