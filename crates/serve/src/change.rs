//! What is otherwise in a what-if: values, orders switched off or moved, the last day. It is its own address, so that it can be
//! shared, bookmarked and written down.

use amnok_page::live::quoted;
use amnok_page::{was_set, which_order};
use amnok_scenario::Scenario;

/// What is otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Values, `key=value`.
    pub set: Vec<String>,
    /// Numbers of orders that are not given.
    pub off: Vec<usize>,
    /// Numbers of orders with the date on which they are given.
    pub moved: Vec<(usize, String)>,
    /// Last day of both sides, where it is earlier.
    pub end: Option<String>,
}

impl Change {
    /// That of pairs of names and values, as a form gives them: `set` (or `v:` before the key of a value), `off`, `move`
    /// (or `d:` before the number of an order), `end`. What is empty or no number of an order is left out.
    pub fn of(pairs: &[(String, String)]) -> Change {
        let mut change = Change::default();
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            match name.as_str() {
                "set" => change.set.push(value.clone()),
                "off" => change.off.extend(value.parse::<usize>().ok()),
                "move" => change.moved.extend(moved(value.split_once(':'))),
                "end" => change.end = Some(value.clone()),
                other => {
                    if let Some(key) = other.strip_prefix("v:") {
                        change.set.push(format!("{key}={value}"));
                    } else if let Some(number) = other.strip_prefix("d:") {
                        change.moved.extend(moved(Some((number, value))));
                    }
                }
            }
        }
        change.off.sort_unstable();
        change.off.dedup();
        change
    }

    /// That of an address.
    pub fn from_address(address: &str) -> Change {
        let pairs = address.split('&').filter_map(|pair| pair.split_once('='));
        let pairs: Vec<(String, String)> = pairs.map(|(name, value)| (plain(name), plain(value))).collect();
        Change::of(&pairs)
    }

    /// Its address, without a mark before it.
    pub fn address(&self) -> String {
        let set = self.set.iter().map(|value| format!("set={}", quoted(value)));
        let off = self.off.iter().map(|number| format!("off={number}"));
        let moved = self
            .moved
            .iter()
            .map(|(number, date)| format!("move={}", quoted(&format!("{number}:{date}"))));
        let end = self.end.iter().map(|date| format!("end={}", quoted(date)));
        set.chain(off).chain(moved).chain(end).collect::<Vec<_>>().join("&")
    }

    /// The same without what is as it is anyhow in a scenario.
    pub fn only_what_differs(mut self, from: &Scenario) -> Change {
        let as_it_is = |set: &String| {
            let Some((key, text)) = set.rsplit_once('=') else {
                return false;
            };
            let value = from.values.iter().find(|value| value.key == key);
            value
                .is_some_and(|value| value.value == text || value.value.parse::<f64>().ok() == text.parse::<f64>().ok())
        };
        self.set.retain(|set| !as_it_is(set));
        self.moved
            .retain(|(number, date)| from.orders.get(*number).is_some_and(|order| order.date != *date));
        self.moved.retain(|(number, _)| !self.off.contains(number));
        self
    }

    /// The same without the values and orders that a scenario does not have, as in an address that was made for another; and what these are.
    pub fn known_in(mut self, of: &Scenario) -> (Change, Vec<String>) {
        let settings = of.settings();
        let known = |set: &String| {
            let key = set.rsplit_once('=').map_or(set.as_str(), |(key, _)| key);
            settings.iter().any(|setting| setting.key == key)
        };
        let (set, unknown): (Vec<String>, Vec<String>) = self.set.into_iter().partition(known);
        let (off, gone): (Vec<usize>, Vec<usize>) = self.off.into_iter().partition(|number| *number < of.orders.len());
        self.set = set;
        self.off = off;
        let gone = gone.into_iter().map(|number| format!("order {number}"));
        (self, unknown.into_iter().chain(gone).collect())
    }

    /// Whether nothing is otherwise.
    pub fn is_nothing(&self) -> bool {
        self.set.is_empty() && self.off.is_empty() && self.moved.is_empty()
    }

    /// In words, as the values and orders of a scenario are called.
    pub fn words(&self, of: &Scenario) -> String {
        let order = |number: &usize| match of.orders.get(*number) {
            Some(order) => which_order(order),
            None => format!("order {number}"),
        };
        let value = |set: &String| was_set(of, set);
        let off = self.off.iter().map(|number| format!("{} not given", order(number)));
        let moved = self
            .moved
            .iter()
            .map(|(number, date)| format!("{} given on {date}", order(number)));
        let all: Vec<String> = self.set.iter().map(value).chain(off).chain(moved).collect();
        match all.is_empty() {
            true => "itself".into(),
            false => all.join("; "),
        }
    }

    /// Both sides: the scenario as it is, and with what is otherwise.
    ///
    /// # Errors
    /// In words: what is wrong with it.
    pub fn sides(&self, base: &Scenario) -> Result<(Scenario, Scenario), String> {
        let other = match self.off.is_empty() && self.moved.is_empty() {
            true => base.clone(),
            false => base
                .with_orders(&self.off, &self.moved)
                .map_err(|found| found.to_string())?,
        };
        let mut other = self.ended(other)?;
        for set in &self.set {
            other.set_as_written(set)?;
        }
        Ok((self.as_it_is(base)?, other))
    }

    /// The side without what is otherwise: only its last day is that of both.
    ///
    /// # Errors
    /// In words: a last day that cannot be.
    pub fn as_it_is(&self, base: &Scenario) -> Result<Scenario, String> {
        self.ended(base.clone())
    }

    fn ended(&self, mut scenario: Scenario) -> Result<Scenario, String> {
        if let Some(end) = &self.end {
            let set = scenario.set(amnok_scenario::END, end);
            set.map_err(|why| format!("last day: {why}"))?;
        }
        Ok(scenario)
    }
}

/// An order and its date, where they are such.
fn moved(pair: Option<(&str, &str)>) -> Option<(usize, String)> {
    let (number, date) = pair?;
    Some((number.parse().ok()?, date.to_owned()))
}

/// A part of an address as text.
fn plain(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = after;
            }
            (other, _) => {
                bytes.push(*other);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_its_address() {
        let pairs = [
            ("v:county.A & B=c.residents", "7"),
            ("set", "bribe.theta=0.3"),
            ("off", "3"),
            ("off", "3"),
            ("off", "x"),
            ("d:4", "2020-08-01"),
            ("d:x", "2020-08-01"),
            ("end", "2020-12-31"),
            ("v:empty", ""),
            ("pairs", "8"),
        ];
        let change = Change::of(&pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(change.off, [3]);
        assert_eq!(Change::from_address(&change.address()), change);
        assert_eq!(change.address().split('&').count(), 5);
        assert_eq!(Change::from_address(""), Change::default());
    }

    /// An address of another scenario was shown as if it changed something, and then nothing was otherwise.
    #[test]
    fn what_a_scenario_does_not_have_is_named_and_left_out() {
        let scenario = amnok_scenario::embedded().expect("it is right");
        let asked = Change::from_address("set=bribe.theta%3D0.4&set=nosuch.key%3D5&off=4&off=9999");
        let (left, unknown) = asked.known_in(&scenario);
        assert_eq!((left.set, left.off), (vec!["bribe.theta=0.4".to_owned()], vec![4]));
        assert_eq!(unknown, ["nosuch.key=5", "order 9999"]);
    }

    #[test]
    fn only_what_differs_stays() {
        let scenario = amnok_scenario::embedded().expect("it is right");
        let theta = scenario
            .values
            .iter()
            .find(|value| value.key == "bribe.theta")
            .expect("a value")
            .value
            .clone();
        let date = &scenario.orders[2].date;
        let same = Change::from_address(&format!(
            "set=bribe.theta%3D{theta}&move=2%3A{date}&off=4&move=4%3A2022-01-01"
        ));
        let left = same.only_what_differs(&scenario);
        assert_eq!((left.set.len(), left.moved.len(), left.off.len()), (0, 0, 1));
        let (as_it_is, other) = left.sides(&scenario).expect("an order less");
        assert_eq!(
            (as_it_is.orders.len(), other.orders.len()),
            (scenario.orders.len(), scenario.orders.len() - 1)
        );
    }
}
