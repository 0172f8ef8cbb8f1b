//! Importance weights of real runs: what stands in the end on no emulator.
//!
//! Runs are made where the emulated posterior lies, whose density is p(z)·p(s)·Â(z, s): Â is the likelihood of what was
//! observed at the point z under discrepancies of the sizes s, with the emulator's luck integrated out. A run that gave the
//! readings y there gets the weight w = L(y, s)/Â(z, s), L the likelihood given the readings themselves. So weighted, the runs
//! are draws of the simulator's own posterior; where the emulator was good, the weights are nearly alike.
//!
//! Â is ∫ L(m + A·ε, s) dN(ε; 0, I), by importance sampling about the mode of the integrand with its curvature there.
//!
//! Source: Owen 2013, "Monte Carlo theory, methods and examples", chapter 9; Kong 1992 for the effective number; Shun &
//! McCullagh 1995, "Laplace approximation of high dimensional integrals".
use crate::linear::{Cholesky, Matrix, dot};
use crate::parallel::each;
use crate::posterior::{Parts, Target};
use crate::purpose::{Purpose, stream};
use crate::weighted::{effective_number, from_logarithms};
use std::fmt;

/// Effective number of runs below which nothing is estimated.
pub const LEAST_EFFECTIVE: f64 = 100.0;
/// Draws for each integral; more of them are only finer.
const DRAWS: usize = 64;

/// Weights that may be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// One weight a run, summing to 1.
    pub weights: Vec<f64>,
    /// The number of equal runs that they are worth.
    pub effective: f64,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoWeights {
    /// Fewer than [`LEAST_EFFECTIVE`] effective runs: how many, of how many runs.
    TooFew(f64, usize),
    /// An observation without error has no likelihood given a reading.
    Exact,
}

impl fmt::Display for NoWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoWeights::TooFew(effective, runs) => write!(
                f,
                "{runs} runs are worth {effective:.0} equal ones, fewer than {LEAST_EFFECTIVE:.0}: nothing is estimated (more runs, \
                 or another wave)"
            ),
            NoWeights::Exact => write!(
                f,
                "a reading observed without error cannot be weighted: give it an error"
            ),
        }
    }
}

impl std::error::Error for NoWeights {}

impl Weights {
    /// Weights from their logarithms.
    ///
    /// # Errors
    /// [`NoWeights::TooFew`] where they are worth fewer than 100 equal runs.
    pub fn of(logarithms: &[f64]) -> Result<Self, NoWeights> {
        let weights = from_logarithms(logarithms);
        let finite = logarithms.iter().any(|x| x.is_finite());
        let effective = if finite { effective_number(&weights) } else { 0.0 };
        if effective < LEAST_EFFECTIVE {
            return Err(NoWeights::TooFew(effective, logarithms.len()));
        }
        Ok(Weights { weights, effective })
    }
}

/// ln w of real runs: run i was made at the point of `states` row i and gave row i of `readings` (the emulated columns, on
/// their scales).
///
/// # Errors
/// [`NoWeights::Exact`] if what was observed has no error.
pub fn log_weights(
    target: &Target,
    states: &Matrix,
    readings: &Matrix,
    seed: u64,
    threads: usize,
) -> Result<Vec<f64>, NoWeights> {
    if target.is_exact() {
        return Err(NoWeights::Exact);
    }
    Ok(each(threads, states.rows(), |run| {
        let parts = target.parts(states.row(run));
        let actual = target.log_likelihood_of(readings.row(run), &parts.sizes);
        actual - emulated(target, &parts, seed, run)
    }))
}

/// ln Â at a point and sizes of discrepancy.
fn emulated(target: &Target, parts: &Parts, seed: u64, run: usize) -> f64 {
    let (mean, map) = target.linear_readings(&parts.point);
    let log_integrand = |luck: &[f64]| {
        let readings: Vec<f64> = map.times_vector(luck).iter().zip(&mean).map(|(a, m)| a + m).collect();
        target.log_likelihood_of(&readings, &parts.sizes) - 0.5 * dot(luck, luck)
    };
    let slopes = |readings: &[f64]| target.derivatives(readings, &parts.sizes);
    let (mode, precision) = mode(&mean, &map, slopes, &log_integrand);
    let spread = Cholesky::of_nearly(&precision.inverse());
    let mut luck = stream(seed, Purpose::Weighing, run, 0);
    let terms: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let normals: Vec<f64> = (0..mean.len()).map(|_| luck.normal()).collect();
            let place: Vec<f64> = spread.colour(&normals).iter().zip(&mode).map(|(a, m)| a + m).collect();
            log_integrand(&place) + 0.5 * dot(&normals, &normals)
        })
        .collect();
    crate::special::log_sum_exp(&terms) - libm::log(DRAWS as f64) - 0.5 * precision.log_determinant()
}

/// The mode of the integrand over ε by Newton's steps, each halved until it gains, and the precision I + Aᵀ·W·A there; W is
/// the curvature of the likelihood by reading, where it is positive.
fn mode(
    mean: &[f64],
    map: &Matrix,
    slopes: impl Fn(&[f64]) -> (Vec<f64>, Vec<f64>),
    log_integrand: &impl Fn(&[f64]) -> f64,
) -> (Vec<f64>, Cholesky) {
    let mut luck = vec![0.0; mean.len()];
    let mut value = log_integrand(&luck);
    for _ in 0..30 {
        let (gradient, precision) = newton(mean, map, &luck, &slopes);
        let step = precision.solve(&gradient);
        let mut share = 1.0;
        let gained = (0..12).find_map(|_| {
            let next: Vec<f64> = luck.iter().zip(&step).map(|(a, b)| a + share * b).collect();
            share *= 0.5;
            let there = log_integrand(&next);
            (there > value).then_some((next, there))
        });
        let Some((next, there)) = gained else { break };
        let gain = there - value;
        (luck, value) = (next, there);
        if gain < 1e-6 {
            break;
        }
    }
    let precision = newton(mean, map, &luck, &slopes).1;
    (luck, precision)
}

fn newton(
    mean: &[f64],
    map: &Matrix,
    luck: &[f64],
    slopes: &impl Fn(&[f64]) -> (Vec<f64>, Vec<f64>),
) -> (Vec<f64>, Cholesky) {
    let readings: Vec<f64> = map.times_vector(luck).iter().zip(mean).map(|(a, m)| a + m).collect();
    let (first, second) = slopes(&readings);
    let pulled = map.transposed().times_vector(&first);
    let gradient = pulled.iter().zip(luck).map(|(a, z)| a - z).collect();
    let curvature: Vec<f64> = second.iter().map(|c| (-c).clamp(0.0, 1e8)).collect();
    let mut precision = map.cross(&curvature, map);
    precision.add_diagonal(1.0);
    (gradient, Cholesky::of_nearly(&precision))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, prior_points};
    use crate::fit::{Fit, Settings};
    use crate::likelihood::{Observation, Observed, Scale, Series, Statement};
    use crate::posterior::scaled;
    use crate::weighted::{deviation, mean};

    fn observed(discrepancy: f64) -> Observed {
        let kind = Statement::Quote { value: 1.0, error: 0.2 };
        Observed {
            scales: vec![Scale::Plain],
            series: vec![Series {
                name: "one".to_owned(),
                discrepancy,
            }],
            observations: vec![Observation {
                reading: 0,
                series: 0,
                kind,
            }],
            wanted: Vec::new(),
        }
    }

    /// Halving the threshold once turned no test red. Runs without any weight count as none.
    #[test]
    fn fewer_than_a_hundred_effective_runs_estimate_nothing() {
        let alike = |count: usize| Weights::of(&[vec![-3.0; count], vec![f64::NEG_INFINITY; 500]].concat());
        let Err(NoWeights::TooFew(effective, 599)) = alike(99) else {
            panic!("99 runs alike are refused");
        };
        assert!((effective - 99.0).abs() < 1e-9);
        assert!((alike(101).expect("101 runs alike are enough").effective - 101.0).abs() < 1e-9);
        assert_eq!(Weights::of(&[f64::NEG_INFINITY; 500]), Err(NoWeights::TooFew(0.0, 500)));
    }

    /// y = z + 0.3·luck, seen as 1 ± 0.2: the posterior is N(1/1.13, 0.13/1.13). The emulator learns from a simulator that is
    /// 0.2 off, and the weights put it right. 2,000 runs, some 750 effective: four standard errors of the mean are .05; the
    /// unweighted mean is .16 off.
    #[test]
    fn weights_put_a_biased_emulator_right() {
        let (points, luck) = (prior_points(1500, 1, 41), prior_points(1500, 1, 42));
        let biased = Matrix::from_fn(1500, 1, |i, _| points[(i, 0)] + 0.3 * luck[(i, 0)] + 0.2);
        let bank = Bank::new(points, biased, Matrix::zeros(1500, 0), 0).expect("a bank");
        let seen = observed(0.0);
        let mut settings = Settings::new(1);
        settings.plan.chains = 2000;
        settings.rounds = 0;
        let fit = Fit::of(&bank, &seen, settings).expect("a fit");
        let target = Target::new(&fit.patchwork, &seen, 1, &fit.active);
        let more = prior_points(2000, 1, 43);
        let runs = Matrix::from_fn(2000, 1, |i, _| fit.chains.draws[(i, 0)] + 0.3 * more[(i, 0)]);
        let logs = log_weights(&target, &fit.chains.draws, &scaled(&runs, &seen), 2, 1).expect("an error is given");
        let Weights { weights, effective } = Weights::of(&logs).expect("enough runs");
        let z = fit.chains.draws.column(0);
        assert!(effective > 500.0, "{effective}");
        assert!((mean(&z, &weights) - 1.0 / 1.13).abs() < 0.05, "{}", mean(&z, &weights));
        assert!((deviation(&z, &weights) / (0.13f64 / 1.13).sqrt() - 1.0).abs() < 0.12);
        assert!((mean(&z, &vec![1.0; 2000]) - 1.0 / 1.13).abs() > 0.1);
    }

    /// With everything normal Â is known: ln N(1; m, A² + 0.2²).
    #[test]
    fn the_integral_over_luck_is_that_of_two_normals() {
        let (points, luck) = (prior_points(1500, 1, 44), prior_points(1500, 1, 45));
        let readings = Matrix::from_fn(1500, 1, |i, _| points[(i, 0)] + 0.3 * luck[(i, 0)]);
        let bank = Bank::new(points, readings, Matrix::zeros(1500, 0), 0).expect("a bank");
        let seen = observed(0.0);
        let mut settings = Settings::new(1);
        (settings.plan.chains, settings.rounds) = (50, 0);
        let fit = Fit::of(&bank, &seen, settings).expect("a fit");
        let target = Target::new(&fit.patchwork, &seen, 1, &fit.active);
        for z in [-1.0, 0.4, 2.5] {
            let parts = target.parts(&[z, 0.0]);
            let (mean, map) = target.linear_readings(&parts.point);
            let variance = map[(0, 0)] * map[(0, 0)] + 0.04;
            let expected =
                -0.5 * ((1.0 - mean[0]) * (1.0 - mean[0]) / variance + libm::log(variance) + crate::special::LN_2PI);
            assert!((emulated(&target, &parts, 3, 0) - expected).abs() < 1e-3, "{z}");
        }
    }

    #[test]
    fn few_effective_runs_are_refused() {
        let mut logs = vec![0.0; 500];
        assert!((Weights::of(&logs).expect("500 equal runs").effective - 500.0).abs() < 1e-6);
        logs[0] = 9.0;
        let refused = Weights::of(&logs).expect_err("one run has nearly all weight");
        assert!(
            refused.to_string().contains("500 runs are worth 1 equal ones"),
            "{refused}"
        );
        assert!(Weights::of(&[f64::NEG_INFINITY; 300]).is_err());
    }
}
