//! Folders of the Flee simulator in one text, a file after each line `== name`: loading never panics, every diagnostic names
//! a file and a mend. `cargo xtask fuzz [SECONDS] flee`.
#![no_main]

use amnok_fuzz::are_of_use;
use amnok_scenario::flee::{Files, load_files};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fn folders(text: &str) -> BTreeMap<String, Vec<u8>> {
    let parts = text.strip_prefix("== ").unwrap_or(text).split("\n== ");
    let file = |part: &str| {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        (name.to_owned(), content.as_bytes().to_vec())
    };
    parts.map(file).collect()
}

fuzz_target!(|text: &str| {
    let contents = folders(text);
    let files = Files {
        input: "input/".into(),
        validation: contents.keys().any(|name| name.starts_with("registered/")).then(|| "registered/".into()),
        settings: contents.contains_key("simsetting.yml").then(|| "simsetting.yml".into()),
        contents,
        ..Files::default()
    };
    if let Err(wrong) = load_files(&files) {
        are_of_use(&wrong);
    }
});
