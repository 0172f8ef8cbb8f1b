//! Every key of Flee's settings is in force, or told to have no effect, or refused.

mod flee_example;

use amnok_scenario::flee::{Conflict, Files, RuleSet, load_files};
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
    ("move_rules", "fixed_routes", "True", ""),
    ("move_rules", "harvest_months", "[4]", ""),
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

const FLOODS: &str = "flood_movechances: [0.3, 0.5, 0.9, 1.0], flood_loc_weights: [1.0, 0.5, 0.2, 0.1]";
const BY_FLOOD: &str = "take_from_population: true, flood_zone_spawning_only: true, conflict_zone_spawning_only: false";

/// The example with these settings, levels of floods, shares of attributes and of the hungry, and trade.
fn rich(settings: &str) -> Files {
    let mut files = with(settings);
    let mut put = |name: &str, text: String| files.contents.insert(name.into(), text.into_bytes());
    let days = |head: &str, row: &str| (0..60).fold(format!("{head}\n"), |text, day| format!("{text}{day},{row}\n"));
    put("flood_level.csv", days("#Day,Midway,Varn", "1,2"));
    put(
        "region_attributes_IPC.csv",
        "#Day,Upland,Plain,Border,Shore\n0,10,20,30,0\n60,20,20,40,0\n".into(),
    );
    put(
        "demographics_gender.csv",
        "gender,Default\nfemale,0.5\nmale,0.5\n".into(),
    );
    put(
        "demographics_age.csv",
        "age,Default,Varn\n10,1,2\n16,1,2\n30,1,2\n70,1,1\n".into(),
    );
    put(
        "demographics_ethnicity.csv",
        "ethnicity,Default\nred,0.5\nblue,0.5\n".into(),
    );
    put(
        "demographics_religion.csv",
        "religion,Default\nsun,0.5\nmoon,0.5\n".into(),
    );
    put(
        "demographics_floodawareness.csv",
        "floodawareness,Default\n0,0.5\n1,0.5\n".into(),
    );
    put("agents.csv", "location,age\nFord,30\nFord,70\n".into());
    let places = String::from_utf8(files.contents["locations.csv"].clone()).expect("text");
    let mut lines = places.lines();
    let mut text = format!("{},trade_volume,hdi\n", lines.next().expect("a head"));
    for line in lines {
        text.push_str(&format!("{line},0.5,0.8\n"));
    }
    files.contents.insert("locations.csv".into(), text.into_bytes());
    files
}

fn rich_world(settings: &str) -> Result<String, String> {
    let found = load_files(&rich(settings)).map_err(|found| found.to_string())?;
    Ok(format!("{:?}", found.displacement))
}

/// Rules that look at files: section, key and value, and what else must be set.
const WITH_FILES: &[(&str, &str, &str, &str)] = &[
    ("move_rules", "WomenAvoidHazards", "True", ""),
    ("move_rules", "ChildrenAvoidHazards", "True", ""),
    ("move_rules", "ElderlyAvoidHazards", "True", ""),
    ("move_rules", "BoysTakeRisk", "True", "ChildrenAvoidHazards: True"),
    ("move_rules", "MatchCampEthnicity", "True", ""),
    ("move_rules", "MatchTownEthnicity", "True", ""),
    ("move_rules", "MatchConflictEthnicity", "True", ""),
    ("move_rules", "MatchCampReligion", "True", ""),
    ("move_rules", "avg_religion_fraction", "0.4", "MatchCampReligion: True"),
    ("move_rules", "use_economic_pull", "True", ""),
    ("move_rules", "flee_when_starving", "True", ""),
    ("move_rules", "avoid_food_deprived_locations", "True", ""),
    ("spawn_rules", "starvation_driven_spawning", "True", ""),
    (
        "spawn_rules",
        "conflict_zone_spawning_only",
        "False",
        "starvation_driven_spawning: True",
    ),
    ("spawn_rules", "read_from_agents_csv_file", "True", ""),
];

#[test]
fn rules_that_look_at_files_are_in_force() {
    for (section, key, value, needs) in WITH_FILES {
        let comma = if needs.is_empty() { "" } else { ", " };
        let bare = rich_world(&format!("{section}: {{{needs}}}")).expect(key);
        let set = rich_world(&format!("{section}: {{{needs}{comma}{key}: {value}}}")).expect(key);
        assert_ne!(bare, set, "{key}");
    }
    let flood = |rules: &str, mode: &str| {
        rich_world(&format!(
            "move_rules: {{flood_rules: {{{rules}}}}}\nspawn_rules: {{{BY_FLOOD}, flood_driven_spawn_mode: {{{mode}}}}}"
        ))
        .unwrap_or_else(|found| panic!("{rules} {mode}: {found}"))
    };
    let plain = flood(FLOODS, "spawn_mode: constant");
    let ahead = "flood_forecaster: True, flood_forecaster_timescale: 3, flood_forecaster_end_time: 9";
    let heeded = format!("{FLOODS}, {ahead}, flood_forecaster_weights: [1, 1], flood_awareness_weights: [0.5, 1.0]");
    for (rules, mode) in [
        (FLOODS, "spawn_mode: poisson"),
        (FLOODS, "spawn_mode: pop_ratio"),
        (FLOODS, "spawn_mode: Constant"),
        (FLOODS, "spawn_mode: constant, displaced_per_flood_day: [0, 5, 9, 9]"),
        (&FLOODS.replace("0.9", "0.8"), "spawn_mode: constant"),
        (&FLOODS.replace("0.2", "0.3"), "spawn_mode: constant"),
        (&heeded, "spawn_mode: constant"),
    ] {
        assert_ne!(flood(rules, mode), plain, "{rules} {mode}");
    }
    for (what, changed) in [
        ("timescale: 3", "timescale: 4"),
        ("end_time: 9", "end_time: 8"),
        ("[1, 1]", "[1, 2]"),
        ("[0.5, 1.0]", "[0.5, 0.9]"),
    ] {
        let other = heeded.replace(what, changed);
        assert_ne!(
            flood(&other, "spawn_mode: constant"),
            flood(&heeded, "spawn_mode: constant"),
            "{changed}"
        );
    }
}

/// A switch that is off changes nothing; one that is on and whose file is not there is refused with the file's name.
#[test]
fn rules_without_their_files_are_refused() {
    for (section, key, file) in [
        ("spawn_rules", "read_from_agents_csv_file", "agents.csv"),
        ("spawn_rules", "starvation_driven_spawning", "region_attributes_IPC.csv"),
        ("move_rules", "WomenAvoidHazards", "demographics_gender.csv"),
        ("move_rules", "ChildrenAvoidHazards", "demographics_age.csv"),
        ("move_rules", "ElderlyAvoidHazards", "demographics_age.csv"),
        ("move_rules", "MatchCampEthnicity", "demographics_ethnicity.csv"),
        ("move_rules", "MatchTownEthnicity", "demographics_ethnicity.csv"),
        ("move_rules", "MatchConflictEthnicity", "demographics_ethnicity.csv"),
        ("move_rules", "MatchCampReligion", "demographics_religion.csv"),
        ("move_rules", "use_economic_pull", "trade_volume"),
        ("move_rules", "flee_when_starving", "region_attributes_IPC.csv"),
        (
            "move_rules",
            "avoid_food_deprived_locations",
            "region_attributes_IPC.csv",
        ),
    ] {
        let found = load_files(&with(&format!("{section}: {{{key}: True}}"))).map(|_| ());
        let found = found.expect_err(key).to_string();
        assert!(found.contains(file), "{key}: {found}");
        for off in ["False", "0", ""] {
            let settings = format!("{section}: {{{key}: {off}}}");
            assert_eq!(world(&settings), world(""), "{key}: {off}");
        }
    }
}

/// Parts of a run in which people flee from floods without the others: Flee stops, and so it is refused with what is missing.
#[test]
fn floods_by_halves_are_refused() {
    let mode = "flood_driven_spawn_mode: {spawn_mode: constant}";
    let zone = "flood_zone_spawning_only: true";
    for (spawning, rules, said) in [
        (zone, "", "conflict_zone_spawning_only: False"),
        (
            &format!("{zone}, conflict_zone_spawning_only: false, {mode}"),
            FLOODS,
            "take_from_population",
        ),
        (&format!("{BY_FLOOD}, {mode}"), "", "flood_rules"),
        (BY_FLOOD, FLOODS, "flood_driven_spawn_mode"),
        ("", FLOODS, "flood_zone_spawning_only"),
        (
            &format!("{BY_FLOOD}, {mode}"),
            "flood_movechances: [1.0, 1.0]",
            "flood_loc_weights",
        ),
    ] {
        let rules = if rules.is_empty() {
            String::new()
        } else {
            format!("flood_rules: {{{rules}}}")
        };
        let found = rich_world(&format!("move_rules: {{{rules}}}\nspawn_rules: {{{spawning}}}"));
        let found = found.expect_err(said);
        assert!(found.contains(said), "{said}: {found}");
    }
}

/// As documented, floods and conflicts go together, and keys stand where the documentation has them.
#[test]
fn documented_rules_are_asked_for_by_one_key() {
    let documented = format!(
        "rules: documented\nmove_rules: {{{FLOODS}}}\nspawn_rules: {{take_from_population: true, flood_driven_spawning: {{flood_spawn_mode: constant}}}}"
    );
    let found = load_files(&rich(&documented)).unwrap_or_else(|found| panic!("{found}"));
    let world = found.displacement;
    assert!(!world.conflicts.is_empty() && !world.levels.is_empty() && !world.only_floods() && world.by_data());
    assert_eq!(world.camps().len(), 2, "camps are the columns, as in other runs");
    let mut files = with("move_rules: {camp_weight: 2}");
    files.options.rules = Some(RuleSet::Documented);
    let asked = load_files(&files).expect("asked for beside the settings");
    assert!(asked.displacement.network.rules.documented);
    // A copy of the folder says so itself.
    let mut copy = files.clone();
    copy.contents
        .insert("simsetting.yml".into(), asked.files["input/simsetting.yml"].clone());
    copy.options.rules = None;
    let again = load_files(&copy).expect("the copy");
    assert_eq!(format!("{:?}", again.displacement), format!("{:?}", asked.displacement));
    files.contents.insert("simsetting.yml".into(), b"rules: flee".to_vec());
    assert!(load_files(&files).is_err(), "they say two things");
}

/// The list above against the list of keys that are known: none is left out.
#[test]
fn every_effective_key_is_asked_for_here() {
    let floods = [
        ("", "rules", "", ""),
        ("spawn_rules", "flood_driven_spawn_mode", "", ""),
        ("move_rules", "flood_rules", "", ""),
        ("spawn_rules", "camps_are_sinks", "", ""),
    ];
    let names: Vec<String> = IN_FORCE
        .iter()
        .chain(WITH_FILES)
        .chain(&floods)
        .map(|(section, key, ..)| format!("{section}.{key}").trim_start_matches('.').to_owned())
        .collect();
    for setting in loaded("").settings {
        let known = names
            .iter()
            .any(|n| setting.key.starts_with(n.as_str()) || n.starts_with(&setting.key));
        assert!(known, "{} is asked for nowhere", setting.key);
    }
}

/// Of a folder in which floods set people on the way it was said that without registered people nobody sets out.
#[test]
fn that_nobody_sets_out_is_told_only_where_it_is_so() {
    let floods = format!(
        "move_rules: {{flood_rules: {{{FLOODS}}}}}\nspawn_rules: {{{BY_FLOOD}, flood_driven_spawn_mode: {{spawn_mode: constant}}}}"
    );
    for (settings, told) in [("move_rules: {camp_weight: 2}", 1), (floods.as_str(), 0)] {
        let mut files = rich(settings);
        files.validation = None;
        let found = load_files(&files).unwrap_or_else(|found| panic!("{found}"));
        let said = found.warnings.iter().map(|warning| warning.found.as_str());
        let nobody = said.filter(|found| found.contains("nobody sets out, and nothing is compared"));
        assert_eq!(nobody.count(), told, "{settings}");
    }
}
