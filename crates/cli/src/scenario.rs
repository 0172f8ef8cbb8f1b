//! Loading a scenario, with values set on the command line.

use crate::Failure;
use amnok_scenario::Scenario;
use std::path::Path;

/// The scenario of a folder, or the one that comes with the program, with `key=value` set.
pub fn load(folder: Option<&Path>, set: &[String]) -> Result<Scenario, Failure> {
    let loaded = match folder {
        Some(folder) => amnok_scenario::load(folder),
        None => amnok_scenario::embedded(),
    };
    let mut scenario = loaded.map_err(|diagnostics| Failure::Input(diagnostics.to_string()))?;
    for asked in set {
        let done = scenario.set_as_written(asked);
        done.map_err(|why| Failure::Input(format!("--set {why}")))?;
    }
    Ok(scenario)
}
