//! Tables in Parquet: the ledger of a run, and its incidents where they are asked for; points and runs of a sweep; camps and
//! flows of a displacement.
//!
//! Bytes depend on the rows and the scenario alone: no clock, no order of threads.

mod bank;
pub mod displacement;
mod error;
mod incidents;
mod ledger;
mod read;
mod sweep;

pub use bank::{BankRow, bank_bytes, columns_bytes, read_bank};
pub use displacement::parquet::{
    camps_batch, camps_schema, errors_batch, flows_batch, parquet_bytes, read_flows, summary_batch, write_camps,
};
pub use error::TableError;
pub use incidents::{IncidentWriter, join_incidents};
pub use ledger::{ledger_batches, ledger_bytes, read_ledger, write_ledger};
pub use sweep::{IndexRow, SweepRun, indices_batch, indices_bytes, points_bytes, read_points, read_runs, runs_bytes};

use amnok_model::inputs::Inputs;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, SchemaRef};
use jiff::civil::Date;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

fn content(found: impl Into<String>) -> TableError {
    TableError::Content(found.into())
}

/// A whole table of Parquet, as it stands.
///
/// # Errors
/// When it cannot be read.
pub fn read_batches(path: &Path) -> Result<(SchemaRef, Vec<RecordBatch>), TableError> {
    read::read(path, |table| {
        let schema = table.schema().clone();
        let batches = table.with_batch_size(1 << 16).build()?.collect::<Result<Vec<_>, _>>()?;
        Ok((schema, batches))
    })
}

/// Metadata key of the version of the program, and the version.
const VERSION: (&str, &str) = ("amnok.version", env!("CARGO_PKG_VERSION"));

/// Opens the file of a table.
fn open(path: &Path) -> Result<File, TableError> {
    File::open(path).map_err(|error| TableError::File(path.to_path_buf(), error))
}

/// Makes the file of a table.
fn create(path: &Path) -> Result<File, TableError> {
    File::create(path).map_err(|error| TableError::File(path.to_path_buf(), error))
}

/// Days from 1970-01-01, as Parquet counts dates.
fn days_since_1970(date: Date) -> i32 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() as i32 / 24
}

/// A column of the schema with its description and unit.
fn field(name: &str, kind: DataType, nullable: bool, description: &str, unit: &str) -> Field {
    let notes = [("description", description), ("unit", unit)];
    let notes = notes.into_iter().map(|(key, text)| (key.to_string(), text.to_string()));
    Field::new(name, kind, nullable).with_metadata(notes.collect::<arrow_schema::Metadata>())
}

/// The type of a column of names.
fn names_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// A column of names given by number; `none` marks the empty cells.
fn named<T: Copy + Into<u32>>(
    column: &str,
    numbers: &[T],
    none: Option<u32>,
    names: &[String],
) -> Result<ArrayRef, TableError> {
    let mut keys = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let number: u32 = number.into();
        if Some(number) == none {
            keys.push(None);
        } else if (number as usize) < names.len() {
            keys.push(Some(number as i32));
        } else {
            return Err(content(format!("{column} number {number} of {} names", names.len())));
        }
    }
    let values = StringArray::from_iter_values(names);
    let array = DictionaryArray::<Int32Type>::try_new(Int32Array::from(keys), Arc::new(values))?;
    Ok(Arc::new(array))
}

/// Names of the scenario that the tables use, in their order.
struct Names {
    counties: Vec<String>,
    strata: Vec<String>,
    forces: Vec<String>,
}

impl Names {
    fn of(inputs: &Inputs) -> Names {
        Names {
            counties: inputs.counties.iter().map(|c| c.name.clone()).collect(),
            strata: inputs.strata.iter().map(|s| s.name.clone()).collect(),
            forces: inputs.forces.iter().map(|f| f.name.clone()).collect(),
        }
    }
}
