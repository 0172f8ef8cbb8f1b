//! Where options end that can fill: while there is room at all of them, the weights of the day hold.

use crate::network::Network;

/// An end of options that can fill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitedEnd {
    /// The place.
    pub place: u32,
    /// There is room for all up to so many people.
    pub eased: f64,
}

/// Ends with a limit of all options, place by place, each once.
#[derive(Clone, Debug, Default)]
pub struct LimitedEnds {
    all: Vec<LimitedEnd>,
    /// First end of each place, and the number of ends at the end.
    first: Vec<u32>,
}

impl LimitedEnds {
    /// Those of a place.
    #[inline]
    pub fn of(&self, place: usize) -> &[LimitedEnd] {
        &self.all[self.first[place] as usize..self.first[place + 1] as usize]
    }

    /// No place yet.
    pub fn clear(&mut self) {
        self.all.clear();
        self.first.clear();
        self.first.push(0);
    }

    /// The next place: those that have a limit today of the ends of its options.
    pub fn lay(&mut self, network: &Network, ends: impl Iterator<Item = u32>) {
        let first = self.all.len();
        for end in ends {
            let known = self.all[first..].iter().any(|limited| limited.place == end);
            let limit = network.limit(end as usize).filter(|_| !known);
            self.all.extend(limit.map(|limit| LimitedEnd {
                place: end,
                eased: network.rules.capacity_buffer * limit,
            }));
        }
        self.first.push(self.all.len() as u32);
    }
}
