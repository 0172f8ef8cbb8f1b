//! A day of attempts by another hand: written from docs/model.md §7.6 to §7.8, one resident after the other, nothing kept
//! from day to day, no search but through everything. Event by event it must be what the model's exhaustive engine does.

#[path = "../common/mod.rs"]
mod common;

mod border;
mod hazard;
mod lived;
mod plain;
mod prices;
mod trial;

use amnok_model::chance::Luck;
use amnok_model::facts::Outcome;
use border::{full, morning};
use lived::lived;
use plain::Plain;
use std::collections::BTreeSet;

const MONTH: usize = 0;

/// The day that is lived twice: late enough that guards of every force have come to deals.
const DAY: u32 = 60;

#[test]
fn a_day_by_another_hand_is_the_same_event_by_event() {
    let mut kinds = BTreeSet::new();
    for replicate in 0..12 {
        let inputs = full(1_500);
        let luck = Luck { seed: 99, replicate };
        let (mut world, standing) = morning(&inputs, luck);
        let plain = Plain {
            inputs: &inputs,
            standing: &standing,
            world: &world,
            luck,
        };
        let expected = plain.simulate();
        let found = lived(&inputs, luck, &standing, &mut world);
        assert_eq!(found.len(), expected.len(), "replicate {replicate}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "replicate {replicate}");
        }
        kinds.extend(found.iter().map(|incident| (incident.outcome, incident.brokered)));
    }
    // Nothing is compared that did not happen: every outcome, with and without a deal where that can be.
    for outcome in Outcome::ALL {
        assert!(
            kinds.iter().any(|(kind, _)| *kind == outcome),
            "{} never happened",
            outcome.name()
        );
    }
    assert!(kinds.contains(&(Outcome::Crossed, true)) && kinds.contains(&(Outcome::Crossed, false)));
}
