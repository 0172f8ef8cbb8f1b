//! Tables of result folders: read or refused, whatever the bytes. `cargo xtask fuzz [SECONDS] tables` begins with tables that
//! the program makes.
#![no_main]

use amnok_fuzz::{file, small};
use amnok_scenario::Scenario;
use amnok_store::tables::{displacement::parquet::read_flows, read_batches, read_ledger, read_runs};
use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;
use std::sync::LazyLock;

static TABLE: LazyLock<PathBuf> = LazyLock::new(|| file("table.parquet"));
static SCENARIO: LazyLock<Scenario> = LazyLock::new(small);

fuzz_target!(|bytes: &[u8]| {
    std::fs::write(&*TABLE, bytes).expect("written");
    let _ = read_batches(&TABLE);
    let _ = read_ledger(&TABLE);
    let _ = read_runs(&TABLE, &SCENARIO.inputs);
    let _ = read_flows(&TABLE);
});
