//! Whether what was learned and is kept in a scenario's folder is of that scenario: of its files, its priors, and by this program.

use crate::border::checked::Scenario;
use crate::border::posterior::{CSV, Posterior, TOML};

impl Scenario {
    /// What was learned of this scenario and is kept in its folder; none where nothing is. What was set beside the files does not matter: a value
    /// that is set is as it was set, the others are as they were learned.
    ///
    /// # Errors
    /// In words, with the cause and what to do, where it was learned from other files, other priors, or by another version of the program.
    pub fn learned(&self) -> Result<Option<&Posterior>, String> {
        let Some(posterior) = &self.posterior else {
            return Ok(None);
        };
        let Some(cause) = self.other_than(posterior) else {
            return Ok(Some(posterior));
        };
        let again = posterior.origin.commands.iter().map(|command| format!("\n  {command}"));
        Err(format!(
            "{TOML}: {cause}, so that it says nothing of this scenario; to mend: draw from the prior with --prior, take {TOML} and {CSV} out of \
             the folder, or make them again{}",
            again.collect::<String>()
        ))
    }

    /// In what this is not what the posterior was learned from.
    fn other_than(&self, posterior: &Posterior) -> Option<String> {
        let (origin, version) = (&posterior.origin, env!("CARGO_PKG_VERSION"));
        if origin.version != version {
            return Some(format!(
                "learned by version {} of the program, and this is {version}",
                origin.version
            ));
        }
        if origin.scenario == self.digest {
            return None;
        }
        let settings = self.settings();
        let moved = posterior.values.iter().find_map(|value| {
            let is = |key: &str| {
                self.set
                    .iter()
                    .any(|set| set.rsplit_once('=').is_some_and(|(k, _)| k == key))
            };
            match settings.iter().find(|setting| setting.key == value.key) {
                None => Some(format!("it has {}, which is no value here", value.key)),
                Some(setting) if setting.prior == Some(value.prior) || is(&value.key) => None,
                Some(_) => Some(format!("the prior of {} is another", value.key)),
            }
        });
        let cause = "learned from other files than those that stand here";
        Some(moved.map_or(cause.into(), |moved| format!("{cause} ({moved})")))
    }
}

#[cfg(test)]
mod tests;
