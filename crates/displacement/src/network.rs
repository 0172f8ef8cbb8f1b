//! Places, links between them, and the rules of movement.

use crate::floods::{Ahead, FloodRules};

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Name.
    pub name: String,
    /// Country, as a number.
    pub country: usize,
    /// First coordinate of the input. Unit: degrees.
    pub first: f64,
    /// Second coordinate of the input. Unit: degrees.
    pub second: f64,
    /// A camp, of displaced people at home or abroad.
    pub camp: bool,
    /// A camp of displaced people within their country.
    pub idp: bool,
    /// A town: the only kind in which short stints are avoided.
    pub town: bool,
    /// A marker: never a destination, never counted as a step.
    pub marker: bool,
    /// Chance of acting in one decision.
    pub move_chance: f64,
    /// People for whom there is room; below 1: no limit.
    pub capacity: i64,
    /// Added to the capacity each day.
    pub capacity_per_day: i64,
    /// Residents.
    pub population: i64,
    /// Intensity of the conflict here; 0: none.
    pub intensity: f64,
    /// Intensity with which a conflict begins here where no other is given.
    pub own_intensity: f64,
    /// Day on which the conflict here began.
    pub since: u32,
    /// A flood zone, by its kind.
    pub flood_zone: bool,
    /// Level of the flood here today; 0: none.
    pub flood: u32,
    /// What is forecast here today.
    pub ahead: Ahead,
    /// Share of those who go hungry here today.
    pub hungry: f64,
    /// 1 + volume of trade + (human development)²: what a place abroad attracts by where economies do; none: 1.
    pub economy: Option<f64>,
    /// Chance, each evening, that somebody who rests here stays for good; only where camps are sinks.
    pub sink: f64,
}

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
