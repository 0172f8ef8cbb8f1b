//! `cargo xtask package`: the crates as they would be published, each compiled from its package alone.

use crate::{Task, shell::cargo, shell::done};
use std::process::{Command, Stdio};

pub const TASK: Task = Task {
    name: "package",
    arguments: "",
    meaning: "packages every crate that may be published, and compiles it from its package; part of dist",
    parts: &[],
    run: |_| package(),
};

/// A crate may use another one of these that is not published yet: cargo lays a registry of its own for that.
pub fn package() -> bool {
    let Some(kept) = never_published() else {
        eprintln!("cargo metadata does not say which crates there are");
        return false;
    };
    let mut call = cargo(&["package", "--workspace", "--quiet"]);
    for name in kept {
        call.args(["--exclude", &name]);
    }
    done(&mut call)
}

/// Members of the workspace that say `publish = false`.
fn never_published() -> Option<Vec<String>> {
    let mut call = Command::new("cargo");
    call.args(["metadata", "--no-deps", "--format-version", "1"]);
    let output = call.stderr(Stdio::inherit()).output().ok()?;
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let kept = |package: &&serde_json::Value| package["publish"].as_array().is_some_and(Vec::is_empty);
    let name = |package: &serde_json::Value| package["name"].as_str().map(str::to_owned);
    said["packages"].as_array()?.iter().filter(kept).map(name).collect()
}
