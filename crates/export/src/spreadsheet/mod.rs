//! Results as workbooks for spreadsheets.

mod border;
mod displacement;
mod listings;

pub use border::{border, table};
pub use displacement::displacement;
pub use listings::listings;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Rows of a sheet, with the row of heads.
const MOST_ROWS: usize = 1_048_576;

/// A workbook without a sheet: not of the time of day, so that the same result gives the same bytes.
fn book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(book)
}

/// What is put into a cell.
enum Cell {
    Text(String),
    Number(f64),
    Day(Date),
    Empty,
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A sheet with bold heads that stay in view.
fn sheet(
    book: &mut Workbook,
    name: &str,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<(), XlsxError> {
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let sheet = book.add_worksheet().set_name(name)?;
    for (column, head) in heads.iter().enumerate() {
        sheet.write_with_format(0, column as u16, *head, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in cells.into_iter().enumerate() {
            put(sheet, (row, column as u16), cell, &day)?;
        }
    }
    sheet.autofit();
    Ok(())
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell, day: &Format) -> Result<(), XlsxError> {
    match cell {
        // A text is a text, whatever it begins with.
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Number(number) => sheet.write_number(row, column, number)?,
        Cell::Day(date) => {
            let at = ExcelDateTime::from_ymd(date.year().max(1900) as u16, date.month() as u8, date.day() as u8);
            match at.ok().filter(|_| date.year() >= 1900) {
                Some(at) => sheet.write_with_format(row, column, &at, day)?,
                None => sheet.write_string(row, column, date.to_string())?,
            }
        }
        Cell::Empty => sheet,
    };
    Ok(())
}
