//! The JSON Schema of scenario.toml, made from the tables that the checks use.

use crate::check::{
    COMMAND_CHANCE, Known, LEVEL_NUMBERS, OUTLET_CHANCE, OUTLET_NUMBERS, POLICY_NUMBERS, RESPONSE_NUMBERS,
    RIVER_SERIES, SCOPES, SOURCES, STAGE_NUMBERS, matters,
};
use amnok_model::inputs::{ForceNumbers, ORDER_KINDS, Parameters};
use serde_json::{Map, Value, json};

/// The JSON Schema of scenario.toml, for completion in editors. `x-orders` describes the kinds of orders.csv.
pub fn schema() -> Value {
    let mut properties = Map::new();
    let text = |about: &str| json!({ "type": "string", "minLength": 1, "description": about });
    properties.insert("title".into(), text("Title for people."));
    properties.insert("name".into(), text("Short name."));
    properties.insert("start".into(), date("First day."));
    properties.insert("end".into(), date("Last day."));
    properties.insert(
        "seed".into(),
        json!({ "type": "integer", "minimum": 0, "description": "Seed of all draws." }),
    );
    properties.insert(
        "replicates".into(),
        json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000, "description": "Replicates that are run unless asked otherwise." }),
    );
    properties.insert("currency".into(), text("Currency of all amounts, e.g. USD."));
    let policing = number("share", "Usual level of policing on the other side, 0 to 1.", 0.0, 1.0);
    properties.insert(
        "province".into(),
        list(table(
            "A province: several counties in a row.",
            vec![("name", text("Name.")), ("neighbour_policing", policing)],
            &[],
        )),
    );
    let mut river = vec![("name", text("Name."))];
    river.extend(RIVER_SERIES.iter().map(|(key, unit, meaning, least, most, _)| {
        let item = json!({ "type": "number", "minimum": least, "maximum": most });
        let value = json!({ "type": "array", "items": item, "minItems": 12, "maxItems": 12 });
        (*key, with_provenance(unit, meaning, value))
    }));
    properties.insert(
        "river".into(),
        list(table("A river, or another kind of line, with its seasons.", river, &[])),
    );
    let mut level = vec![("name", text("Name."))];
    level.extend(
        LEVEL_NUMBERS
            .iter()
            .map(|(key, unit, meaning, least, most, _)| (*key, number(unit, meaning, *least, *most))),
    );
    let levels = list(table("A level; the shares of an axis sum to 1.", level, &[]));
    properties.insert(
        "strata".into(),
        list(table(
            "An axis along which residents differ; strata are the product of all axes.",
            vec![("axis", text("What tells the levels apart.")), ("levels", levels)],
            &[],
        )),
    );
    let mut force = vec![
        ("name", text("Name.")),
        (
            "posting",
            json!({ "enum": ["even", "embedded", "least-guarded"], "description": "How it stands along a county's border." }),
        ),
        (
            "watches",
            json!({ "type": "array", "items": { "type": "string" }, "description": "Forces that it watches." }),
        ),
        (
            "behind",
            json!({ "type": "boolean", "description": "Stands behind the barriers." }),
        ),
    ];
    force.extend(
        ForceNumbers::NUMBERS
            .iter()
            .map(|p| (p.key, number(p.unit, p.meaning, p.least, p.most))),
    );
    properties.insert(
        "force".into(),
        list(table(
            "A force: a layer of watchers; the first is the ordinary patrol.",
            force,
            &["watches", "behind"],
        )),
    );
    let mut sections: Vec<(&str, Vec<(&str, Value)>)> = Vec::new();
    for entry in Parameters::table() {
        let item = (entry.key, number(entry.unit, entry.meaning, entry.least, entry.most));
        match sections.last_mut() {
            Some((section, items)) if *section == entry.section => items.push(item),
            _ => sections.push((entry.section, vec![item])),
        }
    }
    for (section, items) in sections {
        let about = format!("Numbers of the mechanism in mechanisms/{section}.rs.");
        properties.insert(section.into(), table(&about, items, &[]));
    }
    let required: Vec<String> = properties.keys().cloned().collect();
    properties.insert("command".into(), list(command()));
    properties.insert("outlet".into(), list(outlet()));
    properties.insert("policy".into(), policy());
    let orders: Vec<Value> = ORDER_KINDS
        .iter()
        .map(|k| {
            json!({ "kind": k.name, "unit": k.unit, "minimum": k.least, "maximum": k.most, "force": k.force, "description": k.meaning })
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Amnok scenario.toml",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "x-orders": orders,
    })
}

fn known((key, unit, meaning, least, most, _): &Known) -> (&'static str, Value) {
    (key, number(unit, meaning, *least, *most))
}

fn some(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn name(about: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": about })
}

fn what() -> Value {
    json!({ "enum": matters().collect::<Vec<_>>(), "description": "What can be told of: the measure of that name." })
}

fn kind() -> Value {
    let kinds: Vec<&str> = ORDER_KINDS.iter().map(|info| info.name).collect();
    json!({ "enum": kinds, "description": "Kind of order." })
}

fn hears(chance: &Known) -> Value {
    some(table("What it hears of.", vec![("what", what()), known(chance)], &[]))
}

fn command() -> Value {
    let until = json!({ "type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$", "description": "Held back until this day of a year, MM-DD." });
    let mut stage = vec![("to", name("Who hears it at this stage.")), ("until", until)];
    stage.extend(STAGE_NUMBERS.iter().map(known));
    let stage = table("A stage of the chain, from below.", stage, &["until", "days", "passes"]);
    let entries = vec![
        ("name", name("Name.")),
        ("hears", hears(&COMMAND_CHANCE)),
        ("stages", some(stage)),
        ("orders", some(kind())),
    ];
    table(
        "A command: what it hears of, through which stages, and what it may order.",
        entries,
        &[],
    )
}

fn outlet() -> Value {
    let place = name("`all`, a province, or counties joined by `;`.");
    let sources = table("Where its sources are.", vec![("place", place), known(&SOURCES)], &[]);
    let mut entries = vec![
        ("name", name("Name.")),
        ("hears", hears(&OUTLET_CHANCE)),
        ("sources", some(sources)),
    ];
    entries.extend(OUTLET_NUMBERS.iter().map(known));
    table(
        "An outlet: what its sources tell, from where, and how late.",
        entries,
        &[],
    )
}

fn policy() -> Value {
    let size = number("that of the kind", "Size of the measure.", -1e12, 1e12);
    let mut response = vec![
        ("kind", kind()),
        ("force", name("Force, where the kind has one.")),
        ("size", size),
    ];
    response.extend(RESPONSE_NUMBERS.iter().map(known));
    let response = table("A measure of the playbook.", response, &["force", "size", "days"]);
    let mut entries = vec![
        ("command", name("The command by whose files the centre goes.")),
        ("believes", some(what())),
        (
            "scope",
            json!({ "enum": SCOPES.map(|(name, _)| name), "description": "Over which place it adds up." }),
        ),
        ("playbook", list(response)),
    ];
    entries.extend(POLICY_NUMBERS.iter().map(known));
    table(
        "What the centre does by itself, when what it believes stays above a threshold.",
        entries,
        &[],
    )
}

fn date(about: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": about })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "minItems": 1, "items": items })
}

fn table(about: &str, entries: Vec<(&str, Value)>, optional: &[&str]) -> Value {
    let required: Vec<&str> = entries
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| !optional.contains(key))
        .collect();
    let properties: Map<String, Value> = entries
        .iter()
        .map(|(key, value)| (key.to_string(), value.clone()))
        .collect();
    json!({
        "type": "object",
        "description": about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn number(unit: &str, meaning: &str, least: f64, most: f64) -> Value {
    with_provenance(
        unit,
        meaning,
        json!({ "type": "number", "minimum": least, "maximum": most }),
    )
}

/// A value with its source, or with its range and assumption.
fn with_provenance(unit: &str, meaning: &str, value: Value) -> Value {
    json!({
        "type": "object",
        "description": format!("{meaning} Unit: {unit}."),
        "properties": {
            "value": value,
            "source": { "type": "string", "description": "Id of a claim in evidence.toml." },
            "range": { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2, "description": "Smallest and largest value thought possible." },
            "assumption": { "type": "string", "minLength": 1, "description": "Why this value is assumed." },
        },
        "required": ["value"],
        "oneOf": [{ "required": ["source"] }, { "required": ["range", "assumption"] }],
        "additionalProperties": false,
    })
}
