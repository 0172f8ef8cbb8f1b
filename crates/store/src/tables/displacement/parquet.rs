//! The tables of a displacement: camps by replicate and day, their summary, flows by link and day.

use super::people::{CampDay, Flow, camp_names, date, flows, summary};
use crate::tables::read::{Table, read};
use crate::tables::sweep::{bytes, properties};
use crate::tables::{TableError, content, create, days_since_1970, field, named, names_type};
use ::parquet::arrow::ArrowWriter;
use amnok_lab::displacement::{Measure, Replicates};
use amnok_scenario::flee::Conflict;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::path::Path;
use std::sync::Arc;

fn day_fields() -> [Field; 2] {
    [
        field("day", DataType::UInt32, false, "Day, from 0", "days"),
        field(
            "date",
            DataType::Date32,
            false,
            "Date under which Flee writes the day: that of the day after",
            "date",
        ),
    ]
}

fn camp_field() -> Field {
    field(
        "camp",
        names_type(),
        false,
        "Camp, by its name in locations.csv",
        "none",
    )
}

/// Days and dates, as columns.
fn day_columns(conflict: &Conflict, days: &[usize]) -> [ArrayRef; 2] {
    let date = |day: &usize| days_since_1970(date(conflict.start, *day));
    [
        Arc::new(UInt32Array::from_iter_values(days.iter().map(|day| *day as u32))),
        Arc::new(Date32Array::from_iter_values(days.iter().map(date))),
    ]
}

/// Columns of [`camps_batch`].
pub fn camps_schema() -> SchemaRef {
    let [day, date] = day_fields();
    Arc::new(Schema::new(vec![
        field(
            "replicate",
            DataType::UInt32,
            false,
            "Number of the replicate: one possible history",
            "none",
        ),
        day,
        date,
        camp_field(),
        field(
            "simulated",
            DataType::Int64,
            false,
            "People in the camp in the evening",
            "people",
        ),
        field(
            "registered",
            DataType::Int64,
            false,
            "People registered there, on straight lines between counts",
            "people",
        ),
    ]))
}

/// One replicate: every camp on every day.
///
/// # Errors
/// When there is no such replicate, or it is not of this displacement.
pub fn camps_batch(conflict: &Conflict, all: &Replicates, replicate: usize) -> Result<RecordBatch, TableError> {
    let course = all.courses.get(replicate);
    let course = course.ok_or_else(|| content(format!("no replicate {replicate} of {}", all.courses.len())))?;
    let names = camp_names(conflict);
    let days: Vec<usize> = (0..course.rows.len() * names.len()).map(|i| i / names.len()).collect();
    let camps: Vec<u32> = (0..days.len()).map(|i| (i % names.len()) as u32).collect();
    let [day, date] = day_columns(conflict, &days);
    let (simulated, registered) = (
        course.rows.iter().flat_map(|row| row.simulated.iter().copied()),
        course.rows.iter().flat_map(|row| row.registered.iter().copied()),
    );
    let columns: Vec<ArrayRef> = vec![
        Arc::new(UInt32Array::from(vec![replicate as u32; days.len()])),
        day,
        date,
        named("camp", &camps, None, &names)?,
        Arc::new(Int64Array::from_iter_values(simulated)),
        Arc::new(Int64Array::from_iter_values(registered)),
    ];
    Ok(RecordBatch::try_new(camps_schema(), columns)?)
}

/// Writes every camp, day and replicate; a replicate at a time.
///
/// # Errors
/// When the file cannot be written.
pub fn write_camps(path: &Path, conflict: &Conflict, all: &Replicates) -> Result<(), TableError> {
    let write = || {
        let mut writer = ArrowWriter::try_new(create(path)?, camps_schema(), Some(properties()?.build()))?;
        for replicate in 0..all.courses.len() {
            writer.write(&camps_batch(conflict, all, replicate)?)?;
        }
        writer.close()?;
        Ok(())
    };
    write().map_err(|error: TableError| error.within(path))
}

/// How far every day of every replicate is from what was registered, by each of the three measures.
///
/// # Errors
/// When the Arrow library refuses.
pub fn errors_batch(conflict: &Conflict, all: &Replicates) -> Result<RecordBatch, TableError> {
    let rows = || {
        let each = all.courses.iter().enumerate();
        each.flat_map(|(replicate, course)| {
            course
                .rows
                .iter()
                .enumerate()
                .map(move |(day, row)| (replicate, day, row))
        })
    };
    let [day, date] = day_fields();
    let replicate = field("replicate", DataType::UInt32, false, "Number of the replicate", "none");
    let mut fields = vec![replicate, day, date];
    let [day, date] = day_columns(conflict, &rows().map(|(_, day, _)| day).collect::<Vec<_>>());
    let numbers = rows().map(|(replicate, _, _)| replicate as u32);
    let mut columns: Vec<ArrayRef> = vec![Arc::new(UInt32Array::from_iter_values(numbers)), day, date];
    for measure in Measure::ALL {
        fields.push(field(measure.name(), DataType::Float64, false, measure.words(), "none"));
        let values = rows().map(|(_, _, row)| measure.of_day(row));
        columns.push(Arc::new(Float64Array::from_iter_values(values)));
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

/// Every camp and day over replicates: mean, standard deviation, quantiles, and what was registered.
///
/// # Errors
/// When the replicates are not of this displacement.
pub fn summary_batch(conflict: &Conflict, all: &Replicates) -> Result<RecordBatch, TableError> {
    let cells = summary(all);
    let days: Vec<usize> = cells.iter().map(|cell| cell.day).collect();
    let camps: Vec<u32> = cells.iter().map(|cell| cell.camp as u32).collect();
    let people = |name, meaning| field(name, DataType::Float64, false, meaning, "people");
    let [day, date] = day_fields();
    let schema = Schema::new(vec![
        day,
        date,
        camp_field(),
        field("replicates", DataType::UInt32, false, "Number of replicates", "none"),
        people("mean", "Mean over replicates of the people in the camp"),
        people("sd", "Standard deviation between replicates"),
        people("q05", "5 % of replicates are below"),
        people("median", "Half of the replicates are below"),
        people("q95", "95 % of replicates are below"),
        field("data", DataType::Int64, false, "People registered there", "people"),
    ]);
    let number =
        |of: fn(&CampDay) -> f64| -> ArrayRef { Arc::new(Float64Array::from_iter_values(cells.iter().map(of))) };
    let [day, date] = day_columns(conflict, &days);
    let columns = vec![
        day,
        date,
        named("camp", &camps, None, &camp_names(conflict))?,
        Arc::new(UInt32Array::from(vec![all.courses.len() as u32; cells.len()])),
        number(|c| c.simulated.mean),
        number(|c| c.simulated.sd),
        number(|c| c.simulated.spread.low),
        number(|c| c.simulated.spread.median),
        number(|c| c.simulated.spread.high),
        Arc::new(Int64Array::from_iter_values(cells.iter().map(|c| c.registered))),
    ];
    Ok(RecordBatch::try_new(Arc::new(schema), columns)?)
}

/// People who set out on each link and day, mean over replicates; days and links on which nobody did are left out.
///
/// # Errors
/// When the replicates are not of this displacement.
pub fn flows_batch(conflict: &Conflict, all: &Replicates) -> Result<RecordBatch, TableError> {
    let network = &conflict.displacement.network;
    let flows: Vec<Flow> = flows(conflict, all).collect();
    let names: Vec<String> = network.places.iter().map(|place| place.name.clone()).collect();
    let link = |flow: &Flow| network.links.get(flow.link);
    if flows.iter().any(|flow| link(flow).is_none()) {
        return Err(content("a link that this displacement does not have"));
    }
    let ends = |of: fn(&amnok_displacement::network::Link) -> usize| -> Vec<u32> {
        flows.iter().filter_map(link).map(|link| of(link) as u32).collect()
    };
    let place = |name, meaning| field(name, names_type(), false, meaning, "none");
    let [day, date] = day_fields();
    let schema = Schema::new(vec![
        day,
        date,
        field(
            "link",
            DataType::UInt32,
            false,
            "Number of the link: two for each row of routes.csv, there and back",
            "none",
        ),
        place("from", "Place where they set out"),
        place("to", "Place to which the link leads"),
        field("km", DataType::Float64, false, "Length of the link", "km"),
        field(
            "people",
            DataType::Float64,
            false,
            "People who set out on it, mean over replicates",
            "people",
        ),
    ]);
    let [day, date] = day_columns(conflict, &flows.iter().map(|flow| flow.day).collect::<Vec<_>>());
    let columns: Vec<ArrayRef> = vec![
        day,
        date,
        Arc::new(UInt32Array::from_iter_values(flows.iter().map(|f| f.link as u32))),
        named("from", &ends(|link| link.from), None, &names)?,
        named("to", &ends(|link| link.to), None, &names)?,
        Arc::new(Float64Array::from_iter_values(
            flows.iter().filter_map(link).map(|link| link.km),
        )),
        Arc::new(Float64Array::from_iter_values(flows.iter().map(|flow| flow.people))),
    ];
    Ok(RecordBatch::try_new(Arc::new(schema), columns)?)
}

/// The bytes of a table in Parquet.
///
/// # Errors
/// When the library refuses.
pub fn parquet_bytes(batch: &RecordBatch) -> Result<Vec<u8>, TableError> {
    bytes(batch, properties()?.build())
}

/// Reads a table of flows.
///
/// # Errors
/// When it is none.
pub fn read_flows(path: &Path) -> Result<Vec<Flow>, TableError> {
    read(path, flows_in)
}

fn flows_in(table: Table) -> Result<Vec<Flow>, TableError> {
    let mut flows = Vec::new();
    for batch in table.build()? {
        let batch = batch?;
        let column = |name: &str| {
            batch
                .column_by_name(name)
                .ok_or_else(|| content(format!("no column {name}")))
        };
        let whole = |name: &str| -> Result<Vec<u32>, TableError> {
            let array = column(name)?.as_primitive_opt::<UInt32Type>();
            let array = array.ok_or_else(|| content(format!("column {name} has another type")))?;
            Ok(array.values().to_vec())
        };
        let people = column("people")?.as_primitive_opt::<Float64Type>();
        let people = people.ok_or_else(|| content("column people has another type"))?;
        let rows = whole("day")?.into_iter().zip(whole("link")?).zip(people.values());
        flows.extend(rows.map(|((day, link), people)| Flow {
            day: day as usize,
            link: link as usize,
            people: *people,
        }));
    }
    Ok(flows)
}
