//! What is written of single people and links of replicate 0: those who were followed, and Flee's own logs.

use crate::error::ResultError;
use crate::folder::Draft;
use crate::tables::displacement::followed::{agents_out, links_out, tracers_csv};
use amnok_lab::displacement::{Replicates, RunSettings};
use amnok_scenario::flee::Conflict;

/// Writes `tracers.csv` where people were followed; with `logs`, `links.out.0`, and `agents.out.0` of those who were followed.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(
    draft: &Draft,
    conflict: &Conflict,
    asked: RunSettings,
    all: &Replicates,
) -> Result<(), ResultError> {
    let Some(first) = all.courses.first() else {
        return Ok(());
    };
    if asked.tracers > 0 {
        draft.add("tracers.csv", tracers_csv(conflict, &first.trail).as_bytes())?;
    }
    if asked.logs && asked.tracers > 0 {
        draft.add("agents.out.0", agents_out(conflict, &first.trail).as_bytes())?;
    }
    if asked.logs {
        draft.add("links.out.0", links_out(conflict, &first.flows_by_day).as_bytes())?;
    }
    Ok(())
}
