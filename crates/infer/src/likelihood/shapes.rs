//! Statements wherever they stand: bounds and quotes with the same error differ only in that, so that one table serves all of them, in the world and
//! in every made-up one.
use super::{Scale, Statement};
use crate::linear::Matrix;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most tables that are kept, each of at most 80 kB.
const KEPT: usize = 1000;
/// Widths of ranges are told apart to so many parts of 1.
const WIDTHS: f64 = 1e9;

/// Tables made so far. One depends on its shape and the discrepancy alone, so that nobody can tell who made it.
static MADE: Mutex<BTreeMap<(Shape, u64), Arc<Matrix>>> = Mutex::new(BTreeMap::new());

/// What a statement is, apart from where it stands: its kind, and the bits of its error and of its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape(u8, u64, u64);

/// A statement as it is tabulated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Its shape, if it says the same wherever it stands.
    pub shape: Option<Shape>,
    /// It, at 0 of a plain scale if it has a shape.
    pub kind: Statement,
    /// The scale.
    pub scale: Scale,
    /// Where 0 of that scale is on the scale of the reading.
    pub zero: f64,
}

impl Standing {
    /// That of a statement about a reading on a scale.
    pub(super) fn of(kind: Statement, scale: Scale) -> Self {
        let (low, high) = kind.ends(scale);
        let at_zero = |number: u8, error: f64, width: f64, kind: Statement, zero: f64| Standing {
            shape: Some(Shape(number, error.to_bits(), width.to_bits())),
            kind,
            scale: Scale::Plain,
            zero,
        };
        match kind {
            Statement::Count { .. } | Statement::Share { .. } => Standing {
                shape: None,
                kind,
                scale,
                zero: 0.0,
            },
            Statement::Floor { error, .. } => at_zero(0, error, 0.0, Statement::Floor { value: 0.0, error }, low),
            Statement::Ceiling { error, .. } => at_zero(1, error, 0.0, Statement::Ceiling { value: 0.0, error }, high),
            Statement::Range { error, .. } => {
                let width = libm::round((high - low) * WIDTHS) / WIDTHS;
                let range = Statement::Range {
                    low: 0.0,
                    high: width,
                    error,
                };
                at_zero(2, error, width, range, low)
            }
            Statement::Ratio { error, .. } | Statement::Quote { error, .. } => {
                at_zero(3, error, 0.0, Statement::Quote { value: 0.0, error }, low)
            }
        }
    }

    /// Its table under a discrepancy: the one that was made for its shape, or a new one.
    pub(super) fn table(&self, discrepancy: f64, make: impl FnOnce() -> Matrix) -> Arc<Matrix> {
        let Some(shape) = self.shape else {
            return Arc::new(make());
        };
        let key = (shape, discrepancy.to_bits());
        let made = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let found = made().get(&key).cloned();
        found.unwrap_or_else(|| {
            let new = Arc::new(make());
            let mut made = made();
            if made.len() >= KEPT {
                made.clear();
            }
            made.insert(key, new.clone());
            new
        })
    }
}
