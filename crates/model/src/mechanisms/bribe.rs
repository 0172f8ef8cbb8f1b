//! Reservation price, deal, standing deal (design 4.10).

pub mod tariff;

use crate::chance::{Luck, Purpose, Stream};
use crate::facts::Activity;
use crate::inputs::Inputs;
use crate::mechanisms::orders::Standing;
use crate::parameter::numbers;
use crate::units::daily_probability;
use crate::world::World;
use crate::world::county::Counties;
use crate::world::guard::Posts;

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

/// A guard's price multiplier: log-normal of mean 1.
pub fn tolerance(params: &Params, draws: &mut Stream) -> f64 {
    let sigma = params.tolerance_sigma;
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
}

impl Stake {
    /// At the post of a force on a segment, for one activity.
    pub fn of(
        inputs: &Inputs,
        standing: &Standing,
        posts: &Posts,
        counties: &Counties,
        county: usize,
        (force, segment): (usize, usize),
        activity: Activity,
    ) -> Stake {
        let params = &inputs.parameters.bribe;
        let severity = match activity {
            Activity::Leave => params.severity_leave,
            Activity::Smuggle => 1.0,
        };
        let collective = standing.collective[county];
        Stake {
            fear: posts.fear[posts.unit(force, segment)],
            penalty: standing.penalty_days[force] * inputs.forces[force].numbers.income_per_day * severity,
            collective: if collective { params.collective } else { 0.0 },
            sympathy: params.sympathy * (2.0 - counties.morale[county]),
        }
    }

    /// The reservation price of a guard of that tolerance.
    pub fn price(self, tolerance: f64) -> f64 {
        reservation(tolerance, self.fear, self.penalty, self.collective, self.sympathy)
    }
}

/// The reservation price of one guard (force, segment, place in the post) for one activity today.
pub fn price_of(
    inputs: &Inputs,
    standing: &Standing,
    posts: &Posts,
    counties: &Counties,
    county: usize,
    (force, segment, place): (usize, usize, usize),
    activity: Activity,
) -> f64 {
    let stake = Stake::of(inputs, standing, posts, counties, county, (force, segment), activity);
    stake.price(posts.at(force, segment)[place].tolerance)
}

/// What a layer's share of a passage is worth.
pub fn offer(inputs: &Inputs, force: usize, activity: Activity) -> f64 {
    let params = &inputs.parameters.bribe;
    let value = match activity {
        Activity::Leave => params.value_leave,
        Activity::Smuggle => params.value_smuggle,
    };
    value * inputs.forces[force].numbers.value_share
}

/// Share of guards with a standing deal where deals form and end at these rates (per year) for ever: the stationary share
/// of a two-state chain.
pub fn stationary(form: f64, end: f64) -> f64 {
    if form > 0.0 { form / (form + end) } else { 0.0 }
}

/// Deals that stand on the first day, where they are worth it: as if present conditions had always been.
pub fn found(inputs: &Inputs, standing: &Standing, luck: Luck, world: &mut World) {
    let params = &inputs.parameters.bribe;
    for (force, data) in inputs.forces.iter().enumerate() {
        let share = stationary(
            params.deal_per_year * data.numbers.corruptible,
            params.deal_end_per_year,
        );
        let going = offer(inputs, force, Activity::Smuggle);
        for s in 0..world.segments.len() {
            let county = world.segments.county[s] as usize;
            for place in 0..world.posts.at(force, s).len() {
                let who = (s as u32) << 12 | place as u32 & 0xFFF;
                let mut draws = luck.at(Purpose::FirstDeals, force, who, 0);
                let lasts = -libm::log(draws.uniform()) * 365.0 / params.deal_end_per_year;
                let at = (force, s, place);
                let price = price_of(
                    inputs,
                    standing,
                    &world.posts,
                    &world.counties,
                    county,
                    at,
                    Activity::Smuggle,
                );
                if draws.chance(share) && price <= going {
                    world.posts.account_mut(force, s, place).deal_until = 1 + lasts.min(1e6) as u32;
                }
            }
        }
    }
}

/// New standing deals, and the end of those that are no longer worth it. Owns deals, accounts and `bought`.
pub fn step(day: u32, inputs: &Inputs, standing: &Standing, luck: Luck, world: &mut World) {
    for force in 0..inputs.forces.len() {
        let going = offer(inputs, force, Activity::Smuggle);
        for county in 0..inputs.counties.len() {
            strike(day, inputs, standing, (force, county, going), luck, world);
        }
        refresh(day, inputs, standing, force, going, world);
    }
}

/// Guards of a county who come to a deal today: each with the same small chance, so that it is drawn how many pass until
/// the next; then by his own tenure and price. Places are counted in rows of equal width, so that a guard more or less on
/// one segment does not shift the others' luck.
fn strike(
    day: u32,
    inputs: &Inputs,
    standing: &Standing,
    (force, county, going): (usize, usize, f64),
    luck: Luck,
    world: &mut World,
) {
    let params = &inputs.parameters.bribe;
    let hazard = params.deal_per_year / 365.0 * inputs.forces[force].numbers.corruptible;
    let range = world.segments.of(county);
    let width = range.clone().map(|s| world.posts.at(force, s).len()).max().unwrap_or(0);
    if width == 0 || hazard <= 0.0 {
        return;
    }
    let width = width.next_power_of_two();
    let places = (range.len() * width) as f64;
    let mut draws = luck.at(Purpose::Deals, force, county as u32, day);
    let mut next = libm::trunc(-libm::log(draws.fine()) / hazard);
    while next < places {
        let (s, place) = (range.start + next as usize / width, next as usize % width);
        let (u, lasts) = (draws.uniform(), -libm::log(draws.uniform()));
        if let Some(guard) = world.posts.at(force, s).get(place) {
            let ripe = daily_probability(f64::from(day as i32 - guard.since) / params.tenure_days);
            let at = (force, s, place);
            let price = price_of(
                inputs,
                standing,
                &world.posts,
                &world.counties,
                county,
                at,
                Activity::Smuggle,
            );
            let none = world
                .posts
                .account(force, s, place)
                .is_none_or(|account| account.deal_until == 0);
            if none && u < ripe && price <= going {
                let days = (lasts * 365.0 / params.deal_end_per_year).min(1e6);
                world.posts.account_mut(force, s, place).deal_until = day + 1 + days as u32;
            }
        }
        next += libm::trunc(-libm::log(draws.fine()) / hazard) + 1.0;
    }
}

/// Ends deals that are over or no longer worth it; finds the cheapest bought guard of each post; drops empty accounts.
fn refresh(day: u32, inputs: &Inputs, standing: &Standing, force: usize, going: f64, world: &mut World) {
    let forget = libm::exp(-inputs.parameters.inspection.forget_per_year / 365.0);
    let World {
        segments,
        posts,
        counties,
        ..
    } = world;
    let stake = |s: usize| {
        let county = segments.county[s] as usize;
        Stake::of(inputs, standing, posts, counties, county, (force, s), Activity::Smuggle)
    };
    let stakes: Vec<Stake> = (0..segments.len()).map(stake).collect();
    let mut cheapest = vec![(f64::INFINITY, None); segments.len()];
    for account in posts.accounts_mut(force) {
        let s = account.segment as usize;
        if account.deal_until > 0 {
            let price = stakes[s].price(account.tolerance);
            if price > going || account.deal_until <= day {
                account.deal_until = 0;
            } else if (account.tolerance, Some(account.place)) < cheapest[s] {
                // By tolerance: who is cheapest for one activity is so for the other, also where the price is nothing.
                cheapest[s] = (account.tolerance, Some(account.place));
            }
        }
        account.complicity *= forget;
        if account.complicity < 0.01 {
            account.complicity = 0.0;
        }
    }
    posts.close_empty(force);
    for (s, (_, place)) in cheapest.into_iter().enumerate() {
        let post = posts.post(force, s);
        posts.bought[post] = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
