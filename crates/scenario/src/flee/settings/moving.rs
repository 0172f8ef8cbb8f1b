//! The section move_rules.

use super::super::Context;
use super::super::yaml::{Node, NodeValue};
use super::keys::{IDLE, IGNORED_MOVE, NUMBERS, OTHERS, SWITCHES};
use super::values::{number, section, switch, truth, whole};
use super::{Settings, floods, idle, values};

/// Places looked ahead, at most.
const FARTHEST: f64 = 100.0;

/// What hangs together with other keys.
struct Together {
    first_rules: bool,
    close: bool,
    populous: bool,
    home: f64,
    population: f64,
    religion: bool,
    share: Option<f64>,
}

pub(super) fn read(node: &Node, settings: &mut Settings, context: &mut Context) {
    let mut known: Vec<&str> = NUMBERS.iter().map(|n| n.0).collect();
    known.extend(SWITCHES.iter().map(|s| s.0).chain(OTHERS.iter().copied()));
    let documented = ["flood_movechances", "flood_loc_weights"];
    if settings.documented() {
        known.extend(documented);
    }
    let mut all = Together {
        first_rules: false,
        close: false,
        populous: false,
        home: 0.5,
        population: 0.1,
        religion: false,
        share: None,
    };
    for (key, node) in section(node, &known, IGNORED_MOVE, context) {
        if let Some((_, least, most, set)) = NUMBERS.iter().find(|n| n.0 == key) {
            if let Some(value) = number(node, *least, *most, context) {
                set(&mut settings.rules, value);
            }
            if IDLE.contains(&key) {
                idle(key, context);
            }
        } else if let Some((_, set)) = SWITCHES.iter().find(|s| s.0 == key) {
            let on = if node.is_empty() {
                Some(false)
            } else {
                truth_or_zero(node, context)
            };
            set(settings, on.unwrap_or(false));
        } else if documented.contains(&key) {
            floods::rule(key, node, settings, context);
        } else {
            other(key, node, settings, &mut all, context);
        }
    }
    let rules = &mut settings.rules;
    rules.home_power = all.close.then_some(all.home);
    rules.population_power = all.populous.then_some(all.population);
    rules.matching.camp_religion = all.religion.then_some(all.share.unwrap_or(0.25));
    if all.share.is_some() && !all.religion {
        idle("avg_religion_fraction", context);
    }
    if all.first_rules {
        (rules.speed, rules.camp_weight, rules.conflict_weight) = (200.0, 2.0, 0.25);
        (rules.start_on_foot, rules.avoid_short_stints) = (false, false);
    }
}

/// True or false; 0 stands for false.
fn truth_or_zero(node: &Node, context: &mut Context) -> Option<bool> {
    match &node.what {
        NodeValue::Scalar(text) if text.trim() == "0" => Some(false),
        _ => truth(node, context),
    }
}

fn other(key: &str, node: &Node, settings: &mut Settings, all: &mut Together, context: &mut Context) {
    match key {
        "use_v1_rules" => all.first_rules = truth(node, context).unwrap_or(false),
        "stay_close_to_home" => all.close = truth(node, context).unwrap_or(false),
        "use_pop_for_loc_weight" => all.populous = truth(node, context).unwrap_or(false),
        "home_distance_power" => all.home = number(node, 0.0, 10.0, context).unwrap_or(all.home),
        "pop_power_for_loc_weight" => all.population = number(node, 0.0, 10.0, context).unwrap_or(all.population),
        "awareness_level" => awareness(node, settings, context),
        "two_system_decision_making" => {
            if switch(node, context) {
                idle(key, context);
            }
        }
        "use_economic_pull" => settings.rules.economic_pull = switch(node, context),
        "harvest_months" => settings.harvest = months(node, context),
        "MatchCampReligion" => all.religion = switch(node, context),
        "avg_religion_fraction" => all.share = number(node, 1e-6, 1.0, context),
        _ => floods::rules(node, settings, context),
    }
}

/// Places looked ahead: a fraction is cut off, as in Flee; −1 is 1 without a look past markers.
fn awareness(node: &Node, settings: &mut Settings, context: &mut Context) {
    let level = number(node, -1.0, FARTHEST, context).unwrap_or(1.0) as i64;
    if level == 0 {
        context.note("settings: with `awareness_level` 0 nobody moves in Flee, nor here");
    }
    settings.rules.markers_block = level < 0;
    settings.rules.awareness = level.unsigned_abs() as u32;
}

fn months(node: &Node, context: &mut Context) -> Vec<u32> {
    match &node.what {
        NodeValue::List(list) => list
            .iter()
            .filter_map(|node| whole(node, 1.0, 12.0, context))
            .map(|month| month as u32)
            .collect(),
        _ if node.is_empty() => Vec::new(),
        NodeValue::Scalar(text) if text.trim() == "0" || text.trim().eq_ignore_ascii_case("false") => Vec::new(),
        _ => {
            values::say_wrong(node, "a list of months, as [4, 5]", context);
            Vec::new()
        }
    }
}
