//! Banks as their users meet them: the same bytes whatever happens on the way, and errors that say what to do. The embedded scenario, cut to
//! eight days.

mod shared;

use shared::{amnok, amnok_in, error, text, tiny};
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

/// The option was not looked at, beside a scenario or what else a bank of the prior is asked for.
#[test]
fn a_temper_is_of_a_wave_alone() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("bank");
    for more in [
        &[][..],
        &["scenarios"],
        &["--set", "period.end=2019-01-08"],
        &["--vary", "bribe.theta"],
    ] {
        let asked = ["bank", "--points", "2", "--temper", "0.5", "--out", text(&out)];
        let refused = amnok(&[&asked, more].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
        assert!(error(&refused).contains("--after"), "{}", error(&refused));
    }
    assert!(!out.exists());
}

/// A bank of a scenario without observations was lived through in silence, for hours, and no fit could use it.
#[test]
fn a_bank_from_which_nothing_can_be_learned_says_so_first() {
    let place = tiny();
    let bank = |out: &str, more: &[&str]| {
        let asked = [&["bank", "scenario", "--points", "2", "--out", out], more].concat();
        let made = amnok_in(place.path(), &asked);
        assert!(made.status.success(), "{}", error(&made));
        error(&made)
    };
    let told = bank("a", &[]);
    assert!(
        told.starts_with("warning: nothing was observed of the scenario"),
        "{told}"
    );
    assert!(bank("b", &["--quiet"]).is_empty());
    let fit = amnok_in(place.path(), &["fit", "a", "--out", "fit"]);
    assert_eq!(fit.status.code(), Some(2), "{}", error(&fit));
    // It said so only after it had begun.
    let past = amnok_in(place.path(), &["hindcast", "a"]);
    let says =
        "error: a: nothing to forecast: observed/arrivals.csv needs more than eight rows of a calendar quarter each\n";
    assert_eq!((past.status.code(), error(&past).as_str()), (Some(2), says));
    let written = fs::read_to_string(place.path().join("scenario/scenario.toml")).expect("a scenario");
    shared::record(
        place.path(),
        "left,left,passages,floor,leave,,,2031-03-01,2031-03-31,,,,1,,persons,B,gazette-rangers,\n",
    );
    assert!(
        bank("c", &[]).starts_with("warning"),
        "of 28 days nothing is read by month"
    );
    let longer = written.replace("2031-03-28", "2031-03-31");
    fs::write(place.path().join("scenario/scenario.toml"), longer).expect("written");
    let told = bank("d", &[]);
    assert!(!told.contains("warning"), "{told}");
}

/// Points and columns that were cut short went unnoticed, and are read by other programs.
#[test]
fn a_damaged_table_of_a_bank_is_named() {
    let place = tiny();
    let root = place.path();
    let made = ["bank", "scenario", "--points", "2", "--out", "b", "--quiet"];
    assert!(amnok_in(root, &made).status.success());
    for file in ["b/points.parquet", "b/columns.parquet", "b/runs/part-000000.parquet"] {
        let path = root.join(file);
        let whole = fs::read(&path).expect("a table");
        let refused = |says: &str| {
            for command in [
                ["fit", "b"].as_slice(),
                &["hindcast", "b"],
                &["bank", "--points", "2", "--after", "b"],
            ] {
                let refused = amnok_in(root, command);
                assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
                let said = error(&refused);
                assert!(said.contains(file) && said.contains(says), "{said}");
                assert!(said.contains("make the result again, or put the file back"), "{said}");
            }
        };
        fs::write(&path, &whole[..whole.len() / 2]).expect("written");
        refused("damaged");
        fs::remove_file(&path).expect("removed");
        refused("missing");
        fs::write(&path, whole).expect("written");
    }
}
