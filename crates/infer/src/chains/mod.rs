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

/// A likelihood of standard normals.
pub trait Likelihood: Sync {
    /// ln of the likelihood of a state, up to a constant; −∞ or not a number where it is impossible.
    fn log_likelihood(&self, state: &[f64]) -> f64;

    /// What the likelihood adds near a state to the precision of the prior, positive semidefinite: Jᵀ·H·J, with J the derivative of what is observed
    /// and H the curvature of its chance (Gauss and Newton). Nothing where the draws themselves have to show it.
    fn curvature(&self, _state: &[f64]) -> Option<Matrix> {
        None
    }
}

impl<F: Fn(&[f64]) -> f64 + Sync> Likelihood for F {
    fn log_likelihood(&self, state: &[f64]) -> f64 {
        self(state)
    }
}

/// Runs chains of `size` standard normals with a likelihood.
pub fn run(size: usize, of: &impl Likelihood, plan: ChainSettings) -> Chains {
    let start = |chain: usize| {
        let mut luck = stream(plan.seed, Purpose::ChainStart, chain, 0);
        let state: Vec<f64> = (0..size).map(|_| luck.normal()).collect();
        Place {
            log_likelihood: of.log_likelihood(&state),
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
        let guides = guides(&places, next, of);
        for _ in 0..plan.warming {
            round += 1;
            places = moved(&places, (next, &guides), of, plan, round);
        }
        if next >= plan.temper {
            break;
        }
    }
    finish(places, tempers, of, plan, round)
}

/// The steps at the last temper, about a guide that no longer changes.
fn finish(places: Vec<Place>, tempers: Vec<f64>, of: &impl Likelihood, plan: ChainSettings, round: usize) -> Chains {
    let guide = Guide::near(&table(&places), plan.temper, of);
    let paths = each(plan.threads, plan.chains, |chain| {
        let mut luck = stream(plan.seed, Purpose::ChainEnd, chain, round);
        let mut path = vec![places[chain].clone()];
        for _ in 0..plan.steps {
            path.push(step(&path[path.len() - 1], plan.temper, &guide, of, &mut luck));
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

/// Guides for the even and for the odd members, each made of the others, so that no member judges itself.
fn guides(places: &[Place], beta: f64, of: &impl Likelihood) -> [Guide; 2] {
    let all = table(places);
    let others = |first: usize| all.take_rows(&(first..all.rows()).step_by(2).collect::<Vec<_>>());
    [1, 0].map(|first| Guide::near(&others(first), beta, of))
}

/// One step of every member.
fn moved(
    places: &[Place],
    (beta, guides): (f64, &[Guide; 2]),
    of: &impl Likelihood,
    plan: ChainSettings,
    round: usize,
) -> Vec<Place> {
    each(plan.threads, places.len(), |chain| {
        let mut luck = stream(plan.seed, Purpose::ChainStep, chain, round);
        step(&places[chain], beta, &guides[chain % 2], of, &mut luck)
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
            &like,
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

    /// 60 readings of 40 values and of the luck of each, seen sharply, as those of a fit are; 30 coordinates beside them that nothing is seen of.
    struct Sharp {
        map: Matrix,
        seen: Vec<f64>,
    }

    const ERROR: f64 = 0.1;

    impl Likelihood for Sharp {
        fn log_likelihood(&self, state: &[f64]) -> f64 {
            let off = self
                .map
                .times_vector(state)
                .into_iter()
                .zip(&self.seen)
                .map(|(y, seen)| (y - seen) / ERROR);
            off.map(|off| -0.5 * off * off).sum()
        }

        fn curvature(&self, _state: &[f64]) -> Option<Matrix> {
            Some(self.map.cross(&[1.0 / (ERROR * ERROR); 60], &self.map))
        }
    }

    /// 130 dimensions and 200 chains. Guides made of so few draws let chains stand where they were: deviations came out at a fifth to a half of the
    /// true ones, means more than a deviation off, and R-hat saw nothing. The mean over 130 coordinates of each deviation over the true one has a standard
    /// error of 1/√400 at most, however much they are correlated; three are allowed.
    #[test]
    fn few_chains_hold_their_spread_in_many_dimensions() {
        let (values, luck) = (
            crate::bank::prior_points(60, 40, 1),
            crate::bank::prior_points(60, 1, 2),
        );
        let map = Matrix::from_fn(60, 130, |i, j| match j {
            j if j < 40 => values[(i, j)] / 40f64.sqrt(),
            j if j == 40 + i => 0.3,
            _ => 0.0,
        });
        let sharp = Sharp {
            map,
            seen: luck.column(0),
        };
        let mut precision = sharp.curvature(&[]).expect("known");
        precision.add_diagonal(1.0);
        let (factor, weights) = (Cholesky::of(&precision).expect("positive"), [1.0 / (ERROR * ERROR); 60]);
        let (mean, spread) = (
            factor.solve(&sharp.map.cross(&weights, &luck).column(0)),
            factor.inverse(),
        );
        let plan = ChainSettings {
            chains: 200,
            steps: 12,
            warming: 2,
            ..ChainSettings::new(8)
        };
        let found = run(130, &sharp, plan);
        let (seen, seen_spread) = (column_means(&found.draws), covariance(&found.draws));
        let over = |of: &dyn Fn(usize) -> f64| (0..130).map(of).sum::<f64>() / 130.0;
        let wide = over(&|j| (seen_spread[(j, j)] / spread[(j, j)]).sqrt());
        let off = over(&|j| (seen[j] - mean[j]) * (seen[j] - mean[j]) / spread[(j, j)]).sqrt();
        assert!((wide - 1.0).abs() < 0.15 && off < 0.15, "{wide} {off}");
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
            &like,
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
        assert_eq!(run(2, &like, plan), run(2, &like, ChainSettings { threads: 3, ..plan }));
    }
}
