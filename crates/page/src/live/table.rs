//! A table that is shown and given away: the same cells.

use crate::cells::{quoted, rounded};
use crate::figures::words;
use crate::numbers::brief;
use amnok_lab::Spread;
use maud::{Markup, html};
use std::fmt::Write;

/// A row: its name, and a cell for each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its cells; empty where there is nothing to say.
    pub cells: Vec<Option<Spread>>,
}

impl Row {
    /// Of every column the median and both ends of the interval of nine tenths of the histories.
    pub fn numbers(&self) -> impl Iterator<Item = Option<f64>> {
        let each = |cell: &Option<Spread>| {
            let parts = cell.map(|spread| [spread.median, spread.low, spread.high]);
            parts.map_or([None; 3], |parts| parts.map(|part| Some(rounded(part))))
        };
        self.cells.iter().flat_map(each)
    }
}

/// Numbers over simulated histories, by row and column.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is a table of.
    pub caption: String,
    /// What its rows are, then its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// As a page shows it: medians, each with the interval of nine tenths of the histories.
    pub fn html(&self, exact: bool) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-label=(self.caption) {
                table.numbers {
                    caption { (self.caption) }
                    thead { tr { @for (i, name) in self.head.iter().enumerate() {
                        th scope="col" { @if i > 0 || !name.is_empty() { (name) } }
                    } } }
                    tbody { @for row in &self.rows { tr {
                        th scope="row" { (row.name) }
                        @for cell in &row.cells { td { @if exact { (words(*cell)) } @else { (short(*cell)) } } }
                    } } }
                }
            }
        }
    }

    /// What its rows are.
    pub fn rows_are(&self) -> &str {
        self.head.first().map_or("", String::as_str)
    }

    /// Names of the numbers of a row ([`Row::numbers`]).
    pub fn names(&self) -> Vec<String> {
        let parts = |name: &String| ["median", "p05", "p95"].map(|part| format!("{name} ({part})"));
        self.head.iter().skip(1).flat_map(parts).collect()
    }

    /// As text: the name and the numbers of every row.
    pub fn csv(&self) -> String {
        let mut text = quoted(self.rows_are());
        for name in self.names() {
            let _ = write!(text, ",{}", quoted(&name));
        }
        text.push('\n');
        for row in &self.rows {
            text += &quoted(&row.name);
            for number in row.numbers() {
                text.push(',');
                text += &number.map_or(String::new(), |number| number.to_string());
            }
            text.push('\n');
        }
        text
    }
}

/// A number with its interval, two significant digits.
fn short(spread: Option<Spread>) -> Markup {
    html! {
        @match spread {
            Some(s) if s.low == s.high => { b { (brief(s.median)) } },
            Some(s) => { b { (brief(s.median)) } " " span.range { (brief(s.low)) " to " (brief(s.high)) } },
            None => "–",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_is_given_away() {
        let table = Table {
            caption: "Ends".into(),
            head: vec!["County".into(), "Arrests, all".into()],
            rows: vec![
                Row {
                    name: "=A \"b\"".into(),
                    cells: vec![Spread::of([1.0, 3.0])],
                },
                Row {
                    name: "none".into(),
                    cells: vec![None],
                },
            ],
        };
        assert_eq!(
            table.csv(),
            "County,\"Arrests, all (median)\",\"Arrests, all (p05)\",\"Arrests, all (p95)\"\n\"'=A \"\"b\"\"\",2,1.1,2.9\nnone,,,\n"
        );
        let shown = table.html(false).into_string();
        assert!(shown.contains("<b>2</b>") && shown.contains("1.1 to 2.9"), "{shown}");
    }
}
