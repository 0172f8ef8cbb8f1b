//! Two scenarios run in pairs ([`compare`]), and the folder that it leaves.

mod live;

pub use live::{compare, prepare};

use crate::error::{ResultError, wrong};
use crate::folder::{Draft, Place, Sealed};
use crate::scenario::names_of;
use crate::tables::{read_ledger, write_ledger};
use crate::values::Values;
use amnok_lab::compare::{Difference, Divergences, Pair, obstacle};
use amnok_lab::in_order;
use amnok_lab::sweep::outcome::outcomes;
use amnok_model::record::rows::Rows;
use amnok_scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// What came out of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Where the values of each pair came from.
    pub values: Values,
    /// Both lives of every replicate.
    pub pairs: Vec<Pair>,
    /// How each outcome differs.
    pub differences: Vec<Difference>,
    /// Where pairs part.
    pub divergences: Divergences,
}

/// Whether two scenarios can be compared in so many pairs.
///
/// # Errors
/// [`ResultError::Mismatch`] where they cannot.
pub fn comparable(a: &Scenario, b: &Scenario, replicates: u32) -> Result<(), ResultError> {
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
    Ok(())
}

/// How two scenarios are lived through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// Where the values of each pair come from. Where they are drawn, they are the first scenario's, and the second has the same as far as it
    /// declares them alike and nothing was set in their place.
    pub values: Values,
    /// Number of pairs.
    pub replicates: u32,
    /// Threads; the result does not depend on it.
    pub threads: usize,
}

impl Pairs {
    /// Where values come from if nothing is asked: what was learned of the first scenario, if that is kept, else its own values.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`] where the posterior that is kept was learned from something else.
    pub fn usual_values(a: &Scenario) -> Result<Values, ResultError> {
        let drawn = Values::drawn(a, false)?;
        Ok(if drawn == Values::Prior { Values::Fixed } else { drawn })
    }
}

/// Begins the folder of a comparison, before any pair. When it is dropped, nothing is left of it.
///
/// # Errors
/// [`ResultError::InTheWay`] where another process works there, or unfinished work on something else lies there.
pub fn begin(place: Place, a: &Scenario, b: &Scenario) -> Result<Draft, ResultError> {
    let names: Vec<String> = names_of(a).chain(names_of(b)).map(|name| format!("a/{name}")).collect();
    place.takes(names.iter().map(String::as_str))?;
    Draft::anew(place, "comparison")
}

/// Writes the folder of a comparison and seals it: both ledgers and scenarios, the differences in manifest.json, and its page, on so many threads.
///
/// # Errors
/// When a file cannot be written; nothing half-done has the folder's name.
pub fn finish(
    draft: Draft,
    (a, b): (&Scenario, &Scenario),
    found: &Comparison,
    page: impl Fn() -> String + Sync,
    (ran, threads): (Value, usize),
) -> Result<(), ResultError> {
    draft.start()?;
    let rows = |of: fn(&Pair) -> &Rows| found.pairs.iter().map(move |pair| (pair.replicate, of(pair)));
    let part = |number: u32| match number {
        0 => side(&draft, "a", a, rows(|pair| &pair.a.rows)),
        1 => side(&draft, "b", b, rows(|pair| &pair.b.rows)),
        _ => draft.add(crate::PAGE, page().as_bytes()),
    };
    in_order(&[0, 1, 2], threads, &AtomicBool::new(false), part, |_, written| written)?;
    draft.seal(manifest(a, b, found, ran))
}

/// Writes one side: its scenario and its ledger.
fn side<'a>(
    draft: &Draft,
    letter: &str,
    scenario: &Scenario,
    rows: impl Iterator<Item = (u32, &'a Rows)>,
) -> Result<(), ResultError> {
    draft.add_all(&format!("{letter}/scenario/"), &scenario.files)?;
    let rows = rows.map(|(replicate, rows)| Ok((replicate, rows.clone())));
    let path = draft.path(&format!("{letter}/ledger.parquet"))?;
    Ok(write_ledger(&path, &scenario.inputs, rows)?)
}

/// Differences as the manifest has them.
pub fn as_json(differences: &[Difference]) -> Value {
    let one = |d: &Difference| {
        json!({
            "outcome": d.outcome.name, "meaning": d.outcome.words, "unit": d.outcome.unit(), "pairs": d.pairs,
            "a": d.a, "b": d.b, "difference": d.mean, "low": d.low, "high": d.high, "variance_reduction": d.reduction,
        })
    };
    differences.iter().map(one).collect()
}

fn manifest(a: &Scenario, b: &Scenario, found: &Comparison, ran: Value) -> Value {
    let side =
        |scenario: &Scenario| json!({ "scenario": scenario.digest, "title": scenario.title, "set": scenario.set });
    let name = |(county, pairs): &(usize, usize)| json!({ "county": a.inputs.counties.get(*county).map(|c| &c.name), "pairs": pairs });
    json!({
        "kind": "comparison",
        "version": env!("CARGO_PKG_VERSION"),
        "seed": a.seed,
        "replicates": found.pairs.len(),
        "values": found.values.name(),
        "posterior": found.values.digest(),
        "a": side(a),
        "b": side(b),
        "interval": "Student's t over pairs, 95 % for each outcome",
        "differences": as_json(&found.differences),
        "parting": {
            "pairs": found.divergences.pairs,
            "first_day": found.divergences.first,
            "median_day": found.divergences.median,
            "counties": found.divergences.counties.iter().map(name).collect::<Vec<_>>(),
        },
        "ran": ran,
    })
}

/// What the folder of a comparison says.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Both sides, with what was set beside their files.
    pub sides: [Scenario; 2],
    /// Where the values of each pair came from.
    pub values: Values,
    /// Number of pairs.
    pub pairs: u64,
    /// How each outcome differs.
    pub differences: Vec<Difference>,
}

/// Reads what the folder of a comparison says of its differences.
///
/// # Errors
/// When it is no comparison, or says none.
pub fn read(folder: &Path) -> Result<Found, ResultError> {
    let sealed = Sealed::open(folder, "comparison")?;
    let all = sealed.manifest();
    let found = all["differences"]
        .as_array()
        .map(|list| list.iter().map(difference).collect());
    let differences: Option<Vec<Difference>> = found.unwrap_or(None);
    let side = |letter: &str| {
        let loaded = amnok_scenario::load(&folder.join(letter).join("scenario"));
        let mut scenario = loaded.map_err(|found| wrong(folder, found))?;
        for set in all[letter]["set"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            scenario.set_as_written(set).map_err(|why| wrong(folder, why))?;
        }
        Ok::<Scenario, ResultError>(scenario)
    };
    Ok(Found {
        sides: [side("a")?, side("b")?],
        values: all["values"]
            .as_str()
            .and_then(|name| Values::named(name, all["posterior"].as_str()))
            .unwrap_or(Values::Fixed),
        pairs: all["replicates"].as_u64().unwrap_or(0),
        differences: differences.ok_or_else(|| sealed.wrong("no differences"))?,
    })
}

/// The ledgers of both sides, each of every replicate.
pub type Ledgers = [Vec<(u32, Rows)>; 2];

/// Reads the ledgers of both sides in the folder of a comparison.
///
/// # Errors
/// When it is no comparison, or a ledger cannot be read or is no longer what was written.
pub fn read_rows(folder: &Path) -> Result<Ledgers, ResultError> {
    let sealed = Sealed::open(folder, "comparison")?;
    let side = |letter: &str| Ok::<_, ResultError>(read_ledger(&sealed.file(&format!("{letter}/ledger.parquet"))?)?);
    Ok([side("a")?, side("b")?])
}

/// A difference as the manifest has it.
fn difference(of: &Value) -> Option<Difference> {
    let name = of["outcome"].as_str()?;
    let number = |key: &str| of[key].as_f64();
    Some(Difference {
        outcome: outcomes().into_iter().find(|outcome| outcome.name == name)?,
        pairs: usize::try_from(of["pairs"].as_u64()?).ok()?,
        a: number("a")?,
        b: number("b")?,
        mean: number("difference")?,
        low: number("low")?,
        high: number("high")?,
        reduction: number("variance_reduction"),
    })
}
