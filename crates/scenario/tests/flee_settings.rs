//! Every key of Flee's settings is in force, or told to have no effect, or refused.

mod flee_example;

use amnok_scenario::flee::{Conflict, Files, load_files};
use flee_example::example;

/// The example with these settings.
fn with(settings: &str) -> Files {
    let mut files = example();
    files
        .contents
        .insert("simsetting.yml".into(), settings.as_bytes().to_vec());
    files
}

fn loaded(settings: &str) -> Conflict {
    load_files(&with(settings)).unwrap_or_else(|found| panic!("{settings}: {found}"))
}

/// What is lived through, and what is printed.
fn world(settings: &str) -> String {
    let conflict = loaded(settings);
    format!("{:?} {}", conflict.displacement, conflict.displaced_at_home)
}

/// Section, key and value, and what else must be set for it to matter.
const IN_FORCE: &[(&str, &str, &str, &str)] = &[
    ("log_levels", "idp_totals", "1", ""),
    ("optimisations", "hasten", "10", ""),
    ("spawn_rules", "take_from_population", "True", ""),
    ("spawn_rules", "insert_day0", "False", ""),
    ("spawn_rules", "empty_camps_on_day0", "True", ""),
    ("spawn_rules", "sum_from_camps", "False", ""),
    (
        "spawn_rules",
        "conflict_driven_spawning",
        "{spawn_mode: constant, displaced_per_conflict_day: 10}",
        "",
    ),
    ("spawn_rules", "conflict_spawn_decay", "[1.0, 0.5]", ""),
    ("spawn_rules", "conflict_spawn_decay_interval", "7", ""),
    ("move_rules", "max_move_speed", "200", ""),
    ("move_rules", "max_walk_speed", "20", ""),
    ("move_rules", "foreign_weight", "2", ""),
    ("move_rules", "camp_weight", "2", ""),
    ("move_rules", "conflict_weight", "0.25", ""),
    ("move_rules", "conflict_movechance", "0.9", ""),
    ("move_rules", "camp_movechance", "0.01", ""),
    ("move_rules", "idpcamp_movechance", "0.2", ""),
    ("move_rules", "default_movechance", "0.4", ""),
    ("move_rules", "awareness_level", "3", ""),
    ("move_rules", "capacity_buffer", "1.0", ""),
    ("move_rules", "capacity_scaling", "0.5", ""),
    ("move_rules", "avoid_short_stints", "True", ""),
    ("move_rules", "start_on_foot", "True", ""),
    ("move_rules", "use_v1_rules", "True", ""),
    ("move_rules", "softening", "0", ""),
    ("move_rules", "weight_softening", "1", ""),
    ("move_rules", "weight_power", "2", ""),
    ("move_rules", "distance_power", "2", ""),
    ("move_rules", "stay_close_to_home", "True", ""),
    ("move_rules", "home_distance_power", "1", "stay_close_to_home: True"),
    ("move_rules", "use_pop_for_loc_weight", "True", ""),
    (
        "move_rules",
        "pop_power_for_loc_weight",
        "0.3",
        "use_pop_for_loc_weight: True",
    ),
    ("move_rules", "movechance_pop_base", "500", ""),
    ("move_rules", "movechance_pop_scale_factor", "0.5", ""),
    ("move_rules", "pruning_threshold", "3", ""),
];

#[test]
fn what_is_in_force_changes_what_is_lived_through() {
    for (section, key, value, needs) in IN_FORCE {
        let comma = if needs.is_empty() { "" } else { ", " };
        let (bare, set) = (
            format!("{section}: {{{needs}}}"),
            format!("{section}: {{{needs}{comma}{key}: {value}}}"),
        );
        assert_ne!(world(&bare), world(&set), "{key}");
        assert!(loaded(&set).notes.is_empty(), "{key}: {:?}", loaded(&set).notes);
    }
}

#[test]
fn the_first_rules_of_flee_force_theirs() {
    let rules = |settings: &str| loaded(settings).displacement.network.rules;
    let mine = "use_v1_rules: True, max_move_speed: 999, start_on_foot: True, avoid_short_stints: True, camp_weight: 9";
    let expected = "max_move_speed: 200, camp_weight: 2, conflict_weight: 0.25";
    assert_eq!(
        rules(&format!("move_rules: {{{mine}}}")),
        rules(&format!("move_rules: {{{expected}}}"))
    );
}

#[test]
fn what_has_no_effect_is_told() {
    for (section, key, value) in [
        ("", "number_of_steps", "10"),
        ("", "conflict_input_file", "x.csv"),
        ("", "flood_level_input_file", "\"\""),
        ("log_levels", "granularity", "location"),
        ("log_levels", "agent", "1"),
        ("log_levels", "link", "2"),
        ("log_levels", "camp", "1"),
        ("log_levels", "conflict", "1"),
        ("log_levels", "init", "1"),
        ("spawn_rules", "conflict_zone_spawning_only", "False"),
        ("spawn_rules", "average_social_connectivity", "3.0"),
        ("move_rules", "max_crossing_speed", "20"),
        ("move_rules", "avg_religion_fraction", "0.25"),
        ("move_rules", "two_system_decision_making", "1.0"),
        ("spawn_rules", "camps_are_sinks", "True"),
        ("spawn_rules", "camps_are_sicks", "True"),
    ] {
        let settings = match section {
            "" => format!("{key}: {value}"),
            _ => format!("{section}: {{{key}: {value}}}"),
        };
        assert!(
            loaded(&settings).notes.iter().any(|note| note.contains(key)),
            "{key}: {:?}",
            loaded(&settings).notes
        );
        assert_eq!(world(&settings), world(""), "{key}");
    }
    assert!(loaded("move_rules: {awareness_level: 0}").notes[0].contains("nobody moves"));
}

/// Keys that real files have where Flee does not look for them: with the line, and no error.
#[test]
fn what_flee_does_not_read_is_warned_of() {
    for (section, key, value) in [
        ("log_levels", "Flood", "0"),
        ("log_levels", "flood", "0"),
        ("spawn_rules", "flood_driven_spawning", "True"),
        ("spawn_rules", "Flood_spawn_decay", "[1.0]"),
        ("move_rules", "max_flood_level", "4"),
        ("move_rules", "flood_movechances", "[1.0]"),
        ("move_rules", "flood_loc_weights", "[1.0]"),
    ] {
        let settings = format!("{section}:\n  {key}: {value}\n");
        let warnings = loaded(&settings).warnings;
        assert!(
            warnings.iter().any(|w| w.line == 2 && w.found.contains(key)),
            "{key}: {warnings:?}"
        );
        assert_eq!(world(&settings), world(""), "{key}");
    }
}

/// Flee cuts the fraction off, and looks as far as it is told.
#[test]
fn awareness_is_cut_to_a_whole_number() {
    let level = |text: &str| {
        let rules = loaded(&format!("move_rules: {{awareness_level: {text}}}"));
        rules.displacement.network.rules.awareness
    };
    assert_eq!([level("1.5"), level("5"), level("0.9")], [1, 5, 0]);
}

/// Keys were looked for among all before them: 100,000 took minutes.
#[test]
fn a_hundred_thousand_keys_are_read() {
    let keys: Vec<String> = (0..100_000).map(|i| format!("k{i}: 1")).collect();
    let found = load_files(&with(&format!("move_rules: {{{}}}", keys.join(", ")))).expect_err("unknown keys");
    assert_eq!(found.0.len(), 1001, "a thousand of them, and how many more there are");
}

#[test]
fn what_is_not_supported_is_refused_when_it_is_on() {
    let switches = [
        ("spawn_rules", "flood_zone_spawning_only"),
        ("spawn_rules", "read_from_agents_csv_file"),
        ("spawn_rules", "starvation_driven_spawning"),
        ("move_rules", "fixed_routes"),
        ("move_rules", "WomenAvoidHazards"),
        ("move_rules", "ChildrenAvoidHazards"),
        ("move_rules", "ElderlyAvoidHazards"),
        ("move_rules", "BoysTakeRisk"),
        ("move_rules", "MatchCampEthnicity"),
        ("move_rules", "MatchTownEthnicity"),
        ("move_rules", "MatchConflictEthnicity"),
        ("move_rules", "MatchCampReligion"),
        ("move_rules", "use_economic_pull"),
        ("move_rules", "flee_when_starving"),
        ("move_rules", "avoid_food_deprived_locations"),
    ];
    let mut on: Vec<(String, &str)> = Vec::new();
    for (section, key) in switches {
        on.push((format!("{section}: {{{key}: True}}"), key));
        for off in ["False", "0", "", "no"] {
            assert_eq!(
                world(&format!("{section}: {{{key}: {off}}}")),
                world(""),
                "{key}: {off}"
            );
        }
    }
    on.push(("move_rules: {harvest_months: [6, 7]}".into(), "harvest_months"));
    on.push(("move_rules: {flood_rules: {max_flood_level: 2}}".into(), "flood_rules"));
    on.push((
        "spawn_rules: {flood_driven_spawn_mode: {spawn_mode: constant}}".into(),
        "flood_driven_spawn_mode",
    ));
    for (settings, key) in on {
        let found = load_files(&with(&settings)).map(|_| ()).expect_err(key).to_string();
        assert!(found.contains(key) && found.contains("not supported"), "{found}");
    }
    for off in ["harvest_months: []", "flood_rules: {}"] {
        assert_eq!(world(&format!("move_rules: {{{off}}}")), world(""), "{off}");
    }
}

/// The list above against the list of keys that are known: none is left out.
#[test]
fn every_effective_key_is_asked_for_here() {
    let names: Vec<String> = IN_FORCE
        .iter()
        .map(|(section, key, ..)| format!("{section}.{key}"))
        .collect();
    for setting in loaded("").settings {
        let known = names
            .iter()
            .any(|n| setting.key.starts_with(n.as_str()) || n.starts_with(&setting.key));
        assert!(known, "{} is asked for nowhere", setting.key);
    }
}
