//! What a JSON Schema is put together from: texts, names, dates, numbers with provenance, lists, tables.

use crate::border::check::Number;
use amnok_chance::prior::Shape;
use serde_json::{Map, Value, json};

/// A text that says something.
pub(super) fn text(about: &str) -> Value {
    json!({ "type": "string", "pattern": "\\S", "description": about })
}

/// A name, as the loader takes it: without separators, other than `all`.
pub(super) fn name(about: &str) -> Value {
    json!({
        "type": "string",
        "maxLength": 60,
        "pattern": "^(?!all$)(?! )[^;,\"\\u0000-\\u001f\\u007f]*[^;,\"\\s\\u0000-\\u001f\\u007f]$",
        "description": about,
    })
}

/// A date from 1900 to 2100; whether it exists, only the loader knows.
pub(super) fn date(about: &str) -> Value {
    let pattern = "^(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$";
    json!({ "type": "string", "format": "date", "pattern": pattern, "description": about })
}

/// True or false; false where it is left out.
pub(super) fn truth(about: &str) -> Value {
    json!({ "type": "boolean", "default": false, "description": about })
}

/// One of these words.
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>, about: &str) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>(), "description": about })
}

/// Tables, from one to `most`.
pub(super) fn tables(items: Value, most: usize) -> Value {
    json!({ "type": "array", "minItems": 1, "maxItems": most, "items": items })
}

/// A list that may be empty.
pub(super) fn some(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A table with these entries and no others; all are required but those that are optional.
pub(super) fn table(about: &str, entries: Vec<(&str, Value)>, optional: &[&str]) -> Value {
    let needed = |key: &&str| !optional.contains(key);
    let required: Vec<&str> = entries.iter().map(|(key, _)| *key).filter(needed).collect();
    let properties: Map<String, Value> = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
    json!({
        "type": "object",
        "description": about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A number of the format itself.
pub(super) fn known(of: &Number) -> (&'static str, Value) {
    (of.key, number(of.unit, of.meaning, of.least, of.most))
}

/// A number with its provenance.
pub(super) fn number(unit: &str, meaning: &str, least: f64, most: f64) -> Value {
    let bounded = json!({ "type": "number", "minimum": least, "maximum": most });
    with_provenance(unit, meaning, bounded.clone(), &bounded)
}

/// Twelve numbers with their provenance, January first.
pub(super) fn twelve(of: &Number) -> (&'static str, Value) {
    let bounded = json!({ "type": "number", "minimum": of.least, "maximum": of.most });
    let list = json!({ "type": "array", "items": bounded, "minItems": 12, "maxItems": 12 });
    (of.key, with_provenance(of.unit, of.meaning, list, &bounded))
}

/// A value with its source, or with its range and assumption.
fn with_provenance(unit: &str, meaning: &str, value: Value, bounded: &Value) -> Value {
    let range = json!({
        "type": "array",
        "items": bounded,
        "minItems": 2,
        "maxItems": 2,
        "description": "Smallest and largest value thought possible.",
    });
    json!({
        "type": "object",
        "description": format!("{meaning} Unit: {unit}."),
        "properties": {
            "value": value,
            "source": text("Id of a claim in evidence.toml."),
            "range": range,
            "assumption": text("Why this value is assumed."),
            "shape": one_of(
                Shape::ALL.iter().map(|shape| shape.name()),
                "How probability is spread over the range, the value being its median; by the kind of range if left out.",
            ),
            "set_with": text("Row of observed/record.csv that was known when the value was set."),
        },
        "required": ["value"],
        "oneOf": [
            { "required": ["source"], "properties": { "range": false, "assumption": false, "shape": false, "set_with": false } },
            { "required": ["range", "assumption"], "properties": { "source": false } },
        ],
        "additionalProperties": false,
    })
}
