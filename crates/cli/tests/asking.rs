//! What readers and scripts ask of commands: lists, searches, JSON, a border to begin with, a table that fits.

mod shared;

use serde_json::Value;
use shared::{amnok, amnok_in, error, repository, text, tiny};

fn said(output: &std::process::Output) -> String {
    assert!(output.status.success(), "{}", error(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &std::process::Output) -> Value {
    serde_json::from_str(&said(output)).expect("JSON")
}

#[test]
fn values_are_listed_and_searched() {
    let all = said(&amnok(&["explain", "--list"]));
    assert!(
        !all.contains("00000000001"),
        "the rest of a binary fraction is no digit of a chance: {all}"
    );
    assert!(
        all.lines().count() > 500 && all.contains("bribe.theta = 0.25 "),
        "{all}"
    );
    let found = said(&amnok(&["explain", "--search", "Hazard leave"]));
    assert!(
        found.lines().count() < 30 && found.contains("attempt.leave_per_year"),
        "{found}"
    );
    let nothing = amnok(&["explain", "--search", "xyzzy"]);
    assert!(!nothing.status.success() && error(&nothing).contains("explain --list"));
    assert!(!amnok(&["explain"]).status.success() && !amnok(&["explain", "bribe.theta", "--list"]).status.success());
}

#[test]
fn what_a_scenario_rests_on_is_told_to_scripts() {
    let place = tiny();
    let all = json(&amnok_in(place.path(), &["check", "scenario", "--json"]));
    assert!(
        all["values"]["assumed"].as_u64() > Some(200) && all["claims"].as_u64() > Some(0),
        "{all}"
    );
    let example = repository().join("examples/flee");
    let (input, registered) = (example.join("input"), example.join("registered"));
    let all = json(&amnok(&["flee", "check", text(&input), text(&registered), "--json"]));
    assert!(all["warnings"].is_array() && all["days"].as_u64() > Some(0), "{all}");
    let out = [
        "flee",
        "run",
        text(&input),
        text(&registered),
        "--replicates",
        "2",
        "--out",
        "out",
        "--json",
    ];
    let all = json(&amnok_in(place.path(), &out));
    assert!(all["kind"] == "displacement" && all["errors"].is_object(), "{all}");
    let sweep = [
        "sweep",
        "scenario",
        "--points",
        "2",
        "--vary",
        "bribe.theta",
        "--out",
        "swept",
        "--json",
    ];
    let all = json(&amnok_in(place.path(), &sweep));
    assert!(all.to_string().contains("bribe.theta"), "{all}");
}

#[test]
fn a_comparison_fits_a_hundred_columns_and_is_told_to_scripts() {
    let place = tiny();
    let compare = |more: &[&str]| {
        let words = [
            "compare",
            "scenario",
            "--set-b",
            "attempt.leave_per_year=0.5",
            "--replicates",
            "2",
            "--force",
            "--out",
            "compared",
        ];
        amnok_in(place.path(), &[&words[..], more].concat())
    };
    let table = said(&compare(&[]));
    let long: Vec<&str> = table.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(long.is_empty(), "{long:?}");
    let all = json(&compare(&["--json"]));
    let list = all.as_array().expect("a list");
    assert!(
        list.len() > 10 && list.iter().all(|d| d["low"].as_f64() <= d["high"].as_f64()),
        "{all}"
    );
}

#[test]
fn a_blank_border_is_written_checked_and_run() {
    let place = tempfile::tempdir().expect("a folder");
    said(&amnok_in(place.path(), &["init", "--blank", "mine"]));
    assert!(said(&amnok_in(place.path(), &["check", "mine"])).contains("0 with a source"));
    said(&amnok_in(
        place.path(),
        &["run", "mine", "--replicates", "2", "--quiet", "--out", "out"],
    ));
}

#[test]
fn a_report_is_taken_in_or_nothing_is_written() {
    let place = tiny();
    let mut words = vec![
        "evidence",
        "add",
        "scenario",
        "--id",
        "quiet-ferry",
        "--outlet",
        "An outlet",
    ];
    words.extend([
        "--title",
        "A title",
        "--date",
        "2031-04",
        "--precision",
        "month",
        "--county",
        "Low Ferry",
    ]);
    words.extend([
        "--says",
        "The ferry is quiet.",
        "--kind",
        "report",
        "--grade",
        "C3",
        "--because",
        "one source",
    ]);
    let told = said(&amnok_in(place.path(), &words));
    assert!(
        told.contains("Low Ferry: The ferry is quiet.") && told.contains("values and"),
        "{told}"
    );
    let file = place.path().join("scenario/evidence.toml");
    let written = std::fs::read(&file).expect("evidence");
    let again = amnok_in(place.path(), &words);
    assert!(
        !again.status.success() && error(&again).contains("quiet-ferry"),
        "{}",
        error(&again)
    );
    let elsewhere = words.iter().map(|word| match *word {
        "Low Ferry" => "Nowhere",
        "quiet-ferry" => "other",
        word => word,
    });
    let refused = amnok_in(place.path(), &elsewhere.collect::<Vec<_>>());
    assert!(error(&refused).contains("no such county"), "{}", error(&refused));
    assert_eq!(std::fs::read(&file).expect("evidence"), written);
}

/// The words of a report that counts arrivals of the last quarter of 2018 in the embedded scenario, which keeps what was learned of it.
fn report<'a>(scenario: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = "--outlet o --title t --date 2019-01 --precision month --says s --kind report --grade C3 --because b --counts arrivals \
                 --from 2018-10-01 --to 2018-12-31 --value 300 --id new";
    let of = ["evidence", "add", scenario].into_iter().chain(words.split(' '));
    of.chain(more.iter().copied()).collect()
}

/// Where something had been learned of a scenario a report was written, and the command ended with an error, as if it had not been. A result that is not there
/// was said after the writing, and a unit other than that of the series not at all.
#[test]
fn a_report_on_a_scenario_that_was_learned_of_is_taken_in_once_all_is_right() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let scenario = place.path().join("scenario");
    shared::copy(&shared::repository().join("scenarios/sino-korean"), &scenario);
    let scenario = shared::text(&scenario);
    let series = || std::fs::read_to_string(place.path().join("scenario/observed/arrivals.csv")).expect("a series");
    let before = series();
    for (more, says) in [
        (["--result", "nowhere"], "--result nowhere: nowhere/scenario"),
        (["--unit", "tons"], "--unit tons: arrivals is in persons"),
    ] {
        let refused = amnok_in(place.path(), &report(scenario, &more));
        assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
        assert!(error(&refused).contains(says), "{}", error(&refused));
        assert_eq!(series(), before);
    }
    let told = said(&amnok_in(place.path(), &report(scenario, &["--unit", "persons"])));
    assert!(told.contains("was learned without it: bank and fit again"), "{told}");
    assert!(series().contains("2018-10-01,2018-12-31,300,new"));
}
