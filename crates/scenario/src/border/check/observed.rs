//! observed/*.csv: series that somebody outside observed, to the scenario's `observed_until`.

use super::desk::Desk;
use super::sheet::rows;
use super::value::plain;
use crate::border::as_written::Sheet;
use crate::border::checked::{Series, SeriesRow};
use jiff::civil::Date;

const MOST_ROWS: usize = 100_000;

/// Checks one observed series; nothing observed after `until` is taken in: what follows is forecast.
pub(crate) fn check(file: &str, sheet: &Sheet, until: Option<Date>, desk: &mut Desk) -> Series {
    let unit = sheet
        .comment
        .as_deref()
        .and_then(|comment| comment.strip_prefix("unit:"))
        .map_or("count", str::trim);
    let mut found: Vec<SeriesRow> = Vec::new();
    for row in rows(sheet, &["start", "end", "value", "source"], MOST_ROWS, desk) {
        let start = desk.date(&row[0].text, "the start", &row[0].at);
        let end = desk.date(&row[1].text, "the end", &row[1].at);
        let value = plain(row[2], "the value", unit, desk)
            .filter(|value| desk.within(*value, 0.0, 1e12, "the value", unit, &row[2].at));
        let sourced = if row[3].text.is_empty() {
            desk.findings.say(
                &row[3].at,
                "an observation without a source",
                "the id of a claim in evidence.toml",
                "say which claim reports it",
            );
            false
        } else {
            desk.claim(&row[3].text, &row[3].at)
        };
        let (Some(start), Some(end)) = (start, end) else {
            continue;
        };
        if end < start {
            desk.findings.say(
                &row[1].at,
                format!("an observation that ends on {end}, before it starts on {start}"),
                "an end that is not before the start",
                "exchange the two dates or mend one",
            );
        } else if let Some(until) = until.filter(|until| end > *until) {
            desk.findings.say(
                &row[1].at,
                format!("an observation of {end}"),
                format!("observations to {until}, the `observed_until` of scenario.toml; what follows is forecast"),
                "take the row out, or set `observed_until` to a later day",
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
    let name = file.trim_start_matches("observed/").trim_end_matches(".csv");
    Series {
        name: name.to_string(),
        unit: unit.to_string(),
        rows: found,
    }
}
