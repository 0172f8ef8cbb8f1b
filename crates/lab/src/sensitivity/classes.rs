//! First-order indices from any filling design: the share of variance between classes of points that lie close to each other in
//! one factor (Plischke 2010), less what chance alone puts there: `ε² = 1 − (n−1)/(n−m) · SS_within / SS_all`, m classes.
//! The interval is a basic bootstrap interval.

use super::{Estimate, Influence, RESAMPLES, middle, resample};

/// Fewest points in a class, on average.
const IN_CLASS: usize = 16;
/// Most classes.
const MOST: usize = 24;
/// Fewest classes.
const FEWEST: usize = 4;

/// The index of every factor; empty where nothing varies or there are too few points.
pub fn indices(known: &[(&[f64], f64)], factors: usize, seed: u64) -> Vec<Influence> {
    let count = known.len();
    let wanted = (count / IN_CLASS).min(MOST);
    let all: Vec<usize> = (0..count).collect();
    let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    let spread = values
        .first()
        .is_some_and(|first| values.iter().any(|value| value != first));
    if wanted < FEWEST || !spread {
        return Vec::new();
    }
    let resamples: Vec<Vec<usize>> = (0..RESAMPLES).map(|number| resample(count, number, seed)).collect();
    let one = |factor: usize| {
        let class = classes(known, factor, wanted);
        let value = share(&values, &class, wanted, &all);
        let (low, high) = middle(
            resamples
                .iter()
                .map(|chosen| share(&values, &class, wanted, chosen))
                .collect(),
        );
        Influence::First(Estimate {
            value,
            low: 2.0 * value - high,
            high: 2.0 * value - low,
        })
    };
    (0..factors).map(one).collect()
}

/// The class of every point, by its rank in a factor; equal values stand in one class.
fn classes(known: &[(&[f64], f64)], factor: usize, wanted: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|a, b| known[*a].0[factor].total_cmp(&known[*b].0[factor]));
    let mut class = vec![0; known.len()];
    for (rank, place) in order.iter().enumerate() {
        let before = rank.checked_sub(1).map(|before| order[before]);
        class[*place] = match before {
            Some(before) if known[before].0[factor] == known[*place].0[factor] => class[before],
            _ => rank * wanted / known.len(),
        };
    }
    class
}

fn share(values: &[f64], class: &[usize], wanted: usize, chosen: &[usize]) -> f64 {
    let n = chosen.len() as f64;
    let mean = chosen.iter().map(|place| values[*place]).sum::<f64>() / n;
    let mut sums = vec![(0.0, 0.0); wanted];
    let mut all = 0.0;
    for place in chosen {
        let value = values[*place] - mean;
        let sum = &mut sums[class[*place]];
        *sum = (sum.0 + value, sum.1 + 1.0);
        all += value * value;
    }
    let filled = sums.iter().filter(|(_, count)| *count > 0.0);
    let (between, classes) = filled.fold((0.0, 0.0), |(between, classes), (sum, count)| {
        (between + sum * sum / count, classes + 1.0)
    });
    if all <= 0.0 || n <= classes {
        return 0.0;
    }
    1.0 - (n - 1.0) / (n - classes) * (all - between) / all
}
