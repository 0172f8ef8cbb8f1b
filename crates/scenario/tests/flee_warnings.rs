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

/// Folders that Flee takes in silence, or stops at: simulated, and told with the line.
#[test]
fn what_flee_takes_in_silence_or_stops_at_is_warned_of() {
    for (file, from, to, line, says) in [
        (H, "2031-04-29", "2031-02-10", 3, "which is before the row above"),
        (R, "Varn,Tell,120", "Tell,Tell,120", 4, "from a place to itself"),
        (D, "Hillcamp,hillcamp.csv\n", "", 1, "no row for the camp `Hillcamp`"),
        (
            D,
            "Hillcamp,hillcamp.csv",
            "Hillcamp,",
            1,
            "no row for the camp `Hillcamp`",
        ),
        (
            L,
            "Ford,Border",
            "Ford,Border,Ostria,0.7,3.4,town,,\nFord,Border",
            6,
            "`Ford` a second time",
        ),
    ] {
        let mut files = example();
        let content = String::from_utf8(files.contents[file].clone()).expect("text");
        assert!(content.contains(from), "{file} holds {from}");
        files
            .contents
            .insert(file.into(), content.replace(from, to).into_bytes());
        match load_files(&files) {
            Ok(conflict) => {
                let said = |w: &amnok_scenario::Diagnostic| w.file == file && w.line == line && w.found.contains(says);
                assert!(conflict.warnings.iter().any(said), "{says}: {:?}", conflict.warnings);
            }
            Err(found) => panic!("{says}: {found}"),
        }
    }
    let mut files = example();
    files.contents.insert(H.into(), b"Date,count\n".to_vec());
    let empty = load_files(&files).expect("a series without rows").warnings;
    assert!(
        empty.iter().any(|w| w.file == H && w.found.contains("without rows")),
        "{empty:?}"
    );
}

/// Flee puts people of initial_idps into camps only, and says nothing of the others.
#[test]
fn people_who_are_put_nowhere_are_told() {
    let mut files = example();
    let places = String::from_utf8(files.contents[L].clone()).expect("text");
    let named: Vec<String> = places
        .lines()
        .enumerate()
        .map(|(i, line)| {
            format!(
                "{line},{}",
                if i == 0 {
                    "initial_idps".to_owned()
                } else {
                    (i * 10).to_string()
                }
            )
        })
        .collect();
    files.contents.insert(L.into(), (named.join("\n") + "\n").into_bytes());
    let put = |files: &amnok_scenario::flee::Files| {
        let conflict = load_files(files).expect("no error");
        let world = &conflict.displacement;
        let before = amnok_displacement::newcomers::Plan::new(world).displaced_before(world);
        let people: u32 = before.iter().map(|(_, people, _)| people).sum();
        (
            people,
            conflict
                .warnings
                .iter()
                .any(|w| w.file == L && w.line == 2 && w.found.contains("100 people in initial_idps at 4 places")),
        )
    };
    assert_eq!(put(&files), (50 + 60, true));
    files.rules = Some(amnok_scenario::flee::RuleSet::Documented);
    assert_eq!(put(&files), (10 + 20 + 30 + 40 + 50 + 60, false));
}
