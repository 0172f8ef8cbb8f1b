//! Which crate may know which, as their manifests say.

use crate::sources::root;
use std::collections::BTreeSet;
use std::fs;

/// Crate, and those that it depends on; tests may need more. What stands further down may know what stands above, never the
/// reverse.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("scenarios", &[]),
    ("chance", &[]),
    ("model", &["chance"]),
    ("displacement", &["chance"]),
    ("infer", &["chance"]),
    ("scenario", &["chance", "model", "displacement", "scenarios"]),
    ("lab", &["chance", "model", "displacement", "infer"]),
    ("store", &["chance", "model", "displacement", "scenario", "lab"]),
    ("page", &["model", "displacement", "scenario", "lab", "store"]),
    ("export", &["displacement", "scenario", "lab", "store", "page"]),
    ("serve", &["lab", "scenario", "store", "page", "export"]),
    (
        "cli",
        &[
            "model",
            "displacement",
            "scenario",
            "lab",
            "store",
            "page",
            "export",
            "serve",
        ],
    ),
    ("python", &["model", "displacement", "scenario", "lab", "store", "page"]),
];

#[test]
fn every_crate_knows_those_that_it_may_know() {
    let listed: BTreeSet<&str> = MAY_KNOW.iter().map(|(name, _)| *name).collect();
    for name in crate::crates() {
        assert!(
            listed.contains(name.as_str()),
            "crates/{name} is not in the list of directions.rs"
        );
    }
    for (name, may) in MAY_KNOW {
        let folder = if *name == "scenarios" {
            name.to_string()
        } else {
            format!("crates/{name}")
        };
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
        let may: BTreeSet<String> = may.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(known(&manifest), may, "what {name} depends on, and what it may");
    }
}

#[test]
fn the_list_has_no_circle() {
    let place = |wanted: &str| MAY_KNOW.iter().position(|(name, _)| *name == wanted);
    for (number, (name, may)) in MAY_KNOW.iter().enumerate() {
        for other in *may {
            assert!(
                place(other).is_some_and(|place| place < number),
                "{name} before {other}"
            );
        }
    }
}

#[test]
fn dependencies_are_read_whatever_their_form() {
    let manifest = "[package]\nname = \"amnok-x\"\n[dependencies]\namnok-a.workspace = true\namnok-b = { path = \"../b\" }\n\
                    [target.'cfg(unix)'.dependencies]\namnok-c = \"1\"\n[dev-dependencies]\namnok-d.workspace = true\n";
    assert_eq!(known(manifest), ["a", "b", "c"].map(str::to_owned).into());
}

/// Crates of this repository among the dependencies of a manifest, but for those of its tests.
fn known(manifest: &str) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut counts = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            counts = line.trim_end().ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if let (true, Some(rest)) = (counts, line.strip_prefix("amnok-")) {
            known.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect());
        }
    }
    known
}
