//! Words that agree with a number.

use core::fmt::Display;

/// A number of things: `1 closure`, `2 closures`, `0 closures`.
pub fn many(count: impl Display, one: &str, more: &str) -> String {
    let count = count.to_string();
    let word = if count == "1" { one } else { more };
    format!("{count} {word}")
}

#[cfg(test)]
mod tests {
    use super::many;

    /// A survey of Flee's files said `1 closures`.
    #[test]
    fn a_word_agrees_with_its_number() {
        let said = [0, 1, 2, 11].map(|count| many(count, "closure", "closures"));
        assert_eq!(said, ["0 closures", "1 closure", "2 closures", "11 closures"]);
        assert_eq!(many("1,000", "row", "rows"), "1,000 rows");
    }
}
