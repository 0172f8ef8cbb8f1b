//! `cargo xtask test`: everything that must hold.

use crate::{
    Task, check, python,
    shell::{cargo, done, has},
    web,
};

pub const TASK: Task = Task {
    name: "test",
    arguments: "",
    meaning: "everything that must hold",
    parts: &[],
    run: |_| check::check() && rust() && python::python() && web::web(),
};

/// The tests in Rust by themselves, as every host and compiler runs them.
pub const RUST: Task = Task {
    name: "rust",
    arguments: "",
    meaning: "the tests in Rust only; part of test",
    parts: &[],
    run: |_| rust(),
};

fn rust() -> bool {
    let unit = if has("nextest") {
        done(&mut cargo(&["nextest", "run", "--workspace", "--no-tests", "pass"]))
    } else {
        println!("cargo-nextest is not there: the slower `cargo test` runs instead");
        done(&mut cargo(&["test", "--workspace", "--lib", "--bins", "--tests"]))
    };
    unit && done(&mut cargo(&["test", "--workspace", "--doc", "--quiet"]))
}
