//! Rules of movement, the same for everybody and every day.

/// Rules of movement. The defaults are those of Flee's code.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Speed. Unit: km per day.
    pub speed: f64,
    /// Speed on foot. Unit: km per day.
    pub walking: f64,
    /// Factor of a place abroad.
    pub foreign_weight: f64,
    /// Factor of a camp.
    pub camp_weight: f64,
    /// Factor of a place in conflict, raised to its intensity.
    pub conflict_weight: f64,
    /// Chance of acting in a place in conflict.
    pub conflict_move_chance: f64,
    /// Chance of acting in a camp.
    pub camp_move_chance: f64,
    /// Chance of acting in a camp for people displaced at home.
    pub idp_move_chance: f64,
    /// Chance of acting in a town.
    pub default_move_chance: f64,
    /// Places looked ahead.
    pub awareness: u32,
    /// Share of the capacity from which on a camp attracts less.
    pub capacity_buffer: f64,
    /// Factor of every capacity.
    pub capacity_scaling: f64,
    /// Whether those who have hardly moved of late go on from towns.
    pub avoid_short_stints: bool,
    /// Whether the first link is walked.
    pub start_on_foot: bool,
    /// Added to every distance. Unit: km.
    pub softening: f64,
    /// Added to every score.
    pub weight_softening: f64,
    /// Exponent of a weight.
    pub weight_power: f64,
    /// Exponent of a distance.
    pub distance_power: f64,
    /// Exponent of the great-circle distance, where people stay close.
    pub home_power: Option<f64>,
    /// Exponent of the population of a place that is no camp.
    pub population_power: Option<f64>,
    /// Population at which the chance of acting is as given.
    pub move_chance_base: f64,
    /// Exponent of the population in the chance of acting; 0: none.
    pub move_chance_power: f64,
    /// Options lighter than the best divided by this are dropped; below 1.001: none are.
    pub pruning: f64,
    /// Factors of a conflict by its age.
    pub decay: Vec<f64>,
    /// Length of each step of `decay`. Unit: days.
    pub decay_interval: f64,
    /// Rules as Flee's documentation has them where its program does something else.
    pub documented: bool,
    /// Whether people look no further than a marker.
    pub markers_block: bool,
    /// What floods do, where there are any.
    pub floods: Option<FloodRules>,
    /// Whether places abroad attract by their economy.
    pub economic_pull: bool,
    /// Whether those who go hungry set out.
    pub hungry_leave: bool,
    /// Whether places at home attract less where people go hungry.
    pub hungry_repel: bool,
    /// Whether people go where people like them are.
    pub matching: Matching,
    /// Whether routes are made once a day for each place.
    pub fixed_routes: bool,
    /// Whether those who rest in camps may stay for good.
    pub sinks: bool,
    /// Whether farmers alone bring in the harvest; otherwise everybody.
    pub farmers_only: bool,
}

/// Which places attract by who is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matching {
    /// Camps, by ethnicity.
    pub camp: bool,
    /// Places that are neither camps nor in conflict, by ethnicity.
    pub town: bool,
    /// Places in conflict that are no camps, by ethnicity.
    pub conflict: bool,
    /// Camps, by religion: the share by which that of one's own is divided.
    pub camp_religion: Option<f64>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            speed: 360.0,
            walking: 35.0,
            foreign_weight: 1.0,
            camp_weight: 1.0,
            conflict_weight: libm::sqrt(0.1),
            conflict_move_chance: 1.0,
            camp_move_chance: 0.001,
            idp_move_chance: 0.1,
            default_move_chance: 0.3,
            awareness: 1,
            capacity_buffer: 0.9,
            capacity_scaling: 1.0,
            avoid_short_stints: false,
            start_on_foot: false,
            softening: 10.0,
            weight_softening: 0.0,
            weight_power: 1.0,
            distance_power: 1.0,
            home_power: None,
            population_power: None,
            move_chance_base: 10_000.0,
            move_chance_power: 0.0,
            pruning: 1.0,
            decay: Vec::new(),
            decay_interval: 30.0,
            documented: false,
            markers_block: false,
            floods: None,
            economic_pull: false,
            hungry_leave: false,
            hungry_repel: false,
            matching: Matching::default(),
            fixed_routes: false,
            sinks: false,
            farmers_only: false,
        }
    }
}

impl Rules {
    /// Weight of an option of that score: `[(w₀ + score) / far^a]^b`, where `far` is its distance with what is added to every
    /// distance. Unit of `far`: km.
    pub fn weight(&self, score: f64, far: f64) -> f64 {
        let weight = (self.weight_softening + score) / power(far, self.distance_power);
        power(weight, self.weight_power)
    }
}

/// `x` to the power of `exponent`, without a function where it is 1.
#[inline]
pub fn power(x: f64, exponent: f64) -> f64 {
    if exponent == 1.0 { x } else { libm::pow(x, exponent) }
}

/// What floods do to those who decide. Each list is by level; its last element holds for higher levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FloodRules {
    /// Chance of acting at a flooded place.
    pub move_chances: Vec<f64>,
    /// Factor of a flooded place as an end.
    pub weights: Vec<f64>,
    /// Whether floods to come are looked at.
    pub forecaster: Option<Forecaster>,
}

/// How floods to come are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecaster {
    /// Days looked ahead.
    pub days: u32,
    /// Last day that is forecast, and last on which anybody looks.
    pub end: u32,
    /// Weights of days: by day of the run as Flee runs, by days ahead as it is documented.
    pub weights: Vec<f64>,
}

/// The value of a level in a list.
#[inline]
pub fn at_level(list: &[f64], level: u32) -> f64 {
    list.get(level as usize).or(list.last()).copied().unwrap_or(1.0)
}

impl Forecaster {
    /// Whether anybody looks ahead on a day.
    pub fn looks(&self, day: u32) -> bool {
        self.days > 1 && day <= self.end
    }

    /// Days that are looked at: tomorrow and on, up to the end of the forecast.
    pub fn ahead(&self, day: u32) -> impl Iterator<Item = u32> {
        let end = self.end;
        (day.saturating_add(1).min(end)..=day.saturating_add(self.days)).take_while(move |d| *d <= end)
    }

    /// Weight of a day: the `i`-th of [`Forecaster::weights`], 0 beyond the end.
    pub fn weight(&self, i: u32) -> f64 {
        self.weights.get(i as usize).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the numbers of Flee's code, those that no folder of the tests sets.
    #[test]
    fn speeds_sizes_and_spans_are_those_of_flee() {
        let rules = Rules::default();
        assert_eq!((rules.speed, rules.walking), (360.0, 35.0), "km a day");
        assert_eq!(rules.move_chance_base, 10_000.0, "people");
        assert_eq!(rules.decay_interval, 30.0, "days");
    }

    /// One day of outlook is none; two are tomorrow, until the end.
    #[test]
    fn a_forecast_is_looked_at_from_two_days_on() {
        let looks = |days, day| {
            let forecaster = Forecaster {
                days,
                end: 4,
                weights: Vec::new(),
            };
            forecaster.looks(day)
        };
        assert_eq!(
            [looks(1, 0), looks(2, 0), looks(2, 4), looks(2, 5)],
            [false, true, true, false]
        );
    }
}
