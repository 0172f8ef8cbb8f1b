//! Fits as their users meet them, where nothing can be estimated: each ends with the reason, and leaves nothing.

mod shared;

use shared::{amnok, error, text};
use std::fs;

#[test]
fn a_fit_without_enough_says_why_and_leaves_nothing() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| place.path().join(name);
    let (bank, out) = (at("bank"), at("fit"));
    let made = amnok(&[
        "bank",
        "--points",
        "4",
        "--set",
        "period.end=2019-03-31",
        "--quiet",
        "--out",
        text(&bank),
    ]);
    assert!(made.status.success(), "{}", error(&made));
    let refused = |arguments: &[&str], code: i32, says: &[&str]| {
        let mut all = vec!["fit", text(&bank), "--out", text(&out), "--quiet"];
        all.extend(arguments);
        let refused = amnok(&all);
        assert_eq!(refused.status.code(), Some(code), "{}", error(&refused));
        for said in says {
            assert!(error(&refused).contains(said), "{}", error(&refused));
        }
        assert!(!out.exists() && !at("fit.partial").exists());
    };
    refused(&[], 2, &["the bank has 4 points", "are needed: `amnok bank --points"]);
    refused(
        &["--until", "2019-01-15"],
        2,
        &["nothing was observed of which the runs have a reading"],
    );
    // Learned until a day of which nothing can be known was accepted.
    for day in ["2018-12-31", "2019-04-01"] {
        let says = [
            "--until",
            day,
            "the scenario goes from 2019-01-01 to 2019-03-31; name one of its days",
        ];
        refused(&["--until", day], 2, &says);
    }
    refused(&["--wave", "w", "--wave-points", "40"], 2, &["cannot be used with"]);
    refused(&["--until", "soon"], 2, &["write a day as YYYY-MM-DD"]);
    refused(&["--without", "arrivls"], 2, &["no such series; there are arrivals"]);
    let sweep = [
        "sweep",
        "--points",
        "2",
        "--vary",
        "bribe.theta",
        "--set",
        "period.end=2019-01-02",
        "--quiet",
        "--out",
    ];
    assert!(amnok(&[&sweep[..], &[text(&at("sweep"))]].concat()).status.success());
    let other = amnok(&["fit", text(&at("sweep")), "--out", text(&out)]);
    assert!(error(&other).contains("holds a sweep, not a bank"), "{}", error(&other));
    for command in ["nowcast", "forecast"] {
        let none = amnok(&[command, text(&bank)]);
        let says = "holds a bank, not a fit; name the folder of a fit, which `amnok fit BANK` leaves";
        assert!(error(&none).contains(says), "{}", error(&none));
    }
    // Scores of no quarter were printed without a word.
    let late = amnok(&["hindcast", text(&bank), "--after", "2023-12-31"]);
    assert_eq!(late.status.code(), Some(2), "{}", error(&late));
    let says = "--after 2023-12-31: no quarter that was observed ends later; name a day before 2023-12-31";
    assert!(error(&late).contains(says), "{}", error(&late));
}

/// Runs of another version may be others: a bank of it is refused with what to do.
#[test]
fn a_part_of_a_bank_is_a_smaller_bank_and_one_of_another_version_none() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| place.path().join(name);
    let bank = at("bank");
    let made = [
        "bank",
        "--points",
        "40",
        "--part",
        "1/2",
        "--set",
        "period.end=2019-01-02",
        "--quiet",
        "--out",
        text(&bank),
    ];
    assert!(amnok(&made).status.success());
    let part = amnok(&["fit", text(&bank), "--out", text(&at("fit"))]);
    assert!(error(&part).contains("16 runs, "), "{}", error(&part));
    let manifest = bank.join("manifest.json");
    let said = fs::read_to_string(&manifest).expect("a manifest");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(said.contains(&version), "{said}");
    let older = said.replace(&version, "\"version\": \"0.0.1\"");
    let older = amnok_store::sealed(serde_json::from_str(&older).expect("JSON"));
    fs::write(&manifest, older).expect("written");
    let old = amnok(&["fit", text(&bank), "--out", text(&at("fit"))]);
    assert!(error(&old).contains("a bank of version 0.0.1"), "{}", error(&old));
    assert!(error(&old).contains("make the bank again"), "{}", error(&old));
}
