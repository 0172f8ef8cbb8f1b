//! The commands of the guides are carried out, and what they print is what stands there.
//! `AMNOK_WRITE_DOCS=1 cargo test -p amnok --test guides` writes it anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The words of a command, without its comment; those in single quotes are one.
fn words(line: &str) -> Vec<String> {
    let line = line.split(" #").next().unwrap_or_default();
    let quoted = line.split('\'').enumerate();
    let each = |(place, text): (usize, &str)| match place % 2 {
        0 => text.split_whitespace().map(str::to_owned).collect(),
        _ => vec![text.to_owned()],
    };
    quoted.flat_map(each).collect()
}

/// What a command prints, but for how long it took.
fn printed(line: &str, place: &Path) -> String {
    let words = words(line);
    assert_eq!(words[0], "amnok", "{line}");
    let output = Command::new(env!("CARGO_BIN_EXE_amnok"))
        .args(&words[1..])
        .current_dir(place)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {error}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let timed = |word: &str| word.ends_with(char::is_numeric) && word.parse::<f64>().is_ok();
    let mut kept = String::new();
    let mut rest = text.as_str();
    while let Some(place) = rest.find(" s. ") {
        let start = rest[..place].rfind(' ').map_or(0, |space| space + 1);
        let word = if timed(&rest[start..place]) {
            "…"
        } else {
            &rest[start..place]
        };
        kept.push_str(&rest[..start]);
        kept.push_str(word);
        kept.push_str(" s. ");
        rest = &rest[place + 4..];
    }
    kept + rest
}

/// The text of a guide with every `sh` block carried out, and what it prints in the `text` block below it; and how many there are.
fn carried_out(stands: &str, place: &Path) -> (String, usize) {
    const BETWEEN: &str = "```\n```text\n";
    let (mut made, mut rest, mut count) = (String::new(), stands, 0);
    while let Some(start) = rest.find("```sh\n") {
        let (before, block) = rest.split_at(start + 6);
        made.push_str(before);
        let (commands, after) = block.split_once(BETWEEN).expect("a text block below");
        assert!(!commands.contains("```"), "no text block below {commands}");
        let (_, after) = after.split_once("```\n").expect("the end of a text block");
        made.push_str(commands);
        made.push_str(BETWEEN);
        let said: Vec<String> = commands.lines().map(|line| printed(line, place)).collect();
        made.push_str(said.concat().trim_matches('\n'));
        made.push_str("\n```\n");
        rest = after;
        count += 1;
    }
    (made + rest, count)
}

#[test]
fn commands_of_the_guide_of_sweeps_print_what_stands_there() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/sweeps.md");
    let stands = std::fs::read_to_string(&path).expect("the guide");
    let place = tempfile::tempdir().expect("a temporary folder");
    let (made, count) = carried_out(&stands, place.path());
    assert_eq!(count, 3);
    if std::env::var_os("AMNOK_WRITE_DOCS").is_some() {
        std::fs::write(&path, &made).expect("the guide can be written");
        return;
    }
    assert!(
        made == stands,
        "docs/guide/sweeps.md is not current: AMNOK_WRITE_DOCS=1 cargo test -p amnok --test guides\n{made}"
    );
}
