//! Displacement by conflict: the world of the Flee simulator, day by day.
//!
//! A day: conflicts begin and end, newcomers appear in places of conflict, borders close and open, everybody decides and
//! travels, and what camps hold is written beside what was registered.

pub mod happenings;
pub mod newcomers;
pub mod series;

use super::cohorts::Cohorts;
use super::network::{Network, Place, Rules};
use super::people::People;
use super::{Ground, Travellers};
use crate::chance::Luck;
use happenings::{Change, Closure, Conflict};
use newcomers::{Plan, Spawning};
use series::Series;

/// Groups of seniority among newcomers; those who are in camps at the beginning come first, camp by camp.
pub const SENIORITY: usize = 12;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Camp,
    IdpCamp,
    Conflict,
    ForwardingHub,
    Marker,
    FloodZone,
    Town,
    Unknown,
}

impl Kind {
    /// By what the text contains, in any case: Flee's own order.
    pub fn of(text: &str) -> Kind {
        let text = text.to_lowercase();
        let has = |part: &str| text.contains(part);
        match () {
            () if has("camp") && has("idp") => Kind::IdpCamp,
            () if has("camp") => Kind::Camp,
            () if has("conflict") => Kind::Conflict,
            () if has("forward") => Kind::ForwardingHub,
            () if has("marker") => Kind::Marker,
            () if has("flood_zone") => Kind::FloodZone,
            () if has("town") || has("default") => Kind::Town,
            () => Kind::Unknown,
        }
    }

    /// Makes a place what this says.
    pub fn shape(self, place: &mut Place, rules: &Rules) {
        place.camp = matches!(self, Kind::Camp | Kind::IdpCamp);
        place.idp = self == Kind::IdpCamp;
        place.town = matches!(self, Kind::Town);
        place.marker = self == Kind::Marker;
        place.intensity = if self == Kind::Conflict {
            place.own_intensity
        } else {
            0.0
        };
        place.move_chance = match self {
            Kind::Camp => rules.camp_move_chance,
            Kind::IdpCamp => rules.idp_move_chance,
            Kind::Conflict => rules.conflict_move_chance,
            Kind::ForwardingHub | Kind::Marker | Kind::Unknown => 1.0,
            Kind::FloodZone | Kind::Town => rules.default_move_chance,
        };
        if !place.camp && place.move_chance < 0.005 {
            place.camp = true;
        }
    }
}

/// A displacement to live through.
#[derive(Clone, Debug, Default)]
pub struct Displacement {
    /// Places, links and rules on the first morning.
    pub network: Network,
    /// Days.
    pub days: u32,
    /// Conflicts, place by place.
    pub conflicts: Vec<Conflict>,
    /// Closures, in the order of the file.
    pub closures: Vec<Closure>,
    /// Places that become something else.
    pub changes: Vec<Change>,
    /// Registered people: the total first, then series of camps and others.
    pub series: Vec<Series>,
    /// How newcomers come.
    pub spawning: Spawning,
    /// Extra people in a camp at the beginning, by place.
    pub initial_idps: Vec<u32>,
}

/// What stands at the end of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// People in each camp.
    pub simulated: Vec<i64>,
    /// Registered in each camp.
    pub registered: Vec<i64>,
    /// Σ |simulated − registered| / all registered.
    pub total_error: f64,
    /// Registered in camps, together.
    pub registered_in_camps: i64,
    /// Everybody who ever set out.
    pub simulated_total: i64,
    /// All registered, as Flee counts them.
    pub registered_total: i64,
    /// People in camps, together.
    pub simulated_in_camps: i64,
    /// Decreases of the registered that later increases must first make up for.
    pub debt: i64,
    /// People in camps for the displaced at home.
    pub displaced_at_home: i64,
}

/// One replicate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Day by day.
    pub rows: Vec<Row>,
    /// People who set out on each link.
    pub flows: Vec<u64>,
    /// The same day by day: the links of the first day, then those of the second, and so on.
    pub flows_by_day: Vec<u32>,
}

/// Which engine moves people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Counts by state.
    Cohorts,
    /// Everybody on their own.
    People,
}

impl Displacement {
    /// Places that are camps on the first morning: the columns of the output.
    pub fn camps(&self) -> Vec<usize> {
        (0..self.network.places.len())
            .filter(|p| self.network.places[*p].camp)
            .collect()
    }

    /// Lives through all days.
    pub fn run(&self, plan: &Plan, luck: Luck, engine: Engine) -> Course {
        self.run_while(plan, luck, engine, || true).unwrap_or_default()
    }

    /// Lives through all days, as long as `on` says so each morning; `None` if it does not to the end.
    pub fn run_while(&self, plan: &Plan, luck: Luck, engine: Engine, on: impl Fn() -> bool) -> Option<Course> {
        match engine {
            Engine::Cohorts => {
                let limited = self
                    .network
                    .places
                    .iter()
                    .any(|p| p.capacity > 0 || p.capacity_per_day > 0);
                let groups = if limited { plan.camps.len() + SENIORITY } else { 1 };
                self.live(plan, luck, Cohorts::new(groups), on)
            }
            Engine::People => self.live(plan, luck, People::default(), on),
        }
    }

    fn live(&self, plan: &Plan, luck: Luck, mut crowd: impl Travellers, on: impl Fn() -> bool) -> Option<Course> {
        let mut ground = Ground::new(self.network.clone());
        let mut created = 0;
        for (column, place) in plan.camps.iter().enumerate() {
            let count = plan.first[column] + self.initial_idps.get(*place).copied().unwrap_or(0);
            crowd.add(&mut ground, *place, count, column);
            created += i64::from(count);
        }
        let mut rows = Vec::with_capacity(self.days as usize);
        let mut flows_by_day = Vec::with_capacity(self.days as usize * ground.flows.len());
        let mut before = ground.flows.clone();
        for day in 0..self.days {
            if !on() {
                return None;
            }
            happenings::change(self, &mut ground.network, day);
            let (came, group) = newcomers::come(self, plan, &mut ground.network, luck, day);
            for (place, count) in came {
                crowd.add(&mut ground, place, count, group);
                created += i64::from(count);
            }
            happenings::close(self, &mut ground, &mut crowd, day);
            for place in &mut ground.network.places {
                place.capacity += place.capacity_per_day;
            }
            crowd.day(&mut ground, luck, day);
            rows.push(plan.row(&ground, day, created));
            flows_by_day.extend(ground.flows.iter().zip(&before).map(|(now, then)| (now - then) as u32));
            before.clone_from(&ground.flows);
        }
        Some(Course {
            rows,
            flows: ground.flows,
            flows_by_day,
        })
    }
}
