//! Tables of result folders: read or refused, whatever the bytes. `cargo xtask fuzz [SECONDS] tables` begins with tables that
//! the program makes.
#![no_main]

use amnok_fuzz::{file, small};
use amnok_scenario::Scenario;
use amnok_store::tables::{displacement::parquet::read_flows, read_batches, read_ledger, read_runs};
use libfuzzer_sys::fuzz_target;
use std::panic;
use std::path::PathBuf;
use std::sync::LazyLock;

static TABLE: LazyLock<PathBuf> = LazyLock::new(|| file("table.parquet"));
static SCENARIO: LazyLock<Scenario> = LazyLock::new(small);

/// Where the panics of the libraries that decode tables come from: our reader makes errors of them, so they are no finding.
/// Whatever panics elsewhere ends the fuzzer.
const DECODERS: [&str; 2] = ["/parquet-", "/arrow-"];

// One reader for each input: a list of two thousand million elements of no size, which a few bytes can announce, is passed over
// one by one by the library that reads the tables, and that takes seconds where every step is counted.
fuzz_target!(
    init: {
        let end = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let file = panic.location().map_or("", |location| location.file());
            if !DECODERS.iter().any(|name| file.contains(name)) {
                end(panic);
            }
        }));
    },
    |bytes: &[u8]| {
        std::fs::write(&*TABLE, bytes).expect("written");
        match bytes.len() % 4 {
            0 => drop(read_batches(&TABLE)),
            1 => drop(read_ledger(&TABLE)),
            2 => drop(read_runs(&TABLE, &SCENARIO.inputs)),
            _ => drop(read_flows(&TABLE)),
        }
    }
);
