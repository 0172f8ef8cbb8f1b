//! How much of what differs between histories is luck.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Share of luck in how a number differs between histories: the differences that are left between two histories with the same values, over those between any two, as
/// mean squares of ranks; 0 to 1. `pairs` are places of histories with the same values. `None` where there is no pair, or all are equal.
///
/// Ranks, since numbers of histories drawn from the prior differ by factors of hundreds, of which a mean square would see the largest alone.
pub fn share_of_luck(values: &[f64], pairs: &[(usize, usize)]) -> Option<f64> {
    let ranks = ranks(values);
    let middle = 0.5 * (values.len() as f64 + 1.0);
    // Half the mean square of the difference of two alike is the variance of luck.
    let luck: f64 = pairs.iter().map(|(a, b)| 0.5 * square(ranks[*a] - ranks[*b])).sum();
    let whole: f64 = ranks.iter().map(|rank| square(rank - middle)).sum();
    let (luck, whole) = (luck / pairs.len() as f64, whole / (values.len() as f64 - 1.0));
    (whole > 0.0 && luck.is_finite()).then(|| (luck / whole).min(1.0))
}

/// Between how many times what is found by so many pairs the share of luck likely lies (nine tenths): those of chi-square with as many degrees of
/// freedom, as if all pairs were alike; none without a pair.
pub fn luck_within(pairs: usize) -> Option<(f64, f64)> {
    let of = pairs as f64;
    let chi = ChiSquared::new(of).ok()?;
    Some((of / chi.inverse_cdf(0.95), of / chi.inverse_cdf(0.05)))
}

fn square(x: f64) -> f64 {
    x * x
}

/// Ranks from 1, the mean of those that are shared.
fn ranks(values: &[f64]) -> Vec<f64> {
    let below = |value: f64| values.iter().filter(|other| **other < value).count();
    let same = |value: f64| values.iter().filter(|other| **other == value).count();
    let rank = |value: &f64| below(*value) as f64 + 0.5 * (same(*value) as f64 + 1.0);
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_chance::Luck;
    use amnok_chance::normal::normal_quantile;

    /// Values whose logarithm is `a` times what a pair shares plus `b` times what each has of its own: the share of luck is
    /// b²/(a² + b²), on ranks nearly so.
    fn share(a: f64, b: f64) -> f64 {
        let normal =
            |purpose: u16, who| normal_quantile(Luck { seed: 1, replicate: 0 }.at(purpose, 0, who, 0).uniform());
        let value = |n: u32| libm::exp(a * normal(1, n / 2) + b * normal(2, n));
        let values: Vec<f64> = (0..2_000).map(value).collect();
        let pairs: Vec<(usize, usize)> = (0..1_000).map(|n| (2 * n, 2 * n + 1)).collect();
        share_of_luck(&values, &pairs).expect("they differ")
    }

    /// Fixed draws; a thousand pairs give a share within ± 0.03 (two standard errors), and ranks differ from logarithms by as much.
    #[test]
    fn what_two_of_a_pair_do_not_share_is_luck() {
        assert_eq!(share(1.0, 0.0), 0.0);
        assert!(share(0.0, 1.0) > 0.94);
        assert!((share(1.0, 1.0) - 0.5).abs() < 0.06, "{}", share(1.0, 1.0));
        assert!((share(2.0, 1.0) - 0.2).abs() < 0.06, "{}", share(2.0, 1.0));
    }

    /// Tables of chi-square: 1.635 and 12.592 with six degrees of freedom, 0.00393 and 3.841 with one.
    #[test]
    fn few_pairs_know_little() {
        let near = |found: Option<(f64, f64)>, low: f64, high: f64| {
            let (a, b) = found.expect("pairs");
            assert!((a / low - 1.0).abs() < 2e-3 && (b / high - 1.0).abs() < 2e-3, "{a} {b}");
        };
        near(luck_within(6), 6.0 / 12.592, 6.0 / 1.635);
        near(luck_within(1), 1.0 / 3.841, 1.0 / 0.00393);
        assert_eq!(luck_within(0), None);
    }

    #[test]
    fn without_pairs_or_differences_there_is_no_share() {
        assert_eq!(share_of_luck(&[1.0, 2.0, 3.0], &[]), None);
        assert_eq!(share_of_luck(&[1.0, 1.0], &[(0, 1)]), None);
        assert_eq!(share_of_luck(&[], &[]), None);
    }
}
