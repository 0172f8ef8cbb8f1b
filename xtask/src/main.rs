//! The one list of commands: `cargo xtask test`, `cargo xtask check`.
use std::process::{Command, ExitCode};

fn cargo(arguments: &[&str]) -> bool {
    println!("\n== cargo {}", arguments.join(" "));
    Command::new("cargo")
        .args(arguments)
        .status()
        .is_ok_and(|status| status.success())
}

fn check() -> bool {
    cargo(&["fmt", "--all", "--check"])
        && cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        && Command::new("cargo")
            .args(["doc", "--workspace", "--no-deps", "--quiet"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .status()
            .is_ok_and(|s| s.success())
}

fn test() -> bool {
    let nextest = Command::new("cargo")
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|o| o.status.success());
    let unit = if nextest {
        cargo(&["nextest", "run", "--workspace", "--no-tests", "pass"])
    } else {
        println!("cargo-nextest is not there: the slower `cargo test` runs instead");
        cargo(&["test", "--workspace", "--lib", "--bins", "--tests"])
    };
    unit && cargo(&["test", "--workspace", "--doc", "--quiet"])
}

fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("test") => check() && test(),
        Some("check") => check(),
        _ => {
            eprintln!("cargo xtask test   everything that must hold\ncargo xtask check  format, lints, documentation");
            return ExitCode::from(2);
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
