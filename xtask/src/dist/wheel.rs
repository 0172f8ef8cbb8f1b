//! The Python package as a wheel for this platform and every Python from 3.10 on (abi3).

use super::{Release, Step, VERSION, empty, must};
use crate::{python, shell::target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is asked of a wheel in a fresh environment: a run of a month, and its folder.
const SMALL_RUN: &str = r#"
import amnok
print("amnok", amnok.__version__, "from", amnok.__file__)
scenario = amnok.load().with_({"period.end": "2019-01-31"})
result = amnok.run(scenario, replicates=2, out="small")
print("attempts:", result.summary["attempts"])
assert len(amnok.open("small").ledger) > 0
"#;

/// Builds it from the source package.
pub fn built(release: &Release) -> Step<PathBuf> {
    let bin = python::environment("dist-build")?;
    python::fetched(&bin, &["maturin>=1.9,<2"])?;
    let mut build = Command::new(bin.join("maturin"));
    build.args(["build", "--quiet", "--release", "--locked", "--manifest-path"]);
    build.arg(release.source.join("crates/python/Cargo.toml"));
    let target = std::path::absolute(target("dist-cargo")).map_err(|e| e.to_string())?;
    must(build.arg("--target-dir").arg(target).arg("--out").arg(&release.out))?;
    let entries = fs::read_dir(&release.out).map_err(|e| e.to_string())?.flatten();
    let wheel = entries.map(|entry| entry.path()).find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(&format!("amnok-{VERSION}-cp310-abi3-")) && name.ends_with(".whl")
    });
    wheel.ok_or_else(|| "maturin leaves no abi3 wheel".into())
}

/// Installs it, and nothing else, into a fresh environment; there it runs.
pub fn tried(release: &Release, wheel: &Path) -> Step {
    let bin = python::environment("dist-wheel")?;
    let python = bin.join("python");
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
    ];
    must(Command::new(&python).args(install).arg(wheel))?;
    must(
        Command::new(&python)
            .args(["-c", SMALL_RUN])
            .current_dir(empty(release, "wheel")?),
    )
}
