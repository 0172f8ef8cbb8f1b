//! The public benchmark of inference: how close fits come to reference posteriors.

use crate::{
    Task,
    shell::{cargo, done},
};

pub const TASK: Task = Task {
    name: "infer",
    arguments: "[FOLDER [TASK…]]",
    meaning: "only fits against reference posteriors (FOLDER/TASK/…, docs/inference.md); figures for docs/inference.md",
    parts: &[],
    run: infer,
};

/// The words are the example's own; without a folder there is nothing to compare with, which is said.
fn infer(words: &[String]) -> bool {
    if words.is_empty() {
        println!(
            "verify infer: no folder with reference posteriors was named, nothing is compared (docs/inference.md)"
        );
        return true;
    }
    let example = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "amnok-infer",
        "--example",
        "sbibm",
        "--",
    ];
    done(cargo(&example).args(words))
}
