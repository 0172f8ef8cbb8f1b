//! The table: printed, kept as CSV in `bench/runs/`, and copied into docs/benchmarks.md.
use crate::measure::{Run, median, spawn};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// One line of the table.
struct Line {
    id: &'static str,
    what: String,
    figure: f64,
    unit: &'static str,
    goal: String,
    met: bool,
}

/// Measures with so many alternating pairs.
type Bench = fn(usize) -> Result<Vec<Line>, String>;

/// The benchmarks, by name.
const ALL: [(&str, Bench); 6] = [("B1", b1), ("B2", b2), ("B3", b3), ("B6", b6), ("B7", b7), ("B8", b8)];

/// Measures what is asked for (everything if nothing is named), with so many alternating pairs.
pub fn make(only: &[&str], pairs: usize) -> Result<(), String> {
    if let Some(unknown) = only.iter().find(|id| !ALL.iter().any(|(name, _)| name == *id)) {
        return Err(format!(
            "{unknown} is not one of B1, B2, B3, B6, B7, B8 (or --quick before them)"
        ));
    }
    let mut lines = Vec::new();
    for (name, bench) in ALL {
        if only.is_empty() || only.contains(&name) {
            eprintln!("{name} …");
            let made = bench(pairs)?;
            print!("{}", markdown(&made, lines.is_empty()));
            lines.extend(made);
        }
    }
    let whole = only.is_empty() && pairs >= 5;
    if !whole {
        println!("\n(not kept: the whole table with five pairs is, by `cargo xtask bench`)");
        return Ok(());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (date, machine) = (date(), machine());
    let path = root.join("runs").join(format!("{date}-{}.csv", machine.0));
    write(&path, &csv(&lines))?;
    let docs = root.join("../docs/benchmarks.md");
    let text = std::fs::read_to_string(&docs).map_err(|error| error.to_string())?;
    let table = format!("Measured {date} on {}.\n\n{}", machine.1, markdown(&lines, true));
    write(&docs, &between(&text, &table)?)?;
    println!("\nkept in bench/runs/ and docs/benchmarks.md");
    Ok(())
}

/// Full model against the bare loop.
fn b1(pairs: usize) -> Result<Vec<Line>, String> {
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
        free(
            "B1",
            "bare loop, as many attempts".into(),
            each(&bare),
            "ns per attempt",
        ),
        at_most("B1", "full model / bare loop".into(), ratio, "times", 4.0),
        at_most("B1", "peak memory".into(), peak, "MiB", 200.0),
    ])
}

/// The same attempts from more residents.
fn b2(pairs: usize) -> Result<Vec<Line>, String> {
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
fn b3(pairs: usize) -> Result<Vec<Line>, String> {
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
fn b6(pairs: usize) -> Result<Vec<Line>, String> {
    let found = crate::common_luck::gains(4 * pairs as u32)?;
    let all: Vec<f64> = found.iter().flat_map(|(_, gains)| gains.iter().copied()).collect();
    let each = |(change, gains): &(String, Vec<f64>)| {
        free(
            "B6",
            format!("fewer replicates with common luck, {change}"),
            median(gains.clone()),
            "times",
        )
    };
    let mut lines: Vec<Line> = found.iter().map(each).collect();
    lines.push(at_least(
        "B6",
        "the same, median of all changes and outcomes".into(),
        median(all),
        "times",
        10.0,
    ));
    Ok(lines)
}

/// The log of attempts.
fn b7(pairs: usize) -> Result<Vec<Line>, String> {
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
        at_most("B7", "on disk".into(), bytes, "bytes per attempt", 20.0),
    ])
}

/// Cold start.
fn b8(pairs: usize) -> Result<Vec<Line>, String> {
    let mut times = Vec::new();
    for _ in 0..=4 * pairs {
        let since = Instant::now();
        spawn(&["first-day"])?;
        times.push(since.elapsed().as_secs_f64() * 1e3);
    }
    times.remove(0);
    Ok(vec![at_most(
        "B8",
        "process start, load, check, first day".into(),
        median(times),
        "ms",
        50.0,
    )])
}

/// A warm-up, then alternating pairs.
fn alternate(pairs: usize, first: &[&str], second: &[&str]) -> Result<(Vec<Run>, Vec<Run>), String> {
    spawn(first)?;
    let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        if pair % 2 == 0 {
            firsts.push(spawn(first)?);
            seconds.push(spawn(second)?);
        } else {
            seconds.push(spawn(second)?);
            firsts.push(spawn(first)?);
        }
    }
    Ok((firsts, seconds))
}

/// Median of the ratios of time, pair by pair.
fn ratio(first: &[Run], second: &[Run]) -> f64 {
    median(first.iter().zip(second).map(|(a, b)| a.seconds / b.seconds).collect())
}

fn at_most(id: &'static str, what: String, figure: f64, unit: &'static str, most: f64) -> Line {
    let (goal, met) = (format!("≤ {most}"), figure <= most);
    Line {
        id,
        what,
        figure,
        unit,
        goal,
        met,
    }
}

fn at_least(id: &'static str, what: String, figure: f64, unit: &'static str, least: f64) -> Line {
    let (goal, met) = (format!("≥ {least}"), figure >= least);
    Line {
        id,
        what,
        figure,
        unit,
        goal,
        met,
    }
}

fn free(id: &'static str, what: String, figure: f64, unit: &'static str) -> Line {
    Line {
        id,
        what,
        figure,
        unit,
        goal: String::new(),
        met: true,
    }
}

fn markdown(lines: &[Line], header: bool) -> String {
    let mut text = String::new();
    if header {
        text.push_str("| | what | figure | goal | |\n|---|---|--:|---|---|\n");
    }
    for line in lines {
        let verdict = match (line.goal.is_empty(), line.met) {
            (true, _) => "",
            (false, true) => "met",
            (false, false) => "missed",
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} {} | {} | {verdict} |",
            line.id,
            line.what,
            digits(line.figure),
            line.unit,
            line.goal
        );
    }
    text
}

fn csv(lines: &[Line]) -> String {
    let mut text = String::from("id,what,figure,unit,goal,met\n");
    for line in lines {
        let _ = writeln!(
            text,
            "{},\"{}\",{},{},{},{}",
            line.id, line.what, line.figure, line.unit, line.goal, line.met
        );
    }
    text
}

/// Three digits that count.
fn digits(x: f64) -> String {
    let places = if x >= 100.0 {
        0
    } else if x >= 10.0 {
        1
    } else {
        2
    };
    format!("{x:.places$}")
}

/// Puts the table between the marks of the page.
fn between(page: &str, table: &str) -> Result<String, String> {
    const MARKS: (&str, &str) = ("<!-- table -->\n", "<!-- end -->");
    let (before, rest) = page.split_once(MARKS.0).ok_or("docs/benchmarks.md lost its marks")?;
    let (_, after) = rest.split_once(MARKS.1).ok_or("docs/benchmarks.md lost its marks")?;
    Ok(format!("{before}{}{table}{}{after}", MARKS.0, MARKS.1))
}

fn write(path: &PathBuf, text: &str) -> Result<(), String> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    }
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Today, by the machine's clock.
fn date() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// The machine, as a part of a file name and in words.
fn machine() -> (String, String) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or("");
    let model = model.trim_start_matches([' ', '\t', ':']);
    let name = format!("{}-{cores}-cores", std::env::consts::ARCH);
    let words = if model.is_empty() {
        name.clone()
    } else {
        format!("{model}, {cores} cores")
    };
    (name, words)
}
