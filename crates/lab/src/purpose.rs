//! What draws are for in the design and the reading of many runs.

/// What a draw is for. The numbers are fixed: changing one changes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Purpose {
    /// Which combinations of factors a sweep runs.
    Design = 90,
    /// Which replicates are drawn again to see how a figure spreads.
    Bootstrap = 91,
    /// Which values a history has, of those that are assumed.
    Prior = 92,
    /// What is counted of a forecast.
    Counted = 93,
    /// Which draw of a posterior a history lives through.
    Posterior = 94,
    /// How errors walk, of forecasts whose bands are right.
    RightBands = 95,
}

impl From<Purpose> for u16 {
    #[inline]
    fn from(purpose: Purpose) -> u16 {
        purpose as u16
    }
}
