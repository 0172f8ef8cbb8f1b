//! All that a run is given, checked. Loaders make it; nothing here knows files.

use crate::mechanisms::{
    abroad, attempt, barrier, belief, bribe, economy, epidemic, inspection, mine, neighbour, officials, passage,
    patrol, press, remittance, ring, season, works,
};
use crate::parameter::{Entry, Parameter, section};
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

/// Numbers of a force; meaning, unit and bounds of each stand in [`FORCE_PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForceNumbers {
    /// Initial strength, persons per km of border.
    pub strength_per_km: f64,
    /// Persons per unit.
    pub unit_size: f64,
    /// Share of a county's segments that the least-guarded rule covers.
    pub covers: f64,
    /// Detection per guard on duty on a segment of one km.
    pub detection: f64,
    /// Share of sightings answered by arrest (others turn the person back), when fire is not opened.
    pub arrest: f64,
    /// Share of sightings answered by fire without any order.
    pub fire: f64,
    /// Chance to hit when firing.
    pub hit: f64,
    /// Penalty for complicity, days of income.
    pub penalty_days: f64,
    /// Income, currency per day.
    pub income_per_day: f64,
    /// Multiplier of the hazard of standing deals.
    pub corruptible: f64,
    /// Share of the value of a passage that goes to this layer.
    pub value_share: f64,
    /// Hazard per year of finding out one watched guard per unit of complicity, per watcher on the same segment.
    pub oversight: f64,
}

/// The table of a force's numbers.
pub const FORCE_PARAMETERS: &[Parameter<ForceNumbers>] = &[
    Parameter {
        key: "strength_per_km",
        unit: "persons per km",
        meaning: "Initial strength along the border.",
        least: 0.0,
        most: 10000.0,
        read: |p| p.strength_per_km,
        write: |p, v| p.strength_per_km = v,
    },
    Parameter {
        key: "unit_size",
        unit: "persons",
        meaning: "Persons per unit that shares fear and answers together.",
        least: 1.0,
        most: 100000.0,
        read: |p| p.unit_size,
        write: |p, v| p.unit_size = v,
    },
    Parameter {
        key: "covers",
        unit: "share",
        meaning: "Share of a county's segments that a force posted on the least guarded ones covers.",
        least: 0.0,
        most: 1.0,
        read: |p| p.covers,
        write: |p, v| p.covers = v,
    },
    Parameter {
        key: "detection",
        unit: "per guard on duty and km",
        meaning: "Hazard of being seen per guard on duty on one kilometre.",
        least: 0.0,
        most: 100.0,
        read: |p| p.detection,
        write: |p, v| p.detection = v,
    },
    Parameter {
        key: "arrest",
        unit: "share",
        meaning: "Share of sightings without fire that end in arrest; the others turn back.",
        least: 0.0,
        most: 1.0,
        read: |p| p.arrest,
        write: |p, v| p.arrest = v,
    },
    Parameter {
        key: "fire",
        unit: "share",
        meaning: "Share of sightings answered by fire without any order.",
        least: 0.0,
        most: 1.0,
        read: |p| p.fire,
        write: |p, v| p.fire = v,
    },
    Parameter {
        key: "hit",
        unit: "probability",
        meaning: "Chance to hit when fire is opened.",
        least: 0.0,
        most: 1.0,
        read: |p| p.hit,
        write: |p, v| p.hit = v,
    },
    Parameter {
        key: "penalty_days",
        unit: "days of income",
        meaning: "Penalty for complicity with smuggling.",
        least: 0.0,
        most: 1e6,
        read: |p| p.penalty_days,
        write: |p, v| p.penalty_days = v,
    },
    Parameter {
        key: "income_per_day",
        unit: "currency per day",
        meaning: "Income of a guard.",
        least: 0.0,
        most: 1e5,
        read: |p| p.income_per_day,
        write: |p, v| p.income_per_day = v,
    },
    Parameter {
        key: "corruptible",
        unit: "multiple",
        meaning: "Multiplier of the hazard of standing deals.",
        least: 0.0,
        most: 100.0,
        read: |p| p.corruptible,
        write: |p, v| p.corruptible = v,
    },
    Parameter {
        key: "value_share",
        unit: "share",
        meaning: "Share of the value of a passage that can go to this layer.",
        least: 0.0,
        most: 1.0,
        read: |p| p.value_share,
        write: |p, v| p.value_share = v,
    },
    Parameter {
        key: "oversight",
        unit: "per year, unit of complicity and watcher on the segment",
        meaning: "Hazard at which it finds out a guard whom it watches.",
        least: 0.0,
        most: 1000.0,
        read: |p| p.oversight,
        write: |p, v| p.oversight = v,
    },
];

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

/// The numbers of all mechanisms, one part each.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "each field is the mechanism of that name")]
pub struct Parameters {
    pub attempt: attempt::Params,
    pub barrier: barrier::Params,
    pub belief: belief::Params,
    pub bribe: bribe::Params,
    pub economy: economy::Params,
    pub inspection: inspection::Params,
    pub neighbour: neighbour::Params,
    pub officials: officials::Params,
    pub passage: passage::Params,
    pub patrol: patrol::Params,
    pub press: press::Params,
    pub season: season::Params,
    pub mine: mine::Params,
    pub epidemic: epidemic::Params,
    pub remittance: remittance::Params,
    /// [`abroad`].
    pub abroad: abroad::Params,
    pub ring: ring::Params,
    pub works: works::Params,
}

impl Parameters {
    /// Every parameter of every mechanism, by section in the order of the day.
    pub fn table() -> Vec<Entry> {
        let mut all = Vec::new();
        all.extend(section("season", season::PARAMETERS, |p| &p.season, |p| &mut p.season));
        all.extend(section(
            "economy",
            economy::PARAMETERS,
            |p| &p.economy,
            |p| &mut p.economy,
        ));
        all.extend(section(
            "barrier",
            barrier::PARAMETERS,
            |p| &p.barrier,
            |p| &mut p.barrier,
        ));
        all.extend(section(
            "epidemic",
            epidemic::PARAMETERS,
            |p| &p.epidemic,
            |p| &mut p.epidemic,
        ));
        all.extend(section(
            "remittance",
            remittance::PARAMETERS,
            |p| &p.remittance,
            |p| &mut p.remittance,
        ));
        all.extend(section("abroad", abroad::PARAMETERS, |p| &p.abroad, |p| &mut p.abroad));
        all.extend(section("ring", ring::PARAMETERS, |p| &p.ring, |p| &mut p.ring));
        all.extend(section("works", works::PARAMETERS, |p| &p.works, |p| &mut p.works));
        all.extend(section("mine", mine::PARAMETERS, |p| &p.mine, |p| &mut p.mine));
        all.extend(section("patrol", patrol::PARAMETERS, |p| &p.patrol, |p| &mut p.patrol));
        all.extend(section(
            "attempt",
            attempt::PARAMETERS,
            |p| &p.attempt,
            |p| &mut p.attempt,
        ));
        all.extend(section(
            "passage",
            passage::PARAMETERS,
            |p| &p.passage,
            |p| &mut p.passage,
        ));
        all.extend(section("bribe", bribe::PARAMETERS, |p| &p.bribe, |p| &mut p.bribe));
        all.extend(section(
            "inspection",
            inspection::PARAMETERS,
            |p| &p.inspection,
            |p| &mut p.inspection,
        ));
        all.extend(section("belief", belief::PARAMETERS, |p| &p.belief, |p| &mut p.belief));
        all.extend(section(
            "neighbour",
            neighbour::PARAMETERS,
            |p| &p.neighbour,
            |p| &mut p.neighbour,
        ));
        all.extend(section(
            "officials",
            officials::PARAMETERS,
            |p| &p.officials,
            |p| &mut p.officials,
        ));
        all.extend(section("press", press::PARAMETERS, |p| &p.press, |p| &mut p.press));
        all
    }
}
