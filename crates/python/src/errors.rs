//! Errors of the libraries as Python's exceptions.

use crate::package::call_python;
use amnok_scenario::Diagnostics;
use amnok_store::ResultError;
use amnok_store::tables::TableError;
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyValueError};
use pyo3::prelude::*;
use std::path::Path;

/// `ENOENT`, on every system.
const NO_SUCH_FILE: i32 = 2;

/// An exception of `amnok._errors`, made from its arguments.
fn named(py: Python<'_>, name: &str, arguments: impl for<'py> pyo3::call::PyCallArgs<'py>) -> PyErr {
    match call_python(py, "_errors", name, arguments) {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

/// `ScenarioError`, with every diagnostic.
pub fn scenario(py: Python<'_>, wrong: &Diagnostics) -> PyErr {
    let one = |d: &amnok_scenario::Diagnostic| {
        (
            d.file.clone(),
            d.line,
            d.column,
            d.found.clone(),
            d.expected.clone(),
            d.mend.clone(),
        )
    };
    let all: Vec<_> = wrong.0.iter().map(one).collect();
    named(py, "scenario_error", (wrong.to_string(), all))
}

/// `ScenarioError` without diagnostics: a value that cannot be set.
pub fn setting(py: Python<'_>, why: &str) -> PyErr {
    let none: Vec<(String, usize, usize, String, String, String)> = Vec::new();
    named(py, "scenario_error", (why, none))
}

fn file(path: &Path, error: &std::io::Error) -> PyErr {
    let path = path.display().to_string();
    match error.raw_os_error() {
        Some(number) => PyOSError::new_err((number, error.to_string(), path)),
        None => PyOSError::new_err(format!("{path}: {error}")),
    }
}

/// What the command line calls its options, as Python calls its arguments.
pub fn in_python(text: &str) -> String {
    let names = [
        (
            "set a value on one side with --set-b key=value",
            "set a value on one side: with_",
        ),
        ("--force", "force=True"),
        ("--", ""),
    ];
    let mut text = text.to_owned();
    for (option, argument) in names {
        // After a space or at the beginning only: a folder may hold anything in its name.
        text = text.replace(&format!(" {option}"), &format!(" {argument}"));
        if let Some(rest) = text.strip_prefix(option) {
            text = format!("{argument}{rest}");
        }
    }
    text
}

/// `ValueError`, in words.
pub fn value(why: &str) -> PyErr {
    PyValueError::new_err(in_python(why))
}

/// `ResultError` in these words.
pub fn refused(py: Python<'_>, why: &str) -> PyErr {
    named(py, "ResultError", (in_python(why),))
}

/// `ResultError`, or `OSError` where a file could not be read or written.
pub fn result(py: Python<'_>, error: &ResultError) -> PyErr {
    match error {
        ResultError::File(path, error) | ResultError::Table(TableError::File(path, error)) => file(path, error),
        ResultError::NoResult(path, why) => {
            PyFileNotFoundError::new_err((NO_SUCH_FILE, in_python(why), path.display().to_string()))
        }
        other => refused(py, &other.to_string()),
    }
}
