//! What a bank keeps of a scenario's runs, and its parts read.

use super::name_of;
use crate::error::{ResultError, wrong};
use crate::folder::Sealed;
use crate::tables::{BankRow, read_bank};
use amnok_lab::bank::Columns;
use amnok_lab::sweep::SweepPlan;
use amnok_scenario::Scenario;

/// What a bank keeps of a scenario's runs.
pub(super) fn columns_of(scenario: &Scenario) -> Columns {
    Columns::of(&scenario.inputs, &scenario.observations(), scenario.observed_until)
}

/// The runs of a part: those of its points, each with every column.
pub(super) fn rows_of(
    sealed: &Sealed,
    part: u32,
    plan: &SweepPlan,
    columns: usize,
) -> Result<Vec<BankRow>, ResultError> {
    let path = sealed.file(&name_of(part))?;
    let rows = read_bank(&path, columns)?;
    let points = plan.of_part(part).map_err(ResultError::Mismatch)?;
    if rows.iter().map(|(point, _)| *point).eq(points) {
        return Ok(rows);
    }
    Err(wrong(&path, "holds other points than its part has"))
}
