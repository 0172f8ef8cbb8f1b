//! Words broken into lines.

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

/// The same on two lines at most; what does not fit is left out, and said to be.
pub fn two_lines(words: &str, width: usize) -> Vec<String> {
    let mut lines = wrapped(words, width, "");
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_on_lines_that_fit_or_alone() {
        assert_eq!(wrapped("short", 60, "  "), ["short"]);
        assert_eq!(wrapped("two and three", 7, "  "), ["two and", "  three"]);
        assert_eq!(wrapped("a neverending b", 5, ""), ["a", "neverending", "b"]);
    }

    /// Long meanings ran out of the figure on a phone.
    #[test]
    fn words_break_into_two_lines_that_fit() {
        assert_eq!(two_lines("short", 60), ["short"]);
        assert_eq!(two_lines("two lines here", 10), ["two lines", "here"]);
        let long = "share of those who would leave at all in a month in which a passage costs as much as a household earns in a year, or in two where it trades";
        let lines = two_lines(long, 60);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.chars().count() <= 61), "{lines:?}");
        assert!(long.starts_with(&lines[0]) && lines[1].ends_with('…'));
    }
}
