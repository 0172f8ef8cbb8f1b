//! The archive of the program for this platform.

use super::{Release, Step, VERSION, empty, licences, must, printed};
use crate::shell::target;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that lie beside the program as they are.
const BESIDE: [&str; 5] = [
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];

/// Completion scripts: the shell, and the name under which it looks for one.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "amnok.bash"),
    ("zsh", "_amnok"),
    ("fish", "amnok.fish"),
    ("powershell", "_amnok.ps1"),
    ("elvish", "amnok.elv"),
];

/// Installs the program from the source package as README.md says, and packs it with all that belongs to it.
pub fn archive(release: &Release) -> Step<PathBuf> {
    let program = installed(release)?;
    let name = format!("amnok-{VERSION}-{}", release.host);
    let folder = empty(release, &format!("packed/{name}"))?;
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    fs::copy(&program, folder.join(format!("amnok{EXE_SUFFIX}"))).map_err(failed)?;
    for file in BESIDE {
        fs::copy(release.source.join(file), folder.join(file)).map_err(failed)?;
    }
    fs::write(
        folder.join("LICENSES-OF-DEPENDENCIES.txt"),
        licences::gathered(release)?,
    )
    .map_err(failed)?;
    fs::create_dir_all(folder.join("completions")).map_err(failed)?;
    for (shell, file) in SHELLS {
        let script = printed(Command::new(&program).args(["completions", shell]))?;
        fs::write(folder.join("completions").join(file), script).map_err(failed)?;
    }
    fs::create_dir_all(folder.join("man/man1")).map_err(failed)?;
    pages(&program, &[], &folder.join("man/man1"))?;
    let file = release.out.join(format!("{name}.tar.gz"));
    must(
        Command::new("tar")
            .arg("-czf")
            .arg(&file)
            .arg("-C")
            .arg(release.tried.join("packed"))
            .arg(&name),
    )?;
    Ok(file)
}

/// `cargo install --path crates/cli` in the unpacked source package, into an empty place.
fn installed(release: &Release) -> Step<PathBuf> {
    let root = empty(release, "installed")?;
    let target = std::path::absolute(target("dist-cargo")).map_err(|e| e.to_string())?;
    let mut install = Command::new("cargo");
    install.args([
        "install",
        "--quiet",
        "--locked",
        "--no-track",
        "--path",
        "crates/cli",
        "--root",
    ]);
    install.arg(&root).arg("--target-dir").arg(target);
    must(install.current_dir(&release.source))?;
    let program = root.join("bin").join(format!("amnok{EXE_SUFFIX}"));
    says_its_version(&program)?;
    Ok(program)
}

/// Manual pages of a command and of those below it, which its own page names.
fn pages(program: &Path, words: &[&str], folder: &Path) -> Step {
    let page = printed(Command::new(program).arg("man").args(words))?;
    let name = [&["amnok"], words].concat().join("-");
    let path = folder.join(format!("{name}.1"));
    fs::write(&path, &page).map_err(|e| format!("{}: {e}", path.display()))?;
    let page = String::from_utf8_lossy(&page).replace('\\', "");
    for line in page.lines() {
        let below = line
            .strip_suffix("(1)")
            .and_then(|line| line.strip_prefix(&format!("{name}-")));
        if let Some(word) = below {
            pages(program, &[words, &[word]].concat(), folder)?;
        }
    }
    Ok(())
}

fn says_its_version(program: &Path) -> Step {
    let said = printed(Command::new(program).arg("--version"))?;
    let said = String::from_utf8_lossy(&said);
    println!("{}", said.trim_end());
    match said.lines().next() == Some(&format!("amnok {VERSION}")) {
        true => Ok(()),
        false => Err(format!("{} is of another version", program.display())),
    }
}

/// Unpacks the archive into an empty place and carries out the first run of the guide with the program in it.
pub fn tried(release: &Release, archive: &Path) -> Step {
    let place = empty(release, "unpacked")?;
    must(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&place))?;
    let program = place.join(format!("amnok-{VERSION}-{}/amnok{EXE_SUFFIX}", release.host));
    says_its_version(&program)?;
    must(Command::new(&program).arg("run").current_dir(&place))?;
    for file in [
        "report.html",
        "ledger.parquet",
        "manifest.json",
        "scenario/scenario.toml",
    ] {
        let path = place.join("amnok-out").join(file);
        if !fs::metadata(&path).is_ok_and(|found| found.len() > 0) {
            return Err(format!("the first run of the guide leaves no {}", path.display()));
        }
    }
    Ok(())
}
