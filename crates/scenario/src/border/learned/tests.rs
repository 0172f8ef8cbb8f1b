use super::*;
use crate::border::load_files;
use crate::border::posterior::{KeptEstimate, KeptValue, Origin, is_learned};
use amnok_chance::prior::Shape;
use std::collections::BTreeMap;

/// The embedded scenario with two draws of two of its values, one of them three times as heavy.
fn kept() -> (Scenario, Posterior) {
    let scenario = crate::border::embedded().expect("the embedded scenario is right");
    let settings = scenario.settings();
    let values: Vec<KeptValue> = settings
        .iter()
        .filter_map(|setting| {
            let (key, prior) = (setting.key.clone(), setting.prior?);
            Some(KeptValue { key, prior })
        })
        .take(2)
        .collect();
    let draw = |share: f64| values.iter().map(|value| value.prior.quantile(share)).collect();
    let posterior = Posterior {
        digest: String::new(),
        origin: Origin {
            scenario: scenario.digest.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            commands: vec![
                "amnok bank SCENARIO --points 1000".into(),
                "amnok fit amnok-bank".into(),
            ],
            until: jiff::civil::date(2023, 12, 31),
            runs: 1000,
            effective: 271.25,
            observations: 60,
            misfit: "Nothing is \"odd\".".into(),
            notes: vec!["One mode.".into()],
        },
        estimates: vec![KeptEstimate {
            name: "passages".into(),
            words: "passages to leave".into(),
            unit: "persons".into(),
            from: jiff::civil::date(2019, 1, 1),
            to: jiff::civil::date(2023, 12, 31),
            prior: [0.1, 2.0, 30.0, 4e3, 5e20],
            posterior: [1.0 / 3.0, 2.0, 30.0, 31.0, 32.0],
        }],
        weights: vec![0.25, 0.75],
        draws: vec![draw(0.2), draw(0.6)],
        values,
    };
    (scenario, posterior)
}

/// The scenario of these files beside those of a posterior.
fn beside(scenario: &Scenario, posterior: &Posterior) -> BTreeMap<String, Vec<u8>> {
    let mut files = scenario.files.clone();
    files.retain(|name, _| !is_learned(name));
    files.extend(posterior.files());
    files
}

#[test]
fn what_is_written_is_read_to_the_last_bit_and_changes_no_digest() {
    let (scenario, posterior) = kept();
    let read = load_files(&beside(&scenario, &posterior)).expect("whole files");
    let found = read.learned().expect("of this scenario").expect("it is there");
    let written = Posterior {
        digest: found.digest.clone(),
        ..posterior
    };
    assert_eq!(*found, written);
    assert_eq!((found.digest.len(), &read.digest), (64, &scenario.digest));
}

/// Any byte of either file that is another, and either file alone.
#[test]
fn files_that_were_touched_are_refused_with_what_to_do() {
    let (scenario, posterior) = kept();
    let whole = beside(&scenario, &posterior);
    let refused = |files: &BTreeMap<String, Vec<u8>>| load_files(files).expect_err("refused").to_string();
    for (name, from, to) in [
        (CSV, "0.75", "0.76"),
        (TOML, "runs = 1000", "runs = 1001"),
        (TOML, "digest = \"", "digest = \"0"),
    ] {
        let mut files = whole.clone();
        let text = String::from_utf8(files[name].clone())
            .expect("text")
            .replacen(from, to, 1);
        files.insert(name.into(), text.into_bytes());
        let said = refused(&files);
        assert!(
            said.contains("posterior.toml:1:1: found other contents than were written"),
            "{said}"
        );
        assert!(
            said.contains("take both out, or make them again with `amnok fit --keep`"),
            "{said}"
        );
    }
    for name in [CSV, TOML] {
        let mut files = whole.clone();
        files.remove(name);
        assert!(
            refused(&files).contains(&format!("found no {name} beside")),
            "{}",
            refused(&files)
        );
    }
}

/// Draws outside their range, with a wrong digest of their own, are named at their place.
#[test]
fn draws_outside_their_range_are_refused() {
    let (scenario, mut posterior) = kept();
    posterior.draws[1][0] = posterior.values[0].prior.high * 2.0 + 1.0;
    posterior.weights[0] = 0.0;
    let said = load_files(&beside(&scenario, &posterior))
        .expect_err("refused")
        .to_string();
    assert!(
        said.contains("posterior.csv:2:1: found `0`") && said.contains("posterior.csv:3:6: found"),
        "{said}"
    );
}

#[test]
fn what_was_learned_of_something_else_is_not_used() {
    let (scenario, posterior) = kept();
    let why = |scenario: &Scenario| scenario.learned().expect_err("of something else");
    let key = posterior.values[0].key.clone();
    let mut old = posterior.clone();
    old.origin.version = "0.0.1".into();
    let read = load_files(&beside(&scenario, &old)).expect("whole files");
    assert!(why(&read).contains("learned by version 0.0.1"), "{}", why(&read));
    let mut files = beside(&scenario, &posterior);
    files.get_mut("orders.csv").expect("orders").extend(b"\n# a remark\n");
    let said = why(&load_files(&files).expect("a remark is allowed"));
    assert!(
        said.contains("learned from other files than those that stand here, so that"),
        "{said}"
    );
    assert!(
        said.contains("--prior") && said.ends_with("\n  amnok bank SCENARIO --points 1000\n  amnok fit amnok-bank"),
        "{said}"
    );
    let mut other = posterior.clone();
    (other.origin.scenario, other.values[0].prior.shape) = ("0".into(), Shape::LogUniform);
    let said = why(&load_files(&beside(&scenario, &other)).expect("whole files"));
    assert!(said.contains(&format!("(the prior of {key} is another)")), "{said}");
}

#[test]
fn a_value_that_is_set_leaves_what_was_learned_of_the_others() {
    let (scenario, posterior) = kept();
    let mut read = load_files(&beside(&scenario, &posterior)).expect("whole files");
    let value = &posterior.values[0];
    read.set(&value.key, &value.prior.low.to_string())
        .expect("a value within bounds");
    assert!(read.learned().expect("it is not of the files").is_some());
}

#[test]
fn each_draw_comes_up_as_often_as_it_weighs() {
    let (_, posterior) = kept();
    let first = posterior.draws[0].as_slice();
    assert_eq!(
        [0.0, 0.2499, 0.25, 1.0].map(|share| posterior.at(share) == first),
        [true, true, false, false]
    );
}
