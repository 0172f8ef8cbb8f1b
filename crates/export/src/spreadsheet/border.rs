//! A run of a border as a workbook: what was run, its tables, its orders; and a table by itself.

use super::{Cell, book, sheet, text};
use amnok_page::live::{Border, Row, Table};
use amnok_page::{in_words, places, size};
use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, XlsxError};

/// A table as a workbook of one sheet.
///
/// # Errors
/// In words: where it is larger than a sheet can be.
pub fn table(name: &str, table: &Table) -> Result<Vec<u8>, String> {
    let mut book = book().map_err(|error| error.to_string())?;
    add(&mut book, name, table).map_err(|error| error.to_string())?;
    book.save_to_buffer().map_err(|error| error.to_string())
}

/// The workbook of a run, with these tables by their names.
///
/// # Errors
/// In words: where a table is larger than a sheet can be.
pub fn border(border: &Border, tables: &[(String, Table)]) -> Result<Vec<u8>, String> {
    workbook(border, tables).map_err(|error| error.to_string())
}

fn workbook(border: &Border, tables: &[(String, Table)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = book()?;
    sheet(&mut book, "Summary", &["What", "Value"], overview(border).into_iter())?;
    for (name, table) in tables {
        add(&mut book, name, table)?;
    }
    let heads = ["Date", "Order", "Where", "Force", "Size", "Note", "Source"];
    sheet(&mut book, "orders", &heads, orders(border).into_iter())?;
    book.save_to_buffer()
}

/// A table as a sheet; its name is cut to the 31 letters that a sheet's has at most.
fn add(book: &mut Workbook, name: &str, table: &Table) -> Result<(), XlsxError> {
    let names = table.names();
    let heads: Vec<&str> = std::iter::once(table.rows_are())
        .chain(names.iter().map(String::as_str))
        .collect();
    let name: String = name.chars().take(31).collect();
    let cells = |row: &Row| {
        let numbers = row.numbers().map(|number| number.map_or(Cell::Empty, Cell::Number));
        std::iter::once(text(&row.name)).chain(numbers).collect()
    };
    sheet(book, &name, &heads, table.rows.iter().map(cells))
}

fn overview(border: &Border) -> Vec<Vec<Cell>> {
    let (scenario, fingerprint) = (&border.scenario, &border.manifest.fingerprint);
    let inputs = &scenario.inputs;
    vec![
        vec![text("scenario"), text(&scenario.title)],
        vec![text("first day"), Cell::Day(inputs.start)],
        vec![text("days"), Cell::Number(f64::from(inputs.days))],
        vec![text("histories"), Cell::Number(border.histories() as f64)],
        vec![text("seed"), text(fingerprint.seed.to_string())],
        vec![text("version"), text(env!("CARGO_PKG_VERSION"))],
        vec![text("digest of the scenario"), text(&scenario.digest)],
        vec![text("set beside its files"), text(scenario.set.join(", "))],
        vec![Cell::Empty],
        vec![text(
            "Numbers are what follows if the assumptions hold, not estimates. Nine tenths of the histories lie between p05 and p95.",
        )],
    ]
}

fn orders(border: &Border) -> Vec<Vec<Cell>> {
    let one = |order: &amnok_scenario::OrderText| {
        let day = order.date.parse::<Date>().map_or_else(|_| text(&order.date), Cell::Day);
        let rest = [
            in_words(&order.kind),
            places(&order.place),
            in_words(&order.force),
            size(&order.kind, &order.size),
            order.note.clone(),
            order.source.clone(),
        ];
        std::iter::once(day).chain(rest.map(text)).collect()
    };
    border.scenario.orders.iter().map(one).collect()
}
