//! Which values move an outcome: variance-based indices ([`sobol`]), screening ([`morris`]), and first-order indices from any
//! filling design ([`classes`]).
//!
//! Intervals are bootstrap intervals (95 %) over base points or points: they say how far the number of points decides an
//! index, not how wrong a range may be.

pub mod classes;
pub mod morris;
pub mod sobol;

use crate::purpose::Purpose;
use crate::sweep::{Design, SweepPlan};
use amnok_chance::Luck;

/// Resamples behind an interval.
pub const RESAMPLES: u32 = 200;

/// An index with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The index.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What is said of one factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Influence {
    /// Shares of the outcome's variance: by the factor alone, and with all its interactions.
    Sobol {
        /// By the factor alone.
        first: Estimate,
        /// With all interactions.
        total: Estimate,
    },
    /// Share of the outcome's variance by the factor alone, from classes of points.
    First(Estimate),
    /// Elementary effects of one range of the factor, in the unit of the outcome.
    Morris {
        /// Mean of their sizes.
        mu_star: Estimate,
        /// Their standard deviation: interactions and curvature.
        sigma: f64,
    },
}

impl Influence {
    /// By what factors are put in order: total index, first-order index or mean size of effects.
    pub fn strength(&self) -> f64 {
        match self {
            Influence::Sobol { total, .. } => total.value,
            Influence::First(first) => first.value,
            Influence::Morris { mu_star, .. } => mu_star.value,
        }
    }
}

/// What drives an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Drivers {
    /// One for every factor, in their order; empty where the outcome does not vary or is defined at too few points.
    pub influences: Vec<Influence>,
    /// Points (base points, trajectories) that could be used.
    pub used: usize,
    /// Of so many.
    pub of: usize,
}

/// What drives the outcome whose value at each point of the plan is given (none where it is not defined).
pub fn drivers(plan: &SweepPlan, points: &[Vec<f64>], values: &[Option<f64>]) -> Drivers {
    let factors = plan.factors.len();
    match plan.design {
        Design::Saltelli => {
            let blocks = blocks(values, factors + 2);
            Drivers {
                used: blocks.len(),
                of: values.len() / (factors + 2),
                influences: sobol::indices(&blocks, factors, plan.seed),
            }
        }
        Design::Morris => {
            let unit = |(value, factor): (&f64, &crate::sweep::Factor)| factor.prior.share_below(*value);
            let unit = |point: &Vec<f64>| point.iter().zip(&plan.factors).map(unit).collect::<Vec<f64>>();
            let units: Vec<Vec<f64>> = points.iter().map(unit).collect();
            let trajectories: Vec<_> = (units.chunks(factors + 1).zip(values.chunks(factors + 1)))
                .filter_map(|(points, values)| Some((points, values.iter().copied().collect::<Option<Vec<f64>>>()?)))
                .collect();
            Drivers {
                used: trajectories.len(),
                of: values.len() / (factors + 1),
                influences: morris::effects(&trajectories, factors, plan.seed),
            }
        }
        Design::Sobol | Design::Latin | Design::Grid => {
            let known: Vec<(&[f64], f64)> = (points.iter().zip(values))
                .filter_map(|(point, value)| Some((point.as_slice(), (*value)?)))
                .collect();
            Drivers {
                used: known.len(),
                of: values.len(),
                influences: classes::indices(&known, factors, plan.seed),
            }
        }
    }
}

/// The whole blocks of so many values.
fn blocks(values: &[Option<f64>], size: usize) -> Vec<Vec<f64>> {
    values
        .chunks(size)
        .filter_map(|block| block.iter().copied().collect())
        .collect()
}

/// Numbers of a resample of `count` things.
fn resample(count: usize, number: u32, seed: u64) -> Vec<usize> {
    let mut draws = Luck { seed, replicate: 0 }.at(Purpose::Bootstrap, 0, number, 0);
    (0..count).map(|_| draws.below(count as u32) as usize).collect()
}

/// The middle 95 % of numbers; both ends 0 where there are none.
fn middle(mut numbers: Vec<f64>) -> (f64, f64) {
    numbers.retain(|number| number.is_finite());
    numbers.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (numbers.len().max(1) - 1) as f64;
        numbers.get(place.round() as usize).copied().unwrap_or(0.0)
    };
    (at(0.025), at(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::Factor;

    fn plan(design: Design, asked: u32, factors: usize) -> SweepPlan {
        let factor = |number| Factor {
            key: format!("x{number}"),
            unit: "none".into(),
            prior: amnok_chance::prior::Prior::even(0.0, 1.0),
        };
        SweepPlan {
            design,
            wave: None,
            asked,
            seed: 1,
            factors: (0..factors).map(factor).collect(),
            replicates: 1,
        }
    }

    fn asked(plan: &SweepPlan, of: impl Fn(&[f64]) -> f64) -> Drivers {
        let points = plan.points().expect("points");
        let values: Vec<Option<f64>> = points.iter().map(|point| Some(of(point))).collect();
        drivers(plan, &points, &values)
    }

    /// Ishigami & Homma 1990 with a = 7, b = 0.1, on the unit cube.
    fn ishigami(x: &[f64]) -> f64 {
        let [a, b, c] = [0, 1, 2].map(|i| core::f64::consts::PI * (2.0 * x[i] - 1.0));
        a.sin() + 7.0 * b.sin().powi(2) + 0.1 * c.powi(4) * a.sin()
    }

    /// Sobol's G function.
    fn g(x: &[f64]) -> f64 {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        x.iter()
            .zip(a)
            .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
            .product()
    }

    fn close(found: &Drivers, published: &[(f64, f64)], tolerance: f64) {
        for (number, (influence, (s, st))) in found.influences.iter().zip(published).enumerate() {
            let Influence::Sobol { first, total } = influence else {
                panic!("no Sobol indices");
            };
            println!(
                "x{}: S {:.4} ({s:.4}), ST {:.4} ({st:.4})",
                number + 1,
                first.value,
                total.value
            );
            assert!(
                (first.value - s).abs() < tolerance,
                "S{}: {} for {s}",
                number + 1,
                first.value
            );
            assert!(
                (total.value - st).abs() < tolerance,
                "ST{}: {} for {st}",
                number + 1,
                total.value
            );
            assert!(first.low <= first.value && first.value <= first.high);
            assert!(total.low <= *st + tolerance && *st - tolerance <= total.high);
        }
        assert_eq!(found.influences.len(), published.len());
    }

    /// Published values (closed form; Saltelli et al. 2008): S .3139 .4424 0, ST .5576 .4424 .2437. Fixed points, no
    /// chance: the tolerance is the error of 4,096 base points.
    #[test]
    fn indices_of_ishigami_are_those_published() {
        let found = asked(&plan(Design::Saltelli, 4096, 3), ishigami);
        close(&found, &[(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)], 0.01);
    }

    /// Published first-order values .7165 .1791 .0237 .0072 .0001 … (Saltelli & Sobol' 1995), totals by the closed form.
    #[test]
    fn indices_of_sobols_g_are_those_published() {
        let found = asked(&plan(Design::Saltelli, 4096, 8), g);
        let last = (0.0001, 0.0001);
        let published = [
            (0.7165, 0.7871),
            (0.1791, 0.2422),
            (0.0237, 0.0343),
            (0.0072, 0.0105),
            last,
            last,
            last,
            last,
        ];
        close(&found, &published, 0.01);
    }

    #[test]
    fn classes_find_the_first_order_indices_of_ishigami() {
        for design in [Design::Sobol, Design::Latin] {
            let found = asked(&plan(design, 4096, 3), ishigami);
            for (influence, s) in found.influences.iter().zip([0.3139, 0.4424, 0.0]) {
                let Influence::First(first) = influence else {
                    panic!("no first-order index")
                };
                assert!((first.value - s).abs() < 0.03, "{} for {s}", first.value);
                assert!(first.low - 0.03 <= s && s <= first.high + 0.03);
            }
        }
    }

    #[test]
    fn elementary_effects_of_a_plane_are_its_slopes() {
        let found = asked(&plan(Design::Morris, 10, 3), |x| 5.0 * x[0] - 2.0 * x[1]);
        let expected = [5.0, 2.0, 0.0];
        for (influence, slope) in found.influences.iter().zip(expected) {
            let Influence::Morris { mu_star, sigma } = influence else {
                panic!("no effects")
            };
            assert!((mu_star.value - slope).abs() < 1e-9 && *sigma < 1e-9);
        }
        // A product of two interacts: the effects of each differ by where the other stands.
        let product = asked(&plan(Design::Morris, 10, 2), |x| x[0] * x[1]);
        assert!(
            product
                .influences
                .iter()
                .all(|i| matches!(i, Influence::Morris { sigma, .. } if *sigma > 0.1))
        );
    }

    #[test]
    fn what_does_not_vary_or_is_not_defined_has_no_indices() {
        for design in [Design::Saltelli, Design::Morris, Design::Sobol] {
            let plan = plan(design, 64, 2);
            assert!(asked(&plan, |_| 3.0).influences.is_empty(), "{design:?}");
            let points = plan.points().expect("points");
            let none = drivers(&plan, &points, &vec![None; points.len()]);
            assert!(none.influences.is_empty() && none.used == 0);
        }
    }
}
