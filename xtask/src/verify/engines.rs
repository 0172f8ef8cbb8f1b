//! Engines of the model against each other.

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "engines",
    arguments: "",
    meaning: "only the engines of the model against each other, 400 replicates each",
    parts: &[],
    run: |_| engines(),
};

/// The same code as the tests, with more replicates.
fn engines() -> bool {
    let test = [
        "test",
        "--release",
        "--package",
        "amnok-model",
        "--test",
        "engines",
        "--",
        "--nocapture",
    ];
    done(cargo(&test).env("AMNOK_REPLICATES", "400"))
}
