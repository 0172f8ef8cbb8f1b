//! Draws from a posterior whose prior is standard normal: many chains, warmed from the prior to the posterior together.
//!
//! 1. A population starts at draws of the prior. The temper β of the likelihood rises from 0 to 1, each time by as much as
//!    leaves half of the population effective; the population is resampled and moved by elliptical slice steps, which
//!    keep the tempered posterior N(x; 0, I)·exp(β·ℓ(x)).
//! 2. At β = 1 (or where it was to stop) every member goes on as a chain of its own. The effective number is that of the
//!    chains; R-hat compares eight blocks of chains, neighbours (which may share an ancestor) in one block, since chains as
//!    short as these differ from each other even when all are in the posterior.
//!
//! Because the population is resampled by weight, several modes keep their share.
//!
//! Source: Del Moral, Doucet & Jasra 2006, "Sequential Monte Carlo samplers"; Margossian et al. 2024, "Nested R-hat:
//! assessing the convergence of Markov chain Monte Carlo when running many short chains".
mod diagnostics;
mod slice;

pub use diagnostics::{Diagnosis, diagnose};
pub use slice::Place;

use crate::linear::Matrix;
use crate::parallel::each;
use crate::purpose::{Purpose, stream};
use crate::weighted::{effective_number, from_logarithms, resample};
use slice::{Guide, step};

/// Blocks of chains that R-hat compares.
const BLOCKS: usize = 8;

/// How chains are run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChainSettings {
    /// Size of the population, and number of chains.
    pub chains: usize,
    /// Steps after each rise of the temper.
    pub warming: usize,
    /// Steps at the last temper.
    pub steps: usize,
    /// Places kept of each chain, evenly among the steps at the last temper.
    pub keep: usize,
    /// The last temper: 1 for the posterior, less for something between it and the prior.
    pub temper: f64,
    /// Seed.
    pub seed: u64,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

impl ChainSettings {
    /// 500 chains with 4 warming steps and 40 steps at the end, on one thread.
    pub fn new(seed: u64) -> Self {
        ChainSettings {
            chains: 500,
            warming: 4,
            steps: 40,
            keep: 1,
            temper: 1.0,
            seed,
            threads: 1,
        }
    }
}

/// What the chains found.
#[derive(Clone, Debug, PartialEq)]
pub struct Chains {
    /// The kept places: `chains · keep` draws × size of the state, chain after chain.
    pub draws: Matrix,
    /// ℓ at those places.
    pub log_likelihoods: Vec<f64>,
    /// Diagnosis of each coordinate, from the steps at the last temper.
    pub diagnoses: Vec<Diagnosis>,
    /// The tempers, from 0 to the last.
    pub tempers: Vec<f64>,
}

/// Runs chains of `size` standard normals with the log-likelihood ℓ (−∞ or not a number where the state is impossible).
pub fn run(size: usize, log_likelihood: impl Fn(&[f64]) -> f64 + Sync, plan: ChainSettings) -> Chains {
    let start = |chain: usize| {
        let mut luck = stream(plan.seed, Purpose::ChainStart, chain, 0);
        let state: Vec<f64> = (0..size).map(|_| luck.normal()).collect();
        Place {
            log_likelihood: log_likelihood(&state),
            state,
        }
    };
    let mut places = each(plan.threads, plan.chains, start);
    let mut tempers = vec![0.0];
    let mut round = 0;
    loop {
        let beta = tempers[tempers.len() - 1];
        let next = next_temper(&places, beta, plan.temper);
        let logarithms: Vec<f64> = places
            .iter()
            .map(|place| (next - beta) * finite(place.log_likelihood))
            .collect();
        let shift = stream(plan.seed, Purpose::Resampling, 0, round).uniform();
        let chosen = resample(&from_logarithms(&logarithms), plan.chains, shift);
        places = chosen.into_iter().map(|i| places[i].clone()).collect();
        tempers.push(next);
        for _ in 0..plan.warming {
            round += 1;
            places = moved(&places, next, &log_likelihood, plan, round);
        }
        if next >= plan.temper {
            break;
        }
    }
    finish(places, tempers, &log_likelihood, plan, round)
}

/// The steps at the last temper, about a guide that no longer changes.
fn finish(
    places: Vec<Place>,
    tempers: Vec<f64>,
    log_likelihood: &(impl Fn(&[f64]) -> f64 + Sync),
    plan: ChainSettings,
    round: usize,
) -> Chains {
    let guide = Guide::of(&table(&places));
    let paths = each(plan.threads, plan.chains, |chain| {
        let mut luck = stream(plan.seed, Purpose::ChainEnd, chain, round);
        let mut path = vec![places[chain].clone()];
        for _ in 0..plan.steps {
            path.push(step(
                &path[path.len() - 1],
                plan.temper,
                &guide,
                log_likelihood,
                &mut luck,
            ));
        }
        path
    });
    let size = places.first().map_or(0, |place| place.state.len());
    let diagnoses = if plan.steps >= 4 {
        (0..size).map(|j| diagnosis(&paths, j)).collect()
    } else {
        Vec::new()
    };
    let kept = |path: &Vec<Place>| -> Vec<Place> {
        (1..=plan.keep)
            .map(|k| path[plan.steps * k / plan.keep].clone())
            .collect()
    };
    let draws: Vec<Place> = paths.iter().flat_map(kept).collect();
    let log_likelihoods = draws.iter().map(|place| place.log_likelihood).collect();
    Chains {
        draws: table(&draws),
        log_likelihoods,
        diagnoses,
        tempers,
    }
}

/// Diagnosis of one coordinate: effective number of the chains, R-hat of blocks of them.
fn diagnosis(paths: &[Vec<Place>], coordinate: usize) -> Diagnosis {
    let values = |path: &Vec<Place>| {
        path[1..]
            .iter()
            .map(|place| place.state[coordinate])
            .collect::<Vec<f64>>()
    };
    let chains: Vec<Vec<f64>> = paths.iter().map(values).collect();
    let size = (chains.len() / BLOCKS).max(1);
    let by_step = |block: &[Vec<f64>]| -> Vec<f64> {
        (0..block[0].len())
            .flat_map(|t| block.iter().map(move |chain| chain[t]))
            .collect()
    };
    let blocks: Vec<Vec<f64>> = chains.chunks_exact(size).map(by_step).collect();
    Diagnosis {
        r_hat: diagnose(&blocks).r_hat,
        effective: diagnose(&chains).effective,
    }
}

fn table(places: &[Place]) -> Matrix {
    Matrix::from_rows(&places.iter().map(|place| place.state.as_slice()).collect::<Vec<_>>())
}

/// ℓ with what is impossible made very unlikely, so that differences stay numbers.
fn finite(log_likelihood: f64) -> f64 {
    if log_likelihood.is_nan() {
        -1e300
    } else {
        log_likelihood.max(-1e300)
    }
}

/// One step of every member. The guide of either half is made of the other, so that no member judges itself.
fn moved(
    places: &[Place],
    beta: f64,
    f: &(impl Fn(&[f64]) -> f64 + Sync),
    plan: ChainSettings,
    round: usize,
) -> Vec<Place> {
    let half = |odd: usize| -> Vec<Place> {
        places
            .iter()
            .enumerate()
            .filter(|(i, _)| i % 2 == odd)
            .map(|(_, place)| place.clone())
            .collect()
    };
    let guides = [Guide::of(&table(&half(1))), Guide::of(&table(&half(0)))];
    each(plan.threads, places.len(), |chain| {
        let mut luck = stream(plan.seed, Purpose::ChainStep, chain, round);
        step(&places[chain], beta, &guides[chain % 2], f, &mut luck)
    })
}

/// The largest temper up to `last` that leaves half of the population effective.
fn next_temper(places: &[Place], beta: f64, last: f64) -> f64 {
    let effective = |next: f64| {
        let logarithms: Vec<f64> = places
            .iter()
            .map(|place| (next - beta) * finite(place.log_likelihood))
            .collect();
        effective_number(&from_logarithms(&logarithms))
    };
    let enough = 0.5 * places.len() as f64;
    if effective(last) >= enough {
        return last;
    }
    let (mut low, mut high) = (beta, last);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if effective(middle) >= enough {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::{Cholesky, column_means, covariance};

    /// Linear readings with normal error: the posterior is normal, with precision I + AᵀA/σ². 2,000 draws; means within
    /// 4.5 standard errors, variances within 4.5·√(2/n), 6 comparisons: together a false alarm once in 20,000.
    #[test]
    fn a_linear_normal_posterior_comes_out() {
        let a = Matrix::from_rows(&[[1.0, 0.5, 0.0], [0.0, 1.0, -1.0]]);
        let (observed, deviation) = ([1.5, -2.0], 0.3);
        let like = |x: &[f64]| {
            let y = a.times_vector(x);
            y.iter()
                .zip(&observed)
                .map(|(y, o)| -0.5 * ((y - o) / deviation) * ((y - o) / deviation))
                .sum::<f64>()
        };
        let weights = [1.0 / (deviation * deviation); 2];
        let mut precision = a.cross(&weights, &a);
        precision.add_diagonal(1.0);
        let factor = Cholesky::of(&precision).expect("positive");
        let column = Matrix::from_rows(&[[observed[0]], [observed[1]]]);
        let (mean, spread) = (factor.solve(&a.cross(&weights, &column).column(0)), factor.inverse());
        let found = run(
            3,
            like,
            ChainSettings {
                chains: 2000,
                ..ChainSettings::new(5)
            },
        );
        let (seen, seen_spread) = (column_means(&found.draws), covariance(&found.draws));
        for j in 0..3 {
            assert!(
                (seen[j] - mean[j]).abs() < 4.5 * (spread[(j, j)] / 2000.0).sqrt(),
                "{j}: {} {}",
                seen[j],
                mean[j]
            );
            assert!(
                (seen_spread[(j, j)] / spread[(j, j)] - 1.0).abs() < 4.5 * (2.0 / 2000f64).sqrt(),
                "{j}"
            );
            let Diagnosis { r_hat, effective } = found.diagnoses[j];
            assert!(r_hat < 1.01 && effective > 4000.0, "{r_hat} {effective}");
        }
    }

    /// Two modes at ±2 of weights 3:1 keep their shares (share .75; five standard errors of 2,000 draws are .05, and
    /// resampling adds as much).
    #[test]
    fn two_modes_keep_their_shares() {
        let like = |x: &[f64]| {
            let bump = |centre: f64| -0.5 * ((x[0] - centre) / 0.2) * ((x[0] - centre) / 0.2);
            crate::special::log_sum_exp(&[bump(2.0) + libm::log(3.0), bump(-2.0)])
        };
        let found = run(
            1,
            like,
            ChainSettings {
                chains: 2000,
                ..ChainSettings::new(6)
            },
        );
        let share = (0..2000).filter(|i| found.draws[(*i, 0)] > 0.0).count() as f64 / 2000.0;
        assert!((share - 0.75).abs() < 0.1, "{share}");
    }

    #[test]
    fn threads_change_no_bit() {
        let like = |x: &[f64]| -0.5 * (x[0] - x[1] * x[1]) * (x[0] - x[1] * x[1]) / 0.04;
        let plan = ChainSettings {
            chains: 60,
            ..ChainSettings::new(7)
        };
        assert_eq!(run(2, like, plan), run(2, like, ChainSettings { threads: 3, ..plan }));
    }
}
