//! Why nothing is estimated.

use amnok_infer::bank::BankError;
use amnok_infer::checks::PLAUSIBLE;
use amnok_infer::fit::FitError;
use amnok_infer::importance_weights::NoWeights;
use std::fmt;

/// Why nothing is estimated.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// Nothing was observed of which runs have a reading.
    NothingObserved,
    /// No run is of the prior.
    NoPrior,
    /// Too few points: how many there are, how many are needed.
    TooFew(usize, usize),
    /// The fit refuses.
    Fit(FitError),
    /// Runs near the posterior are worth too few.
    Runs(NoWeights),
    /// What was observed lies outside everything that the model can produce: the observations that are farthest out.
    OutOfReach(Vec<String>),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NothingObserved => f.write_str(
                "nothing was observed of which the runs have a reading, so that nothing can be learned: the scenario needs observed/*.csv, \
                 with whole months within its period, of which `--until` and `--without` leave some",
            ),
            Refused::NoPrior => f.write_str(
                "none of the runs is of the prior: a wave is fitted with the bank that it came after, which is named first",
            ),
            Refused::TooFew(points, needed) => write!(
                f,
                "the bank has {points} points; with so many readings at least {needed} are needed: `amnok bank --points {needed}` or more"
            ),
            Refused::Fit(error) => write!(f, "{error}"),
            Refused::Runs(NoWeights::TooFew(effective, runs)) => write!(
                f,
                "nothing is estimated: near what was observed, the {runs} runs of the bank are worth {effective:.0} equal ones, fewer than 100; \
                 make a bank of more points"
            ),
            Refused::Runs(error) => write!(f, "nothing is estimated: {error}"),
            Refused::OutOfReach(names) => write!(
                f,
                "nothing is estimated: what was observed lies outside everything that the model can produce (third largest implausibility above \
                 {PLAUSIBLE}); farthest out: {}. Widen the priors that hold it back, or correct what was observed",
                names.join(", ")
            ),
        }
    }
}

impl std::error::Error for Refused {}

impl From<FitError> for Refused {
    fn from(error: FitError) -> Refused {
        Refused::Fit(error)
    }
}

impl From<BankError> for Refused {
    fn from(error: BankError) -> Refused {
        Refused::Fit(FitError::Bank(error))
    }
}
