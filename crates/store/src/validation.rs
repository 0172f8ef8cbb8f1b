//! Many configurations of Flee's under several sets of rules: how far each is from what was registered, beside naive forecasts. Kept
//! case by case, so that the work can be gone on with.

use crate::error::{ResultError, wrong};
use crate::folder::{Draft, Mark, Place};
use crate::tables::displacement::csv::cell;
use crate::tables::displacement::errors;
use amnok_lab::Spread;
use amnok_lab::baseline::Baseline;
use amnok_lab::displacement::{Measure, Replicates};
use amnok_scenario::flee::Conflict;
use serde_json::{Value, json};
use std::fmt::Write;

/// Which case: a configuration and a set of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Name of the configuration.
    pub configuration: String,
    /// Name of the set of rules.
    pub rules: String,
}

/// An error of a configuration, mean over days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseError {
    /// Which.
    pub measure: Measure,
    /// Over replicates: mean.
    pub mean: f64,
    /// Over replicates: 5 % and 95 %.
    pub ends: (f64, f64),
    /// Of each naive forecast, in the order of [`Baseline::ALL`].
    pub naive: [f64; Baseline::ALL.len()],
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseResult {
    /// Not run, and why.
    Refused(String),
    /// Run.
    Run {
        /// Days, camps, and warnings of the input.
        size: [usize; 3],
        /// People who set out or were in camps, mean over replicates.
        people: f64,
        /// Errors that are known.
        fits: Vec<CaseError>,
    },
}

impl CaseResult {
    /// Of replicates that were lived through.
    pub fn of(conflict: &Conflict, all: &Replicates) -> CaseResult {
        let world = &conflict.displacement;
        let rows = all.courses.first().map_or(&[][..], |course| &course.rows);
        let last = all.courses.iter().filter_map(|course| course.rows.last());
        let people = last.map(|row| row.simulated_total as f64).sum::<f64>() / all.courses.len().max(1) as f64;
        let registered = rows.iter().any(|row| row.registered.iter().any(|people| *people > 0));
        let fit = |(measure, over): (Measure, crate::tables::displacement::OverReplicates)| {
            let Spread { low, high, .. } = over.spread;
            let naive = Baseline::ALL.map(|baseline| baseline.error(world, rows, measure));
            CaseError {
                measure,
                mean: over.mean,
                ends: (low, high),
                naive,
            }
        };
        CaseResult::Run {
            size: [rows.len(), world.camps().len(), conflict.warnings.len()],
            people,
            fits: errors(all).into_iter().filter(|_| registered).map(fit).collect(),
        }
    }

    fn json(&self) -> Value {
        match self {
            CaseResult::Refused(why) => json!({ "refused": why }),
            CaseResult::Run { size, people, fits } => {
                let fit = |fit: &CaseError| json!({ "measure": fit.measure.name(), "mean": fit.mean, "ends": [fit.ends.0, fit.ends.1], "naive": fit.naive });
                json!({ "size": size, "people": people, "fits": fits.iter().map(fit).collect::<Vec<_>>() })
            }
        }
    }

    fn read(value: &Value) -> Option<CaseResult> {
        if let Some(why) = value["refused"].as_str() {
            return Some(CaseResult::Refused(why.to_owned()));
        }
        let numbers = |value: &Value| {
            value
                .as_array()?
                .iter()
                .map(Value::as_f64)
                .collect::<Option<Vec<f64>>>()
        };
        let fit = |value: &Value| {
            let ends = numbers(&value["ends"])?;
            Some(CaseError {
                measure: Measure::ALL.into_iter().find(|m| value["measure"] == m.name())?,
                mean: value["mean"].as_f64()?,
                ends: (*ends.first()?, *ends.get(1)?),
                naive: numbers(&value["naive"])?.try_into().ok()?,
            })
        };
        let size: Vec<usize> = numbers(&value["size"])?.into_iter().map(|n| n as usize).collect();
        Some(CaseResult::Run {
            size: size.try_into().ok()?,
            people: value["people"].as_f64()?,
            fits: value["fits"].as_array()?.iter().map(fit).collect::<Option<_>>()?,
        })
    }
}

/// What decides every number but the configurations themselves.
#[derive(Clone, Copy, Debug)]
pub struct ValidationSettings {
    /// Seed.
    pub seed: u64,
    /// Replicates of each case.
    pub replicates: u32,
}

/// Work on a validation that is not whole yet.
#[derive(Debug)]
pub struct ValidationWork {
    draft: Draft,
    cases: Vec<Case>,
    settings: ValidationSettings,
}

impl ValidationWork {
    /// Begins these cases, or goes on with them where the same were stopped.
    ///
    /// # Errors
    /// [`ResultError::InTheWay`] where another process works there, or work on something else lies there (not with `force`).
    pub fn begin(place: Place, cases: Vec<Case>, settings: ValidationSettings) -> Result<ValidationWork, ResultError> {
        let names: Vec<Value> = cases
            .iter()
            .map(|case| json!([case.configuration, case.rules]))
            .collect();
        let mark = Mark {
            asked: json!({
                "kind": "validation", "version": env!("CARGO_PKG_VERSION"), "seed": settings.seed, "replicates": settings.replicates, "cases": names,
            }),
            stays: true,
        };
        let pieces: Vec<String> = (0..cases.len()).map(piece).collect();
        let draft = Draft::begin(place, mark, pieces, |folder, _| {
            format!(
                "{folder} holds unfinished work on other cases; go on with that, choose another --out, or start anew with --force"
            )
        })?;
        Ok(ValidationWork { draft, cases, settings })
    }

    /// The cases.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// What is kept of a case, if it was made of input with this digest.
    pub fn kept(&self, case: usize, digest: &str) -> Option<CaseResult> {
        if !self.draft.holds(&piece(case)) {
            return None;
        }
        let bytes = std::fs::read(self.draft.piece(&piece(case))).ok()?;
        let value: Value = serde_json::from_slice(&bytes).ok()?;
        (value["digest"] == digest).then(|| CaseResult::read(&value["outcome"]))?
    }

    /// Keeps a case.
    ///
    /// # Errors
    /// When it cannot be written; what is kept stays.
    pub fn keep(&self, case: usize, digest: &str, outcome: &CaseResult) -> Result<(), ResultError> {
        let value = json!({ "digest": digest, "outcome": outcome.json() });
        self.draft.keep(&piece(case), format!("{value}\n").as_bytes())
    }

    /// Writes `validation.csv`, the page and the manifest, and seals the folder.
    ///
    /// # Errors
    /// When a file cannot be written, or an outcome is missing.
    pub fn finish(self, outcomes: &[CaseResult], page: &str, ran: Value) -> Result<(), ResultError> {
        if outcomes.len() != self.cases.len() {
            return Err(wrong(self.draft.folder(), "cases are missing"));
        }
        self.draft.start()?;
        self.draft
            .add("validation.csv", csv(&self.cases, outcomes).as_bytes())?;
        self.draft.add(crate::PAGE, page.as_bytes())?;
        let manifest = json!({
            "kind": "validation", "version": env!("CARGO_PKG_VERSION"), "seed": self.settings.seed, "replicates": self.settings.replicates,
            "cases": self.cases.len(), "ran": ran,
        });
        self.draft.seal(manifest)
    }
}

fn piece(case: usize) -> String {
    format!("{case:06}.case.json")
}

/// A row for each case: every error with its interval over replicates and that of each naive forecast.
pub fn csv(cases: &[Case], outcomes: &[CaseResult]) -> String {
    let mut text = String::from("configuration,rules,status,reason,days,camps,warnings,people");
    for measure in Measure::ALL.map(Measure::name) {
        let _ = write!(text, ",{measure},{measure}_q05,{measure}_q95");
        for baseline in Baseline::ALL {
            let _ = write!(text, ",{measure}_{}", baseline.name());
        }
    }
    text.push('\n');
    for (case, outcome) in cases.iter().zip(outcomes) {
        let _ = write!(text, "{},{},", cell(&case.configuration), cell(&case.rules));
        let _ = match outcome {
            CaseResult::Refused(why) => write!(text, "refused,{},,,,", cell(why)),
            CaseResult::Run { size, people, .. } => {
                write!(text, "run,,{},{},{},{people:.1}", size[0], size[1], size[2])
            }
        };
        for measure in Measure::ALL {
            let fit = match outcome {
                CaseResult::Run { fits, .. } => fits.iter().find(|fit| fit.measure == measure),
                CaseResult::Refused(_) => None,
            };
            let numbers = fit.map(|fit| [fit.mean, fit.ends.0, fit.ends.1, fit.naive[0], fit.naive[1]]);
            for number in numbers.map_or([None; 5], |numbers| numbers.map(Some)) {
                let number = number.map_or(String::new(), |number| format!("{number:.6}"));
                let _ = write!(text, ",{number}");
            }
        }
        text.push('\n');
    }
    text
}
