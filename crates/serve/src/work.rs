//! What pieces of work do: a result folder each, whole or not there.

use crate::ask::Ask;
use crate::change::Change;
use crate::entries::{Entry, Kind};
use crate::queue::Task;
use crate::site::Site;
use amnok_lab::camps::{Search, calibrate};
use amnok_lab::compare::differences;
use amnok_lab::displacement::RunSettings;
use amnok_page::live;
use amnok_scenario::flee::{Conflict, LoadOptions, configurations, load_by};
use amnok_scenario::many;
use amnok_store::{
    Fingerprint, Given, Manifest, Partial, Place, Values, calibration,
    comparison::{self, Pairs},
    displacement, engine_named, finish, kind_of, ran,
};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// Said of work that was stopped.
const STOPPED: &str = "stopped";

/// Does a piece of work; its result is an entry then.
///
/// # Errors
/// In words: why there is no result.
pub fn carry_out(site: &Site, task: &Task) -> Result<(), String> {
    let results = site.entries.data().join("results");
    let out = results.join(task.job.result());
    // The server before was killed when the result stood already.
    if kind_of(&out).is_some() {
        return Ok(());
    }
    std::fs::create_dir_all(&results).map_err(|error| format!("{}: {error}", results.display()))?;
    let ask = &task.job.ask;
    let entry = site
        .entries
        .find(ask.of())
        .ok_or_else(|| format!("{} is no longer here", ask.of()))?;
    site.prepared.make_way();
    match ask {
        Ask::Run { histories, fixed, .. } => run(site, task, &entry, &out, (*histories, *fixed)),
        Ask::Displacement { replicates, seed, .. } => {
            displace(site, task, &entry, &out, RunSettings::of(*seed, *replicates))
        }
        Ask::Calibration {
            until, points, seed, ..
        } => {
            let search = Search {
                points: *points,
                seed: *seed,
                threads: site.threads,
            };
            calibrated(task, &entry, &out, (*until as usize, search))
        }
        Ask::WhatIf { change, pairs, .. } => what_if(site, task, &entry, &out, (change, *pairs)),
    }
}

/// Lives through a scenario; replicates that were kept before a stop are not lived through again.
fn run(site: &Site, task: &Task, entry: &Entry, out: &Path, (histories, fixed): (u32, bool)) -> Result<(), String> {
    let scenario = entry.scenario()?;
    let engine = engine_named("selective").ok_or("no engine")?;
    let last = histories.saturating_sub(1);
    let told = |error: amnok_store::ResultError| error.to_string();
    let values = match fixed {
        true => Values::Fixed,
        false => Values::drawn(&scenario, false).map_err(told)?,
    };
    let fingerprint = Fingerprint::of(&scenario, engine, false, values, (0, last));
    let partial = Partial::begin(Place::of(out, false).map_err(told)?, &scenario, &fingerprint).map_err(told)?;
    let given = Given::of(&scenario, &fingerprint.values).map_err(told)?;
    let mut done = u32::try_from(partial.kept()).unwrap_or(0);
    task.told(done, histories);
    let each = || {
        done += 1;
        task.told(done, histories);
    };
    amnok_store::simulate(&given, engine, false, &partial, site.threads, task.stop(), each).map_err(told)?;
    if !partial.missing().is_empty() {
        return Err(STOPPED.into());
    }
    let manifest = Manifest {
        fingerprint,
        ran: ran(0.0, site.threads),
    };
    finish(partial, &scenario, &manifest, amnok_page::run).map_err(told)?;
    Ok(())
}

/// Reads the files of Flee of an entry.
///
/// # Errors
/// Everything that is wrong with them, at once.
pub fn conflict(entry: &Entry) -> Result<Conflict, Vec<amnok_scenario::Diagnostic>> {
    let found = entry
        .folder()
        .filter(|_| entry.kind == Kind::Flee)
        .map(configurations)
        .unwrap_or_default();
    let Some(first) = found.first() else {
        return Err(Vec::new());
    };
    let loaded = load_by(
        LoadOptions::default(),
        &first.input,
        first.registered.as_deref(),
        first.settings.as_deref(),
        None,
    );
    loaded.map_err(|found| found.0)
}

/// Lives through files of Flee.
fn displace(site: &Site, task: &Task, entry: &Entry, out: &Path, asked: RunSettings) -> Result<(), String> {
    let conflict = readable(entry)?;
    let told = |error: amnok_store::ResultError| error.to_string();
    displacement::affordable(&conflict, asked).map_err(told)?;
    let draft = displacement::begin(Place::of(out, false).map_err(told)?, &conflict).map_err(told)?;
    let mut done = 0;
    task.told(0, asked.replicates);
    let each = || {
        done += 1;
        task.told(done, asked.replicates);
    };
    let all = displacement::simulate(&conflict, asked, site.threads, task.stop(), each).ok_or(STOPPED)?;
    let page = amnok_page::displacement(&conflict, asked.seed, asked.engine_name(), &all);
    displacement::finish(draft, &conflict, asked, &all, &page, ran(0.0, site.threads)).map_err(told)
}

/// Calibrates files of Flee, and forecasts their camps.
fn calibrated(task: &Task, entry: &Entry, out: &Path, (until, search): (usize, Search)) -> Result<(), String> {
    let conflict = readable(entry)?;
    let told = |error: amnok_store::ResultError| error.to_string();
    let draft = calibration::begin(Place::of(out, false).map_err(told)?).map_err(told)?;
    // Every point, and the settings of the files.
    let (done, of) = (AtomicU32::new(0), search.points + 1);
    task.told(0, of);
    let each = || task.told(done.fetch_add(1, Ordering::Relaxed) + 1, of);
    let found = calibrate(&conflict.displacement, until, search, task.stop(), each)?.ok_or(STOPPED)?;
    let page = amnok_page::calibration(&conflict, &found, search.seed);
    calibration::finish(draft, &conflict, search, &found, &page, ran(0.0, search.threads)).map_err(told)
}

/// Files of Flee without errors.
fn readable(entry: &Entry) -> Result<Conflict, String> {
    conflict(entry).map_err(|found| format!("{} in the files; mend them first", many(found.len(), "fault", "faults")))
}

/// Lives through both sides in pairs; what differs is said while the intervals grow narrower.
fn what_if(site: &Site, task: &Task, entry: &Entry, out: &Path, (change, pairs): (&Change, u32)) -> Result<(), String> {
    let (a, b) = change.sides(&entry.scenario()?)?;
    let told = |error: amnok_store::ResultError| error.to_string();
    comparison::comparable(&a, &b, pairs).map_err(told)?;
    let draft = comparison::begin(Place::of(out, false).map_err(told)?, &a, &b).map_err(told)?;
    task.told(0, pairs);
    let asked = Pairs {
        values: Pairs::usual_values(&a).map_err(told)?,
        replicates: pairs,
        threads: site.threads,
    };
    let each = |all: &[_]| {
        task.told(u32::try_from(all.len()).unwrap_or(0), pairs);
        // Two pairs are the fewest with an interval; from eight on, every quarter more says something new.
        if all.len() >= 2 && (all.len() < 8 || all.len().is_multiple_of(all.len().next_power_of_two() / 8)) {
            task.say(live::differences(&differences(&a.inputs, &b.inputs, all), &a.inputs.currency).into_string());
        }
    };
    let found = comparison::compare((&a, &b), &asked, &site.prepared.lives, task.stop(), each).map_err(told)?;
    let found = found.filter(|_| !task.stop().load(Ordering::Relaxed)).ok_or(STOPPED)?;
    let page = || amnok_page::comparison(&a, &b, &found);
    let how = (ran(0.0, site.threads), site.threads);
    comparison::finish(draft, (&a, &b), &found, page, how).map_err(told)
}
