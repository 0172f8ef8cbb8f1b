//! Distribution functions that the other rooms share, on libm.

pub use amnok_chance::normal::{normal_below, normal_quantile};

/// ln 2π.
pub const LN_2PI: f64 = 1.837_877_066_409_345_3;

/// Density of the standard normal at z.
pub fn normal_density(z: f64) -> f64 {
    libm::exp(-0.5 * (z * z + LN_2PI))
}

/// ln Φ(z), also where Φ(z) is too small to be written.
pub fn log_normal_below(z: f64) -> f64 {
    if z > -30.0 {
        return libm::log(normal_below(z));
    }
    // Mills' ratio: Φ(z) ≈ φ(z)/|z| · (1 − 1/z² + 3/z⁴).
    let square = z * z;
    -0.5 * (square + LN_2PI) - libm::log(-z) + libm::log1p(-1.0 / square + 3.0 / (square * square))
}

/// ln of the density of Student's t with `freedom` degrees at z, of scale 1.
pub fn log_student_density(z: f64, freedom: f64) -> f64 {
    let half = 0.5 * (freedom + 1.0);
    libm::lgamma(half)
        - libm::lgamma(0.5 * freedom)
        - 0.5 * libm::log(freedom * std::f64::consts::PI)
        - half * libm::log1p(z * z / freedom)
}

/// ln of the chance of `count` in a negative binomial of that mean whose variance is mean + mean²/size; an infinite
/// size gives the Poisson.
///
/// Source: Hilbe 2011, "Negative Binomial Regression", 2nd ed. (NB2).
pub fn log_count_chance(count: f64, mean: f64, size: f64) -> f64 {
    log_count_constant(count, size) + log_count_by_mean(count, mean, size)
}

/// The part of [`log_count_chance`] that does not depend on the mean.
pub fn log_count_constant(count: f64, size: f64) -> f64 {
    let factorial = libm::lgamma(count + 1.0);
    if size.is_infinite() {
        -factorial
    } else {
        libm::lgamma(count + size) - libm::lgamma(size) - factorial
    }
}

/// The part of [`log_count_chance`] that depends on the mean.
pub fn log_count_by_mean(count: f64, mean: f64, size: f64) -> f64 {
    if mean <= 0.0 {
        return if count == 0.0 { 0.0 } else { f64::NEG_INFINITY };
    }
    if size.is_infinite() {
        return count * libm::log(mean) - mean;
    }
    let odds = libm::log1p(mean / size);
    count * (libm::log(mean / size) - odds) - size * odds
}

/// ln Σ exp(xᵢ), without overflow; −∞ of nothing.
pub fn log_sum_exp(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return largest;
    }
    largest + libm::log(terms.iter().map(|x| libm::exp(x - largest)).sum())
}

/// 1/(1 + e⁻ˣ).
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_far_tail_goes_on_where_the_near_one_ends() {
        let (near, far) = (libm::log(normal_below(-30.0 + 1e-9)), log_normal_below(-30.0 - 1e-9));
        assert!((near - far).abs() < 1e-4, "{near} {far}");
        assert!((log_normal_below(-10.0) + 53.231_285_150_512_47).abs() < 1e-9);
    }

    #[test]
    fn counts_sum_to_one_with_their_mean_and_variance() {
        for (mean, size) in [(3.0, 2.0), (20.0, f64::INFINITY), (0.4, 50.0)] {
            let chances: Vec<f64> = (0..2000)
                .map(|k| libm::exp(log_count_chance(f64::from(k), mean, size)))
                .collect();
            let moment =
                |power: i32| -> f64 { chances.iter().zip(0..).map(|(p, k)| p * f64::from(k).powi(power)).sum() };
            assert!((moment(0) - 1.0).abs() < 1e-9);
            assert!((moment(1) - mean).abs() < 1e-8);
            assert!((moment(2) - mean * mean - mean - mean * mean / size).abs() < 1e-6);
        }
    }

    #[test]
    fn student_is_cauchy_at_one_and_normal_at_many() {
        assert!((log_student_density(2.0, 1.0) + libm::log(5.0 * std::f64::consts::PI)).abs() < 1e-12);
        assert!((log_student_density(1.3, 1e7) - libm::log(normal_density(1.3))).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn quantile_undoes_the_distribution(z in -8.0..5.0f64) {
            prop_assert!((normal_quantile(normal_below(z)) - z).abs() < 1e-9);
        }
    }
}
