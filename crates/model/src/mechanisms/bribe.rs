//! Bribes: the reservation price of a guard, the deal, standing deals and their end. Reads fear, morale, penalties and tenure; owns deals and
//! who of a post is bought. What a passage by standing deals costs: [`tariff`].
//!
//! Source: what guards are paid and risk (scenario). Assumed: a guard weighs the offer against what he loses if found out, times how likely
//! that seems to him.

pub mod tariff;

use crate::chance::{Purpose, Stream};
use crate::facts::Activity;
use crate::given::Border;
use crate::mechanisms::branding;
use crate::mechanisms::deterrence::{self, Battery};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::daily_probability;
use crate::world::guard::{self, Posts};
use crate::world::orders_in_force::Standing;
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Share of the surplus over the reservation price that the guard gets.
        theta: f64 = "share", 0.0..=1.0;
        /// Increase of the reservation price where the whole unit answers for its members.
        collective: f64 = "multiple", 0.0..=50.0;
        /// Rebate on the reservation price at full sympathy.
        sympathy: f64 = "currency", 0.0..=1000000.0;
        /// Penalty for letting someone leave, relative to the force's penalty for smuggling.
        severity_leave: f64 = "multiple", 0.0..=100.0;
        /// Spread of guards' price multipliers: standard deviation of the logarithm, mean 1.
        tolerance_sigma: f64 = "log units", 0.0..=5.0;
        /// Mean of what a leaver who is caught can offer on the spot (exponential).
        spot_leave: f64 = "currency", 0.0..=10000000.0;
        /// Mean of what a smuggler who is caught can offer on the spot (exponential).
        spot_smuggle: f64 = "currency", 0.0..=10000000.0;
        /// What one passage to leave is worth to the broker's clients, over all layers.
        value_leave: f64 = "currency", 0.0..=10000000.0;
        /// What one smuggling run is worth, over all layers.
        value_smuggle: f64 = "currency", 0.0..=10000000.0;
        /// Broker's share on top of what the layers are paid.
        broker_margin: f64 = "share", 0.0..=20.0;
        /// Hazard at which a guard of long tenure comes to a standing deal that is worth it.
        deal_per_year: f64 = "per guard-year", 0.0..=1000.0;
        /// Tenure at which the hazard of a deal has reached 63 percent of its full value.
        tenure_days: f64 = "days", 1.0..=10000.0;
        /// Hazard at which a standing deal ends by itself.
        deal_end_per_year: f64 = "per deal-year", 0.0..=1000.0;
        /// Share of a layer's sight that a standing deal takes away.
        cover: f64 = "share", 0.0..=1.0;
    }
}

/// A guard's price multiplier: log-normal of mean 1, `sigma` the standard deviation of its logarithm.
pub fn tolerance(sigma: f64, draws: &mut Stream) -> f64 {
    libm::exp(sigma * draws.normal() - sigma * sigma / 2.0)
}

/// What a guard loses if found out times how likely that seems, and more where the unit answers for it:
/// `r = (tolerance · π · J · severity · (1 + γ·collective) − sympathy)⁺`, in the currency.
pub fn reservation(tolerance: f64, fear: f64, penalty: f64, collective: f64, sympathy: f64) -> f64 {
    (tolerance * fear * penalty * (1.0 + collective) - sympathy).max(0.0)
}

/// What is paid when the offer reaches the reservation price: `r + θ(offer − r)`; `None` when it does not.
pub fn deal(theta: f64, reservation: f64, offer: f64) -> Option<f64> {
    (offer >= reservation).then_some(reservation + theta * (offer - reservation))
}

/// What every guard of a post has at stake today.
#[derive(Clone, Copy, Debug)]
pub struct Stake {
    fear: f64,
    penalty: f64,
    collective: f64,
    sympathy: f64,
    danger: f64,
}

/// What every guard of a force in a county has at stake today, wherever he stands there.
#[derive(Clone, Copy, Debug)]
pub struct Stakes<'a> {
    force: usize,
    /// By activity.
    penalty: [f64; 2],
    collective: f64,
    sympathy: f64,
    danger: f64,
    /// Batteries that are ready to fire there.
    batteries: &'a [Battery],
}

impl Stakes<'_> {
    /// At his post, for one activity.
    #[inline]
    pub fn at(&self, posts: &Posts, segment: usize, activity: Activity) -> Stake {
        let fear = posts.fear[posts.unit(self.force, segment)];
        Stake {
            fear,
            penalty: self.penalty[activity as usize],
            collective: self.collective,
            sympathy: self.sympathy,
            danger: self.danger * deterrence::guns(self.batteries, posts, (self.force, segment)),
        }
    }
}

impl Stake {
    /// The reservation price of a guard of that tolerance.
    #[inline]
    pub fn price(self, tolerance: f64) -> f64 {
        reservation(tolerance, self.fear, self.penalty, self.collective, self.sympathy) + self.danger
    }
}

/// On what terms guards can be bought today: the numbers of this mechanism with all else that decides a price and does not change
/// before tomorrow. Whoever pays a guard is given these.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Numbers of this mechanism.
    pub params: &'a Params,
    /// Forces and their incomes.
    pub border: Border<'a>,
    /// Penalties, and where units answer together.
    pub standing: &'a Standing,
    /// Morale this morning, by county.
    pub morale: &'a [f64],
    /// What a brand costs where one is ordered.
    pub branding: &'a branding::Params,
    /// What a guard asks for going to the line under the guns of a battery ([`deterrence::Params::danger`]).
    pub danger: f64,
    /// Batteries that are ready to fire, by county.
    pub batteries: &'a [Vec<Battery>],
}

impl<'a> Terms<'a> {
    /// What is at stake for a force in a county.
    #[inline]
    pub fn stakes(&self, force: usize, county: usize) -> Stakes<'a> {
        let params = self.params;
        let income = self.border.forces[force].numbers.income_per_day;
        let stigma = branding::stigma_days(self.branding, self.standing, county) * income;
        let penalty = |severity: f64| self.standing.penalty_days[force] * income * severity + stigma;
        let collective = self.standing.collective[county];
        Stakes {
            force,
            penalty: [penalty(params.severity_leave), penalty(1.0)],
            collective: if collective { params.collective } else { 0.0 },
            sympathy: params.sympathy * (2.0 - self.morale[county]),
            danger: self.danger,
            batteries: &self.batteries[county],
        }
    }

    /// The reservation price of one guard (force, segment, place in the post) for one activity.
    pub fn price(
        &self,
        posts: &Posts,
        county: usize,
        (force, segment, place): (usize, usize, usize),
        activity: Activity,
    ) -> f64 {
        let stake = self.stakes(force, county).at(posts, segment, activity);
        stake.price(posts.at(force, segment)[place].tolerance)
    }

    /// What a layer's share of a passage is worth.
    pub fn offer(&self, force: usize, activity: Activity) -> f64 {
        let value = match activity {
            Activity::Leave => self.params.value_leave,
            Activity::Smuggle => self.params.value_smuggle,
        };
        value * self.border.forces[force].numbers.value_share
    }

    /// Mean of what one who is caught can offer on the spot.
    pub fn on_the_spot(&self, activity: Activity) -> f64 {
        match activity {
            Activity::Leave => self.params.spot_leave,
            Activity::Smuggle => self.params.spot_smuggle,
        }
    }

    /// What is paid for an offer; `None` where it does not reach the price.
    pub fn deal(&self, price: f64, offer: f64) -> Option<f64> {
        deal(self.params.theta, price, offer)
    }

    /// What a standing deal leaves of a danger from which it covers; without one, all.
    #[inline]
    pub fn uncovered(&self, deal: bool) -> f64 {
        if deal { 1.0 - self.params.cover } else { 1.0 }
    }
}

/// Share of guards with a standing deal where deals form and end at these rates (per year) for ever: the stationary share
/// of a two-state chain.
pub fn stationary(form: f64, end: f64) -> f64 {
    if form > 0.0 { form / (form + end) } else { 0.0 }
}

/// Deals that stand on the first day, where they are worth it: as if present conditions had always been.
pub fn begin(today: &Today, terms: Terms, segments: &Segments, posts: &mut Posts) {
    let params = terms.params;
    for (force, data) in terms.border.forces.iter().enumerate() {
        let share = stationary(
            params.deal_per_year * data.numbers.corruptible,
            params.deal_end_per_year,
        );
        let going = terms.offer(force, Activity::Smuggle);
        for s in 0..segments.len() {
            let county = segments.county[s] as usize;
            for place in 0..posts.at(force, s).len() {
                let mut draws = today.draws(Purpose::FirstDeals, force, guard::number(s, place));
                let lasts = -libm::log(draws.uniform()) * 365.0 / params.deal_end_per_year;
                let price = terms.price(posts, county, (force, s, place), Activity::Smuggle);
                if draws.chance(share) && price <= going {
                    posts.account_mut(force, s, place).deal_until = 1 + lasts.min(1e6) as u32;
                }
            }
        }
    }
}

/// New standing deals, and the end of those that are no longer worth it; complicity is forgotten at the rate of inspection
/// ([`super::inspection::Params::forget_per_year`]). New deals form as contact with the far bank allows, county by county.
pub fn step(
    today: &Today,
    terms: Terms,
    (forget_per_year, contact): (f64, &[f64]),
    segments: &Segments,
    posts: &mut Posts,
) {
    for force in 0..terms.border.forces.len() {
        for (county, &contact) in contact.iter().enumerate() {
            strike(today, terms, (force, county, contact), segments, posts);
        }
        settle(today, terms, (force, forget_per_year), segments, posts);
    }
}

/// Guards of a county who come to a deal today: each with the same small chance, so that it is drawn how many pass until
/// the next; then by his own tenure and price. Places are counted in rows of equal width, so that a guard more or less on
/// one segment does not shift the others' luck.
fn strike(
    today: &Today,
    terms: Terms,
    (force, county, contact): (usize, usize, f64),
    segments: &Segments,
    posts: &mut Posts,
) {
    let (params, going) = (terms.params, terms.offer(force, Activity::Smuggle));
    let hazard = params.deal_per_year / 365.0 * terms.border.forces[force].numbers.corruptible * contact;
    let range = segments.of(county);
    let width = range
        .clone()
        .map(|s| posts.headcount(force, s) as usize)
        .max()
        .unwrap_or(0);
    if width == 0 || hazard <= 0.0 {
        return;
    }
    let width = width.next_power_of_two();
    let places = (range.len() * width) as f64;
    let mut draws = today.draws(Purpose::Deals, force, county as u32);
    let mut next = libm::trunc(-libm::log(draws.fine()) / hazard);
    while next < places {
        let (s, place) = (range.start + next as usize / width, next as usize % width);
        let (u, lasts) = (draws.uniform(), -libm::log(draws.uniform()));
        if let Some(guard) = posts.at(force, s).get(place) {
            let ripe = daily_probability(f64::from(today.day as i32 - guard.since) / params.tenure_days);
            let price = terms.price(posts, county, (force, s, place), Activity::Smuggle);
            let account = posts.account(force, s, place);
            let none = account.is_none_or(|account| account.deal_until == 0);
            if none && u < ripe && price <= going {
                let days = (lasts * 365.0 / params.deal_end_per_year).min(1e6);
                posts.account_mut(force, s, place).deal_until = today.day + 1 + days as u32;
            }
        }
        next += libm::trunc(-libm::log(draws.fine()) / hazard) + 1.0;
    }
}

/// Ends deals that are over or no longer worth it, lets complicity fade, and closes accounts that hold nothing; finds the cheapest bought guard
/// of each post.
fn settle(today: &Today, terms: Terms, (force, forget_per_year): (usize, f64), segments: &Segments, posts: &mut Posts) {
    let going = terms.offer(force, Activity::Smuggle);
    let left = libm::exp(-forget_per_year / 365.0);
    let counties = 0..terms.border.counties.len();
    let stakes: Vec<Stakes> = counties.map(|county| terms.stakes(force, county)).collect();
    let mut cheapest = vec![(f64::INFINITY, None); segments.len()];
    posts.keep_accounts(force, |account, posts| {
        if account.deal_until > 0 {
            let s = account.segment as usize;
            let stake = stakes[segments.county[s] as usize].at(posts, s, Activity::Smuggle);
            let worth = stake.price(account.tolerance) <= going;
            if !worth || account.deal_until <= today.day {
                account.deal_until = 0;
            } else if (account.tolerance, Some(account.place)) < cheapest[s] {
                // By tolerance: who is cheapest for one activity is so for the other, also where the price is nothing.
                cheapest[s] = (account.tolerance, Some(account.place));
            }
        }
        account.complicity *= left;
        if account.complicity < 0.01 {
            account.complicity = 0.0;
        }
        account.deal_until > 0 || account.complicity > 0.0
    });
    for (s, (_, place)) in cheapest.into_iter().enumerate() {
        let post = posts.post(force, s);
        posts.bought[post] = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;

    #[test]
    fn a_deal_is_struck_only_when_the_offer_reaches_the_price() {
        assert_eq!(deal(0.5, 10.0, 9.99), None);
        assert_eq!(deal(0.5, 10.0, 10.0), Some(10.0));
        assert_eq!(deal(0.5, 10.0, 30.0), Some(20.0));
    }

    #[test]
    fn the_stationary_share_of_deals_balances_both_rates() {
        let share = stationary(0.3, 0.5);
        assert!((share * 0.5 - (1.0 - share) * 0.3).abs() < 1e-12);
        assert_eq!(stationary(0.0, 0.0), 0.0);
    }

    #[test]
    fn price_rises_with_fear_penalty_and_collective_answer() {
        let usual = reservation(1.0, 0.1, 100.0, 0.0, 5.0);
        assert_eq!(usual, 5.0);
        assert!(reservation(1.0, 0.2, 100.0, 0.0, 5.0) > usual);
        assert!(reservation(1.0, 0.1, 200.0, 0.0, 5.0) > usual);
        assert!(reservation(1.0, 0.1, 100.0, 1.0, 5.0) > usual);
        assert_eq!(reservation(1.0, 0.0, 100.0, 1.0, 5.0), 0.0);
    }

    /// Closed form: offers exponential with mean μ reach r with chance e^{−r/μ}. One binomial test at 5 standard errors
    /// (level 6e-7); a share off by 0.03 is seen with power above 0.99.
    #[test]
    fn share_of_exponential_offers_that_are_accepted() {
        let luck = Luck { seed: 1, replicate: 0 };
        let (price, mean, n) = (30.0, 50.0, 20_000);
        let accepted = (0..n)
            .filter(|i| {
                deal(
                    0.5,
                    price,
                    -mean * libm::log(luck.at(Purpose::Attempt, 0, *i, 0).fine()),
                )
                .is_some()
            })
            .count();
        let expected = libm::exp(-price / mean);
        let error = libm::sqrt(expected * (1.0 - expected) / f64::from(n));
        assert!((accepted as f64 / f64::from(n) - expected).abs() < 5.0 * error);
    }
}
