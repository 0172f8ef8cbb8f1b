//! The tables of a sweep: one value per row for its runs, one row per point for what was tried.

use super::ledger::reporters;
use super::read::{Table, read};
use super::{TableError, VERSION, content, field, named, names_type};
use amnok_lab::sweep::{Cell, Factor};
use amnok_model::facts::Activity;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::MEASURES;
use amnok_model::record::rows::NONE;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, UInt32Type};
use arrow_array::{Array, ArrayRef, Float64Array, Int32Array, RecordBatch, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;
use std::path::Path;
use std::sync::Arc;

/// One run of a sweep, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepRun {
    /// Number of the point.
    pub point: u32,
    /// Replicate.
    pub replicate: u32,
    /// Its values.
    pub cells: Vec<Cell>,
}

fn runs_schema() -> SchemaRef {
    let whole = |name, kind, meaning| field(name, kind, false, meaning, "none");
    let name = |name, nullable, meaning| field(name, names_type(), nullable, meaning, "none");
    Arc::new(Schema::new(vec![
        whole("point", DataType::UInt32, "Number of the point: see points.parquet"),
        whole(
            "replicate",
            DataType::UInt32,
            "Number of the replicate: the same luck at every point",
        ),
        whole("year", DataType::Int32, "Calendar year"),
        name("activity", true, "What was set out to do: leave or smuggle"),
        name("force", true, "Force that watches the border"),
        name(
            "reported_by",
            true,
            "The command or outlet that told it; empty: it happened",
        ),
        name("measure", false, "What is counted: see manifest.json"),
        field(
            "value",
            DataType::Float64,
            false,
            "Sum over the year and all counties; mean for levels and prices",
            "that of the measure",
        ),
    ]))
}

/// How tables are packed.
pub(super) fn properties() -> Result<WriterPropertiesBuilder, TableError> {
    let version = KeyValue::new(VERSION.0.to_string(), VERSION.1.to_string());
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_key_value_metadata(Some(vec![version])))
}

/// The bytes of a table of runs, in the order given.
///
/// # Errors
/// When a run does not fit the scenario.
pub fn runs_bytes(inputs: &Inputs, runs: &[SweepRun]) -> Result<Vec<u8>, TableError> {
    let each = || {
        runs.iter()
            .flat_map(|run| run.cells.iter().map(move |cell| (run, cell)))
    };
    let names = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>();
    let activities = names(&mut Activity::ALL.iter().map(|a| a.name().to_string()));
    let forces = names(&mut inputs.forces.iter().map(|f| f.name.clone()));
    let measures = names(&mut MEASURES.iter().map(|m| m.name.to_string()));
    let numbers = |of: fn(&Cell) -> u8| each().map(|(_, cell)| of(cell)).collect::<Vec<u8>>();
    let none = Some(u32::from(NONE));
    let columns: Vec<ArrayRef> = vec![
        Arc::new(UInt32Array::from_iter_values(each().map(|(run, _)| run.point))),
        Arc::new(UInt32Array::from_iter_values(each().map(|(run, _)| run.replicate))),
        Arc::new(Int32Array::from_iter_values(
            each().map(|(_, cell)| i32::from(cell.year)),
        )),
        named("activity", &numbers(|c| c.activity), none, &activities)?,
        named("force", &numbers(|c| c.force), none, &forces)?,
        named("reported_by", &numbers(|c| c.reported_by), none, &reporters(inputs))?,
        named("measure", &numbers(|c| c.measure), None, &measures)?,
        Arc::new(Float64Array::from_iter_values(each().map(|(_, cell)| cell.value))),
    ];
    let value = ColumnPath::from("value");
    let properties = properties()?
        .set_column_dictionary_enabled(value.clone(), false)
        .set_column_encoding(value, Encoding::BYTE_STREAM_SPLIT);
    let schema = runs_schema();
    bytes(&RecordBatch::try_new(schema, columns)?, properties.build())
}

/// The bytes of a table.
pub(super) fn bytes(batch: &RecordBatch, properties: WriterProperties) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(bytes)
}

/// The bytes of the table of points: a column for every factor.
///
/// # Errors
/// When points and factors do not fit each other.
pub fn points_bytes(factors: &[Factor], points: &[Vec<f64>]) -> Result<Vec<u8>, TableError> {
    let mut fields = vec![field("point", DataType::UInt32, false, "Number of the point", "none")];
    let mut columns: Vec<ArrayRef> = vec![Arc::new(UInt32Array::from_iter_values(0..points.len() as u32))];
    for (place, factor) in factors.iter().enumerate() {
        let meaning = format!("Varied from {} to {}", factor.prior.low, factor.prior.high);
        fields.push(field(&factor.key, DataType::Float64, false, &meaning, &factor.unit));
        let value = |point: &Vec<f64>| point.get(place).copied().unwrap_or(f64::NAN);
        columns.push(Arc::new(Float64Array::from_iter_values(points.iter().map(value))));
    }
    let fields: Vec<Field> = fields;
    bytes(
        &RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?,
        properties()?.build(),
    )
}

/// Reads a table of points: of each, the value of every factor.
///
/// # Errors
/// When it is none of these factors.
pub fn read_points(path: &Path, factors: &[Factor]) -> Result<Vec<Vec<f64>>, TableError> {
    read(path, |table| {
        let mut points = Vec::new();
        for batch in table.build()? {
            let batch = batch?;
            let values = |factor: &Factor| {
                let column = column(&batch, &factor.key)?.as_primitive_opt::<Float64Type>();
                column.ok_or_else(|| content(format!("column {} has another type", factor.key)))
            };
            let columns = factors.iter().map(values).collect::<Result<Vec<_>, _>>()?;
            let point = |row: usize| columns.iter().map(|column| column.value(row)).collect();
            points.extend((0..batch.num_rows()).map(point));
        }
        Ok(points)
    })
}

/// Reads a table of runs.
///
/// # Errors
/// When it is none of this version.
pub fn read_runs(path: &Path, inputs: &Inputs) -> Result<Vec<SweepRun>, TableError> {
    read(path, |table| read_from(table, inputs))
}

fn read_from(table: Table, inputs: &Inputs) -> Result<Vec<SweepRun>, TableError> {
    let activities: Vec<&str> = Activity::ALL.iter().map(|a| a.name()).collect();
    let measures: Vec<&str> = MEASURES.iter().map(|m| m.name).collect();
    let forces: Vec<&str> = inputs.forces.iter().map(|f| f.name.as_str()).collect();
    let reporters = reporters(inputs);
    let reporters: Vec<&str> = reporters.iter().map(String::as_str).collect();
    let mut runs: Vec<SweepRun> = Vec::new();
    for batch in table.build()? {
        let batch = batch?;
        let [point, replicate] = [whole(&batch, "point")?, whole(&batch, "replicate")?];
        let year = column(&batch, "year")?;
        let year = year
            .as_primitive_opt::<Int32Type>()
            .ok_or_else(|| content("column year has another type"))?;
        let value = column(&batch, "value")?;
        let value = value
            .as_primitive_opt::<Float64Type>()
            .ok_or_else(|| content("column value has another type"))?;
        let activity = numbers(&batch, "activity", &activities)?;
        let force = numbers(&batch, "force", &forces)?;
        let reported_by = numbers(&batch, "reported_by", &reporters)?;
        let measure = numbers(&batch, "measure", &measures)?;
        for i in 0..batch.num_rows() {
            let key = (point.value(i), replicate.value(i));
            if runs.last().is_none_or(|run| (run.point, run.replicate) != key) {
                runs.push(SweepRun {
                    point: key.0,
                    replicate: key.1,
                    cells: Vec::new(),
                });
            }
            let Some(run) = runs.last_mut() else { continue };
            run.cells.push(Cell {
                year: i16::try_from(year.value(i)).unwrap_or(0),
                measure: measure[i],
                activity: activity[i],
                force: force[i],
                reported_by: reported_by[i],
                value: value.value(i),
            });
        }
    }
    Ok(runs)
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a ArrayRef, TableError> {
    batch
        .column_by_name(name)
        .ok_or_else(|| content(format!("no column {name}")))
}

fn whole<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a UInt32Array, TableError> {
    let column = column(batch, name)?.as_primitive_opt::<UInt32Type>();
    column.ok_or_else(|| content(format!("column {name} has another type")))
}

/// Numbers of the names of a column; empty cells are [`NONE`].
fn numbers(batch: &RecordBatch, name: &str, known: &[&str]) -> Result<Vec<u8>, TableError> {
    let wrong = || content(format!("column {name} is not one of names"));
    let column = column(batch, name)?
        .as_dictionary_opt::<Int32Type>()
        .ok_or_else(wrong)?;
    let values = column.values().as_string_opt::<i32>().ok_or_else(wrong)?;
    let place = |text: &str| known.iter().position(|k| *k == text).map(|place| place as u8);
    let of: Vec<Option<u8>> = (0..values.len()).map(|i| place(values.value(i))).collect();
    let keys = column.keys();
    (0..keys.len())
        .map(|i| {
            if keys.is_null(i) {
                return Ok(NONE);
            }
            let number = of.get(keys.value(i) as usize).copied().flatten();
            number.ok_or_else(|| content(format!("column {name} has a name that this version does not know")))
        })
        .collect()
}

/// One index of one value for one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexRow {
    /// Outcome by name.
    pub outcome: &'static str,
    /// Value that was varied.
    pub key: String,
    /// `first`, `total`, `mu_star` or `sigma`.
    pub index: &'static str,
    /// The index.
    pub value: f64,
    /// Lower end of its 95 % bootstrap interval, where it has one.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// The bytes of a table of indices.
///
/// # Errors
/// When the Parquet library refuses.
pub fn indices_bytes(rows: &[IndexRow]) -> Result<Vec<u8>, TableError> {
    bytes(&indices_batch(rows)?, properties()?.build())
}

/// A table of indices.
///
/// # Errors
/// When the Arrow library refuses.
pub fn indices_batch(rows: &[IndexRow]) -> Result<RecordBatch, TableError> {
    let text = |name, meaning| field(name, DataType::Utf8, false, meaning, "none");
    let share = |name, nullable, meaning| {
        let unit = "share of variance; mu_star and sigma: unit of the outcome";
        field(name, DataType::Float64, nullable, meaning, unit)
    };
    let schema = Schema::new(vec![
        text("outcome", "What is driven"),
        text("key", "The value that was varied"),
        text(
            "index",
            "first and total: Sobol indices; mu_star and sigma: elementary effects",
        ),
        share("value", false, "The index"),
        share("low", true, "Lower end of the 95 % bootstrap interval"),
        share("high", true, "Upper end"),
    ]);
    let texts = |of: &dyn Fn(&IndexRow) -> String| -> ArrayRef {
        Arc::new(arrow_array::StringArray::from_iter_values(rows.iter().map(of)))
    };
    let columns: Vec<ArrayRef> = vec![
        texts(&|row| row.outcome.to_string()),
        texts(&|row| row.key.clone()),
        texts(&|row| row.index.to_string()),
        Arc::new(Float64Array::from_iter_values(rows.iter().map(|row| row.value))),
        Arc::new(Float64Array::from_iter(rows.iter().map(|row| row.low))),
        Arc::new(Float64Array::from_iter(rows.iter().map(|row| row.high))),
    ];
    Ok(RecordBatch::try_new(Arc::new(schema), columns)?)
}
