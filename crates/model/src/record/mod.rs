//! What is remembered of what happens. Each is a fold over facts ([`crate::facts`]) and of nothing else: the [`ledger`], today's
//! [`news`], the [`command_files`] of the centre. [`measures`] says of what the ledger keeps count, [`levels`] tells what
//! the [`evening`]'s world holds as facts.
//!
//! Reads the facts that mechanisms emit; owns what is remembered of them.

pub mod command_files;
pub mod counted_by;
pub mod endings;
pub mod evening;
pub mod extent;
pub mod ledger;
pub mod levels;
pub mod measures;
pub mod news;
pub mod payments;
pub mod rows;
pub mod sums;

use crate::facts::{Fact, Log};
use command_files::Files;
use extent::Extent;
use jiff::ToSpan;
use ledger::Ledger;
use news::News;
use rows::Rows;
use sums::RunningSums;

/// The ledger of what a log has heard: the facts of a run, in order, folded again.
pub fn fold(extent: Extent<'_>, facts: &[Fact]) -> Rows {
    let mut ledger = Ledger::new(extent);
    let mut date = extent.start;
    for facts in facts.chunk_by(|a, b| a.day() == b.day()) {
        facts.iter().for_each(|fact| ledger.happened(fact));
        ledger.end_day();
        let next = date.saturating_add(1.day());
        if next.month() != date.month() {
            ledger.end_period(facts[0].day() + 1);
        }
        date = next;
    }
    ledger.end_period(extent.days);
    ledger.into_rows()
}

/// What a run remembers from one day to the next.
#[derive(Clone, Debug)]
pub struct Remembered {
    ledger: Ledger,
    files: Files,
    sums: RunningSums,
}

/// Everything that a run remembers, and the log outside that hears the same.
pub struct Record<'a, L> {
    ledger: Ledger,
    /// What happened today that can be told of.
    pub news: News,
    /// What the centre has on file.
    pub files: Files,
    /// Sums since the first day, in debug builds.
    pub sums: RunningSums,
    log: &'a mut L,
}

impl<L: Log> Log for Record<'_, L> {
    #[inline]
    fn happened(&mut self, fact: &Fact) {
        self.ledger.happened(fact);
        self.news.happened(fact);
        self.files.happened(fact);
        if cfg!(debug_assertions) {
            self.sums.happened(fact);
        }
        self.log.happened(fact);
    }

    fn goes_on(&self) -> bool {
        self.log.goes_on()
    }
}

impl<'a, L: Log> Record<'a, L> {
    /// Before the first day.
    pub fn new(extent: Extent<'_>, log: &'a mut L) -> Record<'a, L> {
        Record {
            ledger: Ledger::new(extent),
            news: News::new(extent.border.counties.len()),
            files: Files::new(extent),
            sums: RunningSums::new(extent.border),
            log,
        }
    }

    /// What it remembers on a morning.
    pub fn remembered(&self) -> Remembered {
        Remembered {
            ledger: self.ledger.clone(),
            files: self.files.clone(),
            sums: self.sums.clone(),
        }
    }

    /// On a morning whose memories these are.
    pub fn gone_on(remembered: &Remembered, extent: Extent<'_>, log: &'a mut L) -> Record<'a, L> {
        let Remembered { ledger, files, sums } = remembered.clone();
        Record {
            ledger,
            news: News::new(extent.border.counties.len()),
            files,
            sums,
            log,
        }
    }

    /// A new day: no news yet, and what came a window ago is filed away.
    pub fn open_day(&mut self, day: u32) {
        self.news.clear();
        self.files.open(day);
    }

    /// Ends a day.
    pub fn end_day(&mut self) {
        self.ledger.end_day();
    }

    /// Ends a period of the ledger; the next begins at `next_day`.
    pub fn end_period(&mut self, next_day: u32) {
        self.ledger.end_period(next_day);
    }

    /// The ledger's rows of all periods that are over.
    pub fn into_rows(self) -> Rows {
        self.ledger.into_rows()
    }
}
