//! The scenario of a border: read as written, checked, every value with its provenance.

mod added;
mod as_written;
mod check;
mod checked;
mod embedded;
mod explain;
mod folder;
mod later;
mod learned;
mod observations;
mod posterior;
mod provenance;
mod resting;
mod rewritten;
mod schema;
mod sections;
mod settings;
mod totals;

pub use added::{Counted, Taken};
pub use checked::{OrderText, Scenario, Series, SeriesRow};
pub use embedded::{blank_files, embedded, embedded_files};
pub use explain::{ProvenanceSummary, matches};
pub use folder::load;
pub use later::Later;
pub use posterior::{KeptEstimate, KeptValue, Origin, Posterior, is_learned};
pub use provenance::{Basis, Claim, Value};
pub use resting::{Resting, ends_name};
pub use rewritten::of_order;
pub use schema::schema;
pub use settings::{END, Setting, in_brief};
pub use totals::beyond_totals;

use crate::diagnose::Diagnostics;
use std::collections::BTreeMap;

/// Checks a scenario given as file names (with `/`) and contents.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn load_files(files: &BTreeMap<String, Vec<u8>>) -> Result<Scenario, Diagnostics> {
    check::all(files)
}
