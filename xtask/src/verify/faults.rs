//! Numbers of the model wrong by half, one after the other: which check sees each?

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "faults",
    arguments: "[NAME]",
    meaning: "only every number of the model wrong by half, or those whose names contain NAME: which test sees it",
    parts: &[],
    run: faults,
};

/// The checks are those of `crates/model/tests/faults`, in a release build.
fn faults(words: &[String]) -> bool {
    let test = [
        "test",
        "--release",
        "--package",
        "amnok-model",
        "--test",
        "faults",
        "--",
        "--faults",
    ];
    done(cargo(&test).args(words))
}
