//! Places, links between them, and the rules of movement.

mod place;
mod rules;

pub use place::{ForecastFactors, Place};
pub use rules::{FloodRules, Forecaster, Matching, Rules, at_level, power};

/// A link, in one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Place where it begins.
    pub from: usize,
    /// Place where it ends.
    pub to: usize,
    /// Length. Unit: km.
    pub km: f64,
    /// Speed on this link in place of the general one. Unit: km per day.
    pub speed: Option<f64>,
    /// Chance, each day, of going on foot.
    pub walk_chance: f64,
    /// Whether one can set out on it.
    pub open: bool,
}

impl Link {
    /// How far somebody comes on it in a day, who walks or drives. Unit: km per day.
    #[inline]
    pub fn pace(&self, walking: bool, rules: &Rules) -> f64 {
        if walking {
            rules.walking
        } else {
            self.speed.unwrap_or(rules.speed)
        }
    }
}

/// Places, the links that leave each of them, and the rules.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Places.
    pub places: Vec<Place>,
    /// Links, in the order in which they were entered.
    pub links: Vec<Link>,
    /// Links that leave each place, in the order in which they were entered.
    pub leaving: Vec<Vec<u32>>,
    /// Country of those who flee; every other is abroad.
    pub home: usize,
    /// Rules of movement.
    pub rules: Rules,
    /// Counts how often links were opened or closed, or places changed their kind.
    pub version: u32,
    /// Roads that lead far: places from the first to the last, in both directions where they have both.
    pub major_routes: Vec<Vec<u32>>,
    /// Whether floods to come are looked at today.
    pub forecasting: bool,
}

impl Network {
    /// A network of places, without links. People flee from the country of the first place.
    pub fn new(places: Vec<Place>, rules: Rules) -> Network {
        Network {
            leaving: vec![Vec::new(); places.len()],
            home: places.first().map_or(0, |place| place.country),
            links: Vec::new(),
            version: 0,
            major_routes: Vec::new(),
            forecasting: false,
            places,
            rules,
        }
    }

    /// Enters a link in one direction and returns its number.
    pub fn link(&mut self, from: usize, to: usize, km: f64) -> usize {
        self.links.push(Link {
            from,
            to,
            km,
            speed: None,
            walk_chance: 0.0,
            open: true,
        });
        let link = self.links.len() - 1;
        self.leaving[from].push(link as u32);
        self.version += 1;
        link
    }

    /// The first open link from one place to another.
    pub fn first_link(&self, from: usize, to: usize) -> Option<usize> {
        let mut leaving = self.leaving[from].iter().map(|link| *link as usize);
        leaving.find(|link| self.links[*link].open && self.links[*link].to == to)
    }

    /// Room at a place where `present` people are: 1 up to the buffer, 0 when full, falling in a line between.
    #[inline]
    pub fn room(&self, place: usize, present: i64) -> f64 {
        let Some(limit) = self.limit(place) else { return 1.0 };
        let (present, eased) = (present as f64, self.rules.capacity_buffer * limit);
        if present <= eased {
            1.0
        } else if present >= limit {
            0.0
        } else {
            1.0 - (present - eased) / (limit - eased)
        }
    }

    /// The limit of a place after scaling, if it has one.
    #[inline]
    pub fn limit(&self, place: usize) -> Option<f64> {
        let limit = self.places[place].capacity as f64 * self.rules.capacity_scaling;
        (limit >= 1.0).then_some(limit)
    }

    /// Whether nobody may set out towards a place where so many are: a camp with less than half its room. The room is worked out as Flee does,
    /// since at exactly half of it the last digit decides: 19 people in a camp for 20 are too many.
    pub fn turns_away(&self, place: usize, present: i64) -> bool {
        let Some(limit) = self.limit(place).filter(|_| self.places[place].camp) else {
            return false;
        };
        let (present, buffer) = (present as f64, self.rules.capacity_buffer);
        let eased = buffer * limit;
        present > eased && (present >= limit || 1.0 - (present - eased) / (limit * (1.0 - buffer)) < 0.5)
    }

    /// From how many people on that is so; the largest number where it never is.
    pub fn turned_away(&self, place: usize) -> i64 {
        let Some(limit) = self.limit(place).filter(|_| self.places[place].camp) else {
            return i64::MAX;
        };
        // More people never make more room.
        let eased = self.rules.capacity_buffer * limit;
        let (mut least, mut most) = (0, (libm::ceil(limit.max(eased)) as i64).saturating_add(1));
        while least < most {
            let middle = least + (most - least) / 2;
            match self.turns_away(place, middle) {
                true => most = middle,
                false => least = middle + 1,
            }
        }
        least
    }

    /// Factor of a conflict by its age: `decay[min(⌊age / interval⌋, last)]`, 1 without decay.
    pub fn decay(&self, place: usize, day: u32) -> f64 {
        let rules = &self.rules;
        let Some(last) = rules.decay.len().checked_sub(1) else {
            return 1.0;
        };
        let age = f64::from(day.saturating_sub(self.places[place].since));
        rules.decay[((age / rules.decay_interval) as usize).min(last)]
    }

    /// Opens or closes a link; returns whether that changed anything.
    pub fn set_open(&mut self, link: usize, open: bool) -> bool {
        let changed = self.links[link].open != open;
        self.links[link].open = open;
        self.version += u32::from(changed);
        changed
    }

    /// Great-circle distance with the first coordinate as longitude, as Flee takes it. Unit: km.
    pub fn great_circle(&self, from: usize, to: usize) -> f64 {
        let (a, b) = (&self.places[from], &self.places[to]);
        let (along, across) = ((b.first - a.first).to_radians(), (b.second - a.second).to_radians());
        let half = |x: f64| libm::sin(x / 2.0) * libm::sin(x / 2.0);
        let h = half(across) + libm::cos(a.second.to_radians()) * libm::cos(b.second.to_radians()) * half(along);
        2.0 * 6371.0 * libm::asin(libm::sqrt(h.clamp(0.0, 1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For every count the bound that is worked out once a day says what is worked out for the count; at exactly half the room the last digit decides.
    #[test]
    fn a_camp_turns_people_away_from_one_count_on() {
        let mut bounds = Vec::new();
        for (capacity, capacity_buffer) in [
            (20, 0.9),
            (20, 1.0),
            (1, 0.0),
            (1000, 0.5),
            (777, 0.93),
            (3, 0.0),
            (0, 0.9),
        ] {
            let rules = Rules {
                capacity_buffer,
                ..Rules::default()
            };
            let camp = Place {
                camp: true,
                capacity,
                ..Place::default()
            };
            let network = Network::new(
                vec![
                    camp,
                    Place {
                        capacity,
                        ..Place::default()
                    },
                ],
                rules,
            );
            let bound = network.turned_away(0);
            for present in 0..1200 {
                assert_eq!(
                    network.turns_away(0, present),
                    present >= bound,
                    "{present} of {capacity}"
                );
            }
            assert_eq!(network.turned_away(1), i64::MAX, "a town");
            bounds.push(bound);
        }
        assert_eq!(bounds, [19, 21, 1, 751, 750, 2, i64::MAX]);
    }
}
