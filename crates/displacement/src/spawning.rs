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
    /// Newcomers follow from the floods.
    pub by_flood: Option<ByFlood>,
    /// Those who go hungry add to the weight of a place.
    pub hunger: bool,
    /// With `hunger`: also of places that are not in conflict.
    pub hunger_everywhere: bool,
}

impl Default for Spawning {
    fn default() -> Spawning {
        Spawning {
            take_from_population: false,
            insert_first_day: true,
            empty_camps: false,
            sum_from_camps: true,
            by_conflict: None,
            by_flood: None,
            hunger: false,
            hunger_everywhere: false,
        }
    }
}

/// Newcomers per flooded place and day, by level.
#[derive(Clone, Debug, PartialEq)]
pub struct ByFlood {
    /// How the list is meant.
    pub mode: FloodMode,
    /// By level; the last holds for higher ones.
    pub by_level: Vec<f64>,
}

/// How many people set out from a flooded place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloodMode {
    /// As many as the list says, cut to a whole number.
    Constant,
    /// That share of the population, cut to a whole number.
    OfPopulation,
    /// Poisson of that mean, cut to a whole number first.
    Poisson,
    /// Nobody: Flee does not know how the mode is spelt.
    Nobody,
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
