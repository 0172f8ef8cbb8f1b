//! What is remembered: whole facts, ids and values only.

use crate::units::Money;

/// What a resident set out to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Activity {
    /// To leave and not come back.
    Leave = 0,
    /// To fetch or bring goods and come back.
    Smuggle = 1,
}

impl Activity {
    /// Both, by number.
    pub const ALL: [Activity; 2] = [Activity::Leave, Activity::Smuggle];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        ["leave", "smuggle"][self as usize]
    }
}

/// How an attempt ended. Exactly one for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
#[repr(u8)]
pub enum Outcome {
    Crossed = 0,
    TurnedBack = 1,
    Arrested = 2,
    Shot = 3,
    Electrocuted = 4,
    Mine = 5,
    Drowned = 6,
    SentBack = 7,
}

impl Outcome {
    /// All, by number.
    pub const ALL: [Outcome; 8] = [
        Outcome::Crossed,
        Outcome::TurnedBack,
        Outcome::Arrested,
        Outcome::Shot,
        Outcome::Electrocuted,
        Outcome::Mine,
        Outcome::Drowned,
        Outcome::SentBack,
    ];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        [
            "crossed",
            "turned-back",
            "arrested",
            "shot",
            "electrocuted",
            "mine",
            "drowned",
            "sent-back",
        ][self as usize]
    }
}

/// What happened in one attempt, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Day from 0.
    pub day: u32,
    /// County of the resident.
    pub county: u16,
    /// County where it was tried.
    pub at: u16,
    /// The resident's number within the county.
    pub resident: u32,
    /// Stratum.
    pub stratum: u8,
    /// What it was for.
    pub activity: Activity,
    /// Whether it went by a standing deal.
    pub brokered: bool,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether the one who tried died.
    pub died: bool,
    /// Force that stopped it, if a force did.
    pub force: Option<u8>,
    /// Paid in all, to every layer and the broker.
    pub paid: Money,
}

/// By what soldiers came to harm, other than by those they watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// At the works.
    Works,
    /// By a mine: laying it, or on mined ground.
    Mine,
}

/// An accident of soldiers.
#[derive(Clone, Debug, PartialEq)]
pub struct Accident {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// By what.
    pub cause: Cause,
    /// Killed.
    pub killed: u32,
    /// Hurt and alive.
    pub injured: u32,
}

/// What can be told of: each is counted by the measure of the ledger that bears its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the measures of these names say it")]
#[repr(u8)]
pub enum Matter {
    Crossed = 0,
    TurnedBack = 1,
    Arrested = 2,
    Shot = 3,
    Electrocuted = 4,
    Mine = 5,
    Drowned = 6,
    SentBack = 7,
    WorkerDeaths = 8,
    FoundOut = 9,
    Loiterers = 10,
    MineSoldierDeaths = 11,
    RingCases = 12,
}

impl Matter {
    /// All, by number; the outcomes of attempts first, in the order of [`Outcome::ALL`].
    pub const ALL: [Matter; 13] = [
        Matter::Crossed,
        Matter::TurnedBack,
        Matter::Arrested,
        Matter::Shot,
        Matter::Electrocuted,
        Matter::Mine,
        Matter::Drowned,
        Matter::SentBack,
        Matter::WorkerDeaths,
        Matter::FoundOut,
        Matter::Loiterers,
        Matter::MineSoldierDeaths,
        Matter::RingCases,
    ];

    /// The measure of the ledger that counts it; also its name in scenarios.
    pub const fn name(self) -> &'static str {
        [
            "crossed",
            "turned_back",
            "arrested",
            "shot",
            "electrocuted",
            "mine",
            "drowned",
            "sent_back",
            "worker_deaths",
            "found_out",
            "loiterers",
            "mine_soldier_deaths",
            "ring_cases",
        ][self as usize]
    }

    /// Whether it happens under the eyes of a unit that has to answer for it: every end of an attempt on this side of the line. The
    /// others are found or handed over by somebody else, or happen to soldiers themselves.
    pub fn under_a_unit(self) -> bool {
        (self as usize) < Matter::SentBack as usize
    }

    /// The end of an attempt as a matter.
    pub fn of(outcome: Outcome) -> Matter {
        Matter::ALL[outcome as usize]
    }
}

/// What officials told upward: it has come to the end of a command's chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatch {
    /// Command, an index into `Inputs::commands`.
    pub command: u8,
    /// What it is about.
    pub matter: Matter,
    /// County where it happened.
    pub county: u16,
    /// Day on which it happened, from 0.
    pub happened: u32,
    /// Day on which it came to the end of the chain.
    pub arrived: u32,
}

/// What an outlet told the public: place named to the county.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Outlet, an index into `Inputs::outlets`.
    pub outlet: u8,
    /// What it is about.
    pub matter: Matter,
    /// County where it happened.
    pub county: u16,
    /// Day on which it happened, from 0.
    pub happened: u32,
    /// Day on which it was told.
    pub told: u32,
}

/// Takes what happens as it happens; every method has an empty default.
pub trait Log {
    /// An attempt has ended.
    fn incident(&mut self, _incident: &Incident) {}

    /// Soldiers have come to harm.
    fn accident(&mut self, _accident: &Accident) {}
    /// A dispatch has come to the end of its chain.
    fn dispatch(&mut self, _dispatch: &Dispatch) {}
    /// A story was told.
    fn story(&mut self, _story: &Story) {}
    /// Asked before every day: `false` ends the run there, and its ledger is not to be used.
    fn goes_on(&self) -> bool {
        true
    }
}

/// Keeps nothing.
impl Log for () {}

/// Keeps every incident in order.
impl Log for Vec<Incident> {
    fn incident(&mut self, incident: &Incident) {
        self.push(incident.clone());
    }
}
