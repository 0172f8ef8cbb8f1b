//! What can be measured, each by the name that `measure` takes.
use crate::bare;
use crate::measure::{Run, timed};
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run as live};
use amnok_scenario::Scenario;
use amnok_store::tables::IncidentWriter;
use amnok_store::{Given, Values, engine_named};
use std::hash::{Hash, Hasher};
use std::sync::atomic::AtomicBool;

/// Runs a case.
pub fn run(case: &[&str]) -> Result<Run, String> {
    let scenario = amnok_scenario::embedded().map_err(|errors| errors.to_string())?;
    let luck = |replicate| Luck {
        seed: scenario.seed,
        replicate,
    };
    let lived =
        |inputs: &Inputs, replicate, engine| timed(|| Ok(outcome(&live(inputs, luck(replicate), engine, &mut ()))));
    match case {
        ["model"] => lived(&scenario.inputs, 0, Engine::Selective),
        ["model", engine] => {
            let engine = engine_named(engine).ok_or("model ENGINE")?;
            lived(&scenario.inputs, 0, engine)
        }
        ["runs", per_year, engine] => {
            let mut inputs = scenario.inputs.clone();
            inputs.parameters.attempt.smuggle_per_year = per_year.parse().map_err(|_| "runs PER_YEAR ENGINE")?;
            let engine = engine_named(engine).ok_or("runs PER_YEAR ENGINE")?;
            lived(&inputs, 0, engine)
        }
        ["history", replicate, engine] => {
            let replicate = replicate.parse().map_err(|_| "history REPLICATE ENGINE")?;
            let engine = engine_named(engine).ok_or("history REPLICATE ENGINE")?;
            let given = Given::of(&scenario, &Values::Prior).map_err(|error| error.to_string())?;
            let inputs = given.inputs(replicate);
            lived(&inputs, replicate, engine)
        }
        ["bare", count] => {
            let count = count.parse().map_err(|_| "bare COUNT")?;
            timed(|| Ok((count as f64, 0, bare::attempts(&scenario.inputs, luck(0), count))))
        }
        ["people", times] => {
            let inputs = more_people(&scenario.inputs, times.parse().map_err(|_| "people TIMES")?)?;
            lived(&inputs, 0, Engine::Selective)
        }
        ["ensemble", replicates, threads] => {
            let replicates = replicates.parse().map_err(|_| "ensemble REPLICATES THREADS")?;
            let threads = threads.parse().map_err(|_| "ensemble REPLICATES THREADS")?;
            let mut year = scenario;
            year.inputs.days = 365;
            timed(|| ensemble(&year, replicates, threads))
        }
        ["log", "none", replicates] => {
            let replicates = replicates.parse().map_err(|_| "log none REPLICATES")?;
            timed(|| ensemble(&scenario, replicates, 1))
        }
        ["log", "parquet", replicates] => {
            let replicates = replicates.parse().map_err(|_| "log parquet REPLICATES")?;
            timed(|| logged(&scenario, replicates))
        }
        ["first-day"] => {
            let mut inputs = scenario.inputs.clone();
            inputs.days = 1;
            lived(&inputs, 0, Engine::Selective)
        }
        _ => Err(format!("no such case: {case:?}")),
    }
}

/// Attempts, no bytes, digest.
fn outcome(rows: &Rows) -> (f64, u64, u64) {
    (rows.total("attempts"), 0, digest(rows))
}

fn digest(rows: &Rows) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    for value in &rows.value {
        value.to_bits().hash(&mut hasher);
    }
    hasher.finish()
}

/// Each county with so many times the residents, each trying as many times less often.
fn more_people(inputs: &Inputs, times: u32) -> Result<Inputs, String> {
    let mut inputs = inputs.clone();
    for county in &mut inputs.counties {
        county.residents = county.residents.checked_mul(times).ok_or("too many residents")?;
    }
    inputs.parameters.attempt.leave_per_year /= f64::from(times);
    inputs.parameters.attempt.smuggle_per_year /= f64::from(times);
    Ok(inputs)
}

fn ensemble(scenario: &Scenario, replicates: u32, threads: usize) -> Result<(f64, u64, u64), String> {
    let numbers: Vec<u32> = (0..replicates).collect();
    let work = |replicate| {
        let luck = Luck {
            seed: scenario.seed,
            replicate,
        };
        live(&scenario.inputs, luck, Engine::Selective, &mut ())
    };
    let (mut attempts, mut all) = (0.0, 0_u64);
    let stop = AtomicBool::new(false);
    amnok_lab::in_order(&numbers, threads, &stop, work, |_, rows| {
        attempts += rows.total("attempts");
        all = all.rotate_left(1) ^ digest(&rows);
        Ok::<(), String>(())
    })?;
    Ok((attempts, 0, all))
}

/// The same with every attempt written to a Parquet file.
fn logged(scenario: &Scenario, replicates: u32) -> Result<(f64, u64, u64), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("incidents.parquet");
    let mut writer = IncidentWriter::create(&path, &scenario.inputs).map_err(|error| error.to_string())?;
    let (mut attempts, mut all) = (0.0, 0_u64);
    for replicate in 0..replicates {
        writer.start_replicate(replicate);
        let luck = Luck {
            seed: scenario.seed,
            replicate,
        };
        let rows = live(&scenario.inputs, luck, Engine::Selective, &mut writer);
        attempts += rows.total("attempts");
        all = all.rotate_left(1) ^ digest(&rows);
    }
    writer.finish().map_err(|error| error.to_string())?;
    let bytes = std::fs::metadata(&path).map_err(|error| error.to_string())?.len();
    Ok((attempts, bytes, all))
}
