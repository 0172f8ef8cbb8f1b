//! Scenario and Flee folders changed at random, through every command that reads them: refused with a message, or run.

use super::flip::damage;
use super::{Bench, any};
use std::fs;
use std::path::{Path, PathBuf};

/// Words that mean something to whoever reads a file, put in whole.
const WORDS: [&str; 22] = [
    "0",
    "-1",
    "1e308",
    "nan",
    "inf",
    "true",
    "\"\"",
    "[]",
    "{}",
    "2019-02-30",
    "9999-12-31",
    "all",
    "=",
    ",",
    "\n",
    "#",
    "'",
    "18446744073709551616",
    "0.5",
    "../x",
    "\u{feff}",
    "\0",
];

const SCENARIO: [&str; 6] = [
    "check scenario",
    "explain bribe.theta --scenario scenario",
    "run scenario --fixed --replicates 1 --quiet --out out",
    "compare scenario --set-b bribe.theta=0.4 --replicates 2 --quiet --out out",
    "sweep scenario --vary bribe.theta --points 3 --quiet --out out",
    "sweep scenario --vary * --design morris --points 1 --quiet --out out",
];

const FLEE: [&str; 3] = [
    "flee check flee/input flee/registered",
    "flee run flee/input flee/registered --days 5 --quiet",
    "flee run flee/input flee/registered --settings flee/simsetting.yml --days 5 --people --quiet --out out",
];

const ARGUMENTS: [&str; 8] = [
    "bribe.theta",
    "period.end",
    "order.0.size",
    "county.A.residents",
    "*",
    "trade.2019-01",
    "=",
    "..",
];

pub fn trial(bench: &Bench, dice: &mut fastrand::Rng) -> Result<u64, String> {
    let (folder, commands) = if dice.bool() {
        ("scenario", SCENARIO.as_slice())
    } else {
        ("flee", FLEE.as_slice())
    };
    let place = bench.place(&[folder])?;
    let mut changed = Vec::new();
    for _ in 0..dice.usize(1..4) {
        changed.extend(change(&place.at(folder), dice));
    }
    let mut words: Vec<String> = any(commands, dice).split(' ').map(str::to_owned).collect();
    if folder == "scenario" && ["run", "sweep"].contains(&words[0].as_str()) && dice.bool() {
        let value = [any(&ARGUMENTS, dice), "=", any(&WORDS[..21], dice)].concat();
        words.extend(["--set".into(), value]);
    }
    let mut call = bench.call(words, &place.path());
    call.long = !call.words.iter().any(|word| word == "check" || word == "explain");
    let told = |why| format!("{why}, with changed {changed:?}");
    let ended = call.end().map_err(told)?;
    place.is_untouched().map_err(told)?;
    if !ended.well() && ended.error.trim().is_empty() {
        return Err(told(format!("it fails and does not say why: {call}")));
    }
    if !ended.well() && place.at("out").exists() {
        return Err(told(format!("it fails and leaves a result: {call}: {}", ended.error)));
    }
    Ok(changed.len() as u64)
}

/// One change somewhere in a folder; which file.
fn change(folder: &Path, dice: &mut fastrand::Rng) -> Option<PathBuf> {
    if dice.u8(..3) == 0 {
        return damage(folder, dice).ok().map(|(path, _)| path);
    }
    let files: Vec<PathBuf> = crate::tree::read(folder)
        .into_iter()
        .filter_map(|(path, bytes)| bytes.map(|_| path))
        .collect();
    let path = any(&files, dice);
    let text = String::from_utf8(fs::read(folder.join(&path)).ok()?).ok()?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return None;
    }
    let at = dice.usize(..lines.len());
    match dice.u8(..4) {
        0 => lines.insert(dice.usize(..lines.len()), lines[at].clone()),
        1 => {
            lines.remove(at);
        }
        2 => lines[at] = replaced(&lines[at], any(&WORDS, dice), dice),
        _ => lines[at] = lines[at].repeat(dice.usize(2..2000)),
    }
    fs::write(folder.join(&path), lines.join("\n") + "\n").ok()?;
    Some(path)
}

/// The line with one of its cells or words replaced.
fn replaced(line: &str, word: &str, dice: &mut fastrand::Rng) -> String {
    let ends: Vec<usize> = line
        .match_indices([',', ' ', '=', ':', '[', ']'])
        .map(|(at, _)| at)
        .collect();
    if ends.is_empty() {
        return word.to_owned();
    }
    let start = dice.usize(..ends.len());
    let end = ends.get(start + 1).copied().unwrap_or(line.len());
    format!("{}{word}{}", &line[..=ends[start]], &line[end.max(ends[start] + 1)..])
}
