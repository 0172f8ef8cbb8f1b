//! `amnok compare`.

use crate::progress::Progress;
use crate::stop::heed;
use crate::{Failure, scenario};
use amnok_page::{minus, wrapped};
use amnok_scenario::{Scenario, many};
use amnok_store::comparison::{self, Comparison, Pairs};
use amnok_store::{Lives, Place, ResultError, Values, ran};
use jiff::ToSpan;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Letters of the first column: with the others a line has a hundred.
const NAME: usize = 40;

/// Smaller numbers have no room in the table as they are written.
const SMALL: f64 = 1e-5;

/// Options of `amnok compare`.
#[derive(clap::Args)]
pub struct Arguments {
    /// First scenario folder; the one that comes with the program if left out.
    a: Option<PathBuf>,
    /// Second scenario folder; the first if left out.
    b: Option<PathBuf>,
    /// Set a value on both sides, key=value; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Set a value on the first side only; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set_a: Vec<String>,
    /// Set a value on the second side only; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    set_b: Vec<String>,
    /// Pairs of runs; the replicates of the first scenario if left out.
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    replicates: Option<u32>,
    /// Every pair has the values of the scenarios, and only luck differs, whatever was learned.
    #[arg(long)]
    fixed: bool,
    /// Each pair draws values from the prior.
    #[arg(long, conflicts_with = "fixed")]
    prior: bool,
    /// Seed of both; that of the first scenario if left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; one for each core if left out. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=4096))]
    threads: Option<u16>,
    /// Result folder.
    #[arg(long, default_value = "amnok-compare")]
    out: PathBuf,
    /// Replace an existing result folder.
    #[arg(long)]
    force: bool,
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
    /// Print every difference as JSON.
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Where the values of each pair come from.
    fn values(&self, a: &Scenario) -> Result<Values, ResultError> {
        match (self.fixed, self.prior) {
            (true, _) => Ok(Values::Fixed),
            (_, true) => Ok(Values::Prior),
            _ => Pairs::usual_values(a),
        }
    }
}

/// Lives through both in pairs and leaves a result folder.
pub fn compare(arguments: &Arguments) -> Result<(), Failure> {
    let since = Instant::now();
    let side = |folder: &Option<PathBuf>, more: &[String]| {
        let set: Vec<String> = arguments.set.iter().chain(more).cloned().collect();
        scenario::load(folder.as_deref(), &set)
    };
    let mut place = Place::of(&arguments.out, arguments.force)?;
    for folder in [&arguments.a, &arguments.b].into_iter().flatten() {
        place = place.apart_from(folder)?;
    }
    let mut a = side(&arguments.a, &arguments.set_a)?;
    let b = if arguments.b.is_some() {
        &arguments.b
    } else {
        &arguments.a
    };
    let mut b = side(b, &arguments.set_b)?;
    a.seed = arguments.seed.unwrap_or(a.seed);
    b.seed = a.seed;
    let asked = Pairs {
        values: arguments.values(&a)?,
        replicates: arguments.replicates.unwrap_or(a.replicates),
        threads: crate::threads(arguments.threads),
    };
    comparison::comparable(&a, &b, asked.replicates)?;
    let stop = heed();
    let draft = comparison::begin(place, &a, &b)?.heeding(stop.flag());
    stop.leaves(draft.folder());
    let progress = Progress::new(arguments.quiet || arguments.json, "pairs", asked.replicates as usize, 0);
    let found = comparison::compare((&a, &b), &asked, &Lives::default(), &stop, |_| progress.one())?;
    progress.done();
    stop.writes();
    let found = found.ok_or(ResultError::Stopped)?;
    let ran = ran(since.elapsed().as_secs_f64(), asked.threads);
    let page = || amnok_page::comparison(&a, &b, &found);
    comparison::finish(draft, (&a, &b), &found, page, (ran, asked.threads))?;
    drop(stop);
    if arguments.json {
        let all = comparison::as_json(&found.differences);
        return crate::say(&format!("{all:#}\n"));
    }
    if arguments.quiet {
        return Ok(());
    }
    let report = arguments.out.join("report.html");
    crate::say(&format!(
        "{}\nThe report: {}\n",
        table(&a, &b, &found),
        report.display()
    ))
}

fn table(a: &Scenario, b: &Scenario, found: &Comparison) -> String {
    let mut text = format!(
        "{} with the same luck, {}\n",
        many(found.pairs.len(), "pair", "pairs"),
        found.values.words()
    );
    for (letter, side) in [("A", a), ("B", b)] {
        let _ = writeln!(text, "{letter}: {} {}", side.title, side.set.join(" "));
    }
    let _ = writeln!(
        text,
        "\n{:<NAME$}{:>9} {:>9} {:>9}  {:<21} gain",
        "", "A", "B", "B − A", "95 % interval"
    );
    for d in &found.differences {
        let interval = format!("{} to {}", digits(d.low), digits(d.high));
        let gain = d.reduction.map_or("–".into(), times);
        let [x, y, less] = [d.a, d.b, d.mean].map(digits);
        let mut lines = wrapped(d.outcome.words, NAME - 1, "  ");
        let last = lines.pop().unwrap_or_default();
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
        let _ = writeln!(text, "{last:<NAME$}{x:>9} {y:>9} {less:>9}  {interval:<21} {gain}");
    }
    let _ = writeln!(
        text,
        "gain: how many times more replicates the same interval takes when each side has luck of its own\n"
    );
    if let Some(day) = found.divergences.first {
        let date = a.inputs.start.saturating_add(i64::from(day).days());
        let name = |(county, _): &(usize, usize)| a.inputs.counties.get(*county).map(|c| c.name.clone());
        let counties: Vec<String> = found.divergences.counties.iter().take(5).filter_map(name).collect();
        let pairs = found.divergences.pairs;
        let _ = writeln!(
            text,
            "{}, the first on {date};\nmost often first in {}",
            many(pairs, "pair parts", "pairs part"),
            counties.join(", ")
        );
    } else {
        text.push_str("no attempt differs in any pair\n");
    }
    text
}

/// How many times more replicates; beyond a thousand nobody asks how many.
fn times(gain: f64) -> String {
    match gain < 999.5 {
        true => format!("{gain:.1} ×"),
        false => ">999 ×".into(),
    }
}

/// Three digits that count and more, two below a thousandth, whole from a hundred on.
fn digits(value: f64) -> String {
    let size = value.abs();
    let places = match size {
        1e6.. => return minus(format!("{:.2}M", value / 1e6)),
        _ if size >= 100.0 || size == 0.0 => return amnok_page::whole(value),
        1.0.. => 2,
        1e-3.. => usize::try_from(2 - size.log10().floor() as i32).unwrap_or(0),
        SMALL.. => usize::try_from(1 - size.log10().floor() as i32).unwrap_or(0),
        // What is next to nothing is not nothing, and keeps to its column.
        _ => return minus(format!("{value:.0e}")),
    };
    minus(format!("{value:.places$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_wrapped_and_numbers_stay_short() {
        for outcome in amnok_lab::sweep::outcome::outcomes() {
            let lines = wrapped(outcome.words, NAME - 1, "  ");
            assert!(lines.iter().all(|line| line.chars().count() <= NAME), "{lines:?}");
            let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
            assert_eq!(words, outcome.words.split_whitespace().collect::<Vec<_>>());
        }
        for (value, text) in [
            (-12_345_678.0, "−12.35M"),
            (999_999.0, "999,999"),
            (0.0, "0"),
            (-1.5, "−1.50"),
            (0.5, "0.500"),
            (0.192_71, "0.193"),
            (-0.000_55, "−0.00055"),
            // `−6e−5 to 0.000371` stood in one interval.
            (-0.000_061, "−0.000061"),
            (0.000_371, "0.00037"),
            (0.000_000_2, "2e−7"),
        ] {
            assert_eq!(digits(value), text);
        }
    }
}
