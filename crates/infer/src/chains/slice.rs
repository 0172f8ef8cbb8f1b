//! Elliptical slice steps: moves that need no tuning and accept always.
//!
//! The target is N(x; 0, I)·exp(β·ℓ(x)). About a guide t(x) of it, a multivariate Student distribution, the target is
//! t(x)·[target/t](x), and a step draws from a normal whose scale is drawn given x, so that the guide's own part is exact
//! and only the bracket is judged. A guide near the target makes draws nearly independent; one made of fewer draws than a few for each dimension is
//! far from it, so that chains hardly move: where the target knows its own curvature, the guide is made of that.
//!
//! Source: Murray, Adams & MacKay 2010, "Elliptical slice sampling"; Nishihara, Murray & Adams 2014, "Parallel MCMC with
//! generalized elliptical slice sampling".
use super::Likelihood;
use crate::linear::{Cholesky, Matrix, column_means, covariance, dot};
use amnok_chance::Stream;

/// Degrees of freedom of the guide: an even number, so that its scale is a sum of waiting times.
const FREEDOM: usize = 10;

/// Draws at which the curvature is asked.
const CURVATURES: usize = 4;

/// A Student distribution that the target is compared with.
#[derive(Clone, Debug)]
pub(crate) struct Guide {
    centre: Vec<f64>,
    factor: Cholesky,
}

impl Guide {
    /// From draws of something near the target.
    pub(crate) fn of(draws: &Matrix) -> Self {
        let mut spread = covariance(draws);
        for i in 0..spread.rows() {
            spread[(i, i)] *= 1.0 + 1e-6;
        }
        Guide {
            centre: column_means(draws),
            factor: Cholesky::of_nearly(&spread),
        }
    }

    /// About the mean of draws, with the curvature that the target has at a few of them; from the draws alone where it knows none.
    pub(crate) fn near(draws: &Matrix, beta: f64, of: &impl Likelihood) -> Self {
        let few = draws.rows().min(CURVATURES);
        let at = |k: usize| of.curvature(draws.row(k * draws.rows() / few));
        let Some(known) = (0..few).map(at).collect::<Option<Vec<Matrix>>>() else {
            return Guide::of(draws);
        };
        let share = beta / few as f64;
        let mut precision = Matrix::from_fn(draws.columns(), draws.columns(), |i, j| {
            share * known.iter().map(|matrix| matrix[(i, j)]).sum::<f64>()
        });
        precision.add_diagonal(1.0);
        Guide {
            centre: column_means(draws),
            factor: Cholesky::of_nearly(&Cholesky::of_nearly(&precision).inverse()),
        }
    }

    fn distance(&self, x: &[f64]) -> f64 {
        let centred: Vec<f64> = x.iter().zip(&self.centre).map(|(x, c)| x - c).collect();
        self.factor.distance(&centred)
    }

    /// ln of its density, up to a constant.
    fn log_density(&self, x: &[f64]) -> f64 {
        let half = 0.5 * (x.len() + FREEDOM) as f64;
        -half * libm::log1p(self.distance(x) / FREEDOM as f64)
    }
}

/// A place of a chain, with ℓ there.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The state, standard normals under the prior.
    pub state: Vec<f64>,
    /// ℓ(state).
    pub log_likelihood: f64,
}

/// One step at temper `beta`.
pub(crate) fn step(place: &Place, beta: f64, guide: &Guide, of: &impl Likelihood, luck: &mut Stream) -> Place {
    let bracket = |x: &[f64], value: f64| beta * value - 0.5 * dot(x, x) - guide.log_density(x);
    let size = place.state.len();
    // The scale given x: (ν + distance) over a χ² of ν + d degrees.
    let waits: f64 = (0..(FREEDOM + size) / 2)
        .map(|_| -2.0 * libm::log(luck.uniform()))
        .sum();
    let odd = if size % 2 == 1 { luck.normal() } else { 0.0 };
    let scale = ((FREEDOM as f64 + guide.distance(&place.state)) / (waits + odd * odd)).sqrt();
    let normals: Vec<f64> = (0..size).map(|_| scale * luck.normal()).collect();
    let other = guide.factor.colour(&normals);
    let level = bracket(&place.state, place.log_likelihood) + libm::log(luck.fine());
    let mut angle = 2.0 * std::f64::consts::PI * luck.uniform();
    let (mut low, mut high) = (angle - 2.0 * std::f64::consts::PI, angle);
    for _ in 0..200 {
        let (cosine, sine) = (libm::cos(angle), libm::sin(angle));
        let at = |i: usize| guide.centre[i] + (place.state[i] - guide.centre[i]) * cosine + other[i] * sine;
        let state: Vec<f64> = (0..size).map(at).collect();
        let value = of.log_likelihood(&state);
        if value.is_finite() && bracket(&state, value) > level {
            return Place {
                state,
                log_likelihood: value,
            };
        }
        if angle < 0.0 {
            low = angle;
        } else {
            high = angle;
        }
        angle = low + (high - low) * luck.uniform();
    }
    place.clone()
}
