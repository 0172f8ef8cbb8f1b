//! Whole histories at the posterior from runs that were made elsewhere: regression adjustment.
//!
//! A fit gives draws (z*, y*) of points and readings. Of the many numbers h that a run has beside (hidden ones, by place and
//! time), none is emulated by itself: h is regressed on point and readings over all runs, and a draw gets
//! h* = m(z*, y*) + (hᵢ − m(zᵢ, yᵢ)), the rest of one run i, the same run for all its numbers, so that a draw is one coherent
//! history. Run i is drawn by its weight exp(−½·dᵀ(W²·Σ + H²·I)⁻¹·d), d from the posterior's centre, Σ the posterior's covariance, W = 2,
//! H = ½: near is within two deviations of the posterior, or half a one of the prior, where an emulator is smooth. Only values that the
//! data moved count in d: of any other, a draw of the prior is a draw of the posterior. Where those
//! weights are worth fewer than 100 equal runs, the runs lie elsewhere and nothing is estimated.
//!
//! Source: Beaumont, Zhang & Balding 2002, "Approximate Bayesian computation in population genetics" (regression adjustment).
use crate::emulator::Ridge;
use crate::importance_weights::{NoWeights, Weights};
use crate::linear::{Cholesky, Matrix, column_means, covariance, dot};
use crate::purpose::{Purpose, stream};
use crate::weighted::{deviation, equal, mean};

/// W: how many of the posterior's deviations are near.
const OF_POSTERIOR: f64 = 2.0;
/// H: how many of the prior's deviations are near.
const OF_PRIOR: f64 = 0.5;

/// Mean of the draws beyond which a value was moved, and deviation below which it was, in deviations of the prior.
const MOVED: (f64, f64) = (0.25, 0.9);

/// Those of the values that count which the data moved: their draws lie elsewhere than the prior's, or closer together.
pub fn moved(draws: &Matrix, active: &[usize]) -> Vec<usize> {
    let weights = equal(draws.rows());
    let moved = |value: &&usize| {
        let column = draws.column(**value);
        mean(&column, &weights).abs() > MOVED.0 || deviation(&column, &weights) < MOVED.1
    };
    active.iter().filter(moved).copied().collect()
}

/// Weights of runs (`points`, rows) by how near they are to posterior draws (rows), in those of the values that count which were moved.
///
/// # Errors
/// [`NoWeights::TooFew`] where they are worth fewer than 100 equal runs.
pub fn near(points: &Matrix, draws: &Matrix, active: &[usize]) -> Result<Weights, NoWeights> {
    let moved = moved(draws, active);
    let chosen = draws.take_columns(&moved);
    let centre = column_means(&chosen);
    let mut width = covariance(&chosen).scaled(OF_POSTERIOR * OF_POSTERIOR);
    width.add_diagonal(OF_PRIOR * OF_PRIOR);
    let factor = Cholesky::of_nearly(&width);
    let log = |run: usize| {
        let away: Vec<f64> = moved
            .iter()
            .zip(&centre)
            .map(|(value, c)| points[(run, *value)] - c)
            .collect();
        -0.5 * factor.distance(&away)
    };
    Weights::of(&(0..points.rows()).map(log).collect::<Vec<_>>())
}

/// What is known of runs or of draws: a row each.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All values, as standard normals.
    pub points: &'a Matrix,
    /// Readings, on the scales on which they are smooth.
    pub readings: &'a Matrix,
}

/// The numbers `hidden` (runs × numbers, on scales on which they are smooth) of `runs` carried over to `draws`: draws × numbers. `weights` are
/// those with which a run lends its rest.
pub fn carried_over(
    (runs, hidden): (Known<'_>, &Matrix),
    draws: Known<'_>,
    active: &[usize],
    weights: &[f64],
    seed: u64,
) -> Matrix {
    let widths: Vec<f64> = (0..runs.readings.columns())
        .map(|j| deviation(&runs.readings.column(j), &equal(runs.readings.rows())).max(1e-9))
        .collect();
    let features = |known: Known<'_>| features(known, active, &widths);
    let known = features(runs);
    let ridge = Ridge::of(&known, known.columns() - 1, &vec![1.0; hidden.rows()], hidden);
    let at = features(draws);
    let lenders = lenders(weights, at.rows(), seed);
    Matrix::from_fn(at.rows(), hidden.columns(), |draw, number| {
        dot(at.row(draw), ridge.coefficients.row(number)) + ridge.residuals[(lenders[draw], number)]
    })
}

/// 1, the values that count, and the readings in deviations of the runs.
fn features(known: Known<'_>, active: &[usize], widths: &[f64]) -> Matrix {
    let row = |i: usize| {
        let values = active.iter().map(|value| known.points[(i, *value)]);
        let readings = known.readings.row(i).iter().zip(widths).map(|(y, width)| y / width);
        core::iter::once(1.0)
            .chain(values)
            .chain(readings)
            .collect::<Vec<f64>>()
    };
    Matrix::from_rows(&(0..known.points.rows()).map(row).collect::<Vec<_>>())
}

/// For each draw the run that lends its rest, by weight.
fn lenders(weights: &[f64], draws: usize, seed: u64) -> Vec<usize> {
    let mut below = 0.0;
    let reached: Vec<f64> = weights
        .iter()
        .map(|weight| {
            below += weight;
            below
        })
        .collect();
    let last = weights.len() - 1;
    let lender = |draw: usize| {
        let level = below * stream(seed, Purpose::Lender, draw, 0).uniform();
        reached.partition_point(|sum| *sum < level).min(last)
    };
    (0..draws).map(lender).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;

    /// h = (2·z + y + .5·luck, the same luck again): its mean at the draws is known, and the luck of both numbers is one. 1,000 runs and draws:
    /// four standard errors of a mean of 1,000 draws of deviation .5 are .06, of the regression as much.
    #[test]
    fn a_draw_gets_its_own_mean_and_the_rest_of_one_run() {
        let (points, luck) = (prior_points(1000, 2, 5), prior_points(1000, 2, 6));
        let readings = Matrix::from_fn(1000, 1, |i, _| points[(i, 1)] + luck[(i, 0)]);
        let hidden = Matrix::from_fn(1000, 2, |i, j| {
            let mean = if j == 0 {
                2.0 * points[(i, 0)] + readings[(i, 0)]
            } else {
                0.0
            };
            mean + 0.5 * luck[(i, 1)]
        });
        let runs = Known {
            points: &points,
            readings: &readings,
        };
        let (at, seen) = (
            Matrix::from_fn(1000, 2, |_, j| [0.7, 0.0][j]),
            Matrix::from_fn(1000, 1, |_, _| 1.5),
        );
        let draws = Known {
            points: &at,
            readings: &seen,
        };
        let found = carried_over((runs, &hidden), draws, &[0, 1], &equal(1000), 7);
        let weights = equal(1000);
        assert!((mean(&found.column(0), &weights) - 2.9).abs() < 0.12);
        assert!((deviation(&found.column(0), &weights) / 0.5 - 1.0).abs() < 0.15);
        let apart: Vec<f64> = (0..1000).map(|i| found[(i, 0)] - found[(i, 1)]).collect();
        assert!(
            deviation(&apart, &weights) < 0.05,
            "the rest of both numbers is that of one run"
        );
    }

    /// Runs of the prior are near a posterior that is the prior, and far from one that lies six deviations away.
    #[test]
    fn runs_that_lie_elsewhere_are_refused() {
        let points = prior_points(400, 3, 8);
        let near_by = near(&points, &prior_points(500, 3, 9), &[0, 1, 2]).expect("the prior itself");
        assert!(near_by.effective > 300.0);
        let far = Matrix::from_fn(500, 3, |i, j| 0.1 * points[(i % 400, j)] + 6.0);
        assert!(matches!(near(&points, &far, &[0, 1, 2]), Err(NoWeights::TooFew(..))));
    }

    /// Columns of exactly these means and deviations. Halving either bound turned no test red.
    #[test]
    fn a_value_is_moved_by_a_quarter_of_a_deviation_or_where_a_tenth_of_it_is_gone() {
        let luck = prior_points(500, 5, 10);
        let weights = equal(500);
        let [means, deviations] = [[0.2, -0.3, 0.0, 0.0, 0.0], [1.0, 1.0, 0.95, 0.85, 1.3]];
        let draws = Matrix::from_fn(500, 5, |i, j| {
            let column = luck.column(j);
            means[j] + deviations[j] * (luck[(i, j)] - mean(&column, &weights)) / deviation(&column, &weights)
        });
        assert_eq!(moved(&draws, &[0, 1, 2, 3, 4]), [1, 3]);
    }

    /// One value of 30 lies 1.5 deviations off, the rest at their prior: 400 runs are worth as many as where that value alone counts (they were worth six tenths
    /// of it where the 29 counted as well, although no run is far from anything in those).
    #[test]
    fn values_that_were_not_moved_make_no_run_distant() {
        let (points, luck) = (prior_points(400, 30, 8), prior_points(2000, 30, 9));
        let draws = Matrix::from_fn(
            2000,
            30,
            |i, j| if j == 4 { 1.5 + 0.3 * luck[(i, j)] } else { luck[(i, j)] },
        );
        let all: Vec<usize> = (0..30).collect();
        assert_eq!(moved(&draws, &all), [4]);
        let [many, one] = [&all[..], &[4]].map(|active| near(&points, &draws, active).expect("near enough").effective);
        assert!((many - one).abs() < 1e-9 && one > 100.0, "{many} {one}");
    }

    /// Only runs with weight lend.
    #[test]
    fn lenders_follow_the_weights() {
        let lenders = lenders(&[0.0, 3.0, 0.0, 1.0], 4000, 1);
        let share = lenders.iter().filter(|run| **run == 1).count() as f64 / 4000.0;
        assert!(
            lenders.iter().all(|run| run % 2 == 1) && (share - 0.75).abs() < 0.035,
            "{share}"
        );
    }

    /// A value with draws of mean 1 and variance s²: a run at the distance d weighs exp(−½·d²/(4·s² + ¼)) of one at the mean.
    #[test]
    fn near_is_two_deviations_of_the_posterior_and_half_a_one_of_the_prior() {
        for deviation in [0.1, 0.6] {
            let side = deviation * (399.0f64 / 400.0).sqrt();
            let draws = Matrix::from_fn(400, 1, |i, _| if i % 2 == 0 { 1.0 + side } else { 1.0 - side });
            let points = Matrix::from_fn(200, 1, |i, _| if i == 0 { 1.8 } else { 1.0 });
            let found = near(&points, &draws, &[0]).expect("nearly all are at the mean").weights;
            let expected = libm::exp(-0.5 * 0.64 / (4.0 * deviation * deviation + 0.25));
            assert!(
                (found[0] / found[1] - expected).abs() < 1e-9,
                "{deviation}: {} for {expected}",
                found[0] / found[1]
            );
        }
    }
}
