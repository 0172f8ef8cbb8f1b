//! B6: how many times fewer replicates a difference takes when both sides share their luck.

use amnok_lab::compare::{differences, pair};
use amnok_model::chance::Luck;
use std::sync::atomic::AtomicBool;

/// Changes that are asked about: a value, and what it is set to on the second side.
const CHANGES: [(&str, &str); 5] = [
    ("force.border-guard.detection", "0.033"),
    ("force.border-guard.detection", "0.06"),
    ("attempt.risk_leave", "8"),
    ("bribe.theta", "0.6"),
    ("neighbour.catch", "0.3"),
];

/// Outcomes that are asked for.
const OUTCOMES: [&str; 4] = ["passages", "runs", "deaths", "arrests"];

/// For every change, its name and the gain in each outcome, over so many pairs of the first two years.
pub fn gains(pairs: u32) -> Result<Vec<(String, Vec<f64>)>, String> {
    let mut base = amnok_scenario::embedded().map_err(|errors| errors.to_string())?;
    base.set("period.end", "2020-12-31")?;
    let (mut all, never) = (Vec::new(), AtomicBool::new(false));
    for (key, value) in CHANGES {
        let mut changed = base.clone();
        changed.set(key, value)?;
        let luck = |replicate| Luck {
            seed: base.seed,
            replicate,
        };
        let made: Vec<_> = (0..pairs)
            .filter_map(|r| pair(&base.inputs, &changed.inputs, luck(r), &never))
            .collect();
        let of = differences(&base.inputs, &changed.inputs, &made);
        let asked = of.iter().filter(|d| OUTCOMES.contains(&d.outcome.name));
        all.push((format!("{key} = {value}"), asked.filter_map(|d| d.reduction).collect()));
    }
    Ok(all)
}
