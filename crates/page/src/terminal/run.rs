//! The summary of a run, as a table for people and as JSON for scripts.

use amnok_lab::Spread;
use amnok_model::record::measures::MEASURES;
use amnok_model::record::rows::Rows;
use amnok_scenario::Scenario;
use amnok_store::Manifest;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// Measures of the table, and their names in it.
const LINES: &[(&str, &str)] = &[
    ("attempts", "attempts"),
    ("crossed", "reached the other side"),
    ("turned_back", "gave up or turned back"),
    ("arrested", "arrested"),
    ("sent_back", "caught there, sent back"),
    ("deaths", "deaths of those who tried"),
    ("deaths_shot", "  of these by gunfire"),
    ("paid", "paid to guards"),
    ("paid_broker", "kept by brokers"),
    ("found_out", "guards found out"),
];

/// Median, 5 and 95 percent over replicates.
fn spread(totals: Vec<f64>) -> [f64; 3] {
    Spread::of(totals).map_or([f64::NAN; 3], |spread| [spread.median, spread.low, spread.high])
}

fn totals(rows: &[(u32, Rows)], name: &str) -> Vec<f64> {
    rows.iter().map(|(_, rows)| rows.total(name)).collect()
}

fn unit<'a>(scenario: &'a Scenario, name: &str) -> &'a str {
    match MEASURES.iter().find(|m| m.name == name).map_or("", |m| m.unit) {
        "currency" => &scenario.inputs.currency,
        unit => unit,
    }
}

/// A whole number with spaces between thousands.
fn spaced(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 && digit != '-' {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// For people.
pub fn text(scenario: &Scenario, rows: &[(u32, Rows)], manifest: &Manifest, out: &Path) -> String {
    let mut text = format!(
        "{}: {} days, {} possible histories\n\n",
        scenario.title,
        scenario.inputs.days,
        rows.len()
    );
    let head = ["over all days", "median", "5 %", "95 %"];
    let _ = writeln!(text, "{:<26} {:>14} {:>14} {:>14}", head[0], head[1], head[2], head[3]);
    for (name, words) in LINES {
        let [median, low, high] = spread(totals(rows, name)).map(spaced);
        let unit = unit(scenario, name);
        let _ = writeln!(text, "{words:<26} {median:>14} {low:>14} {high:>14}  {unit}");
    }
    let seconds = manifest.ran["wall_seconds"].as_f64().unwrap_or(0.0);
    let memory = manifest.ran["peak_memory_bytes"].as_f64();
    let memory = memory.map_or(String::new(), |bytes| format!(", {:.0} MB of memory", bytes / 1e6));
    let _ = writeln!(
        text,
        "\nWhat follows if the assumptions hold, not an estimate: most parameters are assumed within wide ranges.\n\
         {seconds:.1} s{memory}. The report: {}",
        out.join("report.html").display()
    );
    text
}

/// Median and the middle nine tenths of every measure of the table over replicates, with its unit.
pub fn measures(scenario: &Scenario, rows: &[(u32, Rows)]) -> serde_json::Map<String, Value> {
    let one = |(name, _): &(&str, &str)| {
        let [median, low, high] = spread(totals(rows, name));
        let value = json!({ "median": median, "p05": low, "p95": high, "unit": unit(scenario, name) });
        ((*name).to_owned(), value)
    };
    LINES.iter().map(one).collect()
}

/// For scripts.
pub fn json(scenario: &Scenario, rows: &[(u32, Rows)], manifest: &Manifest, out: &Path) -> Value {
    json!({
        "title": scenario.title,
        "days": scenario.inputs.days,
        "replicates": rows.len(),
        "seed": manifest.fingerprint.seed,
        "scenario": manifest.fingerprint.digest,
        "version": manifest.fingerprint.version,
        "out": out.display().to_string(),
        "ran": manifest.ran,
        "measures": measures(scenario, rows),
    })
}
