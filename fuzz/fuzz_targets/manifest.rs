//! What result folders say of themselves: read or refused, whatever a manifest says, and nothing is allocated for what cannot
//! be. `cargo xtask fuzz [SECONDS] manifest`.
#![no_main]

use amnok_fuzz::{SMALL, file};
use amnok_store::sweep::Sweep;
use amnok_store::{RunResult, kind_of, sealed};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

/// A folder with the scenario of a result, but without tables.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = file("result");
    for (name, text) in SMALL {
        let path = folder.join("scenario").join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
});

fuzz_target!(|bytes: &[u8]| {
    // What is JSON is given the seal that belongs to it, so that what comes after the seal is reached.
    let said = serde_json::from_slice::<serde_json::Value>(bytes);
    let text = said.map(|said| if said.is_object() { sealed(said) } else { said.to_string() });
    fs::write(FOLDER.join("manifest.json"), text.map_or(bytes.to_vec(), String::into_bytes)).expect("written");
    let _ = kind_of(&FOLDER);
    assert!(RunResult::read(&FOLDER).is_err(), "a result without a ledger");
    if let Ok(sweep) = Sweep::read(&FOLDER) {
        assert!(sweep.runs.is_empty(), "runs out of nowhere");
    }
});
