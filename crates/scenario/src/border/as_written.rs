//! The scenario as it is written: values with the place where each stands, nothing yet known of their meaning.

use crate::decode::Lines;
use crate::diagnose::{Findings, Place, quoted};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key or a cell: a text and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub text: String,
    pub at: Place,
}

/// A value of a TOML file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub at: Place,
    pub what: ItemValue,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ItemValue {
    Text(String),
    Whole(String),
    Number(f64),
    Truth(bool),
    Date(String),
    List(Vec<Item>),
    Table(Vec<(Text, Item)>),
}

impl Item {
    /// As it is called in a diagnostic.
    pub fn shown(&self) -> String {
        match &self.what {
            ItemValue::Text(text) => format!("the text {}", quoted(text)),
            ItemValue::Whole(text) => format!("the number {}", quoted(text)),
            ItemValue::Number(number) => format!("the number `{number}`"),
            ItemValue::Truth(truth) => format!("`{truth}`"),
            ItemValue::Date(date) => format!("the date {}", quoted(date)),
            ItemValue::List(list) => format!("a list of {}", list.len()),
            ItemValue::Table(_) => "a table".into(),
        }
    }
}

/// A CSV file: its head and its rows, every cell with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sheet {
    pub top: Place,
    /// The comment in the first line, without `#`.
    pub comment: Option<String>,
    pub head: Vec<Text>,
    pub rows: Vec<Vec<Text>>,
}

/// Reads a TOML file; on errors of syntax, says all of them and gives what could be read.
pub(crate) fn toml(file: &str, text: &str, findings: &mut Findings) -> Option<Item> {
    let lines = Lines::new(file, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let broken = !errors.is_empty();
    for error in errors {
        let place = lines.place(error.span().map_or(0, |span| span.start));
        let line = lines.line(place.line);
        let message = error.message().replace('\n', "; ");
        let (expected, mend) = if message.contains("duplicate key") {
            (
                "each key once in its table".to_string(),
                "take one of the two out".to_string(),
            )
        } else {
            (
                format!("TOML ({message})"),
                "mend the syntax here; values are numbers, \"text\", [lists] or { tables }".to_string(),
            )
        };
        let found = if expected.starts_with("each key") {
            format!("a key for the second time in {}", quoted(line.trim()))
        } else {
            quoted(line.trim())
        };
        findings.say(&place, found, expected, mend);
    }
    if broken {
        return None;
    }
    Some(Item {
        at: lines.place(0),
        what: table_of(table.into_inner(), &lines),
    })
}

fn table_of(table: DeTable<'_>, lines: &Lines) -> ItemValue {
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    ItemValue::Table(
        entries
            .into_iter()
            .map(|(key, value)| {
                let at = lines.place(key.span().start);
                let text = key.into_inner().into_owned();
                (Text { text, at }, item_of(value, lines))
            })
            .collect(),
    )
}

fn item_of(value: Spanned<DeValue<'_>>, lines: &Lines) -> Item {
    let at = lines.place(value.span().start);
    let what = match value.into_inner() {
        DeValue::String(text) => ItemValue::Text(text.into_owned()),
        DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
            Ok(whole) => ItemValue::Whole(whole.to_string()),
            Err(_) => ItemValue::Whole(number.as_str().to_string()),
        },
        DeValue::Float(number) => ItemValue::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(truth) => ItemValue::Truth(truth),
        DeValue::Datetime(date) => ItemValue::Date(date.to_string()),
        DeValue::Array(list) => ItemValue::List(list.into_iter().map(|item| item_of(item, lines)).collect()),
        DeValue::Table(table) => table_of(table, lines),
    };
    Item { at, what }
}

/// Reads a CSV file: head and rows, lines that begin with `#` left out.
pub(crate) fn csv(file: &str, text: &str, findings: &mut Findings) -> Option<Sheet> {
    let lines = Lines::new(file, text);
    let comment = text
        .strip_prefix('#')
        .and_then(|rest| rest.lines().next())
        .map(|line| line.trim().to_string());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let offset = error.position().map_or(0, |p| p.byte() as usize);
                findings.say(
                    &lines.place(offset),
                    format!("a row that cannot be read ({error})"),
                    "comma-separated cells",
                    "mend the row",
                );
                return None;
            }
        }
        let start = record.position().map_or(0, |p| p.byte() as usize);
        let (starts, open) = cells(text, row_start(text, start));
        if open {
            findings.say(
                &lines.place(starts.last().copied().unwrap_or(start)),
                "a quotation mark that is never closed",
                "a cell that begins with \" and ends with \"",
                "close it before the next comma, and double any quotation mark inside",
            );
            return None;
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let last = starts.last().copied().unwrap_or(start);
        rows.push(
            record
                .iter()
                .enumerate()
                .map(|(i, cell)| Text {
                    text: cell.trim().to_string(),
                    at: lines.place(starts.get(i).copied().unwrap_or(last)),
                })
                .collect(),
        );
    }
    if rows.is_empty() {
        findings.say(
            &Place::top(file),
            "a file without a row",
            "a row of column names, then rows",
            "copy the column names from docs/reference/scenario.md",
        );
        return None;
    }
    let head = rows.remove(0);
    Some(Sheet {
        top: Place::top(file),
        comment,
        head,
        rows,
    })
}

/// The first line at or after `start` that is neither empty nor a comment.
fn row_start(text: &str, start: usize) -> usize {
    let mut at = start.min(text.len());
    while let Some(rest) = text.get(at..) {
        let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let blank = rest[..line].trim_matches(['\r', '\n']).is_empty();
        if line == 0 || !(blank || rest.starts_with('#')) {
            break;
        }
        at += line;
    }
    at
}

/// Where each cell of the row begins, and whether a quotation mark stays open.
fn cells(text: &str, start: usize) -> (Vec<usize>, bool) {
    let bytes = text.as_bytes();
    let (mut starts, mut at, mut inside) = (vec![start], start, false);
    let mut first = true;
    while at < bytes.len() {
        match bytes[at] {
            b'"' if inside && bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' if inside => inside = false,
            b'"' if first => inside = true,
            b',' if !inside => {
                starts.push(at + 1);
                first = true;
                at += 1;
                continue;
            }
            b'\n' | b'\r' if !inside => break,
            _ => {}
        }
        first = false;
        at += 1;
    }
    (starts, inside)
}
