//! Lists as a workbook, a sheet each.

use super::{Cell, book, sheet, text};
use amnok_page::live::{Item, Listing};
use rust_xlsxwriter::XlsxError;

/// The workbook.
///
/// # Errors
/// In words: where a list is larger than a sheet can be.
pub fn listings(lists: &[Listing]) -> Result<Vec<u8>, String> {
    workbook(lists).map_err(|error| error.to_string())
}

fn workbook(lists: &[Listing]) -> Result<Vec<u8>, XlsxError> {
    let mut book = book()?;
    for list in lists {
        let cells = |row: &Vec<Item>| row.iter().map(cell).collect();
        sheet(&mut book, list.name, &list.heads, list.rows.iter().map(cells))?;
    }
    book.save_to_buffer()
}

fn cell(item: &Item) -> Cell {
    match item {
        Item::Text(words) => text(words),
        Item::Number(number) => Cell::Number(*number),
        Item::Nothing => Cell::Empty,
    }
}
