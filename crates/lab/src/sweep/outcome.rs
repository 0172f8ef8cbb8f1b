//! What is asked of a run in a word: the headline measures, as sums over years and counties.
//!
//! Outcomes whose measures the ledger does not have are left out.

use super::Cell;
use amnok_model::facts::Activity;
use amnok_model::record::measures::{MEASURES, OverDays};
use amnok_model::record::rows::NONE;

const LEAVE: Option<u8> = Some(Activity::Leave as u8);
const SMUGGLE: Option<u8> = Some(Activity::Smuggle as u8);

/// A measure, or its part of one activity.
pub type Term = (&'static str, Option<u8>);

/// Whose count it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// What happened.
    True,
    /// What was told up the chains of command, added up over commands.
    Official,
    /// What outlets told, added up over outlets.
    Press,
}

/// Ends of attempts that somebody could count.
pub const INCIDENTS: &[Term] = &[
    ("arrested_here", None),
    ("shot_here", None),
    ("electrocuted_here", None),
    ("mine_here", None),
    ("drowned_here", None),
];

/// A number that sums a run up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunOutcome {
    /// Name in tables.
    pub name: &'static str,
    /// In words.
    pub words: &'static str,
    /// What is summed up. Levels and quotes are averaged over years instead.
    pub terms: &'static [Term],
    /// Whose count that is.
    pub whose: CountedBy,
    /// What it is divided by, if anything: always a count of what happened.
    pub per: &'static [Term],
}

/// Every outcome that can be asked for.
const ALL: &[RunOutcome] = &[
    sum("deaths", "deaths of those who tried", &[("deaths", None)]),
    sum("passages", "passages to leave", &[("crossed", LEAVE)]),
    sum("arrivals", "arrivals abroad", &[("arrived", None)]),
    sum("arrivals", "arrivals abroad", &[("arrivals", None)]),
    reported(
        "official_share",
        "incidents told up the chains of command, per incident that happened",
        CountedBy::Official,
    ),
    reported(
        "press_share",
        "incidents told by the press, per incident that happened",
        CountedBy::Press,
    ),
    sum("attempts_leave", "attempts to leave", &[("attempts", LEAVE)]),
    sum("runs", "smuggling runs that came through", &[("crossed", SMUGGLE)]),
    sum("arrests", "arrests, leaving and smuggling", &[("arrested", None)]),
    sum("deaths_shot", "deaths by gunfire", &[("deaths_shot", None)]),
    ratio(
        "deaths_per_attempt",
        "deaths per attempt to leave",
        &[("deaths", LEAVE)],
        &[("attempts", LEAVE)],
    ),
    sum("price_leave", "price of a passage to leave", &[("price", LEAVE)]),
    sum(
        "paid",
        "paid to guards and brokers",
        &[("paid", None), ("paid_broker", None)],
    ),
    sum("found_out", "guards found complicit", &[("found_out", None)]),
    sum("distress", "distress, mean over counties", &[("distress", None)]),
];

const fn sum(name: &'static str, words: &'static str, terms: &'static [Term]) -> RunOutcome {
    ratio(name, words, terms, &[])
}

const fn ratio(name: &'static str, words: &'static str, terms: &'static [Term], per: &'static [Term]) -> RunOutcome {
    RunOutcome {
        name,
        words,
        terms,
        whose: CountedBy::True,
        per,
    }
}

const fn reported(name: &'static str, words: &'static str, whose: CountedBy) -> RunOutcome {
    RunOutcome {
        whose,
        ..ratio(name, words, INCIDENTS, INCIDENTS)
    }
}

fn number(name: &str) -> Option<u8> {
    MEASURES.iter().position(|m| m.name == name).map(|number| number as u8)
}

/// The outcomes whose measures the ledger has.
pub fn outcomes() -> Vec<RunOutcome> {
    let there = |terms: &[Term]| terms.iter().all(|(name, _)| number(name).is_some());
    ALL.iter().filter(|o| there(o.terms) && there(o.per)).copied().collect()
}

impl RunOutcome {
    /// Its unit; `currency` stands for the scenario's.
    pub fn unit(&self) -> &'static str {
        let first = self
            .terms
            .first()
            .and_then(|(name, _)| MEASURES.iter().find(|m| m.name == *name));
        match (first, self.per.is_empty()) {
            (Some(info), true) => info.unit,
            _ => "ratio",
        }
    }

    /// Its value in one run of a scenario with so many chains of command; none where it is not defined (no price was to be had,
    /// nothing to divide by).
    pub fn of(&self, cells: &[Cell], commands: usize) -> Option<f64> {
        let reported = |cell: &Cell| match self.whose {
            CountedBy::True => cell.reported_by == NONE,
            CountedBy::Official => (cell.reported_by as usize) < commands,
            CountedBy::Press => cell.reported_by != NONE && cell.reported_by as usize >= commands,
        };
        let above = add(self.terms, cells, reported)?;
        if self.per.is_empty() {
            return Some(above);
        }
        add(self.per, cells, |cell| cell.reported_by == NONE)
            .filter(|below| *below > 0.0)
            .map(|below| above / below)
    }
}

fn add(terms: &[Term], cells: &[Cell], counts: impl Fn(&Cell) -> bool) -> Option<f64> {
    let one = |(name, activity): &Term| {
        let wanted = number(name)?;
        let fits = |cell: &&Cell| cell.measure == wanted && counts(cell) && activity.is_none_or(|a| cell.activity == a);
        let values: Vec<f64> = cells.iter().filter(fits).map(|cell| cell.value).collect();
        let sum = values.iter().sum::<f64>();
        match MEASURES[wanted as usize].over_days {
            OverDays::Flow => Some(sum),
            OverDays::Level | OverDays::Quote => (!values.is_empty()).then(|| sum / values.len() as f64),
        }
    };
    // An empty sum of numbers is -0; nothing is 0.
    terms.iter().map(one).sum::<Option<f64>>().map(|sum| sum + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use amnok_model::record::measures::measure;

    #[test]
    fn flows_add_up_quotes_are_averaged_and_ratios_need_a_divisor() {
        let cell = |name, activity, value| Cell {
            year: 2019,
            measure: measure(name) as u8,
            activity,
            force: NONE,
            reported_by: NONE,
            value,
        };
        let cells = [
            cell("deaths", 0, 2.0),
            cell("deaths", 1, 3.0),
            cell("attempts", 0, 40.0),
            cell("price", 0, 100.0),
            cell("price", 0, 300.0),
        ];
        let reported = |reported_by, value| Cell {
            reported_by,
            ..cell("arrested_here", NONE, value)
        };
        let of = |name: &str, cells: &[Cell]| outcomes().iter().find(|o| o.name == name).and_then(|o| o.of(cells, 1));
        assert_eq!(of("deaths", &cells), Some(5.0));
        assert!(of("arrests", &cells).is_some_and(|none| none == 0.0 && none.is_sign_positive()));
        assert_eq!(of("deaths_per_attempt", &cells), Some(0.05));
        assert_eq!(of("price_leave", &cells), Some(200.0));
        assert_eq!(of("price_leave", &cells[..3]), None);
        assert_eq!(of("deaths_per_attempt", &cells[..2]), None);
        let reported = [
            cell("arrested_here", 0, 10.0),
            reported(0, 4.0),
            reported(1, 3.0),
            reported(2, 2.0),
        ];
        assert_eq!(of("official_share", &reported), Some(0.4));
        assert_eq!(of("press_share", &reported), Some(0.5));
    }
}
