//! The tables of a bank: what its columns are, and a value per run and column.

use super::read::read;
use super::sweep::{bytes, properties};
use super::{TableError, content, days_since_1970, field};
use amnok_lab::bank::Column;
use amnok_model::inputs::Inputs;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, Date32Array, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Schema};
use parquet::basic::Encoding;
use parquet::schema::types::ColumnPath;
use std::path::Path;
use std::sync::Arc;

/// What a run has of every column, and the number of its point.
pub type BankRow = (u32, Vec<Option<f64>>);

/// The bytes of a table of runs, in the order given.
///
/// # Errors
/// When the Parquet library refuses.
pub fn bank_bytes(runs: &[BankRow]) -> Result<Vec<u8>, TableError> {
    let schema = Schema::new(vec![
        field(
            "point",
            DataType::UInt32,
            false,
            "Number of the point, and of its luck: see points.parquet",
            "none",
        ),
        field(
            "column",
            DataType::UInt32,
            false,
            "What it is: see columns.parquet",
            "none",
        ),
        field(
            "value",
            DataType::Float64,
            true,
            "Value before any error of an observer; empty: there was no quote, or nothing to divide by",
            "that of the column",
        ),
    ]);
    let points = runs
        .iter()
        .flat_map(|(point, values)| std::iter::repeat_n(*point, values.len()));
    let numbers = runs.iter().flat_map(|(_, values)| 0..values.len() as u32);
    let values = runs.iter().flat_map(|(_, values)| values.iter().copied());
    let columns: Vec<ArrayRef> = vec![
        Arc::new(UInt32Array::from_iter_values(points)),
        Arc::new(UInt32Array::from_iter_values(numbers)),
        Arc::new(Float64Array::from_iter(values)),
    ];
    let value = ColumnPath::from("value");
    let properties = properties()?
        .set_column_dictionary_enabled(value.clone(), false)
        .set_column_encoding(value, Encoding::BYTE_STREAM_SPLIT);
    bytes(&RecordBatch::try_new(Arc::new(schema), columns)?, properties.build())
}

/// The bytes of the table that says what the columns are.
///
/// # Errors
/// When the Parquet library refuses.
pub fn columns_bytes(inputs: &Inputs, columns: &[Column]) -> Result<Vec<u8>, TableError> {
    let text = |name, meaning| field(name, DataType::Utf8, false, meaning, "none");
    let date = |name, meaning| field(name, DataType::Date32, false, meaning, "none");
    let schema = Schema::new(vec![
        field("column", DataType::UInt32, false, "Number of the column", "none"),
        text("what", "reading: an outsider could measure it; hidden: nobody could"),
        text(
            "name",
            "The observation that it is the reading of, or the hidden quantity",
        ),
        text("words", "In words"),
        text("unit", "Unit"),
        field(
            "place",
            DataType::Utf8,
            true,
            "Province; empty: the whole border",
            "none",
        ),
        date("from", "First day"),
        date("to", "Last day"),
    ]);
    let texts =
        |of: fn(&Column) -> &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(columns.iter().map(of))) };
    let place = |column: &Column| Some(inputs.provinces.get(column.province?)?.name.clone());
    let dates = |of: fn(&Column) -> jiff::civil::Date| -> ArrayRef {
        Arc::new(Date32Array::from_iter_values(
            columns.iter().map(|column| days_since_1970(of(column))),
        ))
    };
    let all: Vec<ArrayRef> = vec![
        Arc::new(UInt32Array::from_iter_values(0..columns.len() as u32)),
        texts(|column| column.what.name()),
        texts(|column| &column.name),
        texts(|column| &column.words),
        texts(|column| &column.unit),
        Arc::new(StringArray::from_iter(columns.iter().map(place))),
        dates(|column| column.from),
        dates(|column| column.to),
    ];
    bytes(&RecordBatch::try_new(Arc::new(schema), all)?, properties()?.build())
}

/// Reads a table of runs of so many columns.
///
/// # Errors
/// When it is none, or a run lacks a column.
pub fn read_bank(path: &Path, columns: usize) -> Result<Vec<BankRow>, TableError> {
    read(path, |table| {
        let mut runs: Vec<BankRow> = Vec::new();
        for batch in table.build()? {
            add(&batch?, columns, &mut runs)?;
        }
        match runs.iter().find(|(_, values)| values.len() != columns) {
            Some((point, values)) => Err(content(format!(
                "point {point} has {} of {columns} columns",
                values.len()
            ))),
            None => Ok(runs),
        }
    })
}

/// The rows of a batch after those before.
fn add(batch: &RecordBatch, columns: usize, runs: &mut Vec<BankRow>) -> Result<(), TableError> {
    let column = |name: &str| {
        batch
            .column_by_name(name)
            .ok_or_else(|| content(format!("no column {name}")))
    };
    let typed = |name: &str| content(format!("column {name} has another type"));
    let whole = |name| {
        column(name)?
            .as_primitive_opt::<UInt32Type>()
            .ok_or_else(|| typed(name))
    };
    let (points, numbers) = (whole("point")?, whole("column")?);
    let values = column("value")?;
    let values = values.as_primitive_opt::<Float64Type>().ok_or_else(|| typed("value"))?;
    for row in 0..batch.num_rows() {
        if numbers.value(row) == 0 {
            runs.push((points.value(row), Vec::with_capacity(columns)));
        }
        let fits = |run: &&mut BankRow| run.0 == points.value(row) && run.1.len() == numbers.value(row) as usize;
        let Some((_, run)) = runs.last_mut().filter(fits) else {
            return Err(content("rows are not in order of point and column"));
        };
        run.push((!values.is_null(row)).then(|| values.value(row)));
    }
    Ok(())
}
