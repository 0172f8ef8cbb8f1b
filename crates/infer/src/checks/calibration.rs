//! Simulation-based calibration: runs of the bank that no emulator has seen are taken for the world, observed with made-up
//! errors, fitted, and their known truths looked up in their posteriors.
//!
//! If emulators, likelihood and chains are right, the percentiles are uniform.
//!
//! Source: Talts, Betancourt, Simpson, Vehtari & Gelman 2018, "Validating Bayesian inference algorithms with
//! simulation-based calibration".
use super::conflict::Expected;
use super::reach::{distances, medians};
use crate::bank::Bank;
use crate::chains::{self, ChainSettings};
use crate::fit::{Fit, FitError, Settings};
use crate::likelihood::{Observed, student_quantile};
use crate::linear::Matrix;
use crate::parallel::each;
use crate::posterior::{Parts, Target, scaled};
use crate::purpose::{Purpose, stream};
use crate::scores::percentile;

/// Percentiles of known truths.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The values that count, in the order of `values`.
    pub active: Vec<usize>,
    /// `values[k][run]`: percentile of the run's k-th active value.
    pub values: Vec<Vec<f64>>,
    /// `wanted[k][run]`: percentile of the run's k-th wanted reading ([`Observed::wanted`]).
    pub wanted: Vec<Vec<f64>>,
}

/// What a held-out run is observed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Errors and discrepancy, as the likelihood says.
    AsAssumed,
    /// Errors alone: a world in which the simulator is right.
    WithErrorsAlone,
}

/// A fit to all runs but those that are held out, which are taken for worlds. One emulator, of the other runs, serves all of them.
#[derive(Clone, Debug)]
pub struct HeldOut<'a> {
    bank: &'a Bank,
    template: &'a Observed,
    settings: Settings,
    held: &'a [usize],
    readings: Matrix,
    fit: Fit,
}

impl<'a> HeldOut<'a> {
    /// Fits the other runs; `template` says what is observed and with which errors.
    ///
    /// # Errors
    /// [`FitError`] as for [`Fit::of`].
    pub fn of(bank: &'a Bank, template: &'a Observed, settings: Settings, held: &'a [usize]) -> Result<Self, FitError> {
        let seen: Vec<usize> = (0..bank.runs()).filter(|run| !held.contains(run)).collect();
        let one = Settings { rounds: 0, ..settings };
        Ok(HeldOut {
            fit: Fit::of(&bank.take(&seen), template, one)?,
            readings: scaled(&bank.readings, template),
            bank,
            template,
            settings,
            held,
        })
    }

    /// Does `work` for each held-out run, by its place among them and what would have been observed in it.
    pub fn each<T: Send>(&self, seen: Seen, work: impl Fn(usize, Observed) -> T + Sync) -> Vec<T> {
        each(self.settings.plan.threads, self.held.len(), |k| {
            work(k, self.world(k, seen))
        })
    }

    /// What would have been observed in a held-out run, with errors of its own. It is fitted as if the simulator might be off, also where it is right.
    fn world(&self, k: usize, seen: Seen) -> Observed {
        let (run, columns) = (self.held[k], self.template.columns());
        let mut template = self.template.clone();
        if seen == Seen::WithErrorsAlone {
            template.series.iter_mut().for_each(|series| series.discrepancy = 0.0);
        }
        let (row, seed) = (self.readings.row(run), self.settings.plan.seed);
        let mut world = made_up(&template, &columns, row, seed, run);
        world.series.clone_from(&self.template.series);
        world
    }

    /// What an observation is of has this reading in a held-out run, on its scale.
    pub fn reading(&self, k: usize, observation: usize) -> f64 {
        self.readings[(self.held[k], self.place(observation))]
    }

    /// The largest reading that any run has of what an observation is of, on its scale.
    pub fn most(&self, observation: usize) -> f64 {
        let column = self.readings.column(self.place(observation));
        column.into_iter().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Where the reading stands that an observation is of.
    fn place(&self, observation: usize) -> usize {
        let place = self
            .template
            .columns()
            .binary_search(&self.template.observations[observation].reading);
        place.expect("observed columns are emulated")
    }

    /// How the world of a held-out run is fitted.
    fn plan(&self, k: usize) -> ChainSettings {
        ChainSettings {
            seed: self.settings.plan.seed.wrapping_add(self.held[k] as u64),
            threads: 1,
            ..self.settings.plan
        }
    }

    /// The posterior of what is observed in a held-out run, beside what is true in it.
    pub fn truths(&self, k: usize, world: &Observed) -> Truths {
        let (bank, run, active) = (self.bank, self.held[k], &self.fit.active);
        let target = Target::new(&self.fit.patchwork, world, bank.points.columns(), active);
        let chains = chains::run(target.size(), &target, self.plan(k));
        let equal = vec![1.0; chains.draws.rows()];
        let values = (0..active.len())
            .map(|j| percentile(&chains.draws.column(j), &equal, bank.points[(run, active[j])], 0.5))
            .collect();
        let parts: Vec<Parts> = (0..chains.draws.rows())
            .map(|i| target.parts(chains.draws.row(i)))
            .collect();
        let drawn: Vec<Vec<f64>> = parts.iter().map(|parts| target.readings(parts)).collect();
        let wanted = |column: &usize| {
            let place = target.place(*column);
            let draws: Vec<f64> = drawn.iter().map(|row| row[place]).collect();
            percentile(&draws, &equal, self.readings[(run, place)], 0.5)
        };
        Truths {
            values,
            wanted: self.template.wanted.iter().map(wanted).collect(),
            points: parts.into_iter().map(|parts| parts.point).collect(),
        }
    }

    /// The median implausibility of each observation of a world ([`Reach`](super::Reach)) in its posterior.
    pub fn distances(&self, world: &Observed, of: &Truths) -> Vec<f64> {
        let target = Target::new(&self.fit.patchwork, world, self.bank.points.columns(), &self.fit.active);
        let all: Vec<Vec<f64>> = of.points.iter().map(|point| distances(&target, world, point)).collect();
        medians(&all, world.observations.len())
    }

    /// What somebody expects in place of an observation who knows what it is a reading of in a held-out run, and that errors alone come on top.
    pub fn known(&self, k: usize, observation: usize) -> Expected {
        Expected::by_reading(
            (self.template, observation),
            self.reading(k, observation),
            self.plan(k).seed,
        )
    }

    /// What all others of a held-out run's world expect in place of one of its observations.
    pub fn expected(&self, k: usize, world: &Observed, observation: usize) -> Expected {
        Expected::of(&self.fit, world, self.bank.points.columns(), observation, self.plan(k))
    }
}

/// The posterior of a held-out run's world, beside what is true in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Truths {
    /// Percentile of each active value of the run.
    pub values: Vec<f64>,
    /// Percentile of each wanted reading of the run.
    pub wanted: Vec<f64>,
    /// Draws of the posterior, all values, those that do not count at 0.
    points: Vec<Vec<f64>>,
}

/// Calibrates on the runs `held`, which the emulator (one, of all other runs) does not see. `template` says what is observed
/// and with which errors; its numbers are made up anew from each held-out run.
///
/// # Errors
/// [`FitError`] as for [`Fit::of`].
pub fn calibrate(
    bank: &Bank,
    template: &Observed,
    settings: Settings,
    held: &[usize],
) -> Result<Calibration, FitError> {
    let out = HeldOut::of(bank, template, settings, held)?;
    let (values, wanted): (Vec<_>, Vec<_>) = (out.each(Seen::AsAssumed, |k, world| out.truths(k, &world)).into_iter())
        .map(|truths| (truths.values, truths.wanted))
        .unzip();
    let active = out.fit.active;
    let (values, wanted) = (
        by_quantity(&values, active.len()),
        by_quantity(&wanted, template.wanted.len()),
    );
    Ok(Calibration { active, values, wanted })
}

/// Rows by run as rows by quantity.
fn by_quantity(rows: &[Vec<f64>], count: usize) -> Vec<Vec<f64>> {
    (0..count).map(|j| rows.iter().map(|row| row[j]).collect()).collect()
}

/// What would have been observed in a world with these readings (of the template's columns, on their scales): sizes of discrepancy, discrepancies and
/// errors drawn as the likelihood says, by seed and number of the run.
pub fn made_up(template: &Observed, columns: &[usize], readings: &[f64], seed: u64, run: usize) -> Observed {
    let mut luck = stream(seed, Purpose::MadeUp, run, 0);
    let sizes: Vec<f64> = template
        .series
        .iter()
        .map(|s| s.discrepancy * luck.normal().abs())
        .collect();
    let mut world = template.clone();
    for o in &mut world.observations {
        let place = columns
            .binary_search(&o.reading)
            .expect("observed columns are emulated");
        let off = sizes[o.series] * student_quantile(luck.normal());
        let (uniform, normal) = (luck.uniform(), luck.normal());
        o.kind = o
            .kind
            .made_up(template.scales[o.reading], readings[place] + off, uniform, normal);
    }
    world
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::checks::{Band, coverage};
    use crate::likelihood::{Observation, Scale, Series, Statement};

    /// A conjugate world: y₁ = z₀ + z₁ + luck, y₂ = z₀ − z₁ + luck, seen with error and discrepancy, and a hidden sum. 80
    /// held-out runs; bands of level .999 each for three quantities (together a false alarm once in 300 seeds; this seed is
    /// fixed), coverage of 50 and 90 % within 3.5 standard errors. Deviations of a posterior off by a third leave the band.
    #[test]
    fn a_conjugate_world_is_calibrated() {
        let (points, luck) = (prior_points(700, 2, 81), prior_points(700, 3, 82));
        let readings = Matrix::from_fn(700, 3, |i, j| {
            let (z, u) = (points.row(i), luck.row(i));
            match j {
                0 => z[0] + z[1] + 0.3 * u[0],
                1 => z[0] - z[1] + 0.3 * u[1],
                _ => 2.0 * z[0] + 0.5 * u[2],
            }
        });
        let bank = Bank::new(points, readings, Matrix::zeros(700, 0), 0).expect("a bank");
        let quote = |reading: usize| Observation {
            reading,
            series: 0,
            kind: Statement::Quote { value: 0.0, error: 0.4 },
        };
        let template = Observed {
            scales: vec![Scale::Plain; 3],
            series: vec![Series {
                name: "both".to_owned(),
                discrepancy: 0.2,
            }],
            observations: vec![quote(0), quote(1)],
            wanted: vec![2],
        };
        let mut settings = Settings::new(3);
        settings.plan = ChainSettings {
            chains: 60,
            steps: 6,
            warming: 2,
            ..settings.plan
        };
        let held: Vec<usize> = (0..80).collect();
        let found = calibrate(&bank, &template, settings, &held).expect("a calibration");
        let band = Band::of(80, 0.999, 5);
        for percentiles in found.values.iter().chain(&found.wanted) {
            assert!(band.holds(percentiles), "{percentiles:?}");
            for share in [0.5, 0.9f64] {
                let error = (share * (1.0 - share) / 80.0).sqrt();
                assert!(
                    (coverage(percentiles, share) - share).abs() < 3.5 * error + 0.01,
                    "{share}"
                );
            }
        }
    }
}
