//! What is written in Python: figures (`_plot`), what notebooks show (`_notebook`), terms of other packages (`_bridges`),
//! exceptions (`_errors`). The compiled part calls it here, so that a method that shows something is its signature and one line.

use pyo3::call::PyCallArgs;
use pyo3::prelude::*;

/// Calls a function of a module of the package.
pub fn call_python<'py>(
    py: Python<'py>,
    module: &str,
    name: &str,
    arguments: impl PyCallArgs<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import(format!("amnok.{module}"))?.call_method1(name, arguments)
}
