//! `amnok flee`: the folders of the Flee simulator.

use crate::Failure;
use crate::flee_fit;
use crate::flee_reading::Reading;
use crate::flee_validate;
use crate::progress::Progress;
use crate::speak::tell;
use crate::stop::heed;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::{Course, MovementEngine};
use amnok_lab::displacement::Replicates;
use amnok_model::chance::Luck;
use amnok_page::terminal;
use amnok_scenario::Diagnostic;
use amnok_scenario::flee::Conflict;
use amnok_scenario::many;
use amnok_store::displacement::{self, RunSettings};
use amnok_store::tables::displacement::csv::{flee_csv, summary_csv};
use amnok_store::{Place, ResultError, ran};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// For how long a check lives through a folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// Subcommands of `amnok flee`.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Live through a displacement as Flee does; prints Flee's own columns, or means and quantiles of many replicates.
    Run(Run),
    /// Check an input folder.
    Check(Check),
    /// Run every configuration below some folders; says how far each is from what was registered, beside naive forecasts.
    Validate(flee_validate::Arguments),
    /// Calibrate the ten settings that move results most on what was registered until a day.
    Fit(flee_fit::Arguments),
    /// Calibrate, and forecast the camps from a day on, with bands, beside naive forecasts.
    Forecast(flee_fit::Arguments),
}

/// Options of `amnok flee run`.
#[derive(clap::Args)]
pub struct Run {
    /// Input folder: locations.csv, routes.csv, closures.csv, conflicts.csv, sim_period.csv.
    input: PathBuf,
    /// Folder of registered people: data_layout.csv and its series.
    validation: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Replicates.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Days, in place of Length in sim_period.csv.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Move everybody on their own, as Flee does: slow, to test the other way.
    #[arg(long)]
    people: bool,
    /// Follow so many people of replicate 0, drawn from everybody, hop by hop: tracers.csv. Their draws are their own, so that the
    /// numbers of replicate 0 are others, of the same distribution.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "out", value_parser = clap::value_parser!(u32).range(..=i64::from(displacement::MOST_TRACERS)))]
    tracers: u32,
    /// Write links.out.0 of replicate 0 in Flee's columns, and agents.out.0 of those whom --tracers follows.
    #[arg(long, requires = "out")]
    flee_logs: bool,
    /// Result folder: tables of camps and flows, each replicate in Flee's columns, a report. Printed as CSV if left out.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors, and the table where no folder is asked for.
    #[arg(long)]
    quiet: bool,
    /// Print as JSON what the result folder says of itself.
    #[arg(long, requires = "out")]
    json: bool,
}

impl Run {
    /// Where the result folder is to stand, if one is asked for.
    fn place(&self) -> Result<Option<Place>, Failure> {
        let Some(out) = &self.out else { return Ok(None) };
        let place = Place::of(out, self.force)?;
        Ok(Some(place.apart_from(&self.input)?.apart_from(&self.validation)?))
    }

    fn asked(&self) -> RunSettings {
        RunSettings {
            seed: self.seed,
            replicates: self.replicates,
            engine: if self.people {
                MovementEngine::People
            } else {
                MovementEngine::Cohorts
            },
            tracers: self.tracers,
            logs: self.flee_logs,
            flows: self.out.is_some(),
        }
    }
}

/// Options of `amnok flee check`.
#[derive(clap::Args)]
pub struct Check {
    /// Input folder.
    input: PathBuf,
    /// Folder of registered people.
    validation: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Do not live through it once to see which camps stay empty.
    #[arg(long)]
    unlived: bool,
    /// Print notes and warnings, with their files and lines, as JSON.
    #[arg(long)]
    json: bool,
}

/// Carries out `amnok flee`.
pub fn flee(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run(arguments),
        Command::Check(arguments) => check(arguments),
        Command::Validate(arguments) => flee_validate::validate(arguments),
        Command::Fit(arguments) => flee_fit::fit(arguments),
        Command::Forecast(arguments) => flee_fit::forecast(arguments),
    }
}

fn check(arguments: &Check) -> Result<(), Failure> {
    let conflict = arguments
        .reading
        .load(&arguments.input, arguments.validation.as_deref(), None)?;
    let mut notes = conflict.notes.clone();
    let mut warnings = conflict.warnings.clone();
    if arguments.validation.is_some() && !arguments.unlived {
        match once(&conflict) {
            Some(course) => warnings.extend(conflict.seen_in(&[course])),
            None => notes.push(
                "not lived through: it takes longer than ten seconds; `amnok flee run` says which camps stay empty"
                    .into(),
            ),
        }
    }
    if arguments.json {
        return crate::say(&format!("{:#}\n", as_json(&conflict, &notes, &warnings)));
    }
    let mut text = conflict.survey();
    for note in &notes {
        let _ = writeln!(text, "note: {note}");
    }
    for warning in &warnings {
        let _ = writeln!(text, "warning: {warning}");
    }
    let _ = match warnings.len() {
        0 => writeln!(text, "no errors, no warnings"),
        n => writeln!(text, "no errors, {}", many(n, "warning", "warnings")),
    };
    crate::say(&text)
}

/// What a check found.
fn as_json(conflict: &Conflict, notes: &[String], warnings: &[Diagnostic]) -> Value {
    let warning = |w: &Diagnostic| json!({ "file": w.file, "line": w.line, "column": w.column, "found": w.found, "expected": w.expected, "mend": w.mend });
    json!({
        "title": conflict.name,
        "input": conflict.digest,
        "start": conflict.start.to_string(),
        "days": conflict.displacement.days,
        "notes": notes,
        "warnings": warnings.iter().map(warning).collect::<Vec<_>>(),
    })
}

/// One replicate; `None` where it takes too long for a check.
fn once(conflict: &Conflict) -> Option<Course> {
    let since = Instant::now();
    let luck = Luck { seed: 1, replicate: 0 };
    let world = &conflict.displacement;
    let on = || since.elapsed() < PATIENCE;
    world.run_while(&Schedule::new(world), luck, MovementEngine::Cohorts, on)
}

fn run(arguments: &Run) -> Result<(), Failure> {
    let since = Instant::now();
    let place = arguments.place()?;
    let conflict = arguments
        .reading
        .load(&arguments.input, Some(&arguments.validation), arguments.days)?;
    displacement::affordable(&conflict, arguments.asked())?;
    let stop = heed();
    let work = place.map(|place| displacement::begin(place, &conflict)).transpose()?;
    let work = work.map(|work| work.heeding(stop.flag()));
    if let Some(work) = &work {
        stop.leaves(work.folder());
    }
    if !arguments.quiet {
        for note in &conflict.notes {
            tell(&format!("note: {note}"));
        }
        if !conflict.warnings.is_empty() {
            tell(&format!(
                "warnings: {}; `amnok flee check` tells them",
                conflict.warnings.len()
            ));
        }
    }
    let threads = crate::threads(arguments.threads);
    let one = work.is_none() && arguments.replicates == 1;
    let all = simulate(arguments, &conflict, threads, &stop, one)?;
    stop.writes();
    let (Some(work), Some(out)) = (work, &arguments.out) else {
        drop(stop);
        return match all.courses.as_slice() {
            [course] => crate::say(&flee_csv(&conflict, course)),
            _ => crate::say(&summary_csv(&conflict, &all)),
        };
    };
    let ran = || ran(since.elapsed().as_secs_f64(), threads);
    let asked = arguments.asked();
    let page = amnok_page::displacement(&conflict, asked.seed, asked.engine_name(), &all);
    displacement::finish(work, &conflict, asked, &all, &page, ran())?;
    drop(stop);
    if arguments.json {
        return crate::speak::say_manifest(out);
    }
    if arguments.quiet {
        return Ok(());
    }
    crate::say(&terminal::displacement::text(&conflict, &all, &ran(), out))
}

/// Lives through all replicates, telling how it goes.
fn simulate(
    arguments: &Run,
    conflict: &Conflict,
    threads: usize,
    stop: &AtomicBool,
    silent: bool,
) -> Result<Replicates, Failure> {
    let progress = Progress::new(
        arguments.quiet || arguments.json || silent,
        "replicates",
        arguments.replicates as usize,
        0,
    );
    let all = displacement::simulate(conflict, arguments.asked(), threads, stop, || progress.one());
    progress.done();
    Ok(all.ok_or(ResultError::Stopped)?)
}
