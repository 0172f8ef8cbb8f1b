//! Tables of a displacement in Parquet hold what the text tables hold.

use amnok_displacement::MovementEngine;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::{Conflict, load};
use amnok_store::displacement::{RunSettings, affordable, begin, finish, read, simulate};
use amnok_store::tables::displacement::csv::{flows_csv, summary_csv};
use amnok_store::tables::displacement::flows;
use amnok_store::{Place, ResultError};
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type, UInt32Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fmt::Write;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::AtomicBool;

const ASKED: RunSettings = RunSettings {
    seed: 3,
    replicates: 4,
    engine: MovementEngine::Cohorts,
    tracers: 0,
    logs: false,
    flows: true,
};

fn lived() -> (Conflict, Replicates) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flee");
    let conflict = load(&folder.join("input"), Some(&folder.join("registered")), None, None).expect("the example");
    let all = simulate(&conflict, ASKED, 2, &AtomicBool::new(false), || ()).expect("not stopped");
    (conflict, all)
}

fn batches(path: &Path) -> Vec<RecordBatch> {
    let file = File::open(path).expect("a table");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|b| b.build())
        .expect("Parquet");
    reader.map(|batch| batch.expect("rows")).collect()
}

/// A column as text, number by number.
fn column(batch: &RecordBatch, name: &str) -> Vec<String> {
    let array = batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    if let Some(numbers) = array.as_primitive_opt::<Float64Type>() {
        return numbers.values().iter().map(f64::to_string).collect();
    }
    if let Some(numbers) = array.as_primitive_opt::<Int64Type>() {
        return numbers.values().iter().map(i64::to_string).collect();
    }
    if let Some(numbers) = array.as_primitive_opt::<UInt32Type>() {
        return numbers.values().iter().map(u32::to_string).collect();
    }
    let names = array.as_dictionary::<Int32Type>();
    let values = names.values().as_string::<i32>();
    let cell = |key: &i32| values.value(*key as usize).to_owned();
    names.keys().values().iter().map(cell).collect()
}

#[test]
fn parquet_holds_what_the_text_holds() {
    let (conflict, all) = lived();
    let place = tempfile::tempdir().expect("a folder");
    let out = place.path().join("out");
    let work = Place::of(&out, false)
        .and_then(|place| begin(place, &conflict))
        .expect("begun");
    finish(work, &conflict, ASKED, &all, "", serde_json::Value::Null).expect("written");

    let mut text = String::from("day,date,camp,replicates,mean,sd,q05,median,q95,data\n");
    for batch in batches(&out.join("summary.parquet")) {
        let columns = [
            "day",
            "camp",
            "replicates",
            "mean",
            "sd",
            "q05",
            "median",
            "q95",
            "data",
        ]
        .map(|n| column(&batch, n));
        let dates = batch
            .column_by_name("date")
            .expect("dates")
            .as_primitive::<arrow_array::types::Date32Type>();
        for i in 0..batch.num_rows() {
            let [day, camp, n, mean, sd, low, median, high, data] = columns.each_ref().map(|c| c[i].as_str());
            let rounded = |number: &str| format!("{:.3}", number.parse::<f64>().expect("a number"));
            let date = dates.value_as_date(i).expect("a date");
            let _ = writeln!(
                text,
                "{day},{date},{camp},{n},{},{},{low},{median},{high},{data}",
                rounded(mean),
                rounded(sd)
            );
        }
    }
    assert!(text == summary_csv(&conflict, &all), "the summaries differ");

    let written: Vec<String> = flows_csv(&conflict, &all).lines().skip(1).map(str::to_owned).collect();
    let mut seen = 0;
    for batch in batches(&out.join("flows.parquet")) {
        let columns = ["day", "link", "from", "to", "km", "people"].map(|n| column(&batch, n));
        for i in 0..batch.num_rows() {
            let cells: Vec<&str> = written[seen].split(',').collect();
            let [day, link, from, to, km, people] = columns.each_ref().map(|c| c[i].as_str());
            assert_eq!(
                [cells[0], cells[2], cells[3], cells[4], cells[5], cells[6]],
                [day, link, from, to, km, people]
            );
            seen += 1;
        }
    }
    assert!(seen == written.len() && seen > 100, "{seen} flows of {}", written.len());

    let mut seen = 0;
    for batch in batches(&out.join("camps.parquet")) {
        let columns = ["replicate", "day", "camp", "simulated", "registered"].map(|n| column(&batch, n));
        for i in 0..batch.num_rows() {
            let [replicate, day, camp, simulated, registered] = columns.each_ref().map(|c| c[i].as_str());
            let number = |text: &str| text.parse::<usize>().expect("a number");
            let row = &all.courses[number(replicate)].rows[number(day)];
            let place = usize::from(camp == "Hillcamp");
            assert_eq!(row.simulated[place].to_string(), simulated);
            assert_eq!(row.registered[place].to_string(), registered);
            seen += 1;
        }
    }
    assert_eq!(seen, 4 * 60 * 2);

    let (again, asked, back) = read(&out).expect("a whole folder");
    assert_eq!((asked, &back.flows_by_day), (ASKED, &all.flows_by_day));
    assert!(
        back.courses
            .iter()
            .zip(&all.courses)
            .all(|(b, a)| b.rows.len() == a.rows.len())
    );
    for (b, a) in back.courses.iter().zip(&all.courses) {
        for (b, a) in b.rows.iter().zip(&a.rows) {
            // Flee's columns do not hold the people displaced at home unless they are asked for.
            let mut b = b.clone();
            b.displaced_at_home = a.displaced_at_home;
            assert_eq!(b, *a);
        }
    }
    assert_eq!(again.digest, conflict.digest);
}

#[test]
fn flows_by_day_add_up_to_those_of_the_replicates() {
    let (conflict, all) = lived();
    let links = conflict.displacement.network.links.len();
    for link in 0..links {
        let by_day: f64 = flows(&conflict, &all)
            .filter(|f| f.link == link)
            .map(|f| f.people * 4.0)
            .sum();
        let whole: u64 = all.courses.iter().map(|course| course.flows[link]).sum();
        assert_eq!(by_day, whole as f64, "link {link}");
    }
}

#[test]
fn who_stops_gets_nothing_and_a_broken_folder_is_an_error() {
    let (conflict, all) = lived();
    assert_eq!(simulate(&conflict, ASKED, 2, &AtomicBool::new(true), || ()), None);
    let place = tempfile::tempdir().expect("a folder");
    let out = place.path().join("out");
    let dropped = Place::of(&out, false)
        .and_then(|place| begin(place, &conflict))
        .expect("begun");
    let second = Place::of(&out, false).and_then(|place| begin(place, &conflict));
    assert!(matches!(second, Err(ResultError::InTheWay(_))), "two at once");
    drop(dropped);
    assert_eq!(std::fs::read_dir(place.path()).expect("a folder").count(), 0);
    let work = Place::of(&out, false)
        .and_then(|place| begin(place, &conflict))
        .expect("begun again");
    finish(work, &conflict, ASKED, &all, "", serde_json::Value::Null).expect("written");
    let path = out.join("replicates/replicate-002.csv");
    let text = std::fs::read_to_string(&path).expect("a table");
    std::fs::write(&path, &text[..text.len() / 2]).expect("written");
    let broken = read(&out).expect_err("half a table").to_string();
    assert!(broken.contains("replicate-002.csv"), "{broken}");
}

/// Replicates are held in memory until they are written: how many is bounded before the first is lived through.
#[test]
fn more_replicates_than_can_be_held_are_refused() {
    let (mut conflict, _) = lived();
    let of = |replicates| RunSettings { replicates, ..ASKED };
    assert!(affordable(&conflict, of(100_000)).is_ok());
    conflict.displacement.days = 36_500;
    assert!(affordable(&conflict, of(100)).is_ok());
    let why = affordable(&conflict, of(100_000)).expect_err("too many").to_string();
    assert!(why.contains("ask for at most"), "{why}");
}

/// A stop while the folder is written ends it between two files, and nothing is left.
#[test]
fn a_stop_is_heeded_between_two_files() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let (conflict, all) = lived();
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    let draft = begin(Place::of(&out, false).expect("free"), &conflict).expect("begun");
    let draft = draft.heeding(&STOP);
    draft.add("first", b"written").expect("no stop was asked for");
    STOP.store(true, std::sync::atomic::Ordering::Relaxed);
    let ended = finish(draft, &conflict, ASKED, &all, "", serde_json::json!({}));
    assert!(matches!(ended, Err(ResultError::Stopped)), "{ended:?}");
    assert_eq!(std::fs::read_dir(place.path()).expect("a folder").count(), 0);
}

/// A run said that it took 63 MB, which was before tables and report were made: then it took 200.
#[test]
#[cfg(target_os = "linux")]
fn the_most_memory_is_that_until_the_folder_is_whole() {
    let (conflict, all) = lived();
    let place = tempfile::tempdir().expect("a temporary folder");
    let kept = |ran: serde_json::Value, name: &str| -> serde_json::Value {
        let out = place.path().join(name);
        let draft = begin(Place::of(&out, false).expect("free"), &conflict).expect("begun");
        finish(draft, &conflict, ASKED, &all, "", ran).expect("written");
        let manifest = std::fs::read(out.join("manifest.json")).expect("it is there");
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("as it was written");
        manifest["ran"]["peak_memory_bytes"].clone()
    };
    let told = kept(serde_json::json!({ "peak_memory_bytes": 1 }), "told");
    assert!(told.as_u64().is_some_and(|bytes| bytes > 1_000_000), "{told}");
    assert!(
        kept(serde_json::json!({}), "untold").is_null(),
        "where the system tells nothing, nothing is said"
    );
}
