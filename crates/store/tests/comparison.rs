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
        prepare((&a, None), &asked, &kept, &never).expect("it can be lived through");
        assert_eq!(kept.kept(&key), 2);
        assert_eq!(found(&one, &kept), found(&one, &alone));
        assert_eq!(found(&other, &kept), found(&other, &alone));
        assert_eq!((kept.kept(&key), alone.kept(&key)), (2, 0));
    }
}

/// A side that differs from a day on goes on from a morning of the other, and is what its whole life is: an order moved, late and early, left
/// out, and one that decides how units are laid out.
#[test]
fn a_side_gone_on_with_has_the_numbers_of_its_whole_life() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/sered-line");
    let never = AtomicBool::new(false);
    let cut = |mut scenario: Scenario| {
        scenario.set("period.end", "2032-05-31").expect("a day of the scenario");
        scenario
    };
    let whole = amnok_scenario::load(&folder).expect("the invented scenario is right");
    let a = cut(whole.clone());
    let first = |kind: &str| {
        let order = whole.orders.iter().find(|order| order.kind == kind);
        order.unwrap_or_else(|| panic!("no order of kind {kind}")).number
    };
    // After a year; within the first, after which a morning is kept; and one that decides how units are laid out.
    let (late, early, deploy) = (first("withdraw"), first("watch-far-bank"), first("deploy"));
    let asked = Pairs {
        values: Values::Prior,
        replicates: 2,
        threads: 1,
    };
    let (alone, kept) = (Lives::default(), Lives::with_room(2));
    prepare((&a, None), &asked, &kept, &never).expect("it can be lived through");
    let moved = [(late, "2032-05-20".to_owned())];
    for b in [
        whole.with_orders(&[], &moved),
        whole.with_orders(&[], &[(early, "2031-03-20".to_owned())]),
        whole.with_orders(&[late], &[]),
        whole.with_orders(&[deploy], &[]),
    ] {
        let b = cut(b.expect("right"));
        let found = |kept: &Lives| compare((&a, &b), &asked, kept, &never, |_| ()).expect("comparable");
        assert_eq!(found(&kept), found(&alone));
    }
}
