//! Tallies by period, county, activity, and stratum or force: the table of results of a run.

use crate::events::{Accident, Activity, Cause, Incident, Matter, Outcome};

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

/// Whether values of several days add up or are averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Adds up over days and counties.
    Flow,
    /// Mean over the days of the period.
    Level,
    /// Mean over the days of the period on which there was one; no row where there was none.
    Quote,
}

/// One measure of the ledger.
pub struct MeasureInfo {
    /// Name in tables.
    pub name: &'static str,
    /// Unit; `currency` stands for the scenario's.
    pub unit: &'static str,
    /// Meaning.
    pub meaning: &'static str,
    /// Break-down.
    pub by: By,
    /// Flow or level.
    pub kind: Kind,
}

/// Measures by number. The first eight after `attempts` are the outcomes in the order of [`Outcome::ALL`].
pub const MEASURES: &[MeasureInfo] = &[
    MeasureInfo {
        name: "attempts",
        unit: "attempts",
        meaning: "attempts begun, by county of residence",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "crossed",
        unit: "attempts",
        meaning: "attempts that reached the other side",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "turned_back",
        unit: "attempts",
        meaning: "attempts given up or turned back",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "arrested",
        unit: "attempts",
        meaning: "attempts that ended in arrest",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "shot",
        unit: "attempts",
        meaning: "attempts that ended by a hit",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "electrocuted",
        unit: "attempts",
        meaning: "attempts that ended on a live fence",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "mine",
        unit: "attempts",
        meaning: "attempts that ended on a mine",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "drowned",
        unit: "attempts",
        meaning: "attempts that ended in the river",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "sent_back",
        unit: "attempts",
        meaning: "attempts caught on the far bank and sent back",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "deaths",
        unit: "persons",
        meaning: "deaths of those who tried, all causes",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "brokered",
        unit: "attempts",
        meaning: "attempts by a standing deal",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "paid",
        unit: "currency",
        meaning: "paid to guards of a force",
        by: By::ActivityForce,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "paid_broker",
        unit: "currency",
        meaning: "kept by brokers",
        by: By::Activity,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "smuggled_value",
        unit: "currency",
        meaning: "value of goods that came through",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "strength",
        unit: "persons",
        meaning: "persons of a force posted",
        by: By::Force,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "deals",
        unit: "guards",
        meaning: "guards with a standing deal",
        by: By::Force,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "found_out",
        unit: "guards",
        meaning: "guards found complicit and discharged",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "prosecuted",
        unit: "guards",
        meaning: "guards prosecuted beyond discharge",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "watchers_bought",
        unit: "cases",
        meaning: "cases found by a watcher who was bought in turn",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "rotated",
        unit: "guards",
        meaning: "guards replaced by rotation",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "price",
        unit: "currency",
        meaning: "price of passage by a standing deal, all layers and the broker, over the days on which one is to be had",
        by: By::Activity,
        kind: Kind::Quote,
    },
    MeasureInfo {
        name: "open_segments",
        unit: "share",
        meaning: "share of segments where every layer is bought",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "distress",
        unit: "index",
        meaning: "distress, 0 at baseline",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "perceived_risk",
        unit: "probability",
        meaning: "residents' perceived chance of failing where they would try",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "fear",
        unit: "probability",
        meaning: "guards' perceived chance of being found out",
        by: By::Force,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "morale",
        unit: "index",
        meaning: "morale of residents, 1 at baseline",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "detained",
        unit: "persons",
        meaning: "residents detained",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "fence_live",
        unit: "share",
        meaning: "share of days on which the fence is live",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "fence_km",
        unit: "km",
        meaning: "length of fence",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "wall_km",
        unit: "km",
        meaning: "length of wall",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "worker_deaths",
        unit: "persons",
        meaning: "deaths of workers at the barrier",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "deaths_shot",
        unit: "persons",
        meaning: "deaths of those who tried, by gunfire",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "deaths_electrocuted",
        unit: "persons",
        meaning: "deaths of those who tried, on a live fence",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "deaths_mine",
        unit: "persons",
        meaning: "deaths of those who tried, by mines",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "deaths_drowned",
        unit: "persons",
        meaning: "deaths of those who tried, in the river",
        by: By::Stratum,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "paid_spot",
        unit: "currency",
        meaning: "of `paid`, struck on the spot when seen",
        by: By::ActivityForce,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "attempts_here",
        unit: "attempts",
        meaning: "attempts begun, by county where they were made",
        by: By::Activity,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "worker_injuries",
        unit: "persons",
        meaning: "workers hurt at the works",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "mine_casualties",
        unit: "persons",
        meaning: "soldiers hurt or killed by mines",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "mine_soldier_deaths",
        unit: "persons",
        meaning: "of these, killed",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "floods",
        unit: "floods",
        meaning: "floods that did damage",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "camera_km",
        unit: "km",
        meaning: "length watched by cameras",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "condition",
        unit: "share",
        meaning: "condition of what is built, mean over the segments",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "works_left_km",
        unit: "km",
        meaning: "length ordered and not yet built",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "works_overdue_km",
        unit: "km",
        meaning: "of this, past its deadline",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "ring_runs",
        unit: "runs",
        meaning: "runs of rings",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "ring_failed",
        unit: "runs",
        meaning: "runs of rings that were seen",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "ring_cases",
        unit: "cases",
        meaning: "runs of rings that became a case",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "ring_value",
        unit: "currency",
        meaning: "value of what rings moved",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "ring_paid",
        unit: "currency",
        meaning: "paid by rings to guards",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "ring_paid_officials",
        unit: "currency",
        meaning: "paid by rings to officials",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "ring_layers_lost",
        unit: "guards",
        meaning: "guards bought by rings who were found out",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "officials_found",
        unit: "officials",
        meaning: "officials found out",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "wanted_caught",
        unit: "persons",
        meaning: "persons wanted in cases of rings who were caught",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "wanted_gone",
        unit: "persons",
        meaning: "persons wanted in cases of rings who got away",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "infected",
        unit: "persons",
        meaning: "newly infected",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "infectious",
        unit: "persons",
        meaning: "infectious",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "transfers",
        unit: "transfers",
        meaning: "transfers of money sent home",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "remitted",
        unit: "currency",
        meaning: "money sent home",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "remitted_commission",
        unit: "currency",
        meaning: "of this, kept by brokers",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "remitted_intercepted",
        unit: "currency",
        meaning: "of this, found and taken",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "remitted_received",
        unit: "currency",
        meaning: "of this, received by kin",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "grievance",
        unit: "units of grievance",
        meaning: "grievance of the neighbour",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "loiterers",
        unit: "persons",
        meaning: "persons seen loitering on the far bank, where guards must watch it",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "responses",
        unit: "measures",
        meaning: "measures that the centre took by itself, in the first county of the place",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "duty",
        unit: "guard-days",
        meaning: "days of guards on the line: what an alert costs a force",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "officers_punished",
        unit: "persons",
        meaning: "commanders, political and security officers who answered for their unit",
        by: By::Force,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "income_lost",
        unit: "currency",
        meaning: "value of goods short of what smuggling brought in at first",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "settled_abroad",
        unit: "persons",
        meaning: "settled in the neighbouring country, by county of origin",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "moved_on",
        unit: "persons",
        meaning: "set out from the neighbouring country, by county of origin",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "caught_abroad",
        unit: "persons",
        meaning: "caught after they had left, in the neighbouring country or on the way, by county of origin",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "held_abroad",
        unit: "persons",
        meaning: "held by the neighbour, by county of origin",
        by: By::County,
        kind: Kind::Level,
    },
    MeasureInfo {
        name: "repatriated",
        unit: "persons",
        meaning: "sent back who had settled or moved on, by county of origin",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "arrivals",
        unit: "persons",
        meaning: "arrived where arrivals are counted, by county of origin",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "arrivals_earlier",
        unit: "persons",
        meaning: "of these, who had left before the first day",
        by: By::County,
        kind: Kind::Flow,
    },
    MeasureInfo {
        name: "years_abroad",
        unit: "person-years",
        meaning: "time since leaving of those who arrived, in whole years of leaving",
        by: By::County,
        kind: Kind::Flow,
    },
];

/// Number of the measure of that name; at compile time where it is a constant.
///
/// # Panics
/// If there is none: names are constants of the program, never input.
pub const fn measure(name: &str) -> usize {
    let mut number = 0;
    while number < MEASURES.len() {
        if same(MEASURES[number].name.as_bytes(), name.as_bytes()) {
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

/// No activity, stratum or force in a row.
pub const NONE: u8 = u8::MAX;

/// Rows of the ledger, column by column, all of the same length; in order of period, measure, county; within a
/// period, what was told (by teller, matter, county) after what happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// First day of the period, from 0.
    pub day: Vec<u32>,
    /// County index.
    pub county: Vec<u16>,
    /// Measure index.
    pub measure: Vec<u8>,
    /// Activity index or [`NONE`].
    pub activity: Vec<u8>,
    /// Stratum index or [`NONE`].
    pub stratum: Vec<u8>,
    /// Force index or [`NONE`].
    pub force: Vec<u8>,
    /// Who told, an index into the commands and then the outlets; [`NONE`]: it is what happened.
    pub teller: Vec<u8>,
    /// Value in the measure's unit.
    pub value: Vec<f64>,
}

impl Rows {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.value.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// Sum over all rows of a measure: what happened.
    pub fn total(&self, name: &str) -> f64 {
        self.told(name, NONE)
    }

    /// Sum over all rows of what a teller told of a measure; [`NONE`]: what happened.
    pub fn told(&self, name: &str, teller: u8) -> f64 {
        let wanted = measure(name) as u8;
        (0..self.len())
            .filter(|row| self.measure[*row] == wanted && self.teller[*row] == teller)
            .map(|row| self.value[row])
            .sum()
    }
}

/// Running tallies of the present period, and the rows of those that are over.
#[derive(Clone, Debug)]
pub struct Ledger {
    counties: usize,
    strata: usize,
    forces: usize,
    /// Every measure's first cell, and how many it has to a county.
    places: Vec<(usize, usize)>,
    cells: Vec<f64>,
    /// Days on which there was a value, for quotes.
    present: Vec<u32>,
    /// What was told, by teller, matter, county.
    told: Vec<u32>,
    days: u32,
    first_day: u32,
    rows: Rows,
}

impl Ledger {
    /// An empty ledger for so many counties, strata and forces.
    pub fn new(counties: usize, strata: usize, forces: usize) -> Ledger {
        let width = |by| match by {
            By::County => 1,
            By::Stratum => 2 * strata,
            By::Force => forces,
            By::ActivityForce => 2 * forces,
            By::Activity => 2,
        };
        let mut size = 0;
        let place = |info: &MeasureInfo| {
            let first = size;
            size += width(info.by) * counties;
            (first, width(info.by))
        };
        let places = MEASURES.iter().map(place).collect();
        Ledger {
            counties,
            strata,
            forces,
            places,
            cells: vec![0.0; size],
            present: vec![0; size],
            told: Vec::new(),
            days: 0,
            first_day: 0,
            rows: Rows::default(),
        }
    }

    /// The same with room for what so many commands and outlets tell.
    pub fn with_tellers(self, tellers: usize) -> Ledger {
        Ledger {
            told: vec![0; tellers * Matter::ALL.len() * self.counties],
            ..self
        }
    }

    /// A teller told of a matter in a county.
    pub fn told(&mut self, teller: usize, matter: Matter, county: usize) {
        self.told[(teller * Matter::ALL.len() + matter as usize) * self.counties + county] += 1;
    }

    /// Adds to a measure; `slot` is 0, stratum + strata·activity, force, force + forces·activity, or activity.
    pub fn add(&mut self, measure: usize, county: usize, slot: usize, value: f64) {
        let (first, width) = self.places[measure];
        self.cells[first + county * width + slot] += value;
    }

    /// Adds today's value of a quote.
    pub fn quote(&mut self, measure: usize, county: usize, slot: usize, value: f64) {
        let (first, width) = self.places[measure];
        self.present[first + county * width + slot] += 1;
        self.add(measure, county, slot, value);
    }

    /// Adds an attempt: the fold of events into tallies.
    pub fn incident(&mut self, incident: &Incident) {
        let slot = incident.stratum as usize + self.strata * incident.activity as usize;
        let county = incident.county as usize;
        self.add(0, county, slot, 1.0);
        let here = const { measure("attempts_here") };
        self.add(here, incident.at as usize, incident.activity as usize, 1.0);
        self.add(1 + incident.outcome as usize, county, slot, 1.0);
        if incident.died {
            self.add(9, county, slot, 1.0);
            let cause = match incident.outcome {
                Outcome::Shot => const { measure("deaths_shot") },
                Outcome::Electrocuted => const { measure("deaths_electrocuted") },
                Outcome::Mine => const { measure("deaths_mine") },
                _ => const { measure("deaths_drowned") },
            };
            self.add(cause, county, slot, 1.0);
        }
        if incident.brokered {
            self.add(10, county, slot, 1.0);
        }
    }

    /// Adds an accident of soldiers.
    pub fn accident(&mut self, accident: &Accident) {
        let county = accident.county as usize;
        let (killed, injured) = (f64::from(accident.killed), f64::from(accident.injured));
        match accident.cause {
            Cause::Works => {
                self.add(const { measure("worker_deaths") }, county, 0, killed);
                self.add(const { measure("worker_injuries") }, county, 0, injured);
            }
            Cause::Mine => {
                self.add(const { measure("mine_casualties") }, county, 0, killed + injured);
                self.add(const { measure("mine_soldier_deaths") }, county, 0, killed);
            }
        }
    }

    /// Ends a day.
    pub fn end_day(&mut self) {
        self.days += 1;
    }

    /// Ends the period: makes its rows (flows that are zero are left out) and starts the next at `next_day`.
    pub fn end_period(&mut self, next_day: u32) {
        if self.days > 0 {
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
                let value = match info.kind {
                    Kind::Flow if sum == 0.0 => continue,
                    Kind::Flow => sum,
                    Kind::Level => sum / f64::from(self.days),
                    Kind::Quote if self.present[cell] == 0 => continue,
                    Kind::Quote => sum / f64::from(self.present[cell]),
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
            let (teller, matter) = (of / Matter::ALL.len(), Matter::ALL[of % Matter::ALL.len()]);
            if self.told[place] > 0 {
                let value = f64::from(self.told[place]);
                self.row(county, measure(matter.name()), (NONE, NONE, NONE), teller as u8, value);
            }
        }
    }

    fn row(&mut self, county: usize, measure: usize, whose: (u8, u8, u8), teller: u8, value: f64) {
        self.rows.day.push(self.first_day);
        self.rows.county.push(county as u16);
        self.rows.measure.push(measure as u8);
        self.rows.activity.push(whose.0);
        self.rows.stratum.push(whose.1);
        self.rows.force.push(whose.2);
        self.rows.teller.push(teller);
        self.rows.value.push(value);
    }

    /// The rows of all periods that are over.
    pub fn into_rows(self) -> Rows {
        self.rows
    }
}

const _: () = assert!(Outcome::ALL.len() == 8 && Activity::ALL.len() == 2);
// Every matter has its measure.
const _: () = {
    let mut number = 0;
    while number < Matter::ALL.len() {
        measure(Matter::ALL[number].name());
        number += 1;
    }
};
