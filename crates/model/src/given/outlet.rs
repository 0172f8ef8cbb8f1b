//! Outlets: what their sources tell, from where, and how late.

use crate::given::reporting::ReportingChance;
use crate::parameter::numbers;

numbers! {
    /// An outlet: what its sources tell, from where, and how late.
    pub struct Outlet {
        /// Name.
        pub name: String,
        /// What one source learns of and tells.
        pub hears: Vec<ReportingChance>,
        /// Where its sources are.
        pub sources: Vec<Sources>,
    } numbers {
        /// Median days from what happened to the story.
        lag_days: f64 = "days", 0.0..=3650.0;
        /// Spread of the lag: standard deviation of its logarithm.
        lag_sigma: f64 = "log units", 0.0..=5.0;
    }
}

impl Outlet {
    /// Sources in a county: of places that overlap the later one holds; none where no place is named.
    pub fn sources_in(&self, county: usize) -> f64 {
        let place = self.sources.iter().rev().find(|s| s.counties.contains(&county));
        place.map_or(0.0, |place| place.number)
    }
}

numbers! {
    /// Sources of an outlet in some counties.
    pub struct Sources {
        /// Place as the scenario names it.
        pub place: String,
        /// Counties, indices into the counties.
        pub counties: Vec<usize>,
    } numbers {
        /// Sources in each county of the place.
        number: f64 = "sources per county", 0.0..=10000.0;
    }
}
