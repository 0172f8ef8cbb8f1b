//! Virtual environments: one for the Python package and its tests, one for the package that a benchmark runs against.

use crate::{
    Task,
    shell::{done, target},
};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const TASK: Task = Task {
    name: "python",
    arguments: "",
    meaning: "the Python package in a fresh virtual environment; part of test",
    parts: &[],
    run: |_| python(),
};

/// What its tests need, and what builds it.
const PACKAGES: &[&str] = &[
    "maturin>=1.9,<2",
    "pytest",
    "pyarrow",
    "polars",
    "pandas",
    "duckdb",
    "ray>=2.9",
    "mypy",
    "jsonschema",
    "arviz",
    "matplotlib",
];

/// What Flee imports to run by itself; the rest that it asks for (MPI, plots, couplings) serves its other parts.
const FLEE_IMPORTS: &[&str] = &["numpy", "pandas", "pyyaml", "beartype"];

fn skipped(why: &str) -> bool {
    println!("SKIPPED: the tests of the Python package, because {why}");
    true
}

/// Makes an environment in a folder of the target folder and gives its `bin`, or says why there is none.
pub fn environment(name: &str) -> Result<PathBuf, &'static str> {
    let recent = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    let mut candidates = ["python3", "python"].into_iter();
    let python = candidates.find(|name| done(Command::new(name).args(["-c", recent])));
    let python = python.ok_or("there is no Python of version 3.10 or later with venv")?;
    let place = target(name);
    if !done(Command::new(python).args(["-m", "venv", "--clear"]).arg(&place)) {
        return Err("no virtual environment could be made");
    }
    let bin = place.join(if cfg!(windows) { "Scripts" } else { "bin" }).canonicalize();
    bin.map_err(|_| "the virtual environment has no folder bin")
}

fn pip(bin: &Path, arguments: &[&str]) -> bool {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(bin.join("python"));
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command.args(arguments);
    // maturin is called by its name; the profile of the other tests, so that little is built anew.
    command.env("PATH", format!("{}:{path}", bin.display()));
    command.env("MATURIN_PEP517_ARGS", "--profile dev");
    done(&mut command)
}

/// Packages from the registry into an environment.
pub fn fetched(bin: &Path, packages: &[&str]) -> Result<(), &'static str> {
    let fetched = pip(bin, packages);
    fetched
        .then_some(())
        .ok_or("its packages could not be fetched (no network?)")
}

/// Builds the package with the profile of the other tests, in an environment of its own, and runs its tests.
pub fn python() -> bool {
    println!("\n== Python package");
    let bin = match environment("python") {
        Ok(bin) => bin,
        Err(why) => return skipped(why),
    };
    if let Err(why) = fetched(&bin, PACKAGES) {
        return skipped(why);
    }
    pip(&bin, &["--no-build-isolation", "--no-deps", "./crates/python"]) && tests(&bin)
}

/// Packages with which programs of B5 are written.
const PEERS: &[&str] = &["mesa==3.3.1", "mesa-frames==0.1.0a0", "agentpy==0.1.5"];

/// The Python of an environment with the package of Flee, for the benchmark against it; made only once.
pub fn with_flee() -> Result<PathBuf, &'static str> {
    println!("\n== flee 3.1");
    let ready = "import flee.flee, importlib.metadata as m, sys; sys.exit(m.version('flee') != '3.1')";
    made_once("flee", ready, |bin| {
        let fetched = pip(bin, &["--no-deps", "flee==3.1"]) && pip(bin, FLEE_IMPORTS);
        fetched
            .then_some(())
            .ok_or("flee 3.1 could not be fetched (no network?)")
    })
}

/// The Python of an environment with the peers of B5; made only once.
pub fn with_peers() -> Result<PathBuf, &'static str> {
    println!("\n== {}", PEERS.join(", "));
    let ready =
        "import mesa, mesa_frames, agentpy, importlib.metadata as m, sys; sys.exit(m.version('mesa') != '3.3.1')";
    made_once("mesa", ready, |bin| fetched(bin, PEERS))
}

/// The Python of an environment in which a line of Python ends well, made by `fill` where there is none.
fn made_once(
    name: &str,
    ready: &str,
    fill: impl FnOnce(&Path) -> Result<(), &'static str>,
) -> Result<PathBuf, &'static str> {
    let there = target(name).join("bin/python");
    if let Ok(python) = std::path::absolute(&there)
        && done(Command::new(&python).args(["-c", ready]).stderr(Stdio::null()))
    {
        return Ok(python);
    }
    let bin = environment(name)?;
    fill(&bin)?;
    Ok(bin.join("python"))
}

fn tests(bin: &Path) -> bool {
    let mut command = Command::new(bin.join("python"));
    command.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    command.current_dir("crates/python");
    done(&mut command)
}
