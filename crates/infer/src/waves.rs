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
use crate::purpose::{Purpose, stream};

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
        settings.plan.seed = seed.wrapping_add(u64::from(wave) << 32);
        next(&bank.take(&before), observed, settings, self.later)
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

/// `count` points where the runs of `bank` point, at the temper of `settings`: what a wave after them runs.
///
/// # Errors
/// [`FitError`] if they do not make a fit.
pub fn next(bank: &Bank, observed: &Observed, settings: Settings, count: usize) -> Result<Matrix, FitError> {
    let mut settings = settings;
    settings.plan.keep = count.div_ceil(settings.plan.chains);
    let fit = Fit::of(bank, observed, settings)?;
    Ok(proposed(&fit, bank.points.columns(), count, settings.plan.seed))
}

/// `count` of the fit's draws, every so many, as points; what does not count is drawn from the prior.
pub fn proposed(fit: &Fit, values: usize, count: usize, seed: u64) -> Matrix {
    let draws = fit.points(values);
    let mut points = Matrix::zeros(count, values);
    for i in 0..count {
        let mut luck = stream(seed, Purpose::Inactive, i, 0);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chains::ChainSettings;
    use crate::likelihood::{Observation, Scale, Series, Statement};

    fn run(wave: u32, points: &Matrix) -> Result<Bank, FitError> {
        let sums = Matrix::from_fn(points.rows(), 1, |i, _| points[(i, 0)] + 0.5 * points[(i, 1)]);
        Ok(Bank::new(points.clone(), sums, Matrix::zeros(points.rows(), 0), wave)?)
    }

    /// Whoever was killed in the third wave gets the same points again, whatever of it is there already.
    #[test]
    fn the_points_of_a_wave_depend_on_the_waves_before_it_alone() {
        let kind = Statement::Quote { value: 2.0, error: 0.1 };
        let observed = Observed {
            scales: vec![Scale::Plain],
            series: vec![Series {
                name: "sum".to_owned(),
                discrepancy: 0.0,
            }],
            observations: vec![Observation {
                reading: 0,
                series: 0,
                kind,
            }],
            wanted: Vec::new(),
        };
        let plan = ChainSettings {
            chains: 60,
            steps: 8,
            ..ChainSettings::new(3)
        };
        let settings = Settings {
            plan,
            rounds: 1,
            ..Settings::new(3)
        };
        let waves = Waves {
            values: 2,
            first: 200,
            later: 60,
            tempers: vec![0.3, 1.0],
            settings,
        };
        let bank = waves.explore(&observed, run).expect("three waves");
        assert_eq!(bank.runs(), 320);
        let before: Vec<usize> = (0..260).collect();
        let again = waves.points(2, Some(&bank.take(&before)), &observed).expect("a fit");
        assert_eq!(again, waves.points(2, Some(&bank), &observed).expect("a fit"));
        assert_eq!(again, bank.points.take_rows(&(260..320).collect::<Vec<_>>()));
        let fit = Fit::of(&bank, &observed, settings).expect("a fit");
        let mut wider = fit.clone();
        wider.chains.draws = fit.chains.draws.clone().scaled(1.2);
        assert!(settled(&fit, &fit, 2, 0.1) && settled(&fit, &wider, 2, 0.3) && !settled(&fit, &wider, 2, 0.1));
    }
}
