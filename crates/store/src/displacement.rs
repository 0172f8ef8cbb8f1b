//! The folder of a displacement: made beside its target and renamed when whole.

use crate::error::{ResultError, wrong};
use crate::folder::{Draft, Place, Sealed};
use crate::logs;
use crate::memory::bounded;
use crate::number::within;
use crate::tables::displacement::csv::{flee_csv, flows_csv, summary_csv};
use crate::tables::displacement::{OverReplicates, camp_names, errors};
use crate::tables::{flows_batch, parquet_bytes, read_flows, summary_batch, write_camps};
use amnok_displacement::{Course, MovementEngine, Row};
pub use amnok_lab::displacement::RunSettings;
use amnok_lab::displacement::{Replicates, replicates};
use amnok_scenario::flee::{Conflict, load};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Most replicates of a displacement.
const MOST_REPLICATES: u32 = 100_000;
/// Most days of a displacement.
const MOST_DAYS: u32 = 36_500;
/// Most people who are followed.
pub const MOST_TRACERS: u32 = 1_000_000;
/// The table of flows.
const FLOWS: &str = "flows.parquet";

/// Whether as much as is asked for can be held in memory until it is written.
///
/// # Errors
/// [`ResultError::Mismatch`] with the number of replicates that can be.
pub fn affordable(conflict: &Conflict, asked: RunSettings) -> Result<(), ResultError> {
    let world = &conflict.displacement;
    let numbers = 2 * world.camps().len() * size_of::<i64>();
    let each = (size_of::<Row>() + numbers) as u64 * u64::from(world.days);
    bounded(asked.replicates, each)
}

/// Lives through all that is asked for on so many threads; `each` is told of every replicate. `None` if it was stopped.
pub fn simulate(
    conflict: &Conflict,
    asked: RunSettings,
    threads: usize,
    stop: &AtomicBool,
    mut each: impl FnMut(),
) -> Option<Replicates> {
    let all = replicates(&conflict.displacement, asked, threads, stop, |_| each());
    (all.courses.len() == asked.replicates as usize).then_some(all)
}

/// Begins the folder of a displacement, before any replicate. When it is dropped, nothing is left of it.
///
/// # Errors
/// [`ResultError::InTheWay`] where another process works there, or unfinished work on something else lies there (not with
/// `force`), or a file of the result would have too long a path.
pub fn begin(place: Place, conflict: &Conflict) -> Result<Draft, ResultError> {
    let last = [file_name(MOST_REPLICATES as usize)];
    place.takes(conflict.files.keys().chain(&last).map(String::as_str))?;
    Draft::anew(place, "displacement")
}

/// Writes all files and seals the folder.
///
/// # Errors
/// When a file cannot be written, or the folder has come into being meanwhile (not with `force`).
pub fn finish(
    draft: Draft,
    conflict: &Conflict,
    asked: RunSettings,
    all: &Replicates,
    page: &str,
    ran: Value,
) -> Result<(), ResultError> {
    draft.start()?;
    draft.add_all("", &conflict.files)?;
    for (number, course) in all.courses.iter().enumerate() {
        draft.add(&file_name(number), flee_csv(conflict, course).as_bytes())?;
    }
    write_camps(&draft.path("camps.parquet")?, conflict, all)?;
    draft.add("summary.csv", summary_csv(conflict, all).as_bytes())?;
    draft.add("summary.parquet", &parquet_bytes(&summary_batch(conflict, all)?)?)?;
    draft.add("flows.csv", flows_csv(conflict, all).as_bytes())?;
    draft.add(FLOWS, &parquet_bytes(&flows_batch(conflict, all)?)?)?;
    logs::write(&draft, conflict, asked, all)?;
    draft.add(crate::PAGE, page.as_bytes())?;
    draft.seal(manifest(conflict, asked, all, ran))
}

/// Name of a replicate in the folder.
fn file_name(replicate: usize) -> String {
    format!("replicates/replicate-{replicate:03}.csv")
}

fn over(over: &OverReplicates) -> Value {
    json!({ "mean": over.mean, "sd": over.sd, "median": over.spread.median, "p05": over.spread.low, "p95": over.spread.high })
}

/// What the folder says of itself.
pub fn manifest(conflict: &Conflict, asked: RunSettings, all: &Replicates, ran: Value) -> Value {
    let world = &conflict.displacement;
    let errors = errors(all).into_iter().map(|(measure, value)| {
        let mut value = over(&value);
        value["meaning"] = format!("{}, mean over days", measure.words()).into();
        (measure.name().to_owned(), value)
    });
    let settings = conflict.settings.iter();
    let settings: Map<String, Value> = settings.map(|s| (s.key.clone(), s.value.clone().into())).collect();
    json!({
        "kind": "displacement",
        "title": conflict.name,
        "version": env!("CARGO_PKG_VERSION"),
        "input": conflict.digest,
        "seed": asked.seed,
        "engine": asked.engine_name(),
        "replicates": all.courses.len(),
        "tracers": asked.tracers,
        "logs": asked.logs,
        "start": conflict.start.to_string(),
        "days": world.days,
        "camps": camp_names(conflict),
        "settings": settings,
        "notes": conflict.notes,
        "errors": errors.collect::<Map<String, Value>>(),
        "ran": ran,
    })
}

/// What the manifest of a folder says that was asked, and the number of days.
fn asked_of(sealed: &Sealed) -> Result<(RunSettings, u32), ResultError> {
    let all = sealed.manifest();
    let number = |key: &str, most: u32| {
        let number = within(&all[key], 1..=most);
        number.ok_or_else(|| sealed.wrong(format!("{key}: no number from 1 to {most}")))
    };
    let engine = match all["engine"].as_str() {
        Some("people") => MovementEngine::People,
        Some("cohorts") => MovementEngine::Cohorts,
        _ => return Err(sealed.wrong("engine: neither cohorts nor people")),
    };
    let asked = RunSettings {
        seed: within(&all["seed"], 0..=u64::MAX).ok_or_else(|| sealed.wrong("no seed"))?,
        replicates: number("replicates", MOST_REPLICATES)?,
        engine,
        tracers: within(&all["tracers"], 0..=MOST_TRACERS).unwrap_or(0),
        logs: all["logs"] == true,
        flows: true,
    };
    Ok((asked, number("days", MOST_DAYS)?))
}

/// Reads a folder: its input, what was asked, and the replicates, but for the flows of each by itself.
///
/// # Errors
/// When it is no whole folder of a displacement, or a file of it is no longer what was written.
pub fn read(folder: &Path) -> Result<(Conflict, RunSettings, Replicates), ResultError> {
    let sealed = Sealed::open(folder, "displacement")?;
    let (asked, days) = asked_of(&sealed)?;
    let (input, registered) = (folder.join("input"), folder.join("registered"));
    sealed.below("input/")?;
    sealed.below("registered/")?;
    let conflict = load(&input, Some(&registered), None, Some(days));
    let mut conflict = conflict.map_err(|found| wrong(folder, found))?;
    if sealed.manifest()["input"] != *conflict.digest {
        return Err(wrong(
            folder,
            "the input is no longer what was run; put it back as it was",
        ));
    }
    conflict.name = sealed.manifest()["title"].as_str().unwrap_or(&conflict.name).to_owned();
    let mut all = Replicates {
        courses: (0..asked.replicates as usize)
            .map(|replicate| course(&sealed, replicate, &conflict))
            .collect::<Result<_, _>>()?,
        ..Replicates::default()
    };
    let links = conflict.displacement.network.links.len();
    all.flows_by_day = vec![0; links * days as usize];
    for flow in read_flows(&sealed.file(FLOWS)?)? {
        let place = (flow.link < links)
            .then(|| flow.day.checked_mul(links)?.checked_add(flow.link))
            .flatten();
        let place = place.and_then(|place| all.flows_by_day.get_mut(place));
        let place =
            place.ok_or_else(|| sealed.wrong("flows.parquet has links or days that the input does not have"))?;
        *place = (flow.people * f64::from(asked.replicates)).round() as u64;
    }
    Ok((conflict, asked, all))
}

/// The course of one replicate.
fn course(sealed: &Sealed, replicate: usize, conflict: &Conflict) -> Result<Course, ResultError> {
    let name = file_name(replicate);
    let camps = conflict.displacement.camps().len();
    let text = String::from_utf8(sealed.bytes(&name)?).unwrap_or_default();
    let rows: Option<Vec<Row>> = text.lines().skip(1).map(|line| row(line, camps)).collect();
    let rows = rows.filter(|rows| rows.len() == conflict.displacement.days as usize);
    Ok(Course {
        rows: rows.ok_or_else(|| sealed.wrong(format!("{name} has other days or camps than the input")))?,
        ..Course::default()
    })
}

/// A row of Flee's columns.
fn row(line: &str, camps: usize) -> Option<Row> {
    let cells: Vec<&str> = line.split(',').collect();
    let whole = |i: usize| cells.get(i)?.parse::<i64>().ok();
    let column = |first: usize| {
        (0..camps)
            .map(|camp| whole(2 + 3 * camp + first))
            .collect::<Option<Vec<i64>>>()
    };
    let rest = 2 + 3 * camps;
    Some(Row {
        simulated: column(0)?,
        registered: column(1)?,
        total_error: cells.get(rest)?.parse().ok()?,
        registered_in_camps: whole(rest + 1)?,
        simulated_total: whole(rest + 2)?,
        registered_total: whole(rest + 3)?,
        simulated_in_camps: whole(rest + 4)?,
        debt: whole(rest + 5)?,
        displaced_at_home: whole(rest + 6).unwrap_or(0),
    })
}
