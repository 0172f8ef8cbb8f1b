//! `cargo xtask dist`: what is given away, in `target/dist`, each piece tried in an empty place. All is built from the source
//! package, so that what is given away is what was committed.

mod licences;
mod program;
mod source;
mod wheel;

use crate::{
    Task, package,
    shell::{done, target},
};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const TASK: Task = Task {
    name: "dist",
    arguments: "",
    meaning: "program, man pages, completions and licences for this platform; wheel; source package; checksums: target/dist; each tried",
    parts: &[],
    run: |_| match dist() {
        Ok(()) => true,
        Err(why) => {
            eprintln!("dist: {why}");
            false
        }
    },
};

/// Version of all that is given away.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A step that went well, or why nothing can be given away.
type Step<T = ()> = Result<T, String>;

/// What every step works on.
struct Release {
    /// `target/dist`, by its whole path: what is given away lies here.
    out: PathBuf,
    /// Where it is tried.
    tried: PathBuf,
    /// The source package, unpacked.
    source: PathBuf,
    /// Name of this platform.
    host: String,
}

fn dist() -> Step {
    let out = std::path::absolute(target("dist")).map_err(|e| e.to_string())?;
    let _ = fs::remove_dir_all(&out);
    let tried = out.join("tried");
    fs::create_dir_all(&tried).map_err(|e| format!("{}: {e}", tried.display()))?;
    let release = Release {
        source: source::packed(&out, &tried)?,
        host: host()?,
        out,
        tried,
    };
    let archive = program::archive(&release)?;
    program::tried(&release, &archive)?;
    let wheel = wheel::built(&release)?;
    wheel::tried(&release, &wheel)?;
    summed(&release.out)?;
    match package::package() {
        true => Ok(()),
        false => Err("a crate does not compile from its package".into()),
    }
}

/// `rustc`'s name for this platform.
fn host() -> Step<String> {
    let said = Command::new("rustc").arg("-vV").output().map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "rustc does not name its platform".into())
}

/// A command that must end well, said before it runs.
fn must(command: &mut Command) -> Step {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    let call = format!("{} {}", command.get_program().to_string_lossy(), words.join(" "));
    println!("\n== {call}");
    if done(command) {
        Ok(())
    } else {
        Err(format!("failed: {call}"))
    }
}

/// What a command prints; it must end well.
fn printed(command: &mut Command) -> Step<Vec<u8>> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// An empty folder of that name, where something is tried.
fn empty(release: &Release, name: &str) -> Step<PathBuf> {
    let folder = release.tried.join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder)
}

/// `SHA256SUMS`, as `sha256sum --check` reads it; prints it with the sizes.
fn summed(out: &Path) -> Step {
    let failed = |e: std::io::Error| format!("{}: {e}", out.display());
    let mut files: Vec<PathBuf> = fs::read_dir(out)
        .map_err(failed)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|path| path.is_file());
    files.sort();
    let mut sums = String::new();
    println!("\ngiven away, in {}:", out.display());
    for file in files {
        let bytes = fs::read(&file).map_err(failed)?;
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{:>9} bytes  {name}", bytes.len());
        sums += &format!("{digest}  {name}\n");
    }
    fs::write(out.join("SHA256SUMS"), &sums).map_err(failed)?;
    print!("\nSHA256SUMS:\n{sums}");
    Ok(())
}
