//! How likely what was observed is, given a reading of the simulator: kinds of observation, their errors, and what the
//! simulator may be off by.
mod kind;
mod scale;
mod shapes;
mod tabulated;
mod tails;

pub use kind::{Impossible, Statement};
pub use scale::Scale;
pub(crate) use tabulated::Tabulated;

use crate::special::{log_sum_exp, normal_below};

/// Nodes at which a discrepancy is summed over whose size is up to so many deviations of the observation: one so sharp would fall between fewer.
const NODES: [(usize, f64); 4] = [(49, 1.0), (97, 2.0), (193, 5.0), (577, f64::INFINITY)];
/// Their reach in standard deviations of a normal.
const REACH: f64 = 4.0;
/// Chance of an interval below which logarithms are added up instead, which do not run out of digits.
const LEAST_CHANCE: f64 = 1e-8;

/// One observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Column of the reading that it is of.
    pub reading: usize,
    /// The series that it belongs to, by its place in [`Observed::series`].
    pub series: usize,
    /// What was observed, with its error.
    pub kind: Statement,
}

/// Several observations with one cause of being off.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name, for messages and tables.
    pub name: String,
    /// Scale of what the simulator may be off by, on the scale of the readings; 0 for nothing. The size of the discrepancy
    /// is half-normal with this scale, and each observation is off by that size times a Student's t of four degrees.
    pub discrepancy: f64,
}

/// Everything observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Scale on which each reading of the bank is smooth.
    pub scales: Vec<Scale>,
    /// The series.
    pub series: Vec<Series>,
    /// The observations.
    pub observations: Vec<Observation>,
    /// Columns of readings that were not observed and are wanted: hidden quantities, which the emulator then gives with their
    /// correlation to what was observed.
    pub wanted: Vec<usize>,
}

impl Observed {
    /// Every reading observed as it is, without error: one series, no discrepancy.
    pub fn exactly(values: &[f64], scales: Vec<Scale>) -> Self {
        let observe = |(reading, value): (usize, &f64)| Observation {
            reading,
            series: 0,
            kind: Statement::Quote {
                value: *value,
                error: 0.0,
            },
        };
        let wanted = Vec::new();
        let series = vec![Series {
            name: "readings".to_owned(),
            discrepancy: 0.0,
        }];
        let observations = values.iter().enumerate().map(observe).collect();
        Observed {
            scales,
            series,
            observations,
            wanted,
        }
    }

    /// True if all that is observed is the readings themselves, and nothing else is wanted: then the emulator's density is the whole likelihood.
    pub fn is_exact(&self) -> bool {
        let exact = |o: &Observation| matches!(o.kind, Statement::Quote { error: 0.0, .. });
        self.wanted.is_empty()
            && self
                .observations
                .iter()
                .all(|o| exact(o) && self.series[o.series].discrepancy == 0.0)
    }

    /// The columns observed or wanted, ascending, each once: those that are emulated.
    pub fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self
            .observations
            .iter()
            .map(|o| o.reading)
            .chain(self.wanted.iter().copied())
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The series that have a discrepancy.
    pub fn uncertain(&self) -> Vec<usize> {
        (0..self.series.len())
            .filter(|s| self.series[*s].discrepancy > 0.0)
            .collect()
    }

    /// Without one series: what the others say alone.
    pub fn without(&self, series: usize) -> Self {
        let mut rest = self.clone();
        rest.observations.retain(|o| o.series != series);
        rest
    }
}

/// ln of the chance of one observation when the reading, on its scale, is `y` and the discrepancy has the size `size`:
/// ln ∫ p(observed | y + size·t) dT₄(t).
pub fn log_chance(kind: &Statement, scale: Scale, y: f64, size: f64, nodes: &Nodes) -> f64 {
    if size <= 0.0 {
        return kind.log_chance(scale, y);
    }
    let nodes = nodes.of(size / kind.deviation(scale));
    if let Some(interval) = kind.interval(scale) {
        let terms = nodes.places.iter().zip(&nodes.weights);
        let chance: f64 = terms.map(|(t, w)| w * interval.chance(y + size * t)).sum();
        if chance > LEAST_CHANCE {
            return libm::log(chance);
        }
    }
    let terms: Vec<f64> = nodes
        .places
        .iter()
        .zip(&nodes.log_weights)
        .map(|(t, w)| w + kind.log_by_reading(scale, y + size * t))
        .collect();
    kind.log_constant() + log_sum_exp(&terms)
}

/// Nodes and weights of sums over Student's t of four degrees: even steps of a normal, mapped.
#[derive(Clone, Debug, PartialEq)]
pub struct Nodes([Even; NODES.len()]);

/// One such sum.
#[derive(Clone, Debug, PartialEq)]
struct Even {
    places: Vec<f64>,
    weights: Vec<f64>,
    log_weights: Vec<f64>,
}

impl Nodes {
    /// The nodes used everywhere.
    pub fn new() -> Self {
        Nodes(NODES.map(|(count, _)| Even::of(count)))
    }

    /// Those for a discrepancy of so many deviations of the observation.
    fn of(&self, deviations: f64) -> &Even {
        let enough = NODES.iter().position(|(_, most)| deviations <= *most);
        &self.0[enough.unwrap_or(0)]
    }
}

impl Even {
    fn of(count: usize) -> Self {
        let normal: Vec<f64> = (0..count)
            .map(|k| REACH * (2.0 * k as f64 / (count - 1) as f64 - 1.0))
            .collect();
        let raw: Vec<f64> = normal.iter().map(|z| -0.5 * z * z).collect();
        let total = log_sum_exp(&raw);
        let log_weights: Vec<f64> = raw.iter().map(|w| w - total).collect();
        Even {
            places: normal.iter().map(|z| student_quantile(*z)).collect(),
            weights: log_weights.iter().map(|w| libm::exp(*w)).collect(),
            log_weights,
        }
    }
}

impl Default for Nodes {
    fn default() -> Self {
        Self::new()
    }
}

/// The value of Student's t of four degrees at the level Φ(z).
///
/// Source: Shaw 2006, "Sampling Student's t distribution – use of the inverse cumulative distribution function" (closed form
/// for four degrees).
pub fn student_quantile(z: f64) -> f64 {
    let tail = normal_below(-z.abs());
    let root = (4.0 * tail * (1.0 - tail)).sqrt();
    if root >= 1.0 {
        return 0.0;
    }
    let q = libm::cos(libm::acos(root) / 3.0) / root;
    (2.0 * (q - 1.0).max(0.0).sqrt()).copysign(z)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_quantiles_of_student() {
        // t₄ at 97.5 % is 2.776445, at 75 % 0.740697.
        assert!((student_quantile(1.959_963_984_540_054) - 2.776_445_1).abs() < 1e-6);
        assert!((student_quantile(0.674_489_750_196_082) - 0.740_697_1).abs() < 1e-6);
        assert_eq!(student_quantile(0.0), 0.0);
        assert!((student_quantile(-1.3) + student_quantile(1.3)).abs() < 1e-15);
    }

    /// Against a sum of 20,001 nodes over the density of t₄ itself, for a wide and a sharp observation.
    #[test]
    fn a_discrepancy_widens_as_its_integral_says() {
        let nodes = Nodes::new();
        for (error, size, y) in [
            (0.5, 0.3, 0.2),
            (0.1, 0.25, 0.4),
            (0.2, 0.5, -1.5),
            (0.05, 0.225, 1.63),
            (0.02, 0.5, 1.63),
        ] {
            let kind = Statement::Quote { value: 0.0, error };
            let step = 0.002;
            let terms: Vec<f64> = (-10_000..=10_000)
                .map(|k| f64::from(k) * step)
                .map(|t| crate::special::log_student_density(t, 4.0) + kind.log_chance(Scale::Plain, y + size * t))
                .collect();
            let expected = log_sum_exp(&terms) + libm::log(step);
            let found = log_chance(&kind, Scale::Plain, y, size, &nodes);
            assert!(
                (found - expected).abs() < 0.02,
                "{error} {size}: {found} for {expected}"
            );
        }
    }

    /// Chances of intervals are added up as they are, or as logarithms where they are small: both give the same, near and far.
    #[test]
    fn intervals_under_a_discrepancy_are_the_same_by_chances_and_by_logarithms() {
        let nodes = Nodes::new();
        let scale = Scale::Log { shift: 0.5 };
        let (low, high, error) = (20.0, 60.0, 0.1);
        for kind in [
            Statement::Range { low, high, error },
            Statement::Floor { value: low, error },
            Statement::Ceiling { value: high, error },
        ] {
            for y in [-4.0, 1.0, 2.9, 3.5, 4.2, 6.0, 12.0] {
                let found = log_chance(&kind, scale, y, 0.2, &nodes);
                let even = nodes.of(0.2 / error);
                let logs = even.places.iter().zip(&even.log_weights);
                let terms: Vec<f64> = logs.map(|(t, w)| w + kind.log_by_reading(scale, y + 0.2 * t)).collect();
                let expected = log_sum_exp(&terms);
                assert!(
                    (found - expected).abs() < 1e-6,
                    "{kind:?} at {y}: {found} for {expected}"
                );
            }
        }
    }

    #[test]
    fn what_is_exact_is_known() {
        let mut observed = Observed::exactly(&[1.0, 2.0], vec![Scale::Plain; 2]);
        assert!(observed.is_exact() && observed.columns() == [0, 1] && observed.uncertain().is_empty());
        observed.series[0].discrepancy = 0.25;
        assert!(!observed.is_exact() && observed.uncertain() == [0]);
        assert!(observed.without(0).observations.is_empty());
    }
}
