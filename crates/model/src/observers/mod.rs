//! Observers: what somebody outside could measure. An observer is a row of [`OBSERVERS`]: a name, what it reads off the ledger
//! of a run ([`Reads`]), how observations scatter around that ([`Error`]), its meaning. An [`Observation`] is what the
//! public record says of one such quantity: of which place, people and days, between which bounds, from which source. Inference may look at readings,
//! and at nothing else.
//!
//! To add one: a row in `table.rs`. It may name a measure that the ledger does not keep yet: what cannot be read is said ([`Gap`]), not guessed.
//!
//! Source: the series in the scenario's `observed/`. Assumed: the sizes of the errors, each beside its observer.

mod error;
mod observation;
mod read;
mod table;

pub use error::Error;
pub use observation::{Observation, ObservationKind, Window};
pub use read::{Gap, Part};
pub use table::OBSERVERS;

use crate::facts::Activity;

/// A measure of the ledger, or a part of it, that an observer adds up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Name of the measure; empty for all that outlets can tell of.
    pub measure: &'static str,
    /// What its values are multiplied by; −1 takes them away.
    pub weight: f64,
    /// Which of its rows.
    pub of: RowFilter,
}

/// Which rows of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFilter {
    /// What happened; of the activity that is asked for, if one is.
    Requested,
    /// What happened to those of one activity, whether or not the measure tells activities apart; nothing where another is asked for.
    Only(Activity),
    /// What happened in the ordinary patrol, the first force.
    Patrol,
    /// What outlets told.
    Press,
}

/// What an observer reads off a run. Flows add up over days and counties; levels are averaged over days, and added up or averaged over counties as
/// their measure says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reads {
    /// The flows of the window, added up.
    Sum(&'static [Term]),
    /// The flows of the window, the n-th of them from n years after its first day on: what came, in the year itself, in the next and so on, of
    /// what began within it.
    Cohort(&'static [Term]),
    /// The greatest sum of a calendar year, of those that lie in the window as a whole.
    YearlyPeak(&'static [Term]),
    /// The mean level of the window.
    Mean(&'static [Term]),
    /// The mean level of the window, or the flow per day, for each km of border.
    PerKm(&'static [Term]),
    /// The mean of a quote over the counties and months of the window that have one.
    Quote(Term),
    /// The mean level of the window less that of the first month of the run.
    Growth(Term),
    /// The first over the second, both flows or both levels.
    Share(&'static [Term], &'static [Term]),
    /// The first, a flow per year, over the second, a level.
    YearlyRate(&'static [Term], &'static [Term]),
}

impl Reads {
    /// Every measure that is read.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let (first, second): (&[Term], &[Term]) = match self {
            Reads::Sum(terms)
            | Reads::Cohort(terms)
            | Reads::YearlyPeak(terms)
            | Reads::Mean(terms)
            | Reads::PerKm(terms) => (terms, &[]),
            Reads::Quote(term) | Reads::Growth(term) => (core::slice::from_ref(term), &[]),
            Reads::Share(part, whole) | Reads::YearlyRate(part, whole) => (part, whole),
        };
        first.iter().chain(second)
    }

    /// Whether a longer window has more of it.
    pub fn adds_up(&self) -> bool {
        matches!(self, Reads::Sum(_) | Reads::Cohort(_) | Reads::YearlyPeak(_))
    }

    /// Whether it is a share by itself.
    pub fn is_share(&self) -> bool {
        matches!(self, Reads::Share(..) | Reads::YearlyRate(..) | Reads::PerKm(_))
    }
}

/// An observer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observer {
    /// Name, by which files of `observed/` ask for it.
    pub name: &'static str,
    /// What it reads.
    pub reads: Reads,
    /// How observations scatter.
    pub error: Error,
    /// Meaning, for people.
    pub meaning: &'static str,
}

impl Observer {
    /// What a row of a series of it says: so many, where it counts, else a quote.
    pub fn of_series(&self) -> ObservationKind {
        match self.error {
            Error::Poisson => ObservationKind::Count,
            Error::LogNormal(_) => ObservationKind::Quote,
        }
    }
}

/// What could be read of a window, without its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The observer.
    pub observer: &'static Observer,
    /// Value in the measure's unit.
    pub value: f64,
}

/// The observer of that name.
pub fn observer(name: &str) -> Option<&'static Observer> {
    OBSERVERS.iter().find(|observer| observer.name == name)
}
