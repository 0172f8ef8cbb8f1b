//! Polynomial features of a point, in a frame that fits the points they come from.
use crate::linear::{Cholesky, Matrix, dot};

/// A straightened view of a cloud of points: u = L⁻¹·(z − centre), of mean 0 and covariance I over the cloud.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The values that count, by their number.
    pub active: Vec<usize>,
    centre: Vec<f64>,
    factor: Cholesky,
}

impl Frame {
    /// The frame of the points (rows; only the active columns), each with its weight.
    pub fn of(points: &Matrix, weights: &[f64], active: &[usize]) -> Self {
        let total: f64 = weights.iter().sum();
        let chosen = points.take_columns(active);
        let centre: Vec<f64> = (0..active.len())
            .map(|j| (0..chosen.rows()).map(|i| weights[i] * chosen[(i, j)]).sum::<f64>() / total)
            .collect();
        let centred = Matrix::from_fn(chosen.rows(), active.len(), |i, j| chosen[(i, j)] - centre[j]);
        let shares: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        let factor = Cholesky::of_nearly(&centred.cross(&shares, &centred));
        Frame {
            active: active.to_vec(),
            centre,
            factor,
        }
    }

    /// The point (all values, or as many as the largest active number needs) in this frame.
    pub fn straightened(&self, point: &[f64]) -> Vec<f64> {
        let centred: Vec<f64> = self
            .active
            .iter()
            .zip(&self.centre)
            .map(|(j, centre)| point[*j] - centre)
            .collect();
        self.factor.whiten(&centred)
    }

    /// Squared distance of the point from the centre, in the cloud's own deviations.
    pub fn distance(&self, point: &[f64]) -> f64 {
        let u = self.straightened(point);
        dot(&u, &u)
    }
}

/// Number of quadratic features of `size` coordinates: 1 + 2·size + size·(size − 1)/2.
pub fn quadratic_count(size: usize) -> usize {
    1 + 2 * size + size * (size.max(1) - 1) / 2
}

/// 1, uᵢ, (uᵢ² − 1)/√2, uᵢ·uⱼ: orthonormal over a standard normal cloud.
pub fn quadratic(u: &[f64]) -> Vec<f64> {
    let mut features = Vec::with_capacity(quadratic_count(u.len()));
    features.push(1.0);
    features.extend_from_slice(u);
    features.extend(u.iter().map(|x| (x * x - 1.0) * std::f64::consts::FRAC_1_SQRT_2));
    for (i, x) in u.iter().enumerate() {
        features.extend(u[..i].iter().map(|y| x * y));
    }
    features
}

/// Number of features up to the third degree.
pub fn cubic_count(size: usize) -> usize {
    (size + 1) * (size + 2) * (size + 3) / 6
}

/// Those of [`quadratic`], then (uᵢ³ − 3uᵢ)/√6, (uᵢ² − 1)·uⱼ/√2 and uᵢ·uⱼ·uₖ: orthonormal as well.
pub fn cubic(u: &[f64]) -> Vec<f64> {
    let mut features = quadratic(u);
    features.reserve(cubic_count(u.len()) - features.len());
    features.extend(u.iter().map(|x| x * (x * x - 3.0) / 6f64.sqrt()));
    for (i, x) in u.iter().enumerate() {
        let square = (x * x - 1.0) * std::f64::consts::FRAC_1_SQRT_2;
        features.extend(u.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, y)| square * y));
        for (j, y) in u[..i].iter().enumerate() {
            features.extend(u[..j].iter().map(|z| x * y * z));
        }
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::linear::covariance;

    #[test]
    fn a_frame_makes_its_cloud_standard() {
        let raw = prior_points(500, 3, 2);
        let points = Matrix::from_fn(500, 3, |i, j| {
            5.0 + raw[(i, j)] * 0.1 + if j == 2 { raw[(i, 0)] } else { 0.0 }
        });
        let frame = Frame::of(&points, &[2.0; 500], &[0, 2]);
        let rows: Vec<Vec<f64>> = (0..500).map(|i| frame.straightened(points.row(i))).collect();
        let seen = covariance(&Matrix::from_rows(&rows));
        for (i, j, expected) in [(0, 0, 1.0), (0, 1, 0.0), (1, 1, 1.0)] {
            assert!((seen[(i, j)] - expected * 500.0 / 499.0).abs() < 1e-9);
        }
    }

    #[test]
    fn features_are_counted() {
        for size in 0..8 {
            assert_eq!(quadratic(&vec![0.5; size]).len(), quadratic_count(size));
            assert_eq!(cubic(&vec![0.5; size]).len(), cubic_count(size));
        }
    }
}
