//! docs/adding-a-mechanism.md is what works today: its boxes are applied to a copy of the repository, which is compiled and run.
//!
//! The copy lies in the target folder, and what is built of it beside it: to cargo both are the same package, and one would be taken for
//! the other. Only what has changed is written, so that the next time is quick. `cargo xtask verify adding` also leaves out one place after the other and prints what names it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One place that the page changes.
struct Place {
    /// Number or letter, and what it is for.
    title: String,
    /// File, from the root of the repository.
    file: String,
    /// What stands in the box.
    text: String,
    /// Whether the box is a change of a file, not a new one.
    change: bool,
}

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("the root of the repository")
}

/// The boxes of the page below a heading that names a file.
fn places() -> Vec<Place> {
    let page = fs::read_to_string(root().join("docs/adding-a-mechanism.md")).expect("the page");
    let of = |section: &str| {
        let (title, file) = section.lines().next()?.split_once(": `")?;
        let (_, text) = section.split_once("\n```")?;
        let (kind, text) = text.split_once('\n')?;
        Some(Place {
            title: title.to_owned(),
            file: file.trim_end_matches('`').to_owned(),
            text: text.split("\n```").next()?.to_owned() + "\n",
            change: kind == "diff",
        })
    };
    page.split("\n### ").skip(1).filter_map(of).collect()
}

/// The lines of a part of a change that have one of these signs, without it.
fn lines(part: &str, signs: [char; 2]) -> String {
    let line = |line: &str| match line.chars().next() {
        None => signs.contains(&' ').then(String::new),
        Some(sign) => signs.contains(&sign).then(|| line[1..].to_owned()),
    };
    part.lines().filter_map(line).map(|line| line + "\n").collect()
}

/// A file after a change. Panics where the page speaks of lines that the file does not have, or has twice.
fn changed(mut file: String, place: &Place) -> String {
    for part in place.text.split("@@\n") {
        let (before, after) = (lines(part, [' ', '-']), lines(part, [' ', '+']));
        let found = file.matches(&before).count();
        assert_eq!(found, 1, "{}: {} has so often\n{before}", place.title, place.file);
        file = file.replacen(&before, &after, 1);
    }
    file
}

/// What the files are that these places make or change.
fn applied(places: &[&Place]) -> BTreeMap<PathBuf, String> {
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    for place in places {
        let path = PathBuf::from(&place.file);
        let text = match place.change {
            false => place.text.clone(),
            true => {
                let stands = files.remove(&path);
                let stands = stands.unwrap_or_else(|| fs::read_to_string(root().join(&path)).expect(&place.file));
                changed(stands, place)
            }
        };
        files.insert(path, text);
    }
    files
}

/// Every file below a folder, from there; neither what is built nor what is hidden.
fn files(folder: &Path, below: &Path, all: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder.join(below)).expect("a folder").flatten() {
        let path = below.join(entry.file_name());
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || ["target", "__pycache__"].contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            files(folder, &path, all);
        } else {
            all.insert(path);
        }
    }
}

/// The repository with these files in place of its own. What is the same already stays untouched.
fn copy(instead: &BTreeMap<PathBuf, String>) -> PathBuf {
    let (from, to) = (root(), Path::new(env!("CARGO_TARGET_TMPDIR")).join("adding"));
    fs::create_dir_all(&to).expect("a folder for the copy");
    let (mut wanted, mut there) = (BTreeSet::new(), BTreeSet::new());
    files(&from, Path::new(""), &mut wanted);
    files(&to, Path::new(""), &mut there);
    wanted.extend(instead.keys().cloned());
    for path in &wanted {
        let text = match instead.get(path) {
            Some(text) => text.clone().into_bytes(),
            None => fs::read(from.join(path)).expect("a readable file"),
        };
        let target = to.join(path);
        if fs::read(&target).ok().as_ref() != Some(&text) {
            fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
            fs::write(&target, text).expect("a file can be written");
        }
    }
    for path in there.difference(&wanted) {
        fs::remove_file(to.join(path)).expect("a file can be removed");
    }
    to
}

/// Runs cargo there, with the packages that are here already; `writes` renews the tables that are made from the code.
fn cargo(copy: &Path, words: &str, writes: bool) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(words.split(' '))
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", copy.join("target"));
    command
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("AMNOK_WRITE_DOCS");
    if writes {
        command.env("AMNOK_WRITE_DOCS", "1");
    }
    command.output().expect("cargo runs")
}

/// What is run in the copy: the tables made from the code are written, then what holds the rooms together, and what the mechanism does.
const RUNS: &[(&str, bool)] = &[
    ("test --quiet -p amnok-model --test diagram --test used_by", true),
    (
        "test --quiet -p amnok-model --test architecture --test diagram --test used_by",
        false,
    ),
    ("test --quiet -p amnok-model --test faults -- every_m", false),
    ("test --quiet -p amnok-model --lib --test faults -- informer", false),
];

/// What the first run that fails has said; nothing where all is well.
fn complaint(copy: &Path) -> Option<String> {
    let runs = RUNS.iter().map(|(words, writes)| cargo(copy, words, *writes));
    let failed = runs.into_iter().find(|output| !output.status.success())?;
    Some(String::from_utf8_lossy(&failed.stderr).into_owned() + &String::from_utf8_lossy(&failed.stdout))
}

#[test]
fn the_example_of_the_page_compiles_and_does_what_it_says() {
    let places = places();
    let (numbered, lettered): (Vec<_>, Vec<_>) = places
        .iter()
        .partition(|place| place.title.starts_with(char::is_numeric));
    assert!(
        (1..=8).contains(&numbered.len()),
        "a mechanism takes at most eight places"
    );
    assert!(
        (1..=8).contains(&lettered.len()),
        "a measure takes at most eight places"
    );
    let copy = copy(&applied(&places.iter().collect::<Vec<_>>()));
    if let Some(complaint) = complaint(&copy) {
        panic!("{complaint}");
    }
}

/// What is said when one place is left out: the compiler's first error, or which test fails with which words.
fn said(complaint: &str) -> String {
    let mut lines = complaint.lines();
    let error = |line: &&str| line.starts_with("error") && !line.starts_with("error: test failed");
    if let Some(error) = complaint.lines().find(error) {
        let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
        let file = place.and_then(|place| place.split(':').next()).unwrap_or_default();
        return format!("compiler: {error}, `{file}`");
    }
    let panicked = lines.find(|line| line.contains("panicked at")).unwrap_or_default();
    let message = lines.next().unwrap_or_default().trim();
    let thread = panicked.split('\'').nth(1).unwrap_or_default();
    // The checks run in one thread and say themselves which has failed.
    let check = complaint.lines().find_map(|line| line.strip_suffix(" failed"));
    format!("`{}`: {message}", check.unwrap_or(thread))
}

/// A measure's places are left out of the whole, a mechanism's of the mechanism by itself.
#[test]
#[ignore = "compiles the model a dozen times: cargo xtask verify adding"]
fn a_place_that_is_left_out_is_named() {
    let places = places();
    let mut unnamed = Vec::new();
    println!("| left out | what names it |\n|---|---|");
    for left_out in &places {
        let mechanism = left_out.title.starts_with(char::is_numeric);
        let part = |place: &&Place| !mechanism || place.title.starts_with(char::is_numeric);
        let other = |place: &&Place| place.title != left_out.title;
        let others: Vec<&Place> = places.iter().filter(part).filter(other).collect();
        match complaint(&copy(&applied(&others))) {
            Some(complaint) => println!("| {}: `{}` | {} |", left_out.title, left_out.file, said(&complaint)),
            None => unnamed.push(&left_out.title),
        }
    }
    assert!(unnamed.is_empty(), "nothing names {unnamed:?}");
}
