//! What is learned of a scenario is kept in its folder, and every command that draws lives through it. An invented border, cut to ten months, three
//! quarters of arrivals observed of it, a bank of 200 points.

mod shared;

use shared::{amnok_in, copy, error, repository, text};
use std::fs;
use std::path::Path;
use std::process::Output;

const ARRIVALS: &str = "# unit: persons\nstart,end,value,source\n2031-04-01,2031-06-30,60,gazette-rangers\n\
    2031-07-01,2031-09-30,60,gazette-rangers\n2031-10-01,2031-12-31,60,gazette-rangers\n";

/// A wave is laid out after its bank, killed or not, and fitted with it; the posterior that is kept names both. Never of other banks.
#[test]
fn a_wave_is_fitted_with_the_bank_that_it_came_after() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let place = place.path();
    observed(place);
    for (out, points) in [("b", "200"), ("other", "190")] {
        done(&amnok_in(
            place,
            &["bank", "s", "--points", points, "--out", out, "--quiet"],
        ));
    }
    let fit = |bank: &str, more: &[&str]| {
        amnok_in(
            place,
            &[&["fit", bank, "--draws", "100", "--force", "--out", "fit"], more].concat(),
        )
    };
    let wave = |more: &[&str]| {
        amnok_in(
            place,
            &[&["bank", "--after", "b", "--points", "40", "--quiet"], more].concat(),
        )
    };
    let part = |i: &str| format!("w{}", &i[..1]);
    for i in ["1/2", "2/2"] {
        done(&wave(&["--part", i, "--out", &part(i)]));
    }
    done(&amnok_in(place, &["merge", "merged", "w2", "w1"]));
    done(&fit("b", &["--waves", "1", "--wave-points", "40", "--quiet"]));
    fs::rename(place.join("b-wave1"), place.join("w")).expect("renamed");
    let runs = |folder: &str| fs::read(place.join(folder).join("runs/part-000002.parquet")).expect("a part");
    assert!(runs("w") == runs("merged"));
    done(&amnok_in(
        place,
        &[
            "bank", "--after", "b", "--after", "w", "--points", "32", "--temper", "1", "--quiet", "--out", "w3",
        ],
    ));

    let said = done(&fit("b", &["--wave", "w", "--wave", "w3", "--keep", "s"]));
    assert!(
        said.contains("200 runs of the prior and 40 + 32 of waves after them, worth "),
        "{said}"
    );
    let kept = fs::read_to_string(place.join("s/posterior.toml")).expect("a posterior");
    for words in [
        "amnok bank --after BANK --points 40 --temper 0.5 --design-seed 0",
        "amnok bank --after BANK --after WAVE1 --points 32 --temper 1 --design-seed 0",
        "amnok fit BANK --wave WAVE1 --wave WAVE2 --until",
    ] {
        assert!(kept.contains(words), "{words}: {kept}");
    }
    for (bank, waves, why) in [
        (
            "w",
            &[][..],
            "w is a later wave: name the bank of the prior that it came after first",
        ),
        (
            "b",
            &["other"][..],
            "other: it is no wave: its points were laid out by a design",
        ),
        ("other", &["w"][..], "w: its points were laid out after other banks"),
        ("b", &["w3"][..], "w3: its points were laid out after other banks"),
    ] {
        let waves: Vec<&str> = waves.iter().flat_map(|wave| ["--wave", wave]).collect();
        let refused = fit(bank, &waves);
        assert!(
            !refused.status.success() && error(&refused).contains(why),
            "{}",
            error(&refused)
        );
    }
    for (more, why) in [
        (&["--temper", "2"][..], "write a number from 0.01 to 1"),
        (&["s"][..], "cannot be used with"),
        (&["--out", "b"][..], "b"),
    ] {
        let refused = wave(more);
        assert_eq!(refused.status.code(), Some(2), "{}", error(&refused));
        assert!(error(&refused).contains(why), "{}", error(&refused));
    }
}

/// The scenario of which something was observed, in `s`.
fn observed(place: &Path) {
    let scenario = place.join("s");
    copy(&repository().join("scenarios/sered-line"), &scenario);
    let path = scenario.join("scenario.toml");
    let written = fs::read_to_string(&path).expect("scenario.toml");
    fs::write(path, written.replace("2032-08-31", "2031-12-31")).expect("written");
    fs::create_dir_all(scenario.join("observed")).expect("a folder");
    fs::write(scenario.join("observed/arrivals.csv"), ARRIVALS).expect("written");
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", error(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn run(place: &Path, more: &[&str]) -> String {
    let short = [
        "run",
        "s",
        "--replicates",
        "4",
        "--set",
        "period.end=2031-04-10",
        "--force",
    ];
    done(&amnok_in(place, &[&short[..], more].concat()))
}

fn ledger(place: &Path, out: &str) -> Vec<u8> {
    fs::read(place.join(out).join("ledger.parquet")).expect("a ledger")
}

#[test]
fn what_is_learned_is_kept_and_lived_through_and_never_of_something_else() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let place = place.path();
    observed(place);
    run(place, &["--out", "before"]);
    done(&amnok_in(
        place,
        &["bank", "s", "--points", "200", "--out", "b", "--quiet"],
    ));
    let fit = ["fit", "b", "--draws", "450", "--keep", "s", "--out"];
    let said = done(&amnok_in(place, &[&fit[..], &["fit"]].concat()));
    assert!(said.ends_with("Kept in s: `amnok run s` lives through it.\n"), "{said}");

    let kept = fs::read_to_string(place.join("s/posterior.csv")).expect("draws");
    let rows = kept
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(rows.count(), 400, "of more draws every so many");

    let said = run(place, &["--out", "after"]);
    for words in [
        "4 possible histories, each with values drawn from what was learned\nLearned from 3 observations until 2031-12-31: 200 runs, worth ",
        "No observation contradicts the rest",
        "estimated, 2031-03-01 to 2031-12-31",
        "the histories live through it with period.end=2031-04-10.",
        "over what was learned and luck",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let all: serde_json::Value = serde_json::from_str(&run(place, &["--out", "json", "--json"])).expect("JSON");
    assert_eq!(all["values"], "posterior");
    let arrivals = all["learned"]["estimates"]
        .as_array()
        .and_then(|all| all.last().cloned())
        .expect("estimates");
    assert!(
        arrivals["name"] == "arrivals" && arrivals["learned"].as_f64() > Some(0.5),
        "{arrivals}"
    );
    assert!(ledger(place, "after") == ledger(place, "json"), "the same again");
    let page = fs::read_to_string(place.join("after/report.html")).expect("a page");
    assert!(page.contains("What was learned.") && page.contains("Learned from 3 observations"));

    // From the prior it is as if nothing had been learned.
    let said = run(place, &["--out", "prior", "--prior"]);
    assert!(
        said.contains("each with values of its own\n") && said.contains("not an estimate"),
        "{said}"
    );
    assert!(ledger(place, "prior") == ledger(place, "before") && ledger(place, "prior") != ledger(place, "after"));

    pairs_share_what_was_learned(place);
    nothing_of_something_else(place);
}

fn pairs_share_what_was_learned(place: &Path) {
    let pairs = [
        "compare",
        "s",
        "--set",
        "period.end=2031-03-20",
        "--set-b",
        "bribe.theta=0.9",
        "--replicates",
        "2",
        "--force",
        "--quiet",
        "--out",
    ];
    let ledgers = |out: &str, more: &[&str]| {
        done(&amnok_in(place, &[&pairs[..], &[out], more].concat()));
        ledger(&place.join(out), "a")
    };
    let [learned, fixed] = [ledgers("c", &[]), ledgers("d", &["--fixed"])];
    assert!(learned != fixed, "pairs live through what was learned");
    let manifest = fs::read_to_string(place.join("c/manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"values\": \"posterior\""), "{manifest}");
}

/// A scenario that was edited, a folder whose draws were edited, a bank of another scenario, a merged result: each says what to do.
fn nothing_of_something_else(place: &Path) {
    let refused = |arguments: &[&str], says: &[&str]| {
        let output = amnok_in(place, arguments);
        assert_eq!(output.status.code(), Some(2), "{}", error(&output));
        for said in says {
            assert!(error(&output).contains(said), "{said}: {}", error(&output));
        }
    };
    let orders = place.join("s/orders.csv");
    let written = fs::read_to_string(&orders).expect("orders");
    fs::write(&orders, format!("{written}# a remark\n")).expect("written");
    let mend = [
        "posterior.toml: learned from other files",
        "--prior",
        "amnok bank SCENARIO --points 200",
        "--keep SCENARIO",
    ];
    for command in [
        &["run", "s", "--out", "x"][..],
        &["check", "s"],
        &["compare", "s", "--set-b", "bribe.theta=0.9", "--out", "x"],
    ] {
        refused(command, &mend);
    }
    refused(
        &["fit", "b", "--keep", "s", "--out", "x"],
        &["nothing can be kept in s: the runs of the bank are of other files"],
    );
    assert!(!place.join("x").exists());
    run(place, &["--out", "prior", "--prior"]);
    run(place, &["--out", "fixed", "--fixed"]);

    fs::write(&orders, written).expect("written");
    let draws = place.join("s/posterior.csv");
    let written = fs::read_to_string(&draws).expect("draws");
    fs::write(&draws, written.replacen("\n1,", "\n2,", 1)).expect("written");
    refused(
        &["run", "s", "--out", text(&place.join("x"))],
        &["posterior.toml:1:1: found other contents than were written"],
    );
}
