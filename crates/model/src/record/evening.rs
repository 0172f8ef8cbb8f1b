//! The world in the evening, and what can be read off it.

use crate::world::World;

/// The world in the evening of a day, and what of it is counted once for all measures.
pub struct Evening<'a> {
    /// Day from 0.
    pub day: u32,
    /// The world.
    pub world: &'a World,
    /// Guards with a standing deal, by force, then county.
    deals: Vec<Vec<u32>>,
}

impl<'a> Evening<'a> {
    /// Of a day.
    pub fn of(day: u32, world: &'a World) -> Evening<'a> {
        let mut deals = vec![vec![0; world.counties.distress.len()]; world.posts.forces()];
        for (force, deals) in deals.iter_mut().enumerate() {
            for account in world
                .posts
                .accounts(force)
                .iter()
                .filter(|account| account.deal_until > 0)
            {
                let county = world.segments.county[account.segment as usize];
                deals[county as usize] += 1;
            }
        }
        Evening { day, world, deals }
    }

    /// Share of a county's segments where every layer is bought.
    pub fn open(&self, county: usize) -> f64 {
        let (posts, range) = (&self.world.posts, self.world.segments.of(county));
        let bought =
            |force: usize, s: usize| posts.headcount(force, s) == 0 || posts.bought[posts.post(force, s)].is_some();
        let open = range.clone().filter(|s| (0..self.deals.len()).all(|f| bought(f, *s)));
        open.count() as f64 / range.len() as f64
    }

    /// Length of what is built in a county, by segment's share.
    pub fn km(&self, county: usize, built: &[f64]) -> f64 {
        let segments = &self.world.segments;
        segments.of(county).map(|s| built[s] * segments.length_km[s]).sum()
    }

    /// Mines in the ground of a county.
    pub fn mines(&self, county: usize) -> f64 {
        let segments = &self.world.segments;
        segments.of(county).map(|s| f64::from(segments.mines[s])).sum()
    }

    /// Condition of what is built in a county, mean over its segments.
    pub fn condition(&self, county: usize) -> f64 {
        let range = self.world.segments.of(county);
        let count = range.len() as f64;
        range.map(|s| self.world.segments.condition[s]).sum::<f64>() / count
    }

    /// Fear of the unit in the middle of a county; 0 where none of the force stand there.
    pub fn fear(&self, county: usize, force: usize) -> f64 {
        let (posts, range) = (&self.world.posts, self.world.segments.of(county));
        match posts.strength(force, county) {
            0 => 0.0,
            _ => posts.fear[posts.unit(force, range.start + range.len() / 2)],
        }
    }

    /// Guards with a standing deal.
    pub fn deals(&self, county: usize, force: usize) -> u32 {
        self.deals[force][county]
    }
}
