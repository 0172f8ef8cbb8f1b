//! What the checks share: findings, values and claims so far, and the reading of plain fields.

use crate::border::as_written::{Item, ItemValue, Text};
use crate::border::provenance::{Claim, Value};
use crate::diagnose::{Findings, Place, listed, mend_name, quoted};
use jiff::civil::Date;

/// What the checks share.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub findings: Findings,
    pub values: Vec<Value>,
    pub claims: Vec<Claim>,
    /// Rows of the record that values were set with, by id, and where that is said.
    pub set_with: Vec<(String, Place)>,
    /// Whether the evidence could be read; otherwise references to it are not checked.
    pub claims_known: bool,
}

impl Context {
    /// A claim id that exists.
    pub fn claim(&mut self, id: &str, at: &Place) -> bool {
        if self.claims_known && !self.claims.iter().any(|c| c.id == id) {
            let known: Vec<&str> = self.claims.iter().map(|c| c.id.as_str()).collect();
            let (expected, mend) = (
                format!("the id of a claim in evidence.toml ({})", listed(known.iter().copied())),
                mend_name(id, known),
            );
            self.findings.say(
                at,
                format!("the claim {}, which is not in the evidence", quoted(id)),
                expected,
                mend.replace("otherwise take it out", "otherwise add the claim to evidence.toml"),
            );
            return false;
        }
        true
    }

    /// A finite number within bounds.
    pub fn within(&mut self, number: f64, least: f64, most: f64, what: &str, unit: &str, at: &Place) -> bool {
        let good = number.is_finite() && number >= least && number <= most;
        if !good {
            self.findings.say(
                at,
                format!("{number} for {what}"),
                format!("a number from {least} to {most} ({unit})"),
                "write a number within these bounds, in this unit",
            );
        }
        good
    }

    /// A date, `YYYY-MM-DD`, between 1900 and 2100.
    pub fn date(&mut self, text: &str, what: &str, at: &Place) -> Option<Date> {
        let date = plain_date(text).filter(|d| (1900..=2100).contains(&d.year()));
        if date.is_none() {
            self.findings.say(
                at,
                format!("{} for {what}", quoted(text)),
                "a date that exists, as YYYY-MM-DD, from 1900 to 2100",
                "write for example 2020-08-21",
            );
        }
        date
    }

    /// A name: short, without separators.
    pub fn name(&mut self, text: &str, what: &str, at: &Place) -> bool {
        let good = !text.trim().is_empty()
            && text.trim() == text
            && text.chars().count() <= 60
            && !text.contains([';', ',', '"'])
            && !text.chars().any(char::is_control)
            && text != "all";
        if !good {
            self.findings.say(
                at,
                format!("{} for {what}", quoted(text)),
                "a name of 1 to 60 characters without `;`, `,` or quotation marks, other than `all`",
                "write a plain name",
            );
        }
        good
    }

    /// Says that a name stands twice.
    pub fn twice(&mut self, name: &str, what: &str, at: &Place) {
        self.findings.say(
            at,
            format!("the {what} {} for the second time", quoted(name)),
            format!("each {what} once"),
            "take one of the two out or rename it",
        );
    }
}

/// `YYYY-MM-DD` and nothing else.
pub(crate) fn plain_date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// The entries of a table, taken out one by one; what is left at the end is unknown.
pub(crate) struct Fields<'a> {
    pub at: Place,
    what: String,
    entries: Vec<(&'a Text, &'a Item, bool)>,
    known: Vec<String>,
}

impl<'a> Fields<'a> {
    /// The entries of an item that must be a table.
    pub fn of(item: &'a Item, what: &str, context: &mut Context) -> Option<Fields<'a>> {
        let ItemValue::Table(entries) = &item.what else {
            context.findings.say(
                &item.at,
                format!("{} for {what}", item.shown()),
                "a table of keys and values",
                "write it as in docs/reference/scenario.md",
            );
            return None;
        };
        Some(Fields {
            at: item.at.clone(),
            what: what.to_string(),
            entries: entries.iter().map(|(k, v)| (k, v, false)).collect(),
            known: Vec::new(),
        })
    }

    /// Whether there is an entry of that key, which need not be there.
    pub fn has(&mut self, key: &str) -> bool {
        let there = self.entries.iter().any(|(k, ..)| k.text == key);
        if !there {
            self.known.push(key.to_string());
        }
        there
    }

    /// The entry of that key, if it is there.
    pub fn maybe(&mut self, key: &str) -> Option<&'a Item> {
        self.known.push(key.to_string());
        let entry = self.entries.iter_mut().find(|(k, ..)| k.text == key)?;
        entry.2 = true;
        Some(entry.1)
    }

    /// The entry of that key, which must be there.
    pub fn need(&mut self, key: &str, expected: &str, context: &mut Context) -> Option<&'a Item> {
        let item = self.maybe(key);
        if item.is_none() {
            context.findings.say(
                &self.at,
                format!("{} without `{key}`", self.what),
                format!("`{key}`: {expected}"),
                format!("add a line `{key} = …`"),
            );
        }
        item
    }

    /// A text that is not empty.
    pub fn text(&mut self, key: &str, expected: &str, context: &mut Context) -> Option<&'a str> {
        let item = self.need(key, expected, context)?;
        text(item, key, expected, context)
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, key: &str, least: i128, most: i128, context: &mut Context) -> Option<i128> {
        let expected = format!("a whole number from {least} to {most}");
        let item = self.need(key, &expected, context)?;
        let number = match &item.what {
            ItemValue::Whole(text) => text.parse().ok().filter(|n| (least..=most).contains(n)),
            _ => None,
        };
        if number.is_none() {
            context.findings.say(
                &item.at,
                format!("{} for `{key}`", item.shown()),
                expected,
                "write a whole number within these bounds, without quotation marks",
            );
        }
        number
    }

    /// A date.
    pub fn date(&mut self, key: &str, context: &mut Context) -> Option<(Date, Place)> {
        let item = self.need(key, "a date as \"YYYY-MM-DD\"", context)?;
        let date = match &item.what {
            ItemValue::Text(text) | ItemValue::Date(text) => context.date(text, &format!("`{key}`"), &item.at),
            _ => {
                text(item, key, "a date as \"YYYY-MM-DD\"", context);
                None
            }
        };
        date.map(|date| (date, item.at.clone()))
    }

    /// `true` or `false`; `false` where it is not said.
    pub fn truth(&mut self, key: &str, context: &mut Context) -> bool {
        match self.maybe(key).map(|item| (item, &item.what)) {
            None => false,
            Some((_, ItemValue::Truth(truth))) => *truth,
            Some((item, _)) => {
                context.findings.say(
                    &item.at,
                    format!("{} for `{key}`", item.shown()),
                    "`true` or `false`",
                    "write it without quotation marks",
                );
                false
            }
        }
    }

    /// The tables of a `[[list]]` with at least one and at most `most` of them.
    pub fn tables(&mut self, key: &str, most: usize, context: &mut Context) -> &'a [Item] {
        let expected = format!("from 1 to {most} tables `[[{key}]]`");
        let Some(item) = self.need(key, &expected, context) else {
            return &[];
        };
        match &item.what {
            ItemValue::List(list) if (1..=most).contains(&list.len()) => list,
            _ => {
                context.findings.say(
                    &item.at,
                    format!("{} for `{key}`", item.shown()),
                    expected,
                    format!("begin each with a line `[[{key}]]`"),
                );
                &[]
            }
        }
    }

    /// The tables of a list that need not be there, with at most `most` of them.
    pub fn maybe_tables(&mut self, key: &str, most: usize, context: &mut Context) -> &'a [Item] {
        match self.has(key) {
            true => self.tables(key, most, context),
            false => &[],
        }
    }

    /// The items of a list, which must be there; may be empty.
    pub fn list(&mut self, key: &str, expected: &str, context: &mut Context) -> &'a [Item] {
        let Some(item) = self.need(key, expected, context) else {
            return &[];
        };
        match &item.what {
            ItemValue::List(list) => list,
            _ => {
                context.findings.say(
                    &item.at,
                    format!("{} for `{key}`", item.shown()),
                    expected,
                    format!("write `{key} = […]`"),
                );
                &[]
            }
        }
    }

    /// Says which keys are unknown.
    pub fn done(self, context: &mut Context) {
        for (key, _, used) in &self.entries {
            if *used || super::coordinates::is_coordinate(&key.text) {
                continue;
            }
            if context.findings.is_full() {
                return;
            }
            let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
            context.findings.say(
                &key.at,
                format!("the unknown key {} in {}", quoted(&key.text), self.what),
                format!("one of {}", listed(known.iter().copied())),
                mend_name(&key.text, known),
            );
        }
    }
}

/// A text that is not empty.
pub(crate) fn text<'a>(item: &'a Item, key: &str, expected: &str, context: &mut Context) -> Option<&'a str> {
    match &item.what {
        ItemValue::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
        _ => {
            context.findings.say(
                &item.at,
                format!("{} for `{key}`", item.shown()),
                expected,
                format!("write `{key} = \"…\"`"),
            );
            None
        }
    }
}
