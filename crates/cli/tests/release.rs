//! What a release says of itself is one thing everywhere.

use std::fs;
use std::path::Path;
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn printed(flag: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_amnok")).arg(flag).output();
    String::from_utf8(output.expect("the program starts").stdout).expect("text")
}

#[test]
fn version_says_how_to_cite_it() {
    assert_eq!(printed("-V"), format!("amnok {VERSION}\n"));
    let long = printed("--version");
    assert!(long.starts_with(&format!("amnok {VERSION}\n")), "{long}");
    assert!(
        long.contains(&format!("\ncite as {}", amnok_page::cite(VERSION))),
        "{long}"
    );
}

/// Pages are found from each other: what a page names has one, and nothing else does.
#[test]
fn every_command_has_its_manual_page() {
    let page = |words: &[&str]| {
        let mut call = Command::new(env!("CARGO_BIN_EXE_amnok"));
        let output = call.arg("man").args(words).output().expect("the program starts");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    let (code, first) = page(&[]);
    assert!(
        code == Some(0) && first.contains(&format!("amnok {VERSION}")),
        "{first}"
    );
    let (_, flee) = page(&["flee"]);
    let mut seen = 0;
    for line in first.lines().chain(flee.lines()) {
        let name = line.strip_prefix("amnok\\-").and_then(|name| name.strip_suffix("(1)"));
        let Some(name) = name else { continue };
        let (code, text) = page(&name.split("\\-").collect::<Vec<_>>());
        assert!(
            code == Some(0) && text.contains(&format!("amnok\\-{name}")),
            "{name}: {text}"
        );
        seen += 1;
    }
    assert!(seen >= 15, "only {seen} pages");
    assert_eq!(page(&["nothing"]).0, Some(2));
}

#[test]
fn citation_and_changelog_are_of_this_version() {
    let citation = include_str!("../../../CITATION.cff");
    assert!(citation.contains(&format!("\nversion: {VERSION}\n")));
    let title = citation
        .lines()
        .find_map(|line| line.strip_prefix("title: \"")?.strip_suffix('"'));
    assert!(amnok_page::cite(VERSION).contains(title.expect("a title")));
    let released = citation.lines().find_map(|line| line.strip_prefix("date-released: "));
    let heading = format!("\n## {VERSION} – {}\n", released.expect("a date"));
    assert!(
        include_str!("../../../CHANGELOG.md").contains(&heading),
        "no heading {heading}"
    );
}

/// The embedded scenario once lay outside the crate that took it in, so that no package of it compiled.
#[test]
fn no_crate_takes_files_from_outside_itself() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut seen = 0;
    for member in fs::read_dir(crates).expect("crates/").flatten() {
        let inside = member.path().join("src");
        each_source(&inside, 1, &mut |path, depth, text| {
            for taken in text.split("include_str!(").skip(1) {
                let name = taken.split('"').nth(1).unwrap_or_default();
                let up = name.split('/').filter(|step| *step == "..").count();
                assert!(up < depth + 1, "{} takes {name}", path.display());
                seen += 1;
            }
        });
    }
    assert!(seen > 0, "nothing was looked at");
}

fn each_source(folder: &Path, depth: usize, see: &mut impl FnMut(&Path, usize, &str)) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            each_source(&path, depth + 1, see);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            see(&path, depth, &fs::read_to_string(&path).expect("a source"));
        }
    }
}
