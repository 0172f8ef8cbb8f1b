//! What a release says of itself is one thing everywhere.

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
