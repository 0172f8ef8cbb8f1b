//! Why results could not be kept or read.

use crate::tables::TableError;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why results could not be kept or read.
#[derive(Debug)]
pub enum ResultError {
    /// The folder, or work for it, is in the way: what, and what to do.
    InTheWay(String),
    /// What was asked does not fit together, or what was read is not what was written.
    Mismatch(String),
    /// No result stands in this folder: why, and what to do.
    NoResult(PathBuf, String),
    /// Writing ended before its end: what, what is kept, and how to go on.
    Interrupted(String),
    /// A stop was asked for while a result was written; nothing is left of it.
    Stopped,
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
            ResultError::Stopped => f.write_str("stopped; nothing is kept of a result that is not whole"),
            ResultError::NoResult(path, why) => write!(f, "{}: {why}", path.display()),
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
pub fn at(path: &Path) -> impl FnOnce(std::io::Error) -> ResultError {
    let path = path.to_path_buf();
    move |error| ResultError::File(path, error)
}

/// What a file or folder holds is not what was written.
pub fn wrong(path: &Path, what: impl fmt::Display) -> ResultError {
    ResultError::Mismatch(format!("{}: {what}", path.display()))
}
