//! Banks as their users meet them: the same bytes whatever happens on the way, and errors that say what to do. The embedded scenario, cut to
//! eight days.

mod shared;

use shared::{amnok, error, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Three parts: forty points.
fn arguments<'a>(out: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["bank", "--points", "40", "--set", "period.end=2019-01-08", "--quiet"];
    arguments.extend(["--out", text(out)]);
    arguments.extend(more);
    arguments
}

/// Every table of a bank.
fn tables(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |name: &str| (name.to_owned(), fs::read(folder.join(name)).expect("a table"));
    let mut all = BTreeMap::from([read("points.parquet"), read("columns.parquet")]);
    for entry in fs::read_dir(folder.join("runs")).expect("runs") {
        all.extend([read(&format!(
            "runs/{}",
            entry.expect("an entry").file_name().display()
        ))]);
    }
    all
}

#[test]
fn a_killed_bank_and_one_in_parts_have_the_bytes_of_a_whole_one() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| -> PathBuf { place.path().join(name) };
    let whole = amnok(&arguments(&at("whole"), &["--threads", "2"]));
    assert!(whole.status.success(), "{}", error(&whole));
    let expected = tables(&at("whole"));
    assert_eq!(expected.len(), 5);

    let out = at("killed");
    let mut child = Command::new(env!("CARGO_BIN_EXE_amnok"))
        .args(arguments(&out, &["--threads", "1"]))
        .stdin(Stdio::null())
        .spawn()
        .expect("the program starts");
    let kept = at("killed.partial").join("runs/part-000000.parquet");
    while !kept.exists() && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    assert!(kept.exists() && !out.exists(), "it was killed after its first part");
    let last = amnok(&arguments(&out, &["--threads", "2"]));
    assert!(last.status.success(), "{}", error(&last));
    assert!(tables(&out) == expected, "a bank that was killed has other bytes");

    for part in ["1/2", "2/2"] {
        let made = amnok(&arguments(&at(&part.replace('/', "-")), &["--part", part]));
        assert!(made.status.success(), "{}", error(&made));
    }
    let (merged, one, two) = (at("merged"), at("1-2"), at("2-2"));
    let together = amnok(&["merge", text(&merged), text(&two), text(&one)]);
    assert!(together.status.success(), "{}", error(&together));
    assert!(tables(&merged) == expected, "a merged bank has other bytes");
    let with_itself = amnok(&["merge", text(&at("m")), text(&one), text(&one)]);
    assert!(
        error(&with_itself).contains("leave one of them out"),
        "{}",
        error(&with_itself)
    );
}

#[test]
fn a_bank_is_no_sweep_and_its_values_are_checked() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("bank");
    let made = amnok(&arguments(&out, &["--points", "2"]));
    assert_eq!(made.status.code(), Some(2), "an option twice is refused");
    let short = [
        "bank",
        "--points",
        "2",
        "--set",
        "period.end=2019-01-08",
        "--quiet",
        "--out",
        text(&out),
    ];
    assert!(amnok(&short).status.success());
    let asked = amnok(&["sensitivity", text(&out)]);
    assert!(error(&asked).contains("holds a bank, not a sweep"), "{}", error(&asked));
    let none = amnok(&[
        "bank",
        "--points",
        "2",
        "--vary",
        "bribe.tehta",
        "--out",
        text(&place.path().join("b")),
    ]);
    assert!(error(&none).contains("bribe.theta"), "{}", error(&none));
    let few = amnok(&["bank", "--points", "1", "--out", text(&place.path().join("b"))]);
    assert!(error(&few).contains("too small; at least 2"), "{}", error(&few));
}
