//! The program is broken on purpose, each way once: the short form of `cargo xtask torture`.

use amnok_torture::{Subject, brief, repository};
use std::time::Duration;

#[test]
#[cfg(unix)]
fn whatever_happens_results_are_whole_and_nothing_else_is_touched() {
    let subject = Subject {
        program: env!("CARGO_BIN_EXE_amnok").into(),
        other: None,
        // A debug build on a busy machine: how long a call may take is judged by the long form.
        patience: Duration::from_secs(60),
        heed: Duration::from_secs(10),
        root: repository(),
    };
    let seen = brief(&subject).expect("right results to compare with");
    assert!(
        seen.tried.len() == 9 && seen.found.is_empty(),
        "{}{:#?}",
        seen.table(),
        seen.found
    );
}
