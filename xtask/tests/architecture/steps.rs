//! Steps of a day are called by the day, never by each other; and how long files may be.

use crate::sources::{code, files, root};
use std::collections::BTreeSet;
use std::fs;

/// A public function of a mechanism: its room and its name.
type Step = (String, String);

#[test]
fn no_step_of_a_day_calls_another() {
    let src = root().join("crates/model/src");
    let day = code(&src.join("day.rs"));
    let rooms: Vec<(String, String)> = files(&src.join("mechanisms"))
        .iter()
        .map(|path| (room(path), code(path)))
        .collect();
    let steps: BTreeSet<Step> = rooms.iter().flat_map(|(room, text)| steps(room, text, &day)).collect();
    assert!(steps.len() > 20, "only {} steps are found in day.rs", steps.len());
    let faults: Vec<String> = rooms
        .iter()
        .flat_map(|(room, text)| calls(room, text, &steps))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_step_that_calls_another_is_found() {
    let steps = BTreeSet::from([
        ("season".to_owned(), "step".to_owned()),
        ("bribe".to_owned(), "begin".to_owned()),
    ]);
    let of = |room: &str, text: &str| calls(room, text, &steps);
    assert_eq!(of("bribe", "fn f() { super::season::step(today) }").len(), 1);
    assert_eq!(
        of("patrol", "use super::bribe::begin;\nfn f() { begin(today) }").len(),
        1
    );
    assert_eq!(
        of(
            "season",
            "pub fn step(today: &Today) { grow() }\nfn f() { self::step(today) }"
        )
        .len(),
        1
    );
    assert!(
        of(
            "season",
            "pub fn step() {}\nfn f() { mine::step_size(); unit.step(3); bribe::price() }"
        )
        .is_empty()
    );
}

/// Public functions of a room that day.rs calls.
fn steps(room: &str, text: &str, day: &str) -> Vec<Step> {
    let names = text.split("\npub fn ").skip(1);
    let names = names.map(|rest| {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    });
    names
        .filter(|name| day.contains(&format!("{room}::{name}(")))
        .map(|name| (room.to_owned(), name))
        .collect()
}

/// Calls and imports of steps in the text of a room, in words.
fn calls(room: &str, text: &str, steps: &BTreeSet<Step>) -> Vec<String> {
    let mut faults = Vec::new();
    for (of, name) in steps {
        let by_path = format!("{of}::{name}");
        let whole =
            |at: usize, length: usize| !text[at + length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let named = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .any(|line| {
                line.match_indices(&by_path)
                    .any(|(at, found)| line_ends(line, at + found.len()))
            });
        let own = of == room
            && text.match_indices(&format!("{name}(")).any(|(at, _)| {
                let before = &text[..at];
                whole(at, name.len())
                    && !before.ends_with("fn ")
                    && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
            });
        if named || own {
            faults.push(format!("{room} calls the step {by_path}"));
        }
    }
    faults
}

/// Whether a name ends at that place of a line.
fn line_ends(line: &str, at: usize) -> bool {
    !line[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The name by which a file's functions are called: its own, or that of its folder.
fn room(path: &std::path::Path) -> String {
    let name = |path: &std::path::Path| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    match name(path).as_deref() {
        Some("mod") => path.parent().and_then(name).unwrap_or_default(),
        other => other.unwrap_or_default().to_owned(),
    }
}

/// No file is longer than can be read in one sitting.
#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let long = |path: &std::path::PathBuf| fs::read_to_string(path).expect("a readable file").lines().count() > 400;
    let mut all = files(&root().join("crates"));
    all.retain(|path| path.components().any(|part| part.as_os_str() == "src"));
    let long: Vec<String> = all
        .iter()
        .filter(|path| long(path))
        .map(|path| path.display().to_string())
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
