//! Outlets: what their sources tell, from where, and how late.

use crate::given::hears::Hears;

/// An outlet: what its sources tell, from where, and how late.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    /// Name.
    pub name: String,
    /// What one source learns of and tells.
    pub hears: Vec<Hears>,
    /// Where its sources are.
    pub sources: Vec<Sources>,
    /// Median days from what happened to the story (log-normal).
    pub lag_days: f64,
    /// Spread of the lag: standard deviation of its logarithm.
    pub lag_sigma: f64,
}

impl Outlet {
    /// Sources in a county: of places that overlap the later one holds; none where no place is named.
    pub fn sources_in(&self, county: usize) -> f64 {
        let place = self.sources.iter().rev().find(|s| s.counties.contains(&county));
        place.map_or(0.0, |place| place.number)
    }
}

/// Sources of an outlet in some counties.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources {
    /// Place as the scenario names it.
    pub place: String,
    /// Counties, indices into the counties.
    pub counties: Vec<usize>,
    /// Sources in each of them.
    pub number: f64,
}
