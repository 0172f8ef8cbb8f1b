//! What is read is what was written, and every number of it is possible; or the command says what is wrong. Each test is named
//! for the fault that was found.

mod shared;

use serde_json::{Value, json};
use shared::{amnok_in, error, result, tiny};
use std::fs;
use std::path::Path;
use std::process::Output;

fn edit(manifest: &Path, change: impl FnOnce(&mut Value)) {
    let mut all: Value = serde_json::from_slice(&fs::read(manifest).expect("a manifest")).expect("JSON");
    change(&mut all);
    fs::write(manifest, amnok_store::sealed(all)).expect("written");
}

fn refused(output: &Output, says: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", error(output));
    assert!(error(output).contains(says), "{}", error(output));
}

/// `[[0, 4294967295]]` once asked for 16 GiB and aborted.
#[test]
fn replicates_of_a_manifest_are_possible_before_anything_is_allocated() {
    let place = tiny();
    let root = place.path();
    result(root, "r");
    for replicates in [
        json!([[0, 4_294_967_295_u32]]),
        json!([[0, 4_294_967_296_u64]]),
        json!([[1, 0]]),
        json!([[0, 0], [0, 0]]),
        json!([]),
        json!([[0, -1]]),
    ] {
        edit(&root.join("r/manifest.json"), |all| all["replicates"] = replicates);
        refused(&amnok_in(root, &["merge", "m", "r"]), "replicates");
        refused(&amnok_in(root, &["report", "r"]), "replicates");
    }
    edit(&root.join("r/manifest.json"), |all| all["replicates"] = json!([[3, 3]]));
    refused(&amnok_in(root, &["merge", "m", "r"]), "other replicates");
    assert!(!root.join("m").exists() && !root.join("r.partial").exists());
}

/// With another seed in its manifest a sweep once gave other indices, and a run another period, with exit code 0.
#[test]
fn an_edited_manifest_is_damage() {
    let place = tiny();
    let root = place.path();
    result(root, "r");
    sweep(root);
    for (folder, from, to, arguments) in [
        ("r", "\"seed\": ", "\"seed\": 1", ["report", "r"].as_slice()),
        ("s", "\"design_seed\": 0", "\"design_seed\": 1", &["sensitivity", "s"]),
        ("s", "\"design_seed\": 0", "\"design_seed\": 2", &["merge", "m", "s"]),
    ] {
        let manifest = root.join(folder).join("manifest.json");
        let whole = fs::read_to_string(&manifest).expect("a manifest");
        assert!(whole.contains(from), "{whole}");
        fs::write(&manifest, whole.replacen(from, to, 1)).expect("written");
        refused(&amnok_in(root, arguments), "damaged, or edited");
        fs::write(&manifest, whole).expect("written");
    }
}

/// A small sweep of the scenario, in folder `s`.
fn sweep(root: &Path) {
    let words = [
        "sweep",
        "scenario",
        "--vary",
        "bribe.theta",
        "--points",
        "4",
        "--out",
        "s",
        "--quiet",
    ];
    assert!(amnok_in(root, &words).status.success());
}

/// A range from high to low once panicked.
#[test]
fn a_plan_of_a_manifest_is_possible() {
    let place = tiny();
    let root = place.path();
    sweep(root);
    let whole = fs::read(root.join("s/manifest.json")).expect("a manifest");
    let changes: [fn(&mut Value); 5] = [
        |all| all["varied"][0]["low"] = json!(1e9),
        |all| all["parts"] = json!([[0, 4_294_967_295_u32]]),
        |all| all["size"] = json!(0),
        |all| all["replicates"] = json!(4_294_967_297_u64),
        |all| all["varied"] = json!([]),
    ];
    for change in changes {
        edit(&root.join("s/manifest.json"), change);
        for arguments in [["sensitivity", "s"].as_slice(), &["merge", "m", "s"]] {
            refused(&amnok_in(root, arguments), "impossible");
        }
        fs::write(root.join("s/manifest.json"), &whole).expect("written");
    }
}

/// A report was once made with the numbers of one scenario and the words of another.
#[test]
fn a_report_is_of_the_scenario_that_was_run() {
    let place = tiny();
    let root = place.path();
    result(root, "r");
    let page = fs::read(root.join("r/report.html")).expect("a page");
    fs::remove_dir_all(root.join("r/scenario")).expect("removed");
    assert!(amnok_in(root, &["init", "r/scenario"]).status.success());
    refused(&amnok_in(root, &["report", "r"]), "no longer those that were run");
    refused(&amnok_in(root, &["merge", "m", "r"]), "no longer those that were run");
    assert_eq!(fs::read(root.join("r/report.html")).expect("a page"), page);
}

/// One bit of a table is enough, wherever it is read.
#[test]
fn a_damaged_table_is_named() {
    let place = tiny();
    let root = place.path();
    result(root, "r");
    sweep(root);
    let flee = shared::repository().join("examples/flee");
    let (input, registered) = (flee.join("input"), flee.join("registered"));
    let run = [
        "flee",
        "run",
        shared::text(&input),
        shared::text(&registered),
        "--out",
        "f",
        "--quiet",
    ];
    assert!(amnok_in(root, &run).status.success());
    for (file, arguments) in [
        ("r/ledger.parquet", ["report", "r"].as_slice()),
        ("r/ledger.parquet", &["merge", "m", "r"]),
        ("s/runs/part-000000.parquet", &["sensitivity", "s"]),
        ("s/runs/part-000000.parquet", &["merge", "m", "s"]),
        ("f/replicates/replicate-000.csv", &["report", "f"]),
        ("f/flows.parquet", &["report", "f"]),
        ("f/input/locations.csv", &["report", "f"]),
    ] {
        let path = root.join(file);
        let whole = fs::read(&path).expect("a table");
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).expect("written");
        let output = amnok_in(root, arguments);
        refused(&output, "damaged");
        assert!(error(&output).contains(file), "{}", error(&output));
        fs::write(&path, whole).expect("written");
    }
    assert!(!root.join("m").exists());
    assert!(amnok_in(root, &["merge", "m", "r"]).status.success());
}

/// A replicate that was cut short once stopped every run after it, also with `--force`.
#[test]
fn a_damaged_replicate_is_set_aside_and_made_again() {
    let place = tiny();
    let root = place.path();
    let run = [
        "run",
        "scenario",
        "--replicates",
        "3",
        "--threads",
        "1",
        "--quiet",
        "--out",
    ];
    let asked = |out: &'static str| [run.as_slice(), &[out]].concat();
    assert!(amnok_in(root, &asked("whole")).status.success());
    // A folder where the page is to be, so that the work ends before its end and its replicates stay.
    let mut long = std::process::Command::new(env!("CARGO_BIN_EXE_amnok"))
        .args([
            "run",
            "scenario",
            "--replicates",
            "3",
            "--threads",
            "1",
            "--quiet",
            "--out",
            "x",
        ])
        .current_dir(root)
        .spawn()
        .expect("the program starts");
    let piece = root.join("x.partial/00000000.ledger.parquet");
    let kept = shared::until(|| piece.exists() || root.join("x").exists());
    long.kill().expect("killed");
    long.wait().expect("gone");
    assert!(kept && piece.exists(), "the run was too quick to be killed");
    let bytes = fs::read(&piece).expect("a piece");
    fs::write(&piece, &bytes[..bytes.len() / 2]).expect("written");
    let again = amnok_in(root, &asked("x"));
    assert!(again.status.success(), "{}", error(&again));
    assert!(
        error(&again).contains("00000000.ledger.parquet.damaged"),
        "{}",
        error(&again)
    );
    let ledger = |name: &str| fs::read(root.join(name).join("ledger.parquet")).expect("a ledger");
    assert!(ledger("x") == ledger("whole"));
}

/// What was said of a folder without a manifest was "No such file or directory", with exit code 1.
#[test]
fn a_folder_without_a_result_says_what_it_is() {
    let place = tiny();
    let root = place.path();
    fs::create_dir_all(root.join("b.partial")).expect("a folder");
    fs::write(root.join("file"), "a file").expect("written");
    let fit = |folder: &str, says: &str| {
        for command in ["fit", "nowcast", "forecast", "hindcast", "sensitivity", "report"] {
            let output = amnok_in(root, &[command, folder]);
            refused(&output, folder);
            refused(&output, says);
        }
    };
    fit("nowhere", "no such folder; name a result folder");
    fit("scenario", "no result folder of Amnok: it holds no manifest.json");
    fit("file", "a file, and no result folder");
    fit("b", "not yet a result: what is done of it stands in b.partial");
    fit("b.partial", "not yet a result, but what is done of one");
}

/// "not JSON" was all that was said.
#[test]
fn a_manifest_cut_short_says_what_to_do() {
    let place = tiny();
    let root = place.path();
    result(root, "r");
    let manifest = root.join("r/manifest.json");
    let whole = fs::read(&manifest).expect("a manifest");
    fs::write(&manifest, &whole[..whole.len() / 2]).expect("written");
    let output = amnok_in(root, &["merge", "m", "r"]);
    refused(&output, "r/manifest.json: damaged, or cut short");
    refused(&output, "make the result again, or put the file back");
}
