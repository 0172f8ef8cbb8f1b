//! `cargo xtask web`: journeys through `amnok serve` in a real browser.

use crate::{
    Task,
    shell::{cargo, done, target},
};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const TASK: Task = Task {
    name: "web",
    arguments: "",
    meaning: "journeys through `amnok serve` in a browser, with axe-core; needs node, npm and Chromium; part of test",
    parts: &[],
    run: |_| web(),
};

/// What drives the browser, and what looks for faults that keep people out.
const PACKAGES: [&str; 2] = ["playwright-core@1.65.1", "axe-core@4.14.1"];

fn skipped(why: &str) -> bool {
    println!("SKIPPED: journeys in a browser, because {why}");
    true
}

/// Whether a program is there.
fn there(program: &str) -> bool {
    done(
        Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
}

/// Builds the program, fetches what drives the browser into the target folder, and goes on every journey.
pub fn web() -> bool {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let Some(browser) = browsers.into_iter().find(|program| there(program)) else {
        return skipped("there is no Chromium");
    };
    if !there("node") || !there("npm") {
        return skipped("there is no node with npm");
    }
    let place = target("web");
    if let Err(why) = fetched(&place) {
        return skipped(why);
    }
    if !done(&mut cargo(&["build", "--quiet", "--package", "amnok"])) {
        return false;
    }
    println!("\n== journeys in {browser}");
    let program = std::path::absolute(target("debug").join("amnok"));
    let Ok((place, program)) = std::path::absolute(&place).and_then(|place| Ok((place, program?))) else {
        return false;
    };
    done(
        Command::new("node")
            .arg("xtask/web/journeys.mjs")
            .arg(place)
            .arg(program)
            .arg(browser),
    )
}

/// The packages, fetched once.
fn fetched(place: &PathBuf) -> Result<(), &'static str> {
    let ready = |name: &&str| {
        let name = name.split('@').next().unwrap_or_default();
        place.join("node_modules").join(name).join("package.json").is_file()
    };
    if PACKAGES.iter().all(|name| ready(name)) {
        return Ok(());
    }
    std::fs::create_dir_all(place).map_err(|_| "the target folder cannot be written")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]);
    npm.arg(Path::new(place)).args(PACKAGES);
    match done(&mut npm) {
        true => Ok(()),
        false => Err("its packages could not be fetched (no network?)"),
    }
}
