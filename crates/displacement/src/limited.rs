//! Where options end that can fill: while there is room at all of them, the weights of the day hold.

use crate::network::Network;

/// An end of options that can fill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitedEnd {
    /// The place.
    pub place: u32,
    /// There is room for all up to so many people.
    eased: i64,
    /// There is room for nobody from so many on.
    full: i64,
    /// Options that end there: the first of [`LimitedEnds::options`], and how many.
    options: (u32, u32),
}

impl LimitedEnd {
    /// Whether there is room for all where so many are.
    #[inline]
    pub fn is_free(&self, present: i64) -> bool {
        present <= self.eased
    }

    /// So many people as are there, but one number for all that leave room for everybody, and one for all that leave none: where it is the
    /// same, so is the room.
    #[inline]
    pub fn crowd(&self, present: i64) -> i64 {
        match present {
            _ if self.is_free(present) => i64::MIN,
            _ if present >= self.full => i64::MAX,
            _ => present,
        }
    }
}

/// Ends with a limit of all options, place by place, each once.
#[derive(Clone, Debug, Default)]
pub struct LimitedEnds {
    all: Vec<LimitedEnd>,
    /// First end of each place, and the number of ends at the end.
    first: Vec<u32>,
    /// Options of a place, by their number at the place, that end at each of them.
    options: Vec<u32>,
}

impl LimitedEnds {
    /// Those of a place.
    #[inline]
    pub fn of(&self, place: usize) -> &[LimitedEnd] {
        &self.all[self.first[place] as usize..self.first[place + 1] as usize]
    }

    /// Options of the place that end at one of them, by their number at the place.
    #[inline]
    pub fn options(&self, end: &LimitedEnd) -> &[u32] {
        &self.options[end.options.0 as usize..][..end.options.1 as usize]
    }

    /// No place yet.
    pub fn clear(&mut self) {
        self.all.clear();
        self.options.clear();
        self.first.clear();
        self.first.push(0);
    }

    /// The next place: those that have a limit today of the ends of its options.
    pub fn lay(&mut self, network: &Network, ends: impl Iterator<Item = u32> + Clone) {
        let first = self.all.len();
        for end in ends.clone() {
            let known = self.all[first..].iter().any(|limited| limited.place == end);
            if let Some(limit) = network.limit(end as usize).filter(|_| !known) {
                let before = self.options.len();
                let there = ends.clone().zip(0..).filter(|(other, _)| *other == end);
                self.options.extend(there.map(|(_, option)| option));
                self.all.push(LimitedEnd {
                    place: end,
                    eased: libm::floor(network.rules.capacity_buffer * limit) as i64,
                    full: libm::ceil(limit) as i64,
                    options: (before as u32, (self.options.len() - before) as u32),
                });
            }
        }
        self.first.push(self.all.len() as u32);
    }
}
