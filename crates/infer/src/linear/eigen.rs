//! Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
//!
//! Source: Golub & Van Loan 2013, "Matrix Computations", 4th ed., section 8.5 (cyclic by rows).
use super::Matrix;

/// A = V·diag(values)·Vᵀ.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// Eigenvalues, ascending.
    pub values: Vec<f64>,
    /// Eigenvectors as columns, in the order of the values; the largest entry of each is positive.
    pub vectors: Matrix,
}

/// The spectrum of a symmetric matrix.
pub fn spectrum(matrix: &Matrix) -> Spectrum {
    let size = matrix.rows();
    let mut work = matrix.clone();
    let mut vectors = Matrix::identity(size);
    let scale: f64 = (0..size)
        .map(|i| matrix.row(i).iter().map(|x| x * x).sum::<f64>())
        .sum();
    for _ in 0..60 {
        let mut off = 0.0;
        for p in 0..size {
            for q in p + 1..size {
                off += work[(p, q)] * work[(p, q)];
                rotate(&mut work, &mut vectors, p, q);
            }
        }
        if off <= 1e-30 * scale {
            break;
        }
    }
    sorted(&work, &vectors)
}

/// One rotation in the plane (p, q) that makes the entry (p, q) zero.
fn rotate(work: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    let entry = work[(p, q)];
    if entry == 0.0 {
        return;
    }
    let tau = (work[(q, q)] - work[(p, p)]) / (2.0 * entry);
    let tangent = tau.signum() / (tau.abs() + (1.0 + tau * tau).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = tangent * cosine;
    for k in 0..work.rows() {
        let (a, b) = (work[(k, p)], work[(k, q)]);
        work[(k, p)] = cosine * a - sine * b;
        work[(k, q)] = sine * a + cosine * b;
    }
    for k in 0..work.rows() {
        let (a, b) = (work[(p, k)], work[(q, k)]);
        work[(p, k)] = cosine * a - sine * b;
        work[(q, k)] = sine * a + cosine * b;
    }
    for k in 0..work.rows() {
        let (a, b) = (vectors[(k, p)], vectors[(k, q)]);
        vectors[(k, p)] = cosine * a - sine * b;
        vectors[(k, q)] = sine * a + cosine * b;
    }
}

fn sorted(work: &Matrix, vectors: &Matrix) -> Spectrum {
    let size = work.rows();
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|a, b| work[(*a, *a)].total_cmp(&work[(*b, *b)]));
    let sign = |j: usize| {
        let largest = (0..size)
            .map(|i| vectors[(i, j)])
            .fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
        if largest < 0.0 { -1.0 } else { 1.0 }
    };
    Spectrum {
        values: order.iter().map(|j| work[(*j, *j)]).collect(),
        vectors: Matrix::from_fn(size, size, |i, j| sign(order[j]) * vectors[(i, order[j])]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spectrum_of_a_known_matrix() {
        let found = spectrum(&Matrix::from_rows(&[[2.0, 1.0], [1.0, 2.0]]));
        assert!((found.values[0] - 1.0).abs() < 1e-14 && (found.values[1] - 3.0).abs() < 1e-14);
        assert!((found.vectors[(0, 1)] - 0.5f64.sqrt()).abs() < 1e-14);
    }

    /// The second differences on n points have the eigenvalues 2 − 2·cos(kπ/(n + 1)).
    #[test]
    fn spectrum_of_second_differences() {
        let n = 12;
        let found = spectrum(&Matrix::from_fn(n, n, |i, j| match i.abs_diff(j) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        }));
        for (k, value) in found.values.iter().enumerate() {
            let angle = (k + 1) as f64 * std::f64::consts::PI / (n + 1) as f64;
            assert!((value - (2.0 - 2.0 * libm::cos(angle))).abs() < 1e-12);
        }
    }

    proptest! {
        #[test]
        fn the_parts_make_the_matrix_again(entries in prop::collection::vec(-3.0..3.0f64, 25)) {
            let matrix = Matrix::from_fn(5, 5, |i, j| entries[5 * i.max(j) + i.min(j)]);
            let Spectrum { values, vectors } = spectrum(&matrix);
            let scaled = Matrix::from_fn(5, 5, |i, j| vectors[(i, j)] * values[j]);
            let back = scaled.times(&vectors.transposed());
            for i in 0..5 {
                for j in 0..5 {
                    prop_assert!((back[(i, j)] - matrix[(i, j)]).abs() < 1e-10);
                }
            }
        }
    }
}
