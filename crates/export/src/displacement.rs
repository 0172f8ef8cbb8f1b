//! The files of a displacement.

use crate::errors::errors_by_day;
use crate::{File, Format, geojson, png, spreadsheet};
use amnok_lab::Spread;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use amnok_store::tables::displacement::csv::{flows_csv, summary_csv};
use amnok_store::tables::displacement::date;
use std::fmt::Write;

/// The files of a displacement in one format.
///
/// # Errors
/// In words: where no font is found for the letters of figures as pixels, or a table is too large for a spreadsheet.
pub fn displacement(conflict: &Conflict, seed: u64, all: &Replicates, format: Format) -> Result<Vec<File>, String> {
    let text = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    Ok(match format {
        Format::Csv => vec![
            text("camps.csv", summary_csv(conflict, all)),
            text("flows.csv", flows_csv(conflict, all)),
            text("errors.csv", errors_csv(conflict, all)),
        ],
        Format::Xlsx => vec![("summary.xlsx".into(), spreadsheet::displacement(conflict, seed, all)?)],
        Format::Geojson => geojson::displacement(conflict, all),
        Format::Svg => amnok_page::figures(conflict, all)
            .into_iter()
            .map(|(name, svg)| text(&format!("{name}.svg"), svg))
            .collect(),
        Format::Png => png::all(amnok_page::figures(conflict, all))?,
    })
}

fn errors_csv(conflict: &Conflict, all: &Replicates) -> String {
    let mut text = String::from("day,date,error,q05,median,q95\n");
    for (day, measure, Spread { low, median, high, .. }) in errors_by_day(all) {
        let (date, name) = (date(conflict.start, day), measure.name());
        let _ = writeln!(text, "{day},{date},{name},{low:.6},{median:.6},{high:.6}");
    }
    text
}
