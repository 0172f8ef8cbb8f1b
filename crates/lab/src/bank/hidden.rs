//! What nobody outside can count, and a fit estimates: each quantity a row of [`HIDDEN`].

use crate::sweep::outcome::{CountedBy, INCIDENTS};
use amnok_model::facts::Activity;
use amnok_model::inputs::Inputs;
use amnok_model::observers::{Error, Observer, Part, Reads, RowFilter, Term};
use amnok_model::record::measures::measure;
use amnok_model::record::rows::{NONE, Rows};

/// What a hidden quantity is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Made {
    /// As an observer would read it.
    Read(Reads),
    /// Incidents that were told, over those that happened.
    Told(CountedBy),
}

/// A hidden quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Name in tables.
    pub name: &'static str,
    /// In words.
    pub words: &'static str,
    /// Unit; `currency` stands for the scenario's.
    pub unit: &'static str,
    /// Of whom; `None`: of all.
    activity: Option<Activity>,
    made: Made,
}

const fn all(measure: &'static str) -> Term {
    of(measure, RowFilter::Requested)
}

const fn of(measure: &'static str, of: RowFilter) -> Term {
    Term {
        measure,
        weight: 1.0,
        of,
    }
}

const fn sum(name: &'static str, words: &'static str, terms: &'static [Term]) -> Quantity {
    Quantity {
        name,
        words,
        unit: "persons",
        activity: None,
        made: Made::Read(Reads::Sum(terms)),
    }
}

const fn of_those_who(activity: Activity, quantity: Quantity) -> Quantity {
    Quantity {
        activity: Some(activity),
        unit: "attempts",
        ..quantity
    }
}

const fn in_unit(unit: &'static str, made: Made, quantity: Quantity) -> Quantity {
    Quantity { unit, made, ..quantity }
}

/// Every hidden quantity.
pub const HIDDEN: &[Quantity] = &[
    of_those_who(
        Activity::Leave,
        sum("attempts", "attempts to leave", &[all("attempts")]),
    ),
    of_those_who(Activity::Leave, sum("passages", "passages to leave", &[all("crossed")])),
    of_those_who(
        Activity::Smuggle,
        sum("runs", "smuggling runs that came through", &[all("crossed")]),
    ),
    of_those_who(
        Activity::Leave,
        sum("arrests", "arrests of those who try to leave", &[all("arrested")]),
    ),
    sum("deaths", "deaths of those who tried", &[all("deaths")]),
    sum("deaths-gunfire", "deaths by gunfire", &[all("deaths_shot")]),
    sum("deaths-river", "deaths in the river", &[all("deaths_drowned")]),
    sum("deaths-mines", "deaths on mines", &[all("deaths_mine")]),
    sum("deaths-fence", "deaths on a live fence", &[all("deaths_electrocuted")]),
    sum(
        "returned",
        "sent back from the other side",
        &[all("sent_back"), of("repatriated", RowFilter::Only(Activity::Leave))],
    ),
    in_unit(
        "currency",
        Made::Read(Reads::Quote(of("price", RowFilter::Only(Activity::Leave)))),
        sum("price", "price of a passage to leave", &[]),
    ),
    in_unit(
        "share",
        Made::Read(Reads::Share(
            &[of("deals", RowFilter::Patrol)],
            &[of("strength", RowFilter::Patrol)],
        )),
        sum(
            "guards-with-deals",
            "share of guards who take money by standing deals",
            &[],
        ),
    ),
    in_unit(
        "share",
        Made::Told(CountedBy::Official),
        sum("official-share", "incidents on the official record, per incident", &[]),
    ),
    in_unit(
        "share",
        Made::Told(CountedBy::Press),
        sum("press-share", "incidents told by the press, per incident", &[]),
    ),
    sum("arrivals", "arrivals where they are counted", &[all("arrivals")]),
];

impl Quantity {
    /// Reads it off a run's ledger; no value where there was no quote, or nothing to divide by.
    pub fn read(&self, inputs: &Inputs, rows: &Rows, part: &Part) -> Option<f64> {
        match self.made {
            Made::Told(whose) => told(whose, inputs, rows, part),
            Made::Read(reads) => {
                let observer = Observer {
                    name: self.name,
                    reads,
                    error: Error::Poisson,
                    meaning: self.words,
                };
                let part = Part {
                    activity: self.activity,
                    ..part.clone()
                };
                observer.read(inputs, rows, &part).ok().flatten()
            }
        }
    }

    /// Whether a longer window has more of it.
    pub fn adds_up(&self) -> bool {
        matches!(self.made, Made::Read(reads) if reads.adds_up())
    }
}

/// Incidents told by all commands, or all outlets, together over those that happened.
fn told(whose: CountedBy, inputs: &Inputs, rows: &Rows, part: &Part) -> Option<f64> {
    let incidents: Vec<u8> = INCIDENTS.iter().map(|(name, _)| measure(name) as u8).collect();
    let place = |first: u32| rows.day.partition_point(|day| *day < first);
    let (mut told, mut happened) = (0.0, 0.0);
    for row in place(part.days.start)..place(part.days.end) {
        let here = part.counties.as_ref().is_none_or(|all| all.contains(&rows.county[row]));
        if !here || !incidents.contains(&rows.measure[row]) {
            continue;
        }
        let by = rows.reported_by[row];
        match (by, usize::from(by) < inputs.commands.len(), whose) {
            (NONE, ..) => happened += rows.value[row],
            (_, true, CountedBy::Official) | (_, false, CountedBy::Press) => told += rows.value[row],
            _ => {}
        }
    }
    (happened > 0.0).then(|| told / happened)
}
