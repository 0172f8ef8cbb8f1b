//! Tables in memory, opened by any library that reads Arrow's stream through the PyCapsule interface.

use crate::errors;
use crate::package::call_python;
use amnok_store::folder::Sealed;
use amnok_store::{ResultError, tables};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::SchemaRef;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::path::Path;

/// A table in Arrow's memory layout. Nothing is copied when pyarrow, polars, pandas or DuckDB open it.
#[pyclass(frozen, module = "amnok")]
pub struct Table {
    pub schema: SchemaRef,
    pub batches: Vec<RecordBatch>,
}

impl Table {
    /// What is read, while other threads of Python may go on.
    pub fn read(
        py: Python<'_>,
        read: impl FnOnce() -> Result<(SchemaRef, Vec<RecordBatch>), ResultError> + Send,
    ) -> PyResult<Table> {
        let (schema, batches) = py.detach(read).map_err(|error| errors::result(py, &error))?;
        Ok(Table { schema, batches })
    }

    /// A table of a result folder of a kind, as it was written.
    pub fn of_folder(py: Python<'_>, folder: &Path, kind: &str, name: &str) -> PyResult<Table> {
        Table::read(py, || {
            let path = Sealed::open(folder, kind)?.file(name)?;
            Ok(tables::read_batches(&path)?)
        })
    }
}

#[pymethods]
impl Table {
    /// Arrow's C stream (PyCapsule interface).
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer give its own schema where it cannot give the one asked for.
        drop(requested_schema);
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// Arrow's C schema (PyCapsule interface).
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref());
        let schema = schema.map_err(|error| PyValueError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __iter__(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        call_python(slf.py(), "_bridges", "rows", (slf,))
    }

    fn __repr__(&self) -> String {
        format!(
            "<amnok.Table of {} rows: {}>",
            self.__len__(),
            self.columns().join(", ")
        )
    }

    /// As a pyarrow.Table.
    fn to_pyarrow(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// As a polars.DataFrame.
    fn to_polars(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// As a pandas.DataFrame; needs pyarrow.
    fn to_pandas(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        Table::to_pyarrow(slf)?.call_method0("to_pandas")
    }
}
