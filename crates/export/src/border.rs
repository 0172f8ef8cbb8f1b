//! The files of a run of a border. No place in them is finer than a county.

use crate::{File, Format, geojson, png, spreadsheet};
use amnok_page::live::{Border, By, Table};
use amnok_scenario::Scenario;

/// The files of a run in one format; figures are those of its report, which `page` is.
///
/// # Errors
/// In words: where no font is found for the letters of figures as pixels, or a table is too large for a spreadsheet.
pub fn border(border: &Border, page: &str, format: Format) -> Result<Vec<File>, String> {
    let figures = || amnok_page::pictures(page);
    Ok(match format {
        Format::Csv => (tables(border).into_iter())
            .map(|(name, table)| (format!("{name}.csv"), table.csv().into_bytes()))
            .collect(),
        Format::Xlsx => vec![("border.xlsx".into(), spreadsheet::border(border, &tables(border))?)],
        Format::Geojson => (tables(border).iter())
            .filter_map(|(name, table)| geojson::counties(&border.scenario, name, table))
            .collect(),
        Format::Svg => (figures().into_iter())
            .map(|(name, svg)| (format!("{name}.svg"), svg.into_bytes()))
            .collect(),
        Format::Png => png::all(figures())?,
    })
}

/// A table of a run in one format: as text, as a workbook, or where its rows are counties as GeoJSON.
///
/// # Errors
/// In words: where a table has no such format, or is too large for it.
pub fn table(scenario: &Scenario, name: &str, table: &Table, format: Format) -> Result<Vec<u8>, String> {
    match format {
        Format::Csv => Ok(table.csv().into_bytes()),
        Format::Xlsx => spreadsheet::table(name, table),
        Format::Geojson => geojson::counties(scenario, name, table)
            .map(|(_, bytes)| bytes)
            .ok_or_else(|| "only tables by county are given as GeoJSON".into()),
        Format::Svg | Format::Png => Err("a table is no figure".into()),
    }
}

/// Every table of a run by its name: by year, month, province and county, by county in each year, and for each topic what happened beside
/// the official record (of the first command that hears of it) and the press.
fn tables(border: &Border) -> Vec<(String, Table)> {
    let whole = By::ALL.map(|by| (format!("by-{}", by.name()), border.table(by, None)));
    let years = border.years().into_iter();
    let each = years.map(|year| (format!("by-county-{year}"), border.table(By::County, Some(year))));
    let topics = border.topics().iter().map(|&(topic, ..)| {
        let command = border.commands(topic).first().map(|(number, _)| *number);
        let sides = border.sides(topic, command, 0..border.months().len());
        (format!("told-{}", topic.name()), sides)
    });
    whole.into_iter().chain(each).chain(topics).collect()
}
