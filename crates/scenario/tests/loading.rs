//! Scenarios that are right: the small sample and the embedded one.

use amnok_scenario::{Basis, embedded, load, schema};
use std::path::Path;

fn small() -> amnok_scenario::Scenario {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small")).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn the_small_sample_is_read_whole() {
    let small = small();
    assert_eq!((small.inputs.days, small.seed, small.replicates), (90, 7, 2));
    assert_eq!(small.inputs.strata.len(), 8);
    assert_eq!(small.inputs.strata[0].name, "woman, kin abroad, informal trade");
    assert!((small.inputs.strata.iter().map(|s| s.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(small.inputs.trade, [1.0, 0.5, 0.1]);
    assert_eq!(small.inputs.forces[1].watches, [0]);
    let days: Vec<i32> = small.inputs.orders.iter().map(|o| o.day).collect();
    assert_eq!(days, [-31, 19, 31, 40, 59]);
    assert_eq!(small.inputs.orders[3].end, Some(59));
    assert_eq!(small.inputs.orders[3].counties, [0, 1]);
    assert_eq!(small.observed[0].unit, "persons");
    assert_eq!(small.digest.len(), 64);
    assert_eq!(small.digest, self::small().digest);
}

#[test]
fn commands_outlets_and_the_policy_are_read() {
    use amnok_model::facts::Topic;
    use amnok_model::given::{OrderKind, Scope};
    let inputs = small().inputs;
    let command = &inputs.commands[0];
    let heard: Vec<Topic> = command.hears.iter().map(|h| h.topic).collect();
    assert_eq!(heard, [Topic::Arrested, Topic::WorkerDeaths]);
    assert_eq!(
        (
            command.stages[0].days,
            command.stages[0].passes,
            command.stages[0].until
        ),
        (1.0, 0.9, None)
    );
    assert_eq!((command.stages[1].days, command.stages[1].passes), (0.0, 1.0));
    assert_eq!(command.stages[1].until, Some((12, 31)));
    assert_eq!(command.orders, [OrderKind::Alert, OrderKind::Inspect]);
    // Of places that overlap the later one holds.
    assert_eq!(
        (inputs.outlets[0].sources_in(0), inputs.outlets[0].sources_in(1)),
        (1.0, 3.0)
    );
    let policy = inputs.policy.expect("a policy");
    assert_eq!(
        (policy.command, policy.scope, policy.window_days),
        (0, Scope::County, 30)
    );
    assert_eq!(
        (policy.playbook[0].kind, policy.playbook[0].days),
        (OrderKind::Alert, Some(60))
    );
}

#[test]
fn provenance_is_counted_and_explained() {
    let small = small();
    let summary = small.summary();
    assert_eq!(summary.unused, ["spare"]);
    let mut noted = small.clone();
    noted.orders[0].note = "it ends as was told (spare)".into();
    assert_eq!(noted.summary().unused, Vec::<String>::new());
    assert_eq!(summary.sourced + summary.assumed, small.values.len());
    assert!(
        small
            .values
            .iter()
            .all(|v| !v.unit.is_empty() && !v.meaning.is_empty() && !v.used_by.is_empty())
    );
    assert!(
        small
            .values
            .iter()
            .any(|v| v.key == "county.Upper.residents" && v.basis == Basis::Source("yearbook".into()))
    );
    for key in [
        "bribe.theta",
        "river.River.ease",
        "force.border-guard.detection",
        "order.1.size",
        "order.2",
        "yearbook",
    ] {
        assert!(small.explain(key).is_some(), "{key}");
    }
    assert_eq!(small.explain("bribe.tehta"), None);
    assert_eq!(small.nearest_key("bribe.tehta").as_deref(), Some("bribe.theta"));
    insta::assert_snapshot!(small.explain("county.Upper.residents").unwrap_or_default());
}

#[test]
fn every_value_says_which_files_of_the_model_use_it() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/src");
    for value in small().values {
        for file in value.used_by.split(", ") {
            assert!(model.join(file).is_file(), "{}: {file}", value.key);
        }
    }
}

/// `amnok explain` named passage.rs for both, which reads neither.
#[test]
fn visibility_and_detection_are_used_where_forces_look() {
    let small = small();
    let used_by = |key: &str| small.values.iter().find(|v| v.key == key).map(|v| v.used_by.as_str());
    assert_eq!(used_by("river.River.visibility"), Some("mechanisms/patrol/sight.rs"));
    assert_eq!(
        used_by("force.border-guard.detection"),
        Some("mechanisms/patrol/sight.rs")
    );
}

#[test]
fn the_embedded_scenario_is_right() {
    if let Err(diagnostics) = embedded() {
        panic!("{diagnostics}");
    }
}

/// Every number that goes in: it rests on a claim that is there, or it is assumed, within a range and with a reason; and no
/// number of the files is outside the format of values.
#[test]
fn every_number_of_the_embedded_scenario_has_a_source_or_a_range() {
    let scenario = embedded().unwrap_or_else(|e| panic!("{e}"));
    assert!(scenario.values.len() > 400, "{}", scenario.values.len());
    for value in &scenario.values {
        match &value.basis {
            Basis::Source(id) => assert!(
                scenario.claims.iter().any(|claim| claim.id == *id),
                "{}: {id}",
                value.key
            ),
            Basis::Assumed {
                low, high, why, shape, ..
            } => {
                let mut numbers = value.value.split(',').map(|number| number.trim().parse::<f64>());
                let within = numbers.all(|number| number.is_ok_and(|number| (*low..=*high).contains(&number)));
                assert!(
                    within && low < high,
                    "{}: {} in {low} to {high}",
                    value.key,
                    value.value
                );
                assert!(shape.allows(*low, *high), "{}: {}", value.key, shape.name());
                assert!(why.len() >= 8, "{}: {why:?} is no reason", value.key);
            }
        }
    }
    let known = |key: &str| scenario.values.iter().any(|value| value.key == key);
    for entry in amnok_model::inputs::Parameters::table() {
        assert!(
            known(&format!("{}.{}", entry.section, entry.key)),
            "{}.{}",
            entry.section,
            entry.key
        );
    }
    for county in &scenario.inputs.counties {
        assert!(known(&format!("county.{}.residents", county.name)), "{}", county.name);
        assert!(known(&format!("county.{}.border_km", county.name)), "{}", county.name);
    }
}

#[test]
fn a_folder_that_cannot_be_read_is_an_error_with_a_mend() {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let error = |path: &Path| load(path).err().unwrap_or_else(|| panic!("an error")).to_string();
    let missing = error(&folder.path().join("nowhere"));
    assert!(
        missing.contains("nowhere") && missing.contains("amnok init"),
        "{missing}"
    );
    let empty = error(folder.path());
    assert!(empty.contains("scenario.toml"), "{empty}");
    let write = |name: &str, text: &[u8]| {
        std::fs::write(folder.path().join(name), text).unwrap_or_else(|e| panic!("{e}"));
    };
    write("scenario.toml", b"title = 1");
    write("notes.txt", b"not read");
    let partial = error(folder.path());
    assert!(
        partial.contains("scenario.toml:1") && partial.contains("counties.csv"),
        "{partial}"
    );
    assert!(!partial.contains("notes.txt"), "{partial}");
    let file = error(&folder.path().join("scenario.toml"));
    assert!(file.contains("amnok init"), "{file}");
}

#[test]
fn the_schema_names_every_parameter() {
    let schema = schema();
    for entry in amnok_model::inputs::Parameters::table() {
        let found = &schema["properties"][entry.section]["properties"][entry.key];
        assert_eq!(
            found["properties"]["value"]["minimum"], entry.least,
            "{}.{}",
            entry.section, entry.key
        );
    }
    assert!(schema["properties"]["force"]["items"]["properties"]["detection"].is_object());
}

#[test]
fn a_range_has_the_shape_that_it_names_or_that_of_its_kind() {
    use amnok_chance::prior::Shape;
    let scenario = embedded().unwrap_or_else(|e| panic!("{e}"));
    let settings = scenario.settings();
    let prior = |key: &str| settings.iter().find(|s| s.key == key).and_then(|s| s.prior).expect(key);
    // A rate over a wide range, a share within 0 and 1, a share that may be 0, a narrow range.
    assert_eq!(prior("attempt.leave_per_year").shape, Shape::LogNormal);
    assert_eq!(prior("inspection.prosecute").shape, Shape::Uniform);
    assert_eq!(prior("remittance.commission").shape, Shape::LogitNormal);
    assert_eq!(prior("abroad.onward_per_year").shape, Shape::Uniform);
    for setting in &settings {
        if let Some(prior) = setting.prior {
            assert!(
                (prior.quantile(0.5) - prior.median).abs() <= 1e-9 * prior.median.abs(),
                "{}",
                setting.key
            );
        }
    }
}

/// Every scenario says itself to which day it takes in observations; it was a constant of the program.
#[test]
fn the_last_day_of_observations_is_the_scenarios_own() {
    let mut files: std::collections::BTreeMap<String, Vec<u8>> = small().files;
    assert_eq!(small().observed_until.to_string(), "2019-03-31");
    assert_eq!(small().later(), None);
    let text = String::from_utf8(files["scenario.toml"].clone()).expect("text");
    let set = |until: &str| text.replacen("seed = 7", &format!("observed_until = \"{until}\"\nseed = 7"), 1);
    files.insert("scenario.toml".into(), set("2019-02-28").into_bytes());
    let refused = amnok_scenario::load_files(&files).expect_err("an observation to the end of March");
    assert!(refused.to_string().contains("observations to 2019-02-28"), "{refused}");
    files.retain(|name, _| !name.starts_with("observed/"));
    let cut = amnok_scenario::load_files(&files).unwrap_or_else(|e| panic!("{e}"));
    let later = cut.later().expect("a month is left");
    // The order of 1 March, and trade of March, which rests on a claim.
    assert_eq!((later.orders, later.trade_sourced, later.trade_assumed), (1, 1, 0));
}

#[test]
fn the_embedded_scenario_says_what_of_2024_goes_in() {
    let scenario = embedded().unwrap_or_else(|e| panic!("{e}"));
    let later = scenario.later().expect("2024");
    assert_eq!(later.until.to_string(), "2023-12-31");
    assert_eq!(later.trade_sourced + later.trade_assumed, 12);
    assert!(scenario.summary().to_string().ends_with(&later.to_string()));
}

#[test]
fn the_record_is_read_row_by_row() {
    use amnok_model::facts::Activity;
    use amnok_model::observers::ObservationKind;
    let small = small();
    let [left, women, fall] = &small.record[..] else {
        panic!("{} rows", small.record.len());
    };
    assert_eq!(
        (left.id.as_str(), left.observer.name, left.kind),
        ("left", "passages", ObservationKind::Floor)
    );
    assert_eq!(
        (left.low, left.high, left.grade, left.source.as_str()),
        (Some(20.0), None, 'A', "yearbook")
    );
    assert_eq!(left.window.activity, Some(Activity::Leave));
    // The share of some people is a share of all.
    assert_eq!(women.window.strata.as_deref(), Some(&[0, 1, 2, 3][..]));
    let whole = women.against.as_ref().expect("a whole");
    assert_eq!((whole.strata.as_ref(), whole.from), (None, women.window.from));
    // Another window of the same place.
    assert_eq!(fall.window.counties.as_deref(), Some(&[0, 1][..]));
    let before = fall.against.as_ref().expect("another window");
    assert_eq!(
        (before.counties.clone(), before.to.to_string()),
        (fall.window.counties.clone(), "2019-01-31".into())
    );
    assert!(small.record.iter().all(|row| row.gap(&small.inputs).is_none()));
}

/// Every row of what the public record says has an observer; what nothing computes yet is named, so that it is not forgotten.
#[test]
fn the_embedded_record_is_whole() {
    let scenario = embedded().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(scenario.record.len(), 60);
    let gaps: Vec<String> = (scenario.record.iter())
        .filter_map(|row| Some(format!("{}: {}", row.id, row.gap(&scenario.inputs)?)))
        .collect();
    insta::assert_snapshot!(gaps.join("\n"));
}

/// What `amnok init --blank` writes is right, and says of every line what it is.
#[test]
fn the_blank_border_is_right_and_every_line_of_it_is_explained() {
    let files = amnok_scenario::blank_files().iter();
    let files = files
        .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()))
        .collect();
    let scenario = amnok_scenario::load_files(&files).unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(scenario.summary().unused, Vec::<String>::new());
    let text = String::from_utf8_lossy(&files["scenario.toml"]).into_owned();
    let mut explained = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let key = line
            .split_once(" = ")
            .is_some_and(|(key, _)| key.chars().all(|c| c.is_alphanumeric() || c == '_'));
        // What follows a heading belongs to it, as do the lists of a command.
        let of_heading = [
            "name", "axis", "posting", "watches", "behind", "levels", "hears", "stages", "sources", "start", "end",
        ];
        if key && !of_heading.contains(&line.split(' ').next().unwrap_or_default()) {
            assert!(explained, "nothing is said of {line}");
        }
        explained = line.trim_start().starts_with('#');
    }
}
