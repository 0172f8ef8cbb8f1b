//! Money and persons as the facts have them, added up since the first day: what the world holds must be the same,
//! which the invariants ask. Kept in debug builds.
//!
//! Reads facts; owns the sums.

use crate::facts::{Activity, Cause, Fact, Log, Outcome, Payee, Step, Victim};
use crate::given::Border;
use crate::units::Money;

/// Sums since the first day.
#[derive(Clone, Debug)]
pub struct RunningSums {
    /// Paid to guards, by force.
    pub to_guards: Vec<Money>,
    /// Crossed to leave, by county of residence.
    pub left: Vec<u32>,
    /// Died in an attempt, by county of residence.
    pub dead: Vec<u32>,
    /// Arrived where arrivals are counted, by county of origin.
    pub arrived: Vec<u32>,
    /// Came home by themselves, whatever became of them at the line, by county of origin.
    pub home: Vec<u32>,
    /// Mines laid.
    pub mines_laid: u64,
    /// Mines that went off under somebody, or in the hand.
    pub mines_gone_off: u64,
    /// Sent back who had settled or moved on, by county of origin.
    pub sent_back: Vec<u32>,
}

impl RunningSums {
    /// Before the first day.
    pub fn new(border: Border<'_>) -> RunningSums {
        let none = || vec![0; border.counties.len()];
        RunningSums {
            to_guards: vec![Money::ZERO; border.forces.len()],
            left: none(),
            dead: none(),
            arrived: none(),
            sent_back: none(),
            home: none(),
            mines_laid: 0,
            mines_gone_off: 0,
        }
    }
}

impl Log for RunningSums {
    fn happened(&mut self, fact: &Fact) {
        match fact {
            Fact::Payment(payment) => {
                if let Payee::Guard(force) = payment.to {
                    self.to_guards[usize::from(force)] += payment.amount;
                }
            }
            Fact::Attempt(incident) => {
                let county = usize::from(incident.county);
                let left = incident.outcome == Outcome::Crossed && incident.activity == Activity::Leave;
                self.left[county] += if left { incident.count } else { 0 };
                self.dead[county] += if incident.died { incident.count } else { 0 };
                self.mines_gone_off += if incident.outcome == Outcome::Mine {
                    u64::from(incident.count)
                } else {
                    0
                };
            }
            Fact::Abroad(fact) => {
                let county = usize::from(fact.county);
                match fact.step {
                    Step::Arrived { .. } => self.arrived[county] += fact.persons,
                    Step::SentBack => self.sent_back[county] += fact.persons,
                    Step::CameHome | Step::CaughtComingHome => self.home[county] += fact.persons,
                    Step::SetOut | Step::Caught => {}
                }
            }
            Fact::Hit(hit) if hit.who == Victim::Returnee => {
                self.home[usize::from(hit.county)] += hit.killed + hit.wounded;
            }
            Fact::MinesLaid(laid) => self.mines_laid += u64::from(laid.mines),
            Fact::Accident(fact) if fact.cause == Cause::Mine => {
                self.mines_gone_off += u64::from(fact.killed + fact.injured);
            }
            _ => {}
        }
    }
}
