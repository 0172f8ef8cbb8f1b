//! The second scenario, from its folder alone: it runs, and the patterns of who is told what hold in it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn amnok(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amnok"))
        .current_dir(std::env::temp_dir())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// A copy of the scenario's folder, away from the repository.
fn alone() -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
    let to = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(from).expect("the scenario's folder") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, to.path().join(path.file_name().expect("a name"))).expect("a copy");
    }
    to
}

#[test]
fn it_runs_and_is_reported_in_its_own_words() {
    let folder = alone();
    let out = folder.path().join("out");
    let (folder, out) = (folder.path().display().to_string(), out.display().to_string());
    let ran = amnok(&["run", &folder, "--replicates", "2", "--out", &out, "--quiet"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let page = std::fs::read_to_string(Path::new(&out).join("report.html")).expect("a report");
    for word in [
        "Frontier Office",
        "Sered Gazette",
        "audit corps",
        "marks",
        "Low Ferry",
        "measures per month",
    ] {
        assert!(page.contains(word), "no {word}");
    }
    assert!(!page.contains("USD") && !page.contains("Daily NK"));
}

/// Patterns P5, P10 and P12 as designed experiments: 8 pairs, the level of 0.05 shared over seven questions, a fixed seed. In a trial
/// with 8 pairs the weakest effect lay nine standard errors away from none, where four are needed, so that the power is above 0.99.
#[test]
fn collective_punishment_silences_and_three_counts_differ() {
    let folder = alone();
    let folder = folder.path().display().to_string();
    let told = amnok(&["validate", &folder, "--replicates", "8", "--only", "P5,P10,P12"]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let table = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        table.contains("7 reproduced, 0 undecided, 0 contradicted, 0 not tested"),
        "{table}"
    );
}

#[test]
fn patterns_that_do_not_exist_are_refused() {
    let told = amnok(&["validate", "--only", "P5,P99"]);
    assert!(!told.status.success());
    assert!(String::from_utf8_lossy(&told.stderr).contains("P99"));
}
