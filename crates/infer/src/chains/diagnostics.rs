//! Whether chains have met, and how many independent draws they are worth.
//!
//! Source: Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021, "Rank-normalization, folding, and localization: an
//! improved R-hat for assessing convergence of MCMC".
use crate::special::normal_quantile;

/// What chains of one quantity say about themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Diagnosis {
    /// Rank-normalised split R-hat, the larger of bulk and folded; long chains have met where it is below 1.01.
    pub r_hat: f64,
    /// Effective number of draws, of the rank-normalised split chains.
    pub effective: f64,
}

/// Diagnoses chains of one length (`chains[chain][step]`, at least four steps).
pub fn diagnose(chains: &[Vec<f64>]) -> Diagnosis {
    let halves: Vec<Vec<f64>> = chains
        .iter()
        .flat_map(|chain| {
            let half = chain.len() / 2;
            [chain[..half].to_vec(), chain[chain.len() - half..].to_vec()]
        })
        .collect();
    let ranked = rank_normalised(&halves);
    let median = crate::weighted::quantile(&halves.concat(), &vec![1.0; halves.len() * halves[0].len()], 0.5);
    let folded: Vec<Vec<f64>> = halves
        .iter()
        .map(|half| half.iter().map(|x| (x - median).abs()).collect())
        .collect();
    Diagnosis {
        r_hat: r_hat(&ranked).max(r_hat(&rank_normalised(&folded))),
        effective: effective(&ranked),
    }
}

/// Each draw as the normal quantile of its rank among all (ties get their mean rank).
fn rank_normalised(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let all: Vec<f64> = chains.concat();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].total_cmp(&all[*b]));
    let mut scores = vec![0.0; all.len()];
    let mut start = 0;
    while start < order.len() {
        let ties = order[start..]
            .iter()
            .take_while(|i| all[**i] == all[order[start]])
            .count();
        let rank = start as f64 + 0.5 * (ties as f64 + 1.0);
        for i in &order[start..start + ties] {
            scores[*i] = normal_quantile((rank - 0.375) / (all.len() as f64 + 0.25));
        }
        start += ties;
    }
    scores.chunks(chains[0].len()).map(<[f64]>::to_vec).collect()
}

fn moments(chain: &[f64]) -> (f64, f64) {
    let n = chain.len() as f64;
    let mean = chain.iter().sum::<f64>() / n;
    (
        mean,
        chain.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0),
    )
}

/// Mean variance within the chains, and the pooled variance estimate.
fn variances(chains: &[Vec<f64>]) -> (f64, f64) {
    let n = chains[0].len() as f64;
    let each: Vec<(f64, f64)> = chains.iter().map(|chain| moments(chain)).collect();
    let within = each.iter().map(|m| m.1).sum::<f64>() / each.len() as f64;
    let means: Vec<f64> = each.iter().map(|m| m.0).collect();
    let between = if means.len() > 1 { moments(&means).1 } else { 0.0 };
    (within, (n - 1.0) / n * within + between)
}

fn r_hat(chains: &[Vec<f64>]) -> f64 {
    let (within, pooled) = variances(chains);
    if within > 0.0 { (pooled / within).sqrt() } else { 1.0 }
}

/// M·N / (1 + 2·Σ ρₜ) with Geyer's initial monotone sequence.
fn effective(chains: &[Vec<f64>]) -> f64 {
    let (within, pooled) = variances(chains);
    let (count, length) = (chains.len(), chains[0].len());
    let total = (count * length) as f64;
    if pooled <= 0.0 {
        return total;
    }
    let covariance = |chain: &[f64], lag: usize| {
        let mean = moments(chain).0;
        chain
            .iter()
            .zip(&chain[lag..])
            .map(|(a, b)| (a - mean) * (b - mean))
            .sum::<f64>()
            / length as f64
    };
    let correlation = |lag: usize| {
        let mean = chains.iter().map(|chain| covariance(chain, lag)).sum::<f64>() / count as f64;
        1.0 - (within * (length as f64 - 1.0) / length as f64 - mean) / pooled
    };
    let (mut sum, mut last) = (0.0, f64::INFINITY);
    for pair in 0..length / 2 {
        let both = if pair == 0 {
            1.0 + correlation(1)
        } else {
            correlation(2 * pair) + correlation(2 * pair + 1)
        };
        if both < 0.0 {
            break;
        }
        last = last.min(both);
        sum += last;
    }
    (total / (2.0 * sum - 1.0)).min(total * libm::log10(total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::chains::{Place, diagnosis};

    /// An autoregression x′ = a·x + √(1 − a²)·ε has (1 − a)/(1 + a) independent draws a step. 8 chains of 2,000; the
    /// estimate scatters by about 6 %, 25 % are allowed.
    #[test]
    fn an_autoregression_has_its_known_effective_number() {
        for a in [0.0, 0.5, 0.9f64] {
            let luck = prior_points(8, 2000, 31);
            let chain = |c: usize| {
                let mut x = luck[(c, 0)];
                let steps = luck.row(c)[1..].iter().map(|z| {
                    x = a * x + (1.0 - a * a).sqrt() * z;
                    x
                });
                steps.collect::<Vec<f64>>()
            };
            let found = diagnose(&(0..8).map(chain).collect::<Vec<_>>());
            let expected = 8.0 * 1999.0 * (1.0 - a) / (1.0 + a);
            assert!(
                (found.effective / expected - 1.0).abs() < 0.25,
                "{a}: {} for {expected}",
                found.effective
            );
            assert!(found.r_hat < 1.02);
        }
    }

    #[test]
    fn chains_apart_in_place_or_width_have_not_met() {
        let luck = prior_points(4, 500, 32);
        let moved: Vec<Vec<f64>> = (0..4)
            .map(|c| luck.row(c).iter().map(|x| x + c as f64).collect())
            .collect();
        let wider: Vec<Vec<f64>> = (0..4)
            .map(|c| luck.row(c).iter().map(|x| x * (1.0 + c as f64)).collect())
            .collect();
        assert!(diagnose(&moved).r_hat > 1.2 && diagnose(&wider).r_hat > 1.05);
    }

    /// Sixteen chains about ±1 are compared in eight blocks of two neighbours each: to the last bit as such blocks made by hand are. Where neighbours are on one side
    /// the blocks have not met (R-hat above 1.1), though blocks of four would have; where one is on either they have, though blocks of one would not.
    #[test]
    fn chains_are_compared_in_eight_blocks_of_neighbours() {
        let luck = prior_points(16, 40, 7);
        let of = |side: fn(usize) -> bool| {
            let value = |chain: usize, t: usize| 0.1 * luck[(chain, t)] + if side(chain) { 1.0 } else { -1.0 };
            let place = |chain: usize, t: usize| Place {
                state: vec![value(chain, t)],
                log_likelihood: 0.0,
            };
            // The first place of a chain is where it begins, and does not count.
            let path = |chain: usize| {
                let begins = place(chain, 0);
                core::iter::once(begins)
                    .chain((0..40).map(|t| place(chain, t)))
                    .collect()
            };
            let both = |k: usize| (0..40).flat_map(|t| [value(2 * k, t), value(2 * k + 1, t)]).collect();
            let paths: Vec<Vec<Place>> = (0..16).map(path).collect();
            let by_hand: Vec<Vec<f64>> = (0..8).map(both).collect();
            (diagnosis(&paths, 0).r_hat, diagnose(&by_hand).r_hat)
        };
        let (met, apart) = (of(|chain| chain % 2 == 0), of(|chain| chain / 2 % 2 == 0));
        assert_eq!((met.0, apart.0), (met.1, apart.1));
        assert!(met.0 < 1.1 && apart.0 > 1.1, "{met:?} {apart:?}");
    }
}
