//! `amnok forecast`.

use crate::Failure;
use amnok_page::brief;
use amnok_store::{Target, fit};
use serde_json::Value;
use std::fmt::{Display, Write};
use std::path::PathBuf;

/// Options of `amnok forecast`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of a fit; nothing observed after its last day is used.
    fit: PathBuf,
    /// File of the forecast, with the columns of the forecast hubs.
    #[arg(long, default_value = "forecast.csv")]
    out: PathBuf,
    /// Replace a file of that name.
    #[arg(long)]
    force: bool,
    /// Print as JSON.
    #[arg(long)]
    json: bool,
}

/// Writes the forecast as CSV, and prints its median and intervals.
pub fn forecast(arguments: &Arguments) -> Result<(), Failure> {
    let file = Target::of(&arguments.out, arguments.force, &[])?;
    let summary = fit::read(&arguments.fit)?;
    let all: &[Value] = summary["forecasts"].as_array().map_or(&[], Vec::as_slice);
    let until = summary["until"].as_str().unwrap_or_default();
    if all.is_empty() {
        return Err(Failure::Input(format!(
            "{}: nothing is forecast, because the runs of its bank have no quarter after {until} in which arrivals differ; make a bank of a scenario that ends later, or a fit with an earlier --until",
            arguments.fit.display()
        )));
    }
    let rows: Vec<Row<'_>> = all.iter().filter_map(Row::of).collect();
    file.write(csv(&rows, until).as_bytes())?;
    if arguments.json {
        return crate::say(&format!("{:#}\n", summary["forecasts"]));
    }
    let condition = summary["conditions"]
        .as_str()
        .unwrap_or("nothing of later times goes in");
    let mut text = format!("From the end of {until}. Conditions: {condition}\n\n");
    let _ = writeln!(
        text,
        "{:<38} {:>9} {:>19} {:>19}",
        "arrivals (persons)", "median", "50 %", "90 %"
    );
    for row in &rows {
        let at = |level| brief(row.at(level));
        let _ = writeln!(
            text,
            "{:<38} {:>9} {:>19} {:>19}",
            format!("{} to {}", row.from, row.to),
            at(0.5),
            format!("{} to {}", at(0.25), at(0.75)),
            format!("{} to {}", at(0.05), at(0.95)),
        );
    }
    let _ = writeln!(text, "\n{}", arguments.out.display());
    crate::say(&text)
}

/// A quarter that is forecast.
struct Row<'a> {
    target: &'a str,
    from: &'a str,
    to: &'a str,
    quantiles: Vec<(f64, f64)>,
}

impl<'a> Row<'a> {
    fn of(value: &'a Value) -> Option<Row<'a>> {
        let numbers = |key: &str| {
            value[key]
                .as_array()?
                .iter()
                .map(Value::as_f64)
                .collect::<Option<Vec<f64>>>()
        };
        Some(Row {
            target: value["target"].as_str()?,
            from: value["from"].as_str()?,
            to: value["to"].as_str()?,
            quantiles: numbers("levels")?.into_iter().zip(numbers("values")?).collect(),
        })
    }

    /// The quantile at one of the hubs' levels.
    fn at(&self, level: f64) -> f64 {
        let found = self.quantiles.iter().find(|(at, _)| *at == level);
        found.map_or(f64::NAN, |(_, value)| *value)
    }
}

/// Columns of a forecast as the hubs have it.
pub const HUB_COLUMNS: &str = "origin_date,target,target_end_date,output_type,output_type_id,value";

/// A row of it: a quantile, its level first, of a quarter that ends on a day.
pub fn hub_row(origin: &dyn Display, target: &str, to: &dyn Display, (level, value): (f64, f64)) -> String {
    format!("{origin},quarterly {target},{to},quantile,{level},{value}")
}

/// As the forecast hubs have it: a row a quantile.
fn csv(rows: &[Row<'_>], origin: &str) -> String {
    let mut text = format!("{HUB_COLUMNS}\n");
    for row in rows {
        for quantile in &row.quantiles {
            let _ = writeln!(text, "{}", hub_row(&origin, row.target, &row.to, *quantile));
        }
    }
    text
}
