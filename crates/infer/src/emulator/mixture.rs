//! A mixture of normals, fitted by expectation–maximisation: the shape of a rest that is not normal.
//!
//! Source: Dempster, Laird & Rubin 1977, "Maximum likelihood from incomplete data via the EM algorithm".
use crate::linear::{Cholesky, Matrix};
use crate::special::log_sum_exp;

/// Steps of expectation and maximisation.
const STEPS: usize = 40;
/// Most runs that a fit looks at: an even choice of more.
const MOST: usize = 3000;

/// Σ share·N(centre, covariance).
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
struct Part {
    log_share: f64,
    centre: Vec<f64>,
    factor: Cholesky,
}

impl Mixture {
    /// The mixture of 2, 4, 8, … up to `most` normals that makes every second run, left out, likeliest; `None` if one
    /// normal does (or if two gain less than 1 % of a nat a run). Doubling ends with the first that gains nothing.
    pub fn if_better(sample: &Matrix, weights: &[f64], most: usize) -> Option<Self> {
        let step = sample.rows().div_ceil(MOST);
        let chosen: Vec<usize> = (0..sample.rows()).step_by(step).filter(|i| weights[*i] > 0.0).collect();
        let half = |odd: usize| -> Vec<usize> { chosen.iter().copied().skip(odd).step_by(2).collect() };
        let weight = |rows: &[usize]| -> Vec<f64> { rows.iter().map(|i| weights[*i]).collect() };
        let (fitted, judged) = (half(0), half(1));
        let (own, own_weights) = (sample.take_rows(&fitted), weight(&fitted));
        let (other, other_weights) = (sample.take_rows(&judged), weight(&judged));
        let judge = |parts: usize| {
            let mixture = Mixture::of(&own, &own_weights, parts);
            let logs: Vec<f64> = (0..other.rows()).map(|i| mixture.log_density(other.row(i))).collect();
            crate::weighted::mean(&logs, &other_weights)
        };
        let (mut best, mut reached, mut parts) = (1, judge(1), 2);
        while parts <= most && chosen.len() > 20 * parts * (1 + sample.columns()) {
            let gain = judge(parts);
            if gain < reached + 0.01 {
                break;
            }
            (best, reached, parts) = (parts, gain, 2 * parts);
        }
        (best > 1).then(|| Mixture::of(&sample.take_rows(&chosen), &weight(&chosen), best))
    }

    /// A mixture of `parts` normals. The first guess spreads their centres over the sample (each next one the farthest from
    /// those before, among an even choice of runs) and shrinks their widths by turns, so that narrow and wide ones at one
    /// place can part.
    pub fn of(sample: &Matrix, weights: &[f64], parts: usize) -> Self {
        let total: f64 = weights.iter().sum();
        let everything = Part::of(sample, weights, total);
        let spread = everything.factor.lower().times(&everything.factor.lower().transposed());
        let centres = far_apart(sample, &everything, parts);
        let first = |(k, centre): (usize, &Vec<f64>)| Part {
            log_share: -libm::log(parts as f64),
            centre: if parts == 1 {
                everything.centre.clone()
            } else {
                centre.clone()
            },
            factor: Cholesky::of_nearly(&spread.clone().scaled(if k % 2 == 0 { 1.0 } else { 0.2 })),
        };
        let mut mixture = Mixture {
            parts: centres.iter().enumerate().map(first).collect(),
        };
        for _ in 0..STEPS {
            let memberships = Matrix::from_rows(
                &(0..sample.rows())
                    .map(|i| mixture.membership(sample.row(i)))
                    .collect::<Vec<_>>(),
            );
            let part = |k: usize| {
                let own: Vec<f64> = (0..sample.rows()).map(|i| weights[i] * memberships[(i, k)]).collect();
                (own.iter().sum::<f64>() > 1e-6 * total).then(|| Part::of(sample, &own, total))
            };
            mixture.parts = (0..mixture.parts.len()).filter_map(part).collect();
        }
        mixture
    }

    fn logarithms(&self, x: &[f64]) -> Vec<f64> {
        let term = |part: &Part| {
            let centred: Vec<f64> = x.iter().zip(&part.centre).map(|(x, c)| x - c).collect();
            part.log_share + part.factor.log_normal_density(&centred)
        };
        self.parts.iter().map(term).collect()
    }

    /// Chance of each part to have made `x`.
    pub fn membership(&self, x: &[f64]) -> Vec<f64> {
        crate::weighted::from_logarithms(&self.logarithms(x))
    }

    /// ln of the density at `x`.
    pub fn log_density(&self, x: &[f64]) -> f64 {
        log_sum_exp(&self.logarithms(x))
    }

    /// Number of normals.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// True if there is none (never after a fit).
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl Part {
    fn of(sample: &Matrix, weights: &[f64], total: f64) -> Self {
        let own: f64 = weights.iter().sum();
        let shares: Vec<f64> = weights.iter().map(|weight| weight / own).collect();
        let centre: Vec<f64> = (0..sample.columns())
            .map(|j| (0..sample.rows()).map(|i| shares[i] * sample[(i, j)]).sum())
            .collect();
        let centred = Matrix::from_fn(sample.rows(), sample.columns(), |i, j| sample[(i, j)] - centre[j]);
        let mut covariance = centred.cross(&shares, &centred);
        covariance.add_diagonal(1e-6);
        Part {
            log_share: libm::log(own / total),
            centre,
            factor: Cholesky::of_nearly(&covariance),
        }
    }
}

/// `count` runs far from each other, from an even choice of 200 runs; the first is the nearest to the centre.
fn far_apart(sample: &Matrix, everything: &Part, count: usize) -> Vec<Vec<f64>> {
    let step = (sample.rows() / 200).max(1);
    let choice: Vec<Vec<f64>> = (0..sample.rows())
        .step_by(step)
        .map(|i| sample.row(i).to_vec())
        .collect();
    let apart = |a: &[f64], b: &[f64]| {
        let difference: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
        everything.factor.distance(&difference)
    };
    let mut nearest: Vec<f64> = choice.iter().map(|x| apart(x, &everything.centre)).collect();
    let mut chosen = Vec::new();
    for k in 0..count {
        let pick = |a: &usize, b: &usize| nearest[*a].total_cmp(&nearest[*b]);
        let next = if k == 0 {
            (0..choice.len()).min_by(pick)
        } else {
            (0..choice.len()).max_by(pick)
        };
        let centre = choice[next.unwrap_or(0)].clone();
        for (distance, x) in nearest.iter_mut().zip(&choice) {
            *distance = if k == 0 {
                apart(x, &centre)
            } else {
                distance.min(apart(x, &centre))
            };
        }
        chosen.push(centre);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;

    /// Half N(0, 1), half N(0, 0.01) in the plane: the two widths come back (3,000 runs; 10 % are five standard errors).
    #[test]
    fn a_narrow_and_a_wide_normal_at_one_place_part() {
        let raw = prior_points(3000, 2, 21);
        let sample = Matrix::from_fn(3000, 2, |i, j| raw[(i, j)] * if i % 4 < 2 { 1.0 } else { 0.1 });
        let mixture = Mixture::if_better(&sample, &[1.0; 3000], 2).expect("two normals are better");
        let mut widths: Vec<f64> = mixture.parts.iter().map(|part| part.factor.lower()[(0, 0)]).collect();
        widths.sort_by(f64::total_cmp);
        assert!(
            (widths[0] / 0.1 - 1.0).abs() < 0.1 && (widths[1] - 1.0).abs() < 0.1,
            "{widths:?}"
        );
    }

    #[test]
    fn a_normal_stays_one() {
        assert_eq!(Mixture::if_better(&prior_points(2000, 3, 22), &[1.0; 2000], 8), None);
    }

    #[test]
    fn one_part_is_the_normal_of_the_sample() {
        let sample = Matrix::from_rows(&[[1.0], [3.0]]);
        let mixture = Mixture::of(&sample, &[1.0, 1.0], 1);
        let expected = crate::special::normal_density(1.0);
        assert!((libm::exp(mixture.log_density(&[3.0])) - expected).abs() < 1e-6);
    }
}
