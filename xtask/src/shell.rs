//! Calling other programs: what every command does, said once.

use std::path::{Path, PathBuf};
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

/// Calls git in a folder.
pub fn git(folder: &Path, words: &[&str]) -> bool {
    done(Command::new("git").arg("-C").arg(folder).args(words))
}

/// A copy of a commit of this repository at `tree`, made where there is none yet; what was changed there is thrown away.
/// Returns which commit it is.
///
/// # Errors
/// In words: when there is no such commit, or it cannot be copied.
pub fn copied(commit: &str, tree: &Path) -> Result<String, String> {
    let ask = ["rev-parse", "--verify", "--quiet", &format!("{commit}^{{commit}}")];
    let found = Command::new("git")
        .args(ask)
        .output()
        .map_err(|error| error.to_string())?;
    if !found.status.success() {
        return Err(format!("{commit}: there is no commit of this name"));
    }
    let name = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    // What is shared needs no fetching.
    let made = tree.is_dir()
        || git(
            Path::new("."),
            &[
                "clone",
                "--quiet",
                "--shared",
                "--no-checkout",
                ".",
                &tree.to_string_lossy(),
            ],
        );
    if made && git(tree, &["reset", "--quiet", "--hard", &name]) {
        return Ok(name);
    }
    Err(format!("{commit} cannot be copied to {}", tree.display()))
}

/// A folder of the target folder.
pub fn target(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    target.join(name)
}
