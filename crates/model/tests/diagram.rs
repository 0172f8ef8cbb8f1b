//! The signatures of the mechanisms are the diagram of the model: docs/model.md §3 lists, for every part of the world, which step writes
//! it and which reads it, made from the signatures and compared with them.
//! `AMNOK_WRITE_DOCS=1 cargo test -p amnok-model --test diagram` writes the table anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Parts of the world, by type.
const PARTS: &[(&str, &str)] = &[
    ("Standing", "what stands by order"),
    ("Segments", "the line"),
    ("Posts", "guards and their units"),
    ("Counties", "conditions of the counties"),
    ("Residents", "residents"),
    ("Works", "tasks of the works"),
    ("Rings", "rings and cases"),
    ("Epidemic", "compartments of an epidemic"),
    ("Remittances", "money sent home"),
    ("Abroad", "those abroad"),
    ("Underway", "dispatches and stories under way"),
    ("Tariff", "today's prices of passage"),
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Signatures of public functions of a text, with their names.
fn signatures(text: &str) -> Vec<(&str, &str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.split("pub fn ")
        .skip(1)
        .filter_map(|rest| {
            let name = rest.split(['(', '<']).next()?;
            Some((name, rest.split(" {\n").next()?))
        })
        .collect()
}

/// Which public functions of mechanisms that the day calls write and read which part.
fn diagram(root: &Path) -> String {
    let day = fs::read_to_string(root.join("day.rs")).expect("day.rs");
    let mut files = Vec::new();
    sources(&root.join("mechanisms"), &mut files);
    files.sort();
    let mut of: BTreeMap<&str, [BTreeSet<String>; 2]> = BTreeMap::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a readable file");
        let room = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for (name, signature) in signatures(&text) {
            let method = signature.contains("self");
            let call = if method {
                format!(".{name}(")
            } else {
                format!("{room}::{name}(")
            };
            if !day.contains(&call) {
                continue;
            }
            for (part, _) in PARTS {
                let owner = method && *part == "Tariff" && room == "tariff";
                let writes = signature.contains(&format!(": &mut {part}")) || owner;
                let reads = signature.contains(&format!(": &{part}"));
                let cell = &mut of.entry(part).or_default()[usize::from(!writes)];
                if writes || reads {
                    cell.insert(format!("`{room}::{name}`"));
                }
            }
        }
    }
    let mut table = String::from("| part | written by | read by |\n|---|---|---|\n");
    for (part, meaning) in PARTS {
        let [written, read] = of.remove(part).unwrap_or_default();
        let list = |of: BTreeSet<String>| of.into_iter().collect::<Vec<_>>().join(", ");
        let _ = writeln!(table, "| {meaning} (`{part}`) | {} | {} |", list(written), list(read));
    }
    table
}

#[test]
fn what_steps_write_and_read_stands_in_the_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = diagram(&root.join("src"));
    let path = root.join("../../docs/model.md");
    let stands = fs::read_to_string(&path).expect("docs/model.md is there");
    let (head, rest) = stands.split_once("<!-- made: parts -->\n").expect("the table of parts");
    let (_, tail) = rest.split_once("<!-- end -->").expect("its end");
    let page = format!("{head}<!-- made: parts -->\n{made}<!-- end -->{tail}");
    if std::env::var_os("AMNOK_WRITE_DOCS").is_some() {
        fs::write(&path, page).expect("docs/model.md can be written");
        return;
    }
    let current = "docs/model.md is not current: AMNOK_WRITE_DOCS=1 cargo test -p amnok-model --test diagram";
    assert!(stands == page, "{current}\n{made}");
    for (part, _) in PARTS {
        let row = made.lines().find(|line| line.contains(&format!("(`{part}`)")));
        let writers = row.and_then(|row| row.split(" | ").nth(1)).unwrap_or_default();
        assert!(!writers.is_empty(), "nobody writes {part}");
    }
}
