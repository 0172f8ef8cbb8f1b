//! Results have one owner: what is not ours is never touched, whatever is asked for, and two processes never work on the same
//! folder. Each test is named for the fault that was found.

mod shared;

use shared::{amnok, error, precious, result, text, tiny, untouched};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Every command that writes a folder, with its output folder and whatever it is given.
fn writers(place: &Path, out: &str) -> Vec<Vec<String>> {
    let at = |name: &str| text(&place.join(name)).to_owned();
    let flee = shared::repository().join("examples/flee");
    let words = |line: &[&str]| line.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let scenario = at("scenario");
    vec![
        words(&["run", &scenario, "--replicates", "1", "--out", out, "--quiet"]),
        words(&[
            "compare",
            &scenario,
            "--set-b",
            "bribe.theta=0.1",
            "--replicates",
            "2",
            "--out",
            out,
            "--quiet",
        ]),
        words(&[
            "sweep",
            &scenario,
            "--vary",
            "bribe.theta",
            "--points",
            "2",
            "--out",
            out,
            "--quiet",
        ]),
        words(&[
            "flee",
            "run",
            text(&flee.join("input")),
            text(&flee.join("registered")),
            "--out",
            out,
            "--quiet",
        ]),
        words(&["merge", out, &at("result")]),
    ]
}

fn refused(place: &Path, arguments: &[String], force: bool) -> String {
    let mut words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    words.extend(force.then_some("--force"));
    let output = shared::amnok_in(place, &words);
    assert_eq!(output.status.code(), Some(2), "{words:?}: {}", error(&output));
    error(&output)
}

/// `--out . --force` once wiped the folder that it was given in.
#[test]
fn what_is_not_ours_is_left_alone_also_with_force() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    precious(&root.join("folder"));
    precious(&root.join("empty-of-manifest/scenario"));
    fs::write(root.join("file"), "precious").expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("result"), root.join("link")).expect("a link");
    let before = shared::tree(root);
    for out in [
        ".",
        "..",
        "folder",
        "empty-of-manifest",
        "file",
        "scenario",
        "",
        "/",
        "folder/.",
        "folder/..",
    ] {
        for arguments in writers(root, out) {
            for force in [false, true] {
                refused(root, &arguments, force);
            }
        }
    }
    #[cfg(unix)]
    for arguments in writers(root, "link") {
        let says = refused(root, &arguments, true);
        assert!(says.contains("is a link"), "{says}");
    }
    assert_eq!(shared::tree(root), before, "something was touched, or left behind");
}

/// A folder `<out>.partial` of somebody else was once emptied without a word.
#[test]
fn a_partial_without_our_mark_is_never_adopted() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    precious(&root.join("out.partial"));
    precious(&root.join("result.partial"));
    let init = vec!["init".to_owned(), "out".to_owned()];
    for arguments in writers(root, "out") {
        for force in [false, true] {
            let says = refused(root, &arguments, force);
            assert!(says.contains("out.partial is in the way"), "{says}");
        }
    }
    refused(root, &init, false);
    refused(root, &["report".to_owned(), "result".to_owned()], false);
    untouched(&root.join("out.partial"));
    untouched(&root.join("result.partial"));
    assert!(!root.join("out").exists());
}

/// An old result stands until the new one does, and another command's unfinished work is no longer taken for a result's.
#[test]
fn force_replaces_a_result_only_when_the_new_one_is_whole() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let page = fs::read(root.join("result/report.html")).expect("a page");
    let bad = shared::amnok_in(root, &["merge", "result", "nothing", "--force"]);
    assert!(!bad.status.success());
    assert_eq!(fs::read(root.join("result/report.html")).expect("a page"), page);
    let itself = shared::amnok_in(root, &["merge", "result", "result", "--force"]);
    assert_eq!(itself.status.code(), Some(2), "{}", error(&itself));
    let inside = shared::amnok_in(
        root,
        &["run", "result/scenario", "--out", "result", "--force", "--quiet"],
    );
    assert_eq!(inside.status.code(), Some(2), "{}", error(&inside));
    let again = shared::amnok_in(
        root,
        &[
            "run",
            "scenario",
            "--replicates",
            "2",
            "--out",
            "result",
            "--force",
            "--quiet",
        ],
    );
    assert!(again.status.success(), "{}", error(&again));
    assert!(!root.join("result.partial").exists());
    assert_ne!(fs::read(root.join("result/report.html")).expect("a page"), page);
}

/// Killed between the two renames, a process once left nothing under the name, and its leavings in the way.
#[test]
fn what_a_kill_leaves_blocks_nothing() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let partial = root.join("result.partial");
    // After the old result was moved aside, before the new one had its name.
    fs::create_dir(&partial).expect("a folder");
    fs::write(
        partial.join("work.json"),
        concat!(
            r#"{"amnok":""#,
            env!("CARGO_PKG_VERSION"),
            r#"","work":{"kind":"displacement","stays":false}}"#
        ),
    )
    .expect("written");
    fs::rename(root.join("result"), partial.join("before")).expect("moved");
    let run = ["run", "scenario", "--replicates", "1", "--out", "result", "--quiet"];
    let refused = shared::amnok_in(root, &run);
    assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
    assert!(root.join("result/ledger.parquet").exists(), "the old result is back");
    // Before there was a mark; and after everything was removed but the lock.
    for lock in [None, Some(""), Some("amnok: process 1, `amnok run`\n")] {
        let _ = fs::remove_dir_all(&partial);
        fs::create_dir(&partial).expect("a folder");
        if let Some(lock) = lock {
            fs::write(partial.join("lock"), lock).expect("written");
        }
        let report = shared::amnok_in(root, &["report", "result"]);
        assert!(report.status.success(), "{}", error(&report));
        assert!(!partial.exists());
    }
}

/// Two comparisons with the same `--out` once mixed their files.
#[test]
fn a_second_process_is_told_who_works_there() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let long = [
        "run",
        "scenario",
        "--replicates",
        "20000",
        "--threads",
        "1",
        "--out",
        "out",
        "--quiet",
    ];
    let mut first = Command::new(env!("CARGO_BIN_EXE_amnok"))
        .args(long)
        .current_dir(root)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let began = shared::until(|| root.join("out.partial/work.json").exists());
    let mut says = Vec::new();
    for arguments in writers(root, "out") {
        says.push(refused(root, &arguments, true));
    }
    says.push(refused(root, &["init".to_owned(), "out".to_owned()], false));
    first.kill().expect("killed");
    first.wait().expect("gone");
    assert!(began);
    for says in says {
        assert!(
            says.contains(&format!("process {}", first.id())) && says.contains("amnok run scenario"),
            "{says}"
        );
    }
}

/// `amnok report` and `amnok sensitivity` write into a folder that stands: they take the same lock.
#[test]
fn a_report_waits_for_nobody_and_disturbs_nobody() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let partial = root.join("result.partial");
    fs::create_dir(&partial).expect("a folder");
    let lock = fs::File::create(partial.join("lock")).expect("a lock");
    lock.lock().expect("held");
    let refused = amnok(&["report", text(&root.join("result"))]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        error(&refused).contains("another process works on"),
        "{}",
        error(&refused)
    );
    drop(lock);
    assert!(amnok(&["report", text(&root.join("result"))]).status.success());
}

/// Nothing is written through a link that stands where a page is to be.
#[cfg(unix)]
#[test]
fn a_page_is_not_written_through_a_link() {
    let place = tiny();
    let root = place.path();
    result(root, "result");
    let (page, target) = (root.join("result/report.html"), root.join("target"));
    fs::write(&target, "precious").expect("written");
    fs::remove_file(&page).expect("removed");
    std::os::unix::fs::symlink(&target, &page).expect("a link");
    let refused = amnok(&["report", text(&root.join("result"))]);
    assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
    assert_eq!(fs::read_to_string(&target).expect("a file"), "precious");
}

/// `--force` once took everything in an old result away, a figure or notes of somebody's too.
#[test]
fn force_takes_nothing_away_that_others_have_put_into_a_result() {
    let place = tiny();
    let root = place.path();
    result(root, "r");
    for name in ["r/notes.txt", "r/figures/map.png", "r/other/manifest.json"] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, "mine").expect("written");
        let words = writers(root, text(&root.join("r"))).remove(0);
        let said = refused(root, &words, true);
        assert!(
            said.contains(&name[2..]) && said.contains("no part of the result"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
        fs::remove_file(&path).expect("removed");
    }
    let words = writers(root, text(&root.join("r"))).remove(0);
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.push("--force");
    assert!(shared::amnok_in(root, &words).status.success());
}

/// `--csv` once replaced any plain file, what was read included.
#[test]
fn a_table_replaces_no_file_unasked_and_never_one_that_is_read() {
    let place = tiny();
    let root = place.path();
    let input = root.join("f/input");
    shared::copy(&shared::repository().join("examples/flee"), &root.join("f"));
    result(root, "r");
    fs::write(root.join("mine.csv"), "mine").expect("written");
    let fit = |csv: &Path, more: &[&str]| {
        let registered = root.join("f/registered");
        let words = [
            "flee",
            "fit",
            text(&input),
            text(&registered),
            "--until",
            "40",
            "--points",
            "20",
            "--csv",
            text(csv),
        ];
        amnok(&[&words[..], more].concat())
    };
    for (csv, more, says) in [
        (root.join("mine.csv"), [].as_slice(), "exists already"),
        (input.join("locations.csv"), &["--force"], "which is read"),
        (input.join("new.csv"), &[], "which is read"),
        (root.join("r/ledger.parquet"), &["--force"], "result folder"),
    ] {
        let before = fs::read(&csv).ok();
        let output = fit(&csv, more);
        assert_eq!(output.status.code(), Some(2), "{}", error(&output));
        assert!(error(&output).contains(says), "{}", error(&output));
        assert_eq!(fs::read(&csv).ok(), before);
    }
}
