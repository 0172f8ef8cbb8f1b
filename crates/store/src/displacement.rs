//! The folder of a displacement: made beside its target and renamed when whole.

use super::{ResultError, at, free, lock, peak_memory};
use crate::tables::displacement::csv::{flee_csv, flows_csv, summary_csv};
use crate::tables::displacement::{Over, camp_names, errors};
use crate::tables::{flows_batch, parquet_bytes, read_flows, summary_batch, write_camps};
use amnok_displacement::{Course, Engine, Row};
use amnok_lab::displacement::{Replicates, replicates};
use amnok_scenario::flee::{Conflict, load};
use serde_json::{Map, Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What decides the numbers beside the folders of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Seed.
    pub seed: u64,
    /// Number of replicates, from 1.
    pub replicates: u32,
    /// Which engine moves people.
    pub engine: Engine,
}

impl Asked {
    /// The engine's name.
    pub fn engine_name(self) -> &'static str {
        match self.engine {
            Engine::Cohorts => "cohorts",
            Engine::People => "people",
        }
    }
}

/// Lives through all that is asked for on so many threads; `each` is told of every replicate. `None` if it was stopped.
pub fn live_through(
    conflict: &Conflict,
    asked: Asked,
    threads: usize,
    stop: &AtomicBool,
    mut each: impl FnMut(),
) -> Option<Replicates> {
    let (seed, count) = (asked.seed, asked.replicates);
    let all = replicates(&conflict.displacement, asked.engine, seed, count, threads, stop, |_| {
        each()
    });
    (all.courses.len() == count as usize).then_some(all)
}

/// Work on a folder that is not whole yet. When it is dropped, nothing is left of it.
#[derive(Debug)]
pub struct Work {
    out: PathBuf,
    folder: PathBuf,
    force: bool,
    /// Held as long as this process works on the folder.
    _lock: File,
}

impl Work {
    /// Begins, in `<out>.partial`. What a killed run of the same kind has left there is taken away.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where the folder exists or work on something else lies there (not with `force`), or another
    /// process works on it.
    pub fn begin(out: &Path, force: bool) -> Result<Work, ResultError> {
        free(out, force)?;
        let mut name = out.file_name().unwrap_or_default().to_os_string();
        name.push(".partial");
        let folder = out.with_file_name(name);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let lock = lock(&folder)?;
        let foreign = ["run.json", "sweep.json"].iter().any(|mark| folder.join(mark).exists());
        if foreign && !force {
            return Err(ResultError::InTheWay(format!(
                "{} holds unfinished work of another command; go on with that, choose another --out, or start anew with --force",
                folder.display()
            )));
        }
        super::empty(&folder)?;
        Ok(Work {
            out: out.to_path_buf(),
            folder,
            force,
            _lock: lock,
        })
    }

    /// Writes all files and gives the folder its name.
    ///
    /// # Errors
    /// When a file cannot be written, or the folder has come into being meanwhile (not with `force`).
    pub fn finish(
        self,
        conflict: &Conflict,
        asked: Asked,
        all: &Replicates,
        page: &str,
        mut ran: Value,
    ) -> Result<(), ResultError> {
        let inside = self.folder.join("whole");
        conflict.write(&inside).map_err(at(&inside))?;
        let single = inside.join("replicates");
        fs::create_dir_all(&single).map_err(at(&single))?;
        for (number, course) in all.courses.iter().enumerate() {
            let path = single.join(file_name(number));
            fs::write(&path, flee_csv(conflict, course)).map_err(at(&path))?;
        }
        write_camps(&inside.join("camps.parquet"), conflict, all)?;
        for (name, bytes) in [
            ("summary.csv", summary_csv(conflict, all).into_bytes()),
            ("summary.parquet", parquet_bytes(&summary_batch(conflict, all)?)?),
            ("flows.csv", flows_csv(conflict, all).into_bytes()),
            ("flows.parquet", parquet_bytes(&flows_batch(conflict, all)?)?),
            (crate::PAGE, page.as_bytes().to_vec()),
        ] {
            let path = inside.join(name);
            fs::write(&path, bytes).map_err(at(&path))?;
        }
        // Writing takes memory of its own, so that the most of it is known only now.
        if let (true, Some(bytes)) = (ran["peak_memory_bytes"].is_u64(), peak_memory()) {
            ran["peak_memory_bytes"] = bytes.into();
        }
        let path = inside.join("manifest.json");
        let text = format!("{:#}\n", manifest(conflict, asked, all, ran));
        fs::write(&path, text).map_err(at(&path))?;
        free(&self.out, self.force)?;
        if self.out.exists() {
            let before = self.folder.join("before");
            fs::rename(&self.out, &before).map_err(at(&self.out))?;
        }
        fs::rename(&inside, &self.out).map_err(at(&self.out))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // What cannot be taken away is in nobody's way: it does not have the folder's name.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn file_name(replicate: usize) -> String {
    format!("replicate-{replicate:03}.csv")
}

fn over(over: &Over) -> Value {
    json!({ "mean": over.mean, "sd": over.sd, "median": over.spread.median, "p05": over.spread.low, "p95": over.spread.high })
}

/// What the folder says of itself.
pub fn manifest(conflict: &Conflict, asked: Asked, all: &Replicates, ran: Value) -> Value {
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
        "start": conflict.start.to_string(),
        "days": world.days,
        "camps": camp_names(conflict),
        "settings": settings,
        "notes": conflict.notes,
        "errors": errors.collect::<Map<String, Value>>(),
        "ran": ran,
    })
}

/// Whether a folder says of itself that it is one of a displacement.
pub fn is_one(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
    manifest["kind"] == "displacement"
}

/// Reads a folder: its input, what was asked, and the replicates, but for the flows of each by itself.
///
/// # Errors
/// When it is no whole folder of a displacement.
pub fn read(folder: &Path) -> Result<(Conflict, Asked, Replicates), ResultError> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(at(&path))?;
    let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
    let wrong = |what: &str| {
        ResultError::Mismatch(format!(
            "{}: {what}; is it a whole folder of `amnok flee run`?",
            folder.display()
        ))
    };
    let number = |key: &str| {
        manifest[key]
            .as_u64()
            .ok_or_else(|| wrong(&format!("no {key} in manifest.json")))
    };
    let asked = Asked {
        seed: number("seed")?,
        replicates: number("replicates")? as u32,
        engine: if manifest["engine"] == "people" {
            Engine::People
        } else {
            Engine::Cohorts
        },
    };
    let (input, registered) = (folder.join("input"), folder.join("registered"));
    let conflict = load(&input, Some(&registered), None, Some(number("days")? as u32));
    let mut conflict = conflict.map_err(|found| wrong(&found.to_string()))?;
    conflict.name = manifest["title"].as_str().unwrap_or(&conflict.name).to_owned();
    let camps = conflict.displacement.camps().len();
    let mut all = Replicates::default();
    for replicate in 0..asked.replicates as usize {
        let path = folder.join("replicates").join(file_name(replicate));
        let text = fs::read_to_string(&path).map_err(at(&path))?;
        let rows: Option<Vec<Row>> = text.lines().skip(1).map(|line| row(line, camps)).collect();
        let rows = rows.filter(|rows| rows.len() == conflict.displacement.days as usize);
        all.courses.push(Course {
            rows: rows.ok_or_else(|| wrong(&format!("{} is not what was written", path.display())))?,
            ..Course::default()
        });
    }
    let links = conflict.displacement.network.links.len();
    all.flows_by_day = vec![0; links * conflict.displacement.days as usize];
    for flow in read_flows(&folder.join("flows.parquet"))? {
        let place = all.flows_by_day.get_mut(flow.day * links + flow.link);
        let place = place.ok_or_else(|| wrong("flows.parquet has links or days that the input does not have"))?;
        *place = (flow.people * f64::from(asked.replicates)).round() as u64;
    }
    Ok((conflict, asked, all))
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
