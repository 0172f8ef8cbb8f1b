//! What a rule costs against the default rules, on the largest conflict.
use super::folders::{Folders, conflicts};
use super::made;
use super::weighed::{self, weigh};
use crate::benchmarks::Options;
use crate::measure::median;
use crate::table::{Line, at_most};

/// Days that are lived through: enough for camps to fill.
const DAYS: &str = "150";
/// The same of the made-up country: until millions of people are on their way and its camps are full.
const DAYS_MADE: &str = "120";
/// No rule may cost more than so many times the default rules.
const MOST: f64 = 3.0;

/// Each with what stands in `move_rules`.
const RULES: &[&str] = &[
    "awareness_level: 2",
    "awareness_level: 3",
    "start_on_foot: True",
    "avoid_short_stints: True",
    "fixed_routes: True",
    "pruning_threshold: 2.0",
    "use_pop_for_loc_weight: True",
    "stay_close_to_home: True",
    "weight_softening: 0.5",
    "movechance_pop_scale_factor: 0.5",
    "capacity_buffer: 0.5",
];

/// Pairs of a run under the default rules and one under a rule of its own.
pub fn b4_rules(asked: Options) -> Result<Vec<Line>, String> {
    let amnok = weighed::beside("amnok")?;
    let conflicts = conflicts();
    // The last is the largest.
    let Some(folders) = conflicts.last() else {
        return Ok(Vec::new());
    };
    let place = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = place.path().join("settings.yml");
    let mut lines = Vec::new();
    let mut measure = |folders: &Folders, days: &str, rest: &str, rule: &str| -> Result<(), String> {
        let once = |rule: &str| {
            std::fs::write(&path, format!("{rest}move_rules: {{{rule}}}\n")).map_err(|error| error.to_string())?;
            processor(&amnok, folders, days, &path.to_string_lossy())
        };
        let mut ratios = Vec::new();
        for _ in 0..if asked.quick { 1 } else { asked.pairs.div_ceil(2) } {
            let default = once("")?;
            ratios.push(once(rule)? / default);
        }
        let what = format!(
            "{}, {days} days, {rule} / default rules, time of processor",
            folders.name
        );
        lines.push(at_most("B4R", what, median(ratios), "times", MOST));
        Ok(())
    };
    for rule in RULES {
        measure(folders, DAYS, "", rule)?;
    }
    if !asked.quick {
        let made = made::country(&place.path().join("made")).map_err(|error| error.to_string())?;
        measure(&made, DAYS_MADE, made::SETTINGS, "awareness_level: 2")?;
    }
    Ok(lines)
}

/// Seconds of processor that one run takes.
fn processor(amnok: &str, folders: &Folders, days: &str, settings: &str) -> Result<f64, String> {
    let (input, registered) = (folders.input.as_str(), folders.registered.as_str());
    let words = [
        "flee",
        "run",
        input,
        registered,
        "--replicates",
        "1",
        "--days",
        days,
        "--settings",
        settings,
    ];
    let command: Vec<&str> = std::iter::once(amnok).chain(words).collect();
    Ok(weigh(&command)?.0.processor)
}
