//! Chances of observations, looked up: what is summed over a discrepancy is tabulated once by reading and size.
use super::shapes::Standing;
use super::{Nodes, Scale, Statement, log_chance};
use crate::linear::Matrix;
use std::sync::Arc;

/// Steps of the reading in a deviation of the observation, or in the largest deviation that is let count (small counts end where their mean is 0).
const FINE: (f64, f64) = (2.0, 0.5);
/// Tabulated beyond what is observed: so many deviations of it, and so many discrepancies.
const BEYOND: (f64, f64) = (6.0, 8.0);
/// Most steps of the reading.
const MOST: f64 = 600.0;
/// Rows, by size from 0 to that of a half-normal at this many deviations.
const SIZES: (usize, f64) = (16, 3.5);
/// ln of the chance below which nothing is looked up: what is as unlikely changes faster than the table is fine.
const LEAST: f64 = -60.0;

/// ln of the chance of one observation ([`log_chance`]), by interpolation of the third degree where it is tabulated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tabulated {
    kind: Statement,
    scale: Scale,
    deviation: f64,
    low: f64,
    step: f64,
    rise: f64,
    /// Rows by ln(1 + size/deviation), columns by reading; nothing where there is no discrepancy.
    table: Option<Arc<Matrix>>,
}

impl Tabulated {
    /// Of an observation whose series may be off by `discrepancy`.
    pub(crate) fn of(kind: Statement, scale: Scale, discrepancy: f64, nodes: &Nodes) -> Self {
        let standing = Standing::of(kind, scale);
        let deviation = standing.kind.deviation(standing.scale);
        let (low, high) = standing.kind.ends(standing.scale);
        let beyond = BEYOND.0 * deviation + BEYOND.1 * discrepancy;
        // A bound has one end, about which as much is tabulated on either side.
        let or = |end: f64, other: f64| if end.is_finite() { end } else { other };
        let (from, to) = (or(low, high) - beyond, or(high, low) + beyond);
        let steps = (FINE.0 * (to - from) / deviation.min(FINE.1)).ceil();
        let rise = libm::log1p(SIZES.1 * discrepancy / deviation) / (SIZES.0 - 1) as f64;
        let step = (to - from) / steps;
        let chance = |row: usize, column: usize| {
            let (y, size) = (from + step * column as f64, deviation * libm::expm1(rise * row as f64));
            log_chance(&standing.kind, standing.scale, y, size, nodes)
        };
        let tabulated = discrepancy > 0.0 && (3.0..=MOST).contains(&steps);
        let make = || Matrix::from_fn(SIZES.0, steps as usize + 1, chance);
        Tabulated {
            kind,
            scale,
            deviation,
            low: from + standing.zero,
            step,
            rise,
            table: tabulated.then(|| standing.table(discrepancy, make)),
        }
    }

    /// ln of the chance where the reading, on its scale, is `y` and the discrepancy has the size `size`.
    pub(crate) fn log_chance(&self, y: f64, size: f64, nodes: &Nodes) -> f64 {
        let looked_up = self.table.as_ref().filter(|_| size > 0.0).and_then(|table| {
            let row = libm::log1p(size / self.deviation) / self.rise;
            let column = (y - self.low) / self.step;
            let within = row <= (table.rows() - 1) as f64 && (0.0..=(table.columns() - 1) as f64).contains(&column);
            within
                .then(|| interpolated(table, row, column))
                .filter(|found| *found > LEAST)
        });
        looked_up.unwrap_or_else(|| log_chance(&self.kind, self.scale, y, size, nodes))
    }
}

/// Cubic through the four rows and the four columns about a place.
fn interpolated(table: &Matrix, row: f64, column: f64) -> f64 {
    let ((first, down), (left, across)) = (four(row, table.rows()), four(column, table.columns()));
    (0..4)
        .map(|k| {
            let values = &table.row(first + k)[left..left + 4];
            down[k]
                * values
                    .iter()
                    .zip(&across)
                    .map(|(value, weight)| value * weight)
                    .sum::<f64>()
        })
        .sum()
}

/// The first of four places about `x`, and the weights of their values at it.
///
/// Source: Lagrange's polynomial, in any book.
fn four(x: f64, count: usize) -> (usize, [f64; 4]) {
    let first = (x.floor() as usize).saturating_sub(1).min(count - 4);
    let t = x - first as f64;
    let (a, b, c, d) = (t, t - 1.0, t - 2.0, t - 3.0);
    (
        first,
        [-b * c * d / 6.0, a * c * d / 2.0, -a * b * d / 2.0, a * b * c / 6.0],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts, floors, ranges, shares and quotes under small and large discrepancies, at 2,000 places each: within 1 % of the sum where the chance is above
    /// e⁻³, within a tenth where it is above e⁻⁶. With half as many steps of the reading it is within 2 %.
    #[test]
    fn what_is_looked_up_is_what_is_summed() {
        let (log, nodes) = (Scale::Log { shift: 0.5 }, Nodes::new());
        let kinds = [
            (
                Statement::Count {
                    count: 0.0,
                    size: f64::INFINITY,
                },
                log,
            ),
            (
                Statement::Count {
                    count: 180.0,
                    size: 50.0,
                },
                log,
            ),
            (
                Statement::Floor {
                    value: 13.0,
                    error: 0.1,
                },
                log,
            ),
            (
                Statement::Ceiling {
                    value: 400.0,
                    error: 0.3,
                },
                log,
            ),
            (
                Statement::Range {
                    low: 5.0,
                    high: 50.0,
                    error: 0.2,
                },
                log,
            ),
            (
                Statement::Range {
                    low: 50.5,
                    high: 505.0,
                    error: 0.2,
                },
                log,
            ),
            (
                Statement::Floor {
                    value: 40.0,
                    error: 0.3,
                },
                log,
            ),
            (Statement::Share { value: 0.8, of: 60.0 }, Scale::Logit),
            (
                Statement::Quote {
                    value: 3.0,
                    error: 0.05,
                },
                Scale::Plain,
            ),
        ];
        for (kind, scale) in kinds {
            for discrepancy in [0.05, 0.25, 0.5] {
                let tabulated = Tabulated::of(kind, scale, discrepancy, &nodes);
                assert!(tabulated.table.is_some());
                let width = tabulated.step * (tabulated.table.as_ref().map_or(0, |table| table.columns()) - 1) as f64;
                for k in 0..2000 {
                    let y = tabulated.low + width * (f64::from(k) * 0.618_033_988_75).fract();
                    let size = discrepancy * 3.4 * (f64::from(k) * 0.754_877_666_2).fract();
                    let expected = log_chance(&kind, scale, y, size, &nodes);
                    let found = tabulated.log_chance(y, size, &nodes);
                    assert!(
                        expected < -6.0 || (found - expected).abs() < if expected > -3.0 { 0.01 } else { 0.1 },
                        "{kind:?} of {discrepancy} at {y}, {size}: {found} for {expected}"
                    );
                }
            }
        }
    }
    /// A bound elsewhere has the table of the first one; one with another error, of another kind or under another discrepancy has not.
    #[test]
    fn one_table_serves_every_bound_of_a_shape() {
        let (log, nodes) = (Scale::Log { shift: 0.5 }, Nodes::new());
        let table =
            |kind: Statement, discrepancy: f64| Tabulated::of(kind, log, discrepancy, &nodes).table.expect("a table");
        let floor = |value: f64, error: f64| Statement::Floor { value, error };
        let first = table(floor(10.0, 0.17), 0.25);
        assert!(Arc::ptr_eq(&first, &table(floor(3000.0, 0.17), 0.25)));
        assert!(!Arc::ptr_eq(&first, &table(floor(10.0, 0.18), 0.25)));
        assert!(!Arc::ptr_eq(&first, &table(floor(10.0, 0.17), 0.26)));
        let ceiling = Statement::Ceiling {
            value: 10.0,
            error: 0.17,
        };
        assert_ne!(first, table(ceiling, 0.25));
    }
}
