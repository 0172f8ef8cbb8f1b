//! A validation is kept case by case and gone on with; what was made of other input is made again.

use amnok_lab::displacement::Measure;
use amnok_store::validation::{Case, CaseError, CaseResult, ValidationSettings, ValidationWork, csv};
use amnok_store::{Place, kind_of};

fn cases() -> Vec<Case> {
    let case = |name: &str| Case {
        configuration: name.into(),
        rules: "own".into(),
    };
    vec![case("a"), case("b, c")]
}

const MANNER: ValidationSettings = ValidationSettings { seed: 1, replicates: 2 };

#[test]
fn a_validation_is_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let begin = || ValidationWork::begin(Place::of(&out, false).expect("free"), cases(), MANNER);
    let fit = CaseError {
        measure: Measure::Relative,
        mean: 1.0 / 3.0,
        ends: (0.1, 0.5),
        naive: [0.25, 0.0],
    };
    let run = CaseResult::Run {
        size: [3, 2, 1],
        people: 10.5,
        fits: vec![fit],
    };
    let work = begin().expect("begun");
    work.keep(0, "digest", &run).expect("kept");
    drop(work);
    let work = begin().expect("gone on with");
    assert_eq!(
        (work.kept(0, "digest"), work.kept(0, "other"), work.kept(1, "digest")),
        (Some(run.clone()), None, None)
    );
    let other = ValidationWork::begin(
        Place::of(&out, false).expect("free"),
        cases(),
        ValidationSettings { seed: 2, ..MANNER },
    );
    assert!(other.is_err(), "another process works there, and other work lies there");
    let refused = CaseResult::Refused("why, oh why".into());
    let both = [run, refused];
    work.finish(&both, "<page>", serde_json::json!({})).expect("sealed");
    assert_eq!(kind_of(&out), Some("validation"));
    let text = std::fs::read_to_string(out.join("validation.csv")).expect("a table");
    assert_eq!(text, csv(&cases(), &both));
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(
        rows[1],
        "a,own,run,,3,2,1,10.5,,,,,,0.333333,0.100000,0.500000,0.250000,0.000000,,,,,"
    );
    assert_eq!(rows[2], "\"b, c\",own,refused,\"why, oh why\",,,,,,,,,,,,,,,,,,,");
    assert_eq!(rows[0].split(',').count(), rows[1].split(',').count());
}
