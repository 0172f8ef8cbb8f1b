//! `amnok nowcast`.

use crate::{Failure, target};
use amnok_lab::Spread;
use amnok_page::{brief, learned_in_words};
use amnok_store::fit;
use amnok_store::tables::displacement::csv::cell;
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;

/// Options of `amnok nowcast`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of a fit.
    fit: PathBuf,
    /// Only these hidden quantities, by name, separated by commas, e.g. passages,deaths.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Of a province, by name; of the whole border if left out.
    #[arg(long)]
    place: Option<String>,
    /// Write every quantity, quarter and province as CSV to this file.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Replace a file of that name.
    #[arg(long)]
    force: bool,
    /// Print as JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the hidden quantities by quarter, with the 50 and 90 % intervals of prior and posterior.
pub fn nowcast(arguments: &Arguments) -> Result<(), Failure> {
    let csv_file = target(arguments.csv.as_deref(), arguments.force, &[])?;
    let summary = fit::read(&arguments.fit)?;
    let all: &[Value] = summary["estimates"].as_array().map_or(&[], Vec::as_slice);
    known("--only", &arguments.only, all, "name")?;
    known("--place", arguments.place.as_slice(), all, "place")?;
    let until = summary["until"].as_str().unwrap_or_default();
    let happened = all.iter().filter(|of| of["to"].as_str().is_some_and(|to| to <= until));
    let wanted = |of: &&Value| {
        let named = arguments.only.is_empty() || arguments.only.iter().any(|name| of["name"] == *name);
        named && of["place"].as_str() == arguments.place.as_deref()
    };
    if let Some(file) = csv_file {
        file.write(csv(happened.clone()).as_bytes())?;
    }
    let shown: Vec<&Value> = happened.filter(wanted).collect();
    if arguments.json {
        return crate::say(&format!("{:#}\n", Value::from_iter(shown.into_iter().cloned())));
    }
    crate::say(&text(&summary, &shown))
}

/// Refuses names that no estimate has.
fn known(option: &str, asked: &[String], all: &[Value], key: &str) -> Result<(), Failure> {
    let mut names: Vec<&str> = all.iter().filter_map(|of| of[key].as_str()).collect();
    names.sort_unstable();
    names.dedup();
    match asked.iter().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(Failure::Input(format!(
            "{option} {name}: there is none; there are {}",
            names.join(", ")
        ))),
        None => Ok(()),
    }
}

/// The quantiles of an estimate: 5, 25, 50, 75, 95 %.
fn quantiles(of: &Value) -> Option<Vec<f64>> {
    of.as_array()?.iter().map(Value::as_f64).collect()
}

fn text(summary: &Value, shown: &[&Value]) -> String {
    let part = |of: &Value, key: &str| of[key].as_str().unwrap_or_default().to_owned();
    let mut text = format!("{}\n{}\n", part(summary, "title"), part(summary, "misfit"));
    let title = |of: &Value| format!("{} ({})", part(of, "words"), part(of, "unit"));
    // Of the longest, so that columns stand below each other.
    let wide = shown.iter().map(|of| title(of).chars().count()).fold(24, usize::max);
    let mut last = String::new();
    for of in shown {
        let name = title(of);
        if name != last {
            let _ = writeln!(
                text,
                "\n{name:<wide$} {:>9} {:>19} {:>19} {:>19}  learned",
                "median", "50 %", "90 %", "prior 90 %"
            );
            last = name;
        }
        let days = format!("{} to {}", part(of, "from"), part(of, "to"));
        let interval = |q: &Option<Vec<f64>>, low: usize, high: usize| {
            q.as_ref()
                .map_or("–".into(), |q| format!("{} to {}", brief(q[low]), brief(q[high])))
        };
        let (prior, posterior) = (quantiles(&of["prior"]), quantiles(&of["posterior"]));
        let median = posterior.as_ref().map_or("–".into(), |q| brief(q[2]));
        let spread = |q: &Option<Vec<f64>>| Some(Spread::from_numbers(q.as_deref()?.try_into().ok()?));
        let learned = learned_in_words(spread(&prior), spread(&posterior));
        let (half, most, before) = (
            interval(&posterior, 1, 3),
            interval(&posterior, 0, 4),
            interval(&prior, 0, 4),
        );
        let _ = writeln!(
            text,
            "{days:<wide$} {median:>9} {half:>19} {most:>19} {before:>19}  {learned}"
        );
    }
    text
}

fn csv<'a>(all: impl Iterator<Item = &'a Value>) -> String {
    let mut text = String::from(
        "quantity,unit,place,from,to,q05,q25,q50,q75,q95,prior_q05,prior_q25,prior_q50,prior_q75,prior_q95,learned\n",
    );
    for of in all {
        let word = |key: &str| cell(of[key].as_str().unwrap_or_default());
        let numbers = |key: &str| match quantiles(&of[key]) {
            Some(all) => all.iter().map(f64::to_string).collect::<Vec<_>>().join(","),
            None => ",,,,".into(),
        };
        let learned = of["learned"]
            .as_f64()
            .map(|share| share.to_string())
            .unwrap_or_default();
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{},{learned}",
            word("name"),
            word("unit"),
            word("place"),
            word("from"),
            word("to"),
            numbers("posterior"),
            numbers("prior")
        );
    }
    text
}
