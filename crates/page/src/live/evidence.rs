//! From a claim to all that rests on it, and from a value back to its claim.

use crate::label::{anchor, called, unit, which_order};
use crate::numbers::as_written;
use amnok_scenario::{Basis, Claim, Resting, Scenario, ends_name, many, matches};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Addresses to which what is shown leads.
pub struct Ways<'a> {
    /// Of the orders.
    pub orders: &'a str,
    /// Of the same evidence, to which a search can be added.
    pub evidence: &'a str,
    /// Of what if, to which a search can be added.
    pub what_if: &'a str,
}

/// The address at which a value stands among the evidence at an address.
pub fn value_at(evidence: &str, key: &str) -> String {
    format!("{evidence}?search={}#{}", quoted(key), anchor("value", key))
}

/// A text as a part of an address.
pub fn quoted(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

/// Quantities of the public record that rest on a claim, each with the days over which it was recorded.
fn recorded(on: &Resting) -> Vec<String> {
    let mut all: Vec<(&str, Vec<String>)> = Vec::new();
    for row in &on.record {
        let days = format!("{} to {}", row.window.from, row.window.to);
        match all.iter_mut().find(|(quantity, _)| *quantity == row.quantity) {
            Some((_, known)) => known.push(days),
            None => all.push((&row.quantity, vec![days])),
        }
    }
    all.into_iter()
        .map(|(quantity, days)| format!("{quantity} ({})", days.join("; ")))
        .collect()
}

/// Whether a search is found in the words of a claim.
fn is_found(claim: &Claim, search: &str) -> bool {
    let all = [&claim.id, &claim.outlet, &claim.title, &claim.says, &claim.date].map(String::as_str);
    matches(search, &all.join(" "))
}

/// The claims of a scenario in whose words a search is found, each with what rests on it.
pub fn claims(scenario: &Scenario, search: &str, ways: &Ways) -> Markup {
    let found: Vec<&Claim> = scenario.claims.iter().filter(|claim| is_found(claim, search)).collect();
    let here: BTreeSet<&str> = scenario
        .search(search)
        .into_iter()
        .map(|value| value.key.as_str())
        .collect();
    html! {
        p.note role="status" { (found.len()) " of " (many(scenario.claims.len(), "claim", "claims")) "." }
        @for claim in found {
            article.claim id=(anchor("claim", &claim.id)) {
                h3 { (claim.title) }
                p.note { (claim.outlet) ", " (claim.date) " · " span.mono { (claim.id) } " · graded " b { (claim.reliability) (claim.credibility) } ": " (claim.grade_reason) }
                p { (claim.says) }
                @if !claim.url.is_empty() { p.url { (claim.url) } }
                (resting(scenario, &scenario.resting_on(&claim.id), &here, ways))
            }
        }
    }
}

fn resting(scenario: &Scenario, on: &Resting, here: &BTreeSet<&str>, ways: &Ways) -> Markup {
    let address = |key: &str| match here.contains(key) {
        true => format!("#{}", anchor("value", key)),
        false => value_at(ways.evidence, key),
    };
    let leading = |keys: &[&str]| -> Vec<Markup> {
        let all = keys.iter();
        all.map(|key| html! { a href=(address(key)) { (named(scenario, key)) } })
            .collect()
    };
    let ordered = on.orders.iter().map(|number| {
        let order = &scenario.orders[*number];
        html! { a href=(format!("{}#order-{number}", ways.orders)) { (which_order(order)) } }
    });
    let plain = |words: &str| html! { (words) };
    let kinds: [(&str, Vec<Markup>); 5] = [
        ("Values", leading(&on.values)),
        ("What is assumed of", leading(&on.assumed)),
        ("Orders", ordered.collect()),
        (
            "Observed series",
            on.series.iter().map(|series| plain(&series.name)).collect(),
        ),
        (
            "Of the public record",
            recorded(on).iter().map(|row| plain(row)).collect(),
        ),
    ];
    let kinds: Vec<&(&str, Vec<Markup>)> = kinds.iter().filter(|(_, all)| !all.is_empty()).collect();
    html! {
        @if kinds.is_empty() { p.note { "Nothing in the scenario rests on it." } } @else {
            p { "Rests on it:" }
            ul { @for (kind, all) in kinds { li { (kind) ": " @for (place, part) in all.iter().enumerate() { @if place > 0 { " · " } (part) } } } }
        }
    }
}

/// A value in words: its meaning, cut short.
fn named(scenario: &Scenario, key: &str) -> String {
    let meaning = called(scenario, key);
    match meaning.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &meaning[..end]),
        None => meaning,
    }
}

/// The values of a scenario in whose name or meaning a search is found, each with what it rests on.
pub fn values(scenario: &Scenario, search: &str, ways: &Ways) -> Markup {
    let found = scenario.search(search);
    let settings: BTreeSet<String> = scenario.settings().into_iter().map(|setting| setting.key).collect();
    html! {
        p.note role="status" { (found.len()) " of " (many(scenario.values.len(), "value", "values")) "." }
        @if !found.is_empty() { div.scroll tabindex="0" role="region" aria-label="Values and what they rest on" { table {
            thead { tr { th { "Meaning" } th { "Value" } th { "Rests on" } th { "Name in the files" } } }
            tbody { @for value in found {
                tr id=(anchor("value", &value.key)) {
                    th.wide scope="row" { (called(scenario, &value.key)) }
                    td { (as_written(&value.value)) " " span.unit { (unit(scenario, &value.unit)) }
                        @if settings.contains(&value.key) { br; a href=(format!("{}?find={}#found", ways.what_if, quoted(&value.key)))
                            aria-label=(format!("What if it were otherwise: {}", called(scenario, &value.key))) { "What if" } } }
                    td.wide { (basis(scenario, &value.basis, search, ways)) }
                    td.mono { @for part in value.key.split_inclusive(['.', '_']) { (part) wbr; } }
                }
            } }
        } } }
    }
}

/// What a value rests on, in words: a claim with its grade, or why it is assumed and between which bounds.
fn basis(scenario: &Scenario, basis: &Basis, search: &str, ways: &Ways) -> Markup {
    let address = |claim: &Claim| match is_found(claim, search) {
        true => format!("#{}", anchor("claim", &claim.id)),
        false => format!(
            "{}?search={}#{}",
            ways.evidence,
            quoted(&claim.id),
            anchor("claim", &claim.id)
        ),
    };
    html! {
        @match basis {
            Basis::Source(id) => {
                @match scenario.claim_of(id) {
                    Some(claim) => { a href=(address(claim)) { (claim.outlet) ", " (claim.date) } " (" (claim.reliability) (claim.credibility) ")" },
                    None => (id),
                }
            },
            Basis::Assumed { low, high, why, .. } => { (bounds(*low, *high)) (linked(scenario, why, address)) },
        }
    }
}

/// Between which bounds a value is assumed, and why.
pub fn assumed(low: f64, high: f64, why: &str) -> Markup {
    html! { (bounds(low, high)) (why) }
}

fn bounds(low: f64, high: f64) -> Markup {
    html! { "assumed between " (as_written(&low.to_string())) " and " (as_written(&high.to_string())) ": " }
}

/// A text in which the names of claims lead to them.
fn linked(scenario: &Scenario, text: &str, address: impl Fn(&Claim) -> String) -> Markup {
    let pieces = text.split_inclusive(ends_name);
    let parts = pieces.map(|piece| piece.split_at(piece.trim_end_matches(ends_name).len()));
    html! { @for (word, end) in parts {
        @match scenario.claim_of(word) { Some(claim) => { a href=(address(claim)) { (word) } }, None => (word) }
        (end)
    } }
}
