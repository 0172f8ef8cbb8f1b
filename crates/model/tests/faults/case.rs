//! What a check is given, what a run has left behind, and how both are compared.

use crate::common::All;
use crate::number::Number;
pub use amnok_model::chance::{Luck, Purpose};
pub use amnok_model::facts::{Activity, Cause, Fact, Incident, Outcome, Topic};
pub use amnok_model::given::{Command, OrderKind, Posting, ReportingChance, Stage};
pub use amnok_model::inputs::Inputs;
pub use amnok_model::record::measures::measure;
use amnok_model::record::rows::{NONE, Rows};
use amnok_model::{Engine, run};
use jiff::ToSpan;
use std::ops::Range;

/// A check: its name, and what it does. Panics where the model does not do what is expected.
pub type Check = (&'static str, fn(&Case));

/// Whether a number of what the model is given is wrong, and by which factor.
pub struct Case<'a> {
    fault: Option<(&'a Number, f64)>,
    engine: Engine,
}

impl Case<'_> {
    /// Every number is right.
    pub const RIGHT: Case<'static> = Case {
        fault: None,
        engine: Engine::Selective,
    };
    /// Every number is right, and smuggling runs are moved by counts.
    pub const BY_COUNTS: Case<'static> = Case {
        fault: None,
        engine: Engine::Counts,
    };

    /// One number is wrong by a factor.
    pub fn wrong(number: &Number, factor: f64) -> Case<'_> {
        Case {
            fault: Some((number, factor)),
            engine: Engine::Selective,
        }
    }

    /// Simulates `right` with what is wrong in this case.
    pub fn run(&self, right: &Inputs, seed: u64) -> Lived {
        let mut inputs = right.clone();
        if let Some((number, factor)) = self.fault {
            number.change(&mut inputs, factor);
        }
        let mut log = All::default();
        let rows = run(&inputs, Luck { seed, replicate: 0 }, self.engine, &mut log);
        Lived { rows, log }
    }
}

/// What a run has left behind.
pub struct Lived {
    /// Rows of the ledger.
    pub rows: Rows,
    /// Everything that was logged.
    pub log: All,
}

/// One row of what happened.
pub struct Row {
    /// First day of its month.
    pub day: u32,
    pub county: usize,
    pub activity: u8,
    pub stratum: u8,
    pub force: u8,
    pub value: f64,
}

impl Lived {
    /// Rows of a measure: what happened.
    pub fn of(&self, name: &str) -> impl Iterator<Item = Row> {
        let (rows, wanted) = (&self.rows, measure(name) as u8);
        (0..rows.len())
            .filter(move |i| rows.measure[*i] == wanted && rows.reported_by[*i] == NONE)
            .map(move |i| Row {
                day: rows.day[i],
                county: rows.county[i] as usize,
                activity: rows.activity[i],
                stratum: rows.stratum[i],
                force: rows.force[i],
                value: rows.value[i],
            })
    }

    /// Sum of a measure.
    pub fn total(&self, name: &str) -> f64 {
        self.rows.total(name)
    }

    /// Sum of a measure in a county.
    pub fn in_county(&self, name: &str, county: usize) -> f64 {
        self.of(name)
            .filter(|row| row.county == county)
            .map(|row| row.value)
            .sum()
    }

    /// A level of a county month by month; of the force of that number, where it is one of forces.
    pub fn months(&self, name: &str, county: usize, force: Option<u8>) -> Vec<f64> {
        self.of(name)
            .filter(|row| row.county == county && force.is_none_or(|force| row.force == force))
            .map(|row| row.value)
            .collect()
    }

    /// Attempts that are such and such.
    pub fn count(&self, keep: impl Fn(&Incident) -> bool) -> f64 {
        self.log.incidents.iter().filter(|i| keep(i)).count() as f64
    }

    /// How many attempts of each day are such and such.
    pub fn daily(&self, days: u32, keep: impl Fn(&Incident) -> bool) -> Vec<f64> {
        let mut counts = vec![0.0; days as usize];
        for incident in self.log.incidents.iter().filter(|i| keep(i)) {
            counts[incident.day as usize] += 1.0;
        }
        counts
    }

    /// How often a topic happened on each day in a county, as the first command has it on file ([`files`]).
    pub fn filed(&self, days: u32, topic: Topic, county: usize) -> Vec<f64> {
        let mut counts = vec![0.0; days as usize];
        let here = |d: &&amnok_model::facts::Dispatch| d.topic == topic && d.county as usize == county;
        for dispatch in self.log.dispatches.iter().filter(here) {
            counts[dispatch.happened as usize] += 1.0;
        }
        counts
    }
}

/// A command that hears of everything on the day itself: so everything that happens is logged day by day.
pub fn files(inputs: &mut Inputs) {
    let hears = |topic: &Topic| ReportingChance {
        topic: *topic,
        chance: 1.0,
    };
    inputs.commands.push(Command {
        name: "files".into(),
        hears: Topic::ALL.iter().map(hears).collect(),
        stages: vec![],
        orders: vec![],
    });
}

/// Nobody tries anything.
pub fn nobody(inputs: &mut Inputs) {
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.smuggle_per_year = 0.0;
}

/// A row of counties of one kilometre, each one segment long, so that a county says which segment it was.
pub fn strip(inputs: &mut Inputs, counties: usize, residents: u32) {
    let mut county = inputs.counties[0].clone();
    (county.border_km, county.residents) = (1.0, residents);
    let named = |number: usize| amnok_model::given::County {
        name: format!("C{number}"),
        ..county.clone()
    };
    inputs.counties = (0..counties).map(named).collect();
}

/// Drawn ease of the ground of a segment of a county: its address is part of the model (docs/model.md, randomness).
pub fn ease(seed: u64, county: usize, slice: u32) -> f64 {
    let luck = Luck { seed, replicate: 0 };
    0.5 + luck.at(Purpose::SegmentEase, county, slice, 0).uniform()
}

/// The days of each month of a run.
pub fn months(inputs: &Inputs) -> Vec<Range<usize>> {
    let mut months: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for day in 0..inputs.days as usize {
        let date = inputs.start.saturating_add((day as i64).days());
        let month = (date.year(), date.month());
        match months.last_mut() {
            Some(last) if before == Some(month) => last.end = day + 1,
            _ => months.push(day..day + 1),
        }
        before = Some(month);
    }
    months
}

/// Mean of each month.
pub fn means(inputs: &Inputs, daily: &[f64]) -> Vec<f64> {
    let mean = |days: Range<usize>| daily[days.clone()].iter().sum::<f64>() / days.len() as f64;
    months(inputs).into_iter().map(mean).collect()
}

/// The chance of a day under a hazard per year.
pub fn daily(per_year: f64) -> f64 {
    -libm::expm1(-per_year / 365.0)
}

/// Found and expected differ by rounding alone.
pub fn equal(what: &str, found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{what}: {found} for {expected}"
    );
}

/// [`equal`], one by one, and as many.
pub fn equal_all(what: &str, found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{what}: {found:?} for {expected:?}");
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        equal(&format!("{what}, {place}"), *found, *expected);
    }
}

/// Within 5 standard errors.
pub fn near(what: &str, found: f64, expected: f64, error: f64) {
    assert!(
        (found - expected).abs() <= 5.0 * error,
        "{what}: {found} for {expected}, standard error {error}"
    );
}

/// So many of `n`, each with chance `p`, within 5 standard errors.
pub fn share(what: &str, found: f64, n: f64, p: f64) {
    near(what, found, n * p, libm::sqrt(n * p * (1.0 - p)));
}

/// A count of mean `expected`, Poisson or rarer still in its spread, within 5 standard errors.
pub fn rate(what: &str, found: f64, expected: f64) {
    near(what, found, expected, libm::sqrt(expected));
}
