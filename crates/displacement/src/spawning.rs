//! How newcomers come: from what was registered, or from the conflicts themselves.

/// How newcomers come.
#[derive(Clone, Debug, PartialEq)]
pub struct Spawning {
    /// Each newcomer lowers the population of the place where they set out.
    pub take_from_population: bool,
    /// Those registered on the first day are in their camps from the beginning.
    pub insert_first_day: bool,
    /// Camps are empty at the beginning, and series are counted from their first day.
    pub empty_camps: bool,
    /// Newcomers follow from the sum of the series, not from the total.
    pub sum_from_camps: bool,
    /// Newcomers follow from the conflicts, not from what was registered.
    pub by_conflict: Option<ByConflict>,
}

impl Default for Spawning {
    fn default() -> Spawning {
        Spawning {
            take_from_population: false,
            insert_first_day: true,
            empty_camps: false,
            sum_from_camps: true,
            by_conflict: None,
        }
    }
}

/// Newcomers per place of conflict and day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ByConflict {
    /// rate × intensity, cut to a whole number.
    Constant(f64),
    /// rate × population × intensity, cut to a whole number.
    OfPopulation(f64),
    /// Poisson of mean rate × intensity.
    Poisson(f64),
}
