//! What draws are for in the life of a border. The draws themselves are those of [`amnok_chance`].

pub use amnok_chance::{Luck, Stream, Words};

/// What a draw is for. The numbers are fixed: changing one changes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Purpose {
    Multiplier = 1,
    SegmentEase = 2,
    Tolerance = 3,
    Current = 13,
    Brokers = 18,
    Bystanders = 14,
    Mistaken = 15,
    Desertion = 16,
    Homecoming = 17,
    Power = 4,
    Candidates = 5,
    Exhaustive = 6,
    Attempt = 7,
    Deals = 8,
    Oversight = 9,
    Traces = 19,
    Traced = 20,
    Works = 10,
    Rotation = 11,
    FirstDeals = 12,
    Dispatches = 40,
    Stories = 41,
    FarBank = 42,
    Sought = 43,
    Animals = 44,
    Flood = 50,
    MineLaying = 51,
    MineAccident = 52,
    MinesFail = 58,
    MinesWashed = 59,
    RingPlace = 53,
    Ring = 54,
    Wanted = 55,
    Epidemic = 56,
    Remittance = 57,
    Abroad = 80,
    Settled = 81,
    Onward = 82,
    SentBack = 83,
    Triers = 90,
    Whither = 91,
    Unmet = 92,
    Met = 93,
}

impl From<Purpose> for u16 {
    #[inline]
    fn from(purpose: Purpose) -> u16 {
        purpose as u16
    }
}
