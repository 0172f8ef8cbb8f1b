//! Tallies by period, county, activity, and stratum or force: a fold over facts, measure by measure ([`crate::record::measures`]).
//!
//! Reads facts; owns the tallies of the present period and the rows of those that are over.

use crate::facts::{Fact, Level, Log, PaidFor, Payee, Topic};
use crate::record::counted_by::CountedBy;
use crate::record::endings::Endings;
use crate::record::extent::Extent;
use crate::record::measures::{By, MEASURES, Measure, OverDays, measure};
use crate::record::payments::Payments;
use crate::record::rows::{NONE, Rows};

/// Running tallies of the present period, and the rows of those that are over.
#[derive(Clone, Debug)]
pub struct Ledger {
    counties: usize,
    strata: usize,
    forces: usize,
    commands: usize,
    /// Every measure's first cell, and how many it has to a county.
    places: Vec<(usize, usize)>,
    /// Attempts.
    endings: Endings,
    /// Payments.
    payments: Payments,
    /// Measures of all other facts.
    counted_by: CountedBy,
    cells: Vec<f64>,
    /// Days on which there was a value, for quotes.
    present: Vec<u32>,
    /// What was told, by command or outlet, topic, county.
    told: Vec<u32>,
    days: u32,
    first_day: u32,
    rows: Rows,
}

impl Log for Ledger {
    #[inline]
    fn happened(&mut self, fact: &Fact) {
        match fact {
            Fact::Attempt(incident) => self.endings.count(incident),
            Fact::Payment(payment) => self.payments.add(payment),
            Fact::Level(level) => self.level(level),
            Fact::Dispatch(told) => self.report(usize::from(told.command), told.topic, told.county),
            Fact::Story(told) => self.report(self.commands + usize::from(told.outlet), told.topic, told.county),
            _ => self.fold(fact),
        }
    }
}

impl Ledger {
    /// An empty ledger.
    pub fn new(extent: Extent<'_>) -> Ledger {
        let Extent {
            border,
            commands,
            outlets,
            ..
        } = extent;
        let (counties, strata, forces) = (border.counties.len(), border.strata.len(), border.forces.len());
        let width = |by| match by {
            By::County => 1,
            By::Stratum => 2 * strata,
            By::Force => forces,
            By::ActivityForce => 2 * forces,
            By::Activity => 2,
        };
        let mut size = 0;
        let place = |measure: &Measure| {
            let first = size;
            size += width(measure.by) * counties;
            (first, width(measure.by))
        };
        let places: Vec<(usize, usize)> = MEASURES.iter().map(place).collect();
        let reporters = commands + outlets;
        Ledger {
            counties,
            strata,
            forces,
            commands,
            endings: Endings::new(extent, &places),
            payments: Payments::new(counties, forces),
            counted_by: CountedBy::by_the_table(),
            places,
            cells: vec![0.0; size],
            present: vec![0; size],
            told: vec![0; reporters * Topic::ALL.len() * counties],
            days: 0,
            first_day: 0,
            rows: Rows::default(),
        }
    }

    /// Adds a fact's value to every measure that counts it.
    fn fold(&mut self, fact: &Fact) {
        let (county, activity, force) = whose(fact);
        for number in self.counted_by.of(fact) {
            let measure = &MEASURES[*number];
            let value = measure.of.value(fact);
            if value != 0.0 {
                let slot = match measure.by {
                    By::County => 0,
                    By::Force => force,
                    By::Activity => activity,
                    By::Stratum => stratum(fact) + self.strata * activity,
                    By::ActivityForce => force + self.forces * activity,
                };
                let (first, width) = self.places[*number];
                self.cells[first + county * width + slot] += value;
            }
        }
    }

    /// A level of the day.
    fn level(&mut self, level: &Level) {
        let (first, width) = self.places[usize::from(level.measure)];
        let cell = first + usize::from(level.county) * width + usize::from(level.part);
        self.cells[cell] += level.value;
        self.present[cell] += 1;
    }

    /// Something was told of: to a command, or by an outlet.
    fn report(&mut self, reported_by: usize, topic: Topic, county: u16) {
        self.told[(reported_by * Topic::ALL.len() + topic as usize) * self.counties + usize::from(county)] += 1;
    }

    /// Ends a day.
    pub fn end_day(&mut self) {
        self.days += 1;
    }

    /// Ends the period: makes its rows (flows that are zero are left out) and starts the next at `next_day`.
    pub fn end_period(&mut self, next_day: u32) {
        if self.days > 0 {
            self.endings.take(&mut self.cells);
            for payment in self.payments.take() {
                self.fold(&Fact::Payment(payment));
            }
            for number in 0..MEASURES.len() {
                self.rows_of(number);
            }
            self.rows_told();
            self.cells.fill(0.0);
            self.present.fill(0);
            self.told.fill(0);
        }
        self.days = 0;
        self.first_day = next_day;
    }

    /// Rows of a measure: what happened.
    fn rows_of(&mut self, number: usize) {
        let (info, (first, width)) = (&MEASURES[number], self.places[number]);
        for county in 0..self.counties {
            for slot in 0..width {
                let cell = first + county * width + slot;
                let sum = self.cells[cell];
                let value = match info.over_days {
                    OverDays::Flow if sum == 0.0 => continue,
                    OverDays::Flow => sum,
                    OverDays::Level => sum / f64::from(self.days),
                    OverDays::Quote if self.present[cell] == 0 => continue,
                    OverDays::Quote => sum / f64::from(self.present[cell]),
                };
                let whose = match info.by {
                    By::County => (NONE, NONE, NONE),
                    By::Stratum => ((slot / self.strata) as u8, (slot % self.strata) as u8, NONE),
                    By::Force => (NONE, NONE, slot as u8),
                    By::ActivityForce => ((slot / self.forces) as u8, NONE, (slot % self.forces) as u8),
                    By::Activity => (slot as u8, NONE, NONE),
                };
                self.row(county, number, whose, NONE, value);
            }
        }
    }

    /// Rows of what was told.
    fn rows_told(&mut self) {
        for place in 0..self.told.len() {
            let (of, county) = (place / self.counties, place % self.counties);
            let (reported_by, topic) = (of / Topic::ALL.len(), Topic::ALL[of % Topic::ALL.len()]);
            if self.told[place] > 0 {
                let value = f64::from(self.told[place]);
                self.row(
                    county,
                    measure(topic.measure()),
                    (NONE, NONE, NONE),
                    reported_by as u8,
                    value,
                );
            }
        }
    }

    fn row(&mut self, county: usize, measure: usize, whose: (u8, u8, u8), reported_by: u8, value: f64) {
        self.rows.day.push(self.first_day);
        self.rows.county.push(county as u16);
        self.rows.measure.push(measure as u8);
        self.rows.activity.push(whose.0);
        self.rows.stratum.push(whose.1);
        self.rows.force.push(whose.2);
        self.rows.reported_by.push(reported_by);
        self.rows.value.push(value);
    }

    /// The rows of all periods that are over.
    pub fn into_rows(self) -> Rows {
        self.rows
    }
}

/// County, activity and force of a fact; 0 where it has none.
fn whose(fact: &Fact) -> (usize, usize, usize) {
    let (county, activity, force) = match fact {
        Fact::Payment(fact) => {
            let force = if let Payee::Guard(force) = fact.to { force } else { 0 };
            let activity = match fact.purpose {
                PaidFor::Deal(activity) | PaidFor::OnTheSpot(activity) => activity as u8,
                PaidFor::Ring | PaidFor::Silence => 0,
            };
            (fact.county, activity, force)
        }
        Fact::Discovery(fact) => (fact.county, 0, fact.force),
        Fact::Relief(fact) => (fact.county, 0, fact.force),
        Fact::Traced(fact) => (fact.county, 0, fact.force),
        Fact::Duty(fact) => (fact.county, 0, fact.force),
        Fact::Goods(fact) => (fact.county, 0, 0),
        Fact::Accident(fact) => (fact.county, 0, 0),
        Fact::Flood(fact) => (fact.county, 0, 0),
        Fact::MinesLaid(fact) => (fact.county, 0, 0),
        Fact::Hit(fact) => (fact.county, 0, 0),
        Fact::BrokersArrested(fact) => (fact.county, 0, 0),
        Fact::Desertion(fact) => (fact.county, 0, fact.force),
        Fact::RingRun(fact) => (fact.county, 0, 0),
        Fact::OfficialFound(fact) => (fact.county, 0, 0),
        Fact::Search(fact) => (fact.county, 0, 0),
        Fact::Infections(fact) => (fact.county, 0, 0),
        Fact::Transfers(fact) => (fact.county, 0, 0),
        Fact::Abroad(fact) => (fact.county, 0, 0),
        Fact::Loiterers(fact) => (fact.county, 0, 0),
        Fact::Sought(fact) => (fact.county, 0, 0),
        Fact::Animals(fact) => (fact.county, 0, 0),
        Fact::OwnOrder(fact) => (fact.county, 0, 0),
        Fact::Shortfall(fact) => (fact.county, 0, 0),
        Fact::Attempt(_) | Fact::Dispatch(_) | Fact::Story(_) | Fact::Level(_) => (0, 0, 0),
    };
    (usize::from(county), usize::from(activity), usize::from(force))
}

/// Stratum of a fact; 0 where it has none.
fn stratum(fact: &Fact) -> usize {
    match fact {
        Fact::Abroad(fact) => usize::from(fact.stratum),
        _ => 0,
    }
}
