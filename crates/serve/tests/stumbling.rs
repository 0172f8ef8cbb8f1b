//! What those who came for the first time stumbled on.

mod common;

use common::{Server, folder, repository};
use std::fs;

/// The card of a sweep led to a page that is not there until `amnok sensitivity` was run.
#[test]
fn a_sweep_without_a_report_leads_to_none() {
    let place = folder();
    let sweep = place.path().join("sweep");
    fs::create_dir(&sweep).expect("a folder");
    fs::write(
        sweep.join("manifest.json"),
        r#"{ "version": "0.2.0", "kind": "sweep", "size": 8, "varied": ["a"], "files": {} }"#,
    )
    .expect("written");
    let server = Server::start(&[&sweep], &place.path().join("data"));
    let home = server.get("/").text();
    assert!(home.contains("id=\"entry-sweep\""), "{home}");
    assert!(
        !home.contains("/report/sweep") && home.contains("amnok sensitivity"),
        "{home}"
    );
    fs::write(sweep.join("sensitivity.html"), "<p>what drives it</p>").expect("written");
    let home = server.get("/").text();
    assert!(
        home.contains("/report/sweep") && !home.contains("amnok sensitivity"),
        "{home}"
    );
    assert!(server.get("/report/sweep").text().contains("what drives it"));
}

/// A claim that is the reason for what is assumed was said to bear nothing, and stood in that reason by its bare name.
#[test]
fn a_reason_leads_to_its_claim_and_back() {
    let place = folder();
    let server = Server::start(&[], &place.path().join("data"));
    let claim = server
        .get("/evidence/sino-korean?search=s001-fence-power-intermittent&part=1")
        .text();
    assert!(
        claim.contains("What is assumed of: <a href=") && !claim.contains("Nothing in the scenario rests on it"),
        "{claim}"
    );
    let value = server.get("/evidence/sino-korean?search=fence_live&part=1").text();
    let link = "#claim-s001-fence-power-intermittent\">s001-fence-power-intermittent</a>)";
    assert!(value.contains(link), "{value}");
}

/// Files without registered people had no errors, and their run nobody in it; that was said in the last line of the page alone.
#[test]
fn files_without_registered_people_warn_before_they_are_lived_through() {
    let place = folder();
    let copy = |from: &str, to: &str| {
        fs::create_dir_all(place.path().join(to)).expect("a folder");
        for file in fs::read_dir(repository(from)).expect("files").flatten() {
            fs::copy(file.path(), place.path().join(to).join(file.file_name())).expect("copied");
        }
    };
    copy("examples/flee/input", "alone/input");
    copy("examples/flee/input", "both/input");
    copy("examples/flee/registered", "both/validation");
    let [alone, both] = ["alone", "both"].map(|name| place.path().join(name));
    let server = Server::start(&[&alone, &both], &place.path().join("data"));
    let text = server.get("/folder/alone").text();
    let (before, _) = text.split_once("Live through it").expect("a button");
    assert_eq!(before.matches("no folder of registered people").count(), 1, "{before}");
    let text = server.get("/folder/both").text();
    assert!(!text.contains("no folder of registered people"), "{text}");
    assert!(text.contains("4900 set out later"), "{text}");
}
