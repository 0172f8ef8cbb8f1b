//! `cargo xtask deny`: what dependencies may be (deny.toml).

use crate::{
    Task,
    shell::{cargo, done, has},
};

pub const TASK: Task = Task {
    name: "deny",
    arguments: "",
    meaning: "licences, duplicates, origins and advisories of dependencies; installs cargo-deny (some minutes) once",
    parts: &[],
    run: |_| (has("deny") || done(&mut cargo(&["install", "--locked", "cargo-deny"]))) && offline() && advisories(),
};

/// The part of it that belongs to `check`: it is asked where cargo-deny is installed, because installing takes minutes.
pub fn where_installed() -> bool {
    if has("deny") {
        return offline();
    }
    println!(
        "\nSKIPPED: licences and duplicates of dependencies, because cargo-deny is not installed: `cargo xtask deny`"
    );
    true
}

/// What the lock file and the packages themselves say.
fn offline() -> bool {
    done(&mut cargo(&[
        "deny",
        "--offline",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
}

/// Known faults of dependencies, where the database can be had.
fn advisories() -> bool {
    if !done(&mut cargo(&["deny", "fetch", "db"])) {
        println!("SKIPPED: advisories, because their database cannot be fetched here");
        return true;
    }
    done(&mut cargo(&["deny", "check", "advisories"]))
}
