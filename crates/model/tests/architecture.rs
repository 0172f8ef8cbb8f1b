//! Arrows point one way: which part of the model may use which, compared with the `use crate::` lines; and no mechanism's
//! file grows beyond what can be read in one sitting.

use std::fs;
use std::path::{Path, PathBuf};

/// Part, and the parts whose data it may know.
const MAY_USE: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("chance", &[]),
    ("parameter", &[]),
    ("facts", &["units"]),
    ("given", &["parameter", "facts"]),
    ("world", &["given", "chance", "units", "facts"]),
    ("record", &["facts", "given", "world", "units"]),
    ("today", &["given", "chance", "world"]),
    (
        "mechanisms",
        &[
            "given",
            "parameter",
            "chance",
            "units",
            "facts",
            "record",
            "today",
            "world",
            "Engine",
        ],
    ),
    ("inputs", &["given", "parameter", "mechanisms", "world", "record"]),
    (
        "observers",
        &["facts", "record", "inputs", "units", "chance", "parameter"],
    ),
    ("invariants", &["inputs", "world", "facts", "record", "units"]),
    (
        "day",
        &[
            "inputs",
            "given",
            "chance",
            "facts",
            "record",
            "mechanisms",
            "today",
            "world",
            "invariants",
            "units",
            "Engine",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The part that a file belongs to: its folder below `src`, or its own name.
fn part(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("below src");
    let first = inside
        .components()
        .next()
        .expect("a name")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn dependencies_point_one_way() {
    let mut faults = Vec::new();
    for path in sources(&root()) {
        let part = part(&path);
        if part == "lib" {
            continue;
        }
        let allowed = MAY_USE.iter().find(|(name, _)| *name == part);
        let Some((_, allowed)) = allowed else {
            faults.push(format!("{} belongs to no part of the table", path.display()));
            continue;
        };
        let text = fs::read_to_string(&path).expect("a readable file");
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !used.is_empty() && used != part && !allowed.contains(&used.as_str()) {
                faults.push(format!("{} ({part}) uses {used}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_mechanism_can_be_read_in_one_sitting() {
    let long: Vec<String> = sources(&root().join("mechanisms"))
        .into_iter()
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).expect("a readable file").lines().count();
            (lines > 400).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// docs/verification.md names tests; each must exist, as a function of that name in the file that it names.
#[test]
fn the_verification_page_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/verification.md")).expect("docs/verification.md is there");
    let closed_forms = page
        .split("## Closed forms")
        .nth(1)
        .expect("it has the table of closed forms");
    let files = sources(&root.join("crates"));
    let mut found = 0;
    for row in closed_forms
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("`: `"))
    {
        let tests = row.rsplit(" | ").next().unwrap_or_default().trim_end_matches(" |");
        for part in tests.split("; ") {
            let (file, names) = part
                .split_once(": ")
                .unwrap_or_else(|| panic!("`file`: `test` in {row}"));
            let file = file.trim_matches('`');
            for name in names.split(", ").map(|name| name.trim_matches('`')) {
                let here = files.iter().any(|path| {
                    path.ends_with(file)
                        && std::fs::read_to_string(path).is_ok_and(|text| {
                            // As a test, or in a table of checks.
                            text.contains(&format!("fn {name}()")) || text.contains(&format!("\"{name}\""))
                        })
                });
                assert!(here, "{file} has no test {name}");
                found += 1;
            }
        }
    }
    assert!(found >= 10, "only {found} tests are named");
}

/// A step takes the parts that it reads and owns, its own numbers, and foreign ones by name: never everything.
#[test]
fn mechanisms_take_parts_and_not_everything() {
    let mut faults = Vec::new();
    for path in sources(&root().join("mechanisms")) {
        let text = fs::read_to_string(&path).expect("a readable file");
        for draw_index in ["World", "Inputs", "Parameters", "too_many_arguments"] {
            let whole = |(at, _): &(usize, &str)| !text[..*at].ends_with(char::is_alphanumeric);
            if text.match_indices(draw_index).any(|found| whole(&found)) {
                faults.push(format!("{} names {draw_index}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The phases of a day, as docs/model.md §3 lists them.
#[test]
fn the_phases_of_a_day_are_those_of_the_documents() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/model.md");
    let page = fs::read_to_string(page).expect("docs/model.md is there");
    let section = page.split("\n## ").find(|section| section.starts_with("3. "));
    let line = section.and_then(|section| section.lines().find(|line| line.contains(" → ")));
    let listed: Vec<&str> = line
        .expect("a line of phases")
        .trim_end_matches('.')
        .split(" → ")
        .map(|phase| phase.split(" (").next().unwrap_or(phase))
        .collect();
    assert_eq!(listed, amnok_model::day::phases());
}

/// A mechanism that has its own moment in the day and is never called would do nothing.
#[test]
fn every_step_is_called_by_the_day() {
    let day = fs::read_to_string(root().join("day.rs")).expect("day.rs is there");
    let mut steps = 0;
    for path in sources(&root().join("mechanisms")) {
        let text = fs::read_to_string(&path).expect("a readable file");
        if text.contains("\npub fn step(") {
            let room = path.file_stem().expect("a name").to_string_lossy();
            let call = format!("{room}::step(");
            assert!(day.contains(&call), "day.rs never calls {call}…)");
            steps += 1;
        }
    }
    assert!(steps >= 15, "only {steps} steps were found");
}

/// Every room has its paragraph in docs/model.md §7, under a heading that names its file.
#[test]
fn every_mechanism_has_its_paragraph() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/model.md");
    let page = fs::read_to_string(page).expect("docs/model.md is there");
    let headings: String = page.lines().filter(|line| line.starts_with("### 7.")).collect();
    let rooms = fs::read_dir(root().join("mechanisms")).expect("a folder of sources");
    for room in rooms {
        let path = room.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        let named = [format!("{name}.rs`"), format!("{name}/`")];
        let there = name == "mod" || named.iter().any(|file| headings.contains(file));
        assert!(there, "docs/model.md §7 has no paragraph on `mechanisms/{name}.rs`");
    }
}

/// docs/model.md can be read without scrolling sideways: no line is longer than 120 characters but those of tables.
#[test]
fn the_page_of_the_model_has_short_lines() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/model.md");
    let page = fs::read_to_string(page).expect("docs/model.md is there");
    let long = |(_, line): &(usize, &str)| line.chars().count() > 120 && !line.starts_with('|');
    let long: Vec<usize> = page.lines().enumerate().filter(long).map(|(n, _)| n + 1).collect();
    assert!(long.is_empty(), "docs/model.md, lines {long:?}");
}
