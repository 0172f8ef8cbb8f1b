//! Files of the example: maps are GeoJSON that holds what the tables hold, figures can be drawn, the workbook is the same twice.

use amnok_export::{File, Format, displacement};
use amnok_lab::displacement::{Replicates, RunSettings, replicates};
use amnok_scenario::flee::{Conflict, load};
use amnok_store::tables::displacement::{flows, summary};
use resvg::usvg::{Options, Tree};
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::AtomicBool;

fn lived() -> (Conflict, Replicates) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flee");
    let conflict = load(&folder.join("input"), Some(&folder.join("registered")), None, None).expect("the example");
    let all = replicates(
        &conflict.displacement,
        RunSettings::of(3, 4),
        1,
        &AtomicBool::new(false),
        |_| (),
    );
    (conflict, all)
}

fn files(format: Format) -> Vec<File> {
    let (conflict, all) = lived();
    displacement(&conflict, 3, &all, format).expect("files")
}

/// Every feature of a collection, whose geometry is a point or a line of two positions on Earth (RFC 7946).
fn features(file: &File) -> Vec<Value> {
    let all: Value = serde_json::from_slice(&file.1).expect("JSON");
    assert_eq!(all["type"], "FeatureCollection");
    let position = |at: &Value| {
        let at: Vec<f64> = at
            .as_array()
            .expect("a position")
            .iter()
            .filter_map(Value::as_f64)
            .collect();
        assert!(at.len() == 2 && at[0].abs() <= 180.0 && at[1].abs() <= 90.0, "{at:?}");
    };
    let features = all["features"].as_array().expect("features").clone();
    for feature in &features {
        assert!(feature["type"] == "Feature" && feature["properties"].is_object());
        let at = &feature["geometry"]["coordinates"];
        match feature["geometry"]["type"].as_str() {
            Some("Point") => position(at),
            Some("LineString") => {
                let ends = at.as_array().expect("positions");
                assert_eq!(ends.len(), 2);
                ends.iter().for_each(position);
            }
            other => panic!("{other:?}"),
        }
    }
    features
}

#[test]
fn maps_hold_what_the_tables_hold() {
    let (conflict, all) = lived();
    let files = files(Format::Geojson);
    let places = features(&files[0]);
    assert_eq!(places.len(), 6);
    let camp = places
        .iter()
        .find(|place| place["properties"]["name"] == "Lakeside")
        .expect("a camp");
    // Latitude .9 and longitude 4.3 in locations.csv.
    assert_eq!(camp["geometry"]["coordinates"], serde_json::json!([4.3, 0.9]));
    let last = summary(&all).into_iter().rfind(|cell| cell.camp == 0).expect("a cell");
    assert_eq!(camp["properties"]["simulated"], last.simulated.mean);
    assert_eq!(camp["properties"]["registered"], 2100);
    let people = |features: &[Value]| {
        features
            .iter()
            .filter_map(|f| f["properties"]["people"].as_f64())
            .sum::<f64>()
    };
    let sum: f64 = flows(&conflict, &all).map(|flow| flow.people).sum();
    let (links, flows) = (features(&files[1]), features(&files[2]));
    assert_eq!(links.len(), 12);
    assert!((people(&links) - sum).abs() < 1e-6 && (people(&flows) - sum).abs() < 1e-6 && sum > 1000.0);
    // The border is closed on days 25 to 31 of 60.
    let border = links
        .iter()
        .find(|l| l["properties"]["from"] == "Ford" && l["properties"]["to"] == "Lakeside");
    assert_eq!(border.expect("a link")["properties"]["open_days"], 53);
    assert!(
        flows
            .iter()
            .all(|f| f["properties"]["begin"].as_str() < f["properties"]["end"].as_str())
    );
}

#[test]
fn every_figure_is_a_picture_by_itself() {
    let figures = files(Format::Svg);
    let names: Vec<&str> = figures.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["map.svg", "errors.svg", "camp-01-Lakeside.svg", "camp-02-Hillcamp.svg"]
    );
    for (name, svg) in &figures {
        let text = String::from_utf8(svg.clone()).expect("text");
        assert!(!text.contains("var(--") && text.contains("<text"), "{name}");
        let tree = Tree::from_str(&text, &Options::default()).expect("an SVG");
        assert!(tree.size().width() > 300.0 && tree.size().height() > 190.0, "{name}");
        // Without its colours a line would be black.
        assert!(name == "map.svg" || text.contains(".c0{color:#1f6fb4}"), "{name}");
    }
}

#[test]
fn tables_and_workbook_are_the_same_bytes_twice() {
    for format in [Format::Csv, Format::Xlsx] {
        let (first, second) = (files(format), files(format));
        assert!(
            first == second && first.iter().all(|(_, bytes)| bytes.len() > 1000),
            "{}",
            format.name()
        );
    }
    assert!(files(Format::Xlsx)[0].1.starts_with(b"PK\x03\x04"));
}
