//! First-order and total indices from two matrices and their crossings.
//!
//! First order: `Σ f_B (f_ABi − f_A) / (n V)` (Saltelli et al. 2010, table 2 b); total: `Σ (f_A − f_ABi)² / (2 n V)` (Jansen
//! 1999, ibid. f), after the mean is taken off. V is the variance over both matrices.

use super::{Estimate, Influence, RESAMPLES, middle, resample};

/// Fewest base points.
const LEAST: usize = 4;

/// First-order and total index.
type Pair = (f64, f64);

/// The indices of every factor from blocks (A, B, A with each coordinate of B); empty where nothing varies.
pub fn indices(blocks: &[Vec<f64>], factors: usize, seed: u64) -> Vec<Influence> {
    let all: Vec<usize> = (0..blocks.len()).collect();
    if blocks.len() < LEAST {
        return Vec::new();
    }
    let Some(best) = estimate(blocks, &all, factors) else {
        return Vec::new();
    };
    let resamples: Vec<Vec<Pair>> = (0..RESAMPLES)
        .filter_map(|number| estimate(blocks, &resample(blocks.len(), number, seed), factors))
        .collect();
    let interval = |value: f64, part: fn(&Pair) -> f64, factor: usize| {
        let (low, high) = middle(resamples.iter().map(|of| part(&of[factor])).collect());
        Estimate {
            value,
            low: low.min(value),
            high: high.max(value),
        }
    };
    best.iter()
        .enumerate()
        .map(|(factor, (first, total))| Influence::Sobol {
            first: interval(*first, |of| of.0, factor),
            total: interval(*total, |of| of.1, factor),
        })
        .collect()
}

/// (first, total) of every factor over the blocks chosen; none where nothing varies.
fn estimate(blocks: &[Vec<f64>], chosen: &[usize], factors: usize) -> Option<Vec<Pair>> {
    let n = chosen.len() as f64;
    let both = || chosen.iter().flat_map(|place| blocks[*place][..2].iter());
    let mean = both().sum::<f64>() / (2.0 * n);
    let variance = both().map(|f| (f - mean) * (f - mean)).sum::<f64>() / (2.0 * n - 1.0);
    if variance <= 1e-24 * mean * mean || !variance.is_finite() {
        return None;
    }
    let one = |factor: usize| {
        let (mut first, mut total) = (0.0, 0.0);
        for place in chosen {
            let block = &blocks[*place];
            let (a, b, crossed) = (block[0] - mean, block[1] - mean, block[2 + factor] - mean);
            first += b * (crossed - a);
            total += (a - crossed) * (a - crossed);
        }
        (first / n / variance, total / (2.0 * n) / variance)
    };
    Some((0..factors).map(one).collect())
}
