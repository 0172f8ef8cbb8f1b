//! trade.csv: official trade by month.

use super::context::Context;
use super::sheet::rows;
use super::value::{Expected, cells};
use crate::border::as_written::Sheet;
use crate::diagnose::quoted;
use crate::words::many;
use amnok_model::parameter::used_by;
use jiff::civil::Date;
use std::collections::BTreeMap;

const MOST_MONTHS: usize = 2400;

/// Checks trade.csv and gives the index of every month of the period.
pub(crate) fn check(sheet: &Sheet, period: Option<(Date, u32)>, context: &mut Context) -> Vec<f64> {
    let before = context.findings.len();
    let mut months: BTreeMap<(i16, i8), f64> = BTreeMap::new();
    for row in rows(sheet, &["month", "index", "basis"], MOST_MONTHS, context) {
        let (month, index, basis) = (row[0], row[1], row[2]);
        let Some(first) = first_of(&month.text) else {
            context.findings.say(
                &month.at,
                format!("{} for the month", quoted(&month.text)),
                "a month as YYYY-MM, from 1900 to 2100",
                "write for example 2020-08",
            );
            continue;
        };
        let wanted = Expected {
            key: format!("trade.{}", month.text),
            unit: "index",
            meaning: "Official trade of the month against the baseline (1 = monthly mean before closure).",
            used_by: used_by("trade", "index"),
            least: 0.0,
            most: 100.0,
        };
        let index = cells(index, basis, wanted, context).unwrap_or(0.0);
        if months.insert((first.year(), first.month()), index).is_some() {
            context.twice(&month.text, "month", &month.at);
        }
    }
    let Some((start, days)) = period else {
        return Vec::new();
    };
    let Ok(end) = start.checked_add(jiff::Span::new().days(i64::from(days) - 1)) else {
        return Vec::new();
    };
    let (mut year, mut month) = (start.year(), start.month());
    let (mut series, mut missing) = (Vec::new(), Vec::new());
    while (year, month) <= (end.year(), end.month()) {
        match months.get(&(year, month)) {
            Some(index) => series.push(*index),
            None => missing.push(format!("{year:04}-{month:02}")),
        }
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    if !missing.is_empty() && context.findings.len() == before {
        context.findings.say(
            &sheet.top,
            format!(
                "{} without a row, the first {}",
                many(missing.len(), "month", "months"),
                missing[0]
            ),
            "a row for every month of the period",
            "add the rows, or change the period in scenario.toml",
        );
    }
    series
}

fn first_of(text: &str) -> Option<Date> {
    (text.len() == 7)
        .then(|| super::context::plain_date(&format!("{text}-01")))
        .flatten()
        .filter(|d| (1900..=2100).contains(&d.year()))
}
