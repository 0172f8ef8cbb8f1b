//! A fit from beginning to end: what a bank teaches, its checks, its folder, and the posterior that is kept with the scenario.

use crate::fit::{FitView, checked, fit, misfit};
use crate::terminal;
use amnok_lab::learn::checked::check;
use amnok_lab::learn::{How, Refused, estimates, fitted, learned};
use amnok_model::observers::Observation;
use amnok_scenario::Scenario;
use amnok_store::fit::{Contents, write};
use amnok_store::posterior::{Learning, keep};
use amnok_store::sweep::Bank;
use amnok_store::{Place, ResultError, ran};
use serde_json::{Value, json};
use std::fmt;
use std::path::Path;
use std::time::Instant;

/// What is asked of a fit.
#[derive(Clone, Copy, Debug)]
pub struct FitRequest<'a> {
    /// The runs.
    pub bank: &'a Bank,
    /// The scenario whose observations are fitted.
    pub scenario: &'a Scenario,
    /// What of them is fitted.
    pub observed: &'a [Observation],
    /// Series that were left out of it.
    pub without: &'a [String],
    /// How.
    pub how: How,
    /// How many runs are held out as if they were the world.
    pub check: Option<u32>,
    /// The folder of the scenario in which the posterior is kept.
    pub keep: Option<&'a Path>,
    /// When the command began.
    pub since: Instant,
}

/// What is said of a fit that was made.
#[derive(Clone, Debug)]
pub struct FitSaid {
    /// Everything that is estimated.
    pub summary: Value,
    /// The same at a terminal.
    pub text: String,
}

/// Why there is no fit.
#[derive(Debug)]
pub enum FitStopped {
    /// Nothing is estimated.
    Refused(Refused),
    /// It cannot be checked.
    Check(Refused),
    /// Its folder cannot be written.
    Result(ResultError),
}

impl fmt::Display for FitStopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FitStopped::Refused(refused) => refused.fmt(f),
            FitStopped::Check(refused) => write!(f, "--check: {refused}"),
            FitStopped::Result(error) => error.fmt(f),
        }
    }
}

/// Fits, checks, and leaves the folder, and the posterior where it is to be kept.
///
/// # Errors
/// [`FitStopped`]; nothing is written unless all is known.
pub fn make_fit(place: Place, of: &FitRequest<'_>) -> Result<FitSaid, FitStopped> {
    let FitRequest {
        bank, scenario, how, ..
    } = *of;
    let given = bank.given(of.observed);
    let fitted = fitted(&given, how).map_err(FitStopped::Refused)?;
    let learned = learned(&given, &fitted, how.seed).map_err(FitStopped::Refused)?;
    let held = of.check.map(|held| check(&fitted, held as usize, how.seed));
    let check = held.transpose().map_err(FitStopped::Check)?;
    let estimates = estimates(&given, &learned, check.as_ref());
    let view = FitView {
        check: check.as_ref(),
        scenario,
        version: &bank.print.version,
        given,
        learned: &learned,
        estimates: &estimates,
    };
    let summary = terminal::fit::json(&view);
    let contents = Contents {
        bank: &bank.print,
        scenario,
        columns: &bank.columns,
        learned: &learned,
        summary: &summary,
        asked: &json!({ "until": scenario.observed_until.to_string(), "without": of.without, "draws": how.draws, "seed": how.seed }),
        page: &fit(&view),
        ran: &ran(of.since.elapsed().as_secs_f64(), how.threads),
    };
    write(place, &contents).map_err(FitStopped::Result)?;
    if let Some(folder) = of.keep {
        let said = checked(&view);
        let learning = Learning {
            bank,
            scenario,
            without: of.without,
            how,
            learned: &learned,
            estimates: &estimates,
            misfit: &misfit(&view),
            checked: said.as_deref().zip(of.check),
        };
        keep(folder, &learning).map_err(FitStopped::Result)?;
    }
    let text = terminal::fit::text(&view);
    Ok(FitSaid { summary, text })
}
