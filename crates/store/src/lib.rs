//! Results: folders that are whole or not there, and the tables in them ([`tables`]). Pages stand above: whoever composes a
//! folder hands in the page before it is sealed.
//!
//! Replicates are kept one by one beside the folder, in `<folder>.partial`, so that a run that was stopped goes on where it was;
//! when all are there the tables are put together in order and the folder is renamed.
#![forbid(unsafe_code)]

pub mod comparison;
pub mod displacement;
mod ensemble;
mod manifest;
pub mod sensitivity;
pub mod sweep;
pub mod tables;

pub use ensemble::{Whole, engine_name, engine_named, finish, live_through, live_through_one, merge};
pub use manifest::{Fingerprint, Manifest, peak_memory, ran};

use crate::tables::TableError;
use amnok_model::inputs::Inputs;
use amnok_model::ledger::Rows;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Name of the page in a result folder. Its text is handed in: a result knows no page.
pub const PAGE: &str = "report.html";

/// Why results could not be kept.
#[derive(Debug)]
pub enum ResultError {
    /// The folder, or work for it, is in the way: what, and what to do.
    InTheWay(String),
    /// What was asked does not fit together.
    Mismatch(String),
    /// Writing ended before its end: what, what is kept, and how to go on.
    Interrupted(String),
    /// A file could not be read or written.
    File(PathBuf, std::io::Error),
    /// A table could not be read or written.
    Table(TableError),
}

impl fmt::Display for ResultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResultError::InTheWay(text) | ResultError::Mismatch(text) | ResultError::Interrupted(text) => {
                f.write_str(text)
            }
            ResultError::File(path, error) => write!(f, "{}: {error}", path.display()),
            ResultError::Table(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ResultError {}

impl From<TableError> for ResultError {
    fn from(error: TableError) -> ResultError {
        ResultError::Table(error)
    }
}

/// An error of a file, with its path.
fn at(path: &Path) -> impl FnOnce(std::io::Error) -> ResultError {
    let path = path.to_path_buf();
    move |error| ResultError::File(path, error)
}

/// Work on a result folder that is not whole yet.
#[derive(Debug)]
pub struct Partial {
    out: PathBuf,
    folder: PathBuf,
    numbers: Vec<u32>,
    force: bool,
    /// Held as long as this process works on the folder.
    _lock: File,
}

impl Partial {
    /// Begins the replicates of `fingerprint`, or goes on with them where a run of the same was stopped.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where the folder exists, another process works on it, or work on something else
    /// lies there (not with `force`, but for the other process).
    pub fn begin(out: &Path, fingerprint: &Fingerprint, force: bool) -> Result<Partial, ResultError> {
        let asked = fingerprint.to_text();
        let (folder, lock) = begin(out, "run.json", &asked, force, |folder, found| {
            format!(
                "{folder} holds unfinished work of another run\n  there: {}\n  asked: {}\ngo on with the command that began it, choose \
                 another --out, or start anew with --force",
                found.trim_end(),
                asked.trim_end()
            )
        })?;
        Ok(Partial {
            out: out.to_path_buf(),
            numbers: fingerprint.numbers(),
            folder,
            force,
            _lock: lock,
        })
    }

    /// Numbers of the replicates that are not kept yet.
    pub fn missing(&self) -> Vec<u32> {
        let lacks = |number: &u32| !self.part(*number).exists();
        self.numbers.iter().copied().filter(lacks).collect()
    }

    /// How many replicates are kept already.
    pub fn kept(&self) -> usize {
        self.numbers.len() - self.missing().len()
    }

    fn part(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number:08}.ledger.parquet"))
    }

    /// Where the incidents of a replicate are written to, before [`Partial::keep`].
    pub fn incidents(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number:08}.incidents.parquet"))
    }

    /// Keeps one replicate.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, inputs: &Inputs, number: u32, rows: Rows) -> Result<(), ResultError> {
        self.keep_bytes(number, &tables::ledger_bytes(inputs, number, rows)?)
    }

    /// Keeps one replicate, as the bytes of its ledger ([`tables::ledger_bytes`]).
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_bytes(&self, number: u32, bytes: &[u8]) -> Result<(), ResultError> {
        let path = self.part(number);
        keep(&path, bytes).map_err(at(&path))
    }

    /// Every kept replicate, in order, read one at a time.
    pub fn rows(&self) -> impl Iterator<Item = Result<(u32, Rows), TableError>> {
        let parts: Vec<PathBuf> = self.numbers.iter().map(|number| self.part(*number)).collect();
        parts.into_iter().map(|part| {
            let mut rows = tables::read_ledger(&part)?;
            rows.pop()
                .ok_or_else(|| TableError::Content(format!("{} is empty", part.display())))
        })
    }

    /// Puts the tables together, lets `also` write the other files into the folder, and gives it its name.
    ///
    /// # Errors
    /// When a file cannot be written; the parts stay.
    pub fn finish<E: From<ResultError>>(
        self,
        inputs: &Inputs,
        incidents: bool,
        also: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<(), E> {
        let inside = self.folder.join("whole");
        let put_together = || -> Result<(), ResultError> {
            if inside.exists() {
                fs::remove_dir_all(&inside).map_err(at(&inside))?;
            }
            fs::create_dir_all(&inside).map_err(at(&inside))?;
            tables::write_ledger(&inside.join("ledger.parquet"), inputs, self.rows())?;
            if incidents {
                let parts: Vec<PathBuf> = self.numbers.iter().map(|number| self.incidents(*number)).collect();
                tables::join_incidents(&inside.join("incidents.parquet"), &parts)?;
            }
            Ok(())
        };
        put_together()?;
        also(&inside)?;
        let rename = || -> Result<(), ResultError> {
            if self.out.exists() && self.force {
                fs::remove_dir_all(&self.out).map_err(at(&self.out))?;
            }
            fs::rename(&inside, &self.out).map_err(at(&self.out))?;
            fs::remove_dir_all(&self.folder).map_err(at(&self.folder))
        };
        Ok(rename()?)
    }
}

/// Begins work beside `out`, in a folder that only this process works in, or goes on where `mark` holds what is asked for. Work on
/// something else that lies there is an error in the words of `other` (the folder, what its mark holds), or emptied with `force`.
fn begin(
    out: &Path,
    mark: &str,
    asked: &str,
    force: bool,
    other: impl Fn(std::path::Display, &str) -> String,
) -> Result<(PathBuf, File), ResultError> {
    free(out, force)?;
    let mut name = out.file_name().unwrap_or_default().to_os_string();
    name.push(".partial");
    let folder = out.with_file_name(name);
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let lock = lock(&folder)?;
    let mark = folder.join(mark);
    match fs::read_to_string(&mark) {
        Ok(found) if found == asked => {}
        Ok(found) if !force => return Err(ResultError::InTheWay(other(folder.display(), &found))),
        Ok(_) | Err(_) => {
            empty(&folder)?;
            whole(&mark, asked.as_bytes())?;
        }
    }
    Ok((folder, lock))
}

/// Whether a folder may be written.
///
/// # Errors
/// [`ResultError::InTheWay`] where it exists, but for `force`.
pub fn free(out: &Path, force: bool) -> Result<(), ResultError> {
    if out.exists() && !force {
        return Err(ResultError::InTheWay(format!(
            "{} exists already; choose another --out, or replace it with --force",
            out.display()
        )));
    }
    Ok(())
}

/// Takes the lock of a folder.
fn lock(folder: &Path) -> Result<File, ResultError> {
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ResultError::InTheWay(format!(
            "another process works on {}; wait for it, or choose another --out",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) => Err(ResultError::File(path, error)),
    }
}

/// Removes all that a folder holds but its lock.
fn empty(folder: &Path) -> Result<(), ResultError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if path.file_name().is_some_and(|name| name == "lock") {
            continue;
        }
        let gone = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        gone.map_err(at(&path))?;
    }
    Ok(())
}

/// Writes a file beside its place, brings it to the disk, and gives it its name; what could not be written whole is removed.
fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = path.with_extension("unfinished");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        // The name itself; not every system lets a folder be opened.
        if let Some(Ok(folder)) = path.parent().map(File::open) {
            let _ = folder.sync_all();
        }
        Ok(())
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&unfinished);
    })
}

/// Writes a file so that it is there whole or not at all.
fn whole(path: &Path, bytes: &[u8]) -> Result<(), ResultError> {
    let unfinished = path.with_extension("unfinished");
    fs::write(&unfinished, bytes).map_err(at(&unfinished))?;
    fs::rename(&unfinished, path).map_err(at(path))
}

/// Reads several result folders that belong together, and says what they are together; the numbers of their
/// replicates may not overlap.
///
/// # Errors
/// [`ResultError::Mismatch`] with the first two folders that do not fit, and why.
pub fn together(folders: &[PathBuf]) -> Result<(Manifest, BTreeMap<u32, PathBuf>), ResultError> {
    let mut whose = BTreeMap::new();
    let mut first: Option<(&PathBuf, Manifest)> = None;
    for folder in folders {
        let manifest = Manifest::read(folder)?;
        if let Some((other, known)) = &first
            && let Some(difference) = known.fingerprint.difference(&manifest.fingerprint)
        {
            return Err(ResultError::Mismatch(format!(
                "{} and {} do not belong together: {difference}",
                other.display(),
                folder.display()
            )));
        }
        for number in manifest.fingerprint.numbers() {
            if let Some(other) = whose.insert(number, folder.clone()) {
                return Err(ResultError::Mismatch(format!(
                    "replicate {number} is in {} and in {}; leave one of them out",
                    other.display(),
                    folder.display()
                )));
            }
        }
        first.get_or_insert((folder, manifest));
    }
    let Some((_, manifest)) = first else {
        return Err(ResultError::Mismatch("name at least one result folder".into()));
    };
    Ok((manifest, whose))
}
