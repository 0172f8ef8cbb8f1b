//! What draws are for when people are displaced.

/// What a draw is for. The numbers are fixed: changing one changes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Purpose {
    /// Where newcomers set out.
    Newcomers = 70,
    /// What those in a place decide.
    Decide = 71,
    /// How those on a link go on.
    Travel = 72,
    /// What one person decides and how they go on, where each acts alone.
    Person = 73,
    /// Of which kind those are who set out.
    Kinds = 74,
    /// Who stays in a camp for good.
    Settle = 75,
    /// Who is followed hop by hop.
    Tracers = 76,
}

impl From<Purpose> for u16 {
    #[inline]
    fn from(purpose: Purpose) -> u16 {
        purpose as u16
    }
}
