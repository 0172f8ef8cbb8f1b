//! Results that are lists: a comparison, and what drives a sweep. They have no map.

use crate::{File, Format, png, spreadsheet};
use amnok_page::live::{Listing, compared};
use amnok_page::swept;
use amnok_store::comparison::{Found, Ledgers};
use amnok_store::sensitivity::Driven;
use amnok_store::sweep::Sweep;

/// The files of a comparison in one format; figures are those of its report, which `page` is.
///
/// # Errors
/// In words: where no font is found for the letters of figures as pixels, or a list is too large for a spreadsheet.
pub fn comparison(found: &Found, ledgers: &Ledgers, page: &str, format: Format) -> Result<Vec<File>, String> {
    files("comparison", || compared(found, ledgers), page, format)
}

/// The files of a sweep and what drives its outcomes, in one format; figures are those of its page.
///
/// # Errors
/// In words: where no font is found for the letters of figures as pixels, or a list is too large for a spreadsheet.
pub fn sweep(sweep: &Sweep, driven: &[Driven], page: &str, format: Format) -> Result<Vec<File>, String> {
    files("sweep", || swept(sweep, driven), page, format)
}

fn files(name: &str, lists: impl Fn() -> Vec<Listing>, page: &str, format: Format) -> Result<Vec<File>, String> {
    Ok(match format {
        Format::Csv => (lists().iter())
            .map(|list| (format!("{}.csv", list.name), list.csv().into_bytes()))
            .collect(),
        Format::Xlsx => vec![(format!("{name}.xlsx"), spreadsheet::listings(&lists())?)],
        Format::Geojson => Vec::new(),
        Format::Svg => (amnok_page::pictures(page).into_iter())
            .map(|(name, svg)| (format!("{name}.svg"), svg.into_bytes()))
            .collect(),
        Format::Png => png::all(amnok_page::pictures(page))?,
    })
}
