//! How much was learned of a quantity.
use crate::weighted::quantiles;

/// 1 − width of the posterior's 90 % interval over that of the prior's: 1 is everything, 0 nothing, below 0 the posterior
/// is the wider. Below .1 the honest word is "nothing learned". Each of prior and posterior as draws with weights.
pub fn learned(prior: (&[f64], &[f64]), posterior: (&[f64], &[f64])) -> f64 {
    let width = |(draws, weights): (&[f64], &[f64])| {
        let ends = quantiles(draws, weights, &[0.05, 0.95]);
        ends[1] - ends[0]
    };
    1.0 - width(posterior) / width(prior)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_width_is_half_learned() {
        let prior: Vec<f64> = (0..1000).map(f64::from).collect();
        let posterior: Vec<f64> = prior.iter().map(|x| 0.5 * x + 7.0).collect();
        let equal = vec![1.0; 1000];
        assert!((learned((&prior, &equal), (&posterior, &equal)) - 0.5).abs() < 1e-9);
        assert_eq!(learned((&prior, &equal), (&prior, &equal)), 0.0);
    }
}
