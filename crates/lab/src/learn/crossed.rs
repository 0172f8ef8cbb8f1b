//! The hidden by a forest, which shares nothing with emulator and chains: a cross-check.
//!
//! It learns, from what would have been observed in each run, one hidden quantity after the other. Floors and ceilings are no numbers, and left out. Where
//! runs are those of waves too, they lie closer to what was observed than draws of the prior do, and so does what the forest expects where little was
//! observed of a quantity.

use super::Fitted;
use super::pairs::{numbers, seen};
use crate::Spread;
use amnok_infer::forest::Forest;
use amnok_infer::linear::Matrix;
use amnok_infer::posterior::{Target, scaled};

/// Trees of a forest; more of them are only finer.
const TREES: usize = 500;

/// A hidden quantity by fit and by forest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossed {
    /// Its column.
    pub column: usize,
    /// By emulator and chains.
    pub fit: Spread,
    /// By the forest.
    pub forest: Spread,
    /// Share of the variance between runs that the forest explains in runs that it has not seen (R² out of bag, on the log scale).
    pub explained: f64,
}

impl Crossed {
    /// Whether the median of each lies in the 90 % interval of the other.
    pub fn agrees(&self) -> bool {
        let within = |a: &Spread, b: &Spread| b.low <= a.median && a.median <= b.high;
        within(&self.fit, &self.forest) && within(&self.forest, &self.fit)
    }
}

/// Every hidden quantity of all observed days, by both; errors and trees by `seed`.
pub fn crossed(of: &Fitted, seed: u64) -> Vec<Crossed> {
    let (evidence, fit, bank) = (&of.prepared.evidence, &of.fit, &of.prepared.bank);
    let observed = &evidence.observed;
    let readings = scaled(&bank.readings, observed);
    let worlds = Matrix::from_rows(&seen(observed, &bank.readings, 0..bank.runs(), seed));
    let really: Vec<f64> = numbers(observed).into_iter().map(|(_, number)| number).collect();
    let target = Target::new(&fit.patchwork, observed, bank.points.columns(), &fit.active);
    let draws = target.readings_of(&fit.chains.draws);
    let threads = of.prepared.settings.plan.threads;
    let one = |(column, reading): (&usize, &usize)| {
        let (scale, place) = (observed.scales[*reading], target.place(*reading));
        let hidden = readings.column(place);
        let forest = Forest::grown(&worlds, &hidden, TREES, seed.wrapping_add(*column as u64), threads);
        let back = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| scale.back(*value).max(0.0)).collect() };
        Some(Crossed {
            column: *column,
            fit: Spread::of_draws(&back(&draws.column(place)))?,
            forest: Spread::weighted(&back(&hidden), &forest.weights(&really)),
            explained: forest.explained,
        })
    };
    evidence.wanted.iter().zip(&observed.wanted).filter_map(one).collect()
}
