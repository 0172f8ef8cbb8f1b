//! `amnok check` and `amnok explain`.

use crate::{Failure, scenario};
use std::path::PathBuf;

/// Options of `amnok check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Scenario folder; the one that comes with the program if left out.
    scenario: Option<PathBuf>,
}

/// Options of `amnok explain`.
#[derive(clap::Args)]
pub struct Explain {
    /// Key, e.g. `bribe.theta`, `county.Hyesan.residents`, `order.3`, or the id of a claim.
    key: String,
    /// Scenario folder; the one that comes with the program if left out.
    #[arg(long)]
    scenario: Option<PathBuf>,
}

/// Checks a scenario and counts what it rests on.
pub fn check(arguments: &Arguments) -> Result<(), Failure> {
    let scenario = scenario::load(arguments.scenario.as_deref(), &[])?;
    crate::say(&format!("{}\n{}\n", scenario.title, scenario.summary()))
}

/// Explains one value.
pub fn explain(arguments: &Explain) -> Result<(), Failure> {
    let scenario = scenario::load(arguments.scenario.as_deref(), &[])?;
    if let Some(text) = scenario.explain(&arguments.key) {
        return crate::say(&format!("{}\n", text.trim_end()));
    }
    let near = scenario.nearest_key(&arguments.key);
    let near = near.map(|key| format!("; did you mean {key}?")).unwrap_or_default();
    Err(Failure::Input(format!("there is no value {}{near}", arguments.key)))
}
