//! Scenario files to what a run is given: read as written, checked, every value with its provenance.
//!
//! [`border`] is the scenario of a border: [`load`] reads a folder, [`embedded`] the scenario that comes with the program,
//! [`load_files`] files from anywhere; all three give either a checked [`Scenario`] or everything that is wrong with the
//! files at once ([`Diagnostics`]). [`flee`] reads the folders of the Flee simulator in the same way.
#![forbid(unsafe_code)]

pub mod border;
mod decode;
mod diagnose;
mod files;
pub mod flee;
mod words;

pub use border::{
    Basis, Claim, Counted, END, KeptEstimate, KeptValue, Later, OrderText, Origin, Posterior, ProvenanceSummary,
    Resting, Scenario, Series, SeriesRow, Setting, Taken, Value, beyond_totals, blank_files, embedded, embedded_files,
    ends_name, in_brief, is_learned, load, load_files, matches, of_order, schema,
};
pub use diagnose::{Diagnostic, Diagnostics};
pub use words::many;
