//! `amnok sweep`.

use crate::progress::Progress;
use crate::speak::{tell, tell_of_damage};
use crate::stop::heed;
use crate::{Failure, scenario};
use amnok_lab::bank;
use amnok_lab::sweep::{Design, SweepPlan};
use amnok_scenario::{Scenario, many};
use amnok_store::sweep::factors::factors;
use amnok_store::sweep::{Keeps, SweepPrint, SweepWork, run_parts};
use amnok_store::{Place, ran};
use std::path::{Display, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// What sweeps and banks are asked alike.
#[derive(clap::Args)]
pub struct Common {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
    /// Only the i-th of n parts, written i/n; `amnok merge` puts them together.
    #[arg(long, value_parser = crate::run::part)]
    part: Option<(u32, u32)>,
    /// Seed of the design.
    #[arg(long, default_value_t = 0)]
    pub design_seed: u64,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub threads: Option<u16>,
    /// Set a value at every point, key=value, e.g. period.end=2019-12-31; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Replace an existing result folder, and unfinished work on something else.
    #[arg(long)]
    pub force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    pub quiet: bool,
    /// Print as JSON what the result folder says of itself: the design, the values that are varied, the runs.
    #[arg(long)]
    json: bool,
}

impl Common {
    /// What a command asks that makes a bank on its way.
    pub fn of(design_seed: u64, threads: Option<u16>, quiet: bool) -> Common {
        Common {
            scenario: None,
            part: None,
            design_seed,
            threads,
            set: Vec::new(),
            force: false,
            quiet,
            json: false,
        }
    }
}

/// Options of `amnok sweep`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Vary a value, KEY=LOW..HIGH, or KEY over its declared range; `*` in KEY stands for anything; may be repeated. Every
    /// assumed value over its declared range if left out.
    #[arg(long, value_name = "KEY[=LOW..HIGH]")]
    vary: Vec<String>,
    /// How points are laid out: lhs and sobol (few values) fill, grid combines levels, morris screens, saltelli gives Sobol indices.
    #[arg(long, default_value = "lhs", value_parser = ["sobol", "lhs", "grid", "morris", "saltelli"])]
    design: String,
    /// Size of the design: points (sobol, lhs), levels of each value (grid), trajectories (morris), base points (saltelli).
    #[arg(long)]
    points: u32,
    /// Runs at each point, with the same luck at every point.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed of the runs; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Result folder.
    #[arg(long, default_value = "amnok-sweep")]
    out: PathBuf,
}

/// Runs a sweep and leaves a whole folder, or work that can be gone on with.
pub fn sweep(arguments: &Arguments) -> Result<(), Failure> {
    let asked = Asked {
        common: &arguments.common,
        keeps: Keeps::Years,
        vary: &arguments.vary,
        design: &arguments.design,
        points: arguments.points,
        replicates: arguments.replicates,
        seed: arguments.seed,
        out: &arguments.out,
    };
    carry_out(&asked, |out| {
        format!("Runs: {out}/runs/*.parquet, points: {out}/points.parquet")
    })
}

/// Many points of a scenario, as a command asks for them.
pub struct Asked<'a> {
    /// What is asked alike.
    pub common: &'a Common,
    /// What is kept of each run.
    pub keeps: Keeps,
    /// What varies.
    pub vary: &'a [String],
    /// How points are laid out, by name.
    pub design: &'a str,
    /// Size of the design.
    pub points: u32,
    /// Runs at each point.
    pub replicates: u32,
    /// Seed of the runs.
    pub seed: Option<u64>,
    /// Result folder.
    pub out: &'a Path,
}

/// Lives through every point that is asked for, and says what the folder holds and, by `tables`, where.
///
/// # Errors
/// Of input, of files, or where it was stopped.
pub fn carry_out(asked: &Asked<'_>, tables: impl Fn(Display<'_>) -> String) -> Result<(), Failure> {
    let (since, common) = (Instant::now(), asked.common);
    let mut place = Place::of(asked.out, common.force)?;
    if let Some(folder) = &common.scenario {
        place = place.apart_from(folder)?;
    }
    let mut scenario = scenario::load(common.scenario.as_deref(), &common.set)?;
    scenario.seed = asked.seed.unwrap_or(scenario.seed);
    let plan = SweepPlan {
        design: Design::of(asked.design).unwrap_or(Design::Latin),
        wave: None,
        asked: asked.points,
        seed: common.design_seed,
        factors: factors(&scenario, asked.vary).map_err(Failure::Input)?,
        replicates: asked.replicates,
    };
    let planned = Planned {
        scenario,
        keeps: asked.keeps,
        plan,
    };
    planned.carry_out(common, place, since, tables)
}

/// Points of a scenario that are laid out.
pub struct Planned {
    /// The scenario.
    pub scenario: Scenario,
    /// What is kept of each run.
    pub keeps: Keeps,
    /// What is tried.
    pub plan: SweepPlan,
}

impl Planned {
    /// Lives through every point that is asked for, and says what the folder holds.
    ///
    /// # Errors
    /// Of files, or where it was stopped.
    pub fn carry_out(
        self,
        common: &Common,
        place: Place,
        since: Instant,
        tables: impl Fn(Display<'_>) -> String,
    ) -> Result<(), Failure> {
        let Planned { scenario, keeps, plan } = self;
        let out = place.out().to_path_buf();
        let (i, n) = common.part.unwrap_or((1, 1));
        let parts = plan.share(i, n).map_err(Failure::Input)?;
        let runs = u64::from(plan.count().map_err(Failure::Input)?) * u64::from(plan.replicates);
        let what = format!(
            "{} of {}, {} varied",
            many(runs, "run", "runs"),
            many(scenario.inputs.days, "day", "days"),
            many(plan.factors.len(), "value", "values")
        );
        let print = SweepPrint::of(&scenario, keeps, plan, parts);
        if design_lines_up(&print.plan) && !common.quiet {
            tell(&format!(
                "warning: with more than {FEW} values, points of the design `sobol` line up between pairs of values, and one takes the credit \
             of another; use --design lhs"
            ));
        }
        let of_bank = bank::warning(&scenario.inputs, &scenario.observations());
        if let (Some(warning), Keeps::Columns, false) = (of_bank, keeps, common.quiet) {
            tell(&format!("warning: {warning}"));
        }
        let work = SweepWork::begin(place, &scenario, print)?;
        tell_of_damage(work.damaged());
        let threads = crate::threads(common.threads);
        // Until the folder has its name.
        let stop = heed();
        simulate(common.quiet || common.json, &scenario, &work, threads, &stop)?;
        work.finish(&scenario, ran(since.elapsed().as_secs_f64(), threads))?;
        drop(stop);
        if common.json {
            return crate::speak::say_manifest(&out);
        }
        if common.quiet {
            return Ok(());
        }
        let (seconds, tables) = (since.elapsed().as_secs_f64(), tables(out.display()));
        crate::say(&format!("{what}, {seconds:.1} s. {tables}\n"))
    }
}

/// Up to so many values, low-discrepancy points fill every pair of them evenly enough.
const FEW: usize = 40;

fn design_lines_up(plan: &SweepPlan) -> bool {
    plan.design == Design::Sobol && plan.factors.len() > FEW
}

fn simulate(
    quiet: bool,
    scenario: &Scenario,
    work: &SweepWork,
    threads: usize,
    stop: &AtomicBool,
) -> Result<(), Failure> {
    let (all, missing) = (work.runs(&work.numbers()), work.runs(&work.missing()));
    let progress = Progress::new(quiet, "runs", missing, all - missing);
    run_parts(scenario, work, threads, stop, || progress.one())?;
    progress.done();
    let left = work.missing().len();
    if stop.load(Ordering::Relaxed) && left > 0 {
        return Err(Failure::Stopped(format!(
            "stopped with {left} parts to go; the same command goes on from here"
        )));
    }
    Ok(())
}
