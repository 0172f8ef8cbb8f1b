//! A forest of regression trees over a bank, from readings to one hidden quantity: a cross-check that shares nothing with
//! emulator and chains.
//!
//! Each tree grows on a bootstrap sample of the runs; a node is split at the reading and place (of a third of the readings,
//! drawn anew) that leave the least variance, down to leaves of five. At an observation every run gets the weight with which
//! it shares its leaves; weighted, the hidden values of the runs are draws of a posterior.
//!
//! Source: Breiman 2001, "Random forests"; Meinshausen 2006, "Quantile regression forests"; Raynal et al. 2019, "ABC random
//! forests for Bayesian parameter inference".
use crate::linear::Matrix;
use crate::parallel::each;
use crate::purpose::{Purpose, stream};
use amnok_chance::Stream;

/// Fewest runs in a leaf.
const LEAF: usize = 5;

/// A grown forest.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    trees: Vec<Tree>,
    /// Share of the hidden quantity's variance explained in runs that a tree has not seen (R² out of bag); about 0 or below
    /// where the readings tell nothing.
    pub explained: f64,
    runs: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct Tree {
    nodes: Vec<Node>,
    unseen: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Split {
        reading: usize,
        at: f64,
        low: usize,
        high: usize,
    },
    Leaf {
        runs: Vec<usize>,
    },
}

impl Forest {
    /// Grows `trees` trees from readings (runs × readings) to one hidden value a run.
    pub fn grown(readings: &Matrix, hidden: &[f64], trees: usize, seed: u64, threads: usize) -> Self {
        let runs = readings.rows();
        let trees = each(threads, trees, |number| {
            Tree::grown(readings, hidden, &mut stream(seed, Purpose::Tree, number, 0))
        });
        let mut sums = vec![(0.0, 0.0); runs];
        for tree in &trees {
            for run in &tree.unseen {
                let leaf = tree.leaf(readings.row(*run));
                sums[*run].0 += leaf.iter().map(|i| hidden[*i]).sum::<f64>() / leaf.len() as f64;
                sums[*run].1 += 1.0;
            }
        }
        let judged: Vec<usize> = (0..runs).filter(|run| sums[*run].1 > 0.0).collect();
        let mean = judged.iter().map(|run| hidden[*run]).sum::<f64>() / judged.len() as f64;
        let square = |x: f64| x * x;
        let left: f64 = judged
            .iter()
            .map(|run| square(hidden[*run] - sums[*run].0 / sums[*run].1))
            .sum();
        let total: f64 = judged.iter().map(|run| square(hidden[*run] - mean)).sum();
        Forest {
            trees,
            explained: if total > 0.0 { 1.0 - left / total } else { 0.0 },
            runs,
        }
    }

    /// The weight of each run at an observation (one number a reading), summing to 1.
    pub fn weights(&self, observed: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; self.runs];
        for tree in &self.trees {
            let leaf = tree.leaf(observed);
            for run in leaf {
                weights[*run] += 1.0 / (leaf.len() * self.trees.len()) as f64;
            }
        }
        weights
    }
}

impl Tree {
    fn grown(readings: &Matrix, hidden: &[f64], luck: &mut Stream) -> Self {
        let runs = readings.rows();
        let sample: Vec<usize> = (0..runs).map(|_| luck.below(runs as u32) as usize).collect();
        let mut seen = vec![false; runs];
        sample.iter().for_each(|run| seen[*run] = true);
        let mut nodes = vec![Node::Leaf { runs: sample }];
        let mut open = vec![0];
        while let Some(place) = open.pop() {
            let Node::Leaf { runs } = &nodes[place] else { continue };
            let Some((reading, at)) = best_split(readings, hidden, runs, luck) else {
                continue;
            };
            let (low, high): (Vec<usize>, Vec<usize>) = runs.iter().partition(|run| readings[(**run, reading)] <= at);
            let next = nodes.len();
            nodes[place] = Node::Split {
                reading,
                at,
                low: next,
                high: next + 1,
            };
            nodes.extend([Node::Leaf { runs: low }, Node::Leaf { runs: high }]);
            open.extend([next, next + 1]);
        }
        Tree {
            nodes,
            unseen: (0..runs).filter(|run| !seen[*run]).collect(),
        }
    }

    fn leaf(&self, reading: &[f64]) -> &[usize] {
        let mut place = 0;
        loop {
            match &self.nodes[place] {
                Node::Leaf { runs } => return runs,
                Node::Split {
                    reading: column,
                    at,
                    low,
                    high,
                } => {
                    place = if reading[*column] <= *at { *low } else { *high };
                }
            }
        }
    }
}

/// The reading and place that leave the least variance in the two parts, among a third of the readings.
fn best_split(readings: &Matrix, hidden: &[f64], runs: &[usize], luck: &mut Stream) -> Option<(usize, f64)> {
    if runs.len() < 2 * LEAF {
        return None;
    }
    let columns = readings.columns();
    let tried: Vec<usize> = (0..columns.div_ceil(3))
        .map(|_| luck.below(columns as u32) as usize)
        .collect();
    let total: f64 = runs.iter().map(|run| hidden[*run]).sum();
    let whole = total * total / runs.len() as f64;
    let mut best: Option<(f64, usize, f64)> = None;
    for reading in tried {
        let mut pairs: Vec<(f64, f64)> = runs
            .iter()
            .map(|run| (readings[(*run, reading)], hidden[*run]))
            .collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        for k in 1..pairs.len() {
            below += pairs[k - 1].1;
            let (left, right) = (k as f64, (pairs.len() - k) as f64);
            if k < LEAF || pairs.len() - k < LEAF || pairs[k - 1].0 == pairs[k].0 {
                continue;
            }
            let gain = below * below / left + (total - below) * (total - below) / right - whole;
            if gain > best.map_or(1e-12 * whole.abs(), |b| b.0) {
                best = Some((gain, reading, 0.5 * (pairs[k - 1].0 + pairs[k].0)));
            }
        }
    }
    best.map(|(_, reading, at)| (reading, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::weighted::{deviation, mean};

    /// Hidden h, readings h + N(0, ½²) and noise: the posterior at a reading of 1 is N(0.8, 0.2). 1,500 runs, 200 trees; the
    /// forest smooths over neighbours, so its mean may be .15 off and its deviation a quarter too wide.
    #[test]
    fn a_linear_normal_posterior_is_about_right() {
        let luck = prior_points(1500, 5, 51);
        let hidden = luck.column(0);
        let readings = Matrix::from_fn(1500, 4, |i, j| {
            if j == 0 {
                luck[(i, 0)] + 0.5 * luck[(i, 1)]
            } else {
                luck[(i, j + 1)]
            }
        });
        let forest = Forest::grown(&readings, &hidden, 200, 1, 1);
        assert!((forest.explained - 0.8).abs() < 0.1, "{}", forest.explained);
        let weights = forest.weights(&[1.0, 0.0, 0.0, 0.0]);
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(
            (mean(&hidden, &weights) - 0.8).abs() < 0.15,
            "{}",
            mean(&hidden, &weights)
        );
        let ratio = deviation(&hidden, &weights) / 0.2f64.sqrt();
        assert!(ratio > 0.85 && ratio < 1.25, "{ratio}");
    }

    #[test]
    fn noise_explains_nothing_and_threads_change_no_bit() {
        let luck = prior_points(400, 4, 52);
        let forest = Forest::grown(&luck.take_columns(&[1, 2, 3]), &luck.column(0), 60, 2, 1);
        assert!(forest.explained < 0.05, "{}", forest.explained);
        assert_eq!(
            forest,
            Forest::grown(&luck.take_columns(&[1, 2, 3]), &luck.column(0), 60, 2, 3)
        );
    }

    /// What has ten runs or more is split wherever that explains anything, and no part has fewer than five.
    #[test]
    fn leaves_have_five_runs_at_least_and_nine_at_most() {
        let luck = prior_points(500, 2, 53);
        let forest = Forest::grown(&luck.take_columns(&[1]), &luck.column(0), 20, 3, 1);
        let leaf = |node: &Node| match node {
            Node::Leaf { runs } => Some(runs.len()),
            Node::Split { .. } => None,
        };
        let leaves = || forest.trees.iter().flat_map(|tree| &tree.nodes).filter_map(leaf);
        assert_eq!(leaves().min(), Some(5));
        // A run may be drawn several times, and is not parted from itself.
        let large = leaves().filter(|runs| *runs > 9).count() as f64 / leaves().count() as f64;
        assert!(large < 0.05, "{large}");
    }
}
