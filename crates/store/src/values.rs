//! Where the values of histories come from: the scenario, its prior, or what was learned of it.

use crate::error::ResultError;
use amnok_scenario::{Posterior, Scenario};

/// Where the values of histories come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// The scenario: only luck differs.
    Fixed,
    /// The prior: each history draws what is assumed.
    Prior,
    /// The posterior of this digest, kept with the scenario: each history draws what was learned, and the rest from the prior.
    Posterior(String),
}

impl Values {
    /// From the posterior where one is kept, else from the prior; from the prior alone where that is asked.
    ///
    /// # Errors
    /// [`ResultError::Mismatch`] where the posterior that is kept was learned from something else.
    pub fn drawn(scenario: &Scenario, prior: bool) -> Result<Values, ResultError> {
        if prior {
            return Ok(Values::Prior);
        }
        let kept = scenario.learned().map_err(ResultError::Mismatch)?;
        Ok(kept.map_or(Values::Prior, |kept| Values::Posterior(kept.digest.clone())))
    }

    /// The posterior that they come from, if the scenario keeps it.
    pub fn posterior<'a>(&self, scenario: &'a Scenario) -> Option<&'a Posterior> {
        let is = |kept: &&Posterior| *self == Values::Posterior(kept.digest.clone());
        scenario.posterior.as_ref().filter(is)
    }

    /// Name in manifests.
    pub fn name(&self) -> &'static str {
        match self {
            Values::Fixed => "fixed",
            Values::Prior => "drawn",
            Values::Posterior(_) => "posterior",
        }
    }

    /// Digest of the posterior, where they come from one.
    pub fn digest(&self) -> Option<&str> {
        match self {
            Values::Posterior(digest) => Some(digest),
            Values::Fixed | Values::Prior => None,
        }
    }

    /// Those of that name, with the digest of the posterior, where one is needed.
    pub(crate) fn named(name: &str, digest: Option<&str>) -> Option<Values> {
        let all = [
            Some(Values::Fixed),
            Some(Values::Prior),
            digest.map(|digest| Values::Posterior(digest.into())),
        ];
        all.into_iter().flatten().find(|values| values.name() == name)
    }

    /// In words, of each history.
    pub fn words(&self) -> &'static str {
        match self {
            Values::Fixed => "all with the same values",
            Values::Prior => "each with values of its own",
            Values::Posterior(_) => "each with values drawn from what was learned",
        }
    }

    /// Whether each history has values of its own.
    pub fn differ(&self) -> bool {
        *self != Values::Fixed
    }
}
