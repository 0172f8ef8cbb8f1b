//! observed/NAME.csv: a series that somebody outside observed, to the scenario's `observed_until`; NAME is the observer that reads it off a run.

use super::context::Context;
use super::record::observer_of;
use super::scenario_toml::Main;
use super::sheet::rows;
use super::value::plain;
use super::window::{can_be_read, in_order};
use crate::border::as_written::Sheet;
use crate::border::checked::{Series, SeriesRow};
use crate::diagnose::{Place, listed, quoted};
use amnok_model::observers::{Error, Observer};
use jiff::civil::Date;

const MOST_ROWS: usize = 100_000;

/// The unit of a series that says none.
const UNSAID: &str = "count";
/// Units of what is counted one by one.
const COUNTED: [&str; 6] = [UNSAID, "persons", "attempts", "guards", "brokers", "stories"];

/// Checks one observed series; nothing observed after `observed_until` is taken in: what follows is forecast.
pub(crate) fn check(file: &str, sheet: &Sheet, main: &Main, context: &mut Context) -> Series {
    let unit = sheet
        .comment
        .as_deref()
        .and_then(|comment| comment.strip_prefix("unit:"))
        .map_or(UNSAID, str::trim);
    let name = file.trim_start_matches("observed/").trim_end_matches(".csv");
    let observer = observer_of(name, &sheet.top, context);
    if let Some(observer) = observer {
        unit_fits(observer, unit, &main.currency, &sheet.top, context);
    }
    let mut found: Vec<SeriesRow> = Vec::new();
    let mut windows: Vec<(Date, Date, &Place)> = Vec::new();
    for row in rows(sheet, &["start", "end", "value", "source"], MOST_ROWS, context) {
        let start = context.date(&row[0].text, "the start", &row[0].at);
        let end = context.date(&row[1].text, "the end", &row[1].at);
        let value = plain(row[2], "the value", unit, context)
            .filter(|value| context.within(*value, 0.0, 1e12, "the value", unit, &row[2].at));
        let sourced = if row[3].text.is_empty() {
            context.findings.say(
                &row[3].at,
                "an observation without a source",
                "the id of a claim in evidence.toml",
                "say which claim reports it",
            );
            false
        } else {
            context.claim(&row[3].text, &row[3].at)
        };
        let (Some(start), Some(end)) = (start, end) else {
            continue;
        };
        let until = main.observed_until;
        match observer {
            Some(observer) => {
                let kind = observer.of_series();
                can_be_read(observer, kind, (start, end), (row[0], row[1]), until, context);
            }
            None => drop(in_order(start, end, until, row[1], context)),
        }
        windows.push((start, end, &row[0].at));
        let source = row[3].text.clone();
        if let (Some(value), true) = (value, sourced) {
            let row = SeriesRow {
                start,
                end,
                value,
                source,
            };
            found.push(row);
        }
    }
    found.sort_by_key(|row| (row.start, row.end));
    apart(windows, context);
    Series {
        name: name.to_string(),
        unit: unit.to_string(),
        rows: found,
    }
}

/// Whether a unit can be that of what an observer reads: numbers are taken as they are, and nothing is converted.
fn unit_fits(observer: &Observer, unit: &str, currency: &str, top: &Place, context: &mut Context) {
    let money = unit == UNSAID || currency.is_empty() || unit.split(' ').next() == Some(currency);
    let (fits, expected) = match observer.error {
        Error::Poisson => (COUNTED.contains(&unit), listed(COUNTED)),
        Error::LogNormal(_) if observer.is_money() => (money, format!("{currency}, the currency of scenario.toml")),
        Error::LogNormal(_) => return,
    };
    if !fits {
        context.findings.say(
            top,
            format!("the unit {} of {}", quoted(unit), quoted(observer.name)),
            expected,
            "write the values in such a unit, which the first line then names, as in `# unit: persons`",
        );
    }
}

/// Whether the windows of a series, each with its place, have no day in common.
fn apart(mut windows: Vec<(Date, Date, &Place)>, context: &mut Context) {
    // By the line where two start on one day, so that the later one is named.
    windows.sort_by_key(|(start, _, at)| (*start, at.line));
    let mend = "take one of the two out, or write it in observed/record.csv, with an id of its own";
    let mut before: Option<(Date, Date)> = None;
    for (start, end, at) in windows {
        match before {
            Some((first, _)) if start == first => context.findings.say(
                at,
                format!("a second observation that starts on {start}"),
                "one observation for each first day, by which it is named",
                mend,
            ),
            Some((first, last)) if start <= last => context.findings.say(
                at,
                format!("an observation from {start} to {end}, with days of the one from {first} to {last}"),
                "each day in one observation of a series: what is counted twice weighs twice",
                mend,
            ),
            _ => {}
        }
        if before.is_none_or(|(_, last)| end > last) {
            before = Some((start, end));
        }
    }
}
