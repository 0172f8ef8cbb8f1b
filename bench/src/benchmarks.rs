//! The benchmarks: what each runs, and what its lines say. B4 has a file of its own.
use crate::bank::b9;
use crate::flee::{b4, b4_rules};
use crate::instructions;
use crate::measure::{Run, in_turns, median, spawn};
use crate::peers::b5;
use crate::table::{Line, at_least, at_most, free, markdown};
use amnok_model::Engine;
use std::time::Instant;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Options {
    /// Alternating pairs.
    pub pairs: usize,
    /// As little as shows that it works.
    pub quick: bool,
    /// Keep what is named, in place of its lines in the newest table.
    pub keep: bool,
}

/// Measures.
type Bench = fn(Options) -> Result<Vec<Line>, String>;

/// The benchmarks, by name.
const ALL: [(&str, Bench); 11] = [
    ("B1", b1),
    ("B2", b2),
    ("B3", b3),
    ("B4", b4),
    ("B4R", b4_rules),
    ("B5", b5),
    ("B6", b6),
    ("B7", b7),
    ("B8", b8),
    ("B9", b9),
    ("IR", instructions::count),
];

/// Measures what is named, everything if nothing is, and keeps it if it is the whole or if that is asked for.
pub fn make(only: &[&str], asked: Options) -> Result<(), String> {
    let names = ALL.map(|(name, _)| name);
    if let Some(unknown) = only.iter().find(|id| !names.contains(id)) {
        return Err(format!(
            "{unknown} is not one of {} (or --quick, or --keep, before them)",
            names.join(", ")
        ));
    }
    if asked.quick && asked.keep {
        return Err("--quick takes too few pairs to be kept".into());
    }
    let whole = only.is_empty() && !asked.quick;
    let mut lines = Vec::new();
    for (name, bench) in ALL {
        if only.is_empty() || only.contains(&name) {
            eprintln!("{name} …");
            let made = bench(Options {
                keep: whole || asked.keep,
                ..asked
            })?;
            print!("{}", markdown(&made, lines.is_empty()));
            lines.extend(made);
        }
    }
    if whole {
        crate::kept::keep(lines)
    } else if asked.keep {
        crate::kept::keep(crate::kept::replaced(lines, &names)?)
    } else {
        println!("\n(not kept: `cargo xtask bench` keeps the whole table, `--keep` before the names these lines)");
        Ok(())
    }
}

/// Full model against the bare loop.
fn b1(Options { pairs, .. }: Options) -> Result<Vec<Line>, String> {
    let attempts = spawn(&["model"])?.attempts;
    let count = format!("{attempts:.0}");
    let (model, bare) = alternate(pairs, &["model"], &["bare", &count])?;
    let each = |runs: &[Run]| median(runs.iter().map(|run| run.seconds * 1e9 / run.attempts).collect());
    let ratio = ratio(&model, &bare);
    let peak = median(model.iter().map(|run| run.peak_mib).collect());
    Ok(vec![
        at_most(
            "B1",
            format!("full model, {count} attempts in one replicate"),
            each(&model),
            "ns per attempt",
            250.0,
        ),
        free("B1", "bare loop, as many attempts", each(&bare), "ns per attempt"),
        at_most("B1", "full model / bare loop", ratio, "times", 2.5),
        at_most("B1", "peak memory", peak, "MiB", 200.0),
    ])
}

/// The same attempts from more residents.
fn b2(Options { pairs, .. }: Options) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for times in ["10", "100", "1000"] {
        let (more, one) = alternate(pairs, &["people", times], &["people", "1"])?;
        let attempts = more[0].attempts / one[0].attempts;
        let peak = median(more.iter().zip(&one).map(|(m, o)| m.peak_mib / o.peak_mib).collect());
        let each: Vec<f64> = more
            .iter()
            .zip(&one)
            .map(|(m, o)| m.seconds / o.seconds / attempts)
            .collect();
        lines.push(at_most(
            "B2",
            format!("time per attempt, {times} × residents / 1 ×"),
            median(each),
            "times",
            1.1,
        ));
        lines.push(at_most(
            "B2",
            format!("peak memory, {times} × residents / 1 ×"),
            peak,
            "times",
            1.1,
        ));
        lines.push(free(
            "B2",
            format!("attempts, {times} × residents / 1 ×"),
            attempts,
            "times",
        ));
    }
    Ok(lines)
}

/// Replicates on all cores against one.
fn b3(Options { pairs, .. }: Options) -> Result<Vec<Line>, String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.to_string();
    let (many, one) = alternate(pairs, &["ensemble", "64", &threads], &["ensemble", "64", "1"])?;
    if many.iter().chain(&one).any(|run| run.digest != one[0].digest) {
        return Err("B3: results differ with the number of threads".into());
    }
    let efficiency = median(
        many.iter()
            .zip(&one)
            .map(|(m, o)| o.seconds / m.seconds / cores as f64)
            .collect(),
    );
    let seconds = median(many.iter().map(|run| run.seconds).collect());
    Ok(vec![
        at_least(
            "B3",
            format!("efficiency of {cores} threads, 64 replicates of the first year, identical results"),
            efficiency,
            "",
            0.9,
        ),
        free(
            "B3",
            format!("64 replicates of the first year on {cores} threads"),
            seconds,
            "s",
        ),
    ])
}

/// Replicates that common luck saves. Counts, not timings: four pairs of runs for each pair of timings asked for.
fn b6(Options { pairs, .. }: Options) -> Result<Vec<Line>, String> {
    let (mut lines, pairs) = (Vec::new(), 4 * pairs as u32);
    for (engine, words) in [(Engine::Selective, ""), (Engine::Counts, ", by counts")] {
        let found = crate::common_luck::gains(engine, pairs)?;
        let all: Vec<f64> = found.iter().flat_map(|(_, gains)| gains.iter().copied()).collect();
        lines.extend(found.iter().map(|(change, gains)| {
            let what = format!("fewer replicates with common luck, {change}{words}");
            free("B6", what, median(gains.clone()), "times")
        }));
        let what = format!("the same, median of all changes and outcomes{words}");
        lines.push(match engine {
            // The one that comparisons live through.
            Engine::Selective => at_least("B6", what, median(all), "times", 10.0),
            _ => free("B6", what, median(all), "times"),
        });
    }
    Ok(lines)
}

/// The log of attempts.
fn b7(Options { pairs, .. }: Options) -> Result<Vec<Line>, String> {
    let (with, without) = alternate(pairs, &["log", "parquet", "2"], &["log", "none", "2"])?;
    if with[0].digest != without[0].digest {
        return Err("B7: the log changes results".into());
    }
    let bytes = with[0].bytes as f64 / with[0].attempts;
    let what = format!(
        "with every attempt in Parquet / without ({:.0} attempts)",
        with[0].attempts
    );
    Ok(vec![
        at_most("B7", what, ratio(&with, &without), "times", 1.3),
        at_most("B7", "on disk", bytes, "bytes per attempt", 20.0),
    ])
}

/// Cold start.
fn b8(Options { pairs, .. }: Options) -> Result<Vec<Line>, String> {
    let mut times = Vec::new();
    for _ in 0..=4 * pairs {
        let since = Instant::now();
        spawn(&["first-day"])?;
        times.push(since.elapsed().as_secs_f64() * 1e3);
    }
    times.remove(0);
    Ok(vec![at_most(
        "B8",
        "process start, load, check, first day",
        median(times),
        "ms",
        50.0,
    )])
}

/// A warm-up, then alternating pairs.
pub fn alternate(pairs: usize, first: &[&str], second: &[&str]) -> Result<(Vec<Run>, Vec<Run>), String> {
    spawn(first)?;
    let pairs = in_turns(pairs, |side| spawn([first, second][side]))?;
    Ok(pairs.into_iter().map(|[first, second]| (first, second)).unzip())
}

/// Median of the ratios of time, pair by pair.
fn ratio(first: &[Run], second: &[Run]) -> f64 {
    median(first.iter().zip(second).map(|(a, b)| a.seconds / b.seconds).collect())
}
