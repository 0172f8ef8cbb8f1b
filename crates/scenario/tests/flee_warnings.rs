//! What a folder without errors is warned of, and the copy of its files.

mod flee_example;

use amnok_scenario::flee::{load, load_files};
use flee_example::example;

const L: &str = "locations.csv";
const R: &str = "routes.csv";
const C: &str = "closures.csv";
const D: &str = "registered/data_layout.csv";
const H: &str = "registered/hillcamp.csv";

/// The example with one text of one file replaced, and what is then warned of.
fn warned(file: &str, from: &str, to: &str) -> Vec<(String, usize, String)> {
    let mut files = example();
    let content = String::from_utf8(files.contents[file].clone()).expect("text");
    assert!(content.contains(from), "{file} holds {from}");
    files
        .contents
        .insert(file.into(), content.replace(from, to).into_bytes());
    let conflict = load_files(&files).expect("no error");
    conflict
        .warnings
        .into_iter()
        .map(|w| (w.file, w.line, w.found))
        .collect()
}

#[test]
fn what_is_seldom_meant_is_told_with_its_place() {
    let none = load_files(&example()).expect("the example");
    assert_eq!(none.warnings, []);
    let one = |file, from, to, line: usize, says: &str| {
        let warnings = warned(file, from, to);
        let here = warnings.iter().any(|(at, of, found)| {
            at == if says.contains("counts") { D } else { L } && *of == line && found.contains(says)
        });
        assert!(here, "no `{says}` in line {line}: {warnings:?}");
    };
    one(
        R,
        "Ford,Hillcamp,160,0\n",
        "",
        7,
        "the camp `Hillcamp`, to which no route leads",
    );
    one(
        C,
        "country,Ostria,Westmark,25,32",
        "location,Hillcamp,x,0,60",
        7,
        "closed on every day",
    );
    one(
        C,
        "country,Ostria,Westmark,25,32",
        "camp,Hillcamp,x,0,0",
        7,
        "closed on every day",
    );
    one(
        L,
        "conflict_zone,20,15000",
        "conflict_zone,20,0",
        3,
        "`Tell` without residents",
    );
    one(L, "camp,,2000\n", "camp,,300\n", 6, "room for 300 people");
    one(H, "2031-0", "2029-0", 3, "of whose 3 counts none");
    // A closure that ends is none to warn of.
    assert_eq!(
        warned(C, "country,Ostria,Westmark,25,32", "location,Hillcamp,x,0,59"),
        []
    );
}

#[test]
fn a_copy_of_the_files_has_the_same_digest() {
    let conflict = load_files(&example()).expect("the example");
    let place = tempfile::tempdir().expect("a folder");
    conflict.write(place.path()).expect("written");
    let at = |name: &str| place.path().join(name);
    let again = load(&at("input"), Some(&at("registered")), None, None).expect("the copy");
    assert_eq!((again.digest, again.settings), (conflict.digest, conflict.settings));
}
