//! What is kept of the first side changes no number of a comparison.

use amnok_scenario::Scenario;
use amnok_store::comparison::{Comparison, Pairs, compare, prepare};
use amnok_store::{Key, Lives, Values};
use std::path::Path;
use std::sync::atomic::AtomicBool;

fn scenario(set: &[(&str, &str)]) -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
    let mut scenario = amnok_scenario::load(&folder).expect("the invented scenario is right");
    for (key, value) in [("period.end", "2031-04-20")].iter().chain(set) {
        scenario.set(key, value).expect("a value of the scenario");
    }
    scenario
}

#[test]
fn a_second_question_about_the_same_scenario_has_the_numbers_of_a_first() {
    let never = AtomicBool::new(false);
    let a = scenario(&[]);
    for values in [Values::Fixed, Values::Prior] {
        let asked = Pairs {
            values,
            replicates: 3,
            threads: 2,
        };
        let found = |b: &Scenario, kept: &Lives| -> Comparison {
            let mut seen = Vec::new();
            let found = compare((&a, b), &asked, kept, &never, |pairs| seen.push(pairs.len()));
            assert_eq!(seen, [1, 2, 3]);
            found.expect("comparable").expect("whole")
        };
        let (one, other) = (
            scenario(&[("bribe.theta", "0.3")]),
            scenario(&[("attempt.leave_per_year", "0.02")]),
        );
        let (alone, kept) = (Lives::default(), Lives::with_room(2));
        let key = Key::of(&a, &asked.values);
        prepare(&a, &asked, &kept, &never).expect("it can be lived through");
        assert_eq!(kept.kept(&key), 2);
        assert_eq!(found(&one, &kept), found(&one, &alone));
        assert_eq!(found(&other, &kept), found(&other, &alone));
        assert_eq!((kept.kept(&key), alone.kept(&key)), (2, 0));
    }
}
