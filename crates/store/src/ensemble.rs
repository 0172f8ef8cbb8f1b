//! Replicates of a scenario kept in a result folder; folders read again and put together.

use super::{Fingerprint, Manifest, Partial, ResultError, at, ran, together};
use crate::tables::{self, IncidentWriter};
use amnok_lab::in_order;
use amnok_model::chance::Luck;
use amnok_model::facts::{Fact, Log};
use amnok_model::ledger::Rows;
use amnok_model::{Engine, run};
use amnok_scenario::Scenario;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// A result folder as it was read or made.
#[derive(Debug)]
pub struct Whole {
    /// The scenario as it was run.
    pub scenario: Scenario,
    /// Every replicate's ledger.
    pub rows: Vec<(u32, Rows)>,
    /// What the folder says of itself.
    pub manifest: Manifest,
}

impl Whole {
    /// Reads a result folder.
    ///
    /// # Errors
    /// When it is none, or a file of it cannot be read.
    pub fn read(folder: &Path) -> Result<Whole, ResultError> {
        let manifest = Manifest::read(folder)?;
        Ok(Whole {
            scenario: scenario_of(folder, &manifest)?,
            rows: tables::read_ledger(&folder.join("ledger.parquet"))?,
            manifest,
        })
    }
}

/// An engine by its name.
pub fn engine_named(name: &str) -> Option<Engine> {
    [Engine::Selective, Engine::Exhaustive]
        .into_iter()
        .find(|engine| engine_name(*engine) == name)
}

/// The name of an engine.
pub fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Selective => "selective",
        Engine::Exhaustive => "exhaustive",
    }
}

impl Fingerprint {
    /// That of the replicates `first` to `last` of a scenario.
    pub fn of(scenario: &Scenario, engine: Engine, incidents: bool, (first, last): (u32, u32)) -> Fingerprint {
        Fingerprint {
            digest: scenario.digest.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            seed: scenario.seed,
            engine: engine_name(engine).into(),
            set: scenario.set.clone(),
            incidents,
            replicates: vec![(first, last)],
        }
    }
}

/// Hands on to another log until it is told to stop.
pub(super) struct Until<'a, L> {
    pub log: L,
    pub stop: &'a AtomicBool,
}

impl<L: Log> Log for Until<'_, L> {
    fn happened(&mut self, fact: &Fact) {
        self.log.happened(fact);
    }

    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }
}

/// One replicate's ledger; `None` where it was stopped before its end. Incidents are written to the file named, if one is.
///
/// # Errors
/// When incidents cannot be written.
pub fn live_through_one(
    scenario: &Scenario,
    engine: Engine,
    replicate: u32,
    incidents: Option<&Path>,
    stop: &AtomicBool,
) -> Result<Option<Rows>, ResultError> {
    let luck = Luck {
        seed: scenario.seed,
        replicate,
    };
    let whole = |rows: Rows| (!stop.load(Ordering::Relaxed)).then_some(rows);
    let Some(path) = incidents else {
        let rows = run(&scenario.inputs, luck, engine, &mut Until { log: (), stop });
        return Ok(whole(rows));
    };
    let mut log = IncidentWriter::create(path, &scenario.inputs)?;
    log.start_replicate(replicate);
    let mut log = Until { log, stop };
    let rows = whole(run(&scenario.inputs, luck, engine, &mut log));
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
pub fn live_through(
    scenario: &Scenario,
    engine: Engine,
    incidents: bool,
    partial: &Partial,
    threads: usize,
    stop: &AtomicBool,
    mut each: impl FnMut(),
) -> Result<(), ResultError> {
    let work = |number: u32| {
        let path = incidents.then(|| partial.incidents(number));
        live_through_one(scenario, engine, number, path.as_deref(), stop)
    };
    in_order(&partial.missing(), threads, stop, work, |number, rows| {
        if let Some(rows) = rows? {
            partial.keep(&scenario.inputs, number, rows)?;
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
    page: impl FnOnce(&Scenario, &[(u32, Rows)]) -> String,
) -> Result<Vec<(u32, Rows)>, ResultError> {
    let rows = partial.rows().collect::<Result<Vec<_>, _>>()?;
    partial.finish(&scenario.inputs, manifest.fingerprint.incidents, |folder| {
        let files = folder.join("scenario");
        scenario.write(&files).map_err(at(&files))?;
        let path = folder.join(crate::PAGE);
        fs::write(&path, page(scenario, &rows)).map_err(at(&path))?;
        manifest.write(folder)
    })?;
    Ok(rows)
}

/// The scenario of a result folder, as it was run.
///
/// # Errors
/// When its files are gone or were edited so that they are no scenario any more.
fn scenario_of(folder: &Path, manifest: &Manifest) -> Result<Scenario, ResultError> {
    let files = folder.join("scenario");
    let wrong = |why: String| ResultError::Mismatch(format!("{}: {why}", files.display()));
    let mut scenario = amnok_scenario::load(&files).map_err(|diagnostics| wrong(diagnostics.to_string()))?;
    for asked in &manifest.fingerprint.set {
        scenario.set_as_written(asked).map_err(wrong)?;
    }
    scenario.seed = manifest.fingerprint.seed;
    Ok(scenario)
}

/// Puts result folders of the same scenario, seed, engine and version together; the tables are the same bytes as those of
/// one run. The folders stay as they are.
///
/// # Errors
/// [`ResultError::Mismatch`] where they do not belong together; when a file cannot be read or written.
pub fn merge(
    out: &Path,
    folders: &[PathBuf],
    force: bool,
    page: impl FnOnce(&Scenario, &[(u32, Rows)]) -> String,
) -> Result<Whole, ResultError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long it took is told in the manifest; no table depends on it"
    )]
    let since = Instant::now();
    let (first, whose) = together(folders)?;
    if first.fingerprint.incidents {
        return Err(ResultError::Mismatch(
            "merging does not take over incidents.parquet: run without --incidents, or read the parts one by one"
                .into(),
        ));
    }
    let scenario = scenario_of(&folders[0], &first)?;
    if scenario.digest != first.fingerprint.digest {
        return Err(ResultError::Mismatch(format!(
            "the files in {} are no longer those that were run; put them back as they were",
            folders[0].join("scenario").display()
        )));
    }
    let fingerprint = Fingerprint {
        replicates: Fingerprint::ranges(whose.keys().copied()),
        ..first.fingerprint
    };
    let partial = Partial::begin(out, &fingerprint, force)?;
    for folder in folders {
        for (number, rows) in tables::read_ledger(&folder.join("ledger.parquet"))? {
            partial.keep(&scenario.inputs, number, rows)?;
        }
    }
    let manifest = Manifest {
        fingerprint,
        ran: ran(since.elapsed().as_secs_f64(), 1),
    };
    let rows = finish(partial, &scenario, &manifest, page)?;
    Ok(Whole {
        scenario,
        rows,
        manifest,
    })
}
