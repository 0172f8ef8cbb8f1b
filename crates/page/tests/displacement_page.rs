//! The page of a displacement: whole and small, what is told is escaped, and odd inputs leave no figure without sense.

#[path = "common/script.rs"]
mod script;

use amnok_lab::displacement::Replicates;
use amnok_page::displacement;
use amnok_scenario::flee::{Conflict, Files, load_files};
use amnok_store::displacement::{RunSettings, simulate};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The example with texts of its files replaced.
fn example(changes: &[(&str, &str, &str)]) -> Conflict {
    example_with(&[], changes)
}

/// The same with more files.
fn example_with(more: &[(&str, String)], changes: &[(&str, &str, &str)]) -> Conflict {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flee");
    let mut files = Files {
        validation: Some("registered/".into()),
        settings: Some("simsetting.yml".into()),
        ..Files::default()
    };
    for (within, prefix) in [("input", ""), ("registered", "registered/"), (".", "")] {
        for entry in std::fs::read_dir(folder.join(within)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() && !path.ends_with("README.md") {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                files
                    .contents
                    .insert(format!("{prefix}{name}"), std::fs::read(&path).expect("a file"));
            }
        }
    }
    for (file, bytes) in more {
        files.contents.insert((*file).into(), bytes.clone().into_bytes());
    }
    for (file, from, to) in changes {
        let bytes = files.contents.get_mut(*file).expect("the file");
        let text = String::from_utf8(bytes.clone()).expect("text");
        assert!(text.contains(from), "{file} holds {from}");
        *bytes = text.replace(from, to).into_bytes();
    }
    load_files(&files).expect("no error")
}

fn lived(conflict: &Conflict, replicates: u32) -> Replicates {
    simulate(
        conflict,
        RunSettings::of(1, replicates),
        1,
        &AtomicBool::new(false),
        || (),
    )
    .expect("not stopped")
}

fn page(changes: &[(&str, &str, &str)], replicates: u32) -> String {
    let conflict = example(changes);
    let page = displacement(&conflict, 1, "cohorts", &lived(&conflict, replicates));
    assert!(page.contains("</html>") && page.len() < 200_000, "{} bytes", page.len());
    let written = script::without_script(&page);
    for word in [
        "NaN",
        "inf\"",
        ">inf",
        "<script",
        "src=",
        "href=\"http",
        "url(",
        "@import",
    ] {
        assert!(!written.contains(word), "{word}");
    }
    page
}

#[test]
fn every_section_and_figure_has_a_name() {
    let page = page(&[], 5);
    for id in ["map", "camps", "full", "errors", "numbers", "reading", "inputs"] {
        assert!(page.contains(&format!("<section id=\"{id}\">")), "no section {id}");
        assert!(page.contains(&format!("href=\"#{id}\"")), "no link to {id}");
    }
    let figures = page.matches("<svg ").count();
    let named = page.matches("aria-label=").count() - 1;
    let keys = page.matches("aria-hidden").count();
    assert_eq!(figures, named + keys, "a figure without a name");
    for word in [
        "Midway",
        "Ford",
        "capacity in the input: 2,000",
        "chance only",
        "2031-03-26",
        "class=\"band\"",
    ] {
        assert!(page.contains(word), "no {word}");
    }
}

#[test]
fn one_replicate_has_no_band() {
    let page = page(&[], 1);
    assert!(!page.contains("class=\"band\"") && page.contains("one history"));
}

#[test]
fn names_are_escaped() {
    let to = "<b>A & C</b>";
    let changes: Vec<_> = ["locations.csv", "routes.csv"].map(|file| (file, "Midway", to)).into();
    let page = page(&changes, 2);
    assert!(page.contains("&lt;b&gt;A &amp; C&lt;/b&gt;") && !page.contains("<b>A "));
}

#[test]
fn places_without_coordinates_are_named_and_without_any_there_is_no_map() {
    let some = page(&[("locations.csv", "0.8,2.6", ",")], 2);
    assert!(some.contains("no coordinates: Midway") && some.contains("Map of 5 places"));
    let places = ["1.0,1.0", "1.2,1.9", "0.8,2.6", "0.7,3.4", "0.9,4.3", "0.2,4.1"];
    let none = page(&places.map(|at| ("locations.csv", at, ",")), 2);
    assert!(none.contains("No map is drawn") && !none.contains("Map of"));
    // All on one point: no division by nothing.
    page(&places.map(|at| ("locations.csv", at, "1.5,1.5")), 2);
}

/// Two places of a real folder, thousands of kilometres away, left a corner of the map to all others.
#[test]
fn a_place_with_coordinates_the_wrong_way_round_is_told_and_left_off_the_map() {
    let moved = [
        ("1.0,1.0", "1.0,41.0"),
        ("1.2,1.9", "1.2,41.9"),
        ("0.8,2.6", "42.6,0.8"),
        ("0.7,3.4", "0.7,43.4"),
        ("0.9,4.3", "0.9,44.3"),
        ("0.2,4.1", "0.2,44.1"),
    ];
    let page = page(&moved.map(|(from, to)| ("locations.csv", from, to)), 2);
    assert!(page.contains("the wrong way round: Midway.") && page.contains("Map of 5 places"));
    assert!(!page.contains("1,000 km<"), "the scale of the others");
}

/// The scale of a map of a few hundred metres was "0 km" long.
#[test]
fn the_scale_of_a_tiny_map_is_in_metres() {
    let at = ["1.0,1.0", "1.2,1.9", "0.8,2.6", "0.7,3.4", "0.9,4.3", "0.2,4.1"];
    let near = [
        "1.0,1.0",
        "1.0002,1.0009",
        "0.9998,1.0016",
        "0.9997,1.0024",
        "0.9999,1.0033",
        "0.9992,1.0031",
    ];
    let changes: Vec<_> = at
        .iter()
        .zip(&near)
        .map(|(from, to)| ("locations.csv", *from, *to))
        .collect();
    let page = page(&changes, 2);
    assert!(page.contains(" m</text>") && !page.contains("0 km</text>"));
}

/// A folder of floods was told that newcomers follow from the conflicts.
#[test]
fn people_who_flee_from_floods_do_not_follow_from_conflicts() {
    let rules = "flood_zone_spawning_only: True\n  conflict_zone_spawning_only: False\n  take_from_population: True\n  \
                 flood_driven_spawn_mode: {spawn_mode: constant, displaced_per_flood_day: [0, 5, 9]}";
    let changes = [
        ("simsetting.yml", "take_from_population: False", rules),
        (
            "simsetting.yml",
            "awareness_level: 1",
            "flood_rules: {flood_movechances: [0.3, 0.5, 0.9], flood_loc_weights: [1.0, 0.5, 0.2]}",
        ),
        // Every place is a column of the output.
        (
            "registered/data_layout.csv",
            "Hillcamp,",
            "Varn,lakeside.csv\nTell,lakeside.csv\nMidway,lakeside.csv\nFord,lakeside.csv\nHillcamp,",
        ),
    ];
    let levels: String = (0..400).map(|day| format!("{day},1\n")).collect();
    let levels = format!("#Day,Midway\n{levels}");
    let conflict = example_with(&[("flood_level.csv", levels)], &changes);
    let page = displacement(&conflict, 1, "cohorts", &lived(&conflict, 2));
    assert!(page.contains("follows from the floods") && page.contains("newcomers follow from the floods"));
    assert!(!page.contains("from the conflicts"));
}

#[test]
fn conflicts_without_registered_totals_have_no_total_error() {
    let rule = "conflict_driven_spawning: {spawn_mode: constant, displaced_per_conflict_day: 20}";
    let page = page(&[("simsetting.yml", "insert_day0: True", rule)], 3);
    assert!(page.contains("total error is not known") && page.contains("follows from the conflicts"));
    assert!(!page.contains("total error, mean over days"));
}

/// A real flood folder showed an averaged relative difference of 869: on its first days 32 people are registered, on its last 46,822.
#[test]
fn an_error_over_nearly_nobody_is_told_beside_one_over_many() {
    let told = "divides by the people registered in these camps: ";
    assert!(!page(&[], 2).contains(told));
    let rule = "conflict_driven_spawning: {spawn_mode: constant, displaced_per_conflict_day: 5000}";
    let page = page(
        &[
            ("simsetting.yml", "insert_day0: True", rule),
            ("registered/lakeside.csv", "2031-03-01,300", "2031-03-01,3"),
            ("registered/hillcamp.csv", "2031-04-29,3100", "2031-04-29,31000000"),
        ],
        2,
    );
    // 900 on day 19 and 31 million on day 59 of 0 to 59: a tenth of it is passed on day 23.
    let (_, note) = page.split_once(told).expect("the note");
    assert!(
        note.starts_with("3 on the first day, up to 31.00M. Over the 37 days"),
        "{}",
        &note[..120]
    );
}

#[test]
fn a_camp_that_is_full_from_the_beginning_and_one_that_nobody_reaches_are_told() {
    let page = page(
        &[
            ("locations.csv", "camp,,2000", "camp,,300"),
            ("routes.csv", "Ford,Hillcamp,160,0\n", ""),
        ],
        2,
    );
    assert!(page.contains("its capacity of 300 is used up on the first day"));
    let first = page.split("<section").next().unwrap_or_default();
    for warning in [
        "To be looked at before",
        "to which no route leads",
        "used up by the 300",
        "a closure that leaves no open way",
    ] {
        assert!(first.contains(warning), "{warning} in the first section: {first}");
    }
}

#[test]
fn no_days_at_all_still_make_a_page() {
    let conflict = example(&[]);
    let page = displacement(&conflict, 1, "cohorts", &Replicates::default());
    assert!(page.contains("</html>") && !page.contains("NaN"));
}

/// Where a name stands twice, both columns show the same people: the opening said that more were in camps than had ever set out.
#[test]
fn people_at_a_place_whose_name_stands_twice_are_counted_once_in_the_opening() {
    let changes = [(
        "locations.csv",
        "Hillcamp,Shore,Westmark,0.2,4.1,camp,,20000\n",
        "Hillcamp,Shore,Westmark,0.2,4.1,camp,,20000\nHillcamp,Shore,Westmark,0.2,4.1,camp,,20000\n",
    )];
    let once = page(&[], 2);
    let twice = page(&changes, 2);
    let said = |page: &str| {
        let lead = page
            .split_once("p class=\"lead\"")
            .and_then(|(_, rest)| rest.split_once("</p>"));
        lead.map(|(lead, _)| lead.to_owned()).unwrap_or_default()
    };
    assert!(
        said(&once).contains("2 camps") && said(&twice).contains("2 camps"),
        "{}",
        said(&twice)
    );
}

/// A kind of closure that Flee leaves undone was open again months before it was closed.
#[test]
fn a_closure_is_not_open_again_before_it_is_closed() {
    let closed = |row: &str| {
        let more = [(
            "closures.csv",
            format!("#closure_type,name1,name2,closure_start,closure_end\n{row}\n"),
        )];
        let conflict = example_with(&more, &[]);
        let page = displacement(&conflict, 1, "cohorts", &lived(&conflict, 1));
        let (_, table) = page.split_once("Open again on").expect("the closures");
        let dates = table.split("<td class=\"date\">").skip(1).take(2);
        dates
            .map(|cell| cell.split('<').next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let undone = closed("remove_forced_redirection,Lakeside,Hillcamp,20,0");
    assert!(
        undone[0].starts_with("20") && undone[1] == "no day of the period",
        "{undone:?}"
    );
    let ended = closed("remove_forced_redirection,Lakeside,Hillcamp,20,30");
    assert!(ended[0] < ended[1] && ended[1].starts_with("20"), "{ended:?}");
}
