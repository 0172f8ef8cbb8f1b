//! The source package: what is committed, and nothing else.

use super::{Step, VERSION, must, printed};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Packs the last commit and unpacks it where it is tried; gives the unpacked folder.
pub fn packed(out: &Path, tried: &Path) -> Step<PathBuf> {
    let changes = printed(Command::new("git").args(["status", "--porcelain"]))?;
    if !changes.is_empty() {
        return Err(format!("commit first:\n{}", String::from_utf8_lossy(&changes)));
    }
    let name = format!("amnok-{VERSION}");
    let file = out.join(format!("{name}.tar.gz"));
    let prefix = format!("--prefix={name}/");
    must(
        Command::new("git")
            .args(["archive", "--format=tar.gz", &prefix, "-o"])
            .arg(&file)
            .arg("HEAD"),
    )?;
    must(Command::new("tar").arg("-xzf").arg(&file).arg("-C").arg(tried))?;
    Ok(tried.join(name))
}
