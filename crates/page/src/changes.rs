//! What of two scenarios is not the same, in words.

use crate::label::{called, ordered};
use crate::listing::{Item, Listing};
use crate::numbers::as_written;
use amnok_scenario::{OrderText, Scenario};
use amnok_store::Values;
use amnok_store::sweep::factors::factors;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A side of a comparison: its scenario, and where the values of its histories came from.
pub type Side<'a> = (&'a Scenario, &'a Values);

/// The sides of pairs whose values came from there: what is not the same is drawn for the first alone.
pub fn paired<'a>(a: &'a Scenario, b: &'a Scenario, values: &'a Values) -> [Side<'a>; 2] {
    [(a, values), (b, &Values::Fixed)]
}

/// Values and orders that are not the same.
pub fn changes([(a, of_a), (b, of_b)]: [Side; 2]) -> Markup {
    let values = values((a, of_a), (b, of_b));
    let (first, second) = (orders(a), orders(b));
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|order| !other.contains(order)).cloned().collect()
    };
    let (gone, new) = (only(&first, &second), only(&second, &first));
    html! {
        @if values.is_empty() && gone.is_empty() && new.is_empty() { p { "Both have the same values and the same orders." } }
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

/// The same to be given away.
pub fn changed([(a, of_a), (b, of_b)]: [Side; 2]) -> Listing {
    let (first, second) = (orders(a), orders(b));
    let values = values((a, of_a), (b, of_b)).into_iter();
    let values = values.map(|(name, x, y)| ["value".into(), name, x, y]);
    let only = |of: &[String], other: &[String], sides: [&str; 2]| -> Vec<[String; 4]> {
        let gone = of.iter().filter(|order| !other.contains(order)).cloned();
        gone.map(|order| ["order".into(), order, sides[0].into(), sides[1].into()])
            .collect()
    };
    let gone = only(&first, &second, ["given", "not given"]);
    let new = only(&second, &first, ["not given", "given"]);
    let rows = values.chain(gone).chain(new);
    Listing {
        name: "changed",
        heads: vec!["kind", "what", "a", "b"],
        rows: rows.map(|row| row.map(Item::Text).to_vec()).collect(),
    }
}

/// The same in a few words for a list of results.
pub fn in_short([(a, of_a), (b, of_b)]: [Side; 2]) -> Vec<String> {
    let values = values((a, of_a), (b, of_b)).into_iter();
    let mut all: Vec<String> = values
        .map(|(name, x, y)| format!("{}: {y} instead of {x}", name.trim_end_matches('.')))
        .collect();
    let (first, second) = (orders(a), orders(b));
    let gone = first.iter().filter(|order| !second.contains(order));
    all.extend(gone.map(|order| format!("not given: {order}")));
    let new = second.iter().filter(|order| !first.contains(order));
    all.extend(new.map(|order| format!("given: {order}")));
    all
}

/// Values that differ, by name: what it is in each. A value of an order goes with its order; of an order that only one side has it is told with it.
fn values((a, of_a): Side, (b, of_b): Side) -> Vec<(String, String, String)> {
    let by_key = |scenario: &Scenario| -> BTreeMap<String, String> {
        let all = scenario.values.iter();
        all.map(|value| (value.key.clone(), value.value.clone())).collect()
    };
    let (x, y) = (by_key(a), by_key(b));
    let (drawn_a, drawn_b) = (drawn((a, of_a)), drawn((b, of_b)));
    let said = |value: Option<&String>, drawn: bool| match value.map(|value| as_written(value)) {
        None => "not there".into(),
        Some(value) if drawn => format!("drawn anew for each history ({value} in its files)"),
        Some(value) => value,
    };
    let mut differ = Vec::new();
    for (key, value) in a.values.iter().map(|value| (&value.key, &value.value)) {
        let Some(name) = a.name_in(b, key) else { continue };
        let theirs = y.get(&name);
        if theirs != Some(value) {
            let (first, second) = (drawn_a.contains(key), drawn_b.contains(&name));
            differ.push((called(a, key), said(Some(value), first), said(theirs, second)));
        }
    }
    for (key, value) in b.values.iter().map(|value| (&value.key, &value.value)) {
        if b.name_in(a, key).is_some_and(|key| !x.contains_key(&key)) {
            differ.push((
                called(b, key),
                said(None, false),
                said(Some(value), drawn_b.contains(key)),
            ));
        }
    }
    differ
}

/// Keys of the values that histories of a side draw, each its own: those that a sweep varies if nothing is said.
fn drawn((scenario, values): Side) -> BTreeSet<String> {
    let all = if values.differ() {
        factors(scenario, &[]).unwrap_or_default()
    } else {
        Vec::new()
    };
    all.into_iter().map(|factor| factor.key).collect()
}

/// Every order in words.
fn orders(of: &Scenario) -> Vec<String> {
    let words = |o: &OrderText| format!("{}: {}", o.date, ordered(&o.kind, &o.place, &o.force, &o.size));
    of.orders.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIXED: &Values = &Values::Fixed;

    /// A value that every pair drew stood beside the one that was set as if it had been that of the files.
    #[test]
    fn what_is_drawn_is_not_said_to_be_what_the_files_say() {
        let a = amnok_scenario::embedded().expect("it is right");
        let mut b = a.clone();
        b.set("bribe.theta", "0.4").expect("a value");
        let drawn = Values::drawn(&a, true).expect("a prior");
        let short = in_short(paired(&a, &b, &drawn));
        assert_eq!(short.len(), 1);
        assert!(
            short[0].ends_with(": 0.4 instead of drawn anew for each history (0.25 in its files)"),
            "{short:?}"
        );
        // What was set is not drawn.
        assert_eq!(in_short([(&a, &drawn), (&b, &drawn)]), short);
        let given = changed(paired(&a, &b, &drawn)).rows;
        assert_eq!(
            (given.len(), &given[0][0], &given[0][3]),
            (1, &Item::text("value"), &Item::text("0.4"))
        );
    }

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
        let found = values((&a, FIXED), (&b, FIXED));
        assert_eq!((keys.len(), found.len()), (2, 2));
        assert_ne!(found[0].0, found[1].0);
        let short = in_short([(&a, FIXED), (&b, FIXED)]);
        assert!(
            short.iter().all(|line| line.contains(": 0.123 instead of ")),
            "{short:?}"
        );
        assert!(in_short([(&a, FIXED), (&a, FIXED)]).is_empty());
        assert!(
            changes([(&a, FIXED), (&a, FIXED)])
                .into_string()
                .contains("the same values")
        );
    }

    /// Every later order seemed to have the size of the one before it.
    #[test]
    fn an_order_that_is_left_out_is_all_that_differs() {
        let a = amnok_scenario::embedded().expect("it is right");
        let b = a.with_orders(&[5], &[]).expect("right without it");
        assert!(values((&a, FIXED), (&b, FIXED)).is_empty() && values((&b, FIXED), (&a, FIXED)).is_empty());
        let gone = orders(&a)[5].clone();
        assert!(
            changes([(&a, FIXED), (&b, FIXED)]).into_string().contains(&gone),
            "{gone}"
        );
        assert_eq!(in_short([(&a, FIXED), (&b, FIXED)]), [format!("not given: {gone}")]);
        let row = |sides: [&str; 2]| ["order", gone.as_str(), sides[0], sides[1]].map(Item::text).to_vec();
        let given = changed([(&a, FIXED), (&b, FIXED)]);
        assert_eq!(given.rows, [row(["given", "not given"])]);
        let given = changed([(&b, FIXED), (&a, FIXED)]);
        assert_eq!(given.rows, [row(["not given", "given"])]);
    }
}
