//! What tests of result folders share: a tiny scenario, the program, and a look at what is on disk.
#![allow(dead_code, reason = "each test needs a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Runs the program.
pub fn amnok(arguments: &[&str]) -> Output {
    amnok_in(Path::new("."), arguments)
}

/// Runs the program in a folder.
pub fn amnok_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amnok"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// What it said on standard error.
pub fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A path as text.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository")
}

/// A folder with the invented scenario of thirty days in `scenario`.
pub fn tiny() -> TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (from, to) = (repository().join("scenarios/sered-line"), place.path().join("scenario"));
    copy(&from, &to);
    let path = to.join("scenario.toml");
    let written = fs::read_to_string(&path).expect("scenario.toml");
    let line = |key: &str| {
        let found = written.lines().find(|line| line.starts_with(key));
        found.expect("a first and a last day").to_owned()
    };
    let start = line("start")
        .split('=')
        .nth(1)
        .map(|text| text.trim().trim_matches('"')[..7].to_owned());
    let month = start.expect("a month");
    let end = line("end");
    let quote = if end.contains('"') { "\"" } else { "" };
    fs::write(&path, written.replace(&end, &format!("end = {quote}{month}-28{quote}"))).expect("written");
    place
}

/// Gives the scenario of [`tiny`] a public record with these rows.
pub fn record(place: &Path, rows: &str) {
    let folder = place.join("scenario/observed");
    fs::create_dir_all(&folder).expect("a folder");
    let columns = "id,quantity,observer,kind,activity,who,place,from,to,against_place,against_from,against_to,low,high,unit,grade,source,note";
    fs::write(folder.join("record.csv"), format!("{columns}\n{rows}")).expect("written");
}

/// A result of one replicate of the scenario of [`tiny`].
pub fn result(place: &Path, name: &str) {
    let output = amnok_in(
        place,
        &["run", "scenario", "--replicates", "1", "--out", name, "--quiet"],
    );
    assert!(output.status.success(), "{}", error(&output));
}

/// A folder of somebody else.
pub fn precious(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("thesis.txt"), "precious").expect("written");
}

/// Asserts that a folder of somebody else is as it was.
pub fn untouched(folder: &Path) {
    let names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["thesis.txt"], "{}", folder.display());
    assert_eq!(
        fs::read_to_string(folder.join("thesis.txt")).expect("a file"),
        "precious"
    );
}

/// Every file below a folder, with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a type").is_dir() {
            all.insert(entry.path(), Vec::new());
            all.extend(tree(&entry.path()));
        } else {
            all.insert(entry.path(), fs::read(entry.path()).unwrap_or_default());
        }
    }
    all
}

/// Waits for something, about twenty seconds at most.
pub fn until(mut happened: impl FnMut() -> bool) -> bool {
    for _ in 0..4000 {
        if happened() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

/// Sends a signal, e.g. `INT`, which Ctrl-C sends.
pub fn signal(child: &Child, name: &str) {
    let kill = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(kill.expect("kill is there").success());
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &path);
        } else {
            fs::copy(entry.path(), path).expect("copied");
        }
    }
}
