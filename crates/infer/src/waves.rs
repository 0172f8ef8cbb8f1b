//! Fits and real runs by turns: the first wave of points comes from the prior, each next one from a fit to all runs before,
//! at a temper between prior and posterior.
//!
//! The points of a wave depend on nothing but the runs of the waves before it and the seed, so that a wave may be run in
//! parts, on other machines, or again after it was killed: whoever holds the tables asks [`Waves::points`] and runs what
//! is not there yet. [`Waves::explore`] does it at once with a function that runs points.
//!
//! Source: Craig, Goldstein, Seheult & Smith 1997, "Pressure matching for hydrocarbon reservoirs" (waves of emulators);
//! Cleary et al. 2021, "Calibrate, emulate, sample".
use crate::bank::{Bank, prior_points};
use crate::fit::{Fit, FitError, Settings};
use crate::likelihood::Observed;
use crate::linear::Matrix;
use crate::luck::{For, stream};

/// How many runs, where.
#[derive(Clone, Debug, PartialEq)]
pub struct Waves {
    /// Number of values.
    pub values: usize,
    /// Runs of the first wave.
    pub first: usize,
    /// Runs of each later wave.
    pub later: usize,
    /// Temper of each later wave, rising to 1.
    pub tempers: Vec<f64>,
    /// How fits are made.
    pub settings: Settings,
}

impl Waves {
    /// The points of a wave, given the bank of all runs (those of this wave and later ones are not looked at; `None`
    /// before the first).
    ///
    /// # Errors
    /// [`FitError`] if the runs before do not make a fit.
    pub fn points(&self, wave: u32, bank: Option<&Bank>, observed: &Observed) -> Result<Matrix, FitError> {
        let seed = self.settings.plan.seed;
        let (Some(temper), Some(bank)) = ((wave as usize).checked_sub(1).map(|k| self.tempers[k]), bank) else {
            return Ok(prior_points(self.first, self.values, seed));
        };
        let before: Vec<usize> = (0..bank.runs()).filter(|run| bank.waves[*run] < wave).collect();
        let mut settings = self.settings;
        settings.plan.temper = temper;
        settings.plan.keep = self.later.div_ceil(settings.plan.chains);
        settings.plan.seed = seed.wrapping_add(u64::from(wave) << 32);
        let fit = Fit::of(&bank.take(&before), observed, settings)?;
        Ok(proposed(&fit, self.values, self.later, settings.plan.seed))
    }

    /// Runs all waves, `run` being given the number of a wave and its points; returns all runs.
    ///
    /// # Errors
    /// What `run` or a fit reports.
    pub fn explore<E: From<FitError>>(
        &self,
        observed: &Observed,
        mut run: impl FnMut(u32, &Matrix) -> Result<Bank, E>,
    ) -> Result<Bank, E> {
        let mut bank = run(0, &self.points(0, None, observed)?)?;
        for wave in 1..=self.tempers.len() as u32 {
            let points = self.points(wave, Some(&bank), observed)?;
            let more = run(wave, &points)?;
            bank = bank.with(&more).map_err(FitError::Bank)?;
        }
        Ok(bank)
    }
}

/// `count` of the fit's draws, every so many, as points; what does not count is drawn from the prior.
pub fn proposed(fit: &Fit, values: usize, count: usize, seed: u64) -> Matrix {
    let draws = fit.points(values);
    let mut points = Matrix::zeros(count, values);
    for i in 0..count {
        let mut luck = stream(seed, For::Inactive, i, 0);
        let draw = draws.row(i * draws.rows() / count);
        for value in 0..values {
            let inactive = luck.normal();
            points[(i, value)] = if fit.active.binary_search(&value).is_ok() {
                draw[value]
            } else {
                inactive
            };
        }
    }
    points
}

/// True if no active value's deviation changed by more than `share` from one fit to the next (and the same values count).
pub fn settled(before: &Fit, after: &Fit, values: usize, share: f64) -> bool {
    let deviations = |fit: &Fit| -> Vec<f64> {
        let points = fit.points(values);
        let equal = vec![1.0; points.rows()];
        fit.active
            .iter()
            .map(|value| crate::weighted::deviation(&points.column(*value), &equal))
            .collect()
    };
    before.active == after.active
        && deviations(before)
            .iter()
            .zip(deviations(after))
            .all(|(a, b)| (b / a - 1.0).abs() <= share)
}
