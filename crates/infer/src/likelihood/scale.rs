//! Scales on which readings are smooth.
use crate::special::logistic;

/// Scale on which a reading is smooth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// The reading itself.
    Plain,
    /// ln(x + shift): for positive readings; the shift (½ for counts) keeps zeros.
    Log {
        /// Added before the logarithm.
        shift: f64,
    },
    /// √(x + 3/8): makes the scatter of counts even (Anscombe 1948).
    Root,
    /// ln(x/(1 − x)), for shares (kept within 10⁻⁶ of 0 and 1).
    Logit,
}

impl Scale {
    /// The reading on this scale.
    pub fn there(self, x: f64) -> f64 {
        match self {
            Scale::Plain => x,
            Scale::Log { shift } => libm::log((x + shift).max(1e-300)),
            Scale::Root => (x + 0.375).max(0.0).sqrt(),
            Scale::Logit => {
                let share = x.clamp(1e-6, 1.0 - 1e-6);
                libm::log(share / (1.0 - share))
            }
        }
    }

    /// How much it changes for a small change of the reading.
    pub(super) fn slope(self, x: f64) -> f64 {
        match self {
            Scale::Plain => 1.0,
            Scale::Log { shift } => 1.0 / (x + shift).max(1e-300),
            Scale::Root => 0.5 / (x + 0.375).max(0.0).sqrt(),
            Scale::Logit => {
                let share = x.clamp(1e-6, 1.0 - 1e-6);
                1.0 / (share * (1.0 - share))
            }
        }
    }

    /// The reading again.
    pub fn back(self, y: f64) -> f64 {
        match self {
            Scale::Plain => y,
            Scale::Log { shift } => libm::exp(y.min(700.0)) - shift,
            Scale::Root => y.max(0.0) * y.max(0.0) - 0.375,
            Scale::Logit => logistic(y),
        }
    }
}
