//! `cargo xtask verify`: the long proofs. One file per proof that can be asked for by itself; each is a row in [`PARTS`].
mod adding;
mod bits;
mod engines;
mod faults;
mod flee;
mod infer;
mod mutants;
mod patterns;
mod planted;

use crate::Task;

pub const TASK: Task = Task {
    name: "verify",
    arguments: "",
    meaning: "the long proofs, one after the other: prints the figures that the docs quote",
    parts: PARTS,
    run: verify,
};

/// In the order in which all of them run.
const PARTS: &[Task] = &[
    adding::TASK,
    bits::TASK,
    engines::TASK,
    faults::TASK,
    flee::TASK,
    infer::TASK,
    patterns::TASK,
    planted::TASK,
    mutants::TASK,
];

/// All parts, until one fails, or the one that is named.
fn verify(words: &[String]) -> bool {
    let Some(asked) = words.first() else {
        return PARTS.iter().all(|part| (part.run)(&[]));
    };
    let Some(part) = PARTS.iter().find(|part| part.name == asked) else {
        let names: Vec<_> = PARTS.iter().map(|part| part.name).collect();
        eprintln!("{asked}: not a part of `verify`, which are: {}", names.join(", "));
        return false;
    };
    (part.run)(&words[1..])
}
