//! A replicate of one scenario, lived through once: whole, gone on with from a morning of another, or from where it was stopped.

use crate::sweep::{Cell, cells};
use amnok_chance::Luck;
use amnok_model::Engine;
use amnok_model::day::kept::{Morning, run_keeping};
use amnok_model::facts::{Fact, Log};
use amnok_model::inputs::Inputs;
use amnok_model::record::rows::Rows;
use jiff::ToSpan;
use std::sync::atomic::{AtomicBool, Ordering};

/// By single attempts two lives share more of their luck than by counts, and by more than these cost less (B6 and B9 of docs/benchmarks.md).
const ENGINE: Engine = Engine::Selective;

/// A replicate of one scenario, lived through once.
#[derive(Clone, Debug)]
pub struct Life {
    /// Its ledger.
    pub rows: Rows,
    /// Mornings from which another life may go on, the earliest first.
    mornings: Vec<Morning>,
    /// The ledger by year.
    pub(super) cells: Vec<Cell>,
    /// What was tried each day in each county, as one number: by day, then by county.
    tried: Vec<u64>,
    /// Number of counties.
    counties: usize,
}

/// The same came of both, whatever is kept to go on from.
impl PartialEq for Life {
    fn eq(&self, other: &Life) -> bool {
        let of = |life: &Life| (life.counties, life.tried.len());
        of(self) == of(other) && self.tried == other.tried && self.rows == other.rows && self.cells == other.cells
    }
}

/// What is left of a life that was stopped: whoever has the same luck and is given the same goes on from its last morning.
#[derive(Clone, Debug, Default)]
pub struct Begun {
    mornings: Vec<Morning>,
    tried: Vec<u64>,
}

/// The first day on which attempts differ, and the counties where they differ on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// Day from 0.
    pub day: u32,
    /// Counties, in order along the line; empty where the scenarios do not have the same counties.
    pub counties: Vec<usize>,
}

impl Begun {
    /// Whether nothing was begun.
    pub fn is_nothing(&self) -> bool {
        self.tried.is_empty()
    }
}

impl Life {
    /// Lives through a replicate; none if `stop` was set before its end, within a day of it.
    pub fn of(inputs: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Life> {
        Life::by(ENGINE, inputs, luck, stop)
    }

    /// The same by another engine.
    pub fn by(engine: Engine, inputs: &Inputs, luck: Luck, stop: &AtomicBool) -> Option<Life> {
        let mut trace = Trace::of(inputs, &[], stop);
        let (rows, _) = run_keeping(inputs, luck, engine, &[], &mut trace);
        trace.life(inputs, rows, Vec::new()).ok()
    }

    /// The same from where it was stopped, and keeps a morning of every year, some megabytes each: others go on from them.
    ///
    /// # Errors
    /// What is left of it where it is stopped, within a day.
    pub fn to_go_on_from(inputs: &Inputs, luck: Luck, begun: Begun, stop: &AtomicBool) -> Result<Life, Begun> {
        if let Some(last) = begun.mornings.last() {
            let (rows, trace) = gone_on(last, inputs, &begun.tried, stop);
            return trace.life(inputs, rows, begun.mornings);
        }
        let day = |year: i64| (inputs.start.saturating_add(year.years()) - inputs.start).get_days() as u32;
        let days: Vec<u32> = (1..).map(day).take_while(|day| *day < inputs.days).collect();
        let mut trace = Trace::of(inputs, &[], stop);
        let (rows, mornings) = run_keeping(inputs, luck, ENGINE, &days, &mut trace);
        trace.life(inputs, rows, mornings)
    }

    /// One that was lived through before, of what was kept of it, without mornings to go on from; none where that is of another length.
    pub fn again(inputs: &Inputs, rows: Rows, tried: Vec<u64>) -> Option<Life> {
        let counties = inputs.counties.len();
        (tried.len() == counties * inputs.days as usize).then(|| Life {
            cells: cells::cells(inputs, &rows),
            rows,
            mornings: Vec::new(),
            tried,
            counties,
        })
    }

    /// What was tried each day in each county, as one number: by day, then by county.
    pub fn tried(&self) -> &[u64] {
        &self.tried
    }

    /// The life with the same luck of one who is given something else: from where it was stopped, else gone on with from the last morning that both
    /// share, where one was kept, or lived through from the first day.
    ///
    /// # Errors
    /// What is left of it where it is stopped, within a day.
    pub fn beside(
        &self,
        own: &Inputs,
        (other, begun): (&Inputs, Begun),
        luck: Luck,
        stop: &AtomicBool,
    ) -> Result<Life, Begun> {
        let shared = self.mornings.iter().rfind(|morning| morning.is_also_of(own, other));
        match shared.filter(|shared| begun.mornings.last().is_none_or(|last| last.day() < shared.day())) {
            Some(shared) => {
                let (rows, trace) = gone_on(shared, other, &self.tried, stop);
                trace.life(other, rows, Vec::new())
            }
            None => Life::to_go_on_from(other, luck, begun, stop),
        }
    }

    /// The same without what others could go on from.
    pub fn alone(self) -> Life {
        Life {
            mornings: Vec::new(),
            ..self
        }
    }

    /// Where another life parts from this one; with the counties where both have the same.
    pub(super) fn divergence(&self, other: &Life, same_counties: bool) -> Option<Divergence> {
        let days = |life: &Life| life.tried.len() / life.counties.max(1);
        let of = |life: &Life, day: usize| life.tried[day * life.counties..(day + 1) * life.counties].to_vec();
        (0..days(self).min(days(other))).find_map(|day| {
            let (ours, theirs) = (of(self, day), of(other, day));
            (ours != theirs).then(|| Divergence {
                day: day as u32,
                counties: if same_counties {
                    (0..self.counties)
                        .filter(|county| ours[*county] != theirs[*county])
                        .collect()
                } else {
                    Vec::new()
                },
            })
        })
    }
}

/// Goes on from a morning to the end, after days on which so much was tried.
fn gone_on<'a>(from: &Morning, inputs: &Inputs, tried: &[u64], stop: &'a AtomicBool) -> (Rows, Trace<'a>) {
    let before = from.day() as usize * inputs.counties.len();
    let mut trace = Trace::of(inputs, &tried[..before], stop);
    (from.go_on(inputs, &mut trace), trace)
}

/// What was tried each day in each county, while it is tried.
struct Trace<'a> {
    counties: usize,
    tried: Vec<u64>,
    stop: &'a AtomicBool,
}

impl<'a> Trace<'a> {
    /// After days on which so much was tried.
    fn of(inputs: &Inputs, before: &[u64], stop: &'a AtomicBool) -> Trace<'a> {
        let counties = inputs.counties.len();
        let mut tried = before.to_vec();
        tried.resize(counties * inputs.days as usize, 0);
        Trace { counties, tried, stop }
    }

    /// The life that was traced; what is left of it where it was stopped.
    fn life(self, inputs: &Inputs, rows: Rows, mornings: Vec<Morning>) -> Result<Life, Begun> {
        let tried = self.tried;
        if self.stop.load(Ordering::Relaxed) {
            return Err(Begun { mornings, tried });
        }
        Ok(Life {
            cells: cells::cells(inputs, &rows),
            rows,
            mornings,
            tried,
            counties: self.counties,
        })
    }
}

impl Log for Trace<'_> {
    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    fn happened(&mut self, fact: &Fact) {
        let Fact::Attempt(incident) = fact else { return };
        let place = incident.day as usize * self.counties + incident.at as usize;
        let flags = u64::from(incident.brokered) | u64::from(incident.died) << 1 | (incident.outcome as u64) << 2;
        let facts = [
            u64::from(incident.county),
            incident.resident.map_or(0, u64::from),
            incident.activity as u64,
            u64::from(incident.count),
            flags,
        ];
        if let Some(digest) = self.tried.get_mut(place) {
            for fact in facts {
                // FNV-1a over words.
                *digest = (*digest ^ fact.wrapping_add(1)).wrapping_mul(0x0100_0000_01B3);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a life that is stopped in its third year two mornings are kept, and some of what was tried after the last.
    #[test]
    fn a_life_that_was_stopped_is_gone_on_with_and_is_what_it_had_been() {
        let mut inputs = Inputs::open(900, 40_000);
        inputs.parameters.attempt.leave_per_year = 0.5;
        let (luck, never) = (Luck { seed: 4, replicate: 1 }, AtomicBool::new(false));
        let again = |begun, stop: &AtomicBool| Life::to_go_on_from(&inputs, luck, begun, stop);
        let whole = again(Begun::default(), &never).expect("whole");
        assert!(whole.tried.iter().filter(|tried| **tried > 0).count() > 100);
        let left = || Begun {
            mornings: whole.mornings.clone(),
            tried: whole.tried[..800].iter().copied().chain([7; 100]).collect(),
        };
        let days: Vec<u32> = whole.mornings.iter().map(Morning::day).collect();
        assert_eq!((days.len(), again(left(), &never).ok()), (2, Some(whole.clone())));
        // Stopped once more at once, it is where it was.
        let left = again(left(), &AtomicBool::new(true)).expect_err("stopped");
        assert_eq!(left.mornings.iter().map(Morning::day).collect::<Vec<u32>>(), days);
        assert_eq!(again(left, &never).ok(), Some(whole.clone()));
        // Beside another: what was begun of it is further than what both share.
        let begun = Begun {
            mornings: whole.mornings.clone(),
            tried: whole.tried.clone(),
        };
        let beside = whole.beside(&inputs, (&inputs, begun), luck, &never);
        assert_eq!(beside.ok(), Some(whole));
    }

    #[test]
    fn pairs_part_on_the_first_day_that_differs() {
        let life = |tried: &[u64]| Life {
            rows: Rows::default(),
            mornings: Vec::new(),
            cells: Vec::new(),
            counties: 2,
            tried: tried.to_vec(),
        };
        let (a, b) = (life(&[1, 2, 3, 4, 5, 6]), life(&[1, 2, 3, 9, 0, 0]));
        let divergence = a.divergence(&b, true);
        assert_eq!(
            divergence,
            Some(Divergence {
                day: 1,
                counties: vec![1]
            })
        );
        assert_eq!(a.divergence(&a, true), None);
        assert!(
            a.divergence(&b, false)
                .is_some_and(|divergence| divergence.counties.is_empty())
        );
    }
}
