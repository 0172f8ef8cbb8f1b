//! B6: how many times fewer replicates a difference takes when both sides share their luck, by each engine.

use amnok_lab::compare::{Life, Pair, differences};
use amnok_model::Engine;
use amnok_model::chance::Luck;
use amnok_model::inputs::Inputs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Changes that are asked about: a value, and what it is set to on the second side.
const CHANGES: [(&str, &str); 5] = [
    ("force.border-guard.detection", "0.033"),
    ("force.border-guard.detection", "0.06"),
    ("attempt.risk_leave", "8"),
    ("bribe.theta", "0.6"),
    ("neighbour.catch_leave", "0.3"),
];

/// Outcomes that are asked for.
const OUTCOMES: [&str; 4] = ["passages", "runs", "deaths", "arrests"];

/// For every change, its name and the gain in each outcome, over so many pairs of the first two years.
pub fn gains(engine: Engine, pairs: u32) -> Result<Vec<(String, Vec<f64>)>, String> {
    let mut base = amnok_scenario::embedded().map_err(|errors| errors.to_string())?;
    base.set("period.end", "2020-12-31")?;
    let (mut all, never, seed) = (Vec::new(), AtomicBool::new(false), base.seed);
    let lives = |of: &Inputs| -> Vec<Arc<Life>> {
        let live = |replicate| Life::by(engine, of, Luck { seed, replicate }, &never).map(Arc::new);
        (0..pairs).filter_map(live).collect()
    };
    let first = lives(&base.inputs);
    for (key, value) in CHANGES {
        let mut changed = base.clone();
        changed.set(key, value)?;
        let both = (0..).zip(first.iter().cloned().zip(lives(&changed.inputs)));
        let made: Vec<Pair> = both
            .map(|(replicate, (a, b))| Pair::of(replicate, a, b, true))
            .collect();
        let of = differences(&base.inputs, &changed.inputs, &made);
        let asked = of.iter().filter(|d| OUTCOMES.contains(&d.outcome.name));
        all.push((format!("{key} = {value}"), asked.filter_map(|d| d.reduction).collect()));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that was renamed made the benchmark end in an error.
    #[test]
    fn every_change_is_of_a_value_that_there_is_and_changes_it() {
        let base = amnok_scenario::embedded().unwrap();
        for (key, value) in CHANGES {
            let mut changed = base.clone();
            changed.set(key, value).unwrap();
            assert_ne!(changed.inputs, base.inputs, "{key}");
        }
    }
}
