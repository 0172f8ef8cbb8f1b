//! The posterior that an emulator stands for: what its state is, and how likely what was observed is there.
//!
//! The state holds only standard normals: the active values, then a size of discrepancy for each series that has one (its
//! absolute value times the series' scale), then the luck of each observed reading. A reading is the emulator's with that
//! luck, and given the readings the observations are independent. Where the readings themselves were observed without error
//! the luck is left out and the emulator's density is the likelihood.
use crate::chains::Likelihood;
use crate::emulator::{Emulator, Frame};
use crate::likelihood::{Nodes, Observation, Observed, Statement, Tabulated, log_chance};
use crate::linear::Matrix;

/// Step of differences in a state.
const STEP: f64 = 1e-3;

/// An emulator for a region of the values.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// Where the region is.
    pub frame: Frame,
    /// Squared distance from its centre, in its own deviations, up to which its emulator holds.
    pub reach: f64,
    /// The emulator.
    pub emulator: Emulator,
}

/// Emulators, each for a region of the values, and one for what lies outside of all; a point belongs to the region in whose
/// frame it is nearest.
#[derive(Clone, Debug, PartialEq)]
pub struct Patchwork {
    /// The regions.
    pub patches: Vec<Patch>,
    /// The emulator of everything else.
    pub elsewhere: Emulator,
    /// The bank's column of each emulated reading, ascending.
    pub columns: Vec<usize>,
}

impl Patchwork {
    /// The emulator for a point.
    pub fn at(&self, point: &[f64]) -> &Emulator {
        let within = self
            .patches
            .iter()
            .map(|patch| (patch.frame.distance(point), patch))
            .filter(|(d, p)| *d <= p.reach);
        within
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(&self.elsewhere, |(_, patch)| &patch.emulator)
    }
}

/// The likelihood of a state under emulators and observations.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    patchwork: &'a Patchwork,
    observed: &'a Observed,
    uncertain: Vec<usize>,
    values: usize,
    active: Vec<usize>,
    exact: Option<Vec<f64>>,
    nodes: Nodes,
    /// Of each observation; none where the readings themselves were observed.
    chances: Vec<Tabulated>,
}

/// A state taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The point: all values, those that are not active at 0.
    pub point: Vec<f64>,
    /// Size of the discrepancy of every series, 0 where there is none.
    pub sizes: Vec<f64>,
    /// Luck of each observed reading; empty if readings were observed exactly.
    pub luck: Vec<f64>,
}

impl<'a> Target<'a> {
    /// The target for `values` values of which `active` count; every reading observed is emulated.
    pub fn new(patchwork: &'a Patchwork, observed: &'a Observed, values: usize, active: &[usize]) -> Self {
        let same = patchwork.columns == observed.columns();
        let exact = (same && observed.is_exact()).then(|| {
            let mut seen = vec![0.0; patchwork.columns.len()];
            for o in &observed.observations {
                if let (Statement::Quote { value, .. }, Ok(place)) =
                    (o.kind, patchwork.columns.binary_search(&o.reading))
                {
                    seen[place] = observed.scales[o.reading].there(value);
                }
            }
            seen
        });
        let (active, uncertain, nodes) = (active.to_vec(), observed.uncertain(), Nodes::new());
        Target {
            patchwork,
            observed,
            uncertain,
            values,
            active,
            chances: (observed.observations.iter())
                .filter(|_| exact.is_none())
                .map(|o| {
                    let discrepancy = observed.series[o.series].discrepancy;
                    Tabulated::of(o.kind, observed.scales[o.reading], discrepancy, &nodes)
                })
                .collect(),
            exact,
            nodes,
        }
    }

    /// True if the readings themselves were observed, without error.
    pub fn is_exact(&self) -> bool {
        self.exact.is_some()
    }

    /// The place of a reading among those that are emulated.
    ///
    /// # Panics
    /// If it is not.
    pub fn place(&self, reading: usize) -> usize {
        self.patchwork
            .columns
            .binary_search(&reading)
            .expect("every reading observed is emulated")
    }

    /// Number of standard normals in a state.
    pub fn size(&self) -> usize {
        let luck = if self.exact.is_some() {
            0
        } else {
            self.patchwork.columns.len()
        };
        self.active.len() + self.uncertain.len() + luck
    }

    /// Takes a state apart.
    pub fn parts(&self, state: &[f64]) -> Parts {
        let mut point = vec![0.0; self.values];
        for (value, z) in self.active.iter().zip(state) {
            point[*value] = *z;
        }
        let mut sizes = vec![0.0; self.observed.series.len()];
        let (from, to) = (self.active.len(), self.active.len() + self.uncertain.len());
        for (series, z) in self.uncertain.iter().zip(&state[from..to]) {
            sizes[*series] = self.observed.series[*series].discrepancy * z.abs();
        }
        Parts {
            point,
            sizes,
            luck: state[to..].to_vec(),
        }
    }

    /// The observed readings, on their scales, that a state stands for.
    pub fn readings(&self, parts: &Parts) -> Vec<f64> {
        let emulator = self.patchwork.at(&parts.point);
        emulator.readings_with(&emulator.at(&parts.point), &parts.luck)
    }

    /// The same of every state, a row each.
    pub fn readings_of(&self, states: &Matrix) -> Matrix {
        let of = |state: usize| self.readings(&self.parts(states.row(state)));
        Matrix::from_rows(&(0..states.rows()).map(of).collect::<Vec<_>>())
    }

    /// ln of the likelihood of readings (the emulated ones, on their scales) under sizes of discrepancy.
    pub fn log_likelihood_of(&self, readings: &[f64], sizes: &[f64]) -> f64 {
        self.observed
            .observations
            .iter()
            .zip(&self.chances)
            .map(|(o, chance)| chance.log_chance(readings[self.place(o.reading)], sizes[o.series], &self.nodes))
            .sum()
    }

    fn log_chance(&self, o: &Observation, y: f64, sizes: &[f64]) -> f64 {
        log_chance(
            &o.kind,
            self.observed.scales[o.reading],
            y,
            sizes[o.series],
            &self.nodes,
        )
    }

    /// First and second derivative of that likelihood by each reading, by differences.
    pub fn derivatives(&self, readings: &[f64], sizes: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (mut first, mut second) = (vec![0.0; readings.len()], vec![0.0; readings.len()]);
        for o in &self.observed.observations {
            let place = self.place(o.reading);
            let step = 1e-3 * (1.0 + readings[place].abs());
            let at = |shift: f64| self.log_chance(o, readings[place] + shift * step, sizes);
            let (low, middle, high) = (at(-1.0), at(0.0), at(1.0));
            first[place] += (high - low) / (2.0 * step);
            second[place] += (high - 2.0 * middle + low) / (step * step);
        }
        (first, second)
    }

    /// Derivative of each reading (row) by each coordinate of a state (column): by differences for the values, as they are linear in the luck.
    fn slopes(&self, parts: &Parts, readings: &[f64]) -> Matrix {
        let by_value: Vec<Vec<f64>> = (self.active.iter())
            .map(|value| {
                let mut moved = parts.clone();
                moved.point[*value] += STEP;
                self.readings(&moved)
            })
            .collect();
        let (_, by_luck) = self.linear_readings(&parts.point);
        let luck = self.active.len() + self.uncertain.len();
        Matrix::from_fn(readings.len(), self.size(), |i, k| match k {
            k if k < self.active.len() => (by_value[k][i] - readings[i]) / STEP,
            k if k < luck => 0.0,
            k => by_luck[(i, k - luck)],
        })
    }

    /// The readings at a point as mean + A·luck: the mean, and A.
    pub fn linear_readings(&self, point: &[f64]) -> (Vec<f64>, Matrix) {
        let emulator = self.patchwork.at(point);
        let prediction = emulator.at(point);
        let size = prediction.mean.len();
        let column = |k: usize| -> Vec<f64> {
            let unit: Vec<f64> = (0..size).map(|i| if i == k { 1.0 } else { 0.0 }).collect();
            emulator.readings_with(&prediction, &unit)
        };
        let columns: Vec<Vec<f64>> = (0..size).map(column).collect();
        let map = Matrix::from_fn(size, size, |i, k| columns[k][i] - prediction.mean[i]);
        (prediction.mean, map)
    }
}

impl Likelihood for Target<'_> {
    fn log_likelihood(&self, state: &[f64]) -> f64 {
        let parts = self.parts(state);
        match &self.exact {
            Some(seen) => self.patchwork.at(&parts.point).log_density(&parts.point, seen),
            None => self.log_likelihood_of(&self.readings(&parts), &parts.sizes),
        }
    }

    fn curvature(&self, state: &[f64]) -> Option<Matrix> {
        self.exact.is_none().then(|| {
            let parts = self.parts(state);
            let readings = self.readings(&parts);
            let (_, second) = self.derivatives(&readings, &parts.sizes);
            let weights: Vec<f64> = second.iter().map(|second| (-second).max(0.0)).collect();
            let slopes = self.slopes(&parts, &readings);
            slopes.cross(&weights, &slopes)
        })
    }
}

/// The columns of a bank's readings that are observed or wanted, on their scales.
pub fn scaled(readings: &Matrix, observed: &Observed) -> Matrix {
    let columns = observed.columns();
    Matrix::from_fn(readings.rows(), columns.len(), |i, j| {
        observed.scales[columns[j]].there(readings[(i, columns[j])])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::prior_points;
    use crate::emulator::Richness;
    use crate::likelihood::Scale;

    /// Readings of which one is left out are no longer all that is emulated: those that were seen exactly count all the same. They once counted for nothing.
    #[test]
    fn what_was_seen_exactly_counts_where_a_reading_is_left_out() {
        let (points, luck) = (prior_points(200, 1, 1), prior_points(200, 2, 2));
        let readings = Matrix::from_fn(200, 2, |i, j| points[(i, 0)] + 0.1 * luck[(i, j)]);
        let emulator = Emulator::fit(&points, &readings, &[1.0; 200], &[0], Richness::plain()).expect("enough runs");
        let patchwork = Patchwork {
            patches: Vec::new(),
            elsewhere: emulator,
            columns: vec![0, 1],
        };
        let mut observed = Observed::exactly(&[0.5, 0.5], vec![Scale::Plain; 2]);
        observed.observations.pop();
        let target = Target::new(&patchwork, &observed, 1, &[0]);
        assert!(!target.is_exact() && target.log_likelihood(&[2.0, 0.0, 0.0]) != 0.0);
    }
}
