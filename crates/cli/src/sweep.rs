//! `amnok sweep`.

use crate::progress::{self, Progress};
use crate::{Failure, scenario};
use amnok_lab::sweep::{Design, Factor, Plan};
use amnok_output::results::ran;
use amnok_output::results::sweep::{SweepPrint, SweepWork, run_parts};
use amnok_scenario::{Scenario, Setting};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Options of `amnok sweep`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
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
    /// Only the i-th of n parts, written i/n; `amnok merge` puts them together.
    #[arg(long, value_parser = crate::run::part)]
    part: Option<(u32, u32)>,
    /// Seed of the runs; that of the scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Seed of the design.
    #[arg(long, default_value_t = 0)]
    design_seed: u64,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Result folder.
    #[arg(long, default_value = "amnok-sweep")]
    out: PathBuf,
    /// Set a value at every point, key=value, e.g. period.end=2019-12-31; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Replace an existing result folder, and unfinished work of another sweep.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
}

/// Runs a sweep and leaves a whole folder, or work that can be gone on with.
pub fn sweep(arguments: &Arguments) -> Result<(), Failure> {
    let since = Instant::now();
    let mut scenario = scenario::load(arguments.scenario.as_deref(), &arguments.set)?;
    scenario.seed = arguments.seed.unwrap_or(scenario.seed);
    let plan = Plan {
        design: Design::of(&arguments.design).unwrap_or(Design::Sobol),
        asked: arguments.points,
        seed: arguments.design_seed,
        factors: factors(&scenario, &arguments.vary)?,
        replicates: arguments.replicates,
    };
    let parts = plan.parts().map_err(Failure::Input)?;
    let (i, n) = arguments.part.unwrap_or((1, 1));
    let bound = |i: u32| (u64::from(parts) * u64::from(i) / u64::from(n)) as u32;
    if bound(i - 1) == bound(i) {
        return Err(Failure::Input(format!(
            "part {i}/{n} is empty: the sweep has {parts} parts; ask for at most {parts}"
        )));
    }
    let runs = u64::from(plan.count().map_err(Failure::Input)?) * u64::from(plan.replicates);
    let what = format!(
        "{runs} runs of {} days, {} values varied",
        scenario.inputs.days,
        plan.factors.len()
    );
    let print = SweepPrint {
        digest: scenario.digest.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        seed: scenario.seed,
        set: scenario.set.clone(),
        plan,
        parts: vec![(bound(i - 1), bound(i) - 1)],
    };
    if design_lines_up(&print.plan) && !arguments.quiet {
        eprintln!(
            "warning: with more than {FEW} values, points of the design `sobol` line up between pairs of values, and one takes the credit \
             of another; use --design lhs"
        );
    }
    let work = SweepWork::begin(&arguments.out, print, arguments.force)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = arguments.threads.map_or(cores, usize::from);
    live_through(arguments, &scenario, &work, threads)?;
    work.finish(&scenario, ran(since.elapsed().as_secs_f64(), threads))?;
    if arguments.quiet {
        return Ok(());
    }
    let out = arguments.out.display();
    let seconds = since.elapsed().as_secs_f64();
    crate::say(&format!(
        "{what}, {seconds:.1} s. Runs: {out}/runs/*.parquet, points: {out}/points.parquet\n"
    ))
}

/// Up to so many values, low-discrepancy points fill every pair of them evenly enough.
const FEW: usize = 40;

fn design_lines_up(plan: &Plan) -> bool {
    plan.design == Design::Sobol && plan.factors.len() > FEW
}

fn live_through(arguments: &Arguments, scenario: &Scenario, work: &SweepWork, threads: usize) -> Result<(), Failure> {
    let stop = progress::on_signal()?;
    let missing = work.missing().len();
    let progress = Progress::new(arguments.quiet, "parts", missing, work.numbers().len() - missing);
    run_parts(scenario, work, threads, &stop, || progress.one())?;
    progress.done();
    let left = work.missing().len();
    if stop.load(Ordering::Relaxed) && left > 0 {
        return Err(Failure::Stopped(format!(
            "stopped with {left} parts to go; the same command goes on from here"
        )));
    }
    Ok(())
}

/// What is varied: as asked, or every assumed value over its declared range.
fn factors(scenario: &Scenario, asked: &[String]) -> Result<Vec<Factor>, Failure> {
    let settings = scenario.settings();
    let factor = |s: &Setting, (low, high): (f64, f64)| Factor {
        key: s.key.clone(),
        unit: s.unit.clone(),
        low,
        high,
    };
    let mut all: Vec<Factor> = Vec::new();
    if asked.is_empty() {
        let wide = |s: &&Setting| s.range.is_some_and(|(low, high)| low < high);
        all.extend(settings.iter().filter(wide).filter_map(|s| Some(factor(s, s.range?))));
    }
    for text in asked {
        let wrong = |why: String| Failure::Input(format!("--vary {text}: {why}"));
        let (key, range) = match text.split_once('=') {
            None => (text.as_str(), None),
            Some((key, range)) => (key, Some(bounds(range).map_err(wrong)?)),
        };
        let fits: Vec<&Setting> = settings.iter().filter(|s| like(key, &s.key)).collect();
        if fits.is_empty() {
            return Err(wrong(scenario.no_setting(key, &settings)));
        }
        for setting in fits {
            all.push(factor(setting, within(setting, range).map_err(wrong)?));
        }
    }
    for (place, factor) in all.iter().enumerate() {
        if all[..place].iter().any(|other| other.key == factor.key) {
            return Err(Failure::Input(format!("--vary: {} is varied twice", factor.key)));
        }
    }
    Ok(all)
}

/// Reads `low..high`.
fn bounds(text: &str) -> Result<(f64, f64), String> {
    let pair = text
        .split_once("..")
        .and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    match pair {
        None => Err(format!("{text} is no range; write low..high, e.g. 0.2..0.6")),
        Some((low, high)) if low < high => Ok((low, high)),
        Some((low, high)) => Err(format!(
            "the range {low}..{high} is empty; write the smaller number first"
        )),
    }
}

/// The range asked for, or the declared one, if it makes sense for the value.
fn within(setting: &Setting, range: Option<(f64, f64)>) -> Result<(f64, f64), String> {
    let Setting { key, least, most, .. } = setting;
    let Some((low, high)) = range.or(setting.range) else {
        return Err(format!(
            "{key} has a source and no declared range; write {key}=LOW..HIGH"
        ));
    };
    if low < *least || high > *most {
        return Err(format!("{key} must lie between {least} and {most} ({})", setting.unit));
    }
    if low >= high {
        return Err(format!(
            "the declared range of {key}, {low} to {high}, is empty; write {key}=LOW..HIGH"
        ));
    }
    Ok((low, high))
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn like(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|left| {
            let ends = left.char_indices().map(|(place, _)| place).chain([left.len()]);
            ends.into_iter().any(|place| like(rest, &left[place..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(
            like("force.*.detection", "force.storm-corps.detection") && like("*", "") && like("bribe.*", "bribe.theta")
        );
        assert!(!like("force.*.hit", "force.storm-corps.detection") && !like("bribe", "bribe.theta"));
    }

    #[test]
    fn every_assumed_value_varies_if_nothing_is_said() {
        let scenario = amnok_scenario::embedded().expect("the embedded scenario is right");
        let all = factors(&scenario, &[]).expect("factors");
        assert!(all.len() > 300 && all.iter().all(|f| f.low < f.high));
    }
}
