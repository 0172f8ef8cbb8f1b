//! The keys of settings.

use super::Settings;
use amnok_displacement::network::Rules;

pub(super) const TOP: &[&str] = &[
    "number_of_steps",
    "conflict_input_file",
    "flood_level_input_file",
    "default_conflict_intensity",
    "log_levels",
    "optimisations",
    "spawn_rules",
    "move_rules",
    "rules",
    "lenient",
];
pub(super) const LOG: &[&str] = &["agent", "link", "camp", "conflict", "init", "idp_totals", "granularity"];
pub(super) const SPAWN: &[&str] = &[
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
/// Keys that real files have and Flee does not read, and what to do.
pub(super) type Ignored = &'static [(&'static str, &'static str)];
const TAKE_OUT: &str = "take it out";
pub(super) const IGNORED_LOG: Ignored = &[("Flood", TAKE_OUT), ("flood", TAKE_OUT)];
pub(super) const IGNORED_SPAWN: Ignored = &[
    (
        "flood_driven_spawning",
        "write the block `flood_driven_spawn_mode`, which Flee reads",
    ),
    ("Flood_spawn_decay", TAKE_OUT),
];
pub(super) const IGNORED_MODE: Ignored = &[
    (
        "flood_spawn_mode",
        "write `spawn_mode`; `pop_ratio` is what Flee takes without it",
    ),
    ("flood_forecaster_timescale", "write it in `move_rules.flood_rules`"),
];
pub(super) const IGNORED_MOVE: Ignored = &[
    ("max_flood_level", TAKE_OUT),
    ("flood_movechances", "write it inside `flood_rules`"),
    ("flood_loc_weights", "write it inside `flood_rules`"),
];
/// Keys that change nothing in Flee, nor here.
pub(super) const IDLE: &[&str] = &[
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
    "max_flood_level",
    "flood_link_weights",
];
/// Numbers of move_rules: least and greatest value, and where it goes.
pub(super) type Number = (&'static str, f64, f64, fn(&mut Rules, f64));
pub(super) const NUMBERS: &[Number] = &[
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
/// Switches of move_rules, and where they go.
pub(super) type Switch = (&'static str, fn(&mut Settings, bool));
pub(super) const SWITCHES: &[Switch] = &[
    ("avoid_short_stints", |s, on| s.rules.avoid_short_stints = on),
    ("start_on_foot", |s, on| s.rules.start_on_foot = on),
    ("fixed_routes", |s, on| s.rules.fixed_routes = on),
    ("flee_when_starving", |s, on| s.rules.hungry_leave = on),
    ("avoid_food_deprived_locations", |s, on| s.rules.hungry_repel = on),
    ("WomenAvoidHazards", |s, on| s.hazards.women = on),
    ("ChildrenAvoidHazards", |s, on| s.hazards.children = on),
    ("ElderlyAvoidHazards", |s, on| s.hazards.elderly = on),
    ("BoysTakeRisk", |s, on| s.hazards.boys = on),
    ("MatchCampEthnicity", |s, on| s.rules.matching.camp = on),
    ("MatchTownEthnicity", |s, on| s.rules.matching.town = on),
    ("MatchConflictEthnicity", |s, on| s.rules.matching.conflict = on),
];
pub(super) const OTHERS: &[&str] = &[
    "use_v1_rules",
    "stay_close_to_home",
    "use_pop_for_loc_weight",
    "home_distance_power",
    "pop_power_for_loc_weight",
    "awareness_level",
    "two_system_decision_making",
    "use_economic_pull",
    "harvest_months",
    "MatchCampReligion",
    "avg_religion_fraction",
    "flood_rules",
];
pub(super) const FLOOD_RULES: &[&str] = &[
    "flood_movechances",
    "flood_loc_weights",
    "flood_link_weights",
    "max_flood_level",
    "flood_forecaster",
    "flood_forecaster_timescale",
    "flood_forecaster_end_time",
    "flood_forecaster_weights",
    "flood_awareness_weights",
];
