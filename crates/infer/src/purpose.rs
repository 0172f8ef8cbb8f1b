//! Addressed draws of this crate: what is drawn for one purpose, number and step is the same whatever else is drawn, in
//! whatever order, on however many threads.
use amnok_chance::{Luck, Stream};

/// What a draw is for. The numbers are fixed: changing one changes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Purpose {
    /// Steps of a random walk.
    Baseline = 1,
    /// A point of the prior.
    PriorPoint = 2,
    /// Where a chain starts.
    ChainStart = 3,
    /// Which members of a population go on.
    Resampling = 4,
    /// A step while the temper rises.
    ChainStep = 5,
    /// The steps at the last temper.
    ChainEnd = 6,
    /// An order.
    Shuffle = 7,
    /// The first weights of a network.
    Network = 8,
    /// Values that do not count, of a proposed point.
    Inactive = 9,
    /// An integral over an emulator's luck.
    Weighing = 10,
    /// A tree of a forest.
    Tree = 11,
    /// A uniform set of percentiles.
    Band = 12,
    /// What is observed in a made-up world.
    MadeUp = 13,
    /// What the others predict of an observation.
    Predicted = 14,
    /// Which run lends its rest to a draw.
    Lender = 15,
}

impl From<Purpose> for u16 {
    fn from(purpose: Purpose) -> u16 {
        purpose as u16
    }
}

/// The draws for `purpose`, `number` (of a chain, a point, a tree) at `step`.
pub(crate) fn stream(seed: u64, purpose: Purpose, number: usize, step: usize) -> Stream {
    let luck = Luck {
        seed,
        replicate: step as u32,
    };
    luck.at(purpose, 0, number as u32, 0)
}
