//! IR: instructions of the rules that cost most, counted by Valgrind. A count is the same on a busy machine as on a quiet one, so that a rule
//! which has become slower is seen wherever it is counted; what a count does not see are caches and the width of a processor.
use crate::benchmarks::Options;
use crate::table::{Line, at_most};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many times as many instructions as at the commit kept last are no finding.
const MOST: f64 = 1.02;

/// Those of a whole life by counts: the function, and what it is. What it calls is counted with it.
const BY_COUNTS: [(&str, &str); 12] = [
    ("amnok_model::day::Run::simulate", "the whole life, by counts"),
    ("amnok_model::mechanisms::attempt::counts::step", "attempts, by counts"),
    ("amnok_model::mechanisms::attempt::who::who", "who tries"),
    (
        "amnok_model::mechanisms::attempt::place::Choices::make",
        "where they try",
    ),
    ("amnok_model::mechanisms::bribe::step", "deals"),
    (
        "amnok_model::mechanisms::bribe::tariff::Tariff::quote",
        "prices of passage",
    ),
    ("amnok_model::mechanisms::patrol::sight::Sight::look", "what forces see"),
    (
        "amnok_model::mechanisms::inspection::rates",
        "how closely guards are watched",
    ),
    ("amnok_model::mechanisms::belief::step", "belief and fear"),
    ("amnok_model::mechanisms::works::build_all", "works"),
    ("amnok_model::record::levels::read", "levels of the evening"),
    ("amnok_chance::Stream::refill", "random words"),
];

/// Those of a whole life one by one.
const ONE_BY_ONE: [(&str, &str); 3] = [
    ("amnok_model::day::Run::simulate", "the whole life, one by one"),
    ("amnok_model::mechanisms::attempt::trial::step", "attempts, one by one"),
    ("amnok_chance::Luck::words", "words at their places, one by one"),
];

/// A rule at a commit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Count {
    /// The commit; with a plus where the tree differs from it.
    commit: String,
    /// The compiler: another one makes other instructions.
    compiler: String,
    rule: String,
    instructions: u64,
}

/// Counts, and compares with the commit kept last that the same compiler made.
pub fn count(Options { keep, .. }: Options) -> Result<Vec<Line>, String> {
    let (commit, compiler) = (commit()?, said("rustc", &["--version"])?);
    let kept = read(&path())?;
    let before = last(&kept, &compiler);
    let (mut counts, mut lines) = (Vec::new(), Vec::new());
    for (engine, rules) in [("counts", BY_COUNTS.as_slice()), ("selective", &ONE_BY_ONE)] {
        let listing = counted(engine)?;
        for (function, rule) in rules {
            // The compiler may have put a function into its caller.
            let Some(instructions) = of(&listing, function) else {
                eprintln!("{function} is no function of its own in this build: \"{rule}\" is not counted");
                continue;
            };
            let now = Count {
                commit: commit.clone(),
                compiler: compiler.clone(),
                rule: (*rule).into(),
                instructions,
            };
            lines.push(line(&now, &before));
            counts.push(now);
        }
    }
    if keep {
        write(&path(), kept, counts)?;
    }
    Ok(lines)
}

fn line(now: &Count, before: &[Count]) -> Line {
    let millions = now.instructions as f64 / 1e6;
    let same = before.iter().find(|count| count.rule == now.rule);
    let (than, times) = match same {
        Some(before) => (&before.commit, now.instructions as f64 / before.instructions as f64),
        None => (&now.commit, 1.0),
    };
    let what = format!(
        "{}: {millions:.1} million instructions; times those at {than}",
        now.rule
    );
    at_most("IR", what, times, "times", MOST)
}

/// The counts of the commit that was kept last.
fn last(kept: &[Count], compiler: &str) -> Vec<Count> {
    let same = kept.iter().filter(|count| count.compiler == compiler);
    let commit = same.clone().next_back().map(|count| count.commit.clone());
    same.filter(|count| Some(&count.commit) == commit.as_ref())
        .cloned()
        .collect()
}

/// A life under Valgrind: every function with what it costs and what it calls.
fn counted(engine: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("counts");
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut run = Command::new("valgrind");
    run.arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", file.display()));
    output(run.arg(program).args(["measure", "model", engine]))?;
    let mut list = Command::new("callgrind_annotate");
    output(
        list.args(["--inclusive=yes", "--threshold=100", "--auto=no"])
            .arg(&file),
    )
}

/// Instructions of a function and all that it calls, its copies for several types together.
fn of(listing: &str, function: &str) -> Option<u64> {
    let costs = listing.lines().filter_map(|line| {
        let (cost, rest) = line.trim_start().split_once(' ')?;
        let (_, named) = rest.split_once("???:").or_else(|| rest.split_once(".rs:"))?;
        let named = named.split(" [").next()?.trim_end();
        (named == function).then_some(cost)
    });
    let costs: Vec<u64> = costs.filter_map(|cost| cost.replace(',', "").parse().ok()).collect();
    (!costs.is_empty()).then(|| costs.iter().sum())
}

fn commit() -> Result<String, String> {
    let commit = said("git", &["rev-parse", "--short", "HEAD"])?;
    let changed = !said(
        "git",
        &["status", "--porcelain", "--", "crates", "Cargo.lock", "bench/src"],
    )?
    .is_empty();
    Ok(if changed { format!("{commit}+") } else { commit })
}

fn said(program: &str, arguments: &[&str]) -> Result<String, String> {
    Ok(output(Command::new(program).args(arguments))?.trim().to_owned())
}

fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("IR counts instructions with Valgrind, and {name} does not run here ({error}): install it, or name other benchmarks"))?;
    if !output.status.success() {
        return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn path() -> PathBuf {
    crate::kept::runs().join("instructions.csv")
}

fn read(path: &Path) -> Result<Vec<Count>, String> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut reader = csv::Reader::from_path(path).map_err(|error| error.to_string())?;
    let counts: Result<_, _> = reader.deserialize().collect();
    counts.map_err(|error| format!("{}: {error}", path.display()))
}

/// The counts kept, and new ones in place of those of the same commit.
fn write(path: &Path, mut kept: Vec<Count>, new: Vec<Count>) -> Result<(), String> {
    kept.retain(|count| {
        !new.iter()
            .any(|other| (&other.commit, &other.compiler) == (&count.commit, &count.compiler))
    });
    let mut writer = csv::Writer::from_path(path).map_err(|error| error.to_string())?;
    for count in kept.iter().chain(&new) {
        writer.serialize(count).map_err(|error| error.to_string())?;
    }
    writer.flush().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_found_with_all_its_copies_and_without_its_neighbours() {
        let listing = "\
Ir                       file:function
 1,000 (10.00%)  ???:a::step [/x/y]
   200 ( 2.00%)  ???:a::step::{{closure}} [/x/y]
    30 ( 0.30%)  ???:a::step
     4 ( 0.04%)  /src/lib.rs:a::stepped [/x/y]
";
        assert_eq!(of(listing, "a::step"), Some(1_030));
        assert_eq!(of(listing, "a::stepped"), Some(4));
        assert_eq!(of(listing, "b::step"), None);
    }

    #[test]
    fn a_rule_is_compared_with_the_last_commit_of_the_same_compiler() {
        let count = |commit: &str, compiler: &str, instructions| Count {
            commit: commit.into(),
            compiler: compiler.into(),
            rule: "works".into(),
            instructions,
        };
        let kept = [count("a", "1", 50), count("b", "1", 100), count("c", "2", 10)];
        let before = last(&kept, "1");
        assert_eq!(before, [count("b", "1", 100)]);
        let slower = line(&count("d", "1", 103), &before);
        assert!((slower.figure - 1.03).abs() < 1e-9 && !slower.met, "{slower:?}");
        assert!(line(&count("d", "1", 101), &before).met);
        assert!(
            line(&count("d", "3", 999), &last(&kept, "3")).met,
            "nothing to compare with"
        );
    }
}
