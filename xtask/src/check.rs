//! `cargo xtask check`: what needs no test to be run.

use crate::{
    Task, deny, docs,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "check",
    arguments: "",
    meaning: "format, lints, documentation, links; licences of dependencies where cargo-deny is installed",
    parts: &[],
    run: |_| check(),
};

/// Stops at the first that fails.
pub fn check() -> bool {
    done(&mut cargo(&["fmt", "--all", "--check"]))
        && done(&mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
        && done(cargo(&["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))
        && docs::links_hold()
        && deny::where_installed()
}
