//! The ledger as a tidy table: one value per row, one row group per replicate.

use super::read::{Table, read};
use super::{Names, TableError, VERSION, content, create, days_since_1970, field, named, names_type};
use amnok_model::facts::Activity;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::{MEASURES, OverDays};
use amnok_model::record::rows::{NONE, Rows};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, UInt32Type};
use arrow_array::{Array, ArrayRef, Date32Array, Float64Array, RecordBatch, UInt32Array};
use arrow_schema::{DataType, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Metadata key of the table of measures.
const MEASURES_KEY: &str = "amnok.measures";
/// Metadata key of the scenario's names.
const NAMES_KEY: &str = "amnok.names";
/// Metadata key of the list of replicates.
const REPLICATES_KEY: &str = "amnok.replicates";

fn schema() -> SchemaRef {
    let text = names_type;
    Arc::new(Schema::new(vec![
        field(
            "replicate",
            DataType::UInt32,
            false,
            "Number of the replicate: one possible history",
            "none",
        ),
        field("date", DataType::Date32, false, "First day of the period", "date"),
        field(
            "county",
            text(),
            false,
            "County, in the scenario's order along the border: where it happened, or the home of those whom it is about, as docs/reference/measures.md says of the measure",
            "none",
        ),
        field(
            "activity",
            text(),
            true,
            "What was set out to do: leave or smuggle",
            "none",
        ),
        field("stratum", text(), true, "Stratum of residents", "none"),
        field("force", text(), true, "Force that watches the border", "none"),
        field(
            "reported_by",
            text(),
            true,
            "Command or outlet that told it; empty: it is what happened. Sums of what happened take the rows where it is empty",
            "none",
        ),
        field(
            "measure",
            text(),
            false,
            "What is counted: see the key amnok.measures of the file",
            "none",
        ),
        field(
            "value",
            DataType::Float64,
            false,
            "The value, in the unit of its measure",
            "that of the measure",
        ),
    ]))
}

/// Names of those who report: the commands, then the outlets.
pub(super) fn reporters(inputs: &Inputs) -> Vec<String> {
    let commands = inputs.commands.iter().map(|c| c.name.clone());
    commands.chain(inputs.outlets.iter().map(|o| o.name.clone())).collect()
}

fn notes(inputs: &Inputs) -> Vec<KeyValue> {
    let measures: Vec<Value> = MEASURES
        .iter()
        .map(|m| {
            let unit = if m.unit == "currency" {
                inputs.currency.as_str()
            } else {
                m.unit
            };
            let over_days = if m.over_days == OverDays::Flow { "sum" } else { "mean" };
            json!({ "name": m.name, "unit": unit, "meaning": m.meaning, "over_days": over_days })
        })
        .collect();
    let names = json!({
        "scenario": inputs.name,
        "start": inputs.start.to_string(),
        "days": inputs.days,
        "currency": inputs.currency,
        "counties": inputs.counties.iter().map(|c| &c.name).collect::<Vec<_>>(),
        "strata": inputs.strata.iter().map(|s| &s.name).collect::<Vec<_>>(),
        "forces": inputs.forces.iter().map(|f| &f.name).collect::<Vec<_>>(),
        "reporters": reporters(inputs),
        "commands": inputs.commands.len(),
    });
    vec![
        KeyValue::new(MEASURES_KEY.to_string(), Value::Array(measures).to_string()),
        KeyValue::new(NAMES_KEY.to_string(), names.to_string()),
        KeyValue::new(VERSION.0.to_string(), VERSION.1.to_string()),
    ]
}

/// Writes the ledgers of all replicates, in the order given, one row group for each.
pub fn write_ledger(
    path: &Path,
    inputs: &Inputs,
    replicates: impl Iterator<Item = Result<(u32, Rows), TableError>>,
) -> Result<(), TableError> {
    write_to(create(path)?, inputs, replicates).map_err(|error| error.within(path))
}

/// The bytes of the ledger of one replicate.
///
/// # Errors
/// When its rows do not fit the scenario.
pub fn ledger_bytes(inputs: &Inputs, number: u32, rows: Rows) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, inputs, core::iter::once(Ok((number, rows))))?;
    Ok(bytes)
}

fn write_to(
    to: impl Write + Send,
    inputs: &Inputs,
    replicates: impl Iterator<Item = Result<(u32, Rows), TableError>>,
) -> Result<(), TableError> {
    let level = ZstdLevel::try_new(3)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(None)
        .set_max_row_group_bytes(None)
        .set_column_dictionary_enabled(ColumnPath::from("value"), false)
        .set_column_encoding(ColumnPath::from("value"), Encoding::BYTE_STREAM_SPLIT)
        .set_key_value_metadata(Some(notes(inputs)))
        .build();
    let schema = schema();
    let mut writer = ArrowWriter::try_new(to, schema.clone(), Some(properties))?;
    let names = Names::of(inputs);
    let mut written = Vec::new();
    for replicate in replicates {
        let (replicate, rows) = replicate?;
        written.push(replicate);
        if !rows.is_empty() {
            writer.write(&batch(&schema, inputs, &names, replicate, &rows)?)?;
            writer.flush()?;
        }
    }
    writer.append_key_value_metadata(KeyValue::new(REPLICATES_KEY.to_string(), json!(written).to_string()));
    writer.close()?;
    Ok(())
}

fn batch(
    schema: &SchemaRef,
    inputs: &Inputs,
    names: &Names,
    replicate: u32,
    rows: &Rows,
) -> Result<RecordBatch, TableError> {
    let first = days_since_1970(inputs.start);
    let dates: Vec<i32> = rows.day.iter().map(|day| first.saturating_add_unsigned(*day)).collect();
    let activities: Vec<String> = Activity::ALL.iter().map(|a| a.name().to_string()).collect();
    let measures: Vec<String> = MEASURES.iter().map(|m| m.name.to_string()).collect();
    let none = Some(u32::from(NONE));
    let columns: Vec<ArrayRef> = vec![
        Arc::new(UInt32Array::from_value(replicate, rows.len())),
        Arc::new(Date32Array::from(dates)),
        named("county", &rows.county, None, &names.counties)?,
        named("activity", &rows.activity, none, &activities)?,
        named("stratum", &rows.stratum, none, &names.strata)?,
        named("force", &rows.force, none, &names.forces)?,
        named("reported_by", &rows.reported_by, none, &reporters(inputs))?,
        named("measure", &rows.measure, None, &measures)?,
        Arc::new(Float64Array::from(rows.value.clone())),
    ];
    Ok(RecordBatch::try_new(schema.clone(), columns)?)
}

/// The ledgers of replicates as tables in memory, one for each, in the order given, with the columns of the file.
///
/// # Errors
/// When the rows do not fit the scenario.
pub fn ledger_batches(
    inputs: &Inputs,
    replicates: &[(u32, Rows)],
) -> Result<(SchemaRef, Vec<RecordBatch>), TableError> {
    let (schema, names) = (schema(), Names::of(inputs));
    let one = |(replicate, rows): &(u32, Rows)| batch(&schema, inputs, &names, *replicate, rows);
    let batches = replicates.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Ok((schema.clone(), batches))
}

/// Reads the ledgers of all replicates, in the order of the file.
///
/// # Errors
/// When it is no ledger of this version, or holds replicates twice or others than it says.
pub fn read_ledger(path: &Path) -> Result<Vec<(u32, Rows)>, TableError> {
    read(path, read_from)
}

fn read_from(table: Table) -> Result<Vec<(u32, Rows)>, TableError> {
    if table.schema().fields().len() != schema().fields().len() {
        return Err(content("the columns are not those of a ledger"));
    }
    let notes = table
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .cloned()
        .unwrap_or_default();
    let note = |key: &str| -> Result<Value, TableError> {
        let text = notes.iter().find(|n| n.key == key).and_then(|n| n.value.as_deref());
        let text = text.ok_or_else(|| content(format!("no metadata {key}")))?;
        serde_json::from_str(text).map_err(|e| content(format!("metadata {key}: {e}")))
    };
    let replicates = note(REPLICATES_KEY)?;
    let names = note(NAMES_KEY)?;
    let start = names["start"]
        .as_str()
        .and_then(|text| text.parse::<jiff::civil::Date>().ok());
    let mut reader = Reader {
        first: days_since_1970(start.ok_or_else(|| content("no first day"))?),
        counties: numbers(&names["counties"]),
        strata: numbers(&names["strata"]),
        forces: numbers(&names["forces"]),
        reporters: numbers(&names["reporters"]),
        activities: Activity::ALL
            .iter()
            .enumerate()
            .map(|(i, a)| (a.name().to_string(), i))
            .collect(),
        measures: MEASURES
            .iter()
            .enumerate()
            .map(|(i, m)| (m.name.to_string(), i))
            .collect(),
        found: BTreeMap::new(),
    };
    for batch in table.with_batch_size(1 << 16).build()? {
        reader.take(&batch?)?;
    }
    let order = replicates.as_array().ok_or_else(|| content("no list of replicates"))?;
    let number = |value: &Value| u32::try_from(value.as_u64()?).ok();
    let order: Option<Vec<u32>> = order.iter().map(number).collect();
    let order = order.ok_or_else(|| content("a replicate that is no number"))?;
    let rows: Vec<_> = (order.into_iter())
        .map(|r| (r, reader.found.remove(&r).unwrap_or_default()))
        .collect();
    if !reader.found.is_empty() {
        return Err(content("rows of a replicate that is not in its list"));
    }
    Ok(rows)
}

type Numbers = BTreeMap<String, usize>;

fn numbers(names: &Value) -> Numbers {
    let names = names.as_array().map(Vec::as_slice).unwrap_or_default();
    let names = names.iter().filter_map(Value::as_str).enumerate();
    names.map(|(number, name)| (name.to_string(), number)).collect()
}

struct Reader {
    first: i32,
    counties: Numbers,
    strata: Numbers,
    forces: Numbers,
    reporters: Numbers,
    activities: Numbers,
    measures: Numbers,
    found: BTreeMap<u32, Rows>,
}

impl Reader {
    fn take(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let column = |name: &str| {
            batch
                .column_by_name(name)
                .ok_or_else(|| content(format!("no column {name}")))
        };
        let wrong = |name: &str| content(format!("column {name} has another type"));
        let replicate = column("replicate")?;
        let replicate = replicate
            .as_primitive_opt::<UInt32Type>()
            .ok_or_else(|| wrong("replicate"))?;
        let date = column("date")?;
        let date = date.as_primitive_opt::<Date32Type>().ok_or_else(|| wrong("date"))?;
        let value = column("value")?;
        let value = value.as_primitive_opt::<Float64Type>().ok_or_else(|| wrong("value"))?;
        let county = lookup("county", column("county")?, &self.counties, None)?;
        let activity = lookup("activity", column("activity")?, &self.activities, Some(NONE))?;
        let stratum = lookup("stratum", column("stratum")?, &self.strata, Some(NONE))?;
        let force = lookup("force", column("force")?, &self.forces, Some(NONE))?;
        let reported_by = lookup("reported_by", column("reported_by")?, &self.reporters, Some(NONE))?;
        let measure = lookup("measure", column("measure")?, &self.measures, None)?;
        for i in 0..batch.num_rows() {
            let day = date
                .value(i)
                .checked_sub(self.first)
                .and_then(|day| u32::try_from(day).ok());
            let day = day.ok_or_else(|| content("a date before the first day"))?;
            let rows = self.found.entry(replicate.value(i)).or_default();
            rows.day.push(day);
            rows.county.push(county[i]);
            rows.measure.push(measure[i] as u8);
            rows.activity.push(activity[i] as u8);
            rows.stratum.push(stratum[i] as u8);
            rows.force.push(force[i] as u8);
            rows.reported_by.push(reported_by[i] as u8);
            rows.value.push(value.value(i));
        }
        Ok(())
    }
}

/// Numbers of the names of a column; empty cells become `none`.
fn lookup(name: &str, column: &ArrayRef, known: &Numbers, none: Option<u8>) -> Result<Vec<u16>, TableError> {
    let wrong = || content(format!("column {name} is not one of names"));
    let column = column.as_dictionary_opt::<Int32Type>().ok_or_else(wrong)?;
    let values = column.values().as_string_opt::<i32>().ok_or_else(wrong)?;
    let known: Vec<Option<u16>> = (0..values.len())
        .map(|i| known.get(values.value(i)).and_then(|n| u16::try_from(*n).ok()))
        .collect();
    let keys = column.keys();
    (0..keys.len())
        .map(|i| {
            if keys.is_null(i) {
                return none
                    .map(u16::from)
                    .ok_or_else(|| content(format!("column {name} has an empty cell")));
            }
            let number = known.get(keys.value(i) as usize).copied().flatten();
            number.ok_or_else(|| content(format!("column {name} has an unknown name")))
        })
        .collect()
}
