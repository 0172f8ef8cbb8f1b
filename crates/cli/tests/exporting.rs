//! A run of a border for other programs: tables as text, a workbook, counties for maps, the figures of its report.

mod shared;

use shared::{amnok_in, error, result, tiny};
use std::fs;

#[test]
fn a_run_is_exported_for_other_programs() {
    let place = tiny();
    result(place.path(), "out");
    let export = |more: &[&str]| amnok_in(place.path(), &[&["export", "out"][..], more].concat());
    let done = export(&["--to", "csv,xlsx,geojson,svg"]);
    assert!(done.status.success(), "{}", error(&done));
    let folder = place.path().join("out-export");
    let read = |name: &str| fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let text = |name: &str| String::from_utf8(read(name)).expect("text");
    assert!(read("border.xlsx").starts_with(b"PK\x03\x04"));
    // Counties are what the table of counties has, in its order; none has a place finer than its name.
    let table = text("by-county.csv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let map: serde_json::Value = serde_json::from_str(&text("by-county.geojson")).expect("JSON");
    let counties = map["features"].as_array().expect("features");
    assert_eq!(counties.len(), rows.len() - 2, "the head and the sum are no counties");
    for (county, row) in counties.iter().zip(&rows[1..]) {
        let of = &county["properties"];
        assert!(county["geometry"].is_null() && of["name"] == row[0], "{county}");
        let attempts: f64 = row[1].parse().expect("a number");
        assert_eq!(of[rows[0][1]].as_f64(), Some(attempts));
    }
    assert!(
        counties
            .iter()
            .any(|county| county["properties"]["border_km"].as_f64() > Some(1.0))
    );
    let figures = fs::read_dir(&folder).expect("a folder").filter_map(Result::ok);
    let figures: Vec<String> = figures
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".svg"))
        .collect();
    assert!(
        figures.len() > 20 && figures.contains(&"attempts-to-leave.svg".into()),
        "{figures:?}"
    );
    for name in figures {
        let svg = text(&name);
        assert!(svg.starts_with("<svg xmlns") && !svg.contains("var(--"), "{name}");
        assert_eq!(svg.matches("<svg").count(), 1, "{name}");
    }
}

/// The rows of a table without quoted commas in what is looked at.
fn rows(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().map(cells).collect()
}

/// A comparison was refused: its differences stood in its manifest alone.
#[test]
fn a_comparison_is_exported_for_other_programs() {
    let place = tiny();
    let asked = "compare scenario --set-b attempt.leave_per_year=0.9 --replicates 2 --quiet --out both";
    let words: Vec<&str> = asked.split(' ').collect();
    let done = amnok_in(place.path(), &words);
    assert!(done.status.success(), "{}", error(&done));
    let done = amnok_in(place.path(), &["export", "both", "--to", "csv,xlsx,svg"]);
    assert!(done.status.success(), "{}", error(&done));
    let folder = place.path().join("both-export");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let manifest = fs::read(place.path().join("both/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let found = manifest["differences"].as_array().expect("a list");
    let differences = rows(&text("differences.csv"));
    assert_eq!(differences.len(), found.len() + 1);
    for (row, of) in differences[1..].iter().zip(found) {
        assert_eq!(of["outcome"], row[0].as_str());
        // Meanings may have commas: from the end.
        let low: f64 = row[row.len() - 3].parse().expect("a number");
        let known = of["low"].as_f64().expect("a number");
        assert!((low - known).abs() <= 1e-7 * known.abs(), "{row:?} {of}");
    }
    let changed = rows(&text("changed.csv"));
    let last = changed[1].last().map(String::as_str);
    assert_eq!((changed.len(), changed[1][0].as_str(), last), (2, "value", Some("0.9")));
    // One month and two histories: their median is their mean, which stands among the differences.
    let months = rows(&text("months.csv"));
    let attempts = months.iter().find(|row| row[1] == "Attempts to leave").expect("a row");
    let same = differences
        .iter()
        .find(|row| row[0] == "attempts_leave")
        .expect("a row");
    let at = same.len() - 6;
    assert_eq!(
        (&attempts[3], &attempts[6], &attempts[9]),
        (&same[at], &same[at + 1], &same[at + 2])
    );
    assert!(
        fs::read(folder.join("comparison.xlsx"))
            .expect("a workbook")
            .starts_with(b"PK\x03\x04")
    );
    assert!(
        text("attempts-to-leave-b-a.svg").starts_with("<svg"),
        "figures of its report"
    );
    let refused = amnok_in(place.path(), &["export", "both", "--to", "geojson", "--force"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        error(&refused).contains("nothing to be drawn on a map"),
        "{}",
        error(&refused)
    );
}

/// So was a sweep: what drives its outcomes stood in Parquet and on its page alone.
#[test]
fn a_sweep_is_exported_for_other_programs() {
    let place = tiny();
    let asked = "sweep scenario --points 96 --vary attempt.* --vary bribe.theta --quiet --out tried";
    let words: Vec<&str> = asked.split(' ').collect();
    let done = amnok_in(place.path(), &words);
    assert!(done.status.success(), "{}", error(&done));
    let done = amnok_in(place.path(), &["export", "tried", "--to", "csv,xlsx,svg"]);
    assert!(done.status.success(), "{}", error(&done));
    let folder = place.path().join("tried-export");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let values = rows(&text("values.csv"));
    let keys: Vec<&str> = values[1..].iter().map(|row| row[0].as_str()).collect();
    assert!(
        keys.contains(&"bribe.theta") && keys.contains(&"attempt.leave_per_year"),
        "{keys:?}"
    );
    let outcomes = rows(&text("outcomes.csv"));
    let usable = outcomes.iter().find(|row| row[0] == "attempts_leave").expect("a row");
    assert_eq!(usable[usable.len() - 2..], ["96", "96"]);
    // An index for each value of every outcome that varies.
    let indices = rows(&text("indices.csv"));
    let of = |outcome: &str| indices.iter().filter(|row| row[0] == outcome).count();
    assert_eq!(of("attempts_leave"), keys.len());
    assert!(
        fs::read(folder.join("sweep.xlsx"))
            .expect("a workbook")
            .starts_with(b"PK\x03\x04")
    );
    let figures = fs::read_dir(&folder).expect("a folder").filter_map(Result::ok);
    let figures = figures.filter(|entry| entry.path().extension().is_some_and(|end| end == "svg"));
    assert!(figures.count() > 3, "figures of its page");
}
