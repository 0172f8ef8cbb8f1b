//! What values, orders and places are called on pages: never by a key alone.

use amnok_scenario::{Scenario, of_order};

/// Kinds of keys after which a name stands: that of a force, a county, a month.
const KINDS: [&str; 9] = [
    "force", "county", "province", "river", "strata", "command", "outlet", "trade", "order",
];

/// The meaning of a value; of one of many of its kind (forces, counties, months) with the name of which before it.
pub fn label(key: &str, meaning: &str) -> String {
    match key.split_once('.') {
        Some((kind, rest)) if KINDS.contains(&kind) => {
            let name = rest.rsplit_once('.').map_or(rest, |(name, _)| name);
            format!("{name}: {meaning}")
        }
        _ => meaning.to_owned(),
    }
}

/// What a value of a scenario is called; its key, where the scenario has none of that key. A value of an order is told from others by date and
/// place of the order.
pub fn called(scenario: &Scenario, key: &str) -> String {
    let Some(value) = scenario.values.iter().find(|value| value.key == key) else {
        return key.to_owned();
    };
    match of_order(key).and_then(|(row, _)| scenario.orders.get(row)) {
        Some(order) => format!(
            "{} of {}, {}: {}",
            in_words(&order.kind),
            order.date,
            places(&order.place),
            value.meaning
        ),
        None => label(key, &value.meaning),
    }
}

/// A kind of order in the words of readers.
pub fn in_words(kind: &str) -> String {
    let words = kind.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Places of an order as readers see them.
pub fn places(place: &str) -> String {
    match place {
        "all" => "the whole border".into(),
        named => named.replace(';', ", "),
    }
}

/// The unit of a value of a scenario; nothing where it has none.
pub fn unit(scenario: &Scenario, unit: &str) -> String {
    match unit {
        "none" => String::new(),
        _ => unit.replace("currency", &scenario.inputs.currency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_an_order_is_told_by_date_and_place() {
        let scenario = amnok_scenario::embedded().expect("it is right");
        let named = called(&scenario, "order.0.size");
        assert!(named.starts_with("Crossings of 2020-01-01, Chagang: "), "{named}");
        assert_eq!(called(&scenario, "no.such"), "no.such");
        assert_eq!(unit(&scenario, "currency per day"), "USD per day");
        assert_eq!(
            (places("all"), places("A;B")),
            ("the whole border".into(), "A, B".into())
        );
    }

    #[test]
    fn values_of_one_kind_are_told_apart() {
        for (key, text) in [
            ("bribe.theta", "m"),
            ("force.border-guard.detection", "border-guard: m"),
            ("county.St. Anne.residents", "St. Anne: m"),
            ("trade.2031-01", "2031-01: m"),
            ("strata.kin.near.share", "kin.near: m"),
        ] {
            assert_eq!(label(key, "m"), text);
        }
    }
}
