//! What a scenario can say of itself: what its values rest on, and all that is known of one of them.

use crate::border::checked::{Scenario, Series};
use crate::border::later::Later;
use crate::border::provenance::{Basis, Claim, Value};
use crate::border::sections::sections;
use crate::diagnose::nearest;
use crate::words::many;
use std::fmt::Write;

/// Counts of a scenario's provenance.
#[derive(Clone, Debug, PartialEq)]
pub struct ProvenanceSummary {
    /// Values that rest on a claim.
    pub sourced: usize,
    /// Values that are assumed.
    pub assumed: usize,
    /// Claims in the evidence.
    pub claims: usize,
    /// Ids of claims that no value, order or observation refers to, also not in its words.
    pub unused: Vec<String>,
    /// Numbers of orders that take effect only after the last day.
    pub orders_after_end: Vec<usize>,
    /// Ids of observations of days that are not lived through.
    pub unread: Vec<String>,
    /// What goes into a run of the days after the last observation, if it goes so far.
    pub later: Option<Later>,
    /// Mechanisms whose table the scenario does without.
    pub without: Vec<&'static str>,
}

impl core::fmt::Display for ProvenanceSummary {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let all = self.sourced + self.assumed;
        writeln!(
            f,
            "{}: {} with a source, {} assumed within a range",
            many(all, "value", "values"),
            self.sourced,
            self.assumed
        )?;
        write!(f, "{} in the evidence", many(self.claims, "claim", "claims"))?;
        if !self.unused.is_empty() {
            write!(
                f,
                ", {} of them behind no value, order or observation (some say what mechanisms do, the others are background): {}",
                self.unused.len(),
                self.unused.join(", ")
            )?;
        }
        if !self.orders_after_end.is_empty() {
            let numbers: Vec<String> = self.orders_after_end.iter().map(usize::to_string).collect();
            write!(
                f,
                "\norders that take effect only after the last day: {}",
                numbers.join(", ")
            )?;
        }
        if !self.unread.is_empty() {
            write!(
                f,
                "\nobserved of days that are not lived through, so that nothing is learned from it: {}",
                self.unread.join(", ")
            )?;
        }
        if !self.without.is_empty() {
            write!(
                f,
                "\nno table, so that all its numbers are 0: {}",
                self.without.join(", ")
            )?;
        }
        match &self.later {
            Some(later) => write!(f, "\n{later}"),
            None => Ok(()),
        }
    }
}

/// Whether every word of a search stands in a text, whatever the case.
pub fn matches(search: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

impl Scenario {
    /// The claim of a name, if there is one.
    pub fn claim_of(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// Counts sourced and assumed values and names what nothing uses.
    pub fn summary(&self) -> ProvenanceSummary {
        let sourced = self
            .values
            .iter()
            .filter(|v| matches!(v.basis, Basis::Source(_)))
            .count();
        ProvenanceSummary {
            sourced,
            assumed: self.values.len() - sourced,
            claims: self.claims.len(),
            unused: self
                .claims
                .iter()
                .filter(|c| self.resting_on(&c.id).is_nothing())
                .map(|c| c.id.clone())
                .collect(),
            orders_after_end: self
                .inputs
                .orders
                .iter()
                .filter(|o| i64::from(o.day) >= i64::from(self.inputs.days))
                .map(|o| o.number)
                .collect(),
            unread: self.unread(),
            later: self.later(),
            without: self.without(),
        }
    }

    /// Mechanisms of which there is no value.
    fn without(&self) -> Vec<&'static str> {
        let names = sections().into_iter().map(|section| section.name);
        let of = |key: &str, name: &str| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        names
            .filter(|name| !self.values.iter().any(|v| of(&v.key, name)))
            .collect()
    }

    /// The value, order or claim of that name with all that is known of it; `None` if there is none.
    pub fn explain(&self, key: &str) -> Option<String> {
        let mut text = String::new();
        if let Some(value) = self.values.iter().find(|v| v.key == key) {
            let unit = match value.unit.as_str() {
                "none" => "",
                unit => unit,
            };
            let _ = writeln!(text, "{key} = {} {unit}", value.value);
            let _ = writeln!(text, "  meaning:  {}", value.meaning);
            let _ = writeln!(text, "  used by:  {}", value.used_by);
            match &value.basis {
                Basis::Source(id) => {
                    let _ = writeln!(text, "  source:   {}", self.cited(id));
                }
                Basis::Assumed {
                    low,
                    high,
                    shape,
                    why,
                    set_with,
                } => {
                    let _ = writeln!(text, "  assumed:  between {low} and {high}, {}", shape.name());
                    let _ = writeln!(text, "  because:  {why}");
                    if let Some(row) = set_with {
                        let _ = writeln!(text, "  set with: row {row} of the public record");
                    }
                }
            }
            return Some(text);
        }
        if let Some(order) = self.orders.iter().find(|o| format!("order.{}", o.number) == key) {
            let _ = writeln!(
                text,
                "{key}: {} {} at {} {} {}",
                order.date, order.kind, order.place, order.force, order.size
            );
            let _ = writeln!(text, "  note:     {}", order.note);
            let _ = writeln!(text, "  source:   {}", self.cited(&order.source));
            return Some(text);
        }
        if let Some(claim) = self.claim_of(key) {
            let _ = writeln!(text, "{}", self.cited(key));
            let _ = writeln!(text, "  says:     {}", claim.says);
            let _ = writeln!(
                text,
                "  graded:   {}{} because {}",
                claim.reliability, claim.credibility, claim.grade_reason
            );
            if !claim.url.is_empty() {
                let _ = writeln!(text, "  address:  {}", claim.url);
            }
            text += &self.uses(key);
            return Some(text);
        }
        None
    }

    /// What rests on a claim, a line for each kind.
    fn uses(&self, id: &str) -> String {
        let on = self.resting_on(id);
        if on.is_nothing() {
            return "  used for: no value, order or observation\n".to_owned();
        }
        let rows = |series: &&Series| {
            let rows = series.rows.iter().filter(|row| row.source == id).count();
            format!("{} of {}", many(rows, "row", "rows"), series.name)
        };
        let mut all: Vec<String> = Vec::new();
        if !on.values.is_empty() {
            all.push(on.values.join(", "));
        }
        if !on.assumed.is_empty() {
            all.push(format!("what is assumed of {}", on.assumed.join(", ")));
        }
        if !on.orders.is_empty() {
            let orders: Vec<String> = on.orders.iter().map(|number| format!("order.{number}")).collect();
            all.push(orders.join(", "));
        }
        all.extend(on.series.iter().map(rows));
        if !on.record.is_empty() {
            all.push(format!("{} of the public record", many(on.record.len(), "row", "rows")));
        }
        format!("  used for: {}\n", all.join("\n            "))
    }

    /// Values in whose name or meaning every word of a search stands, whatever the case; all of them without a word.
    pub fn search(&self, words: &str) -> Vec<&Value> {
        let found = |value: &&Value| matches(words, &format!("{} {}", value.key, value.meaning));
        self.values.iter().filter(found).collect()
    }

    /// The name of a value, order or claim that is nearest to `key`.
    pub fn nearest_key(&self, key: &str) -> Option<String> {
        let orders: Vec<String> = self.orders.iter().map(|o| format!("order.{}", o.number)).collect();
        let known = self
            .values
            .iter()
            .map(|v| v.key.as_str())
            .chain(self.claims.iter().map(|c| c.id.as_str()))
            .chain(orders.iter().map(String::as_str));
        nearest(key, known).map(str::to_string)
    }

    fn cited(&self, id: &str) -> String {
        match self.claim_of(id) {
            Some(c) => format!(
                "{id}: {}, \"{}\", {} (graded {}{})",
                c.outlet, c.title, c.date, c.reliability, c.credibility
            ),
            None => id.to_string(),
        }
    }
}
