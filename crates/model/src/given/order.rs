//! An order: dated, placed, sized.

use crate::given::order_kind::OrderKind;

/// An order: dated, placed, sized.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its row in the scenario (for the report and diagnostics), from 0.
    pub number: usize,
    /// Day on which it takes effect, from 0; negative days are before the start and hold from day 0.
    pub day: i32,
    /// First day on which it no longer holds; `None`: for good.
    pub end: Option<i32>,
    /// Kind.
    pub kind: OrderKind,
    /// Counties, indices into the counties, ascending.
    pub counties: Vec<usize>,
    /// Force, index into the forces, where the kind has one.
    pub force: Option<usize>,
    /// Size in the unit of the kind.
    pub size: f64,
}
