//! What is said: results on standard output, everything else on standard error. A reader who has gone away is no fault, and
//! a terminal that has gone away ends nothing.

use crate::Failure;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Most letters of a line of a message; what was given is not echoed beyond.
const MOST: usize = 1000;

/// Prints to standard output.
///
/// # Errors
/// When it cannot be written, other than because nobody reads it.
pub fn say(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Other(format!("standard output: {error}"))),
        _ => Ok(()),
    }
}

/// Prints what a result folder says of itself, as JSON.
///
/// # Errors
/// When it cannot be read or written.
pub fn say_manifest(folder: &Path) -> Result<(), Failure> {
    let path = folder.join("manifest.json");
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
    say(&format!("{}\n", text.trim_end()))
}

/// Prints a message to standard error, if anything can be printed there.
pub fn tell(message: &str) {
    tell_as_it_is(&format!("{}\n", shown(message)));
}

/// Says which parts of unfinished work were damaged and are made again.
pub fn tell_of_damage(aside: &[PathBuf]) {
    for path in aside {
        tell(&format!("damaged, set aside and made again: {}", path.display()));
    }
}

/// Prints to standard error without a new line, if anything can be printed there.
pub fn tell_as_it_is(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// A message with long lines cut.
fn shown(message: &str) -> String {
    let line = |line: &str| match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    };
    message.lines().map(line).collect::<Vec<_>>().join("\n")
}
