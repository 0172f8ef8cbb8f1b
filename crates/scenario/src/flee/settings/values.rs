//! Values of settings, read within bounds.

use super::super::Context;
use super::super::yaml::{Node, NodeValue};
use crate::diagnose::{listed, mend_name, quoted};

/// Known keys of a section with their values. A key of `ignored` is warned of: real files have it and Flee does not read it.
/// Any other is said to be unknown.
pub(super) fn section<'a>(
    node: &'a Node,
    known: &[&'static str],
    ignored: &[(&'static str, &'static str)],
    context: &mut Context,
) -> Vec<(&'static str, &'a Node)> {
    let NodeValue::Map(map) = &node.what else {
        if !node.is_empty() {
            say_wrong(node, "a section: keys and values, indented", context);
        }
        return Vec::new();
    };
    let mut all = Vec::new();
    for (key, at, node) in map {
        if let Some(key) = known.iter().find(|k| *k == key) {
            all.push((*key, node));
        } else if let Some((key, mend)) = ignored.iter().find(|(k, _)| k == key) {
            let found = format!("the key {}, which Flee does not read here", quoted(key));
            context.warnings.say(at, found, "a key that has an effect", *mend);
        } else {
            let found = format!("the unknown key {}", quoted(key));
            let expected = format!("one of {}", listed(known.iter().copied()));
            // What is only counted needs no advice.
            let mend = match context.findings.is_full() {
                true => String::new(),
                false => mend_name(key, known.iter().copied()),
            };
            context.findings.say(at, found, expected, mend);
        }
    }
    all
}

pub(super) fn say_wrong(node: &Node, expected: &str, context: &mut Context) {
    context
        .findings
        .say(&node.at, node.shown(), expected, "see the settings in docs/flee.md");
}

/// A number within bounds; said if it is none.
pub(super) fn number(node: &Node, least: f64, most: f64, context: &mut Context) -> Option<f64> {
    let number = match &node.what {
        NodeValue::Scalar(text) => text.trim().parse::<f64>().ok(),
        _ => None,
    };
    let number = number.filter(|n| n.is_finite() && (least..=most).contains(n));
    if number.is_none() {
        say_wrong(node, &format!("a number from {least} to {most}"), context);
    }
    number
}

/// A number without a fraction.
pub(super) fn whole(node: &Node, least: f64, most: f64, context: &mut Context) -> Option<f64> {
    let number = number(node, least, most, context)?;
    if number.fract() != 0.0 {
        say_wrong(node, &format!("a whole number from {least} to {most}"), context);
        return None;
    }
    Some(number)
}

/// A list of numbers within bounds.
pub(super) fn numbers(node: &Node, most: f64, context: &mut Context) -> Vec<f64> {
    match &node.what {
        NodeValue::List(list) => list
            .iter()
            .filter_map(|node| number(node, 0.0, most, context))
            .collect(),
        _ if node.is_empty() => Vec::new(),
        _ => {
            say_wrong(node, "a list of numbers, as [1.0, 0.5, 0.1]", context);
            Vec::new()
        }
    }
}

fn truth_of(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// True or false; said if it is neither.
pub(super) fn truth(node: &Node, context: &mut Context) -> Option<bool> {
    let truth = match &node.what {
        NodeValue::Scalar(text) => truth_of(text),
        _ => None,
    };
    if truth.is_none() {
        say_wrong(node, "true or false", context);
    }
    truth
}

/// A switch that Flee reads as true, false or a number, which is on if it is not 0. An empty one is off.
pub(super) fn switch(node: &Node, context: &mut Context) -> bool {
    let text = match &node.what {
        _ if node.is_empty() => return false,
        NodeValue::Scalar(text) => text.trim(),
        _ => "",
    };
    let on = truth_of(text).or_else(|| text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n != 0.0));
    if on.is_none() {
        say_wrong(node, "true, false or a number", context);
    }
    on.unwrap_or(false)
}
