//! What was learned of a scenario, put into its folder, so that every run of it lives through what was learned.

use crate::error::ResultError;
use crate::folder::replace;
use crate::sweep::factors::factors;
use crate::sweep::{Bank, SweepPrint};
use amnok_lab::bank::{Column, ColumnKind};
use amnok_lab::learn::{Estimate, How, Learned};
use amnok_scenario::{KeptEstimate, KeptValue, Origin, Posterior, Scenario};
use std::fmt::Write;
use std::path::Path;

/// Most draws that are kept; of more, every so many.
const MOST_DRAWS: usize = 400;

/// What a posterior is made from.
#[derive(Clone, Copy, Debug)]
pub struct Learning<'a> {
    /// The bank.
    pub bank: &'a Bank,
    /// The scenario whose observations were fitted; nothing observed after its last observed day was used.
    pub scenario: &'a Scenario,
    /// Series that were left out.
    pub without: &'a [String],
    /// How it was fitted.
    pub how: How,
    /// What was learned.
    pub learned: &'a Learned,
    /// Prior beside posterior of every hidden column.
    pub estimates: &'a [Estimate],
    /// What does not fit, in words.
    pub misfit: &'a str,
    /// What a check found, in words, and how many runs it held out.
    pub checked: Option<(&'a str, u32)>,
}

/// Whether what a bank teaches of a scenario may be kept with the scenario of a folder: all three are the same, as they are written, and the bank
/// varies all that is assumed.
///
/// # Errors
/// [`ResultError::Mismatch`] with what is not the same.
pub fn keepable(bank: &Bank, fitted: &Scenario, folder: &Path, kept: &Scenario) -> Result<(), ResultError> {
    let wrong = |why: String| {
        Err(ResultError::Mismatch(format!(
            "nothing can be kept in {}: {why}",
            folder.display()
        )))
    };
    let all = factors(kept, &[]).map_err(ResultError::Mismatch)?;
    match () {
        () if kept.digest != bank.print.digest => {
            wrong("the runs of the bank are of other files than those that stand there; make a bank of them with `amnok bank`".into())
        }
        () if kept.digest != fitted.digest => wrong("what was observed stands in other files than those that stand there".into()),
        () if !bank.print.set.is_empty() => {
            wrong(format!("the bank was made with --set {}; make one of the files as they are written", bank.print.set.join(" --set ")))
        }
        () if bank.print.plan.factors != all => {
            wrong("the bank varies other values than all that are assumed; make one without --vary".into())
        }
        () => Ok(()),
    }
}

/// Writes it into the folder of its scenario, in place of what was kept there.
///
/// # Errors
/// When a file cannot be written; files of two posteriors beside each other are told from whole ones when they are read.
pub fn keep(folder: &Path, of: &Learning<'_>) -> Result<(), ResultError> {
    let files = posterior(of).files();
    files
        .iter()
        .try_for_each(|(name, bytes)| replace(&folder.join(name), bytes))
}

/// What is kept of it: the values that were moved, and what is estimated of all observed days together.
fn posterior(of: &Learning<'_>) -> Posterior {
    let Learning { bank, learned, .. } = of;
    let factors = &bank.print.plan.factors;
    let values: Vec<KeptValue> = (learned.active.iter().map(|active| &factors[*active]))
        .map(|factor| KeptValue {
            key: factor.key.clone(),
            prior: factor.prior,
        })
        .collect();
    let number = |draw: usize, active: usize| {
        let prior = factors[active].prior;
        six_digits(learned.values[(draw, active)]).clamp(prior.low, prior.high)
    };
    let draw = |draw: usize| -> Vec<f64> { learned.active.iter().map(|active| number(draw, *active)).collect() };
    let count = learned.values.rows().min(MOST_DRAWS);
    let every = |k: usize| k * learned.values.rows() / count;
    let draws: Vec<Vec<f64>> = (0..count).map(every).map(draw).collect();
    Posterior {
        digest: String::new(),
        origin: origin(of),
        estimates: of
            .estimates
            .iter()
            .filter_map(|estimate| kept(bank, estimate))
            .collect(),
        weights: vec![1.0; draws.len()],
        values,
        draws,
    }
}

fn origin(of: &Learning<'_>) -> Origin {
    let modes = of.learned.modes.clone();
    Origin {
        scenario: of.scenario.digest.clone(),
        version: of.bank.print.version.clone(),
        commands: commands(of),
        until: of.scenario.observed_until,
        runs: of.bank.runs.len() as u32,
        effective: six_digits(of.learned.effective),
        observations: of.learned.predicted.len() as u32,
        misfit: of.misfit.into(),
        notes: modes
            .into_iter()
            .chain(of.checked.map(|(found, _)| found.to_owned()))
            .collect(),
    }
}

/// What makes it again: the bank, each wave after it, the fit.
fn commands(of: &Learning<'_>) -> Vec<String> {
    let names: Vec<String> = (0..of.bank.contents.len())
        .map(|wave| {
            if wave == 0 {
                "BANK".into()
            } else {
                format!("WAVE{wave}")
            }
        })
        .collect();
    let wave = |(number, print): (usize, &SweepPrint)| {
        let before: String = names[..=number].iter().map(|name| format!(" --after {name}")).collect();
        let temper = print.plan.wave.as_ref().map_or(0.0, |wave| wave.temper);
        let (points, plan_seed, seed, out) = (print.plan.asked, print.plan.seed, print.seed, &names[number + 1]);
        format!(
            "amnok bank{before} --points {points} --temper {temper} --design-seed {plan_seed} --seed {seed} --out {out}"
        )
    };
    let mut all = vec![bank_command(&of.bank.print)];
    all.extend(of.bank.later.iter().enumerate().map(wave));
    all.push(fit_command(of, &names[1..]));
    all
}

fn bank_command(print: &SweepPrint) -> String {
    let plan = &print.plan;
    format!(
        "amnok bank SCENARIO --points {} --design {} --design-seed {} --seed {} --out BANK",
        plan.asked,
        plan.design.name(),
        plan.seed,
        print.seed
    )
}

fn fit_command(of: &Learning<'_>, waves: &[String]) -> String {
    let How { draws, seed, .. } = of.how;
    let waves: String = waves.iter().map(|name| format!(" --wave {name}")).collect();
    let mut command = format!("amnok fit BANK{waves} --until {}", of.scenario.observed_until);
    if let Some((_, held)) = of.checked {
        let _ = write!(command, " --check {held}");
    }
    for series in of.without {
        let _ = write!(command, " --without {series}");
    }
    command + &format!(" --draws {draws} --seed {seed} --keep SCENARIO")
}

/// An estimate of all observed days and the whole border; none of any other column.
fn kept(bank: &Bank, of: &Estimate) -> Option<KeptEstimate> {
    let hidden = bank.columns.iter().find(|column| column.what == ColumnKind::Hidden)?;
    let column: &Column = &bank.columns[of.column];
    let whole = column.province.is_none() && (column.from, column.to) == (hidden.from, hidden.to);
    let numbers = |spread: amnok_lab::Spread| spread.numbers().map(six_digits);
    whole.then_some(())?;
    Some(KeptEstimate {
        name: column.name.clone(),
        words: column.words.clone(),
        unit: column.unit.clone(),
        from: column.from,
        to: column.to,
        prior: numbers(of.prior?),
        posterior: numbers(of.posterior?),
    })
}

/// A number with six digits that count.
fn six_digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_count() {
        assert_eq!(
            [0.0, 1.0 / 3.0, 123_456_789.0, -2e-9].map(six_digits),
            [0.0, 0.333_333, 123_457_000.0, -2e-9]
        );
    }
}
