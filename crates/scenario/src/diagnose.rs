//! What is wrong with a scenario: where, what was found, what was expected, how to mend it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// File within the scenario folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
}

impl Diagnostic {
    /// What it asks for, and where: the file, what should stand there, how to mend it.
    fn asks_for(&self) -> (&str, &str, &str) {
        (&self.file, &self.expected, &self.mend)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}:{}: found {}", self.file, self.line, self.column, self.found)?;
        writeln!(f, "  expected: {}", self.expected)?;
        write!(f, "  to mend:  {}", self.mend)
    }
}

/// Of errors in one file that ask for the same so many are shown, and how many more there are.
const ALIKE: usize = 5;

/// Errors that ask for the same: how many there are, how many of them were shown, and the last line.
#[derive(Default)]
struct Alike {
    count: usize,
    shown: usize,
    last: usize,
}

/// Everything that is wrong, by file, line and column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: BTreeMap<_, Alike> = BTreeMap::new();
        for diagnostic in &self.0 {
            let kind = kinds.entry(diagnostic.asks_for()).or_default();
            kind.count += 1;
            kind.last = kind.last.max(diagnostic.line);
        }
        for diagnostic in &self.0 {
            let kind = kinds.entry(diagnostic.asks_for()).or_default();
            kind.shown += 1;
            // To say that there is one more takes as much room as the one.
            let all = kind.count <= ALIKE + 1;
            if all || kind.shown <= ALIKE {
                writeln!(f, "{diagnostic}")?;
            }
            if !all && kind.shown == ALIKE {
                writeln!(
                    f,
                    "  and {} more like these in this file, up to line {}",
                    kind.count - ALIKE,
                    kind.last
                )?;
            }
        }
        match self.0.len() {
            1 => write!(f, "1 error"),
            n => write!(f, "{n} errors"),
        }
    }
}

impl std::error::Error for Diagnostics {}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// File.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The beginning of a file.
    pub fn top(file: &str) -> Place {
        Place {
            file: file.into(),
            line: 1,
            column: 1,
        }
    }
}

/// More errors than this are counted, not shown.
pub(crate) const MOST_SHOWN: usize = 1000;

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Findings {
    /// Adds one.
    pub fn say(&mut self, at: &Place, found: impl Into<String>, expected: impl Into<String>, mend: impl Into<String>) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        self.list.push(Diagnostic {
            file: at.file.to_string(),
            line: at.line,
            column: at.column,
            found: found.into(),
            expected: expected.into(),
            mend: mend.into(),
        });
    }

    /// The one that was added last, to be worded better.
    pub fn last_mut(&mut self) -> Option<&mut Diagnostic> {
        self.list.last_mut()
    }

    /// Whether more would only be counted.
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST_SHOWN
    }

    /// Number so far.
    pub fn len(&self) -> usize {
        self.list.len() + self.more
    }

    /// All of them in order, or none.
    pub fn finish(mut self) -> Option<Diagnostics> {
        if self.list.is_empty() {
            return None;
        }
        self.list.sort();
        self.list.dedup();
        if self.more > 0 {
            let last = self.list[self.list.len() - 1].clone();
            self.list.push(Diagnostic {
                found: format!("{} more errors that are not shown", self.more),
                expected: "none".into(),
                mend: "mend those above first".into(),
                ..last
            });
        }
        Some(Diagnostics(self.list))
    }
}

/// A text as it is quoted in a diagnostic: short and on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(60)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    format!("`{short}`")
}

/// The known name that is nearest to `name`, if any is near.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let short = |text: &str| text.chars().take(64).collect::<String>().to_lowercase();
    let name = short(name);
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(&name, &short(candidate));
        if likeness >= 0.55 && best.is_none_or(|(b, _)| likeness > b) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How to mend a name that is not known.
pub(crate) fn mend_name<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`? otherwise take it out"),
        None => "take it out, or write one of those that are known".into(),
    }
}

/// At most twelve names in a row.
pub(crate) fn listed<'a>(known: impl IntoIterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = known.into_iter().collect();
    let rest = all.len().saturating_sub(12);
    all.truncate(12);
    let mut text = all.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    if rest > 0 {
        text.push_str(&format!(" and {rest} more"));
    }
    if text.is_empty() { "none".into() } else { text }
}
