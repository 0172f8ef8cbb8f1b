//! What is written into a cell of a table that is given away.

/// A number as it is given away: with nine significant digits, so that no rest of a sum of binary fractions is read as digits.
pub fn rounded(value: f64) -> f64 {
    format!("{value:.8e}").parse().unwrap_or(value) + 0.0
}

/// A cell of CSV (RFC 4180). One that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn quoted(text: &str) -> String {
    let text = match text.starts_with(['=', '+', '-', '@']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A spreadsheet showed 2.299999999999999 and 149.14999999999992.
    #[test]
    fn numbers_are_given_away_without_the_rest_of_binary_fractions() {
        assert_eq!(
            [
                2.299_999_999_999_999,
                149.149_999_999_999_92,
                0.1 + 0.2,
                5_670_994.999_999_999,
                -0.0,
                26_123_456.0
            ]
            .map(|n| rounded(n).to_string()),
            ["2.3", "149.15", "0.3", "5670995", "0", "26123456"]
        );
    }
}
