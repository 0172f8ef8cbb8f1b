//! Incidents as a table: one attempt per row, in the order in which they ended.

use super::{Names, TableError, create, days_since_1970, field, named, names_type, open};
use amnok_model::facts::{Activity, Fact, Log, Outcome};
use amnok_model::inputs::Inputs;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, RecordBatch, UInt32Array};
use arrow_schema::{DataType, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::KeyValue;
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Attempts in one row group.
const GROUP: usize = 1 << 20;
/// Attempts that are handed to the thread at a time.
const BATCH: usize = 1 << 15;
/// Mark of an attempt that no force stopped.
const NO_FORCE: u32 = u32::MAX;
/// Number of a resident whom nobody asked who he was; no engine that keeps incidents has any.
const NOBODY: u32 = u32::MAX;

/// Writes incidents as they happen, on a thread of its own. Whatever goes wrong is told by [`IncidentWriter::finish`].
pub struct IncidentWriter {
    first: i32,
    replicate: u32,
    buffer: Buffer,
    full: Option<SyncSender<(u32, Buffer)>>,
    thread: JoinHandle<Result<(), TableError>>,
}

/// What the thread holds.
struct Encoder {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    names: Names,
}

struct Buffer {
    date: Vec<i32>,
    county: Vec<u16>,
    at: Vec<u16>,
    resident: Vec<u32>,
    stratum: Vec<u8>,
    activity: Vec<u8>,
    brokered: Vec<bool>,
    outcome: Vec<u8>,
    died: Vec<bool>,
    force: Vec<u32>,
    paid: Vec<i128>,
}

impl Buffer {
    fn new() -> Buffer {
        Buffer {
            date: Vec::with_capacity(BATCH),
            county: Vec::with_capacity(BATCH),
            at: Vec::with_capacity(BATCH),
            resident: Vec::with_capacity(BATCH),
            stratum: Vec::with_capacity(BATCH),
            activity: Vec::with_capacity(BATCH),
            brokered: Vec::with_capacity(BATCH),
            outcome: Vec::with_capacity(BATCH),
            died: Vec::with_capacity(BATCH),
            force: Vec::with_capacity(BATCH),
            paid: Vec::with_capacity(BATCH),
        }
    }
}

fn schema(currency: &str) -> SchemaRef {
    let text = names_type;
    let money = DataType::Decimal128(18, 2);
    Arc::new(Schema::new(vec![
        field(
            "replicate",
            DataType::UInt32,
            false,
            "Number of the replicate: one possible history",
            "none",
        ),
        field(
            "date",
            DataType::Date32,
            false,
            "Day on which the attempt ended",
            "date",
        ),
        field(
            "county",
            text(),
            false,
            "County of residence of the one who tried",
            "none",
        ),
        field("at", text(), false, "County whose border was tried", "none"),
        field(
            "resident",
            DataType::UInt32,
            false,
            "Number of the simulated resident within the county",
            "none",
        ),
        field("stratum", text(), false, "Stratum of residents", "none"),
        field(
            "activity",
            text(),
            false,
            "What was set out to do: leave or smuggle",
            "none",
        ),
        field(
            "brokered",
            DataType::Boolean,
            false,
            "Whether it went by a standing deal",
            "none",
        ),
        field("outcome", text(), false, "How the attempt ended", "none"),
        field(
            "died",
            DataType::Boolean,
            false,
            "Whether the one who tried died",
            "none",
        ),
        field(
            "force",
            text(),
            true,
            "Force that stopped the attempt, if one did",
            "none",
        ),
        field(
            "paid",
            money,
            false,
            "Paid in all, to every layer and the broker",
            currency,
        ),
    ]))
}

/// Joins files of incidents, one after the other, by copying their row groups as they are.
///
/// # Errors
/// When one cannot be read, their columns differ, or the whole cannot be written.
pub fn join_incidents(path: &Path, parts: &[PathBuf]) -> Result<(), TableError> {
    join(path, parts).map_err(|error| error.within(path))
}

fn join(path: &Path, parts: &[PathBuf]) -> Result<(), TableError> {
    let mut joined: Option<SerializedFileWriter<File>> = None;
    for part in parts {
        let input = open(part)?;
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&input)?;
        let file = metadata.file_metadata();
        let mut output = match joined.take() {
            Some(output) => output,
            None => {
                let properties = WriterProperties::builder().set_key_value_metadata(file.key_value_metadata().cloned());
                SerializedFileWriter::new(
                    create(path)?,
                    file.schema_descr().root_schema_ptr(),
                    Arc::new(properties.build()),
                )?
            }
        };
        for group in metadata.row_groups() {
            let mut copy = output.next_row_group()?;
            for column in group.columns() {
                let close = ColumnCloseResult {
                    bytes_written: column.compressed_size() as u64,
                    rows_written: group.num_rows() as u64,
                    metadata: column.clone(),
                    bloom_filter: None,
                    column_index: None,
                    offset_index: None,
                };
                copy.append_column(&input, close)?;
            }
            copy.close()?;
        }
        joined = Some(output);
    }
    if let Some(output) = joined {
        output.close()?;
    }
    Ok(())
}

impl IncidentWriter {
    /// Starts a file; incidents belong to replicate 0 until [`IncidentWriter::start_replicate`] says otherwise.
    pub fn create(path: &Path, inputs: &Inputs) -> Result<IncidentWriter, TableError> {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(vec![KeyValue::new(
                "amnok.scenario".to_string(),
                inputs.name.clone(),
            )]));
        for column in ["county", "at", "stratum", "activity", "outcome", "force"] {
            // Least and greatest name of a column tell nothing.
            properties = properties.set_column_statistics_enabled(ColumnPath::from(column), EnabledStatistics::None);
        }
        for column in ["date", "resident"] {
            let column = ColumnPath::from(column);
            properties = properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
        }
        let file = create(path)?;
        let schema = schema(&inputs.currency);
        let mut encoder = Encoder {
            writer: ArrowWriter::try_new(file, schema.clone(), Some(properties.build()))?,
            schema,
            names: Names::of(inputs),
        };
        let (full, incoming) = sync_channel::<(u32, Buffer)>(2);
        let name = path.to_path_buf();
        let write = move || {
            let write = || {
                for (replicate, buffer) in incoming {
                    encoder.encode(replicate, buffer)?;
                }
                encoder.writer.close()?;
                Ok(())
            };
            write().map_err(|error: TableError| error.within(&name))
        };
        let thread = std::thread::Builder::new().spawn(write);
        let thread = thread.map_err(|error| TableError::File(path.to_path_buf(), error))?;
        Ok(IncidentWriter {
            first: days_since_1970(inputs.start),
            replicate: 0,
            buffer: Buffer::new(),
            full: Some(full),
            thread,
        })
    }

    /// From here on incidents belong to this replicate.
    pub fn start_replicate(&mut self, replicate: u32) {
        self.hand_over();
        self.replicate = replicate;
    }

    /// Writes what is left and closes the file.
    ///
    /// # Errors
    /// Whatever went wrong since the file was created.
    pub fn finish(mut self) -> Result<(), TableError> {
        self.hand_over();
        drop(self.full.take());
        let gone = |_| TableError::Content("the thread that writes ended early".into());
        self.thread.join().map_err(gone)?
    }

    /// Gives the buffer to the thread; where that has failed, [`IncidentWriter::finish`] says so.
    fn hand_over(&mut self) {
        if self.buffer.date.is_empty() {
            return;
        }
        let buffer = std::mem::replace(&mut self.buffer, Buffer::new());
        if let Some(full) = &self.full
            && full.send((self.replicate, buffer)).is_err()
        {
            self.full = None;
        }
    }
}

impl Encoder {
    fn encode(&mut self, replicate: u32, buffer: Buffer) -> Result<(), TableError> {
        let activities: Vec<String> = Activity::ALL.iter().map(|a| a.name().to_string()).collect();
        let outcomes: Vec<String> = Outcome::ALL.iter().map(|o| o.name().to_string()).collect();
        let paid = Decimal128Array::from(buffer.paid).with_precision_and_scale(18, 2)?;
        let columns: Vec<ArrayRef> = vec![
            Arc::new(UInt32Array::from_value(replicate, buffer.date.len())),
            Arc::new(Date32Array::from(buffer.date)),
            named("county", &buffer.county, None, &self.names.counties)?,
            named("at", &buffer.at, None, &self.names.counties)?,
            Arc::new(UInt32Array::from(buffer.resident)),
            named("stratum", &buffer.stratum, None, &self.names.strata)?,
            named("activity", &buffer.activity, None, &activities)?,
            Arc::new(BooleanArray::from(buffer.brokered)),
            named("outcome", &buffer.outcome, None, &outcomes)?,
            Arc::new(BooleanArray::from(buffer.died)),
            named("force", &buffer.force, Some(NO_FORCE), &self.names.forces)?,
            Arc::new(paid),
        ];
        self.writer
            .write(&RecordBatch::try_new(self.schema.clone(), columns)?)?;
        Ok(())
    }
}

impl IncidentWriter {
    /// Gives up: what was written is not to be used.
    pub fn abandon(mut self) {
        drop(self.full.take());
        let _ = self.thread.join();
    }
}

impl Log for IncidentWriter {
    fn happened(&mut self, fact: &Fact) {
        let Fact::Attempt(incident) = fact else { return };
        let buffer = &mut self.buffer;
        buffer.date.push(self.first.saturating_add_unsigned(incident.day));
        buffer.county.push(incident.county);
        buffer.at.push(incident.at);
        buffer.resident.push(incident.resident.unwrap_or(NOBODY));
        buffer.stratum.push(incident.stratum);
        buffer.activity.push(incident.activity as u8);
        buffer.brokered.push(incident.brokered);
        buffer.outcome.push(incident.outcome as u8);
        buffer.died.push(incident.died);
        buffer.force.push(incident.force.map_or(NO_FORCE, u32::from));
        buffer.paid.push(i128::from(incident.paid.0));
        if buffer.date.len() >= BATCH {
            self.hand_over();
        }
    }
}
