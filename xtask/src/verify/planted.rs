//! Worlds in which a mechanism differs from the model's, fitted by a bank.

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "planted",
    arguments: "[BANK [WAVE…] [--fit FIT]]",
    meaning: "only three worlds that differ from the model, fitted by a bank: claimed, true, what the checks say; figures for docs/inference.md",
    parts: &[],
    run: planted,
};

/// Without a bank, whose making takes an hour, there is nothing to fit, which is said.
fn planted(words: &[String]) -> bool {
    if words.is_empty() {
        println!("verify planted: no folder of a bank was named, nothing is fitted (docs/inference.md)");
        return true;
    }
    let example = [
        "run",
        "--quiet",
        "--package",
        "amnok-store",
        "--example",
        "planted",
        "--",
    ];
    done(cargo(&example).args(words))
}
