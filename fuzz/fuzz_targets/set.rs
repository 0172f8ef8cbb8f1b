//! What follows `--set` and `--vary`, one a line: taken or refused with a reason of one line; what is taken can be taken again
//! from what the scenario says of itself. `cargo xtask fuzz [SECONDS] set`.
#![no_main]

use amnok_fuzz::small;
use amnok_scenario::Scenario;
use amnok_store::sweep::factors::factors;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SCENARIO: LazyLock<Scenario> = LazyLock::new(small);

fuzz_target!(|text: &str| {
    let mut scenario = SCENARIO.clone();
    for line in text.lines().take(4) {
        match scenario.set_as_written(line) {
            Ok(()) => {}
            Err(why) => assert!(!why.trim().is_empty()),
        }
        match factors(&SCENARIO, &[line.to_owned()]) {
            Ok(found) => assert!(found.iter().all(|factor| factor.prior.low <= factor.prior.high)),
            Err(why) => assert!(!why.trim().is_empty()),
        }
    }
    let mut again = SCENARIO.clone();
    for asked in &scenario.set {
        again.set_as_written(asked).unwrap_or_else(|why| panic!("{asked}: taken, and not taken again: {why}"));
    }
});
