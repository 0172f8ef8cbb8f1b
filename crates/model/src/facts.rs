//! Everything that can happen, as whole facts: ids and values only, with the place, the money, who and what in them.
//!
//! A mechanism decides and tells a [`Log`]; whatever a run remembers or somebody outside writes down is a fold over what was
//! told. Nobody looks back into the world to complete a fact. Reads nothing, owns nothing.

use crate::units::Money;

mod kinds;
mod others;
mod people;
mod reports;

pub use kinds::{Activity, Cause, Outcome, PaidFor, Payee, RunEnd, Step, Topic};
pub use others::{Animals, BrokersArrested, Desertion, Hit, Sought, Traced, Victim};
pub use people::{Infections, Loiterers, StepAbroad, Transfers};
pub use reports::{Dispatch, Story};

/// Something that has happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact {
    /// An attempt to cross has ended, or several have in the same way.
    Attempt(Incident),
    /// Money has gone to somebody for letting something pass.
    Payment(Payment),
    /// Goods have come through.
    Goods(Goods),
    /// Soldiers have come to harm.
    Accident(Accident),
    /// A guard was found complicit and discharged.
    Discovery(Discovery),
    /// Guards were replaced by rotation.
    Relief(Relief),
    /// Passages came to light that nobody had noticed.
    Traced(Traced),
    /// A flood did damage.
    Flood(Flood),
    /// Mines were laid.
    MinesLaid(MinesLaid),
    /// Somebody was hit by fire who did not try to cross.
    Hit(Hit),
    /// Guards have crossed themselves.
    Desertion(Desertion),
    /// Brokers were arrested.
    BrokersArrested(BrokersArrested),
    /// A ring has run.
    RingRun(RingRun),
    /// An official in a ring's pay was found out.
    OfficialFound(OfficialFound),
    /// Persons wanted in cases of rings were caught, or got away.
    Search(Search),
    /// Residents were infected.
    Infections(Infections),
    /// Money was sent home.
    Transfers(Transfers),
    /// Somebody abroad took a step.
    Abroad(StepAbroad),
    /// Persons were seen loitering on the far bank.
    Loiterers(Loiterers),
    /// Persons of the far bank are sought from now on.
    Sought(Sought),
    /// Animals of the far bank were at the water.
    Animals(Animals),
    /// The centre has given an order by itself.
    OwnOrder(OwnOrder),
    /// Guards have stood on the line.
    Duty(Duty),
    /// Smuggling brought in less than it used to.
    Shortfall(Shortfall),
    /// Officials told upward.
    Dispatch(Dispatch),
    /// An outlet told the public.
    Story(Story),
    /// A level was read off the world in the evening.
    Level(Level),
}

impl Fact {
    /// The day on which it happened, from 0; of what was told, the day on which it was heard.
    pub fn day(&self) -> u32 {
        match self {
            Fact::Attempt(fact) => fact.day,
            Fact::Payment(fact) => fact.day,
            Fact::Goods(fact) => fact.day,
            Fact::Accident(fact) => fact.day,
            Fact::Discovery(fact) => fact.day,
            Fact::Relief(fact) => fact.day,
            Fact::Traced(fact) => fact.day,
            Fact::Flood(fact) => fact.day,
            Fact::MinesLaid(fact) => fact.day,
            Fact::Hit(fact) => fact.day,
            Fact::Desertion(fact) => fact.day,
            Fact::BrokersArrested(fact) => fact.day,
            Fact::RingRun(fact) => fact.day,
            Fact::OfficialFound(fact) => fact.day,
            Fact::Search(fact) => fact.day,
            Fact::Infections(fact) => fact.day,
            Fact::Transfers(fact) => fact.day,
            Fact::Abroad(fact) => fact.day,
            Fact::Loiterers(fact) => fact.day,
            Fact::Sought(fact) => fact.day,
            Fact::Animals(fact) => fact.day,
            Fact::OwnOrder(fact) => fact.day,
            Fact::Duty(fact) => fact.day,
            Fact::Shortfall(fact) => fact.day,
            Fact::Dispatch(fact) => fact.arrived,
            Fact::Story(fact) => fact.published,
            Fact::Level(fact) => fact.day,
        }
    }
}

/// Takes what happens, as it happens. Both methods have a default: a log that keeps nothing is `()`.
///
/// ```
/// use amnok_model::facts::{Fact, Log};
/// use amnok_model::{Engine, chance::Luck, inputs::Inputs, run};
///
/// /// Counts the dead among those who tried.
/// #[derive(Default)]
/// struct Deaths(u32);
///
/// impl Log for Deaths {
///     fn happened(&mut self, fact: &Fact) {
///         if let Fact::Attempt(incident) = fact {
///             self.0 += u32::from(incident.died);
///         }
///     }
/// }
///
/// let mut inputs = Inputs::open(365, 100_000);
/// inputs.parameters.attempt.leave_per_year = 0.01;
/// inputs.rivers[0].drown = [0.1; 12];
/// let mut deaths = Deaths::default();
/// let ledger = run(&inputs, Luck { seed: 1, replicate: 0 }, Engine::Selective, &mut deaths);
/// assert!(deaths.0 > 50);
/// assert_eq!(f64::from(deaths.0), ledger.total("deaths_drowned"));
/// ```
pub trait Log {
    /// This has happened. Facts come in the order in which they happen; the levels of a day come last.
    fn happened(&mut self, _fact: &Fact) {}

    /// Asked before every day: `false` ends the run there, and its ledger is not to be used.
    fn goes_on(&self) -> bool {
        true
    }
}

/// Keeps nothing.
impl Log for () {}

/// Keeps every fact in order.
impl Log for Vec<Fact> {
    fn happened(&mut self, fact: &Fact) {
        self.push(*fact);
    }
}

/// Keeps every attempt in order.
impl Log for Vec<Incident> {
    fn happened(&mut self, fact: &Fact) {
        if let Fact::Attempt(incident) = fact {
            self.push(*incident);
        }
    }
}

/// What happened in one attempt, whole; or in several that differ in nothing told here but the person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incident {
    /// Day from 0.
    pub day: u32,
    /// County of the resident.
    pub county: u16,
    /// County where it was tried.
    pub at: u16,
    /// The resident's number within the county; `None` where nobody asked who it was.
    pub resident: Option<u32>,
    /// Attempts that ended so, at least 1.
    pub count: u32,
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
    /// Paid in all by all of them, to every layer and the broker.
    pub paid: Money,
}

impl Incident {
    /// Whether anybody saw it: not one who gave up before a wall.
    pub fn seen(&self) -> bool {
        self.outcome != Outcome::TurnedBack || self.force.is_some()
    }
}

/// Money that has gone to somebody for letting something pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payment {
    /// Day from 0.
    pub day: u32,
    /// County where it was paid.
    pub county: u16,
    /// To whom.
    pub to: Payee,
    /// For what.
    pub purpose: PaidFor,
    /// How much in all.
    pub amount: Money,
    /// How often.
    pub count: u32,
}

/// Goods of a county's residents that came through today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goods {
    /// Day from 0.
    pub day: u32,
    /// County where those live who brought them.
    pub county: u16,
    /// Smuggling runs.
    pub runs: u32,
    /// What the goods are worth, in the scenario's currency.
    pub value: f64,
}

/// An accident of soldiers.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// A guard found complicit and discharged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discovery {
    /// Day from 0.
    pub day: u32,
    /// County where he stood.
    pub county: u16,
    /// His force.
    pub force: u8,
    /// Whether he was in a ring's pay.
    pub ring: bool,
    /// Whether he was prosecuted beyond discharge.
    pub prosecuted: bool,
    /// Whether he was marked as unfit to stand guard.
    pub branded: bool,
    /// Whether he was posted again elsewhere on the line.
    pub posted_again: bool,
    /// Officers who answered for him.
    pub officers: u32,
}

/// Guards of a force replaced by rotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relief {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// Force.
    pub force: u8,
    /// Guards replaced.
    pub guards: u32,
}

/// A flood that did damage to what is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flood {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
}

/// Mines laid by order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinesLaid {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// How many, those that went off in the hand and those that never will with them.
    pub mines: u32,
}

/// A run of a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RingRun {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// The ring's number.
    pub ring: u32,
    /// How it ended.
    pub end: RunEnd,
    /// What it moved, in the scenario's currency; nothing where it was seen.
    pub value: f64,
}

/// An official in a ring's pay who was found out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfficialFound {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// The ring's number.
    pub ring: u32,
}

/// What became today of those wanted in one case of a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Day from 0.
    pub day: u32,
    /// County of the case.
    pub county: u16,
    /// Caught.
    pub caught: u32,
    /// Got away.
    pub escaped: u32,
}

/// An order that the centre has given by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnOrder {
    /// Day from 0 on which it was decided.
    pub day: u32,
    /// First county of the place for which it was given.
    pub county: u16,
    /// Its number among all orders.
    pub order: u32,
}

/// What a day costs a force in a county.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duty {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// Force.
    pub force: u8,
    /// Guard-days on the line.
    pub guard_days: f64,
}

/// Goods that would have come in today as smuggling went at first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortfall {
    /// Day from 0.
    pub day: u32,
    /// County.
    pub county: u16,
    /// Value short of it, in the scenario's currency, 0 or more.
    pub value: f64,
}

/// A level as it was in the evening of a day, read off the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Day from 0.
    pub day: u32,
    /// Number of the measure that it is a value of, its place in the table of measures.
    pub measure: u8,
    /// County.
    pub county: u16,
    /// Activity or force by which the measure is broken down; 0 where it is not.
    pub part: u8,
    /// Value in the measure's unit.
    pub value: f64,
}
