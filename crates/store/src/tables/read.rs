//! Tables are read through one door.

use super::{TableError, content, open};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A table whose rows are still to be read.
pub(super) type Table = ParquetRecordBatchReaderBuilder<File>;

/// Opens a table of Parquet and reads it with `rows`. The library that decodes it panics at some damaged bytes: that is an
/// error here as any other damage. (A digest stands before every table of a result folder.)
///
/// # Errors
/// When there is no such file, it is no table, or `rows` says so.
pub(super) fn read<T>(path: &Path, rows: impl FnOnce(Table) -> Result<T, TableError>) -> Result<T, TableError> {
    let file = open(path)?;
    // What is read is thrown away with the panic: nothing half-read can be seen.
    let read = catch_unwind(AssertUnwindSafe(|| rows(Table::try_new(file)?)));
    let read = read.unwrap_or_else(|_| Err(content("its bytes are damaged")));
    read.map_err(|error| error.within(path))
}

#[cfg(test)]
mod tests {
    use super::super::read_batches;
    use super::super::sweep::bytes;
    use super::*;
    use arrow_array::{RecordBatch, StringArray, UInt32Array};
    use parquet::file::properties::WriterProperties;
    use std::sync::Arc;

    fn table() -> Vec<u8> {
        let numbers = UInt32Array::from_iter_values(0..300);
        let names = StringArray::from_iter_values((0..300).map(|i| ["Upper", "Lower"][i % 2]));
        let columns = [("number", Arc::new(numbers) as _), ("name", Arc::new(names) as _)];
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        bytes(&batch, WriterProperties::builder().build()).unwrap()
    }

    /// `get_vlq_int` of the library asserts that a number ends, which a fuzzer's table did not.
    #[test]
    fn a_panic_of_the_library_is_damage() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), table()).unwrap();
        let error = read(file.path(), |_| -> Result<(), _> { panic!("as the library does") }).unwrap_err();
        let expected = format!(
            "{}: the table does not fit: its bytes are damaged",
            file.path().display()
        );
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn a_changed_byte_is_read_or_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let whole = table();
        let mut refused = 0;
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] = !changed[at];
            std::fs::write(file.path(), &changed).unwrap();
            refused += usize::from(read_batches(file.path()).is_err());
        }
        assert!(refused > 4 && refused < whole.len(), "{refused} of {}", whole.len());
    }
}
