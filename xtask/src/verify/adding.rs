//! The places of a new mechanism and of a new measure, left out one after the other: what names each?

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "adding",
    arguments: "",
    meaning: "only docs/adding-a-mechanism.md, one place after the other left out: which test or compiler error names it",
    parts: &[],
    run: |_| adding(),
};

/// That the whole compiles and runs is a test like any other; this is the long part of it.
fn adding() -> bool {
    let test = ["test", "--package", "amnok-model", "--test", "adding", "--"];
    done(cargo(&test).args(["--ignored", "--nocapture"]))
}
