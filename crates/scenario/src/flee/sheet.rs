//! Rows of Flee's CSV files: cells with their places, one row at a time.

use super::{Context, Files, missing};
use crate::decode::decode;
use crate::diagnose::{Place, quoted};
use crate::words::many;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One row.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    file: Arc<str>,
    line: usize,
    cells: Vec<(Cow<'a, str>, usize)>,
}

impl<'a> Row<'a> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell; empty where there is none.
    pub fn cell(&self, i: usize) -> &str {
        self.cells.get(i).map_or("", |(text, _)| text)
    }

    /// Where a cell stands, or where the row ends.
    pub fn at(&self, i: usize) -> Place {
        let column = self.cells.get(i).or(self.cells.last()).map_or(1, |(_, column)| *column);
        Place {
            file: self.file.clone(),
            line: self.line,
            column,
        }
    }

    /// A comment, or the names of the columns.
    pub fn is_comment(&self) -> bool {
        self.cell(0).trim_start().starts_with('#')
    }

    /// A number within bounds.
    pub fn number(&self, i: usize, least: f64, most: f64, what: &str, context: &mut Context) -> Option<f64> {
        let text = self.cell(i).trim();
        let number = text
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite() && *n >= least && *n <= most);
        if number.is_none() {
            let expected = format!("a number from {least} to {most} for {what}");
            context
                .findings
                .say(&self.at(i), quoted(text), expected, "write a plain number, as 12.5");
        }
        number
    }

    /// A whole number within bounds.
    pub fn whole(&self, i: usize, least: i64, most: i64, what: &str, context: &mut Context) -> Option<i64> {
        let text = self.cell(i).trim();
        let number = text.parse::<i64>().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let expected = format!("a whole number from {least} to {most} for {what}");
            context.findings.say(
                &self.at(i),
                quoted(text),
                expected,
                "write a whole number without a point or a comma",
            );
        }
        number
    }

    /// Says that the row has too few cells.
    pub fn is_long_enough(&self, cells: usize, columns: &str, context: &mut Context) -> bool {
        let good = self.len() >= cells;
        if !good {
            context.findings.say(
                &self.at(self.len().max(1) - 1),
                format!("a row of {}", many(self.len(), "cell", "cells")),
                format!("at least {cells}: {columns}"),
                "add the cells that are missing; a cell may be left empty between commas",
            );
        }
        good
    }
}

/// Nothing but blanks.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// Gives every row that is not empty to `each`. A file that must be there and is not is said.
pub(crate) fn rows(
    files: &Files,
    name: &str,
    needed: bool,
    context: &mut Context,
    mut each: impl FnMut(Row, &mut Context),
) {
    let Some(bytes) = files.contents.get(name) else {
        if needed {
            missing(name, "a file of this name", &mut context.findings);
        }
        return;
    };
    if is_blank(bytes) {
        if needed {
            missing(name, "a file with rows", &mut context.findings);
            if let Some(last) = context.findings_last() {
                last.found = "an empty file".into();
            }
        }
        return;
    }
    let Some(text) = decode(name, bytes, &mut context.findings) else {
        return;
    };
    let file: Arc<str> = name.into();
    if let Some((line, column, mark)) = other_separator(text) {
        let at = Place { file, line, column };
        return context.findings.say(
            &at,
            format!("cells with {mark} between them"),
            "cells with commas between them",
            "save the table again as CSV with commas, and numbers with points",
        );
    }
    for (i, line) in text_lines(text).enumerate() {
        if line.trim().is_empty() || context.findings.is_full() {
            continue;
        }
        match cells(line) {
            Ok(cells) => each(
                Row {
                    file: file.clone(),
                    line: i + 1,
                    cells,
                },
                context,
            ),
            Err(column) => context.findings.say(
                &Place {
                    file: file.clone(),
                    line: i + 1,
                    column,
                },
                "a quotation mark that is never closed",
                "a cell that begins with \" and ends with \" on the same line",
                "close it before the next comma",
            ),
        }
    }
}

/// The lines of a text, which end as on any system: a carriage return by itself ends one too, as Python reads tables.
pub(crate) fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// What separates cells in most rows in place of commas, as spreadsheets of many languages write it, and where it first does.
fn other_separator(text: &str) -> Option<(usize, usize, &'static str)> {
    let filled = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    [(';', "semicolons"), ('\t', "tabs")]
        .into_iter()
        .find_map(|(mark, name)| {
            let separates = |line: &&str| line.matches(mark).count() > line.matches(',').count();
            let all = text_lines(text).filter(filled).count();
            let others = text_lines(text).filter(filled).filter(separates).count();
            let (i, line) = text_lines(text)
                .enumerate()
                .find(|(_, line)| filled(line) && separates(line))?;
            let column = line.chars().position(|c| c == mark)? + 1;
            (2 * others > all).then_some((i + 1, column, name))
        })
}

/// Cells of a line with their columns; the column of an open quotation mark if there is one.
fn cells(line: &str) -> Result<Vec<(Cow<'_, str>, usize)>, usize> {
    let mut cells = Vec::with_capacity(8);
    let (mut rest, mut column) = (line, 1);
    loop {
        let (cell, after): (Cow<str>, &str) = match rest.strip_prefix('"') {
            None => match rest.find(',') {
                Some(end) => (Cow::Borrowed(&rest[..end]), &rest[end..]),
                None => (Cow::Borrowed(rest), ""),
            },
            Some(inside) => {
                let (mut from, mut cell) = (0, Cow::Borrowed(""));
                loop {
                    let end = inside[from..].find('"').ok_or(column)? + from;
                    if cell.is_empty() {
                        cell = Cow::Borrowed(&inside[from..end]);
                    } else {
                        cell.to_mut().push_str(&inside[from..end]);
                    }
                    if !inside[end + 1..].starts_with('"') {
                        let tail = &inside[end + 1..];
                        let close = tail.find(',').unwrap_or(tail.len());
                        if close > 0 && !tail[..close].trim().is_empty() {
                            cell.to_mut().push_str(&tail[..close]);
                        }
                        break (cell, &tail[close..]);
                    }
                    cell.to_mut().push('"');
                    from = end + 2;
                }
            }
        };
        let width = rest[..rest.len() - after.len()].chars().count();
        cells.push((cell, column));
        match after.strip_prefix(',') {
            Some(next) => {
                rest = next;
                column += width + 1;
            }
            None => return Ok(cells),
        }
    }
}

/// Where the first cell of each row of a file stands.
pub(crate) fn lines(files: &Files, name: &str) -> BTreeMap<String, Place> {
    let mut lines = BTreeMap::new();
    rows(files, name, false, &mut Context::default(), |row, _| {
        lines.entry(row.cell(0).to_owned()).or_insert_with(|| row.at(0));
    });
    lines
}

/// Whether this row, the `number`-th from 1, is one too many; says so at the first.
pub(crate) fn too_many(number: usize, most: usize, what: &str, row: &Row, context: &mut Context) -> bool {
    if number == most + 1 {
        let found = format!("more than {most} {what}");
        context.findings.say(
            &row.at(0),
            found,
            format!("at most {most}"),
            "take out what is not needed",
        );
    }
    number > most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_be_quoted() {
        let texts = |line| cells(line).map(|c| c.into_iter().map(|(t, at)| (t.into_owned(), at)).collect::<Vec<_>>());
        let owned = |list: &[(&str, usize)]| Ok(list.iter().map(|(t, at)| ((*t).to_owned(), *at)).collect::<Vec<_>>());
        assert_eq!(
            texts("a,,\"b,\"\"c\"\"\",d"),
            owned(&[("a", 1), ("", 3), ("b,\"c\"", 4), ("d", 14)])
        );
        assert_eq!(texts("é,x,"), owned(&[("é", 1), ("x", 3), ("", 5)]));
        assert_eq!(texts("a,\"b"), Err(3));
    }
}
