//! The summary of a run, as a table for people and as JSON for scripts.

use super::{learned, record};
use crate::numbers::brief;
use amnok_lab::{Spread, luck_within, share_of_luck};
use amnok_model::facts::Activity;
use amnok_model::record::measures::{MEASURES, measure};
use amnok_model::record::rows::{NONE, Rows};
use amnok_scenario::{Scenario, many};
use amnok_store::{Manifest, pairs};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// Measures of the table that stand for leaving and for smuggling apart, and their names in it.
const BOTH: &[(&str, &str)] = &[
    ("attempts", "attempts"),
    ("crossed", "reached the other side"),
    ("turned_back", "gave up or turned back"),
    ("arrested", "arrested"),
    ("sent_back", "caught there, sent back"),
    ("deaths", "deaths"),
    ("deaths_shot", "  of these by gunfire"),
    ("paid", "paid to guards"),
    ("paid_broker", "kept by brokers"),
];

/// Measures of the table that do not tell them apart.
const ALL: &[(&str, &str)] = &[
    ("found_out", "guards found out"),
    ("worker_deaths", "deaths of builders"),
    ("mine_soldier_deaths", "deaths of soldiers on mines"),
    ("repatriated", "sent back who had settled"),
    ("arrivals", "arrivals abroad"),
];

/// How a number differs between histories.
struct Number {
    /// Median, 5 and 95 percent.
    spread: [f64; 3],
    /// Share of luck in that, where values were drawn.
    luck: Option<f64>,
}

/// Pairs of histories with the same values that tell a share of luck: those of the histories that are run if nothing is asked. Of fewer nothing is said,
/// and of these roughly how far off it may be.
const PAIRS: usize = 6;

/// Places of histories with the same values.
fn alike(rows: &[(u32, Rows)]) -> Vec<(usize, usize)> {
    let numbers: Vec<u32> = rows.iter().map(|(number, _)| *number).collect();
    let place = |number: u32| numbers.iter().position(|other| *other == number);
    let pairs = pairs(&numbers).into_iter();
    pairs.filter_map(|(a, b)| Some((place(a)?, place(b)?))).collect()
}

/// What is said of the column of luck: what it is, or why there is none.
fn of_luck(pairs: usize) -> String {
    if let Some((low, high)) = luck_within(pairs).filter(|_| pairs >= PAIRS) {
        let (low, high) = (brief(low), brief(high));
        return format!(
            "luck: its share of what differs, as {pairs} pairs of histories tell it (likely {low} to {high} times as much)"
        );
    }
    let enough = (1..).find(|count| amnok_store::pairs(&(0..*count).collect::<Vec<u32>>()).len() >= PAIRS);
    format!(
        "how much of it is luck, {} of histories with the same values cannot tell: {} have {PAIRS}",
        many(pairs, "pair", "pairs"),
        enough.map_or("more".into(), |count| many(count, "history", "histories"))
    )
}

/// A measure over all days, of one activity or of all.
fn measured(rows: &[(u32, Rows)], manifest: &Manifest, name: &str, activity: Option<Activity>) -> Number {
    let wanted = measure(name) as u8;
    let total = |rows: &Rows| {
        let counts = |row: &usize| {
            rows.measure[*row] == wanted
                && rows.reported_by[*row] == NONE
                && activity.is_none_or(|activity| rows.activity[*row] == activity as u8)
        };
        (0..rows.len()).filter(counts).map(|row| rows.value[row]).sum::<f64>()
    };
    let totals: Vec<f64> = rows.iter().map(|(_, rows)| total(rows)).collect();
    let alike = alike(rows);
    let tells = manifest.fingerprint.values.differ() && alike.len() >= PAIRS;
    Number {
        luck: share_of_luck(&totals, &alike).filter(|_| tells),
        spread: Spread::of(totals).map_or([f64::NAN; 3], |spread| [spread.median, spread.low, spread.high]),
    }
}

fn unit<'a>(scenario: &'a Scenario, name: &str) -> &'a str {
    match MEASURES.iter().find(|m| m.name == name).map_or("", |m| m.unit) {
        "currency" => &scenario.inputs.currency,
        unit => unit,
    }
}

/// For people.
pub fn text(scenario: &Scenario, rows: &[(u32, Rows)], manifest: &Manifest, out: &Path) -> String {
    let drawn = manifest.fingerprint.values.differ();
    let learned = manifest.fingerprint.values.posterior(scenario);
    let mut text = format!(
        "{}: {}, {}, {}\n",
        scenario.title,
        many(scenario.inputs.days, "day", "days"),
        many(rows.len(), "possible history", "possible histories"),
        manifest.fingerprint.values.words(),
    );
    if let Some(kept) = learned {
        let _ = writeln!(text, "{}{}", learned::text(kept), estimated_as_written(scenario));
    }
    if let Some(judged) = record::judged(&scenario.record, &scenario.inputs, drawn, rows) {
        let _ = writeln!(text, "Beside the public record, {}", record::sentence(&judged));
    }
    let pairs = alike(rows).len();
    let luck = if drawn && pairs >= PAIRS { "luck" } else { "" };
    let _ = writeln!(
        text,
        "\n{:<28} {:>10} {:>10} {:>10} {luck:>6}",
        "over all days", "median", "5 %", "95 %"
    );
    let groups = [
        ("to leave", BOTH, Some(Activity::Leave)),
        ("smuggling", BOTH, Some(Activity::Smuggle)),
        ("others", ALL, None),
    ];
    for (title, lines, activity) in groups {
        let _ = writeln!(text, "{title}");
        for (name, words) in lines {
            let Number { spread, luck } = measured(rows, manifest, name, activity);
            let [median, low, high] = spread.map(brief);
            let luck = luck.map_or(String::new(), |luck| format!("{:.0} %", 100.0 * luck));
            let unit = unit(scenario, name);
            let _ = writeln!(
                text,
                "  {words:<26} {median:>10} {low:>10} {high:>10} {luck:>6}  {unit}"
            );
        }
    }
    let seconds = manifest.ran["wall_seconds"].as_f64().unwrap_or(0.0);
    let memory = manifest.ran["peak_memory_bytes"].as_f64();
    let memory = memory.map_or(String::new(), |bytes| format!(", {:.0} MB of memory", bytes / 1e6));
    let luck = of_luck(pairs);
    let spread = match (drawn, learned) {
        (true, Some(_)) => format!(
            "5 and 95 %: over what was learned and luck; {luck}. As far as the rules of the model are right.\n\
             Histories share the values of the estimates and not what happened by chance, of which the data tell too: they scatter about them."
        ),
        (true, None) => format!(
            "5 and 95 %: over the assumed values and luck; {luck}. What follows if the assumptions hold, not an estimate."
        ),
        (false, _) => {
            "5 and 95 %: over luck alone; what the assumed values leave open is wider. What follows if the assumptions hold, not an estimate.".into()
        }
    };
    let _ = writeln!(
        text,
        "\n{spread}\n{seconds:.1} s{memory}. The report: {}",
        out.join("report.html").display()
    );
    text
}

/// Where something was set beside the files: that the estimates are of the scenario without it.
fn estimated_as_written(scenario: &Scenario) -> String {
    match scenario.set.as_slice() {
        [] => String::new(),
        set => format!(
            "The estimates are of the scenario as it is written; the histories live through it with {}.\n",
            set.join(", ")
        ),
    }
}

fn shown(scenario: &Scenario, (name, words): &(&str, &str), number: &Number) -> Value {
    let [median, low, high] = number.spread;
    let (words, unit) = (words.trim_start(), unit(scenario, name));
    json!({ "words": words, "median": median, "p05": low, "p95": high, "luck": number.luck, "unit": unit })
}

/// Words, median, the middle nine tenths and the share of luck of every measure of the table over histories, with its unit.
pub fn measures(scenario: &Scenario, rows: &[(u32, Rows)], manifest: &Manifest) -> serde_json::Map<String, Value> {
    let one = |line: &(&str, &str)| {
        let number = measured(rows, manifest, line.0, None);
        (line.0.to_owned(), shown(scenario, line, &number))
    };
    BOTH.iter().chain(ALL).map(one).collect()
}

/// For scripts.
pub fn json(scenario: &Scenario, rows: &[(u32, Rows)], manifest: &Manifest, out: &Path) -> Value {
    let of = |activity| -> serde_json::Map<String, Value> {
        let one = |line: &(&str, &str)| {
            let number = measured(rows, manifest, line.0, Some(activity));
            (line.0.to_owned(), shown(scenario, line, &number))
        };
        BOTH.iter().map(one).collect()
    };
    let judged = record::judged(
        &scenario.record,
        &scenario.inputs,
        manifest.fingerprint.values.differ(),
        rows,
    );
    json!({
        "title": scenario.title,
        "days": scenario.inputs.days,
        "replicates": rows.len(),
        "values": manifest.to_json()["values"],
        "seed": manifest.fingerprint.seed,
        "scenario": manifest.fingerprint.digest,
        "version": manifest.fingerprint.version,
        "out": out.display().to_string(),
        "ran": manifest.ran,
        "measures": measures(scenario, rows, manifest),
        "leave": of(Activity::Leave),
        "smuggle": of(Activity::Smuggle),
        "record": judged.map(|judged| record::json(&judged)),
        "learned": manifest.fingerprint.values.posterior(scenario).map(learned::json),
    })
}
