//! One-line faults that cargo-mutants lists: which of a random sample do the tests catch?
//!
//! All of the sample are compiled at once, each behind a switch, and tried one after the other; those that cannot
//! stand behind a switch are put in by cargo-mutants itself.

mod fault;
mod switches;
mod tree;
mod trial;

use crate::{
    Task,
    shell::{cargo, done, has, target},
};
use fault::Fault;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::Duration;
use tree::Tree;
use trial::End;

pub const TASK: Task = Task {
    name: "mutants",
    arguments: "[NUMBER]",
    meaning: "only a random sample of one-line faults in mechanisms and displacement, 160 if not said: the share caught",
    parts: &[],
    run: |words| mutants(words).unwrap_or_else(report),
};

/// A package, where faults are put in it, and the packages and tests that can see them.
struct Place {
    package: &'static str,
    folder: &'static str,
    code: &'static str,
    tested_by: &'static [&'static str],
    tests: &'static [&'static str],
}

const PLACES: &[Place] = &[
    Place {
        package: "amnok-model",
        folder: "model",
        code: "crates/model/src/mechanisms/",
        tested_by: &["amnok-model"],
        tests: &[
            "--lib",
            "--test",
            "faults",
            "--test",
            "reference",
            "--test",
            "posting",
            "--test",
            "works",
        ],
    },
    Place {
        package: "amnok-displacement",
        folder: "displacement",
        code: "crates/displacement/src/",
        // Its rules are held against worked cases and measured runs as folders, which the loader's package reads.
        tested_by: &["amnok-displacement", "amnok-scenario"],
        tests: &[
            "-E",
            "package(amnok-displacement) | (package(amnok-scenario) & binary(/^flee/))",
        ],
    },
];

impl Place {
    fn holds(&self, fault: &Fault) -> bool {
        fault.file.starts_with(self.code)
    }
}

fn report(why: String) -> bool {
    eprintln!("{why}");
    false
}

/// Draws the sample, tries each, prints what came of it. True where at least nine in ten are caught.
fn mutants(words: &[String]) -> Result<bool, String> {
    let number: usize = words
        .first()
        .map_or(Ok(160), |word| word.parse())
        .map_err(|_| "a number of faults".to_owned())?;
    if !has("mutants") && !done(&mut cargo(&["install", "--locked", "cargo-mutants"])) {
        return Err("cargo-mutants cannot be installed".into());
    }
    let tree = Tree::new()?;
    let mut sample = tree.faults()?;
    let of_how_many = sample.len();
    sample.sort_by_key(Fault::lot);
    sample.truncate(number);
    let ends = tried(&tree, &sample)?;
    println!("\n{of_how_many} faults in all, a sample of {}:", sample.len());
    Ok(summed_up(&sample, &ends))
}

/// The end of every fault of the sample. What was tried before at this commit is not tried again.
fn tried(tree: &Tree, sample: &[Fault]) -> Result<BTreeMap<String, End>, String> {
    let file = target("mutants").join(format!("{}.txt", tree.commit));
    let mut ends = kept(&file);
    let mut keep = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&file)
        .map_err(|error| error.to_string())?;
    let alone = by_switch(tree, sample, &mut ends, &mut keep)?;
    tree.clean()?;
    for fault in alone {
        let place = PLACES
            .iter()
            .find(|place| place.holds(fault))
            .ok_or("a fault outside the places")?;
        let end = trial::alone(place, tree, fault)?;
        say(&mut keep, fault, &end, None)?;
        ends.insert(fault.name.clone(), end);
    }
    Ok(ends)
}

/// Tries what can stand behind a switch; returns what cannot.
fn by_switch<'a>(
    tree: &Tree,
    sample: &'a [Fault],
    ends: &mut BTreeMap<String, End>,
    keep: &mut File,
) -> Result<Vec<&'a Fault>, String> {
    if sample.iter().all(|fault| ends.contains_key(&fault.name)) {
        return Ok(Vec::new());
    }
    let left = tree.switch(sample)?;
    for place in PLACES {
        trial::ready(place, tree)?;
        for (number, fault) in (1..).zip(sample) {
            if !place.holds(fault) || left.contains(&number) || ends.contains_key(&fault.name) {
                continue;
            }
            let (end, time) = trial::switched(place, tree, number)?;
            say(keep, fault, &end, Some(time))?;
            ends.insert(fault.name.clone(), end);
        }
    }
    let alone = (1..)
        .zip(sample)
        .filter(|(number, fault)| left.contains(number) && !ends.contains_key(&fault.name));
    Ok(alone.map(|(_, fault)| fault).collect())
}

/// Prints the end of a fault and keeps it.
fn say(keep: &mut File, fault: &Fault, end: &End, time: Option<Duration>) -> Result<(), String> {
    let time = time.map_or(String::new(), |time| format!(" ({:.0} s)", time.as_secs_f64()));
    println!("{}: {end}{time}", fault.name);
    writeln!(keep, "{}\t{end}", fault.name).map_err(|error| error.to_string())
}

/// What was kept of trials of this commit.
fn kept(file: &Path) -> BTreeMap<String, End> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let one = |line: &str| {
        let (name, end) = line.split_once('\t')?;
        Some((name.to_owned(), End::read(end)?))
    };
    text.lines().filter_map(one).collect()
}

/// Prints the share caught and what was missed.
fn summed_up(sample: &[Fault], ends: &BTreeMap<String, End>) -> bool {
    let missed: Vec<&str> = sample
        .iter()
        .filter(|fault| ends.get(&fault.name) == Some(&End::Missed))
        .map(|fault| fault.name.as_str())
        .collect();
    let not = |end: &&End| **end == End::NotCompiled;
    let unviable = sample
        .iter()
        .filter_map(|fault| ends.get(&fault.name))
        .filter(not)
        .count();
    let judged = sample.len() - unviable;
    let caught = judged - missed.len();
    println!(
        "{unviable} do not compile; {caught} of the other {judged} are caught, {:.1} %. Missed:",
        { 100.0 * caught as f64 / judged.max(1) as f64 }
    );
    missed.iter().for_each(|name| println!("- {name}"));
    judged > 0 && 10 * caught >= 9 * judged
}
