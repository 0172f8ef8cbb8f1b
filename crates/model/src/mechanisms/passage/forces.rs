//! The forces that somebody meets on his way: who sees him, what buys them, what they do. Owns the bribes on guards' accounts and the count
//! of persons shot.

use super::{Attempt, End, draw_index};
use crate::facts::{Fact, Log, Outcome, PaidFor, Payee, Payment};
use crate::units::Money;

impl<L: Log> Attempt<'_, L> {
    /// Stopped in the restricted zone where those who enter are to be fired at; by the words of a first sighting, which will not be.
    pub(super) fn fired_at_in_the_zone(&mut self) -> Option<End> {
        let setting = self.setting;
        let armed = setting.params.zone_fire;
        if armed <= 0.0 || !self.way().guarded() {
            return None;
        }
        let fire = armed * self.way().fire(0);
        self.draws.chance(draw_index::SIGHTING + 2, fire).then(|| {
            self.force = Some(0);
            self.under_fire(draw_index::SIGHTING, setting.terms.border.forces[0].numbers.hit)
        })
    }

    /// Fired at: hit or not, dead or not.
    fn under_fire(&mut self, first: usize, hit: f64) -> End {
        if !self.draws.chance(first + 3, hit) {
            return (Outcome::TurnedBack, false);
        }
        self.counties.shot[self.county] += 1;
        (
            Outcome::Shot,
            self.draws.chance(first + 4, self.setting.params.shot_death),
        )
    }

    /// The forces behind the barriers.
    #[inline]
    pub(super) fn behind(&mut self) -> Option<End> {
        let all = self.way().sight(true) * self.exposure;
        if all <= 0.0 {
            return None;
        }
        let wait = self.draws.wait_within(draw_index::BEHIND, all)?;
        self.watched(true, wait, 0.0)
    }

    /// The forces behind the barriers, or before them, in turn. `wait` is the time until the first sighting, of which
    /// `spent` has gone by.
    #[inline]
    pub(super) fn watched(&mut self, behind: bool, mut wait: f64, mut spent: f64) -> Option<End> {
        if wait > spent + self.way().sight(behind) * self.exposure {
            return None;
        }
        for (force, data) in self.setting.terms.border.forces.iter().enumerate() {
            if data.behind != behind {
                continue;
            }
            spent += self.way().sight_of(force) * self.exposure;
            if wait <= spent {
                if let Some(end) = self.sighted(force) {
                    return Some(end);
                }
                // Bribed on the spot: a new waiting time for those further on.
                (wait, spent) = (self.draws.wait(draw_index::SIGHTING + 8 * self.sightings - 1), 0.0);
            }
        }
        None
    }

    /// Seen by a guard of a force: a bribe on the spot, or the rules of engagement.
    pub(super) fn sighted(&mut self, force: usize) -> Option<End> {
        let (terms, s, activity) = (&self.setting.terms, self.crossing.segment, self.crossing.activity);
        let first = draw_index::SIGHTING + 8 * self.sightings;
        self.sightings += 1;
        let count = self.posts.at(force, s).len();
        if count == 0 {
            return None;
        }
        let place = (self.draws.uniform(first) * count as f64) as usize;
        let offer = self.draws.wait(first + 1) * terms.on_the_spot(activity) * self.crossing.means;
        let price = terms.price(self.posts, self.county, (force, s, place), activity);
        if let Some(paid) = terms.deal(price, offer) {
            let paid = Money::from_units(paid);
            self.posts.pay(force, s, place, 1, paid);
            self.paid += paid;
            self.log.happened(&Fact::Payment(Payment {
                day: self.setting.today.day,
                county: self.county as u16,
                to: Payee::Guard(force as u8),
                purpose: PaidFor::OnTheSpot(activity),
                amount: paid,
                count: 1,
            }));
            return None;
        }
        self.force = Some(force as u8);
        let numbers = &terms.border.forces[force].numbers;
        if self.draws.chance(first + 2, self.way().fire(force)) {
            return Some(self.under_fire(first, numbers.hit));
        }
        let arrested = self.draws.chance(first + 5, numbers.arrest);
        Some((arrested_or_turned_back(arrested), false))
    }
}

/// What becomes of one who is stopped without fire.
pub(super) fn arrested_or_turned_back(arrested: bool) -> Outcome {
    if arrested {
        Outcome::Arrested
    } else {
        Outcome::TurnedBack
    }
}
