//! The JSON Schema of scenario.toml, made from the tables that the checks use. What it refuses the loader refuses; what the
//! loader alone refuses needs more than one place to be seen: names that refer to others, sums, ranges around their values.

mod words;

use crate::border::check::{
    COMMAND_CHANCE, LEVEL_NUMBERS, MOST_AXES, MOST_FORCES, MOST_LEVELS, MOST_PROVINCES, MOST_RESPONSES, MOST_RIVERS,
    MOST_STAGES, MOST_TELLERS, Number, OUTLET_CHANCE, OUTLET_NUMBERS, POLICY_NUMBERS, POSTINGS, RESPONSE_NUMBERS,
    RIVER_SERIES, SCOPES, SOURCES, STAGE_NUMBERS, topics,
};
use crate::border::sections::{Section, sections};
use amnok_model::given::{ForceNumbers, ORDER_KINDS, OrderKindInfo};
use serde_json::{Map, Value, json};
use words::{date, known, name, number, one_of, some, table, tables, text, truth, twelve};

/// The JSON Schema of scenario.toml, for completion in editors. `x-orders` describes the kinds of orders.csv.
pub fn schema() -> Value {
    let mut properties = Map::new();
    for (key, entry) in plain().into_iter().chain(parts()).chain(mechanisms()) {
        properties.insert(key.into(), entry);
    }
    let optional: Vec<_> = sections().into_iter().filter(Section::may_be_left_out).collect();
    let needed = |key: &&String| !optional.iter().any(|section| section.name == **key);
    let required: Vec<String> = properties.keys().filter(needed).cloned().collect();
    properties.insert("command".into(), tables(command(), MOST_TELLERS));
    properties.insert("outlet".into(), tables(outlet(), MOST_TELLERS));
    properties.insert("policy".into(), policy());
    let until = date(
        "Last day of which anything observed is taken in; what follows is forecast. That of the last observation if left out.",
    );
    properties.insert("observed_until".into(), until);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Amnok scenario.toml",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "x-orders": ORDER_KINDS.iter().map(order).collect::<Vec<_>>(),
    })
}

fn order(kind: &OrderKindInfo) -> Value {
    json!({
        "kind": kind.name,
        "unit": kind.unit,
        "minimum": kind.least,
        "maximum": kind.most,
        "force": kind.force,
        "description": kind.meaning,
    })
}

/// Entries outside all tables.
fn plain() -> Vec<(&'static str, Value)> {
    let seed = json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX, "description": "Seed of all draws." });
    let about = "Replicates that are run unless asked otherwise.";
    let replicates = json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000, "description": about });
    vec![
        ("title", text("Title for people.")),
        ("name", name("Short name.")),
        ("start", date("First day.")),
        ("end", date("Last day.")),
        ("seed", seed),
        ("replicates", replicates),
        ("currency", text("Currency of all amounts, e.g. USD.")),
    ]
}

/// What exists: provinces, rivers, strata, forces.
fn parts() -> Vec<(&'static str, Value)> {
    let policing = number("share", "Usual level of policing on the other side, 0 to 1.", 0.0, 1.0);
    let entries = vec![("name", name("Name.")), ("neighbour_policing", policing)];
    let province = table("A province: several counties in a row.", entries, &[]);
    let mut river = vec![("name", name("Name."))];
    river.extend(RIVER_SERIES.iter().map(twelve));
    let river = table("A river, or another kind of line, with its seasons.", river, &[]);
    vec![
        ("province", tables(province, MOST_PROVINCES)),
        ("river", tables(river, MOST_RIVERS)),
        ("strata", tables(axis(), MOST_AXES)),
        ("force", tables(force(), MOST_FORCES)),
    ]
}

fn axis() -> Value {
    let mut level = vec![("name", name("Name."))];
    level.extend(LEVEL_NUMBERS.iter().map(known));
    level.push(("kin", truth("Has kin abroad, who send money.")));
    let level = table("A level; the shares of an axis sum to 1.", level, &["kin"]);
    let entries = vec![
        ("axis", text("What tells the levels apart.")),
        ("levels", tables(level, MOST_LEVELS)),
    ];
    let about = "An axis along which residents differ; strata are the product of all axes.";
    table(about, entries, &[])
}

fn force() -> Value {
    let postings = POSTINGS.iter().map(|(name, _)| *name);
    let mut force = vec![
        ("name", name("Name.")),
        ("posting", one_of(postings, "How it stands along a county's border.")),
        ("watches", some(text("A force that it watches."))),
        ("behind", truth("Stands behind the barriers.")),
    ];
    let numbers = ForceNumbers::NUMBERS.iter();
    force.extend(numbers.map(|p| (p.key, number(p.unit, p.meaning, p.least, p.most))));
    let about = "A force: a layer of watchers; the first is the ordinary patrol.";
    table(about, force, &["watches", "behind"])
}

/// One table of numbers for each mechanism.
fn mechanisms() -> Vec<(&'static str, Value)> {
    let about = |section: &str| format!("Numbers of the mechanism in mechanisms/{section}.rs.");
    let each = |section: Section| {
        let numbers = section.numbers.iter();
        let numbers = numbers.map(|entry| (entry.key, number(entry.unit, entry.meaning, entry.least, entry.most)));
        (section.name, table(&about(section.name), numbers.collect(), &[]))
    };
    sections().into_iter().map(each).collect()
}

fn topic() -> Value {
    one_of(topics(), "What can be told of: the measure of that name.")
}

fn kind() -> Value {
    one_of(ORDER_KINDS.iter().map(|info| info.name), "Kind of order.")
}

fn hears(chance: &Number) -> Value {
    some(table("What it hears of.", vec![("what", topic()), known(chance)], &[]))
}

fn command() -> Value {
    let day = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
    let about = "Held back until this day of a year, MM-DD.";
    let until = json!({ "type": "string", "pattern": day, "description": about });
    let mut stage = vec![("to", text("Who hears it at this stage.")), ("until", until)];
    stage.extend(STAGE_NUMBERS.iter().map(known));
    let numbers = STAGE_NUMBERS.map(|number| number.key);
    let mut stage = table("A stage of the chain, from below.", stage, &["until", "days", "passes"]);
    // What is held back by rule needs neither days nor a share.
    stage["anyOf"] = json!([{ "required": ["until"] }, { "required": numbers }]);
    let mut stages = some(stage);
    stages["maxItems"] = json!(MOST_STAGES);
    let entries = vec![
        ("name", name("Name.")),
        ("hears", hears(&COMMAND_CHANCE)),
        ("stages", stages),
        ("orders", some(kind())),
    ];
    let about = "A command: what it hears of, through which stages, and what it may order.";
    table(about, entries, &[])
}

fn outlet() -> Value {
    let place = text("`all`, a province, or counties joined by `;`.");
    let sources = table("Where its sources are.", vec![("place", place), known(&SOURCES)], &[]);
    let mut entries = vec![
        ("name", name("Name.")),
        ("hears", hears(&OUTLET_CHANCE)),
        ("sources", some(sources)),
    ];
    entries.extend(OUTLET_NUMBERS.iter().map(known));
    let about = "An outlet: what its sources tell, from where, and how late.";
    table(about, entries, &[])
}

fn policy() -> Value {
    let mut entries = vec![
        ("command", text("The command by whose files the centre goes.")),
        ("believes", some(topic())),
        (
            "scope",
            one_of(SCOPES.iter().map(|(name, _)| *name), "Over which place it adds up."),
        ),
        ("playbook", tables(response(), MOST_RESPONSES)),
    ];
    entries.extend(POLICY_NUMBERS.iter().map(known));
    let about = "What the centre does by itself, when what it believes stays above a threshold.";
    table(about, entries, &[])
}

/// A measure of the playbook: force and size where its kind has them, size within the bounds of the kind.
fn response() -> Value {
    let mut entries = vec![
        ("kind", kind()),
        (
            "force",
            text("Force, where the kind has one; of `deploy` also `next`, the next layer."),
        ),
        (
            "size",
            json!({ "description": "Size of the measure, as of an order of that kind." }),
        ),
    ];
    entries.extend(RESPONSE_NUMBERS.iter().map(known));
    let mut response = table("A measure of the playbook.", entries, &["force", "size", "days"]);
    response["allOf"] = ORDER_KINDS.iter().map(of_kind).collect();
    response
}

fn of_kind(info: &OrderKindInfo) -> Value {
    let mut entries = Map::new();
    let mut needed = Vec::new();
    let mut has = |key: &str, there: bool, what: Value| {
        entries.insert(key.into(), if there { what } else { Value::Bool(false) });
        needed.extend(there.then(|| key.to_owned()));
    };
    has("force", info.force, Value::Bool(true));
    has(
        "size",
        info.unit != "none",
        number(info.unit, info.meaning, info.least, info.most),
    );
    json!({
        "if": { "properties": { "kind": { "const": info.name } } },
        "then": { "properties": entries, "required": needed },
    })
}
