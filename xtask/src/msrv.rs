//! `cargo xtask msrv`: does everything compile with the oldest Rust that `Cargo.toml` promises?

use crate::{
    Task,
    shell::{done, target},
};
use std::process::{Command, Stdio};

pub const TASK: Task = Task {
    name: "msrv",
    arguments: "",
    meaning: "compiles everything with the oldest Rust that Cargo.toml promises, fetched by rustup where it is absent",
    parts: &[],
    run: |_| msrv(),
};

/// The oldest Rust, as the workspace says.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

fn msrv() -> bool {
    let with = |words: &[&str]| {
        let mut call = Command::new("rustup");
        call.args(["run", OLDEST]).args(words);
        call
    };
    let mut there = with(&["rustc", "--version"]);
    let mut fetch = Command::new("rustup");
    fetch.args(["toolchain", "install", OLDEST, "--profile", "minimal"]);
    if !done(there.stdout(Stdio::null()).stderr(Stdio::null())) && !done(&mut fetch) {
        eprintln!("Rust {OLDEST} is not there and rustup cannot fetch it");
        return false;
    }
    let words = ["cargo", "check", "--workspace", "--all-targets", "--locked"];
    println!("\n== rustup run {OLDEST} {}", words.join(" "));
    done(with(&words).env("CARGO_TARGET_DIR", target("msrv")))
}
