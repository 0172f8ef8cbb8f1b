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
