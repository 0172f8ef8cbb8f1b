//! Food: which share of a region's people goes hungry, day by day.

use crate::network::Network;

/// Shares of people who go hungry, by region and day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Food {
    /// Number of the region of each place, where it is in the table.
    pub region: Vec<Option<usize>>,
    /// Shares by region, then by day; 0 to 1.
    pub hungry: Vec<Vec<f64>>,
}

impl Food {
    /// Share of those who go hungry at a place on a day; 0 where nothing is known.
    #[inline]
    pub fn at(&self, place: usize, day: u32) -> f64 {
        let region = self.region.get(place).copied().flatten();
        let by_day = region.and_then(|region| self.hungry.get(region));
        by_day
            .and_then(|shares| shares.get(day as usize))
            .copied()
            .unwrap_or(0.0)
    }

    /// Puts the shares of the day to the places.
    pub fn serve(&self, network: &mut Network, day: u32) {
        if self.region.is_empty() {
            return;
        }
        for place in 0..network.places.len() {
            network.places[place].hungry = self.at(place, day);
        }
    }
}
