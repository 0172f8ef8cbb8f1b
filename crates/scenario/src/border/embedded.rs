//! The scenario that comes with the program.

use crate::border::check;
use crate::border::checked::Scenario;
use crate::diagnose::Diagnostics;

/// Names and contents of the files of the embedded scenario.
pub fn embedded_files() -> &'static [(&'static str, &'static str)] {
    amnok_scenarios::SINO_KOREAN
}

/// Checks the embedded scenario.
///
/// # Errors
/// If it were wrong, everything that is wrong with it; a test sees to it that it is not.
pub fn embedded() -> Result<Scenario, Diagnostics> {
    let files = embedded_files();
    check::all(
        &files
            .iter()
            .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()))
            .collect(),
    )
}
