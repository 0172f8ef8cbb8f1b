//! Small dense linear algebra, written out so that its sums have one order everywhere.
//!
//! Matrices are stored by rows. Nothing here runs on threads; a few hundred columns are the size it is meant for.
mod cholesky;
mod eigen;

pub use cholesky::{Cholesky, NotPositive};
pub use eigen::{Spectrum, spectrum};

use std::ops::{Index, IndexMut};

/// A dense matrix, stored by rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    entries: Vec<f64>,
}

impl Matrix {
    /// All zeros, `rows` × `columns`.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Matrix {
            rows,
            columns,
            entries: vec![0.0; rows * columns],
        }
    }

    /// Ones on the diagonal, `size` × `size`.
    pub fn identity(size: usize) -> Self {
        Self::from_fn(size, size, |i, j| if i == j { 1.0 } else { 0.0 })
    }

    /// Entry (i, j) is `entry(i, j)`.
    pub fn from_fn(rows: usize, columns: usize, entry: impl Fn(usize, usize) -> f64) -> Self {
        let entries = (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
        Matrix {
            rows,
            columns,
            entries: entries.map(|(i, j)| entry(i, j)).collect(),
        }
    }

    /// From rows of one length. No rows make a matrix of 0 × 0.
    ///
    /// # Panics
    /// If the rows differ in length.
    pub fn from_rows<R: AsRef<[f64]>>(rows: &[R]) -> Self {
        let columns = rows.first().map_or(0, |row| row.as_ref().len());
        let mut entries = Vec::with_capacity(rows.len() * columns);
        for row in rows {
            assert_eq!(row.as_ref().len(), columns, "rows of a matrix have one length");
            entries.extend_from_slice(row.as_ref());
        }
        Matrix {
            rows: rows.len(),
            columns,
            entries,
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Row `i`.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.entries[i * self.columns..(i + 1) * self.columns]
    }

    /// Row `i`, to be written.
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.entries[i * self.columns..(i + 1) * self.columns]
    }

    /// Column `j`, copied.
    pub fn column(&self, j: usize) -> Vec<f64> {
        (0..self.rows).map(|i| self[(i, j)]).collect()
    }

    /// The matrix with rows and columns exchanged.
    pub fn transposed(&self) -> Matrix {
        Matrix::from_fn(self.columns, self.rows, |i, j| self[(j, i)])
    }

    /// The rows named by `which`, in that order.
    pub fn take_rows(&self, which: &[usize]) -> Matrix {
        let entries = which.iter().flat_map(|i| self.row(*i).iter().copied());
        Matrix {
            rows: which.len(),
            columns: self.columns,
            entries: entries.collect(),
        }
    }

    /// The columns named by `which`, in that order.
    pub fn take_columns(&self, which: &[usize]) -> Matrix {
        Matrix::from_fn(self.rows, which.len(), |i, j| self[(i, which[j])])
    }

    /// The product `self · other`.
    ///
    /// # Panics
    /// If the inner sizes differ.
    pub fn times(&self, other: &Matrix) -> Matrix {
        assert_eq!(self.columns, other.rows, "inner sizes of a product");
        let mut product = Matrix::zeros(self.rows, other.columns);
        for i in 0..self.rows {
            for k in 0..self.columns {
                add_multiple(product.row_mut(i), self[(i, k)], other.row(k));
            }
        }
        product
    }

    /// The product `self · vector`.
    pub fn times_vector(&self, vector: &[f64]) -> Vec<f64> {
        assert_eq!(self.columns, vector.len(), "inner sizes of a product");
        (0..self.rows).map(|i| dot(self.row(i), vector)).collect()
    }

    /// `selfᵀ · diag(weights) · other`: the sums of products that least squares need.
    pub fn cross(&self, weights: &[f64], other: &Matrix) -> Matrix {
        assert!(
            self.rows == other.rows && self.rows == weights.len(),
            "rows of a cross product"
        );
        let mut product = Matrix::zeros(self.columns, other.columns);
        for (i, weight) in weights.iter().enumerate() {
            for j in 0..self.columns {
                let factor = weight * self[(i, j)];
                if factor != 0.0 {
                    add_multiple(product.row_mut(j), factor, other.row(i));
                }
            }
        }
        product
    }

    /// `value` added to every entry of the diagonal.
    pub fn add_diagonal(&mut self, value: f64) {
        for i in 0..self.rows.min(self.columns) {
            self[(i, i)] += value;
        }
    }

    /// Every entry times `factor`.
    pub fn scaled(mut self, factor: f64) -> Matrix {
        self.entries.iter_mut().for_each(|entry| *entry *= factor);
        self
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    #[inline]
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.entries[i * self.columns + j]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    #[inline]
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.entries[i * self.columns + j]
    }
}

/// Running sums of a product: so many additions need not wait for each other.
const LANES: usize = 16;

/// Σ aᵢ·bᵢ, in running sums of fixed order.
#[inline]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let whole = a.len() / LANES * LANES;
    for (a, b) in a[..whole].chunks_exact(LANES).zip(b[..whole].chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = a[whole..].iter().zip(&b[whole..]).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

/// `target += factor · source`.
#[inline]
pub fn add_multiple(target: &mut [f64], factor: f64, source: &[f64]) {
    for (target, source) in target.iter_mut().zip(source) {
        *target += factor * source;
    }
}

/// Mean of each column.
pub fn column_means(table: &Matrix) -> Vec<f64> {
    let mut means = vec![0.0; table.columns()];
    for i in 0..table.rows() {
        add_multiple(&mut means, 1.0 / table.rows() as f64, table.row(i));
    }
    means
}

/// Covariance of the columns, divisor n − 1.
pub fn covariance(table: &Matrix) -> Matrix {
    let means = column_means(table);
    let centred = Matrix::from_fn(table.rows(), table.columns(), |i, j| table[(i, j)] - means[j]);
    let weight = 1.0 / (table.rows() as f64 - 1.0).max(1.0);
    centred.cross(&vec![weight; table.rows()], &centred)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_of_known_matrices() {
        let a = Matrix::from_rows(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]);
        let b = Matrix::from_rows(&[[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]);
        let expected = Matrix::from_rows(&[[1.0, 2.0, 0.0], [3.0, 4.0, 2.0], [5.0, 6.0, 4.0]]);
        assert_eq!(a.times(&b), expected);
        assert_eq!(a.transposed().times(&a), a.cross(&[1.0; 3], &a));
        assert_eq!(a.times_vector(&[1.0, -1.0]), [-1.0, -1.0, -1.0]);
    }

    #[test]
    fn covariance_of_known_columns() {
        let table = Matrix::from_rows(&[[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]);
        assert_eq!(covariance(&table), Matrix::from_rows(&[[1.0, 2.0], [2.0, 4.0]]));
    }

    #[test]
    fn dot_sums_every_entry() {
        for n in 0..13 {
            let ones = vec![1.0; n];
            let numbers: Vec<f64> = (1..=n).map(|i| i as f64).collect();
            assert_eq!(dot(&ones, &numbers), (n * (n + 1) / 2) as f64);
        }
    }
}
