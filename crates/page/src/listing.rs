//! A list that is given away: texts and numbers by column, as other programs read them.

use crate::cells::{quoted, rounded};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A text.
    Text(String),
    /// A number; nothing where it is none.
    Number(f64),
    /// Nothing.
    Nothing,
}

impl Item {
    /// A text.
    pub fn text(text: impl Into<String>) -> Item {
        Item::Text(text.into())
    }

    /// A number with nine significant digits, where there is one.
    pub fn number(number: Option<f64>) -> Item {
        let finite = number.filter(|number| number.is_finite());
        finite.map_or(Item::Nothing, |number| Item::Number(rounded(number)))
    }
}

/// A list: its name, names of its columns, and rows with an item for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Its name, of letters and hyphens.
    pub name: &'static str,
    /// Names of its columns.
    pub heads: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Vec<Item>>,
}

impl Listing {
    /// As text.
    pub fn csv(&self) -> String {
        let mut text = self.heads.join(",") + "\n";
        for row in &self.rows {
            let cells = row.iter().map(|item| match item {
                Item::Text(text) => quoted(text),
                Item::Number(number) => number.to_string(),
                Item::Nothing => String::new(),
            });
            text += &cells.collect::<Vec<_>>().join(",");
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_and_numbers_are_plain() {
        let listing = Listing {
            name: "x",
            heads: vec!["what", "value"],
            rows: vec![
                vec![Item::text("a, \"b\""), Item::number(Some(0.1 + 0.2))],
                vec![Item::text("=c"), Item::number(Some(f64::NAN))],
            ],
        };
        assert_eq!(listing.csv(), "what,value\n\"a, \"\"b\"\"\",0.3\n'=c,\n");
    }
}
