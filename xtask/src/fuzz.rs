//! `cargo xtask fuzz`: inputs made by a fuzzer until one is mishandled (folder `fuzz/`).

use crate::{
    Task,
    shell::{cargo, done, has, target},
};
use std::fs;
use std::path::Path;

pub const TASK: Task = Task {
    name: "fuzz",
    arguments: "[SECONDS] [TARGET]",
    meaning: "scenarios, Flee's folders, manifests, tables, --set and --vary; ten minutes for each if not said",
    parts: &[],
    run: fuzz,
};

const TARGETS: [&str; 5] = ["loader", "flee", "manifest", "tables", "set"];

/// One target after the other, or the one that is named.
fn fuzz(words: &[String]) -> bool {
    let seconds = words.first().map_or("600", String::as_str);
    let asked = words.get(1).map(String::as_str);
    if asked.is_some_and(|name| !TARGETS.contains(&name)) {
        eprintln!("targets: {}", TARGETS.join(", "));
        return false;
    }
    let mut chosen = TARGETS.iter().filter(|name| asked.is_none_or(|asked| asked == **name));
    (has("fuzz") || done(&mut cargo(&["install", "--locked", "cargo-fuzz"])))
        && chosen.all(|name| (*name != "tables" || tables()) && one(name, seconds))
}

/// Begins with what earlier runs have found worth keeping, and with the small files in `fuzz/seeds`. The sanitizers of memory are
/// left out: there is no `unsafe` to watch. The fuzzer's instrumentation is an unstable option, which `RUSTC_BOOTSTRAP` allows.
fn one(name: &str, seconds: &str) -> bool {
    let [corpus, seeds] = ["corpus", "seeds"].map(|kind| format!("fuzz/{kind}/{name}"));
    if fs::create_dir_all(&corpus).is_err() {
        return false;
    }
    let limit = format!("-max_total_time={seconds}");
    let mut run = cargo(&[
        "fuzz",
        "run",
        "--sanitizer",
        "none",
        "--debug-assertions",
        name,
        &corpus,
    ]);
    run.args(Path::new(&seeds).exists().then_some(&seeds));
    // One input may take a minute by the clock, which on a busy machine is ten seconds of a processor, and two GiB.
    run.args(["--", &limit, "-max_len=65536", "-timeout=60", "-rss_limit_mb=2048"]);
    done(run.env("RUSTC_BOOTSTRAP", "1"))
}

/// Tables to begin with, made by the program.
fn tables() -> bool {
    let place = target("fuzz-tables");
    let _ = fs::remove_dir_all(&place);
    let run = |words: &str, out: &str| {
        let words = words.split(' ').chain(["--quiet", "--out"]);
        done(
            cargo(&["run", "--quiet", "--package", "amnok", "--"])
                .args(words)
                .arg(place.join(out)),
        )
    };
    let small = "crates/scenario/tests/small";
    let made = fs::create_dir_all(&place).is_ok()
        && run(
            &format!("run {small} --replicates 1 --incidents --set period.end=2019-01-03"),
            "run",
        )
        && run(
            &format!("sweep {small} --vary bribe.theta --points 2 --set period.end=2019-01-03"),
            "sweep",
        )
        && run("flee run examples/flee/input examples/flee/registered --days 5", "flee");
    let corpus = Path::new("fuzz/corpus/tables");
    made && fs::create_dir_all(corpus).is_ok() && gather(&place, corpus)
}

/// Copies every table below a folder.
fn gather(from: &Path, to: &Path) -> bool {
    let Ok(entries) = fs::read_dir(from) else { return false };
    entries.flatten().all(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return gather(&path, to);
        }
        let name = path.to_string_lossy().replace(['/', '\\'], "-");
        path.extension().is_none_or(|kind| kind != "parquet") || fs::copy(&path, to.join(name)).is_ok()
    })
}
