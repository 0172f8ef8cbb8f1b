//! The licences of all that is linked into the program, as the dependencies themselves bring them.

use super::{Release, Step, printed};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// How names of such files begin.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

/// A list of the dependencies with their licences, then every text once, below the names of those that bring it.
pub fn gathered(release: &Release) -> Step<String> {
    let mut call = Command::new("cargo");
    call.args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        &release.host,
    ]);
    let said = printed(call.current_dir(&release.source))?;
    let said: Value = serde_json::from_slice(&said).map_err(|e| e.to_string())?;
    let linked = linked(&said);
    let packages = said["packages"].as_array().into_iter().flatten();
    let foreign = packages.filter(|package| linked.contains(text(package, "id")) && package["source"].is_string());
    let (mut list, mut texts) = (String::new(), BTreeMap::<String, Vec<String>>::new());
    for package in foreign {
        let name = format!("{} {}", text(package, "name"), text(package, "version"));
        list += &format!("{name}: {}\n", text(package, "license"));
        let manifest = Path::new(text(package, "manifest_path"));
        for text in brought(manifest.parent().unwrap_or(manifest)) {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut all = format!("What amnok is linked with, and under which licences:\n\n{list}");
    for (text, names) in texts {
        all += &format!("\n{}\n{}:\n\n{}\n", "=".repeat(72), names.join(", "), text.trim_end());
    }
    Ok(all)
}

/// Packages that the program is built from, without what only builds or tests it.
fn linked(said: &Value) -> BTreeSet<&str> {
    let nodes = said["resolve"]["nodes"].as_array().into_iter().flatten();
    let nodes: BTreeMap<&str, &Value> = nodes.map(|node| (text(node, "id"), node)).collect();
    let program = nodes.keys().copied().find(|id| id.contains("crates/cli#"));
    let (mut found, mut open) = (BTreeSet::new(), Vec::from_iter(program));
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        for needed in nodes
            .get(id)
            .and_then(|node| node["deps"].as_array())
            .into_iter()
            .flatten()
        {
            let kinds = needed["dep_kinds"].as_array();
            if kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null())) {
                open.push(text(needed, "pkg"));
            }
        }
    }
    found
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The texts of the licences in a folder.
fn brought(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    let licence = |path: &&std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        NAMES.iter().any(|begins| name.starts_with(begins))
    };
    files
        .iter()
        .filter(licence)
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}
