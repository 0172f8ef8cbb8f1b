//! Edits of a right scenario, as many as the fuzzer likes: loading never panics, every diagnostic names a file and a mend,
//! and what is accepted can be lived through. `cargo xtask fuzz [SECONDS]`.
#![no_main]

use amnok_chance::Luck;
use amnok_fuzz::{SMALL, are_of_use, small_files};
use amnok_model::Engine;
use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

/// Words that a scenario knows: put in whole, so that edits reach beyond the parser.
const WORDS: [&str; 16] = [
    "0", "-1", "1e308", "nan", "inf", "true", "\"\"", "[]", "{}", "2019-02-30", "9999-12-31", "all", "range", "source", ",",
    "\n",
];

#[derive(Arbitrary, Debug)]
enum Edit {
    Bytes { file: u8, at: u16, cut: u8, put: Vec<u8> },
    Word { file: u8, at: u16, cut: u8, word: u8 },
    Line { file: u8, from: u8, to: u8 },
    Drop { file: u8 },
}

fn edit(files: &mut BTreeMap<String, Vec<u8>>, edit: &Edit) {
    let (Edit::Bytes { file, .. } | Edit::Word { file, .. } | Edit::Line { file, .. } | Edit::Drop { file }) = edit;
    let name = SMALL[*file as usize % SMALL.len()].0;
    let Some(text) = files.get_mut(name) else { return };
    match edit {
        Edit::Bytes { at, cut, put, .. } => splice(text, *at, *cut, put),
        Edit::Word { at, cut, word, .. } => splice(text, *at, *cut, WORDS[*word as usize % WORDS.len()].as_bytes()),
        Edit::Line { from, to, .. } => {
            let mut lines: Vec<Vec<u8>> = text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            let (from, to) = (*from as usize % lines.len(), *to as usize % lines.len());
            let line = lines[from].clone();
            lines.insert(to, line);
            *text = lines.join(&b'\n');
        }
        Edit::Drop { .. } => {
            files.remove(name);
        }
    }
}

fn splice(text: &mut Vec<u8>, at: u16, cut: u8, put: &[u8]) {
    let at = at as usize % (text.len() + 1);
    let end = (at + cut as usize).min(text.len());
    text.splice(at..end, put.iter().copied());
}

fuzz_target!(|edits: Vec<Edit>| {
    let mut files = small_files();
    for one in edits.iter().take(8) {
        edit(&mut files, one);
    }
    match amnok_scenario::load_files(&files) {
        Err(wrong) => are_of_use(&wrong),
        Ok(scenario) => {
            let mut inputs = scenario.inputs;
            let residents: u64 = inputs.counties.iter().map(|county| u64::from(county.residents)).sum();
            let guards: f64 = inputs.orders.iter().map(|order| order.size.abs()).sum();
            if residents < 100_000 && guards < 10_000.0 {
                inputs.days = inputs.days.min(3);
                let luck = Luck { seed: scenario.seed, replicate: 0 };
                amnok_model::run(&inputs, luck, Engine::Selective, &mut ());
            }
        }
    }
});
