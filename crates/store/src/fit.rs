//! The folder of a fit: draws of the posterior, and what is estimated of every hidden quantity.

use crate::error::{ResultError, wrong};
use crate::folder::{Draft, Place, Sealed};
use crate::scenario::names_of;
use crate::sweep::SweepPrint;
use crate::tables::{BankRow, bank_bytes, columns_bytes, points_bytes};
use amnok_lab::bank::Column;
use amnok_lab::learn::Learned;
use amnok_model::observers::{OBSERVERS, Observation};
use amnok_scenario::{Scenario, in_brief};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::path::Path;

/// What is estimated: for people, for scripts, and for the commands that go on from it.
const SUMMARY: &str = "fit.json";

/// A scenario of which nothing observed after a day, written YYYY-MM-DD, is used; as it is where none is named.
///
/// # Errors
/// In words, where it is no day, or none of the scenario.
pub fn until(scenario: &Scenario, day: Option<&str>) -> Result<Scenario, String> {
    let Some(day) = day else {
        return Ok(scenario.clone());
    };
    let no_day = |_| format!("until {}: write a day as YYYY-MM-DD, e.g. 2021-12-31", in_brief(day));
    known_until(scenario, day.parse().map_err(no_day)?)
}

/// The same, for a day.
///
/// # Errors
/// In words, where the scenario does not have that day.
pub fn known_until(scenario: &Scenario, day: Date) -> Result<Scenario, String> {
    let (first, last) = (scenario.inputs.start, scenario.last_day());
    if day < first || day > last {
        return Err(format!(
            "until {day}: the scenario goes from {first} to {last}; name one of its days"
        ));
    }
    let mut known = scenario.clone();
    known.observed_until = day;
    Ok(known)
}

/// What was observed of a scenario, but for the series that are left out, by the names of their observers.
///
/// # Errors
/// In words, where there is no such series.
pub fn observations(scenario: &Scenario, without: &[String]) -> Result<Vec<Observation>, String> {
    let mut observed = scenario.observations();
    for series in without {
        if !OBSERVERS.iter().any(|observer| observer.name == series) {
            let mut names: Vec<&str> = observed.iter().map(|seen| seen.observer.name).collect();
            names.sort_unstable();
            names.dedup();
            return Err(format!(
                "--without {series}: no such series; there are {}",
                names.join(", ")
            ));
        }
    }
    observed.retain(|seen| !without.iter().any(|series| series == seen.observer.name));
    Ok(observed)
}

/// What is put into the folder of a fit.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// What decided the bank.
    pub bank: &'a SweepPrint,
    /// The scenario whose observations were fitted.
    pub scenario: &'a Scenario,
    /// What is kept of a run.
    pub columns: &'a [Column],
    /// What was learned.
    pub learned: &'a Learned,
    /// What is estimated, for scripts.
    pub summary: &'a Value,
    /// What was asked: seed, what was left out.
    pub asked: &'a Value,
    /// The page.
    pub page: &'a str,
    /// How it ran.
    pub ran: &'a Value,
}

/// Writes the folder of a fit.
///
/// # Errors
/// When another process works there, or a file cannot be written; nothing is left then.
pub fn write(place: Place, of: &Contents<'_>) -> Result<(), ResultError> {
    let names: Vec<String> = names_of(of.scenario).chain(["hidden.parquet".into()]).collect();
    place.takes(names.iter().map(String::as_str))?;
    let draft = Draft::anew(place, "fit")?;
    draft.start()?;
    let learned = of.learned;
    let values: Vec<Vec<f64>> = (0..learned.values.rows())
        .map(|draw| learned.values.row(draw).to_vec())
        .collect();
    draft.add("draws.parquet", &points_bytes(&of.bank.plan.factors, &values)?)?;
    draft.add("hidden.parquet", &bank_bytes(&histories(learned, of.columns.len()))?)?;
    draft.add("columns.parquet", &columns_bytes(&of.scenario.inputs, of.columns)?)?;
    draft.add(SUMMARY, format!("{:#}\n", of.summary).as_bytes())?;
    draft.add_all("scenario/", &of.scenario.files)?;
    draft.add(crate::PAGE, of.page.as_bytes())?;
    draft.seal(json!({
        "kind": "fit",
        "scenario": of.scenario.digest,
        "version": of.bank.version,
        "seed": of.bank.seed,
        "set": of.scenario.set,
        "asked": of.asked,
        "ran": of.ran,
    }))
}

/// Each draw as a run of a bank: what it has of every column; nothing where it was not carried over.
fn histories(learned: &Learned, columns: usize) -> Vec<BankRow> {
    let row = |draw: usize| {
        let mut row = vec![None; columns];
        for (place, column) in learned.hidden.iter().enumerate() {
            row[*column] = Some(learned.histories[(draw, place)]);
        }
        (draw as u32, row)
    };
    (0..learned.histories.rows()).map(row).collect()
}

/// What the folder of a fit estimates.
///
/// # Errors
/// When it is no fit, or a file of it is not what was written.
pub fn read(folder: &Path) -> Result<Value, ResultError> {
    let sealed = Sealed::open(folder, "fit")?;
    // Also those that are not read here: who goes on from the fit reads them.
    sealed.below("")?;
    let bytes = sealed.bytes(SUMMARY)?;
    serde_json::from_slice(&bytes).map_err(|error| wrong(&folder.join(SUMMARY), format!("not JSON: {error}")))
}
