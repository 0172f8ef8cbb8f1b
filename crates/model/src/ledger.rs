//! The former name of the ledger's parts in [`crate::record`].

pub use crate::record::ledger::Ledger;
pub use crate::record::measures::{By, Kind, MEASURES, Measure, measure};
pub use crate::record::rows::{NONE, Rows};
