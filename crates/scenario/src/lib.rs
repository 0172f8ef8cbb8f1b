//! Scenario files to inputs: read as written, checked, every value with its provenance.
//!
//! [`load`] reads a folder, [`embedded`] the scenario that comes with the program, [`load_files`] files from anywhere;
//! all three give either a checked [`Scenario`] or everything that is wrong with the files at once ([`Diagnostics`]).
#![forbid(unsafe_code)]

mod as_written;
mod check;
mod checked;
mod diagnose;
mod embedded;
pub mod flee;
mod folder;
mod provenance;
mod schema;
mod set;

pub use checked::{OrderText, Scenario, Series, SeriesRow};
pub use diagnose::{Diagnostic, Diagnostics};
pub use embedded::{embedded, embedded_files};
pub use folder::load;
pub use provenance::{Basis, Claim, Summary, Value};
pub use schema::schema;
pub use set::{END, Setting};

use std::collections::BTreeMap;

/// Checks a scenario given as file names (with `/`) and contents.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn load_files(files: &BTreeMap<String, Vec<u8>>) -> Result<Scenario, Diagnostics> {
    check::all(files)
}
