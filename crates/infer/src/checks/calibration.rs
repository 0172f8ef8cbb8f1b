//! Simulation-based calibration: runs of the bank that no emulator has seen are taken for the world, observed with made-up
//! errors, fitted, and their known truths looked up in their posteriors.
//!
//! If emulators, likelihood and chains are right, the percentiles are uniform.
//!
//! Source: Talts, Betancourt, Simpson, Vehtari & Gelman 2018, "Validating Bayesian inference algorithms with
//! simulation-based calibration".
use crate::bank::Bank;
use crate::chains::{self, ChainSettings};
use crate::fit::{Fit, FitError, Settings};
use crate::likelihood::{Observed, student_quantile};
use crate::parallel::each;
use crate::posterior::{Target, scaled};
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
    let seen: Vec<usize> = (0..bank.runs()).filter(|run| !held.contains(run)).collect();
    let one = Settings { rounds: 0, ..settings };
    let Fit { active, patchwork, .. } = Fit::of(&bank.take(&seen), template, one)?;
    let readings = scaled(&bank.readings, template);
    let columns = template.columns();
    let each_run = each(settings.plan.threads, held.len(), |k| {
        let run = held[k];
        let world = made_up(template, &columns, readings.row(run), settings.plan.seed, run);
        let target = Target::new(&patchwork, &world, bank.points.columns(), &active);
        let plan = ChainSettings {
            seed: settings.plan.seed.wrapping_add(run as u64),
            threads: 1,
            ..settings.plan
        };
        let chains = chains::run(target.size(), |state| target.log_likelihood(state), plan);
        let equal = vec![1.0; chains.draws.rows()];
        let values: Vec<f64> = (0..active.len())
            .map(|j| percentile(&chains.draws.column(j), &equal, bank.points[(run, active[j])], 0.5))
            .collect();
        let drawn: Vec<Vec<f64>> = (0..chains.draws.rows())
            .map(|i| target.readings(&target.parts(chains.draws.row(i))))
            .collect();
        let wanted: Vec<f64> = template
            .wanted
            .iter()
            .map(|column| {
                let place = columns.binary_search(column).expect("wanted columns are emulated");
                let draws: Vec<f64> = drawn.iter().map(|row| row[place]).collect();
                percentile(&draws, &equal, readings[(run, place)], 0.5)
            })
            .collect();
        (values, wanted)
    });
    let (values, wanted): (Vec<_>, Vec<_>) = each_run.into_iter().unzip();
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

/// What would have been observed in a world with these readings: sizes of discrepancy, discrepancies and errors drawn as the
/// likelihood says.
fn made_up(template: &Observed, columns: &[usize], readings: &[f64], seed: u64, run: usize) -> Observed {
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
    use crate::linear::Matrix;

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
