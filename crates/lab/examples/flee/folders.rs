//! Folders with one rule or one peculiarity each: simulated or refused, and beside Flee's own runs where there are some.

use crate::against::{numbers, of_courses, sampled, simulate};
use crate::table::chance;
use crate::{DRAWINGS, LEAST_SD, LEVEL, SEED};
use amnok_displacement::Displacement;
use amnok_displacement::course::{Course, Row};
use amnok_displacement::day::MovementEngine;
use amnok_displacement::spawning::{ByConflict, FloodMode};
use amnok_lab::equivalence::{Largest, Statistic, relabelled, shift_seen};
use amnok_scenario::flee::{Conflict, load};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Replicates of each engine.
const REPLICATES: u32 = 32;

/// One run of Flee as it was printed: people by column and day, and what follows from the data.
struct Run {
    simulated: Vec<Vec<i64>>,
    settled: Vec<Vec<i64>>,
}

/// Reads one run; rows before its head, as those of people who are named, are passed over.
fn run(text: &str) -> Option<Run> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("Day,"));
    let head: Vec<&str> = lines.next()?.split(',').collect();
    let ends = |end: &str| -> Vec<usize> { (0..head.len()).filter(|i| head[*i].ends_with(end)).collect() };
    let (simulated, registered) = (ends(" sim"), ends(" data"));
    let at = |name: &str| head.iter().position(|known| *known == name);
    let totals = [
        at("refugees in camps (UNHCR)")?,
        at("total refugees (simulation)")?,
        at("raw UNHCR refugee count")?,
        at("refugee_debt")?,
    ];
    let mut found = Run {
        simulated: Vec::new(),
        settled: Vec::new(),
    };
    for line in lines.filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let cells: Vec<&str> = line.split(',').collect();
        let of = |columns: &[usize]| -> Option<Vec<i64>> {
            let cell = |i: &usize| cells.get(*i)?.parse::<f64>().ok().map(|n| n as i64);
            columns.iter().map(cell).collect()
        };
        found.simulated.push(of(&simulated)?);
        found.settled.push([of(&registered)?, of(&totals)?].concat());
    }
    Some(found)
}

/// Flee's runs of a folder, in order of their names.
fn runs(folder: &Path) -> Vec<Run> {
    let entries = std::fs::read_dir(folder.join("reference"))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.filter_map(|text| run(&text)).collect()
}

/// Rows that differ from Flee's in what follows from the data alone. Where newcomers are drawn by chance their sum does not.
fn unsettled(world: &Displacement, course: &Course, runs: &[Run]) -> usize {
    let drawn = matches!(world.spawning.by_conflict, Some(ByConflict::Poisson(_)))
        || world
            .spawning
            .by_flood
            .as_ref()
            .is_some_and(|rule| rule.mode == FloodMode::Poisson);
    let columns = world.camps().len();
    let row = |row: &Row| {
        let totals = [
            row.registered_in_camps,
            row.simulated_total,
            row.registered_total,
            row.debt,
        ];
        [row.registered.clone(), totals.to_vec()].concat()
    };
    let differ = |ours: &Row, theirs: &Vec<i64>| {
        let mut pairs = row(ours).into_iter().zip(theirs).enumerate();
        pairs.any(|(i, (a, b))| a != *b && !(drawn && i == columns + 1))
    };
    let of = |run: &Run| {
        course
            .rows
            .iter()
            .zip(&run.settled)
            .filter(|(ours, theirs)| differ(ours, theirs))
            .count()
    };
    runs.iter().map(of).sum()
}

/// One line of the table.
struct Line {
    text: String,
    /// Chances of the tests made.
    ps: Vec<f64>,
    differ: usize,
}

/// Every tenth day, every fifth of a short run, and the last.
fn days_of(days: u32) -> Vec<usize> {
    match days {
        0..40 => (0..days as usize)
            .filter(|day| day % 5 == 4 || *day + 1 == days as usize)
            .collect(),
        _ => sampled(days),
    }
}

fn line(group: &str, folder: &Path) -> Line {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let settings = folder.join("simsetting.yml");
    let settings = settings.exists().then_some(settings);
    let found = load(
        &folder.join("input"),
        Some(&folder.join("registered")),
        settings.as_deref(),
        None,
    );
    let refused = |found: String| Line {
        text: format!("| {group}/{name} | refused: {} | | | |\n", found.replace('|', "/")),
        ps: Vec::new(),
        differ: 0,
    };
    match found {
        Err(found) => refused(found.0.first().map_or(String::new(), |first| {
            let file = Path::new(&first.file)
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            format!("{file}: {}", first.found)
        })),
        Ok(conflict) => compared(group, &name, &conflict, &runs(folder)),
    }
}

fn compared(group: &str, name: &str, conflict: &Conflict, runs: &[Run]) -> Line {
    let world = &conflict.displacement;
    let (cohorts, people) = (
        simulate(world, MovementEngine::Cohorts, SEED, REPLICATES),
        simulate(world, MovementEngine::People, SEED + 1, REPLICATES),
    );
    let length = runs.iter().map(|run| run.simulated.len()).min().unwrap_or(usize::MAX);
    let mut ps = Vec::new();
    let mut test = |ours: &[Vec<f64>], theirs: &[Vec<f64>], days: &[usize]| {
        let found = relabelled(ours, theirs, Statistic::Means, LEAST_SD, DRAWINGS);
        ps.push(found.p);
        worst(world, &found, days, ours, theirs)
    };
    let all = days_of(world.days);
    let between = test(&of_courses(&cohorts, &all), &of_courses(&people, &all), &all);
    let seen: Vec<usize> = all.into_iter().filter(|day| *day < length).collect();
    let beside = match runs.len() > 1 && !seen.is_empty() {
        true => {
            let theirs: Vec<Vec<f64>> = runs
                .iter()
                .map(|run| numbers(&seen, |day| run.simulated[day].clone()))
                .collect();
            format!(
                "{} runs: {}",
                runs.len(),
                test(&of_courses(&cohorts, &seen), &theirs, &seen)
            )
        }
        false => String::new(),
    };
    let differ = unsettled(world, &cohorts[0], runs);
    let rows = if runs.is_empty() {
        String::new()
    } else {
        differ.to_string()
    };
    let days = if length < world.days as usize {
        format!(", Flee stops after {length}")
    } else {
        String::new()
    };
    Line {
        text: format!(
            "| {group}/{name} | {} days{days} | {rows} | {beside} | {between} |\n",
            world.days
        ),
        ps,
        differ,
    }
}

/// A test in words: its chance, and where the difference is largest.
fn worst(world: &Displacement, found: &Largest, days: &[usize], ours: &[Vec<f64>], theirs: &[Vec<f64>]) -> String {
    let camps = world.camps();
    let (place, day) = (camps[found.which % camps.len()], days[found.which / camps.len()]);
    let mean = |runs: &[Vec<f64>]| runs.iter().map(|run| run[found.which]).sum::<f64>() / runs.len() as f64;
    format!(
        "p {}, {}, day {day}: {:.1} for {:.1}",
        chance(found.p),
        world.network.places[place].name,
        mean(ours),
        mean(theirs)
    )
}

/// Every folder below `small` and `more` of the shared ones; whether all tests together hold.
pub fn all(shared: &Path, page: &mut String) -> Result<bool, String> {
    let mut lines = Vec::new();
    for group in ["small", "more"] {
        let entries = std::fs::read_dir(shared.join(group)).map_err(|error| error.to_string())?;
        let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        folders.retain(|folder| folder.join("input").is_dir());
        folders.sort();
        for folder in folders {
            eprintln!("{}", folder.display());
            lines.push(line(group, &folder));
        }
    }
    let ps: Vec<f64> = lines.iter().flat_map(|line| line.ps.clone()).collect();
    let (tests, least) = (ps.len() as f64, ps.iter().copied().fold(1.0, f64::min));
    let differ: usize = lines.iter().map(|line| line.differ).sum();
    let _ = writeln!(
        page,
        "#### Folders with one rule or peculiarity each\n\n{REPLICATES} replicates of each engine; every column on every tenth day (every fifth of a short run), all at once, by drawing {DRAWINGS} times whose \
        runs are whose. {tests} tests; corrected: times {tests}. Beside 8 runs of Flee, in one column on one day, a shift of {:.2} standard deviations is seen with power 0.9 at the level of {LEVEL} for \
        all tests; between both engines {:.2}. \"Rows that differ\": in what follows from the data, over all days of all runs.\n\n| folder | what happens | rows that differ | cohorts for Flee | cohorts for one by one |\n|---|---|--:|---|---|",
        shift_seen(f64::from(REPLICATES), 8.0, LEVEL / tests, 0.9),
        shift_seen(f64::from(REPLICATES), f64::from(REPLICATES), LEVEL / tests, 0.9)
    );
    lines.iter().for_each(|line| page.push_str(&line.text));
    let corrected = (least * tests).min(1.0);
    let _ = writeln!(
        page,
        "\nLeast p {}, corrected {}; rows that differ: {differ}.\n",
        chance(least),
        chance(corrected)
    );
    Ok(corrected > LEVEL && differ == 0)
}
