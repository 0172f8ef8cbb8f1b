//! `cargo xtask list`: how many tests there are, by crate and file.

use crate::Task;
use std::process::Command;

pub const TASK: Task = Task {
    name: "list",
    arguments: "",
    meaning: "how many tests there are, by crate and file",
    parts: &[],
    run: |_| list(),
};

/// Those beside the code first, then those that see the crate from outside.
fn list() -> bool {
    let listed = Command::new("cargo")
        .args(["nextest", "list", "--workspace", "--message-format", "json"])
        .output();
    let suites = listed
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| serde_json::from_slice::<serde_json::Value>(&output.stdout).ok());
    let Some(suites) = suites.as_ref().and_then(|all| all["rust-suites"].as_object()) else {
        eprintln!("cargo-nextest could not list the tests: `cargo install cargo-nextest`");
        return false;
    };
    let mut total = 0;
    println!("| tests of | beside the code or in `tests/` | number |\n|---|---|--:|");
    for suite in suites.values() {
        let count = suite["testcases"].as_object().map_or(0, serde_json::Map::len);
        if count == 0 {
            continue;
        }
        total += count;
        let package = suite["package-name"].as_str().unwrap_or_default();
        let place = match suite["kind"].as_str() {
            Some("test") => format!("`{}`", suite["binary-name"].as_str().unwrap_or_default()),
            _ => "beside the code".to_owned(),
        };
        println!("| {package} | {place} | {count} |");
    }
    println!("| all | | {total} |");
    true
}
