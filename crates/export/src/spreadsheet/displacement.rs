//! A displacement as a workbook: what was run, camps on the last day, camps and errors by day, flows by link, settings.

use super::{Cell, MOST_ROWS, book, sheet, text};
use crate::errors::errors_by_day;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use amnok_store::tables::displacement::{camp_names, date, errors, flows, summary};
use rust_xlsxwriter::XlsxError;

/// The workbook.
///
/// # Errors
/// In words: where there are more camp-days than a sheet has rows.
pub fn displacement(conflict: &Conflict, seed: u64, all: &Replicates) -> Result<Vec<u8>, String> {
    let days = conflict.displacement.days as usize;
    if days * camp_names(conflict).len() >= MOST_ROWS {
        return Err(format!(
            "more than {MOST_ROWS} camp-days, which no sheet holds; the table as CSV holds them all"
        ));
    }
    workbook(conflict, seed, all).map_err(|error| error.to_string())
}

fn workbook(conflict: &Conflict, seed: u64, all: &Replicates) -> Result<Vec<u8>, XlsxError> {
    let mut book = book()?;
    sheet(
        &mut book,
        "Summary",
        &["What", "Value", "5 %", "95 %"],
        overview(conflict, seed, all).into_iter(),
    )?;
    let (names, summary) = (camp_names(conflict), summary(all));
    let camp = |cell: &amnok_store::tables::displacement::CampDay| {
        let over = cell.simulated;
        vec![
            Cell::Day(date(conflict.start, cell.day)),
            text(&names[cell.camp]),
            Cell::Number(over.mean),
            Cell::Number(over.sd),
            Cell::Number(over.spread.low),
            Cell::Number(over.spread.median),
            Cell::Number(over.spread.high),
            Cell::Number(cell.registered as f64),
        ]
    };
    let heads = [
        "Date",
        "Camp",
        "Simulated, mean",
        "Standard deviation",
        "5 %",
        "Median",
        "95 %",
        "Registered",
    ];
    let last = (conflict.displacement.days as usize).saturating_sub(1);
    sheet(
        &mut book,
        "Camps, last day",
        &heads,
        summary.iter().filter(|cell| cell.day == last).map(camp),
    )?;
    sheet(&mut book, "Camps by day", &heads, summary.iter().map(camp))?;
    let of_day = |(day, measure, spread): (usize, amnok_lab::displacement::Measure, amnok_lab::Spread)| {
        let numbers = [spread.low, spread.median, spread.high].map(Cell::Number);
        [Cell::Day(date(conflict.start, day)), text(measure.words())]
            .into_iter()
            .chain(numbers)
            .collect()
    };
    let heads = ["Date", "Error", "5 %", "Median", "95 %"];
    sheet(
        &mut book,
        "Errors by day",
        &heads,
        errors_by_day(all).into_iter().map(of_day),
    )?;
    let heads = ["Link", "From", "To", "km", "People who set out, mean"];
    sheet(&mut book, "Links", &heads, links(conflict, all).into_iter())?;
    let settings = conflict.settings.iter();
    let settings = settings.map(|s| vec![text(&s.key), text(&s.value), text(&s.default)]);
    sheet(&mut book, "Settings", &["Setting", "Value", "In Flee's code"], settings)?;
    book.save_to_buffer()
}

fn overview(conflict: &Conflict, seed: u64, all: &Replicates) -> Vec<Vec<Cell>> {
    let days = conflict.displacement.days;
    let mut rows = vec![
        vec![text("displacement"), text(&conflict.name)],
        vec![text("first day"), Cell::Day(conflict.start)],
        vec![text("days"), Cell::Number(f64::from(days))],
        vec![text("histories"), Cell::Number(all.courses.len() as f64)],
        vec![text("seed"), text(seed.to_string())],
        vec![text("version"), text(env!("CARGO_PKG_VERSION"))],
        vec![text("digest of the input"), text(&conflict.digest)],
    ];
    for (measure, over) in errors(all) {
        let (low, high) = (Cell::Number(over.spread.low), Cell::Number(over.spread.high));
        rows.push(vec![
            text(format!("{}, mean over days", measure.words())),
            Cell::Number(over.mean),
            low,
            high,
        ]);
    }
    rows.push(vec![Cell::Empty]);
    rows.push(vec![text(
        "Intervals show chance only, not how uncertain the inputs are or whether the rules are right.",
    )]);
    for warning in conflict.seen_in(&all.courses).iter().chain(&conflict.warnings) {
        rows.push(vec![
            text("warning"),
            text(format!("line {}: {}", warning.line, warning.found)),
        ]);
    }
    rows
}

fn links(conflict: &Conflict, all: &Replicates) -> Vec<Vec<Cell>> {
    let network = &conflict.displacement.network;
    let mut people = vec![0.0; network.links.len()];
    for flow in flows(conflict, all) {
        people[flow.link] += flow.people;
    }
    let name = |place: usize| text(&network.places[place].name);
    let each = network.links.iter().zip(people).enumerate();
    each.map(|(link, (at, people))| {
        vec![
            Cell::Number(link as f64),
            name(at.from),
            name(at.to),
            Cell::Number(at.km),
            Cell::Number(people),
        ]
    })
    .collect()
}
