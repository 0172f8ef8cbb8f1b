//! Every pattern that the embedded scenario is held against.

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "patterns",
    arguments: "",
    meaning: "only every pattern of the embedded scenario: `amnok validate`",
    parts: &[],
    run: |_| done(&mut cargo(&["run", "--release", "--quiet", "--", "validate"])),
};
