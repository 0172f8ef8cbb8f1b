//! A displacement over its replicates: every camp and day, every link and day, the errors; and these as tables, in Flee's own
//! columns ([`csv`]) and in Parquet ([`parquet`]).

pub mod csv;
pub mod followed;
pub mod parquet;
mod people;

pub use people::{CampDay, Flow, OverReplicates, camp_names, date, day_of, errors, flows, summary};
