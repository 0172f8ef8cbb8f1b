//! `cargo xtask verify flee`: whether camps fill as in Flee's own runs, and whether both engines fill them alike.
//!
//! `-- [--replicates N] [--only burundi,mali,car,rules,folders]`. A whole run with at least 32 replicates, and the
//! folders by themselves, are written into docs/flee.md.

mod against;
mod folders;
mod reference;
mod rules;
mod table;

use amnok_scenario::flee::{Conflict, load};
use reference::Reference;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Joint level of all tests.
pub const LEVEL: f64 = 0.01;
/// Seed of the cohorts; people have the next.
pub const SEED: u64 = 20;
/// Least standard deviation by which a difference is measured. Unit: persons.
pub const LEAST_SD: f64 = 1.0;
/// How often it is drawn anew whose runs are whose.
pub const DRAWINGS: u32 = 9_999;
/// Folders of the conflicts: input, registered people, title.
const CONFLICTS: [(&str, &str, &str); 3] = [
    ("burundi", "burundi2015", "Burundi"),
    ("mali", "mali2012", "Mali"),
    ("car", "car2013", "CAR"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of the conflicts and of Flee's own runs, where it is there.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("AMNOK_FLEE").map_or(root().join("../shared/flee"), PathBuf::from);
    folder.join("reference").is_dir().then_some(folder)
}

/// Reads one of the conflicts.
fn conflict(folder: &Path, input: &str, registered: &str) -> Result<Conflict, String> {
    let validation = folder.join("conflict_validation").join(registered);
    load(
        &folder.join("conflict_input").join(input),
        Some(&validation),
        None,
        None,
    )
    .map_err(|found| found.to_string())
}

/// What was asked for.
struct Options {
    replicates: u32,
    only: Option<String>,
}

impl Options {
    fn read() -> Result<Options, String> {
        let mut asked = Options {
            replicates: 32,
            only: None,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} wants a value"))?;
            match word.as_str() {
                "--replicates" => asked.replicates = value.parse().map_err(|_| format!("{value} is no number"))?,
                "--only" => asked.only = Some(value),
                _ => return Err(format!("{word}: only --replicates N and --only NAMES are known")),
            }
        }
        (asked.replicates >= 2)
            .then_some(asked)
            .ok_or("at least 2 replicates".into())
    }

    fn includes(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.split(',').any(|n| n == name))
    }
}

/// Everything; whether all of it passed.
fn verify() -> Result<bool, String> {
    let asked = Options::read()?;
    let mut page = String::new();
    let mut passed = true;
    match shared() {
        None => println!("skipped: no folder of Flee's own runs (AMNOK_FLEE, or ../shared/flee beside the repository)"),
        Some(folder) => {
            let mut all = Vec::new();
            for (input, registered, title) in CONFLICTS.into_iter().filter(|c| asked.includes(c.0)) {
                let conflict = conflict(&folder, input, registered)?;
                let reference = Reference::read(&folder.join("reference"), input, &conflict.displacement)?;
                eprintln!("{title}: {} replicates by each engine", asked.replicates);
                all.push(against::Set::simulate(title, conflict, reference, asked.replicates));
            }
            if !all.is_empty() {
                passed &= table::against_flee(&all, &mut page);
            }
        }
    }
    if asked.includes("rules") {
        passed &= rules::engines(shared().as_deref(), &mut page)?;
    }
    println!("{page}");
    if asked.only.is_none() && asked.replicates >= 32 && shared().is_some() {
        into_docs(&page, "verify")?;
    }
    if let (true, Some(folder)) = (asked.includes("folders"), shared()) {
        let mut page = String::new();
        passed &= folders::all(&folder, &mut page)?;
        println!("{page}");
        into_docs(&page, "folders")?;
    }
    Ok(passed)
}

/// Puts figures between the marks of their name in the page.
fn into_docs(figures: &str, name: &str) -> Result<(), String> {
    let marks = (format!("<!-- {name} -->\n"), "<!-- end -->");
    let path = root().join("docs/flee.md");
    let page = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let lost = "docs/flee.md lost its marks";
    let (before, rest) = page.split_once(&marks.0).ok_or(lost)?;
    let (_, after) = rest.split_once(marks.1).ok_or(lost)?;
    let page = format!("{before}{}{figures}{}{after}", marks.0, marks.1);
    std::fs::write(&path, page).map_err(|error| error.to_string())?;
    println!("written into docs/flee.md");
    Ok(())
}

fn main() -> ExitCode {
    match verify() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("something above did not pass");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
