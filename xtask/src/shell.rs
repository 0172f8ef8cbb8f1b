//! Calling other programs: what every command does, said once.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Whether the program could be started and ended well.
pub fn done(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// A call of cargo, ready for more arguments; says which one it is.
pub fn cargo(arguments: &[&str]) -> Command {
    println!("\n== cargo {}", arguments.join(" "));
    let mut command = Command::new("cargo");
    command.args(arguments);
    command
}

/// Whether cargo has a subcommand that does not come with it.
pub fn has(subcommand: &str) -> bool {
    let mut command = Command::new("cargo");
    command.args([subcommand, "--version"]);
    done(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

/// A folder of the target folder.
pub fn target(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    target.join(name)
}
