//! Whether draws fall into several separate heaps (modes), and which draw belongs to which.
//!
//! Along each coordinate, and along the line between the centres of two clusters, the draws' density is estimated by a
//! normal kernel. Where its lowest point between two tops is less than a quarter as high as the lower top, with at least 3 % of
//! all draws on either side, the draws are split there, and both parts are looked at again.
//!
//! Source: Silverman 1981, "Using kernel density estimates to investigate multimodality", for counting tops of a kernel
//! estimate; MacQueen 1967 for the two clusters.
use crate::linear::{Matrix, dot};

/// Depth of a valley, as a share of the lower top, below which it parts two modes.
const DEPTH: f64 = 0.25;
/// Least share of the draws that makes a mode.
const LEAST: f64 = 0.03;
/// Most modes that are told apart.
const MOST: usize = 16;
/// Points at which a density is looked at.
const GRID: usize = 101;

/// The modes of draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes {
    /// The draws of each mode, the largest mode first; one mode if there is no valley.
    pub members: Vec<Vec<usize>>,
}

impl Modes {
    /// Looks for modes among draws (rows).
    pub fn of(draws: &Matrix) -> Self {
        let least = (LEAST * draws.rows() as f64).max(8.0) as usize;
        let mut open = vec![(0..draws.rows()).collect::<Vec<usize>>()];
        let mut members = Vec::new();
        while let Some(group) = open.pop() {
            match split(draws, &group, least) {
                Some((low, high)) if members.len() + open.len() + 2 <= MOST => open.extend([low, high]),
                _ => members.push(group),
            }
        }
        members.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
        Modes { members }
    }

    /// Number of modes.
    pub fn count(&self) -> usize {
        self.members.len()
    }

    /// A sentence for whoever reads the estimate; `None` if there is one mode.
    pub fn warning(&self) -> Option<String> {
        let total: usize = self.members.iter().map(Vec::len).sum();
        let shares: Vec<String> = self
            .members
            .iter()
            .map(|m| format!("{:.0} %", 100.0 * m.len() as f64 / total as f64))
            .collect();
        let count = self.count();
        (count > 1).then(|| {
            format!(
                "{count} separate modes ({}): means and intervals do not describe any of them",
                shares.join(", ")
            )
        })
    }
}

/// The two sides of the deepest valley of a group along any direction.
fn split(draws: &Matrix, group: &[usize], least: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    if group.len() < 2 * least {
        return None;
    }
    let mut directions: Vec<Vec<f64>> = (0..draws.columns())
        .map(|j| (0..draws.columns()).map(|k| if j == k { 1.0 } else { 0.0 }).collect())
        .collect();
    directions.extend(between_clusters(draws, group));
    let valleys = directions.iter().filter_map(|direction| {
        let projected: Vec<f64> = group.iter().map(|i| dot(draws.row(*i), direction)).collect();
        valley(&projected, least).map(|(depth, at)| (depth, at, projected))
    });
    let (_, at, projected) = valleys.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let side = |high: bool| {
        group
            .iter()
            .zip(&projected)
            .filter(|(_, x)| (**x > at) == high)
            .map(|(i, _)| *i)
            .collect()
    };
    Some((side(false), side(true)))
}

/// The deepest valley between two tops: its height over that of the lower top, and its place; only if below [`DEPTH`].
fn valley(x: &[f64], least: usize) -> Option<(f64, f64)> {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let (low, high) = (sorted[n / 200], sorted[n - 1 - n / 200]);
    let width = bandwidth(&sorted);
    if high <= low || width <= 0.0 {
        return None;
    }
    let place = |k: usize| low + (high - low) * k as f64 / (GRID - 1) as f64;
    let density: Vec<f64> = (0..GRID).map(|k| kernel(&sorted, place(k), width)).collect();
    let top = |range: std::ops::Range<usize>| density[range].iter().copied().fold(0.0, f64::max);
    (1..GRID - 1)
        .filter(|k| {
            let below = sorted.partition_point(|x| *x <= place(*k));
            below >= least && n - below >= least
        })
        .map(|k| (density[k] / top(0..k).min(top(k + 1..GRID)).max(1e-300), place(k)))
        .filter(|(depth, _)| *depth < DEPTH)
        .min_by(|a, b| a.0.total_cmp(&b.0))
}

/// Silverman's width by the quartiles within the halves, so that two far heaps do not widen it.
fn bandwidth(sorted: &[f64]) -> f64 {
    let n = sorted.len();
    let spread = |part: &[f64]| (part[part.len() * 3 / 4] - part[part.len() / 4]) / 1.349;
    let halves = spread(&sorted[..n / 2]).max(spread(&sorted[n / 2..]));
    0.9 * halves.min(spread(sorted)).max(1e-300) * libm::exp(-0.2 * libm::log(n as f64))
}

fn kernel(sorted: &[f64], at: f64, width: f64) -> f64 {
    let start = sorted.partition_point(|x| *x < at - 4.0 * width);
    let end = sorted.partition_point(|x| *x <= at + 4.0 * width);
    sorted[start..end]
        .iter()
        .map(|x| (x - at) / width)
        .map(|z| libm::exp(-0.5 * z * z))
        .sum()
}

/// The direction between the centres of two clusters, started at the two ends of each coordinate that differ most.
fn between_clusters(draws: &Matrix, group: &[usize]) -> Option<Vec<f64>> {
    let apart = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let first = draws.row(group[0]);
    let farthest = |from: &[f64]| {
        group
            .iter()
            .copied()
            .max_by(|a, b| apart(draws.row(*a), from).total_cmp(&apart(draws.row(*b), from)))
    };
    let one = draws.row(farthest(first)?).to_vec();
    let mut centres = [draws.row(farthest(&one)?).to_vec(), one];
    for _ in 0..20 {
        let mut sums = [vec![0.0; draws.columns()], vec![0.0; draws.columns()]];
        let mut counts = [0.0; 2];
        for i in group {
            let row = draws.row(*i);
            let side = usize::from(apart(row, &centres[1]) < apart(row, &centres[0]));
            crate::linear::add_multiple(&mut sums[side], 1.0, row);
            counts[side] += 1.0;
        }
        if counts.contains(&0.0) {
            return None;
        }
        for side in 0..2 {
            centres[side] = sums[side].iter().map(|x| x / counts[side]).collect();
        }
    }
    Some(centres[0].iter().zip(&centres[1]).map(|(a, b)| a - b).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::special::normal_below;

    /// No modes may be made up: normals, uniforms and a crescent, 20 seeds each.
    #[test]
    fn one_heap_is_one_mode_whatever_its_shape() {
        for seed in 0..20 {
            let normal = prior_points(500, 4, seed);
            let uniform = Matrix::from_fn(500, 4, |i, j| normal_below(normal[(i, j)]));
            let crescent = Matrix::from_fn(500, 2, |i, j| {
                let angle = std::f64::consts::PI * normal_below(normal[(i, 0)]);
                (1.0 + 0.1 * normal[(i, 1)]) * if j == 0 { libm::cos(angle) } else { libm::sin(angle) }
            });
            assert_eq!(Modes::of(&normal).count(), 1, "normal {seed}");
            assert_eq!(Modes::of(&uniform).count(), 1, "uniform {seed}");
            assert_eq!(Modes::of(&crescent).count(), 1, "crescent {seed}");
        }
    }

    /// Two heaps seven deviations apart on a slant, and four at the corners of a square: 20 seeds each, all found.
    #[test]
    fn separate_heaps_are_found() {
        for seed in 0..20 {
            let normal = prior_points(600, 3, seed);
            let slanted = Matrix::from_fn(600, 3, |i, j| normal[(i, j)] + if i % 3 == 0 { 4.0 } else { 0.0 });
            let modes = Modes::of(&slanted);
            assert_eq!(modes.count(), 2, "slanted {seed}");
            assert!(modes.members[0].len().abs_diff(400) < 12);
            let corners = Matrix::from_fn(600, 3, |i, j| {
                normal[(i, j)] + 6.0 * f64::from((i >> j & 1) as u8) * f64::from(u8::from(j < 2))
            });
            assert_eq!(Modes::of(&corners).count(), 4, "corners {seed}");
        }
        let warning = Modes {
            members: vec![vec![0, 1, 2], vec![3]],
        }
        .warning()
        .expect("two modes");
        assert!(warning.starts_with("2 separate modes (75 %, 25 %)"));
    }

    /// A heap of its own, far off: three of a hundred draws make a mode, fewer do not.
    #[test]
    fn three_of_a_hundred_draws_make_a_mode() {
        let normal = prior_points(1000, 1, 5);
        let modes = |apart: usize| {
            let draws = Matrix::from_fn(1000, 1, |i, _| normal[(i, 0)] + if i < apart { 40.0 } else { 0.0 });
            Modes::of(&draws).members.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(modes(35), [965, 35]);
        assert_eq!(modes(25), [1000]);
    }
}
