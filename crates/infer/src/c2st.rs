//! Classifier two-sample test: how well a small neural network tells two sets of draws apart. ½ is not at all, 1 is always.
//!
//! The network has two hidden layers of 10·d units max(0, x) for d quantities, and is trained by Adam in batches of 200 with
//! a small penalty on its weights until the loss has not fallen by 10⁻⁴ for ten rounds; the score is its share of right
//! answers on the fifth of the draws that it has not seen, averaged over five fifths. Draws are first scaled by the mean
//! and deviation of the first set.
//!
//! Source: Lopez-Paz & Oquab 2017, "Revisiting classifier two-sample tests"; network and settings are those of Lueckmann et
//! al. 2021, "Benchmarking simulation-based inference" (scikit-learn's MLPClassifier). Kingma & Ba 2015, "Adam: a method
//! for stochastic optimization".
mod network;

use crate::linear::Matrix;
use crate::parallel::each;
use crate::purpose::{Purpose, stream};
use network::Network;

/// Number of parts, each judged by a network trained on the others.
const FOLDS: usize = 5;

/// Share of right answers of the classifier on draws it has not seen; both sets have the same columns.
pub fn c2st(first: &Matrix, second: &Matrix, seed: u64, threads: usize) -> f64 {
    let (inputs, labels) = labelled(first, second);
    let order = shuffled(labels.len(), seed, 0);
    let fold = |part: usize| {
        let held: Vec<usize> = order.iter().copied().skip(part).step_by(FOLDS).collect();
        let kept: Vec<usize> = (0..order.len())
            .filter(|k| k % FOLDS != part)
            .map(|k| order[k])
            .collect();
        let take = |which: &[usize]| -> (Vec<&[f32]>, Vec<f32>) {
            (
                which.iter().map(|i| &inputs[*i][..]).collect(),
                which.iter().map(|i| labels[*i]).collect(),
            )
        };
        let (training, answers) = take(&kept);
        let network = Network::trained(&training, &answers, seed, part);
        let (unseen, truth) = take(&held);
        let right = unseen
            .iter()
            .zip(&truth)
            .filter(|(x, label)| (network.score(x) > 0.0) == (**label > 0.5));
        right.count() as f64 / truth.len() as f64
    };
    each(threads, FOLDS, fold).iter().sum::<f64>() / FOLDS as f64
}

/// All draws, scaled by the first set, and the set that each belongs to.
fn labelled(first: &Matrix, second: &Matrix) -> (Vec<Vec<f32>>, Vec<f32>) {
    let means = crate::linear::column_means(first);
    let spread = crate::linear::covariance(first);
    let scaled = |row: &[f64]| -> Vec<f32> {
        let standard = |j: usize| (row[j] - means[j]) / spread[(j, j)].sqrt().max(1e-300);
        (0..row.len()).map(|j| standard(j) as f32).collect()
    };
    let rows = (0..first.rows())
        .map(|i| first.row(i))
        .chain((0..second.rows()).map(|i| second.row(i)));
    let labels = (0..first.rows() + second.rows()).map(|i| if i < first.rows() { 0.0 } else { 1.0 });
    (rows.map(scaled).collect(), labels.collect())
}

/// The numbers below `count` in an order drawn for this seed and round.
fn shuffled(count: usize, seed: u64, round: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut luck = stream(seed, Purpose::Shuffle, round, 0);
    for i in (1..count).rev() {
        order.swap(i, luck.below(i as u32 + 1) as usize);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::special::normal_below;

    /// Two normals δ apart are told apart with the chance Φ(δ/2). 2 × 1,000 draws: the standard error is .011; the network
    /// may lose .03 more to what it learns of luck.
    #[test]
    fn shifted_normals_are_told_apart_as_often_as_they_can_be() {
        for (shift, seed) in [(0.0, 1), (1.0, 2), (3.0, 3)] {
            let first = prior_points(1000, 2, seed);
            let other = prior_points(1000, 2, 100 + seed);
            let second = Matrix::from_fn(1000, 2, |i, j| 5.0 * (other[(i, j)] + if j == 0 { shift } else { 0.0 }));
            let first = first.scaled(5.0);
            let (found, best) = (c2st(&first, &second, 4, 1), normal_below(0.5 * shift));
            assert!((found - best).abs() < 0.05, "{shift}: {found}, at best {best}");
        }
    }

    #[test]
    fn threads_change_no_bit() {
        let (first, second) = (prior_points(150, 2, 8), prior_points(150, 2, 9));
        assert_eq!(c2st(&first, &second, 1, 1), c2st(&first, &second, 1, 3));
    }
}
