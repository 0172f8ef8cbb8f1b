//! What of two scenarios is not the same, in words.

use crate::label::label;
use amnok_scenario::{OrderText, Scenario};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Values and orders that are not the same.
pub fn changes(a: &Scenario, b: &Scenario) -> Markup {
    let values = values(a, b);
    let (first, second) = (orders(a), orders(b));
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|order| !other.contains(order)).cloned().collect()
    };
    let (gone, new) = (only(&first, &second), only(&second, &first));
    html! {
        @if values.is_empty() && gone.is_empty() && new.is_empty() { p { "Both have the same values and the same orders; seed, histories or period may differ." } }
        @if !values.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="Values that differ" { table {
                caption { "Values that differ" }
                thead { tr { th { "Value" } th { "A" } th { "B" } } }
                tbody { @for (name, x, y) in &values { tr { th.wide scope="row" { (name) } td { (x) } td { (y) } } } }
            } }
        }
        @if !gone.is_empty() { p { "Orders only in A:" } ul { @for order in &gone { li { (order) } } } }
        @if !new.is_empty() { p { "Orders only in B:" } ul { @for order in &new { li { (order) } } } }
    }
}

/// Values that differ, by name: what it is in each.
fn values(a: &Scenario, b: &Scenario) -> Vec<(String, String, String)> {
    let by_key = |scenario: &Scenario| -> BTreeMap<String, String> {
        let all = scenario.values.iter();
        all.map(|value| (value.key.clone(), value.value.clone())).collect()
    };
    let (x, y) = (by_key(a), by_key(b));
    let said = |of: &BTreeMap<String, String>, key: &str| of.get(key).map_or("not there".into(), Clone::clone);
    let in_a = a.values.iter();
    let all = in_a.chain(b.values.iter().filter(|value| !x.contains_key(&value.key)));
    let differ = all.filter(|value| x.get(&value.key) != y.get(&value.key));
    let line = |value: &amnok_scenario::Value| {
        let name = label(&value.key, &value.meaning);
        (name, said(&x, &value.key), said(&y, &value.key))
    };
    differ.map(line).collect()
}

/// Every order in words.
fn orders(of: &Scenario) -> Vec<String> {
    let words = |o: &OrderText| {
        let parts = [&o.place, &o.force, &o.size].map(|part| part.replace(';', ", "));
        let rest: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}, {}", o.date, o.kind.replace('-', " "), rest.join(", "))
    };
    of.orders.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two forces have a value of the same meaning: only the first that differed was named.
    #[test]
    fn values_with_the_same_meaning_are_all_named() {
        let a = amnok_scenario::embedded().expect("it is right");
        let keys: Vec<String> = (a.settings().into_iter())
            .map(|setting| setting.key)
            .filter(|key| key.starts_with("force.") && key.ends_with(".detection"))
            .take(2)
            .collect();
        let mut b = a.clone();
        for key in &keys {
            b.set(key, "0.123").expect("a value of a force");
        }
        let found = values(&a, &b);
        assert_eq!((keys.len(), found.len()), (2, 2));
        assert_ne!(found[0].0, found[1].0);
        assert!(changes(&a, &a).into_string().contains("the same values"));
    }
}
