//! `amnok check --record`: the model beside the public record.

mod shared;

use serde_json::Value;
use shared::{amnok_in, error, record, tiny};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The invented scenario of a month, with a record of three rows: one that holds of any run, one that holds of none, one that nothing computes.
fn recorded() -> TempDir {
    let place = tiny();
    let path = place.path().join("scenario/scenario.toml");
    let written = fs::read_to_string(&path).expect("scenario.toml");
    fs::write(&path, written.replace("2031-03-28", "2031-03-31")).expect("written");
    record(
        place.path(),
        "any,persons who reached the other side,passages,range,any,,,2031-03-01,2031-03-31,,,,0,1e9,persons,A,board-minutes,\n\
         none,persons who arrived,arrivals,floor,any,,,2031-03-01,2031-03-31,,,,1e9,,persons,B,board-minutes,\n\
         no-guards,guards who crossed to leave,guards-crossed,floor,leave,,,2031-03-01,2031-03-31,,,,1,,guards,C,board-minutes,\n",
    );
    place
}

fn check(root: &Path, more: &[&str]) -> String {
    let output = amnok_in(
        root,
        &[&["check", "scenario", "--record", "--draws", "12"], more].concat(),
    );
    assert!(output.status.success(), "{}", error(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn rows_agree_or_not_and_what_nothing_computes_is_said() {
    let place = recorded();
    let text = check(place.path(), &[]);
    let line = |id: &str| {
        text.lines()
            .find(|line| line.starts_with(id))
            .expect("a line")
            .to_owned()
    };
    assert!(
        line("any ").ends_with(" agrees") && line("none ").ends_with(" too low"),
        "{text}"
    );
    assert!(line("no-guards ").ends_with(" missing"), "{text}");
    assert!(
        text.contains("missing no-guards: nothing in the model computes this yet"),
        "{text}"
    );
    assert!(
        text.ends_with("1 of 3 rows agree: 1 too low, 0 too high, 1 missing\n"),
        "{text}"
    );
}

#[test]
fn scripts_get_an_array_that_no_number_of_threads_changes() {
    let place = recorded();
    let one = check(place.path(), &["--json", "--threads", "1"]);
    assert_eq!(one, check(place.path(), &["--json", "--threads", "3"]));
    assert_ne!(one, check(place.path(), &["--json", "--seed", "5"]));
    let all: Vec<Value> = serde_json::from_str(&one).expect("JSON");
    assert_eq!(all.len(), 3);
    let keys: Vec<&String> = all[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["high", "id", "low", "p5", "p50", "p95", "verdict"]);
    let at = |key: &str| all[0][key].as_f64().expect("a number");
    assert!(at("p5") <= at("p50") && at("p50") <= at("p95"));
    assert!(all[2]["p50"].is_null() && all[2]["verdict"] == "missing");
}

/// Another engine, other draws: the same rows, and the same verdicts where no luck decides.
#[test]
fn rows_can_be_read_off_histories_by_counts() {
    let place = recorded();
    let by_counts = check(place.path(), &["--json", "--engine", "counts"]);
    assert_ne!(by_counts, check(place.path(), &["--json"]));
    let all: Vec<Value> = serde_json::from_str(&by_counts).expect("JSON");
    let verdicts: Vec<&Value> = all.iter().map(|row| &row["verdict"]).collect();
    assert_eq!(verdicts, ["agrees", "too low", "missing"]);
}

#[test]
fn a_scenario_without_a_record_is_refused() {
    let place = tiny();
    let output = amnok_in(place.path(), &["check", "scenario", "--record"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(error(&output).contains("observed/record.csv"), "{}", error(&output));
    let output = amnok_in(place.path(), &["check", "scenario", "--draws", "3"]);
    assert_eq!(output.status.code(), Some(2));
}

fn run(root: &Path, out: &str, more: &[&str]) -> Value {
    let output = amnok_in(root, &[&["run", "scenario", "--json", "--out", out], more].concat());
    assert!(output.status.success(), "{}", error(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Of four histories one pair has the same values: the column said 30 % nearly everywhere, which is what neighbouring ranks of four give.
#[test]
fn so_few_histories_do_not_tell_how_much_is_luck() {
    let place = recorded();
    let said = |count: &str, out: &str| {
        let done = amnok_in(place.path(), &["run", "scenario", "--replicates", count, "--out", out]);
        assert!(done.status.success(), "{}", error(&done));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let few = said("4", "few");
    assert!(
        few.contains("1 pair of histories with the same values cannot tell: 24 histories have 6")
            && few.lines().all(|line| !line.contains(" %  attempts")),
        "{few}"
    );
    let enough = said("24", "enough");
    assert!(
        enough.contains("as 6 pairs of histories tell it (likely 0.48 to 3.7 times as much)")
            && enough.contains(" %  attempts"),
        "{enough}"
    );
}

#[test]
fn histories_draw_their_values_unless_these_are_fixed() {
    let place = recorded();
    let root = place.path();
    let eight = ["--replicates", "8"];
    let drawn = run(root, "drawn", &eight);
    let fixed = run(root, "fixed", &["--replicates", "8", "--fixed"]);
    assert_eq!((&drawn["values"], &fixed["values"]), (&"drawn".into(), &"fixed".into()));
    // Ranges span factors of two and more: what they leave open is wider than luck.
    let width = |run: &Value| {
        let attempts = &run["smuggle"]["attempts"];
        attempts["p95"].as_f64().expect("a number") / attempts["p05"].as_f64().expect("a number")
    };
    assert!(
        width(&drawn) > 1.5 * width(&fixed),
        "{} {}",
        width(&drawn),
        width(&fixed)
    );
    let luck_of = |run: &Value| run["smuggle"]["attempts"]["luck"].as_f64();
    let many = run(root, "many", &["--replicates", "48"]);
    let luck = luck_of(&many).expect("twelve pairs of histories tell");
    assert!((0.0..0.5).contains(&luck), "{luck}");
    assert_eq!(luck_of(&drawn), None, "two pairs tell nothing");
    assert!(fixed["smuggle"]["attempts"]["luck"].is_null());
    // Leaving and smuggling apart, and both.
    let median = |part: &str| drawn[part]["attempts"]["median"].as_f64().expect("a number");
    assert!(median("measures") > median("smuggle") && median("smuggle") > 0.0 && median("leave") >= 0.0);
    // The record of a run of several histories, as of a check; of fixed values there is none.
    assert_eq!(drawn["record"].as_array().map(Vec::len), Some(3));
    assert!(fixed["record"].is_null());
    let page = fs::read_to_string(root.join("drawn/report.html")).expect("a report");
    let at = |text: &str| page.find(text).expect("it is there");
    assert!(
        at("1 of 3 rows agree") < at("class=\"lead\""),
        "the record comes before any number of the run"
    );
    let page = fs::read_to_string(root.join("fixed/report.html")).expect("a report");
    assert!(!page.contains("rows agree") && page.contains("The intervals show chance only"));
}

#[test]
fn parts_of_drawn_histories_are_those_of_the_whole() {
    let place = recorded();
    let root = place.path();
    run(root, "whole", &["--replicates", "6"]);
    run(root, "one", &["--replicates", "6", "--part", "1/2", "--threads", "1"]);
    run(root, "two", &["--replicates", "6", "--part", "2/2"]);
    run(
        root,
        "other",
        &["--replicates", "1", "--first-replicate", "6", "--fixed"],
    );
    let merged = amnok_in(root, &["merge", "merged", "one", "two"]);
    assert!(merged.status.success(), "{}", error(&merged));
    for file in ["ledger.parquet", "report.html"] {
        let read = |folder: &str| fs::read(root.join(folder).join(file)).expect("a file");
        assert!(read("merged") == read("whole"), "{file}");
    }
    let mixed = amnok_in(root, &["merge", "mixed", "one", "other"]);
    assert_eq!(mixed.status.code(), Some(2));
    assert!(
        error(&mixed).contains("values drawn against fixed"),
        "{}",
        error(&mixed)
    );
}

/// What lacks a part was put together without a word.
#[test]
fn a_part_that_was_left_out_is_told() {
    let place = recorded();
    let root = place.path();
    for (out, part) in [("one", "1/3"), ("two", "2/3"), ("three", "3/3")] {
        run(root, out, &["--replicates", "6", "--part", part]);
    }
    let merged = amnok_in(root, &["merge", "merged", "one", "three"]);
    assert!(merged.status.success(), "{}", error(&merged));
    let told = "warning: histories 2 to 3 are in none of these folders";
    assert!(error(&merged).contains(told), "{}", error(&merged));
    let whole = amnok_in(root, &["merge", "whole", "one", "three", "two"]);
    assert_eq!(error(&whole), "");
}

#[test]
fn a_value_that_is_set_is_not_drawn() {
    let place = recorded();
    let root = place.path();
    let none = [
        "--replicates",
        "4",
        "--set",
        "attempt.smuggle_per_year=0",
        "--set",
        "attempt.leave_per_year=0",
    ];
    let run = run(root, "none", &none);
    assert_eq!(run["measures"]["attempts"]["p95"], 0.0);
}
