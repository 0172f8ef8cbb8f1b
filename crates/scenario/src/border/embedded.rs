//! The scenario that comes with the program.

use crate::border::check;
use crate::border::checked::Scenario;
use crate::diagnose::Diagnostics;

/// Names and contents of the files of the embedded scenario.
pub fn embedded_files() -> &'static [(&'static str, &'static str)] {
    amnok_scenarios::SINO_KOREAN
}

/// Names and contents of the files of a small border to begin with, every line of them explained.
pub fn blank_files() -> &'static [(&'static str, &'static str)] {
    &[
        ("scenario.toml", include_str!("../../blank/scenario.toml")),
        ("counties.csv", include_str!("../../blank/counties.csv")),
        ("orders.csv", include_str!("../../blank/orders.csv")),
        ("trade.csv", include_str!("../../blank/trade.csv")),
        ("evidence.toml", include_str!("../../blank/evidence.toml")),
    ]
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
