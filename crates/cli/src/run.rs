//! `amnok run`.

use crate::engine::EngineName;
use crate::progress::Progress;
use crate::speak::tell_of_damage;
use crate::stop::heed;
use crate::{Failure, scenario, totals};
use amnok_model::Engine;
use amnok_page::terminal;
use amnok_scenario::{Scenario, many};
use amnok_store::{Fingerprint, Given, HISTORIES, Manifest, Partial, Place, ResultError, Values, finish, ran};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Options of `amnok run`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
    /// Every history has the values of the scenario, and only luck differs; otherwise each draws the values that are assumed: from what was learned,
    /// where the scenario keeps it.
    #[arg(long)]
    fixed: bool,
    /// Draw from the prior, whatever was learned.
    #[arg(long, conflicts_with = "fixed")]
    prior: bool,
    /// Number of histories; 24 if left out, with --fixed those of the scenario.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: Option<u32>,
    /// Number of the first replicate.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    first_replicate: u32,
    /// Only the i-th of n parts of the replicates, written i/n; `amnok merge` puts the parts together.
    #[arg(long, value_parser = part)]
    part: Option<(u32, u32)>,
    /// Seed; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Result folder.
    #[arg(long, default_value = "amnok-out")]
    out: PathBuf,
    /// Who is asked each day: candidates only, every resident (slow, to test the first), or how many smuggling runs there are (fast where
    /// there are many).
    #[arg(long, value_enum, default_value = "selective")]
    engine: EngineName,
    /// Keep every attempt in incidents.parquet; not with --engine counts.
    #[arg(long)]
    incidents: bool,
    /// Set a parameter, key=value; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Replace an existing result folder, and unfinished work of another run.
    #[arg(long)]
    force: bool,
    /// Print what every history adds up to as CSV, a row for each, and keep nothing: no folder, no tables, no report.
    #[arg(long, conflicts_with_all = ["out", "incidents", "force", "json"])]
    totals: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
}

/// Reads `i/n`.
pub fn part(text: &str) -> Result<(u32, u32), String> {
    let parts = text
        .split_once('/')
        .and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match parts {
        Some((i, n)) if 1 <= i && i <= n => Ok((i, n)),
        _ => Err("write i/n with 1 <= i <= n, e.g. 2/8".into()),
    }
}

impl Arguments {
    /// The replicates that are asked for, first and last; `None` where the part is empty.
    fn range(&self, scenario: &Scenario) -> Option<(u32, u32)> {
        let usual = if self.fixed { scenario.replicates } else { HISTORIES };
        let all = u64::from(self.replicates.unwrap_or(usual));
        let (i, n) = self.part.unwrap_or((1, 1));
        let bound = |i: u32| self.first_replicate + (all * u64::from(i) / u64::from(n)) as u32;
        (bound(i - 1) < bound(i)).then(|| (bound(i - 1), bound(i) - 1))
    }

    /// Where values come from.
    fn values(&self, scenario: &Scenario) -> Result<Values, ResultError> {
        match self.fixed {
            true => Ok(Values::Fixed),
            false => Values::drawn(scenario, self.prior),
        }
    }

    fn engine(&self) -> Engine {
        self.engine.into()
    }

    /// All that is asked for, but where it is kept.
    fn asked(&self) -> Result<Asked, Failure> {
        let mut scenario = scenario::load(self.scenario.as_deref(), &self.set)?;
        scenario.seed = self.seed.unwrap_or(scenario.seed);
        let values = self.values(&scenario)?;
        let range = self.range(&scenario);
        let range = range.ok_or_else(|| {
            Failure::Input(
                "--part: this one holds no replicate, since there are more parts than replicates; ask for fewer parts"
                    .into(),
            )
        })?;
        Ok(Asked {
            scenario,
            values,
            range,
        })
    }
}

/// What is lived through.
struct Asked {
    scenario: Scenario,
    values: Values,
    /// First and last replicate.
    range: (u32, u32),
}

/// Prints what every history adds up to; keeps nothing.
fn only_totals(arguments: &Arguments) -> Result<(), Failure> {
    let asked = arguments.asked()?;
    let given = Given::of(&asked.scenario, &asked.values)?;
    let threads = crate::threads(arguments.threads);
    totals::print(&given, arguments.engine(), asked.range, threads, &heed())
}

/// Runs a scenario and leaves a whole result folder, or work that can be gone on with.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let since = Instant::now();
    if arguments.incidents && arguments.engine() == Engine::Counts {
        let why = "--incidents keeps every attempt by itself, which --engine counts does not; leave one of them out";
        return Err(Failure::Input(why.into()));
    }
    if arguments.totals {
        return only_totals(arguments);
    }
    let mut place = Place::of(&arguments.out, arguments.force)?;
    if let Some(folder) = &arguments.scenario {
        place = place.apart_from(folder)?;
    }
    let Asked {
        scenario,
        values,
        range,
    } = arguments.asked()?;
    let fingerprint = Fingerprint::of(&scenario, arguments.engine(), arguments.incidents, values, range);
    let given = Given::of(&scenario, &fingerprint.values)?;
    let partial = Partial::begin(place, &scenario, &fingerprint)?;
    tell_of_damage(partial.damaged());
    let threads = crate::threads(arguments.threads);
    // Until the folder has its name.
    let stop = heed();
    simulate(arguments, &given, &partial, threads, &stop)?;
    let ran = || ran(since.elapsed().as_secs_f64(), threads);
    let mut manifest = Manifest {
        fingerprint,
        ran: ran(),
    };
    let rows = finish(partial, &scenario, &manifest, amnok_page::run)?;
    drop(stop);
    // With what page and tables took.
    manifest.ran = ran();
    if arguments.json {
        return crate::say(&format!(
            "{:#}\n",
            terminal::run::json(&scenario, &rows, &manifest, &arguments.out)
        ));
    }
    if arguments.quiet {
        return Ok(());
    }
    crate::say(&terminal::run::text(&scenario, &rows, &manifest, &arguments.out))
}

/// Lives through the replicates that are missing.
fn simulate(
    arguments: &Arguments,
    given: &Given<'_>,
    partial: &Partial,
    threads: usize,
    stop: &AtomicBool,
) -> Result<(), Failure> {
    let missing = partial.missing();
    let progress = Progress::new(
        arguments.quiet || arguments.json,
        "replicates",
        missing.len(),
        partial.kept(),
    );
    amnok_store::simulate(
        given,
        arguments.engine(),
        arguments.incidents,
        partial,
        threads,
        stop,
        || progress.one(),
    )?;
    progress.done();
    let left = partial.missing().len();
    if stop.load(Ordering::Relaxed) && left > 0 {
        return Err(Failure::Stopped(format!(
            "stopped with {} to go; the same command goes on from here",
            many(left, "replicate", "replicates")
        )));
    }
    Ok(())
}
