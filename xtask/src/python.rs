//! The Python package in a fresh virtual environment.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What its tests need, and what builds it.
const PACKAGES: &[&str] = &[
    "maturin>=1.9,<2",
    "pytest",
    "pyarrow",
    "polars",
    "pandas",
    "duckdb",
    "ray>=2.9",
];

fn done(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

fn skipped(why: &str) -> bool {
    println!("SKIPPED: the tests of the Python package, because {why}");
    true
}

/// Makes the environment, builds the package with the profile of the other tests, and runs its tests.
pub fn python() -> bool {
    println!("\n== Python package");
    let recent = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    let mut candidates = ["python3", "python"].into_iter();
    let Some(python) = candidates.find(|name| done(Command::new(name).args(["-c", recent]))) else {
        return skipped("there is no Python of version 3.10 or later with venv");
    };
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let place = target.join("python");
    if !done(Command::new(python).args(["-m", "venv", "--clear"]).arg(&place)) {
        return skipped("no virtual environment could be made");
    }
    let Ok(bin) = place.join("bin").canonicalize() else {
        return skipped("the virtual environment has no folder bin");
    };
    let pip = |arguments: &[&str]| {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(bin.join("python"));
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        command.args(arguments);
        // maturin is called by its name; the profile of the other tests, so that little is built anew.
        command.env("PATH", format!("{}:{path}", bin.display()));
        command.env("MATURIN_PEP517_ARGS", "--profile dev");
        done(&mut command)
    };
    if !pip(PACKAGES) {
        return skipped("its packages could not be fetched (no network?)");
    }
    pip(&["--no-build-isolation", "--no-deps", "./crates/python"]) && tests(&bin)
}

fn tests(bin: &Path) -> bool {
    let mut command = Command::new(bin.join("python"));
    command.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    command.current_dir("crates/python");
    done(&mut command)
}
