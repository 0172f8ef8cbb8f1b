//! Two scenarios run in pairs, and the folder that it leaves.

use super::{ResultError, at, free};
use crate::tables::write_ledger;
use amnok_lab::compare::{Difference, Pair, Partings, differences, obstacle, pair, partings};
use amnok_lab::in_order;
use amnok_model::chance::Luck;
use amnok_model::ledger::Rows;
use amnok_scenario::Scenario;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// What came out of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Both lives of every replicate.
    pub pairs: Vec<Pair>,
    /// How each outcome differs.
    pub differences: Vec<Difference>,
    /// Where pairs part.
    pub partings: Partings,
}

/// Lives through so many replicates of both with the luck of the first's seed; `each` is told of every pair. None if it was stopped.
///
/// # Errors
/// [`ResultError::Mismatch`] where the two cannot be compared.
pub fn compare(
    a: &Scenario,
    b: &Scenario,
    replicates: u32,
    threads: usize,
    stop: &AtomicBool,
    mut each: impl FnMut(),
) -> Result<Option<Comparison>, ResultError> {
    if let Some(why) = obstacle(&a.inputs, &b.inputs) {
        return Err(ResultError::Mismatch(why));
    }
    if a.inputs == b.inputs {
        return Err(ResultError::Mismatch(
            "both sides are the same; name a second scenario, or set a value on one side with --set-b key=value".into(),
        ));
    }
    if replicates < 2 {
        return Err(ResultError::Mismatch(
            "one pair has no interval; ask for at least two replicates".into(),
        ));
    }
    let numbers: Vec<u32> = (0..replicates).collect();
    let live = |replicate: u32| {
        let luck = Luck {
            seed: a.seed,
            replicate,
        };
        pair(&a.inputs, &b.inputs, luck, stop)
    };
    let mut pairs = Vec::new();
    let keep = |_, pair| {
        if let Some(pair) = pair {
            pairs.push(pair);
            each();
        }
        Ok::<(), ResultError>(())
    };
    in_order(&numbers, threads, stop, live, keep)?;
    if pairs.len() < numbers.len() {
        return Ok(None);
    }
    Ok(Some(Comparison {
        differences: differences(&a.inputs, &b.inputs, &pairs),
        partings: partings(&pairs),
        pairs,
    }))
}

/// Writes the folder of a comparison: both ledgers and scenarios, the differences in manifest.json, and its page.
///
/// # Errors
/// When the folder exists (not with `force`) or a file cannot be written; nothing half-done has the folder's name.
pub fn write(
    out: &Path,
    a: &Scenario,
    b: &Scenario,
    found: &Comparison,
    page: &str,
    ran: Value,
    force: bool,
) -> Result<(), ResultError> {
    free(out, force)?;
    let mut name = out.file_name().unwrap_or_default().to_os_string();
    name.push(".partial");
    let folder = out.with_file_name(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let side = |of: fn(&Pair) -> &Rows| -> Vec<(u32, Rows)> {
        found
            .pairs
            .iter()
            .map(|pair| (pair.replicate, of(pair).clone()))
            .collect()
    };
    let sides = [("a", a, side(|pair| &pair.a)), ("b", b, side(|pair| &pair.b))];
    for (letter, scenario, rows) in &sides {
        let folder = folder.join(letter);
        let files = folder.join("scenario");
        scenario.write(&files).map_err(at(&files))?;
        write_ledger(
            &folder.join("ledger.parquet"),
            &scenario.inputs,
            rows.iter().cloned().map(Ok),
        )?;
    }
    for (name, text) in [
        (crate::PAGE, page.to_owned()),
        ("manifest.json", format!("{:#}\n", manifest(a, b, found, ran))),
    ] {
        let path = folder.join(name);
        fs::write(&path, text).map_err(at(&path))?;
    }
    if out.exists() {
        fs::remove_dir_all(out).map_err(at(out))?;
    }
    fs::rename(&folder, out).map_err(at(out))
}

fn manifest(a: &Scenario, b: &Scenario, found: &Comparison, ran: Value) -> Value {
    let side =
        |scenario: &Scenario| json!({ "scenario": scenario.digest, "title": scenario.title, "set": scenario.set });
    let difference = |d: &Difference| {
        json!({
            "outcome": d.outcome.name, "meaning": d.outcome.words, "unit": d.outcome.unit(), "pairs": d.pairs,
            "a": d.a, "b": d.b, "difference": d.mean, "low": d.low, "high": d.high, "variance_reduction": d.reduction,
        })
    };
    let name = |(county, pairs): &(usize, usize)| json!({ "county": a.inputs.counties.get(*county).map(|c| &c.name), "pairs": pairs });
    json!({
        "kind": "comparison",
        "version": env!("CARGO_PKG_VERSION"),
        "seed": a.seed,
        "replicates": found.pairs.len(),
        "a": side(a),
        "b": side(b),
        "interval": "Student's t over pairs, 95 % for each outcome",
        "differences": found.differences.iter().map(difference).collect::<Vec<_>>(),
        "parting": {
            "pairs": found.partings.pairs,
            "first_day": found.partings.first,
            "median_day": found.partings.median,
            "counties": found.partings.counties.iter().map(name).collect::<Vec<_>>(),
        },
        "ran": ran,
    })
}
