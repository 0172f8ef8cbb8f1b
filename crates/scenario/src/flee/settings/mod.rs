//! Settings: what changes movement or spawning is read, what has no effect in Flee is told, what is not done here is refused.

mod values;

use super::yaml::{self, Node, What};
use super::{Desk, Files, missing};
use crate::decode::decode;
use amnok_displacement::network::Rules;
use amnok_displacement::spawning::{ByConflict, Spawning};
use values::{number, numbers, say_wrong, section, switch, truth, whole};

/// What the settings say.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub rules: Rules,
    pub spawning: Spawning,
    pub default_intensity: f64,
    pub hasten: i64,
    pub displaced_at_home: bool,
}

const TOP: [&str; 8] = [
    "number_of_steps",
    "conflict_input_file",
    "flood_level_input_file",
    "default_conflict_intensity",
    "log_levels",
    "optimisations",
    "spawn_rules",
    "move_rules",
];
const LOG: [&str; 7] = ["agent", "link", "camp", "conflict", "init", "idp_totals", "granularity"];
const SPAWN: [&str; 15] = [
    "take_from_population",
    "insert_day0",
    "empty_camps_on_day0",
    "conflict_zone_spawning_only",
    "flood_zone_spawning_only",
    "camps_are_sinks",
    "camps_are_sicks",
    "read_from_agents_csv_file",
    "sum_from_camps",
    "conflict_driven_spawning",
    "starvation_driven_spawning",
    "average_social_connectivity",
    "flood_driven_spawn_mode",
    "conflict_spawn_decay",
    "conflict_spawn_decay_interval",
];
/// Keys of spawn_rules that are refused when they are on.
const SPAWN_REFUSED: [&str; 4] = [
    "flood_zone_spawning_only",
    "read_from_agents_csv_file",
    "starvation_driven_spawning",
    "flood_driven_spawn_mode",
];
/// Keys that real files have and Flee does not read, and what to do.
type Ignored = &'static [(&'static str, &'static str)];
const TAKE_OUT: &str = "take it out";
const IGNORED_LOG: Ignored = &[("Flood", TAKE_OUT), ("flood", TAKE_OUT)];
const IGNORED_SPAWN: Ignored = &[
    (
        "flood_driven_spawning",
        "write the block `flood_driven_spawn_mode`, which Flee reads",
    ),
    ("Flood_spawn_decay", TAKE_OUT),
];
const IGNORED_MOVE: Ignored = &[
    ("max_flood_level", TAKE_OUT),
    ("flood_movechances", "write it inside `flood_rules`"),
    ("flood_loc_weights", "write it inside `flood_rules`"),
];
/// Keys that change nothing in Flee, nor here.
const IDLE: [&str; 10] = [
    "number_of_steps",
    "conflict_input_file",
    "flood_level_input_file",
    "granularity",
    "average_social_connectivity",
    "max_crossing_speed",
    "avg_religion_fraction",
    "camps_are_sinks",
    "camps_are_sicks",
    "two_system_decision_making",
];
/// Places looked ahead, at most.
const FARTHEST: f64 = 100.0;
/// Numbers of move_rules: least and greatest value, and where it goes.
type Number = (&'static str, f64, f64, fn(&mut Rules, f64));
const NUMBERS: [Number; 19] = [
    ("max_move_speed", 1.0, 1e5, |r, v| r.speed = v),
    ("max_walk_speed", 1.0, 1e5, |r, v| r.walking = v),
    ("foreign_weight", 0.0, 1e9, |r, v| r.foreign_weight = v),
    ("camp_weight", 0.0, 1e9, |r, v| r.camp_weight = v),
    ("conflict_weight", 0.0, 1e9, |r, v| r.conflict_weight = v),
    ("conflict_movechance", 0.0, 1.0, |r, v| r.conflict_move_chance = v),
    ("camp_movechance", 0.0, 1.0, |r, v| r.camp_move_chance = v),
    ("idpcamp_movechance", 0.0, 1.0, |r, v| r.idp_move_chance = v),
    ("default_movechance", 0.0, 1.0, |r, v| r.default_move_chance = v),
    ("capacity_buffer", 0.0, 1.0, |r, v| r.capacity_buffer = v),
    ("capacity_scaling", 0.0, 1e6, |r, v| r.capacity_scaling = v),
    ("softening", 0.0, 1e6, |r, v| r.softening = v),
    ("weight_softening", 0.0, 1e6, |r, v| r.weight_softening = v),
    ("weight_power", 0.0, 10.0, |r, v| r.weight_power = v),
    ("distance_power", 0.0, 10.0, |r, v| r.distance_power = v),
    ("movechance_pop_base", 1.0, 1e9, |r, v| r.move_chance_base = v),
    ("movechance_pop_scale_factor", 0.0, 10.0, |r, v| r.move_chance_power = v),
    ("pruning_threshold", 0.0, 1e9, |r, v| r.pruning = v),
    ("max_crossing_speed", 0.0, 1e5, |_, _| ()),
];
const SWITCHES: [&str; 5] = [
    "avoid_short_stints",
    "start_on_foot",
    "use_v1_rules",
    "stay_close_to_home",
    "use_pop_for_loc_weight",
];
const OTHERS: [&str; 4] = [
    "home_distance_power",
    "pop_power_for_loc_weight",
    "awareness_level",
    "two_system_decision_making",
];
/// Keys of move_rules that are refused when they are on.
const MOVE_REFUSED: [&str; 15] = [
    "fixed_routes",
    "WomenAvoidHazards",
    "ChildrenAvoidHazards",
    "ElderlyAvoidHazards",
    "BoysTakeRisk",
    "MatchCampEthnicity",
    "MatchTownEthnicity",
    "MatchConflictEthnicity",
    "MatchCampReligion",
    "avg_religion_fraction",
    "use_economic_pull",
    "harvest_months",
    "flee_when_starving",
    "avoid_food_deprived_locations",
    "flood_rules",
];

/// Reads the settings; without a file, the defaults of Flee's code.
pub(crate) fn read(files: &Files, desk: &mut Desk) -> Settings {
    let mut settings = Settings {
        rules: Rules::default(),
        spawning: Spawning::default(),
        default_intensity: 1.0,
        hasten: 1,
        displaced_at_home: false,
    };
    let Some(name) = &files.settings else { return settings };
    let Some(bytes) = files.contents.get(name) else {
        missing(name, "a settings file", &mut desk.findings);
        return settings;
    };
    if super::sheet::is_blank(bytes) {
        return settings;
    }
    let Some(text) = decode(name, bytes, &mut desk.findings) else {
        return settings;
    };
    let Some(tree) = yaml::read(name, text, &mut desk.findings) else {
        return settings;
    };
    for (key, node) in section(&tree, &TOP, &[], desk) {
        match key {
            "default_conflict_intensity" => {
                settings.default_intensity = whole(node, 0.0, 1e6, desk).unwrap_or(1.0);
            }
            "log_levels" => logs(node, &mut settings, desk),
            "optimisations" => {
                for (_, node) in section(node, &["hasten"], &[], desk) {
                    settings.hasten = whole(node, 1.0, 1e6, desk).unwrap_or(1.0) as i64;
                }
            }
            "spawn_rules" => spawning(node, &mut settings, desk),
            "move_rules" => moving(node, &mut settings.rules, desk),
            _ => idle(key, desk),
        }
    }
    settings
}

/// Says that a key changes nothing.
fn idle(key: &str, desk: &mut Desk) {
    debug_assert!(IDLE.contains(&key));
    let begins = "settings that have no effect in Flee, nor here: ";
    match desk.notes.iter_mut().find(|note| note.starts_with(begins)) {
        Some(note) => note.push_str(&format!(", {key}")),
        None => desk.note(format!("{begins}{key}")),
    }
}

/// Places looked ahead: a fraction is cut off, as in Flee.
fn awareness(node: &Node, desk: &mut Desk) -> u32 {
    let level = number(node, 0.0, FARTHEST, desk).unwrap_or(1.0) as u32;
    if level == 0 {
        desk.note("settings: with `awareness_level` 0 nobody moves in Flee, nor here");
    }
    level
}

fn logs(node: &Node, settings: &mut Settings, desk: &mut Desk) {
    for (key, node) in section(node, &LOG, IGNORED_LOG, desk) {
        match key {
            "granularity" => idle(key, desk),
            "idp_totals" => settings.displaced_at_home = number(node, 0.0, 100.0, desk).is_some_and(|n| n > 0.0),
            _ => {
                if number(node, 0.0, 100.0, desk).is_some_and(|n| n > 0.0) {
                    desk.note(format!("log_levels.{key}: people are counted by state, so there is no log of single people; flows by link are written instead"));
                }
            }
        }
    }
}

fn spawning(node: &Node, settings: &mut Settings, desk: &mut Desk) {
    let (rules, spawning) = (&mut settings.rules, &mut settings.spawning);
    for (key, node) in section(node, &SPAWN, IGNORED_SPAWN, desk) {
        match key {
            "take_from_population" => spawning.take_from_population = truth(node, desk).unwrap_or(false),
            "insert_day0" => spawning.insert_first_day = truth(node, desk).unwrap_or(true),
            "empty_camps_on_day0" => spawning.empty_camps = truth(node, desk).unwrap_or(false),
            "sum_from_camps" => spawning.sum_from_camps = truth(node, desk).unwrap_or(true),
            "conflict_driven_spawning" => spawning.by_conflict = by_conflict(node, desk),
            "conflict_spawn_decay" => rules.decay = numbers(node, 1e6, desk),
            "conflict_spawn_decay_interval" => rules.decay_interval = number(node, 1.0, 1e5, desk).unwrap_or(30.0),
            "conflict_zone_spawning_only" => {
                if truth(node, desk) == Some(false) {
                    desk.note("spawn_rules.conflict_zone_spawning_only: false has no effect in Flee; people set out from places of conflict only");
                }
            }
            "average_social_connectivity" => idle(key, desk),
            "camps_are_sinks" | "camps_are_sicks" => {
                if switch(node, desk) {
                    idle(key, desk);
                }
            }
            _ => refuse_if_on(&format!("spawn_rules.{key}"), node, desk),
        }
    }
    debug_assert!(SPAWN_REFUSED.iter().all(|key| SPAWN.contains(key)));
}

fn by_conflict(node: &Node, desk: &mut Desk) -> Option<ByConflict> {
    if node.is_empty() {
        return None;
    }
    let (mut mode, mut rate) = ("constant".to_owned(), None);
    for (key, node) in section(node, &["spawn_mode", "displaced_per_conflict_day"], &[], desk) {
        match (key, &node.what) {
            ("spawn_mode", What::Scalar(text)) => mode = text.trim().to_lowercase(),
            ("spawn_mode", _) => say_wrong(node, "`constant`, `poisson` or `pop_ratio`", desk),
            _ => rate = number(node, 0.0, 1e7, desk),
        }
    }
    match mode.as_str() {
        "constant" => Some(ByConflict::Constant(rate.unwrap_or(500.0))),
        "poisson" => Some(ByConflict::Poisson(rate.unwrap_or(500.0))),
        "pop_ratio" => Some(ByConflict::OfPopulation(rate.unwrap_or(0.01))),
        _ => {
            say_wrong(node, "spawn_mode `constant`, `poisson` or `pop_ratio`", desk);
            None
        }
    }
}

fn moving(node: &Node, rules: &mut Rules, desk: &mut Desk) {
    let known: Vec<&str> = NUMBERS
        .iter()
        .map(|n| n.0)
        .chain(SWITCHES)
        .chain(OTHERS)
        .chain(MOVE_REFUSED)
        .collect();
    let (mut first, mut close, mut populous) = (false, false, false);
    let (mut home, mut population) = (0.5, 0.1);
    for (key, node) in section(node, &known, IGNORED_MOVE, desk) {
        if let Some((_, least, most, set)) = NUMBERS.iter().find(|n| n.0 == key) {
            if let Some(value) = number(node, *least, *most, desk) {
                set(rules, value);
            }
            if IDLE.contains(&key) {
                idle(key, desk);
            }
            continue;
        }
        match key {
            "avoid_short_stints" => rules.avoid_short_stints = truth(node, desk).unwrap_or(false),
            "start_on_foot" => rules.start_on_foot = truth(node, desk).unwrap_or(false),
            "use_v1_rules" => first = truth(node, desk).unwrap_or(false),
            "stay_close_to_home" => close = truth(node, desk).unwrap_or(false),
            "use_pop_for_loc_weight" => populous = truth(node, desk).unwrap_or(false),
            "home_distance_power" => home = number(node, 0.0, 10.0, desk).unwrap_or(home),
            "pop_power_for_loc_weight" => population = number(node, 0.0, 10.0, desk).unwrap_or(population),
            "awareness_level" => rules.awareness = awareness(node, desk),
            "avg_religion_fraction" => idle(key, desk),
            "two_system_decision_making" => {
                if switch(node, desk) {
                    idle(key, desk);
                }
            }
            _ => refuse_if_on(&format!("move_rules.{key}"), node, desk),
        }
    }
    rules.home_power = close.then_some(home);
    rules.population_power = populous.then_some(population);
    if first {
        (rules.speed, rules.camp_weight, rules.conflict_weight) = (200.0, 2.0, 0.25);
        (rules.start_on_foot, rules.avoid_short_stints) = (false, false);
    }
}

fn refuse_if_on(key: &str, node: &Node, desk: &mut Desk) {
    let on = match &node.what {
        What::Scalar(_) => switch(node, desk),
        _ => !node.is_empty(),
    };
    if on {
        desk.findings.say(
            &node.at,
            format!("{key}: {}", node.shown()),
            "false: this rule is not supported",
            "take the key out, or run this folder with Flee itself",
        );
    }
}
