//! A scenario with something otherwise: orders left out or given on other dates, values that were set beside its files written into them.

use crate::border::check;
use crate::border::checked::{OrderText, Scenario};
use crate::border::posterior::is_learned;
use crate::border::provenance::Basis;
use crate::border::settings::END;
use crate::diagnose::Diagnostics;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file of orders.
const ORDERS: &str = "orders.csv";
/// The file of values.
const VALUES: &str = "scenario.toml";

/// The row of the order whose value has that name, and which value it is: 5 and `size` of `order.5.size`. None for a value of no order.
pub fn of_order(key: &str) -> Option<(usize, &str)> {
    let (row, what) = key.strip_prefix("order.")?.split_once('.')?;
    Some((row.parse().ok()?, what))
}

impl Scenario {
    /// The scenario without the orders of these numbers, and with others given on the date beside their number. It is read anew from
    /// its files; what was set beside them is not set in it.
    ///
    /// # Errors
    /// Everything that is wrong with it then, at once.
    pub fn with_orders(&self, off: &[usize], moved: &[(usize, String)]) -> Result<Scenario, Diagnostics> {
        let mut files = self.files.clone();
        if let Some(bytes) = files.get_mut(ORDERS).filter(|_| !(off.is_empty() && moved.is_empty()))
            && let Some(rewritten) = orders(bytes, off, moved)
        {
            *bytes = rewritten;
            // What was learned was learned with the orders as they were.
            files.retain(|name, _| !is_learned(name));
        }
        check::all(&files)
    }

    /// The name that a value of this scenario has in another: that of an order goes with the order, whose row is another where orders
    /// were left out before it. None where the other has no such order.
    pub fn name_in(&self, other: &Scenario, key: &str) -> Option<String> {
        let Some((row, what)) = of_order(key) else {
            return Some(key.to_owned());
        };
        let row = self.rows_in(other).get(row).copied().flatten()?;
        Some(format!("order.{row}.{what}"))
    }

    /// The row that each order has in another scenario: of one that is the same but for its row, else of one that is given on another date.
    fn rows_in(&self, other: &Scenario) -> Vec<Option<usize>> {
        let mut rows = vec![None; self.orders.len()];
        let mut left: Vec<&OrderText> = other.orders.iter().collect();
        for moved in [false, true] {
            for (order, row) in self.orders.iter().zip(&mut rows).filter(|(_, row)| row.is_none()) {
                let alike = |them: &&OrderText| {
                    let date = if moved { &order.date } else { &them.date };
                    let (number, date) = (order.number, date.clone());
                    *order
                        == OrderText {
                            number,
                            date,
                            ..(*them).clone()
                        }
                };
                *row = left.iter().position(alike).map(|place| left.remove(place).number);
            }
        }
        rows
    }

    /// The files with every value in them that was set beside them, each marked as assumed, with what it was before. The last day
    /// stays that of the files.
    ///
    /// # Errors
    /// In words: a value that does not stand alone in scenario.toml.
    pub fn files_as_set(&self) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let mut files = self.files.clone();
        let before = check::all(&files).map_err(|found| found.to_string())?;
        let text = files
            .get(VALUES)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let mut text = text.ok_or("the scenario has no scenario.toml")?;
        let set = self.set.iter().filter_map(|set| set.rsplit_once('='));
        for (key, value) in set.filter(|(key, _)| *key != END) {
            text = written(&text, key, value, &before).ok_or_else(|| {
                format!("{key} cannot be written into scenario.toml by itself; set it with --set {key}={value}")
            })?;
        }
        files.insert(VALUES.into(), text.into_bytes());
        if !self.set.is_empty() {
            files.retain(|name, _| !is_learned(name));
        }
        let again = check::all(&files).map_err(|found| found.to_string())?;
        let mut inputs = self.inputs.clone();
        inputs.days = again.inputs.days;
        match again.inputs == inputs {
            true => Ok(files),
            false => Err(format!(
                "what was set ({}) cannot be written into the files alone",
                self.set.join(", ")
            )),
        }
    }
}

/// The table of orders without some rows and with other dates in others; none where it is no such table.
fn orders(bytes: &[u8], off: &[usize], moved: &[(usize, String)]) -> Option<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(bytes);
    let head = reader.byte_headers().ok()?.clone();
    let date = head.iter().position(|name| name == b"date")?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_byte_record(&head).ok()?;
    for (number, row) in reader.byte_records().enumerate() {
        let row = row.ok()?;
        if off.contains(&number) {
            continue;
        }
        let other = moved
            .iter()
            .find(|(moved, _)| *moved == number)
            .map(|(_, date)| date.as_bytes());
        let cell = |(place, cell)| if place == date { other.unwrap_or(cell) } else { cell };
        writer.write_record(row.iter().enumerate().map(cell)).ok()?;
    }
    writer.into_inner().ok()
}

/// The text with another value under a key; none where it is not there by itself.
fn written(text: &str, key: &str, value: &str, before: &Scenario) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let (span, new) = (place(table.get_ref(), key)?, assumed(key, value, before)?);
    Some(format!("{}{new}{}", &text[..span.start], &text[span.end..]))
}

/// Where the value of a key stands: `bribe.theta` in its table, `force.NAME.fire` in that of the name.
fn place(table: &DeTable, key: &str) -> Option<Range<usize>> {
    let (section, rest) = key.split_once('.')?;
    match table.get(section)?.get_ref() {
        DeValue::Table(table) => table.get(rest).map(Spanned::span),
        DeValue::Array(all) => {
            let (name, number) = rest.rsplit_once('.')?;
            let tables = all.iter().filter_map(|item| match item.get_ref() {
                DeValue::Table(table) => Some(table),
                _ => None,
            });
            let named = |table: &&DeTable| matches!(table.get("name").map(Spanned::get_ref), Some(DeValue::String(own)) if *own == name);
            tables.into_iter().find(named)?.get(number).map(Spanned::span)
        }
        _ => None,
    }
}

/// An assumed value as scenario.toml has it, with what it was before; its range holds both.
fn assumed(key: &str, text: &str, before: &Scenario) -> Option<String> {
    let known = before.values.iter().find(|value| value.key == key)?;
    let (old, new): (f64, f64) = (known.value.parse().ok()?, text.parse().ok()?);
    let (low, high, why) = match &known.basis {
        Basis::Assumed { low, high, why, .. } => (low.min(new), high.max(new), why.as_str()),
        Basis::Source(id) => (old.min(new), old.max(new), id.as_str()),
    };
    let (low, high) = if low < high {
        (low, high)
    } else {
        (0f64.min(low), high + 1.0)
    };
    let why = format!("what if; it was {} before ({why})", known.value);
    let why = toml::Value::String(why).to_string();
    Some(format!(
        "{{ value = {new}, range = [{low:?}, {high:?}], assumption = {why} }}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario() -> Scenario {
        crate::border::embedded().expect("the embedded scenario is right")
    }

    #[test]
    fn nothing_otherwise_is_the_same_scenario() {
        let scenario = scenario();
        assert!(scenario.with_orders(&[], &[]).expect("right") == scenario);
        assert_eq!(scenario.files_as_set().expect("nothing is set"), scenario.files);
    }

    #[test]
    fn an_order_is_left_out_and_another_given_later() {
        let before = scenario();
        let (off, moved) = (5, 13);
        let after = before
            .with_orders(&[off], &[(moved, "2020-04-01".into())])
            .expect("right");
        let mut expected = before.orders.clone();
        expected[moved].date = "2020-04-01".into();
        expected.remove(off);
        let texts = |orders: &[crate::border::OrderText]| -> Vec<_> {
            orders
                .iter()
                .map(|o| {
                    (
                        o.date.clone(),
                        o.kind.clone(),
                        o.place.clone(),
                        o.size.clone(),
                        o.note.clone(),
                        o.source.clone(),
                    )
                })
                .collect()
        };
        assert_eq!(texts(&after.orders), texts(&expected));
        assert!(
            before
                .with_orders(&[], &[(moved, "soon".into())])
                .expect_err("no date")
                .to_string()
                .contains("orders.csv")
        );
    }

    /// Rows after an order that is left out move up by one.
    #[test]
    fn values_of_an_order_go_with_it_where_its_row_is_another() {
        let before = scenario();
        let after = before.with_orders(&[5], &[(16, "2020-09-01".into())]).expect("right");
        let name = |key: &str| before.name_in(&after, key);
        let is = |key: &str| Some(key.to_owned());
        assert_eq!(name("order.4.size"), is("order.4.size"));
        assert_eq!(name("order.5.size"), None);
        assert_eq!(
            (name("order.16.size"), name("order.52.size")),
            (is("order.15.size"), is("order.51.size"))
        );
        assert_eq!(name("bribe.theta"), is("bribe.theta"));
        assert_eq!(after.name_in(&before, "order.51.size"), is("order.52.size"));
    }

    #[test]
    fn what_was_set_is_written_and_read_again() {
        let mut set = scenario();
        for value in [
            "bribe.theta=0.4",
            "force.border-guard.fire=0.2",
            "period.end=2020-12-31",
            "bribe.theta=0.3",
        ] {
            set.set_as_written(value).expect("it can be set");
        }
        let files = set.files_as_set().expect("all of them stand alone");
        let again = check::all(&files).expect("right");
        assert!(again.set.is_empty() && again.inputs.days == scenario().inputs.days);
        set.inputs.days = again.inputs.days;
        assert!(again.inputs == set.inputs);
        let theta = again
            .values
            .iter()
            .find(|value| value.key == "bribe.theta")
            .expect("a value");
        assert!(
            matches!(&theta.basis, Basis::Assumed { why, .. } if why.starts_with("what if; it was 0.25 before")),
            "{theta:?}"
        );
        set.set_as_written("county.Hyesan.residents=1000")
            .expect("it can be set");
        assert!(
            set.files_as_set()
                .expect_err("it stands in counties.csv")
                .contains("--set county.Hyesan.residents=1000")
        );
    }
}
