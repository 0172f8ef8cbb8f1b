//! Elementary effects: what one step in a factor changes, over trajectories (Morris 1991; the mean of their sizes μ* is that of
//! Campolongo, Cariboni & Saltelli 2007). An effect is per whole range of the factor.

use super::{Estimate, Influence, RESAMPLES, middle, resample};

/// μ* and σ of every factor from trajectories (points in the unit cube, and values); empty where nothing varies.
pub fn effects(trajectories: &[(&[Vec<f64>], Vec<f64>)], factors: usize, seed: u64) -> Vec<Influence> {
    let mut of: Vec<Vec<f64>> = vec![Vec::new(); factors];
    for (points, values) in trajectories {
        for (pair, change) in points.windows(2).zip(values.windows(2)) {
            let moved = (0..factors).find(|factor| pair[0][*factor] != pair[1][*factor]);
            if let Some(factor) = moved {
                of[factor].push((change[1] - change[0]) / (pair[1][factor] - pair[0][factor]));
            }
        }
    }
    if trajectories.len() < 2 || of.iter().flatten().all(|effect| *effect == 0.0) {
        return Vec::new();
    }
    of.iter().map(|effects| influence(effects, seed)).collect()
}

fn influence(effects: &[f64], seed: u64) -> Influence {
    let n = effects.len() as f64;
    let mean = effects.iter().sum::<f64>() / n;
    let variance = effects.iter().map(|e| (e - mean) * (e - mean)).sum::<f64>() / (n - 1.0);
    let size = |places: &[usize]| places.iter().map(|place| effects[*place].abs()).sum::<f64>() / n;
    let all: Vec<usize> = (0..effects.len()).collect();
    let sizes = (0..RESAMPLES).map(|number| size(&resample(effects.len(), number, seed)));
    let (low, high) = middle(sizes.collect());
    Influence::Morris {
        mu_star: Estimate {
            value: size(&all),
            low,
            high,
        },
        sigma: libm::sqrt(variance),
    }
}
