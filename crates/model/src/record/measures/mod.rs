//! What the ledger keeps count of. A measure is one row: name, unit, meaning, break-down, how it adds up over days and over counties,
//! and what it is of. Whatever lists measures — tables, the reference, outcomes of sweeps, the page — reads these rows.
//!
//! To add one: a row in the file of its subject.

use crate::facts::{
    Accident, Activity, Cause, Discovery, Fact, Goods, Hit, Outcome, PaidFor, Payee, Relief, RingRun, RunEnd, Search,
    Step, StepAbroad, Topic, Transfers, Victim,
};
use crate::record::evening::Evening;
use crate::units::Money;

mod attempts;
mod guards;
mod line;
mod money;
mod people;

/// By what a measure is broken down, beside county and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Nothing else.
    County,
    /// Activity and stratum.
    Stratum,
    /// Force.
    Force,
    /// Activity and force.
    ActivityForce,
    /// Activity.
    Activity,
}

/// How values of several days become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverDays {
    /// They add up.
    Flow,
    /// Mean over the days of the period.
    Level,
    /// Mean over the days of the period on which there was one; no row where there was none.
    Quote,
}

/// How values of several counties become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverCounties {
    /// They add up.
    Sum,
    /// They are averaged.
    Mean,
}

/// Which county a row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where it happened.
    Here,
    /// Where those live, or lived, whom it is about.
    Home,
}

/// How an attempt ended: all of an [`crate::facts::Incident`] on which a measure may depend beside place and person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// How.
    pub outcome: Outcome,
    /// Whether the one who tried died.
    pub died: bool,
    /// Whether it went by a standing deal.
    pub brokered: bool,
}

/// What a measure is of: the facts of one kind with the value that each adds, or a level read off the world every evening.
#[derive(Clone, Copy)]
pub enum Of {
    /// Attempts that ended so.
    Attempts(fn(Ending) -> bool),
    /// What was paid to such a payee for such a purpose, to whatever force he belongs.
    Paid(fn(Payee, PaidFor) -> bool),
    /// How often it was.
    Payments(fn(Payee, PaidFor) -> bool),
    /// Goods brought.
    Goods(fn(&Goods) -> f64),
    /// Accidents of soldiers.
    Accidents(fn(&Accident) -> u32),
    /// Guards found out.
    Discoveries(fn(&Discovery) -> u32),
    /// Guards rotated.
    Reliefs(fn(&Relief) -> u32),
    /// Runs of rings.
    RingRuns(fn(&RingRun) -> f64),
    /// Searches for those wanted.
    Searches(fn(&Search) -> u32),
    /// Money sent home.
    Transfers(fn(&Transfers) -> f64),
    /// Persons hit who did not try to cross.
    Hits(fn(&Hit) -> u32),
    /// Steps of those abroad.
    Abroad(fn(&StepAbroad) -> f64),
    /// Guard-days on the line.
    Duty,
    /// What smuggling brought short of the first days.
    Shortfalls,
    /// Other facts, of kinds that have no entry here of which every measure is.
    Fact(fn(&Fact) -> f64),
    /// A level of a county.
    County(fn(&Evening<'_>, usize) -> f64),
    /// A quote of a county for an activity, if there is one.
    Activity(fn(&Evening<'_>, usize, Activity) -> Option<f64>),
    /// A level of a force in a county: county, then force.
    Force(fn(&Evening<'_>, usize, usize) -> f64),
}

impl Of {
    /// What a fact adds, other than an attempt or a level; 0 where it is of another kind.
    pub(super) fn value(&self, fact: &Fact) -> f64 {
        match (self, fact) {
            (Of::Paid(so), Fact::Payment(fact)) if so(fact.to, fact.purpose) => fact.amount.units(),
            (Of::Payments(so), Fact::Payment(fact)) if so(fact.to, fact.purpose) => f64::from(fact.count),
            (Of::Goods(value), Fact::Goods(fact)) => value(fact),
            (Of::Accidents(count), Fact::Accident(fact)) => f64::from(count(fact)),
            (Of::Discoveries(count), Fact::Discovery(fact)) => f64::from(count(fact)),
            (Of::Reliefs(count), Fact::Relief(fact)) => f64::from(count(fact)),
            (Of::RingRuns(value), Fact::RingRun(fact)) => value(fact),
            (Of::Searches(count), Fact::Search(fact)) => f64::from(count(fact)),
            (Of::Transfers(value), Fact::Transfers(fact)) => value(fact),
            (Of::Hits(count), Fact::Hit(fact)) => f64::from(count(fact)),
            (Of::Abroad(value), Fact::Abroad(fact)) => value(fact),
            (Of::Duty, Fact::Duty(fact)) => fact.guard_days,
            (Of::Shortfalls, Fact::Shortfall(fact)) => fact.value,
            (Of::Fact(value), fact) => value(fact),
            _ => 0.0,
        }
    }
}

/// One measure of the ledger.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Name in tables.
    pub name: &'static str,
    /// Unit; `currency` stands for the scenario's.
    pub unit: &'static str,
    /// Meaning.
    pub meaning: &'static str,
    /// Break-down.
    pub by: By,
    /// Which county its rows name.
    pub county: Place,
    /// How days fold.
    pub over_days: OverDays,
    /// How counties fold.
    pub over_counties: OverCounties,
    /// What it is of.
    pub of: Of,
}

/// Adds up over days and counties, by the county where it happens.
const FLOW: Measure = Measure {
    name: "",
    unit: "",
    meaning: "",
    by: By::County,
    county: Place::Here,
    over_days: OverDays::Flow,
    over_counties: OverCounties::Sum,
    of: Of::Fact(|_| 0.0),
};

/// What can be counted in the evening: adds up over counties.
const LEVEL: Measure = Measure {
    over_days: OverDays::Level,
    ..FLOW
};

/// A share, a chance or an index: averaged over counties.
const SHARE: Measure = Measure {
    over_counties: OverCounties::Mean,
    ..LEVEL
};

/// A price, where there is one.
const QUOTE: Measure = Measure {
    over_days: OverDays::Quote,
    ..SHARE
};

const TABLES: [&[Measure]; 5] = [
    attempts::ATTEMPTS,
    money::MONEY,
    guards::GUARDS,
    line::LINE,
    people::PEOPLE,
];

const COUNT: usize = {
    let (mut count, mut table) = (0, 0);
    while table < TABLES.len() {
        count += TABLES[table].len();
        table += 1;
    }
    count
};

/// All measures, by number.
pub static MEASURES: &[Measure] = &ALL;

const ALL: [Measure; COUNT] = {
    let mut all = [FLOW; COUNT];
    let (mut number, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut row = 0;
        while row < TABLES[table].len() {
            all[number] = TABLES[table][row];
            number += 1;
            row += 1;
        }
        table += 1;
    }
    all
};

/// Number of the measure of that name; at compile time where it is a constant.
///
/// # Panics
/// If there is none: names are constants of the program, never input.
pub const fn measure(name: &str) -> usize {
    let mut number = 0;
    while number < COUNT {
        if same(ALL[number].name.as_bytes(), name.as_bytes()) {
            return number;
        }
        number += 1;
    }
    panic!("no measure of that name")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// One or nothing.
fn count(so: bool) -> f64 {
    f64::from(u8::from(so))
}

/// So many, where it is so.
fn of(so: bool, many: u32) -> u32 {
    if so { many } else { 0 }
}

// Rows name measures by a byte, of which the last value means none; and every topic has its measure.
const _: () = {
    assert!(COUNT < u8::MAX as usize);
    let mut number = 0;
    while number < Topic::ALL.len() {
        measure(Topic::ALL[number].measure());
        number += 1;
    }
};
