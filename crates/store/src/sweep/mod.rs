//! The folder of a sweep, or of a [`Bank`], which is a sweep that keeps what inference is given: its runs in parts that are whole or not there. What is under way stands in `<folder>.partial`; the
//! same command goes on with it, and the folder gets its name when all parts asked for are there.

mod bank;
mod columns;
mod drawn;
pub mod factors;
mod fingerprint;
mod read;
mod runs;
mod work;

pub use crate::tables::SweepRun;
pub use bank::Bank;
pub use drawn::{Beside, Drawn};
pub use fingerprint::{Keeps, SweepPrint};
pub use read::{Sweep, merge_sweeps, read_print, scenario_of, tables_of_runs};
pub use runs::{Parts, run_parts};
pub use work::SweepWork;

/// Name of the table of points in the folder.
const POINTS: &str = "points.parquet";

/// Name of the table of a bank that says what is kept of each run.
const COLUMNS: &str = "columns.parquet";

/// Name of a part in the folder.
fn name_of(part: u32) -> String {
    format!("runs/part-{part:06}.parquet")
}
