//! The program as its users meet it: whole results or none, the same bytes whatever happens on the way, errors that say
//! what to do. A small scenario: the embedded one cut to 60 days.

mod shared;

use shared::{amnok, error, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;
use tempfile::TempDir;

/// A folder with a scenario of 60 days in `scenario`.
fn workplace() -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let scenario = place.path().join("scenario");
    assert!(amnok(&["init", text(&scenario)]).status.success());
    let path = scenario.join("scenario.toml");
    let written = fs::read_to_string(&path).expect("scenario.toml");
    let end = written
        .lines()
        .find(|line| line.starts_with("end"))
        .expect("a last day");
    fs::write(&path, written.replace(end, "end = 2019-03-01")).expect("written");
    (place, scenario)
}

fn run(scenario: &Path, out: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["run", text(scenario), "--out", text(out), "--quiet"];
    arguments.extend(more);
    amnok(&arguments)
}

fn ledger(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("ledger.parquet")).expect("a ledger")
}

#[test]
fn threads_and_parts_leave_the_same_bytes() {
    let (place, scenario) = workplace();
    let at = |name: &str| place.path().join(name);
    assert!(
        run(&scenario, &at("one"), &["--replicates", "8", "--threads", "1"])
            .status
            .success()
    );
    assert!(
        run(&scenario, &at("two"), &["--replicates", "8", "--threads", "2"])
            .status
            .success()
    );
    assert!(run(&scenario, &at("a"), &["--replicates", "4"]).status.success());
    assert!(
        run(&scenario, &at("b"), &["--replicates", "4", "--first-replicate", "4"])
            .status
            .success()
    );
    assert!(
        run(&scenario, &at("c"), &["--replicates", "8", "--part", "1/3"])
            .status
            .success()
    );
    assert!(
        run(&scenario, &at("d"), &["--replicates", "8", "--part", "2/3"])
            .status
            .success()
    );
    assert!(
        run(&scenario, &at("e"), &["--replicates", "8", "--part", "3/3"])
            .status
            .success()
    );
    assert!(
        amnok(&["merge", text(&at("ab")), text(&at("b")), text(&at("a"))])
            .status
            .success()
    );
    assert!(
        amnok(&[
            "merge",
            text(&at("cde")),
            text(&at("c")),
            text(&at("d")),
            text(&at("e"))
        ])
        .status
        .success()
    );
    let whole = ledger(&at("one"));
    for other in ["two", "ab", "cde"] {
        assert!(
            whole == ledger(&at(other)),
            "{other} differs from one run on one thread"
        );
    }
}

#[test]
fn incidents_do_not_depend_on_threads() {
    let (place, scenario) = workplace();
    let at = |name: &str| place.path().join(name);
    for (name, threads) in [("one", "1"), ("two", "2")] {
        let more = ["--replicates", "3", "--threads", threads, "--incidents"];
        assert!(run(&scenario, &at(name), &more).status.success());
    }
    let incidents = |name: &str| fs::read(at(name).join("incidents.parquet")).expect("incidents");
    assert!(incidents("one").len() > 10_000 && incidents("one") == incidents("two"));
}

/// Killed ten times at moments spread by a fixed sequence over the time that a run takes: nothing half-done looks done, and
/// the same command goes on to the same bytes.
#[test]
fn a_run_killed_ten_times_goes_on_to_the_same_bytes() {
    let (place, scenario) = workplace();
    let (whole, out) = (place.path().join("whole"), place.path().join("out"));
    #[expect(
        clippy::disallowed_methods,
        reason = "kills are spread over the time that a run takes"
    )]
    let begun = std::time::Instant::now();
    assert!(run(&scenario, &whole, &["--replicates", "24"]).status.success());
    let takes = begun.elapsed();
    let mut killed = 0;
    for share in [0.1, 0.35, 0.2, 0.05, 0.5, 0.15, 0.3, 0.25, 0.4, 0.1] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_amnok"))
            .args([
                "run",
                text(&scenario),
                "--out",
                text(&out),
                "--quiet",
                "--replicates",
                "24",
            ])
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_secs_f64(takes.as_secs_f64() * share * 0.3));
        if child.try_wait().expect("a state").is_some() {
            break;
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        killed += 1;
        assert!(!out.join("report.html").exists() || out.join("manifest.json").exists());
    }
    assert!(killed > 0, "no run lived long enough to be killed");
    if !out.exists() {
        let last = run(&scenario, &out, &["--replicates", "24"]);
        assert!(last.status.success(), "after {killed} kills: {}", error(&last));
    }
    assert!(ledger(&whole) == ledger(&out), "after {killed} kills the bytes differ");
    assert!(!place.path().join("out.partial").exists());
}

#[test]
fn nothing_is_overwritten_without_force() {
    let (place, scenario) = workplace();
    let out = place.path().join("out");
    assert!(run(&scenario, &out, &["--replicates", "1"]).status.success());
    let again = run(&scenario, &out, &["--replicates", "1", "--seed", "9"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(error(&again).contains("--force"), "{}", error(&again));
    let before = ledger(&out);
    assert!(
        run(&scenario, &out, &["--replicates", "1", "--seed", "9", "--force"])
            .status
            .success()
    );
    assert!(before != ledger(&out));
}

#[test]
fn unfinished_work_of_another_run_is_not_taken_for_this_one() {
    let (place, scenario) = workplace();
    let partial = place.path().join("out.partial");
    fs::create_dir(&partial).expect("a folder");
    fs::write(
        partial.join("work.json"),
        concat!(r#"{"amnok":""#, env!("CARGO_PKG_VERSION"), r#"","work":{"seed":1}}"#),
    )
    .expect("written");
    let refused = run(&scenario, &place.path().join("out"), &["--replicates", "1"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        error(&refused).contains("unfinished work of another run"),
        "{}",
        error(&refused)
    );
}

#[test]
fn results_that_do_not_belong_together_are_not_merged() {
    let (place, scenario) = workplace();
    let at = |name: &str| place.path().join(name);
    assert!(run(&scenario, &at("a"), &["--replicates", "1"]).status.success());
    assert!(
        run(&scenario, &at("b"), &["--replicates", "1", "--seed", "9"])
            .status
            .success()
    );
    let seeds = amnok(&["merge", text(&at("ab")), text(&at("a")), text(&at("b"))]);
    assert_eq!(seeds.status.code(), Some(2));
    assert!(error(&seeds).contains("seed"), "{}", error(&seeds));
    let twice = amnok(&["merge", text(&at("aa")), text(&at("a")), text(&at("a"))]);
    assert!(error(&twice).contains("replicate 0"), "{}", error(&twice));
    assert!(!at("ab").exists() && !at("aa").exists());
}

#[test]
fn values_set_on_the_command_line_count_and_are_checked() {
    let (place, scenario) = workplace();
    let at = |name: &str| place.path().join(name);
    let none = [
        "--replicates",
        "1",
        "--set",
        "attempt.leave_per_year=0",
        "--set",
        "attempt.smuggle_per_year=0",
    ];
    assert!(run(&scenario, &at("none"), &none).status.success());
    assert!(run(&scenario, &at("usual"), &["--replicates", "1"]).status.success());
    assert!(ledger(&at("none")).len() < ledger(&at("usual")).len());
    assert!(amnok(&["report", text(&at("none"))]).status.success());
    for (setting, says) in [
        ("bribe.tetha=1", "did you mean bribe.theta?"),
        ("bribe.theta=7", "between 0 and 1"),
        ("bribe.theta=many", "not a number"),
        ("bribe.theta", "key=value"),
    ] {
        let wrong = run(&scenario, &at("wrong"), &["--set", setting]);
        assert_eq!(wrong.status.code(), Some(2), "{setting}");
        assert!(error(&wrong).contains(says), "{}", error(&wrong));
    }
}

#[test]
fn the_summary_is_json_when_asked_for() {
    let (place, scenario) = workplace();
    let out = place.path().join("out");
    let output = amnok(&[
        "run",
        text(&scenario),
        "--out",
        text(&out),
        "--replicates",
        "2",
        "--json",
    ]);
    assert!(output.status.success() && output.stderr.is_empty());
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(
        summary["measures"]["attempts"]["median"]
            .as_f64()
            .is_some_and(|n| n > 0.0)
    );
    assert_eq!(summary["replicates"], 2);
}

#[test]
fn plain_lines_without_colour_where_there_is_no_terminal() {
    let (place, scenario) = workplace();
    let out = place.path().join("out");
    let output = amnok(&["run", text(&scenario), "--out", text(&out), "--replicates", "2"]);
    let all = [output.stdout, output.stderr].concat();
    assert!(!all.contains(&0x1b), "an escape sequence where nobody can see it");
    let lines = String::from_utf8_lossy(&all).into_owned();
    assert!(
        lines.contains("2 of 2 replicates") && lines.contains("report.html"),
        "{lines}"
    );
}

#[test]
fn usage_and_bad_input_end_with_2() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let nowhere = place.path().join("nowhere");
    for arguments in [
        vec!["run", text(&nowhere)],
        vec!["check", text(&nowhere)],
        vec!["explain", "bribe.tetha"],
        vec!["run", "--replicates", "0"],
        vec!["run", "--part", "3/2"],
        vec!["nonsense"],
    ] {
        let output = amnok(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", error(&output));
    }
    assert!(error(&amnok(&["explain", "bribe.tetha"])).contains("did you mean bribe.theta?"));
}

#[test]
fn what_is_printed_for_reading_is_printed() {
    let check = amnok(&["check"]);
    assert!(String::from_utf8_lossy(&check.stdout).contains("with a source"));
    let schema: serde_json::Value = serde_json::from_slice(&amnok(&["schema"]).stdout).expect("a JSON Schema");
    assert!(schema["properties"].is_object());
    assert!(String::from_utf8_lossy(&amnok(&["completions", "bash"]).stdout).contains("amnok"));
    assert!(String::from_utf8_lossy(&amnok(&["explain", "bribe.theta"]).stdout).contains("share"));
}

#[test]
fn help_says_how_many_histories_there_are_if_nothing_is_said() {
    let said = amnok(&["run", "--help"]);
    let told = format!("{} if left out", amnok_store::HISTORIES);
    assert!(String::from_utf8_lossy(&said.stdout).contains(&told), "{told}");
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&format!("in {} histories", amnok_store::HISTORIES)));
}

/// What `--totals` prints is what the ledger adds up to, for any number of threads; nothing is left behind.
#[test]
fn totals_are_those_of_the_ledger_and_nothing_is_kept() {
    let (place, scenario) = workplace();
    let out = place.path().join("out");
    assert!(run(&scenario, &out, &["--replicates", "3"]).status.success());
    let kept = amnok_store::RunResult::read(&out).expect("a result");
    let before = fs::read_dir(place.path()).expect("a folder").count();
    let totals = |threads: &str| {
        let words = [
            "run",
            text(&scenario),
            "--replicates",
            "3",
            "--threads",
            threads,
            "--totals",
        ];
        let printed = shared::amnok_in(place.path(), &words);
        assert!(printed.status.success());
        String::from_utf8(printed.stdout).expect("text")
    };
    let printed = totals("1");
    assert_eq!(printed, totals("2"));
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), before);
    let mut lines = printed.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let rows: Vec<_> = lines.collect();
    assert_eq!(rows.len(), 3);
    for ((number, ledger), row) in kept.rows.iter().zip(rows) {
        assert_eq!(row[0], number.to_string());
        let money = header
            .iter()
            .zip(&row)
            .filter(|(column, _)| column.starts_with("paid_"));
        for (column, cell) in money {
            let cents = cell.split_once('.').map_or(0, |(_, cents)| cents.len());
            assert!(cents <= 2, "{column} of history {number}: {cell}");
        }
        for measure in ["attempts", "arrested", "duty", "found_out"] {
            let of = |column: &&str| {
                *column == measure
                    || column
                        .strip_prefix(measure)
                        .is_some_and(|rest| ["_leave", "_smuggle"].contains(&rest))
            };
            let cells = header.iter().zip(&row).filter(|(column, _)| of(column));
            let sum: f64 = cells.map(|(_, cell)| cell.parse::<f64>().expect("a number")).sum();
            let total = ledger.total(measure);
            assert!(
                (sum - total).abs() <= 1e-9 * total,
                "{measure} of history {number}: {sum} for {total}"
            );
        }
    }
}
