//! Comparisons and sensitivity as their users meet them. The embedded scenario, cut to a few days.

mod shared;

use shared::{amnok, error, text};
use std::path::Path;

fn manifest(folder: &Path) -> serde_json::Value {
    let written = std::fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    serde_json::from_str(&written).expect("JSON")
}

const WEEKS: &str = "period.end=2019-01-10";

/// Nobody of one county smuggles on the second side: fewer runs come through, and pairs part on the first day, there first. Fixed
/// values and seed: nothing is left to chance, nor to what was learned: over six draws of
/// another posterior the interval once reached above zero.
#[test]
fn a_comparison_pairs_luck_and_finds_day_and_place() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    let run = |threads: &str, out: &Path| {
        amnok(&[
            "compare",
            "--set",
            WEEKS,
            "--set-b",
            "county.Hyesan.smuggle_weight=0",
            "--fixed",
            "--replicates",
            "6",
            "--threads",
            threads,
            "--out",
            text(out),
        ])
    };
    let done = run("2", &out);
    assert!(done.status.success(), "{}", error(&done));
    let found = manifest(&out);
    assert_eq!(found["parting"]["pairs"], 6);
    assert_eq!(found["parting"]["first_day"], 0);
    let first = found["parting"]["counties"].as_array().expect("a list");
    assert!(
        first.len() < 8,
        "only the county and those in its reach differ on the first day: {first:?}"
    );
    assert!(
        first.iter().any(|c| c["county"] == "Hyesan" && c["pairs"] == 6),
        "{first:?}"
    );
    let runs = found["differences"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|d| d["outcome"] == "runs")
        .expect("runs");
    assert!(
        runs["high"].as_f64().expect("a number") < 0.0,
        "smuggling falls: {runs}"
    );
    assert!(
        runs["variance_reduction"].as_f64().expect("a number") > 2.0,
        "luck is common: {runs}"
    );
    let page = std::fs::read_to_string(out.join("report.html")).expect("a report");
    for says in ["same luck", "county.Hyesan.smuggle_weight=0", "B − A", "95 %"] {
        assert!(page.contains(says), "{says}");
    }
    assert!(!page.contains("NaN") && page.matches("<script").count() == 1);
    for side in ["a", "b"] {
        assert!(
            out.join(side).join("ledger.parquet").exists() && out.join(side).join("scenario/scenario.toml").exists()
        );
    }
    let again = place.path().join("again");
    assert!(run("1", &again).status.success());
    assert_eq!(manifest(&again)["differences"], found["differences"]);
    let refused = run("1", &again);
    assert!(
        refused.status.code() == Some(2) && error(&refused).contains("--force"),
        "{}",
        error(&refused)
    );
}

#[test]
fn comparisons_of_what_cannot_be_compared_end_with_2() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    for (arguments, says) in [
        (vec!["--set", WEEKS], "both sides are the same"),
        (
            vec!["--set", WEEKS, "--set-b", "period.end=2019-01-03"],
            "let both last as long",
        ),
        (vec!["--set-b", "bribe.tetha=1"], "did you mean bribe.theta?"),
        (vec!["--replicates", "1"], "2..=100000"),
    ] {
        let mut all = vec!["compare", "--out", text(&out)];
        all.extend(arguments);
        let output = amnok(&all);
        assert_eq!(output.status.code(), Some(2), "{all:?}: {}", error(&output));
        assert!(error(&output).contains(says), "{all:?}: {}", error(&output));
        assert!(!out.exists());
    }
}

/// Attempts to leave are in proportion to `attempt.leave_per_year` and hardly depend on the level of cameras: every design says so.
#[test]
fn sensitivity_finds_what_decides_with_every_design() {
    let place = tempfile::tempdir().expect("a temporary folder");
    for (design, points) in [("saltelli", "8"), ("morris", "5"), ("sobol", "64")] {
        let out = place.path().join(design);
        let done = amnok(&[
            "sweep",
            "--set",
            "period.end=2019-01-04",
            "--vary",
            "attempt.leave_per_year",
            "--vary",
            "county.Hyesan.camera",
            "--design",
            design,
            "--points",
            points,
            "--quiet",
            "--out",
            text(&out),
        ]);
        assert!(done.status.success(), "{design}: {}", error(&done));
        let said = amnok(&["sensitivity", text(&out), "--top", "2"]);
        assert!(said.status.success(), "{design}: {}", error(&said));
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let lines: Vec<&str> = said
            .lines()
            .skip_while(|line| !line.starts_with("attempts to leave"))
            .collect();
        assert!(
            lines[1].trim_start().starts_with("attempt.leave_per_year"),
            "{design}: {said}"
        );
        let page = std::fs::read_to_string(out.join("sensitivity.html")).expect("a page");
        assert!(
            page.contains("attempt.leave_per_year") && !page.contains("NaN"),
            "{design}"
        );
        assert!(out.join("sensitivity.parquet").exists());
    }
}

#[test]
fn sensitivity_refuses_what_it_cannot_read() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| place.path().join(name);
    let sweep = |name: &str, more: &[&str]| {
        let out = at(name);
        let mut all = vec![
            "sweep",
            "--set",
            "period.end=2019-01-02",
            "--vary",
            "bribe.theta",
            "--quiet",
            "--out",
            text(&out),
        ];
        all.extend(more);
        assert!(amnok(&all).status.success(), "{all:?}");
    };
    sweep("part", &["--points", "32", "--part", "1/2"]);
    sweep("small", &["--points", "8"]);
    for (name, says) in [
        ("part", "amnok merge"),
        ("small", "too small"),
        ("nothing", "no such folder"),
    ] {
        let output = amnok(&["sensitivity", text(&at(name))]);
        assert!(
            !output.status.success() && error(&output).contains(says),
            "{name}: {}",
            error(&output)
        );
    }
}
