//! Settings of floods, in both sections, and whether they make a run in which people flee from floods.

use super::super::Context;
use super::super::yaml::{Node, NodeValue};
use super::keys::{FLOOD_RULES, IGNORED_MODE};
use super::values::{number, numbers, say_wrong, section, switch, whole};
use super::{Settings, idle};
use crate::diagnose::Place;
use amnok_displacement::network::{FloodRules, Forecaster};
use amnok_displacement::spawning::{ByFlood, FloodMode};

/// How many set out by the level of a flood.
pub(super) fn by_flood(node: &Node, documented: bool, context: &mut Context) -> Option<ByFlood> {
    let mut known = vec!["spawn_mode", "displaced_per_flood_day"];
    if documented {
        known.push("flood_spawn_mode");
    }
    let (mut mode, mut list) = (FloodMode::OfPopulation, None);
    for (key, node) in section(node, &known, IGNORED_MODE, context) {
        match (key, &node.what) {
            ("displaced_per_flood_day", _) => list = Some(numbers(node, 1e7, context)),
            (_, NodeValue::Scalar(text)) => mode = mode_of(text, node, documented, context),
            _ => say_wrong(node, "`constant`, `poisson` or `pop_ratio`", context),
        }
    }
    let default = match mode {
        FloodMode::OfPopulation => vec![0.0, 0.1, 0.2, 0.5, 0.9],
        _ => vec![0.0, 100.0, 200.0, 300.0, 500.0],
    };
    let by_level = list.filter(|list| !list.is_empty()).unwrap_or(default);
    if mode == FloodMode::OfPopulation && by_level.iter().any(|share| *share > 1.0) {
        say_wrong(node, "shares of the population from 0 to 1", context);
    }
    Some(ByFlood { mode, by_level })
}

/// Flee knows `Poisson` in any case, the others as they are spelt here only.
fn mode_of(text: &str, node: &Node, documented: bool, context: &mut Context) -> FloodMode {
    let text = text.trim();
    let meant = match text.to_lowercase().as_str() {
        "constant" => FloodMode::Constant,
        "pop_ratio" => FloodMode::OfPopulation,
        "poisson" => FloodMode::Poisson,
        _ => {
            say_wrong(node, "`constant`, `poisson` or `pop_ratio`", context);
            return FloodMode::Nobody;
        }
    };
    if documented || meant == FloodMode::Poisson || text == text.to_lowercase() {
        return meant;
    }
    let found = format!(
        "spawn_mode {}: Flee does not know this spelling, and nobody sets out",
        node.shown()
    );
    context
        .warnings
        .say(&node.at, found, "small letters", "write it in small letters");
    FloodMode::Nobody
}

/// The block flood_rules.
pub(super) fn rules(node: &Node, settings: &mut Settings, context: &mut Context) {
    if node.is_empty() {
        return;
    }
    settings.rules.floods.get_or_insert_default();
    settings.places.push(("flood_rules", node.at.clone()));
    let mut forecast = false;
    let mut forecaster = Forecaster::default();
    for (key, node) in section(node, FLOOD_RULES, &[], context) {
        match key {
            "flood_forecaster" => forecast = switch(node, context),
            "flood_forecaster_timescale" => {
                forecaster.days = whole(node, 0.0, 36_500.0, context).unwrap_or(0.0) as u32;
            }
            "flood_forecaster_end_time" => forecaster.end = whole(node, 0.0, 36_500.0, context).unwrap_or(0.0) as u32,
            "flood_forecaster_weights" => forecaster.weights = numbers(node, 1e6, context),
            "flood_awareness_weights" => settings.awareness = numbers(node, 1e6, context),
            _ => rule(key, node, settings, context),
        }
    }
    if let Some(floods) = &mut settings.rules.floods {
        let looks = forecaster.days > 1 || settings.rules.documented && forecaster.days == 1;
        floods.forecaster = (forecast && looks).then_some(forecaster);
    }
}

/// One rule by level.
pub(super) fn rule(key: &str, node: &Node, settings: &mut Settings, context: &mut Context) {
    let floods: &mut FloodRules = settings.rules.floods.get_or_insert_default();
    match key {
        "flood_movechances" => {
            floods.move_chances = numbers(node, 1e6, context);
            if floods.move_chances.iter().any(|chance| *chance > 1.0) {
                say_wrong(node, "chances from 0 to 1", context);
            }
        }
        "flood_loc_weights" => floods.weights = numbers(node, 1e6, context),
        "max_flood_level" => {
            if number(node, -1.0, 1e6, context).is_some() {
                idle(key, context);
            }
        }
        _ => idle("flood_link_weights", context),
    }
}

/// What belongs together: as Flee runs, people flee from floods only where three things are set, and where some of them are the
/// program stops; as documented, any of them is enough, and conflicts may go on beside.
pub(super) fn settle(file: &str, settings: &mut Settings, context: &mut Context) {
    let documented = settings.documented();
    let by_flood = settings.spawning.by_flood.is_some();
    let rules = settings.rules.floods.is_some();
    let at = |key: &str, settings: &Settings| {
        let found = settings.places.iter().find(|(known, _)| *known == key);
        found.map_or_else(|| Place::top(file), |(_, at)| at.clone())
    };
    let mut refuse = |key: &str, found: &str, expected: &str, mend: &str| {
        context.findings.say(&at(key, settings), found, expected, mend);
    };
    let only = settings.floods_only;
    if only && settings.conflicts_only && !documented {
        refuse(
            "",
            "flood_zone_spawning_only without `conflict_zone_spawning_only: False`, with which Flee stops before it begins",
            "one of the two",
            "add `conflict_zone_spawning_only: False` to spawn_rules, or ask for the documented rules",
        );
    } else if (by_flood && (only || documented)) && !settings.spawning.take_from_population {
        refuse(
            "flood_driven_spawn_mode",
            "flood_driven_spawn_mode without `take_from_population: True`, which Flee asks for",
            "newcomers taken from the population",
            "add `take_from_population: True` to spawn_rules",
        );
    } else if (only || documented) && by_flood && !rules {
        refuse(
            "flood_driven_spawn_mode",
            "people who set out from floods, without move_rules.flood_rules: Flee stops on the first day",
            "flood_movechances and flood_loc_weights",
            "add the block flood_rules to move_rules",
        );
    } else if rules && !documented && !(only && by_flood) {
        refuse(
            "flood_rules",
            "flood_rules in a run in which nobody flees from floods: Flee then reads no levels and stops on the first day",
            "spawn_rules with flood_zone_spawning_only, `conflict_zone_spawning_only: False` and flood_driven_spawn_mode",
            "add them, or ask for the documented rules, with which floods and conflicts go together",
        );
    }
    let lacking = |floods: &FloodRules| floods.move_chances.is_empty() || floods.weights.is_empty();
    if context.findings.len() == 0 && settings.rules.floods.as_ref().is_some_and(lacking) {
        let found = "flood_rules without flood_movechances or flood_loc_weights";
        context
            .findings
            .say(&at("flood_rules", settings), found, "both lists, by level", "add them");
    }
    if by_flood && !only && !documented {
        let found = "flood_driven_spawn_mode without flood_zone_spawning_only: it has no effect";
        context.warnings.say(
            &at("flood_driven_spawn_mode", settings),
            found,
            "both, or neither",
            "take the block out, or add flood_zone_spawning_only",
        );
        settings.spawning.by_flood = None;
    }
    if only {
        settings.spawning.by_conflict = None;
    }
    if context.findings.len() > 0 {
        // What is wrong already is not looked for in a file.
        settings.rules.floods = None;
    }
}
