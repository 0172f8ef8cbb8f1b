//! Why a table could not be written or read.

use arrow_schema::ArrowError;
use parquet::errors::ParquetError;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a table could not be written or read.
#[derive(Debug)]
pub enum TableError {
    /// The file could not be opened, written or read.
    File(PathBuf, std::io::Error),
    /// The Parquet library refused.
    Parquet(ParquetError),
    /// The Arrow library refused.
    Arrow(ArrowError),
    /// The content is not what a table of Amnok holds.
    Content(String),
    /// Any of these, in the file of that name.
    In(PathBuf, Box<TableError>),
}

impl TableError {
    /// The error with the name of the file that it is about.
    pub fn within(self, path: &Path) -> TableError {
        match self {
            TableError::File(..) | TableError::In(..) => self,
            other => TableError::In(path.to_path_buf(), Box::new(other)),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::File(path, error) => write!(f, "{}: {error}", path.display()),
            TableError::Parquet(error) => write!(f, "Parquet: {error}"),
            TableError::Arrow(error) => write!(f, "Arrow: {error}"),
            TableError::Content(found) => write!(f, "the table does not fit: {found}"),
            TableError::In(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TableError::File(_, error) => Some(error),
            TableError::Parquet(error) => Some(error),
            TableError::Arrow(error) => Some(error),
            TableError::In(_, error) => Some(error),
            TableError::Content(_) => None,
        }
    }
}

impl From<ParquetError> for TableError {
    fn from(error: ParquetError) -> TableError {
        TableError::Parquet(error)
    }
}

impl From<ArrowError> for TableError {
    fn from(error: ArrowError) -> TableError {
        TableError::Arrow(error)
    }
}
