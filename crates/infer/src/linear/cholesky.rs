//! Cholesky factor A = L·Lᵀ of a symmetric positive definite matrix, and what it solves.
//!
//! Source: Golub & Van Loan 2013, "Matrix Computations", 4th ed., section 4.2.
use super::{Matrix, dot};
use std::fmt;

/// The lower factor L of A = L·Lᵀ.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    lower: Matrix,
}

/// The matrix is not positive definite (or holds what is not a number).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPositive {
    /// Row at which the factor breaks down, from 0.
    pub row: usize,
}

impl fmt::Display for NotPositive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the matrix is not positive definite (row {})", self.row)
    }
}

impl std::error::Error for NotPositive {}

impl Cholesky {
    /// Factors a symmetric matrix; only its lower triangle is read.
    ///
    /// # Errors
    /// [`NotPositive`] if a pivot is not positive.
    pub fn of(matrix: &Matrix) -> Result<Self, NotPositive> {
        let size = matrix.rows();
        let mut lower = Matrix::zeros(size, size);
        for i in 0..size {
            for j in 0..=i {
                let rest = matrix[(i, j)] - dot(&lower.row(i)[..j], &lower.row(j)[..j]);
                if i > j {
                    lower[(i, j)] = rest / lower[(j, j)];
                } else if rest > 0.0 && rest.is_finite() {
                    lower[(i, i)] = rest.sqrt();
                } else {
                    return Err(NotPositive { row: i });
                }
            }
        }
        Ok(Cholesky { lower })
    }

    /// Factors the matrix; where it is not positive definite, with the smallest of 10⁻¹⁰, 10⁻⁹, … times its mean
    /// diagonal added to the diagonal that makes it so (at least the identity is factored in the end).
    pub fn of_nearly(matrix: &Matrix) -> Self {
        let size = matrix.rows();
        let mean = (0..size).map(|i| matrix[(i, i)].abs()).sum::<f64>() / size.max(1) as f64;
        let mut ridge = 0.0;
        for _ in 0..20 {
            let mut raised = matrix.clone();
            raised.add_diagonal(ridge);
            if let Ok(factor) = Self::of(&raised) {
                return factor;
            }
            ridge = if ridge == 0.0 {
                1e-10 * mean.max(1e-300)
            } else {
                10.0 * ridge
            };
        }
        Cholesky {
            lower: Matrix::identity(size),
        }
    }

    /// The lower factor.
    pub fn lower(&self) -> &Matrix {
        &self.lower
    }

    /// ln |A|.
    pub fn log_determinant(&self) -> f64 {
        (0..self.lower.rows())
            .map(|i| 2.0 * libm::log(self.lower[(i, i)]))
            .sum()
    }

    /// L⁻¹·b: b with its correlation taken out, so that the square of its length is bᵀ·A⁻¹·b.
    pub fn whiten(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for i in 0..x.len() {
            let done = dot(&self.lower.row(i)[..i], &x[..i]);
            x[i] = (x[i] - done) / self.lower[(i, i)];
        }
        x
    }

    /// L·z: independent standard normals given the covariance A.
    pub fn colour(&self, z: &[f64]) -> Vec<f64> {
        (0..z.len()).map(|i| dot(&self.lower.row(i)[..=i], &z[..=i])).collect()
    }

    /// A⁻¹·b.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = self.whiten(b);
        for i in (0..x.len()).rev() {
            x[i] /= self.lower[(i, i)];
            for j in 0..i {
                x[j] -= self.lower[(i, j)] * x[i];
            }
        }
        x
    }

    /// A⁻¹·B, column by column.
    pub fn solve_matrix(&self, b: &Matrix) -> Matrix {
        let columns: Vec<Vec<f64>> = (0..b.columns()).map(|j| self.solve(&b.column(j))).collect();
        Matrix::from_fn(b.rows(), b.columns(), |i, j| columns[j][i])
    }

    /// A⁻¹.
    pub fn inverse(&self) -> Matrix {
        self.solve_matrix(&Matrix::identity(self.lower.rows()))
    }

    /// The diagonal of A⁻¹.
    pub fn inverse_diagonal(&self) -> Vec<f64> {
        let size = self.lower.rows();
        let of = |k: usize| {
            // Column k of L⁻¹, which begins at its row k.
            let mut column = vec![1.0 / self.lower[(k, k)]];
            for i in k + 1..size {
                let done = dot(&self.lower.row(i)[k..i], &column);
                column.push(-done / self.lower[(i, i)]);
            }
            dot(&column, &column)
        };
        (0..size).map(of).collect()
    }

    /// bᵀ·A⁻¹·b.
    pub fn distance(&self, b: &[f64]) -> f64 {
        let white = self.whiten(b);
        dot(&white, &white)
    }

    /// ln of the density of N(0, A) at b.
    pub fn log_normal_density(&self, b: &[f64]) -> f64 {
        -0.5 * (self.distance(b) + self.log_determinant() + b.len() as f64 * crate::special::LN_2PI)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn factor_and_solution_of_a_known_matrix() {
        let matrix = Matrix::from_rows(&[[4.0, 12.0, -16.0], [12.0, 37.0, -43.0], [-16.0, -43.0, 98.0]]);
        let factor = Cholesky::of(&matrix).expect("positive definite");
        let expected = Matrix::from_rows(&[[2.0, 0.0, 0.0], [6.0, 1.0, 0.0], [-8.0, 5.0, 3.0]]);
        assert_eq!(factor.lower(), &expected);
        assert!((factor.log_determinant() - libm::log(36.0)).abs() < 1e-12);
        assert_eq!(
            factor.solve(&[0.0, 6.0, 39.0]),
            Cholesky::of(&matrix).expect("same").solve(&[0.0, 6.0, 39.0])
        );
        for (i, value) in matrix.times_vector(&factor.solve(&[0.0, 6.0, 39.0])).iter().enumerate() {
            assert!((value - [0.0, 6.0, 39.0][i]).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_not_positive_is_refused_with_its_row() {
        let matrix = Matrix::from_rows(&[[1.0, 2.0], [2.0, 1.0]]);
        assert_eq!(Cholesky::of(&matrix), Err(NotPositive { row: 1 }));
        let nan = Matrix::from_rows(&[[f64::NAN]]);
        assert_eq!(Cholesky::of(&nan), Err(NotPositive { row: 0 }));
    }

    #[test]
    fn a_singular_matrix_is_factored_nearly() {
        let matrix = Matrix::from_rows(&[[1.0, 1.0], [1.0, 1.0]]);
        let lower = Cholesky::of_nearly(&matrix).lower().clone();
        let back = lower.times(&lower.transposed());
        assert!((back[(0, 1)] - 1.0).abs() < 1e-8 && (back[(1, 1)] - 1.0).abs() < 1e-8);
    }

    #[test]
    fn density_is_that_of_independent_normals() {
        let matrix = Matrix::from_rows(&[[4.0, 0.0], [0.0, 9.0]]);
        let factor = Cholesky::of(&matrix).expect("positive definite");
        let by_hand = -0.5 * (1.0 + 1.0) - libm::log(6.0) - libm::log(2.0 * std::f64::consts::PI);
        assert!((factor.log_normal_density(&[2.0, -3.0]) - by_hand).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn solving_undoes_multiplying(entries in prop::collection::vec(-2.0..2.0f64, 16), b in prop::collection::vec(-5.0..5.0f64, 4)) {
            let root = Matrix::from_fn(4, 4, |i, j| entries[4 * i + j]);
            let mut matrix = root.times(&root.transposed());
            matrix.add_diagonal(0.5);
            let factor = Cholesky::of(&matrix).expect("positive definite");
            let back = matrix.times_vector(&factor.solve(&b));
            for i in 0..4 {
                prop_assert!((back[i] - b[i]).abs() < 1e-8);
            }
            let white = factor.whiten(&factor.colour(&b));
            for i in 0..4 {
                prop_assert!((white[i] - b[i]).abs() < 1e-8);
            }
        }
    }
}
