//! The folder of forecasts of the past: every forecast beside what came, and the scores.

use crate::error::{ResultError, wrong};
use crate::folder::{Draft, Place, Sealed};
use amnok_scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

/// Every forecast, with the columns of the forecast hubs.
pub const FORECASTS: &str = "forecasts.csv";
/// Scores, and intervals beside what came.
const SUMMARY: &str = "hindcast.json";

/// Begins the folder. When it is dropped, nothing is left of it.
///
/// # Errors
/// [`ResultError::InTheWay`] where another process works there, or something else lies there.
pub fn begin(place: Place) -> Result<Draft, ResultError> {
    place.takes([FORECASTS, SUMMARY])?;
    Draft::anew(place, "hindcast")
}

/// Writes the folder and seals it.
///
/// # Errors
/// When a file cannot be written; nothing half-done has the folder's name.
pub fn finish(draft: Draft, scenario: &Scenario, csv: &str, summary: &Value, page: &str) -> Result<(), ResultError> {
    draft.start()?;
    draft.add_all("scenario/", &scenario.files)?;
    draft.add(FORECASTS, csv.as_bytes())?;
    draft.add(SUMMARY, format!("{summary:#}\n").as_bytes())?;
    draft.add(crate::PAGE, page.as_bytes())?;
    draft.seal(json!({ "kind": "hindcast", "version": env!("CARGO_PKG_VERSION"), "scenario": scenario.digest }))
}

/// Scores, and intervals beside what came, as the folder has them.
///
/// # Errors
/// When it is no such folder, or its summary is not what was written.
pub fn read(folder: &Path) -> Result<Value, ResultError> {
    let bytes = Sealed::open(folder, "hindcast")?.bytes(SUMMARY)?;
    serde_json::from_slice(&bytes).map_err(|error| wrong(&folder.join(SUMMARY), format!("not JSON: {error}")))
}
