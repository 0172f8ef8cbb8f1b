//! What was learned of a scenario and is kept with it, as a table for people and as JSON for scripts.

use super::fit::{estimate_head, estimate_row};
use crate::words::wrapped;
use amnok_lab::Spread;
use amnok_scenario::{KeptEstimate, Posterior, many};
use serde_json::{Value, json};
use std::fmt::Write;

/// From what it was learned, in a sentence.
pub fn origin(kept: &Posterior) -> String {
    let origin = &kept.origin;
    format!(
        "Learned from {} until {}: {}, worth {:.0} near what was observed; {} moved",
        many(origin.observations, "observation", "observations"),
        origin.until,
        many(origin.runs, "run", "runs"),
        origin.effective,
        many(kept.values.len(), "value was", "values were")
    )
}

/// What a check of a scenario says of it: a line, or nothing where nothing was learned.
pub fn line(kept: Option<&Posterior>) -> String {
    kept.map_or(String::new(), |kept| {
        format!(
            "{}; {} kept\n",
            origin(kept),
            many(kept.draws.len(), "draw is", "draws are")
        )
    })
}

/// Prior and posterior of an estimate.
pub(crate) fn spreads(of: &KeptEstimate) -> (Spread, Spread) {
    (Spread::from_numbers(of.prior), Spread::from_numbers(of.posterior))
}

/// Letters on a line of notes.
const WIDTH: usize = 140;

/// For people: from what it was learned, what does not fit, prior beside posterior, what else is to be said.
pub fn text(kept: &Posterior) -> String {
    let mut text = format!("{}\n{}\n", origin(kept), kept.origin.misfit);
    let days = kept
        .estimates
        .first()
        .map_or(String::new(), |of| format!("estimated, {} to {}", of.from, of.to));
    let _ = writeln!(text, "\n{}", estimate_head(&days));
    for of in &kept.estimates {
        let (prior, posterior) = spreads(of);
        let _ = writeln!(
            text,
            "{}",
            estimate_row(&of.words, &of.unit, Some(prior), Some(posterior))
        );
    }
    for line in kept.origin.notes.iter().flat_map(|note| wrapped(note, WIDTH, "")) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// For scripts.
pub fn json(kept: &Posterior) -> Value {
    let estimate = |of: &KeptEstimate| {
        let (prior, posterior) = spreads(of);
        json!({
            "name": of.name, "words": of.words, "unit": of.unit, "from": of.from.to_string(), "to": of.to.to_string(),
            "prior": of.prior, "posterior": of.posterior, "learned": posterior.learned(&prior),
        })
    };
    let origin = &kept.origin;
    json!({
        "digest": kept.digest,
        "until": origin.until.to_string(),
        "observations": origin.observations,
        "runs": origin.runs,
        "effective_runs": origin.effective,
        "draws": kept.draws.len(),
        "moved": kept.values.iter().map(|value| &value.key).collect::<Vec<_>>(),
        "misfit": origin.misfit,
        "notes": origin.notes,
        "commands": origin.commands,
        "estimates": kept.estimates.iter().map(estimate).collect::<Vec<_>>(),
    })
}
