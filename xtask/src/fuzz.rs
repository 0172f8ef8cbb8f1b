//! `cargo xtask fuzz`: inputs made by a fuzzer until one is mishandled.

use crate::{
    Task,
    shell::{cargo, done, has},
};

pub const TASK: Task = Task {
    name: "fuzz",
    arguments: "[SECONDS]",
    meaning: "edits of a right scenario until one is mishandled; ten minutes if not said",
    parts: &[],
    run: |words| fuzz(words.first().map_or("600", String::as_str)),
};

/// Needs cargo-fuzz. The fuzzer's instrumentation is an unstable option of the compiler, which `RUSTC_BOOTSTRAP` allows.
fn fuzz(seconds: &str) -> bool {
    if !has("fuzz") && !done(&mut cargo(&["install", "cargo-fuzz"])) {
        return false;
    }
    let limit = format!("-max_total_time={seconds}");
    let run = [
        "fuzz",
        "run",
        "--debug-assertions",
        "loader",
        "--",
        &limit,
        "-max_len=4096",
    ];
    done(cargo(&run).env("RUSTC_BOOTSTRAP", "1"))
}
