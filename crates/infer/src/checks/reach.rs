//! Whether the simulator can produce what was observed at all: implausibility.
//!
//! At a point, I = (distance of the observation from the emulator's mean)/√(variance of emulator, error and discrepancy). A point is ruled out where the third
//! largest I of all observations is above 3. Where the fit itself has only such points, the data lie outside everything that the simulator can produce.
//!
//! Source: Vernon, Goldstein & Bower 2010, "Galaxy formation: a Bayesian uncertainty analysis" (third largest implausibility); Pukelsheim 1994,
//! "The three sigma rule".
use crate::fit::Fit;
use crate::likelihood::{Observed, Scale, Statement};
use crate::posterior::Target;

/// Above it a point is ruled out.
pub const PLAUSIBLE: f64 = 3.0;

/// How far the observations lie from what a fit can reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// Of each observation the median implausibility over the draws.
    pub medians: Vec<f64>,
    /// Share of draws that are not ruled out.
    pub plausible: f64,
}

/// The implausibility of every observation at every draw of a fit.
pub fn reach(fit: &Fit, observed: &Observed, values: usize) -> Reach {
    let target = Target::new(&fit.patchwork, observed, values, &fit.active);
    let draws = fit.points(values);
    let all: Vec<Vec<f64>> = (0..draws.rows())
        .map(|draw| distances(&target, observed, draws.row(draw)))
        .collect();
    let plausible = all.iter().filter(|row| third_largest(row) <= PLAUSIBLE).count();
    Reach {
        plausible: plausible as f64 / all.len().max(1) as f64,
        medians: medians(&all, observed.observations.len()),
    }
}

/// The median implausibility of each observation over points.
pub(super) fn medians(all: &[Vec<f64>], observations: usize) -> Vec<f64> {
    let median = |o: usize| {
        let own: Vec<f64> = all.iter().map(|row| row[o]).collect();
        crate::weighted::quantile(&own, &crate::weighted::equal(own.len()), 0.5)
    };
    (0..observations).map(median).collect()
}

/// The implausibility of every observation at a point.
pub(super) fn distances(target: &Target<'_>, observed: &Observed, point: &[f64]) -> Vec<f64> {
    let (mean, map) = target.linear_readings(point);
    let one = |o: &crate::likelihood::Observation| {
        let place = target.place(o.reading);
        let luck: f64 = map.row(place).iter().map(|a| a * a).sum();
        // Student's t of four degrees has the variance 2.
        let off = 2.0 * observed.series[o.series].discrepancy * observed.series[o.series].discrepancy;
        implausibility(&o.kind, observed.scales[o.reading], mean[place], luck + off)
    };
    observed.observations.iter().map(one).collect()
}

/// The third largest, or the smallest of fewer.
fn third_largest(all: &[f64]) -> f64 {
    let mut sorted = all.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted.get(2).or(sorted.last()).copied().unwrap_or(0.0)
}

/// Distance of an observation from a reading y in deviations, `more` being the variance beside the observation's own error; 0 where it allows y.
fn implausibility(kind: &Statement, scale: Scale, y: f64, more: f64) -> f64 {
    let ((low, high), error) = (kind.ends(scale), kind.deviation(scale));
    let distance = (low - y).max(y - high).max(0.0);
    distance / (error * error + more).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, prior_points};
    use crate::chains::ChainSettings;
    use crate::fit::Settings;
    use crate::likelihood::{Observation, Series};
    use crate::linear::Matrix;

    /// Four readings tanh(z) + luck, which never leave ±1.3; seen within, and three of four as 9.
    #[test]
    fn what_no_run_can_produce_is_out_of_reach() {
        let (points, luck) = (prior_points(400, 1, 3), prior_points(400, 4, 4));
        let readings = Matrix::from_fn(400, 4, |i, j| libm::tanh(points[(i, 0)]) + 0.1 * luck[(i, j)]);
        let bank = Bank::new(points, readings, Matrix::zeros(400, 0), 0).expect("a bank");
        let found = |values: [f64; 4]| {
            let quote = |(reading, value): (usize, &f64)| Observation {
                reading,
                series: 0,
                kind: Statement::Quote {
                    value: *value,
                    error: 0.1,
                },
            };
            let observed = Observed {
                scales: vec![Scale::Plain; 4],
                series: vec![Series {
                    name: "four".to_owned(),
                    discrepancy: 0.1,
                }],
                observations: values.iter().enumerate().map(quote).collect(),
                wanted: Vec::new(),
            };
            let mut settings = Settings::new(1);
            settings.rounds = 0;
            settings.plan = ChainSettings {
                chains: 60,
                steps: 6,
                ..settings.plan
            };
            reach(&Fit::of(&bank, &observed, settings).expect("a fit"), &observed, 1)
        };
        assert_eq!(found([0.4, 0.5, 0.3, 0.4]).plausible, 1.0);
        let far = found([9.0, 9.0, 9.0, 0.4]);
        assert_eq!(far.plausible, 0.0);
        assert!(far.medians[0] > PLAUSIBLE);
    }

    /// A reading that is z but for a thousandth, quoted at 1 with an error of .1: at z = 0 it is 1/√(.1² + 2·s² + 10⁻⁶) off, since Student's t of four degrees has the variance 2.
    #[test]
    fn a_discrepancy_makes_less_implausible_by_its_variance() {
        let (points, luck) = (prior_points(400, 1, 3), prior_points(400, 1, 4));
        let readings = Matrix::from_fn(400, 1, |i, _| points[(i, 0)] + 1e-3 * luck[(i, 0)]);
        let bank = Bank::new(points, readings, Matrix::zeros(400, 0), 0).expect("a bank");
        for discrepancy in [0.1, 0.25] {
            let mut observed = Observed::exactly(&[1.0], vec![Scale::Plain]);
            observed.observations[0].kind = Statement::Quote { value: 1.0, error: 0.1 };
            observed.series[0].discrepancy = discrepancy;
            let mut settings = Settings::new(1);
            settings.rounds = 0;
            settings.plan = ChainSettings {
                chains: 60,
                steps: 6,
                ..settings.plan
            };
            let fit = Fit::of(&bank, &observed, settings).expect("a fit");
            let target = Target::new(&fit.patchwork, &observed, 1, &fit.active);
            let (found, expected) = (
                distances(&target, &observed, &[0.0])[0],
                1.0 / (0.01 + 2.0 * discrepancy * discrepancy + 1e-6f64).sqrt(),
            );
            assert!(
                (found - expected).abs() < 0.002,
                "{discrepancy}: {found} for {expected}"
            );
        }
    }
}
