//! The model beside the public record: many histories, each with values drawn from the prior and a luck of its own; what an
//! observer reads of each row of the record in each of them; and whether that agrees with what is recorded.

use crate::{Spread, StoppableLog, in_order};
use amnok_chance::Luck;
use amnok_model::inputs::Inputs;
use amnok_model::observers::Observation;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};
use std::sync::atomic::{AtomicBool, Ordering};

/// Median and nearest recorded bound differ at most by this factor where they agree.
const NEAR: f64 = 3.0;

/// What became of a row of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The recorded bounds overlap the middle nine tenths of the histories, and their median lies within the bounds or not
    /// farther from the nearest one than by a factor of three.
    Agrees,
    /// What is simulated is too low for that.
    TooLow,
    /// What is simulated is too high for that.
    TooHigh,
    /// Nothing is simulated.
    Missing,
}

impl Verdict {
    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::TooLow => "too low",
            Verdict::TooHigh => "too high",
            Verdict::Missing => "missing",
        }
    }

    /// That of a simulated spread against recorded bounds.
    pub fn of(spread: &Spread, low: Option<f64>, high: Option<f64>) -> Verdict {
        let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
        if spread.median < low {
            let agrees = spread.high >= low && spread.median * NEAR >= low;
            return if agrees { Verdict::Agrees } else { Verdict::TooLow };
        }
        let agrees = spread.median <= high || (spread.low <= high && spread.median <= high * NEAR);
        if agrees { Verdict::Agrees } else { Verdict::TooHigh }
    }
}

/// A row of the record beside what is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Name of the row.
    pub id: String,
    /// What it is of, in words.
    pub quantity: String,
    /// Unit of all numbers.
    pub unit: String,
    /// It is at least this.
    pub low: Option<f64>,
    /// It is at most this.
    pub high: Option<f64>,
    /// What is simulated; `None` where nothing is.
    pub simulated: Option<Spread>,
    /// Share of the histories below what is recorded (the geometric middle of two bounds above 0, the middle of two others, or the one bound), 0 to
    /// 1; those that equal it count half.
    pub percentile: Option<f64>,
    /// Verdict.
    pub verdict: Verdict,
    /// Why nothing is simulated.
    pub why: Option<String>,
}

/// What is read of each row of the record in one history; `None` where it has none.
pub type Readings = Vec<Option<f64>>;

/// Reads every row off a run's ledger.
pub fn read(record: &[Observation], inputs: &Inputs, rows: &Rows) -> Readings {
    record.iter().map(|row| row.read(inputs, rows).ok().flatten()).collect()
}

/// How many histories, by which luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Histories {
    /// Number of histories.
    pub count: u32,
    /// Seed of all draws.
    pub seed: u64,
    /// Threads; the result does not depend on it.
    pub threads: usize,
    /// How residents are asked.
    pub engine: Engine,
}

/// Lives through so many histories, the `n`-th given `inputs_of(n)` and luck number `n`, and keeps the readings alone, in order; fewer where it was stopped.
/// `each` is told of every history.
pub fn simulate(
    record: &[Observation],
    histories: Histories,
    stop: &AtomicBool,
    inputs_of: impl Fn(u32) -> Inputs + Sync,
    each: impl Fn() + Sync,
) -> Vec<Readings> {
    let one = |replicate: u32| {
        let inputs = inputs_of(replicate);
        let luck = Luck {
            seed: histories.seed,
            replicate,
        };
        let rows = run(&inputs, luck, histories.engine, &mut StoppableLog { log: (), stop });
        let whole = !stop.load(Ordering::Relaxed);
        if whole {
            each();
        }
        whole.then(|| read(record, &inputs, &rows))
    };
    let numbers: Vec<u32> = (0..histories.count).collect();
    let mut all = Vec::new();
    let keep = |_, readings: Option<Readings>| {
        all.extend(readings);
        Ok::<(), core::convert::Infallible>(())
    };
    let Ok(()) = in_order(&numbers, histories.threads, stop, one, keep);
    all
}

/// Every row of the record beside what was read of it in the histories; `inputs` says what can be read at all.
pub fn judge(record: &[Observation], inputs: &Inputs, histories: &[Readings]) -> Vec<Judged> {
    let one = |(place, row): (usize, &Observation)| {
        let values: Vec<f64> = histories.iter().filter_map(|readings| readings[place]).collect();
        let simulated = Spread::of(values.iter().copied());
        let gap = row.gap(inputs).map(|gap| gap.to_string());
        Judged {
            id: row.id.clone(),
            quantity: row.quantity.clone(),
            unit: row.unit.clone(),
            low: row.low,
            high: row.high,
            simulated,
            percentile: simulated
                .and(row.recorded())
                .map(|recorded| share_below(&values, recorded)),
            verdict: simulated.map_or(Verdict::Missing, |spread| Verdict::of(&spread, row.low, row.high)),
            why: simulated
                .is_none()
                .then(|| gap.unwrap_or_else(|| "no history has one".into())),
        }
    };
    record.iter().enumerate().map(one).collect()
}

fn share_below(values: &[f64], recorded: f64) -> f64 {
    let below = values.iter().filter(|value| **value < recorded).count();
    let same = values.iter().filter(|value| **value == recorded).count();
    (below as f64 + 0.5 * same as f64) / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(low: Option<f64>, high: Option<f64>) -> Verdict {
        // 10, 20, … 1000: 5 % 59.5, median 505, 95 % 950.5.
        let spread = Spread::of((1..=100).map(|n| f64::from(n) * 10.0)).expect("numbers");
        Verdict::of(&spread, low, high)
    }

    #[test]
    fn a_row_agrees_where_the_middle_overlaps_and_the_median_is_near() {
        assert_eq!(verdict(Some(300.0), Some(700.0)), Verdict::Agrees);
        // The median is within wide bounds, far from both ends.
        assert_eq!(verdict(Some(1.0), Some(1e6)), Verdict::Agrees);
        assert_eq!(verdict(Some(5.0), None), Verdict::Agrees);
        // Near enough, and overlapping.
        assert_eq!(verdict(Some(900.0), Some(2000.0)), Verdict::Agrees);
        // 951 is above the 95 % point; 168 is farther below the median than a factor of three.
        assert_eq!(verdict(Some(951.0), Some(2000.0)), Verdict::TooLow);
        assert_eq!(verdict(None, Some(168.0)), Verdict::TooHigh);
        assert_eq!(verdict(None, Some(169.0)), Verdict::Agrees);
        assert_eq!(verdict(None, Some(50.0)), Verdict::TooHigh);
    }

    #[test]
    fn a_spread_of_zeros_is_below_any_floor() {
        let none = Spread::of([0.0; 9]).expect("numbers");
        assert_eq!(Verdict::of(&none, Some(1.0), None), Verdict::TooLow);
        assert_eq!(Verdict::of(&none, Some(0.0), Some(0.3)), Verdict::Agrees);
    }

    #[test]
    fn the_percentile_counts_what_is_equal_half() {
        assert_eq!(share_below(&[1.0, 2.0, 2.0, 5.0], 2.0), 0.5);
        assert_eq!(share_below(&[1.0, 2.0], 0.0), 0.0);
    }
}
