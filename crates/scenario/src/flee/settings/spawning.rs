//! The section spawn_rules.

use super::super::Context;
use super::super::yaml::{Node, NodeValue};
use super::keys::{IGNORED_SPAWN, SPAWN};
use super::values::{number, numbers, say_wrong, section, switch, truth};
use super::{Settings, floods, idle};
use amnok_displacement::spawning::ByConflict;

pub(super) fn read(node: &Node, settings: &mut Settings, context: &mut Context) {
    let mut known = SPAWN.to_vec();
    if settings.documented() {
        known.push("flood_driven_spawning");
    }
    for (key, node) in section(node, &known, IGNORED_SPAWN, context) {
        one(key, node, settings, context);
    }
}

fn one(key: &'static str, node: &Node, settings: &mut Settings, context: &mut Context) {
    let documented = settings.documented();
    let (rules, spawning) = (&mut settings.rules, &mut settings.spawning);
    match key {
        "take_from_population" => spawning.take_from_population = truth(node, context).unwrap_or(false),
        "insert_day0" => spawning.insert_first_day = truth(node, context).unwrap_or(true),
        "empty_camps_on_day0" => spawning.empty_camps = truth(node, context).unwrap_or(false),
        "sum_from_camps" => spawning.sum_from_camps = truth(node, context).unwrap_or(true),
        "conflict_driven_spawning" => spawning.by_conflict = by_conflict(node, context),
        "conflict_spawn_decay" => rules.decay = numbers(node, 1e6, context),
        "conflict_spawn_decay_interval" => rules.decay_interval = number(node, 1.0, 1e5, context).unwrap_or(30.0),
        "starvation_driven_spawning" => spawning.hunger = switch(node, context),
        "read_from_agents_csv_file" => settings.named = switch(node, context),
        "conflict_zone_spawning_only" => settings.conflicts_only = truth(node, context).unwrap_or(true),
        "flood_zone_spawning_only" => settings.floods_only = switch(node, context),
        "flood_driven_spawn_mode" | "flood_driven_spawning" => {
            if matches!(node.what, NodeValue::Map(_)) {
                settings.places.push(("flood_driven_spawn_mode", node.at.clone()));
                spawning.by_flood = floods::by_flood(node, documented, context);
            } else if key == "flood_driven_spawn_mode" && !node.is_empty() {
                say_wrong(node, "a section with spawn_mode and displaced_per_flood_day", context);
            }
        }
        "camps_are_sinks" if documented => rules.sinks = switch(node, context),
        "camps_are_sinks" | "camps_are_sicks" => {
            if switch(node, context) {
                idle(key, context);
            }
        }
        _ => idle(key, context),
    }
}

fn by_conflict(node: &Node, context: &mut Context) -> Option<ByConflict> {
    if node.is_empty() {
        return None;
    }
    let (mut mode, mut rate) = ("constant".to_owned(), None);
    for (key, node) in section(node, &["spawn_mode", "displaced_per_conflict_day"], &[], context) {
        match (key, &node.what) {
            ("spawn_mode", NodeValue::Scalar(text)) => mode = text.trim().to_lowercase(),
            ("spawn_mode", _) => say_wrong(node, "`constant`, `poisson` or `pop_ratio`", context),
            _ => rate = number(node, 0.0, 1e7, context),
        }
    }
    match mode.as_str() {
        "constant" => Some(ByConflict::Constant(rate.unwrap_or(500.0))),
        "poisson" => Some(ByConflict::Poisson(rate.unwrap_or(500.0))),
        "pop_ratio" => Some(ByConflict::OfPopulation(rate.unwrap_or(0.01))),
        _ => {
            say_wrong(node, "spawn_mode `constant`, `poisson` or `pop_ratio`", context);
            None
        }
    }
}
