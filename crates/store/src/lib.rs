//! Results: folders that are whole or not there ([`folder`]), and the tables in them ([`tables`]). Pages stand above: whoever
//! composes a folder hands in the page before it is sealed.
//!
//! What is kept of a run ([`Partial`], [`RunResult`]), of a [`sweep`], of a [`comparison`], of a [`displacement`] and its [`calibration`], of a [`validation`]; and what is put into
//! a folder that stands ([`sensitivity`]).
#![forbid(unsafe_code)]

pub mod calibration;
pub mod comparison;
pub mod displacement;
mod ensemble;
mod error;
mod export;
pub mod fit;
pub mod folder;
mod given;
pub mod hindcast;
mod lives;
mod logs;
mod manifest;
mod memory;
mod number;
mod partial;
pub mod posterior;
mod run_statistics;
mod scenario;
pub mod sensitivity;
pub mod sweep;
pub mod tables;
pub mod validation;
mod values;

pub use ensemble::{RunResult, finish, merge, simulate, simulate_one};
pub use error::ResultError;
pub use export::write_export;
pub use folder::{Amendment, Place, Target, kind_of, sealed};
pub use given::{Given, pairs};
pub use lives::{Key, Lives, Shelf};
pub use manifest::{Fingerprint, Manifest, engine_name, engine_named};
pub use partial::Partial;
pub use run_statistics::{peak_memory, ran};
pub use scenario::{replace_all, write_new};
pub use values::Values;

/// Histories of a run whose values are drawn, unless asked otherwise: about a minute of the embedded scenario on two cores.
pub const HISTORIES: u32 = 24;

/// Name of the page in a result folder. Its text is handed in: a result knows no page.
pub const PAGE: &str = "report.html";
