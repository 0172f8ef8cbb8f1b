//! Replicates of a scenario kept in a result folder; folders read again and put together.

use crate::error::{ResultError, wrong};
use crate::folder::{Place, Sealed};
use crate::given::Given;
use crate::manifest::{Fingerprint, Manifest};
use crate::partial::Partial;
use crate::run_statistics::ran;
use crate::scenario::scenario_of;
use crate::tables::{self, IncidentWriter};
use crate::values::Values;
use amnok_lab::{StoppableLog, in_order};
use amnok_model::chance::Luck;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use amnok_scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// A result folder as it was read or made.
#[derive(Debug)]
pub struct RunResult {
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// Every replicate's ledger.
    pub rows: Vec<(u32, Rows)>,
    /// What the folder says of itself.
    pub manifest: Manifest,
}

impl RunResult {
    /// Reads a result folder.
    ///
    /// # Errors
    /// When it is none, or a file of it cannot be read or is no longer what was written.
    pub fn read(folder: &Path) -> Result<RunResult, ResultError> {
        let sealed = Sealed::open(folder, "run")?;
        let manifest = Manifest::of(&sealed)?;
        Ok(RunResult {
            scenario: run_scenario(folder, &manifest)?,
            rows: rows_of(&sealed, &manifest)?,
            manifest,
        })
    }
}

/// The scenario of the folder of a run.
fn run_scenario(folder: &Path, manifest: &Manifest) -> Result<Scenario, ResultError> {
    let Fingerprint {
        digest,
        set,
        seed,
        values,
        ..
    } = &manifest.fingerprint;
    let scenario = scenario_of(folder, digest, set, *seed)?;
    match values {
        Values::Posterior(_) if values.posterior(&scenario).is_none() => Err(wrong(
            &folder.join("scenario"),
            "does not hold the posterior that the histories drew from; put posterior.toml and posterior.csv back as they were",
        )),
        _ => Ok(scenario),
    }
}

/// The ledgers of the folder of a run: those of the replicates that its manifest names.
fn rows_of(sealed: &Sealed, manifest: &Manifest) -> Result<Vec<(u32, Rows)>, ResultError> {
    let rows = tables::read_ledger(&sealed.file("ledger.parquet")?)?;
    let found: Vec<u32> = rows.iter().map(|(number, _)| *number).collect();
    if found == manifest.fingerprint.numbers() {
        return Ok(rows);
    }
    Err(sealed.wrong("ledger.parquet holds other replicates than the manifest names"))
}

/// One replicate's ledger; `None` where it was stopped before its end. Incidents are written to the file named, if one is.
///
/// # Errors
/// When incidents cannot be written, or are asked of the engine by counts.
pub fn simulate_one(
    given: &Given<'_>,
    engine: Engine,
    replicate: u32,
    incidents: Option<&Path>,
    stop: &AtomicBool,
) -> Result<Option<Rows>, ResultError> {
    let inputs = given.inputs(replicate);
    let luck = Luck {
        seed: given.scenario.seed,
        replicate,
    };
    let whole = |rows: Rows| (!stop.load(Ordering::Relaxed)).then_some(rows);
    let Some(path) = incidents else {
        let rows = run(&inputs, luck, engine, &mut StoppableLog { log: (), stop });
        return Ok(whole(rows));
    };
    if engine == Engine::Counts {
        let why = "the engine by counts tells single attempts apart only where they meet something: keep incidents by another engine";
        return Err(ResultError::Mismatch(why.into()));
    }
    let mut log = IncidentWriter::create(path, &inputs)?;
    log.start_replicate(replicate);
    let mut log = StoppableLog { log, stop };
    let rows = whole(run(&inputs, luck, engine, &mut log));
    match rows {
        Some(_) => log.log.finish()?,
        None => log.log.abandon(),
    }
    Ok(rows)
}

/// Lives through the replicates that are missing, on `threads` threads, and keeps each; `each` is told when one is kept.
/// When `stop` is set, what is under way ends within a day of the run, and stays missing with the rest.
///
/// # Errors
/// When a replicate cannot be kept.
pub fn simulate(
    given: &Given<'_>,
    engine: Engine,
    incidents: bool,
    partial: &Partial,
    threads: usize,
    stop: &AtomicBool,
    mut each: impl FnMut(),
) -> Result<(), ResultError> {
    let work = |number: u32| {
        let path = incidents.then(|| partial.incidents(number));
        simulate_one(given, engine, number, path.as_deref(), stop)
    };
    in_order(&partial.missing(), threads, stop, work, |number, rows| {
        if let Some(rows) = rows? {
            partial.keep(&given.scenario.inputs, number, rows)?;
            each();
        }
        Ok(())
    })
}

/// Puts the result folder together: tables, the scenario, the manifest, and the page that `page` makes of every replicate's
/// ledger. Gives back the ledgers.
///
/// # Errors
/// When a file cannot be written; the parts stay.
pub fn finish(
    partial: Partial,
    scenario: &Scenario,
    manifest: &Manifest,
    page: impl FnOnce(&Scenario, &Manifest, &[(u32, Rows)]) -> String,
) -> Result<Vec<(u32, Rows)>, ResultError> {
    let rows = partial.rows().collect::<Result<Vec<_>, _>>()?;
    let page = page(scenario, manifest, &rows);
    partial.finish(scenario, manifest, &page)?;
    Ok(rows)
}

/// Puts result folders of the same scenario, seed, engine and version together; the tables are the same bytes as those of
/// one run. The folders stay as they are.
///
/// # Errors
/// [`ResultError::Mismatch`] where they do not belong together, or hold something else than was written; when a file cannot be
/// read or written.
pub fn merge(
    place: Place,
    folders: &[PathBuf],
    page: impl FnOnce(&Scenario, &Manifest, &[(u32, Rows)]) -> String,
) -> Result<RunResult, ResultError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long it took is told in the manifest; no table depends on it"
    )]
    let since = Instant::now();
    let place = folders
        .iter()
        .try_fold(place, |place, folder| place.apart_from(folder))?;
    let (first, numbers, all) = together(folders)?;
    if first.fingerprint.incidents {
        return Err(ResultError::Mismatch(
            "merging does not take over incidents.parquet: run without --incidents, or read the parts one by one"
                .into(),
        ));
    }
    let scenario = run_scenario(&folders[0], &first)?;
    let fingerprint = Fingerprint {
        replicates: Fingerprint::ranges(numbers.into_iter()),
        ..first.fingerprint
    };
    let partial = Partial::in_passing(place, &scenario, &fingerprint)?;
    for sealed in all {
        for (number, rows) in rows_of(&sealed, &Manifest::of(&sealed)?)? {
            partial.keep(&scenario.inputs, number, rows)?;
        }
    }
    let manifest = Manifest {
        fingerprint,
        ran: ran(since.elapsed().as_secs_f64(), 1),
    };
    let rows = finish(partial, &scenario, &manifest, page)?;
    Ok(RunResult {
        scenario,
        rows,
        manifest,
    })
}

/// Reads several result folders that belong together, and says what they are together; the numbers of their
/// replicates may not overlap.
///
/// # Errors
/// [`ResultError::Mismatch`] with the first two folders that do not fit, and why.
fn together(folders: &[PathBuf]) -> Result<(Manifest, BTreeSet<u32>, Vec<Sealed>), ResultError> {
    let mut whose: BTreeMap<u32, &PathBuf> = BTreeMap::new();
    let mut all = Vec::new();
    let mut first: Option<(&PathBuf, Manifest)> = None;
    for folder in folders {
        let sealed = Sealed::open(folder, "run")?;
        let manifest = Manifest::of(&sealed)?;
        if let Some((other, known)) = &first
            && let Some(difference) = known.fingerprint.difference(&manifest.fingerprint)
        {
            return Err(ResultError::Mismatch(format!(
                "{} and {} do not belong together: {difference}",
                other.display(),
                folder.display()
            )));
        }
        for number in manifest.fingerprint.numbers() {
            if let Some(other) = whose.insert(number, folder) {
                return Err(ResultError::Mismatch(format!(
                    "replicate {number} is in {} and in {}; leave one of them out",
                    other.display(),
                    folder.display()
                )));
            }
        }
        first.get_or_insert((folder, manifest));
        all.push(sealed);
    }
    let Some((_, manifest)) = first else {
        return Err(ResultError::Mismatch("name at least one result folder".into()));
    };
    Ok((manifest, whose.into_keys().collect(), all))
}
