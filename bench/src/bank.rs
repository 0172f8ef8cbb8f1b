//! What one run of a bank costs: histories that draw the assumed values from the prior, and how the cost of a run grows with the number of
//! smuggling runs; by single attempts and by counts, in turns.
use crate::benchmarks::{Options, alternate};
use crate::measure::{Run, median, spawn};
use crate::table::{Line, at_most, free};

/// Engines that are compared.
const ENGINES: [&str; 2] = ["counts", "selective"];
/// Histories that are measured, for each pair asked for.
const HISTORIES: usize = 8;
/// Smuggling runs per resident and year, from the least of the prior to ten times its most.
const PER_YEAR: [&str; 4] = ["0.15", "1", "2.4", "24"];

/// Histories of the prior, then the slope.
pub fn b9(asked: Options) -> Result<Vec<Line>, String> {
    let mut lines = histories(asked)?;
    lines.extend(slope(asked)?);
    Ok(lines)
}

/// Time of processor of histories of the prior.
fn histories(asked: Options) -> Result<Vec<Line>, String> {
    let count = asked.pairs * HISTORIES;
    let mut runs: [Vec<Run>; 2] = Default::default();
    for number in 0..count {
        let number = number.to_string();
        for (runs, engine) in runs.iter_mut().zip(ENGINES) {
            runs.push(spawn(&["history", &number, engine])?);
        }
    }
    let mut lines = Vec::new();
    for (runs, engine) in runs.iter().zip(ENGINES) {
        let times: Vec<f64> = runs.iter().map(|run| run.processor).collect();
        let peak = runs.iter().map(|run| run.peak_mib).fold(0.0, f64::max);
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let name = |what: &str| format!("{count} histories of the prior, {engine}: {what}");
        if engine == ENGINES[0] {
            lines.push(at_most(
                "B9",
                name("median time of processor"),
                median(times.clone()),
                "s",
                0.5,
            ));
            lines.push(at_most("B9", name("95th percentile"), at(times, 0.95), "s", 2.0));
        } else {
            lines.push(free("B9", name("median time of processor"), median(times.clone()), "s"));
            lines.push(free("B9", name("95th percentile"), at(times, 0.95), "s"));
        }
        lines.push(free("B9", name("mean"), mean, "s"));
        lines.push(free("B9", name("peak memory"), peak, "MiB"));
    }
    Ok(lines)
}

/// Time of processor against the number of smuggling runs.
fn slope(asked: Options) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    let mut cost: [Vec<(f64, f64)>; 2] = Default::default();
    for per_year in PER_YEAR {
        let (counts, single) = alternate(
            asked.pairs,
            &["runs", per_year, ENGINES[0]],
            &["runs", per_year, ENGINES[1]],
        )?;
        for ((runs, engine), cost) in [counts, single].iter().zip(ENGINES).zip(&mut cost) {
            let attempts = median(runs.iter().map(|run| run.attempts).collect());
            let time = median(runs.iter().map(|run| run.processor).collect());
            cost.push((attempts, time));
            let what = format!("smuggle_per_year = {per_year}, {attempts:.0} attempts, {engine}");
            lines.push(free("B9", what, time, "s of processor"));
        }
    }
    for (engine, cost) in ENGINES.iter().zip(&cost) {
        let (first, last) = (cost[0], cost[cost.len() - 1]);
        let each = (last.1 - first.1) / (last.0 - first.0) * 1e9;
        lines.push(free("B9", format!("each further attempt, {engine}"), each, "ns"));
    }
    Ok(lines)
}

/// The value at a share of all, by rank.
fn at(mut of: Vec<f64>, share: f64) -> f64 {
    of.sort_by(f64::total_cmp);
    let last = of.len().saturating_sub(1);
    of.get((share * last as f64).round() as usize).copied().unwrap_or(0.0)
}
