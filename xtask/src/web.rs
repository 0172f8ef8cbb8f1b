//! `cargo xtask web`: journeys through `amnok serve` in a real browser, and the picture of the README.

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
    parts: &[PICTURE, WALK, BENCH],
    run: |words| match words {
        [part, report] if part == PICTURE.name => picture(report),
        [part, rest @ ..] if part == WALK.name && !rest.is_empty() => walk(rest),
        [part] if part == BENCH.name => bench(),
        [] => web(),
        _ => false,
    },
};

const PICTURE: Task = Task {
    name: "picture",
    arguments: "REPORT",
    meaning: "docs/report.png from the report.html of a run",
    parts: &[],
    run: |words| words.first().is_some_and(|report| picture(report)),
};

const WALK: Task = Task {
    name: "walk",
    arguments: "FOLDER [RESULT…]",
    meaning: "pictures of every view: wide, wider, phone, dark, print, colour-blind; with results that are named, a fit say",
    parts: &[],
    run: |words| !words.is_empty() && walk(words),
};

const BENCH: Task = Task {
    name: "bench",
    arguments: "",
    meaning: "B11: first paint of every view, and a what-if of eight pairs over six years",
    parts: &[],
    run: |_| bench(),
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

/// Where the packages are and which browser they drive, or why none can be driven.
fn driven() -> Result<(PathBuf, &'static str), &'static str> {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let browser = browsers.into_iter().find(|program| there(program));
    let browser = browser.ok_or("there is no Chromium")?;
    if !there("node") || !there("npm") {
        return Err("there is no node with npm");
    }
    let place = target("web");
    fetched(&place)?;
    let place = std::path::absolute(&place).map_err(|_| "the target folder cannot be found")?;
    Ok((place, browser))
}

/// Writes the picture of the README.
fn picture(report: &str) -> bool {
    match driven() {
        Ok((place, browser)) => done(Command::new("node").arg("xtask/web/picture.mjs").arg(place).args([
            browser,
            report,
            "docs/report.png",
        ])),
        Err(why) => skipped(why),
    }
}

/// Builds the program as it is used, and prints how long a browser waits for it.
fn bench() -> bool {
    as_used("xtask/web/bench.mjs", &[])
}

/// Builds the program as it is used, and takes pictures of every view into a folder.
fn walk(words: &[String]) -> bool {
    as_used("xtask/web/walk.mjs", words)
}

/// Has a script drive the program as it is used.
fn as_used(script: &str, words: &[String]) -> bool {
    let (place, browser) = match driven() {
        Ok(found) => found,
        Err(why) => return skipped(why),
    };
    let program = std::path::absolute(target("release").join("amnok"));
    let Ok(program) = program else { return false };
    let mut node = Command::new("node");
    node.arg(script).arg(place).arg(program).arg(browser).args(words);
    done(&mut cargo(&["build", "--quiet", "--release", "--package", "amnok"])) && done(&mut node)
}

/// Builds the program, fetches what drives the browser into the target folder, and goes on every journey.
pub fn web() -> bool {
    let (place, browser) = match driven() {
        Ok(found) => found,
        Err(why) => return skipped(why),
    };
    if !done(&mut cargo(&["build", "--quiet", "--package", "amnok"])) {
        return false;
    }
    println!("\n== journeys in {browser}");
    let program = std::path::absolute(target("debug").join("amnok"));
    let Ok(program) = program else { return false };
    done(
        Command::new("node")
            .arg("xtask/web/journeys.mjs")
            .arg(place)
            .arg(program)
            .arg(browser),
    )
}

/// The packages, fetched once.
fn fetched(place: &Path) -> Result<(), &'static str> {
    let ready = |name: &&str| {
        let name = name.split('@').next().unwrap_or_default();
        place.join("node_modules").join(name).join("package.json").is_file()
    };
    if PACKAGES.iter().all(ready) {
        return Ok(());
    }
    std::fs::create_dir_all(place).map_err(|_| "the target folder cannot be written")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]);
    npm.arg(place).args(PACKAGES);
    match done(&mut npm) {
        true => Ok(()),
        false => Err("its packages could not be fetched (no network?)"),
    }
}
