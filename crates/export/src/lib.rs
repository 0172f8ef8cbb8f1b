//! Results in the formats of other programs: tables as text and for spreadsheets, maps as GeoJSON, figures as SVG and PNG.
//!
//! A format is a name and what makes its files ([`Format`]); files are made in memory, and whoever asks for them writes them.
#![forbid(unsafe_code)]

mod border;
mod displacement;
mod errors;
mod geojson;
mod listings;
mod png;
mod spreadsheet;

pub use border::{border, table};
pub use displacement::displacement;
pub use listings::{comparison, sweep};
pub use png::png;

/// A format that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Text tables.
    Csv,
    /// A workbook for spreadsheets.
    Xlsx,
    /// Maps for geographic information systems, in WGS 84.
    Geojson,
    /// Figures as vectors.
    Svg,
    /// Figures as pixels, twice as large.
    Png,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 5] = [Format::Csv, Format::Xlsx, Format::Geojson, Format::Svg, Format::Png];

    /// Its name, and the end of its files' names.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Geojson => "geojson",
            Format::Svg => "svg",
            Format::Png => "png",
        }
    }

    /// By its name.
    pub fn of(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// A file that is to be written: its name and its bytes.
pub type File = (String, Vec<u8>);
