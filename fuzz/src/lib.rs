//! What the fuzz targets share: the small scenario, and what every diagnostic must say.

use amnok_scenario::{Diagnostics, Scenario};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Names and contents of the small scenario's files.
pub const SMALL: [(&str, &str); 6] = [
    ("scenario.toml", include_str!("../../crates/scenario/tests/small/scenario.toml")),
    ("counties.csv", include_str!("../../crates/scenario/tests/small/counties.csv")),
    ("orders.csv", include_str!("../../crates/scenario/tests/small/orders.csv")),
    ("trade.csv", include_str!("../../crates/scenario/tests/small/trade.csv")),
    ("evidence.toml", include_str!("../../crates/scenario/tests/small/evidence.toml")),
    ("observed/arrivals.csv", include_str!("../../crates/scenario/tests/small/observed/arrivals.csv")),
];

/// The small scenario's files.
pub fn small_files() -> BTreeMap<String, Vec<u8>> {
    SMALL.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect()
}

/// The small scenario.
pub fn small() -> Scenario {
    amnok_scenario::load_files(&small_files()).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Every refusal names a file and a mend.
pub fn are_of_use(wrong: &Diagnostics) {
    assert!(!wrong.0.is_empty());
    for diagnostic in &wrong.0 {
        assert!(!diagnostic.file.is_empty() && !diagnostic.mend.is_empty(), "{diagnostic:?}");
    }
}

/// A file in a folder that lasts as long as the fuzzer.
pub fn file(name: &str) -> PathBuf {
    let folder = tempfile::tempdir().expect("a folder").keep();
    folder.join(name)
}
