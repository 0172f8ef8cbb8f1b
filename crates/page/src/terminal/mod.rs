//! What the terminal and scripts are told of a result.

pub mod displacement;
pub mod fit;
pub mod learned;
pub mod record;
pub mod run;
pub mod validation;

/// Words on lines of at most so many letters, every line after the first with an indent; a longer word has a line of its own.
pub fn wrapped(words: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > width {
            lines.push(format!("{indent}{word}"));
        } else if let Some(last) = lines.last_mut() {
            *last = if line > 0 {
                format!("{last} {word}")
            } else {
                word.into()
            };
        }
    }
    lines
}
