//! The numbers of a run by time and by place.

use super::table::{Row, Table};
use crate::summary::{MonthlySummary, Selection, select};
use amnok_lab::Spread;
use std::ops::Range;

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Provinces.
    Province,
    /// Counties, in their order along the line.
    County,
}

impl By {
    /// All of them.
    pub const ALL: [By; 4] = [By::Year, By::Month, By::Province, By::County];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            By::Year => "year",
            By::Month => "month",
            By::Province => "province",
            By::County => "county",
        }
    }

    /// By its name.
    pub fn of(name: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// Columns: heading, and what is added up.
fn columns(currency: &str) -> Vec<(String, Vec<Selection>)> {
    let one = |name: &str, select: Selection| (name.to_owned(), vec![select]);
    vec![
        one("To leave: attempts", select("attempts").activity(0)),
        one("reached the other side", select("crossed").activity(0)),
        one("arrested", select("arrested").activity(0)),
        one("sent back", select("sent_back").activity(0)),
        one("died", select("deaths").activity(0)),
        one("Smuggling: trips", select("attempts").activity(1)),
        one("reached the other side (smuggling)", select("crossed").activity(1)),
        one("arrested (smuggling)", select("arrested").activity(1)),
        one("died (smuggling)", select("deaths").activity(1)),
        one(&format!("Paid to guards, {currency}"), select("paid")),
        one(&format!("Kept by brokers, {currency}"), select("paid_broker")),
        one("Guards found complicit", select("found_out")),
    ]
}

/// One row: the sums of every column over some counties and months.
fn row(summary: &MonthlySummary, name: String, counties: &[usize], months: &Range<usize>) -> Row {
    let cell = |(_, parts): &(String, Vec<Selection>)| {
        Spread::of((0..summary.replicates()).map(|r| {
            let places = counties.iter().flat_map(|c| months.clone().map(move |m| (*c, m)));
            let values = places.map(|(c, m)| parts.iter().map(|part| summary.value(r, *part, c, m)).sum::<f64>());
            values.sum::<f64>()
        }))
    };
    Row {
        name,
        cells: columns(&summary.inputs.currency).iter().map(cell).collect(),
    }
}

fn table(summary: &MonthlySummary, by: By, when: String, rows: Vec<Row>) -> Table {
    let first = by.name();
    let mut head = vec![first[..1].to_uppercase() + &first[1..]];
    head.extend(columns(&summary.inputs.currency).into_iter().map(|(name, _)| name));
    Table {
        caption: format!("By {first}{when}"),
        head,
        rows,
    }
}

/// Months of a year, or all.
fn months_of(summary: &MonthlySummary, year: Option<i16>) -> Range<usize> {
    let mut years = summary.years().into_iter();
    let found = year.and_then(|year| years.find(|(known, _)| *known == year));
    found.map_or(0..summary.months.len(), |(_, months)| months)
}

/// By year, or by month.
pub fn by_time(summary: &MonthlySummary, by: By, year: Option<i16>) -> Table {
    let counties: Vec<usize> = (0..summary.inputs.counties.len()).collect();
    let whole = months_of(summary, year);
    let mut parts: Vec<(String, Range<usize>)> = match by {
        By::Month => whole
            .clone()
            .map(|month| (summary.months[month].name(), month..month + 1))
            .collect(),
        _ => (summary.years().into_iter())
            .map(|(year, months)| (year.to_string(), months))
            .collect(),
    };
    let (whole, when) = match (by, year) {
        (By::Month, Some(year)) => (whole, format!(", {year}")),
        _ => (0..summary.months.len(), String::new()),
    };
    parts.push(("All".into(), whole));
    let rows = parts.into_iter().map(|(name, months)| {
        let forecast = summary.forecast.is_some_and(|first| months.start >= first);
        let name = if forecast { format!("{name} (forecast)") } else { name };
        row(summary, name, &counties, &months)
    });
    table(summary, by, when, rows.collect())
}

/// By province, or by county, in a year or in the whole period.
pub fn by_place(summary: &MonthlySummary, by: By, year: Option<i16>) -> Table {
    let inputs = summary.inputs;
    let months = months_of(summary, year);
    let all: Vec<usize> = (0..inputs.counties.len()).collect();
    let mut parts: Vec<(String, Vec<usize>)> = match by {
        By::Province => (inputs.provinces.iter().enumerate())
            .map(|(number, province)| {
                let within = |county: &usize| inputs.counties[*county].province == number;
                (province.name.clone(), all.iter().copied().filter(within).collect())
            })
            .collect(),
        _ => (all.iter())
            .map(|county| (inputs.counties[*county].name.clone(), vec![*county]))
            .collect(),
    };
    parts.push(("All".into(), all));
    let rows = parts
        .into_iter()
        .map(|(name, counties)| row(summary, name, &counties, &months));
    let when = year.map_or(String::new(), |year| format!(", {year}"));
    table(summary, by, when, rows.collect())
}
