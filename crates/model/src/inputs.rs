//! All that a run is given, checked. Loaders make it; nothing here knows files.

use crate::mechanisms::{
    abroad, attempt, barrier, belief, bribe, economy, epidemic, inspection, mine, neighbour, officials, passage,
    patrol, press, remittance, ring, season, works,
};
use crate::parameter::{numbers, sections};
use jiff::civil::Date;

mod telling;

pub use telling::{Command, Hears, Outlet, Policy, Response, Scope, Sources, Stage};

/// All that a run is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// Short name of the scenario.
    pub name: String,
    /// First day.
    pub start: Date,
    /// Number of days, at least 1 and at most 36,500.
    pub days: u32,
    /// Name of the currency of every amount, e.g. `USD`.
    pub currency: String,
    /// Provinces, in order along the border.
    pub provinces: Vec<Province>,
    /// Rivers.
    pub rivers: Vec<River>,
    /// Counties, in order along the border.
    pub counties: Vec<County>,
    /// Strata of residents; shares sum to 1.
    pub strata: Vec<Stratum>,
    /// Forces, the innermost layer (ordinary patrol) first.
    pub forces: Vec<Force>,
    /// Orders, by date.
    pub orders: Vec<Order>,
    /// Official trade by month from the month of `start`: index against baseline (1 = as before closure).
    pub trade: Vec<f64>,
    /// Commands, to which units report.
    pub commands: Vec<Command>,
    /// Outlets, to which sources tell.
    pub outlets: Vec<Outlet>,
    /// What the centre does by itself; `None`: nothing but its orders.
    pub policy: Option<Policy>,
    /// Numbers of the mechanisms.
    pub parameters: Parameters,
}

impl Inputs {
    /// The border and who lives and stands along it.
    pub fn border(&self) -> Border<'_> {
        Border {
            provinces: &self.provinces,
            rivers: &self.rivers,
            counties: &self.counties,
            strata: &self.strata,
            forces: &self.forces,
        }
    }
}

/// The border as it is given: the line, who lives along it, who stands there. The same on every day of a run.
#[derive(Clone, Copy, Debug)]
pub struct Border<'a> {
    /// Provinces.
    pub provinces: &'a [Province],
    /// Rivers.
    pub rivers: &'a [River],
    /// Counties.
    pub counties: &'a [County],
    /// Strata of residents.
    pub strata: &'a [Stratum],
    /// Forces.
    pub forces: &'a [Force],
}

impl Border<'_> {
    /// The river of a county.
    #[inline]
    pub fn river(&self, county: usize) -> &River {
        &self.rivers[self.counties[county].river]
    }
}

/// A province: several counties in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Province {
    /// Name.
    pub name: String,
    /// Usual level of policing on the other side, 0 to 1.
    pub neighbour_policing: f64,
}

/// A river, or another kind of line, with its seasons.
#[derive(Clone, Debug, PartialEq)]
pub struct River {
    /// Name.
    pub name: String,
    /// Ease of crossing by month, January first; 1 is easiest.
    pub ease: [f64; 12],
    /// Chance of drowning in one passage by month, January first.
    pub drown: [f64; 12],
    /// Visibility to watchers by month, January first; 1 is usual.
    pub visibility: [f64; 12],
    /// Mean number of floods of a county in a month that damage what is built, January first.
    pub flood: [f64; 12],
}

/// A county: the finest place there is.
#[derive(Clone, Debug, PartialEq)]
pub struct County {
    /// Name.
    pub name: String,
    /// Index into `Inputs::provinces`.
    pub province: usize,
    /// Index into `Inputs::rivers`.
    pub river: usize,
    /// Length of border, km.
    pub border_km: f64,
    /// Residents at the start.
    pub residents: u32,
    /// Tendency to leave against the average county (1).
    pub leave_weight: f64,
    /// Tendency to smuggle against the average county (1).
    pub smuggle_weight: f64,
    /// Share of the border with a fence at the start, 0 to 1.
    pub fence: f64,
    /// Share with a wall at the start, 0 to 1.
    pub wall: f64,
    /// Share with cameras at the start, 0 to 1.
    pub camera: f64,
    /// Share of time that the fence is live, 0 to 1.
    pub power: f64,
}

impl County {
    /// Weight of the county among those who leave: residents × tendency to leave.
    pub fn leavers(&self) -> f64 {
        f64::from(self.residents) * self.leave_weight
    }
}

/// A stratum of residents.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// Name, e.g. `woman, kin abroad, informal trade`.
    pub name: String,
    /// Share of residents.
    pub share: f64,
    /// Multiplier of the hazard of leaving.
    pub leave: f64,
    /// Multiplier of the hazard of smuggling.
    pub smuggle: f64,
    /// Multiplier of means.
    pub means: f64,
    /// Whether they have kin abroad who may send money.
    pub kin: bool,
}

/// How a force stands along a county's border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    /// Evenly.
    Even,
    /// At posts, in groups with the units of an earlier force.
    Embedded,
    /// On the least guarded segments only.
    LeastGuarded,
}

/// A force: a layer of watchers.
#[derive(Clone, Debug, PartialEq)]
pub struct Force {
    /// Name.
    pub name: String,
    /// Posting rule.
    pub posting: Posting,
    /// Forces that it watches, as indices into `Inputs::forces`.
    pub watches: Vec<usize>,
    /// Stands behind the barriers (toward the inland side) and fires or stops after them, as batteries do.
    pub behind: bool,
    /// Numbers.
    pub numbers: ForceNumbers,
}

numbers! {
    /// Numbers of a force.
    pub struct ForceNumbers {
        /// Initial strength along the border.
        strength_per_km: f64 = "persons per km", 0.0..=10000.0;
        /// Persons per unit that shares fear and answers together.
        unit_size: f64 = "persons", 1.0..=100000.0;
        /// Share of a county's segments that a force posted on the least guarded ones covers.
        covers: f64 = "share", 0.0..=1.0;
        /// Hazard of being seen per guard on duty on one kilometre.
        detection: f64 = "per guard on duty and km", 0.0..=100.0;
        /// Share of sightings without fire that end in arrest; the others turn back.
        arrest: f64 = "share", 0.0..=1.0;
        /// Share of sightings answered by fire without any order.
        fire: f64 = "share", 0.0..=1.0;
        /// Chance to hit when fire is opened.
        hit: f64 = "probability", 0.0..=1.0;
        /// Penalty for complicity with smuggling.
        penalty_days: f64 = "days of income", 0.0..=1e6;
        /// Income of a guard.
        income_per_day: f64 = "currency per day", 0.0..=1e5;
        /// Multiplier of the hazard of standing deals.
        corruptible: f64 = "multiple", 0.0..=100.0;
        /// Share of the value of a passage that can go to this layer.
        value_share: f64 = "share", 0.0..=1.0;
        /// Hazard at which it finds out a guard whom it watches.
        oversight: f64 = "per year, unit of complicity and watcher on the segment", 0.0..=1000.0;
    }
}

/// What an order does. Kinds are closed; everything about a kind is in its `size`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "meaning and unit of each kind stand in ORDER_KINDS")]
pub enum OrderKind {
    Alert,
    Inspect,
    Penalty,
    Collective,
    Rotate,
    Deploy,
    Withdraw,
    Embed,
    Zone,
    Fire,
    Mine,
    Build,
    Repair,
    Investigate,
    Threaten,
    BuildFence,
    BuildWall,
    BuildCameras,
    Power,
    CloseTrade,
    Reopen,
    Lockdown,
    Complain,
    WatchFarBank,
    RestrictOnward,
    HaltReturns,
}

/// One kind of order as the scenario format knows it.
pub struct OrderKindInfo {
    /// The kind.
    pub kind: OrderKind,
    /// Name in files.
    pub name: &'static str,
    /// Unit that the `size` has, `none` where there is none.
    pub unit: &'static str,
    /// Smallest size.
    pub least: f64,
    /// Largest size.
    pub most: f64,
    /// Whether a force must be named (`true`), or must not (`false`).
    pub force: bool,
    /// What it does, in one sentence.
    pub meaning: &'static str,
}

/// Every kind of order.
pub const ORDER_KINDS: &[OrderKindInfo] = &[
    OrderKindInfo {
        kind: OrderKind::Alert,
        name: "alert",
        unit: "level",
        least: 0.0,
        most: 5.0,
        force: false,
        meaning: "Sets the level of alert until the end date; 0 is normal.",
    },
    OrderKindInfo {
        kind: OrderKind::Inspect,
        name: "inspect",
        unit: "multiple",
        least: 0.0,
        most: 100.0,
        force: false,
        meaning: "Multiplies the inspectors' hazard of discovery until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Penalty,
        name: "penalty",
        unit: "days of income",
        least: 0.0,
        most: 1e6,
        force: true,
        meaning: "Sets a force's penalty for complicity from this day on.",
    },
    OrderKindInfo {
        kind: OrderKind::Collective,
        name: "collective",
        unit: "none",
        least: 0.0,
        most: 0.0,
        force: false,
        meaning: "The whole unit answers for its members until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Rotate,
        name: "rotate",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: true,
        meaning: "Replaces that share of a force's units once: tenure and deals start again.",
    },
    OrderKindInfo {
        kind: OrderKind::Deploy,
        name: "deploy",
        unit: "persons",
        least: 0.0,
        most: 1e6,
        force: true,
        meaning: "Adds persons of a force, spread over the named counties by length of border, posted by the force's rule.",
    },
    OrderKindInfo {
        kind: OrderKind::Withdraw,
        name: "withdraw",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: true,
        meaning: "Takes that share of a force away from the named counties.",
    },
    OrderKindInfo {
        kind: OrderKind::Embed,
        name: "embed",
        unit: "persons per group",
        least: 1.0,
        most: 100000.0,
        force: true,
        meaning: "Moves a force into groups of that size, each living with guards; for forces posted as embedded.",
    },
    OrderKindInfo {
        kind: OrderKind::Zone,
        name: "zone",
        unit: "km",
        least: 0.0,
        most: 50.0,
        force: false,
        meaning: "Sets the depth of the restricted zone until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Fire,
        name: "fire",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: true,
        meaning: "Sets the share of sightings that a force answers by fire until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Mine,
        name: "mine",
        unit: "mines per km",
        least: 0.0,
        most: 10000.0,
        force: false,
        meaning: "Adds mines along the named counties.",
    },
    OrderKindInfo {
        kind: OrderKind::Build,
        name: "build",
        unit: "workers",
        least: 0.0,
        most: 1e6,
        force: false,
        meaning: "Sends so many workers to each county named, who build what is ordered there and mend where nothing is, until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Repair,
        name: "repair",
        unit: "workers",
        least: 0.0,
        most: 1e6,
        force: false,
        meaning: "Sends workers to each county named who mend what stands until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::BuildFence,
        name: "build-fence",
        unit: "km",
        least: 0.0,
        most: 10000.0,
        force: false,
        meaning: "A task: that length of fence, shared over the named counties by length of border, by the end date; after it the task goes on, overdue.",
    },
    OrderKindInfo {
        kind: OrderKind::BuildWall,
        name: "build-wall",
        unit: "km",
        least: 0.0,
        most: 10000.0,
        force: false,
        meaning: "A task: that length of wall, shared over the named counties by length of border, by the end date; after it the task goes on, overdue.",
    },
    OrderKindInfo {
        kind: OrderKind::BuildCameras,
        name: "build-cameras",
        unit: "km",
        least: 0.0,
        most: 10000.0,
        force: false,
        meaning: "A task: that length of line watched by cameras, shared over the named counties by length of border, by the end date; after it the task goes on, overdue.",
    },
    OrderKindInfo {
        kind: OrderKind::Power,
        name: "power",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: false,
        meaning: "Sets the share of time that the fence is live until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::CloseTrade,
        name: "close-trade",
        unit: "none",
        least: 0.0,
        most: 0.0,
        force: false,
        meaning: "Official passage is closed: recorded in the history; the volume is the trade series.",
    },
    OrderKindInfo {
        kind: OrderKind::Reopen,
        name: "reopen",
        unit: "none",
        least: 0.0,
        most: 0.0,
        force: false,
        meaning: "Official passage opens again: recorded in the history; the volume is the trade series.",
    },
    OrderKindInfo {
        kind: OrderKind::Lockdown,
        name: "lockdown",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: false,
        meaning: "Residents may not move, to that degree, until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Investigate,
        name: "investigate",
        unit: "multiple",
        least: 1.0,
        most: 1000.0,
        force: false,
        meaning: "Searches for those wanted in cases of rings with that multiple of the usual hazard, and reaches beyond guards to rings and officials, until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::Complain,
        name: "complain",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: false,
        meaning: "Asks the neighbour to police at this level; it responds with a lag and slackens again.",
    },
    OrderKindInfo {
        kind: OrderKind::Threaten,
        name: "threaten",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: false,
        meaning: "Threatens the neighbour with weapons unless he polices at this level; he does, and bears a grievance that lowers cooperation later.",
    },
    OrderKindInfo {
        kind: OrderKind::WatchFarBank,
        name: "watch-far-bank",
        unit: "none",
        least: 0.0,
        most: 0.0,
        force: false,
        meaning: "Guards must watch the far bank as well until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::RestrictOnward,
        name: "restrict-onward",
        unit: "share",
        least: 0.0,
        most: 1.0,
        force: false,
        meaning: "The neighbour leaves that share of onward movement open, for those who came from the named counties, until the end date.",
    },
    OrderKindInfo {
        kind: OrderKind::HaltReturns,
        name: "halt-returns",
        unit: "none",
        least: 0.0,
        most: 0.0,
        force: false,
        meaning: "Nobody whom the neighbour holds is sent back until the end date.",
    },
];

/// An order: dated, placed, sized.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its row in the scenario (for the report and diagnostics), from 0.
    pub number: usize,
    /// Day on which it takes effect, from 0; negative days are before the start and hold from day 0.
    pub day: i32,
    /// First day on which it no longer holds; `None`: for good.
    pub end: Option<i32>,
    /// Kind.
    pub kind: OrderKind,
    /// Counties, indices into `Inputs::counties`, ascending.
    pub counties: Vec<usize>,
    /// Force, index into `Inputs::forces`, where the kind has one.
    pub force: Option<usize>,
    /// Size in the unit of the kind.
    pub size: f64,
}

sections! {
    /// The numbers of all mechanisms, one part each.
    pub struct Parameters {
        season, economy, barrier, epidemic, remittance, abroad, ring, works, mine, patrol, attempt, passage, bribe, inspection,
        belief, neighbour, officials, press,
    }
}
