//! Both engines against each other under every rule.

use crate::against::{column, of_courses, sampled, simulate};
use crate::table::chance;
use crate::{DRAWINGS, LEAST_SD, LEVEL, SEED};
use amnok_displacement::{Displacement, MovementEngine};
use amnok_lab::equivalence::{Statistic, relabelled, shift_seen};
use amnok_scenario::flee::{Files, load_files};
use std::fmt::Write;
use std::path::Path;

/// Replicates of each engine.
const REPLICATES: u32 = 100;
/// Days of Burundi: the lake's port opens on day 91. Unit: days.
const DAYS: u32 = 150;
/// Name of the settings in memory.
const SETTINGS: &str = "settings";
/// Sections of settings: title, rules of movement, rules of spawning.
const RULES: &[(&str, &str, &str)] = &[
    ("defaults", "", ""),
    ("start_on_foot", "start_on_foot: true", ""),
    ("avoid_short_stints", "avoid_short_stints: true", ""),
    ("awareness_level 2", "awareness_level: 2", ""),
    (
        "awareness_level 3, start_on_foot, avoid_short_stints",
        "awareness_level: 3, start_on_foot: true, avoid_short_stints: true",
        "",
    ),
    (
        "softening and powers",
        "softening: 0.0, weight_softening: 0.5, weight_power: 1.5, distance_power: 1.2",
        "",
    ),
    ("pruning_threshold", "pruning_threshold: 2.0, awareness_level: 2", ""),
    (
        "weights",
        "foreign_weight: 2.0, camp_weight: 3.0, conflict_weight: 0.1",
        "",
    ),
    (
        "chances of moving",
        "conflict_movechance: 0.7, camp_movechance: 0.05, default_movechance: 0.6",
        "",
    ),
    ("capacity", "capacity_buffer: 0.5, capacity_scaling: 0.7", ""),
    (
        "speeds",
        "max_move_speed: 100.0, max_walk_speed: 20.0, start_on_foot: true",
        "",
    ),
    (
        "stay_close_to_home",
        "stay_close_to_home: true, home_distance_power: 0.8",
        "",
    ),
    ("use_pop_for_loc_weight", "use_pop_for_loc_weight: true", ""),
    (
        "movechance_pop",
        "movechance_pop_base: 30000, movechance_pop_scale_factor: 0.3",
        "",
    ),
    ("use_v1_rules", "use_v1_rules: true", ""),
    ("take_from_population", "", "take_from_population: true"),
    (
        "conflict_spawn_decay",
        "",
        "conflict_spawn_decay: [1.0, 0.5, 0.1], conflict_spawn_decay_interval: 10",
    ),
    (
        "by conflict, constant",
        "",
        "conflict_driven_spawning: {spawn_mode: constant, displaced_per_conflict_day: 40}",
    ),
    (
        "by conflict, Poisson",
        "",
        "conflict_driven_spawning: {spawn_mode: poisson, displaced_per_conflict_day: 40}",
    ),
    (
        "by conflict, ratio",
        "",
        "conflict_driven_spawning: {spawn_mode: pop_ratio, displaced_per_conflict_day: 0.001}",
    ),
    ("insert_day0 off", "", "insert_day0: false"),
    ("empty_camps_on_day0", "", "empty_camps_on_day0: true"),
    ("sum_from_camps off", "", "sum_from_camps: false"),
];

/// Every rule on the example, and on the first days of a fiftieth of Burundi where it is there.
pub fn engines(shared: Option<&Path>, page: &mut String) -> Result<bool, String> {
    let example = crate::root().join("examples/flee");
    let mut bases = vec![(
        "example",
        files(&example.join("input"), &example.join("registered"))?,
        1,
    )];
    if let Some(folder) = shared {
        let of = |kind: &str, name: &str| folder.join(kind).join(name);
        let burundi = files(
            &of("conflict_input", "burundi"),
            &of("conflict_validation", "burundi2015"),
        )?;
        bases.push((
            "Burundi / 50",
            Files {
                days: Some(DAYS),
                ..burundi
            },
            50,
        ));
    }
    let tests = (RULES.len() * bases.len() * 2) as f64;
    let _ = writeln!(
        page,
        "#### Cohorts and people one by one, rule by rule\n\n{REPLICATES} replicates of each; every camp on every tenth day ({DAYS} days of a fiftieth of Burundi), all at once, by drawing \
        {DRAWINGS} times whose runs are whose. {tests} tests; corrected: times {tests}. In one camp on one day a shift of {:.2} standard deviations is seen with \
        power 0.9 at the level of {LEVEL} for all {tests} tests.\n\n| rule | folder | p of means | largest difference of means, cohorts for one by one | p of spreads |\n|---|---|--:|--:|--:|",
        shift_seen(f64::from(REPLICATES), f64::from(REPLICATES), LEVEL / tests, 0.9)
    );
    let mut least = 1.0_f64;
    for (title, moving, spawning) in RULES {
        for (base, files, hasten) in &bases {
            eprintln!("{title}: {base}");
            let world = world(files, *hasten, moving, spawning)?;
            let days = sampled(world.days);
            let runs = |engine, seed| of_courses(&simulate(&world, engine, seed, REPLICATES), &days);
            let (cohorts, people) = (
                runs(MovementEngine::Cohorts, SEED),
                runs(MovementEngine::People, SEED + 1),
            );
            let ask = |asked| relabelled(&cohorts, &people, asked, LEAST_SD, DRAWINGS);
            let (means, spreads) = (ask(Statistic::Means), ask(Statistic::Spreads));
            least = least.min(means.p).min(spreads.p);
            let (a, b) = (column(&cohorts, means.which), column(&people, means.which));
            let camps = world.camps();
            let (camp, day) = (camps[means.which % camps.len()], days[means.which / camps.len()]);
            let _ = writeln!(
                page,
                "| {title} | {base} | {} | {}, day {day}: {:.1} for {:.1} (t = {:.1}) | {} |",
                chance(means.p),
                world.network.places[camp].name,
                a.mean,
                b.mean,
                means.statistic,
                chance(spreads.p)
            );
        }
    }
    let corrected = (least * tests).min(1.0);
    let _ = writeln!(page, "\nLeast p {}, corrected {}.\n", chance(least), chance(corrected));
    Ok(corrected > LEVEL)
}

/// A folder in memory.
fn files(input: &Path, registered: &Path) -> Result<Files, String> {
    let mut files = Files {
        input: "input/".into(),
        validation: Some("registered/".into()),
        settings: Some(SETTINGS.into()),
        ..Files::default()
    };
    for (prefix, folder) in [("input/", input), ("registered/", registered)] {
        for entry in std::fs::read_dir(folder).map_err(|error| error.to_string())? {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.extension().is_some_and(|extension| extension == "csv") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let bytes = std::fs::read(&path).map_err(|error| error.to_string())?;
                files.contents.insert(format!("{prefix}{name}"), bytes);
            }
        }
    }
    Ok(files)
}

fn world(files: &Files, hasten: u32, moving: &str, spawning: &str) -> Result<Displacement, String> {
    let mut files = files.clone();
    let settings =
        format!("optimisations: {{hasten: {hasten}}}\nmove_rules: {{{moving}}}\nspawn_rules: {{{spawning}}}\n");
    files.contents.insert(SETTINGS.into(), settings.into_bytes());
    load_files(&files)
        .map(|found| found.displacement)
        .map_err(|found| found.to_string())
}
