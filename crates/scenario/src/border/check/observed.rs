//! observed/NAME.csv: a series that somebody outside observed, to the scenario's `observed_until`; NAME is the observer that reads it off a run.

use super::context::Context;
use super::record::observer_of;
use super::sheet::rows;
use super::value::plain;
use super::window::in_order;
use crate::border::as_written::Sheet;
use crate::border::checked::{Series, SeriesRow};
use jiff::civil::Date;
use std::collections::BTreeSet;

const MOST_ROWS: usize = 100_000;

/// Checks one observed series; nothing observed after `until` is taken in: what follows is forecast.
pub(crate) fn check(file: &str, sheet: &Sheet, until: Option<Date>, context: &mut Context) -> Series {
    let unit = sheet
        .comment
        .as_deref()
        .and_then(|comment| comment.strip_prefix("unit:"))
        .map_or("count", str::trim);
    let name = file.trim_start_matches("observed/").trim_end_matches(".csv");
    observer_of(name, &sheet.top, context);
    let mut found: Vec<SeriesRow> = Vec::new();
    let mut starts = BTreeSet::new();
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
        in_order(start, end, until, row[1], context);
        if !starts.insert(start) {
            context.findings.say(
                &row[0].at,
                format!("a second observation that starts on {start}"),
                "one observation for each first day, by which it is named",
                "take one of the two out, or write it in observed/record.csv, with an id of its own",
            );
        }
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
    Series {
        name: name.to_string(),
        unit: unit.to_string(),
        rows: found,
    }
}
