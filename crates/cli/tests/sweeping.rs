//! Sweeps as their users meet them: the same bytes whatever happens on the way, and errors that say what to do. The embedded
//! scenario, cut to a few days.

mod shared;

use shared::{error, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amnok"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn amnok(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program starts")
}

/// Six parts: twelve points, eight replicates each.
fn six_parts<'a>(out: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec![
        "sweep",
        "--points",
        "12",
        "--replicates",
        "8",
        "--set",
        "period.end=2019-01-08",
    ];
    arguments.extend([
        "--vary",
        "bribe.*",
        "--vary",
        "attempt.leave_per_year=0.001..0.003",
        "--quiet",
    ]);
    arguments.extend(["--out", text(out)]);
    arguments.extend(more);
    arguments
}

/// Every table of a sweep.
fn tables(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::from([(
        "points".into(),
        fs::read(folder.join("points.parquet")).expect("points"),
    )]);
    for entry in fs::read_dir(folder.join("runs")).expect("runs") {
        let path = entry.expect("an entry").path();
        all.insert(
            path.display().to_string().split_off(text(folder).len()),
            fs::read(&path).expect("a part"),
        );
    }
    all
}

fn parts(folder: &Path) -> usize {
    let parquet = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|kind| kind == "parquet");
    fs::read_dir(folder.join("runs")).map_or(0, |entries| entries.flatten().filter(parquet).count())
}

/// Waits until a sweep under way has kept so many parts, then kills it; whether it was still alive.
fn kill_after(out: &Path, partial: &Path, kept: usize) -> bool {
    let mut child = command(&six_parts(out, &["--threads", "1"]))
        .spawn()
        .expect("the program starts");
    #[expect(clippy::disallowed_methods, reason = "a limit to how long is waited")]
    let since = Instant::now();
    while parts(partial) < kept
        && since.elapsed() < Duration::from_secs(60)
        && child.try_wait().expect("a state").is_none()
    {
        std::thread::sleep(Duration::from_millis(2));
    }
    let alive = child.try_wait().expect("a state").is_none();
    child.kill().expect("killed");
    child.wait().expect("gone");
    alive
}

#[test]
fn a_killed_sweep_a_full_disk_and_parts_leave_the_same_bytes() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| -> PathBuf { place.path().join(name) };
    let whole = amnok(&six_parts(&at("whole"), &["--threads", "2"]));
    assert!(whole.status.success(), "{}", error(&whole));
    let expected = tables(&at("whole"));
    assert_eq!(expected.len(), 7);

    // Killed twice; then one part cannot be written (a folder stands where it would be).
    let (out, partial) = (at("killed"), at("killed.partial"));
    assert!(
        kill_after(&out, &partial, 1) && kill_after(&out, &partial, 2),
        "no sweep lived long enough to be killed"
    );
    let kept = parts(&partial);
    assert!((2..6).contains(&kept) && !out.exists());
    let trap = partial.join("part-000005.parquet.unfinished");
    fs::create_dir(&trap).expect("a folder");
    let full = amnok(&six_parts(&out, &["--threads", "1"]));
    assert_eq!(full.status.code(), Some(1), "{}", error(&full));
    for says in [
        "part-000005.parquet",
        "5 of 6 parts are kept",
        "give the same command again",
    ] {
        assert!(error(&full).contains(says), "{}", error(&full));
    }
    assert_eq!(parts(&partial), 5);
    fs::remove_dir(&trap).expect("removed");
    let last = amnok(&six_parts(&out, &["--threads", "2"]));
    assert!(last.status.success(), "{}", error(&last));
    assert!(tables(&out) == expected, "a sweep that was disturbed has other bytes");
    assert!(!partial.exists() && !out.join("lock").exists() && !out.join("work.json").exists());

    // Parts, merged in any order.
    for i in ["1/3", "2/3", "3/3"] {
        let part = amnok(&six_parts(&at(&i[..1]), &["--part", i]));
        assert!(part.status.success(), "{}", error(&part));
    }
    let merged = amnok(&[
        "merge",
        text(&at("merged")),
        text(&at("3")),
        text(&at("1")),
        text(&at("2")),
    ]);
    assert!(merged.status.success(), "{}", error(&merged));
    assert!(tables(&at("merged")) == expected, "merged parts have other bytes");

    // What does not belong together.
    let refused = |folders: &[&str], says: &str| {
        let folders: Vec<PathBuf> = folders.iter().map(|name| at(name)).collect();
        let out = at("refused");
        let mut arguments = vec!["merge", text(&out)];
        arguments.extend(folders.iter().map(|folder| text(folder)));
        let output = amnok(&arguments);
        assert_eq!(output.status.code(), Some(2), "{}", error(&output));
        assert!(error(&output).contains(says), "{}", error(&output));
        assert!(!out.exists());
    };
    refused(&["1", "merged"], "part 0 is in");
    let manifest = at("2/manifest.json");
    let written = fs::read_to_string(&manifest).expect("a manifest");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(written.contains(&version));
    let edited = written.replace("\"design_seed\": 0", "\"design_seed\": 1");
    fs::write(&manifest, &edited).expect("written");
    refused(&["1", "2"], "damaged, or edited");
    let sealed = |text: &str| amnok_store::sealed(serde_json::from_str(text).expect("JSON"));
    fs::write(&manifest, sealed(&edited)).expect("written");
    refused(&["1", "2"], "seed of the design");
    fs::write(&manifest, sealed(&written.replace(&version, "\"version\": \"0.0.9\""))).expect("written");
    refused(&["1", "2"], "version of the program");
}

#[test]
fn bad_sweeps_end_with_2_and_say_what_to_do() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    for (arguments, says) in [
        (vec!["--vary", "bribe.tetha"], "did you mean bribe.theta?"),
        (vec!["--vary", "bribe.theta=0.6..0.2"], "is empty"),
        (vec!["--vary", "bribe.theta=0.2..0.2"], "is empty"),
        (vec!["--vary", "bribe.theta=0.2"], "low..high"),
        (vec!["--vary", "bribe.theta=0.2..7"], "between 0 and 1"),
        (vec!["--vary", "bribe.theta", "--vary", "bribe.*"], "varied twice"),
        (vec!["--vary", "strata.sex.man.share"], "cannot be set alone"),
        (vec!["--set", "period.end=2031-01-01"], "must lie between"),
        (vec!["--vary", "bribe.theta", "--points", "1"], "too small"),
        (
            vec!["--vary", "bribe.theta", "--design", "saltelli", "--points", "3"],
            "too small",
        ),
        (vec!["--design", "grid", "--points", "3"], "more than"),
        (vec!["--vary", "bribe.theta", "--part", "1/4"], "is empty"),
        (vec!["--part", "5/4"], "i/n"),
    ] {
        let mut all = vec!["sweep", "--out", text(&out)];
        if !arguments.contains(&"--points") {
            all.extend(["--points", "8"]);
        }
        all.extend(&arguments);
        let output = amnok(&all);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", error(&output));
        assert!(error(&output).contains(says), "{arguments:?}: {}", error(&output));
        assert!(!out.exists());
    }
}
