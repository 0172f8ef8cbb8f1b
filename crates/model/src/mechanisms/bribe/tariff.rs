//! What a passage by standing deals costs today, and who is paid for it. Reads the terms, deals and the line; owns today's prices and sales.

use super::Terms;
use crate::facts::{Activity, Fact, Log, PaidFor, Payee, Payment};
use crate::today::Today;
use crate::units::Money;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

/// What a passage by standing deals costs today, and how many were sold.
#[derive(Clone, Debug, Default)]
pub struct Tariff {
    forces: usize,
    /// Price of passage by segment and activity, all layers and the broker; `None` where not every layer is bought.
    pub price: Vec<[Option<f64>; 2]>,
    /// Fee of each layer, at (segment × forces + force), by activity; zero where nobody stands.
    fee: Vec<[Money; 2]>,
    /// What the broker keeps, by segment and activity.
    broker: Vec<[Money; 2]>,
    /// What all layers and the broker are paid, by segment and activity.
    total: Vec<[Money; 2]>,
    /// Passages sold today, by segment and activity.
    sold: Vec<[u32; 2]>,
}

impl Tariff {
    /// Asks every bought guard. For one who leaves the broker's margin is multiplied by `markup`, county by county.
    pub fn quote(&mut self, terms: Terms, markup: &[f64], segments: &Segments, posts: &Posts) {
        let (n, forces) = (segments.len(), terms.border.forces.len());
        *self = Tariff {
            forces,
            price: vec![[None; 2]; n],
            fee: vec![[Money::ZERO; 2]; n * forces],
            broker: vec![[Money::ZERO; 2]; n],
            total: vec![[Money::ZERO; 2]; n],
            sold: vec![[0; 2]; n],
        };
        let open =
            |s: usize| (0..forces).all(|f| posts.at(f, s).is_empty() || posts.bought[posts.post(f, s)].is_some());
        for s in (0..n).filter(|s| open(*s)) {
            for activity in Activity::ALL {
                let county = segments.county[s] as usize;
                let more = match activity {
                    Activity::Leave => markup[county],
                    Activity::Smuggle => 1.0,
                };
                self.add_up(terms, (s, county, more), activity, posts);
            }
        }
    }

    /// Fees of all layers of a segment where each is bought, and the broker's.
    fn add_up(&mut self, terms: Terms, (s, county, more): (usize, usize, f64), activity: Activity, posts: &Posts) {
        let a = activity as usize;
        let mut sum = Some(Money::ZERO);
        for f in 0..self.forces {
            let Some(place) = posts.bought[posts.post(f, s)] else {
                continue;
            };
            let price = terms.price(posts, county, (f, s, place as usize), activity);
            let fee = terms.deal(price, terms.offer(f, activity)).map(Money::from_units);
            self.fee[s * self.forces + f][a] = fee.unwrap_or(Money::ZERO);
            sum = sum.zip(fee).map(|(sum, fee)| sum + fee);
        }
        if let Some(sum) = sum {
            self.broker[s][a] = Money::from_units(sum.units() * terms.params.broker_margin * more);
            self.total[s][a] = sum + self.broker[s][a];
            self.price[s][a] = Some(self.total[s][a].units());
        }
    }

    /// Sells so many passages; returns what one costs in all.
    pub fn sell(&mut self, segment: usize, activity: Activity, passages: u32) -> Money {
        self.sold[segment][activity as usize] += passages;
        self.total[segment][activity as usize]
    }

    /// Pays for the passages sold today: every bought guard of the segment, and the broker.
    pub fn settle(&mut self, today: &Today, segments: &Segments, posts: &mut Posts, log: &mut impl Log) {
        for s in 0..self.sold.len() {
            let sold = core::mem::take(&mut self.sold[s]);
            for activity in Activity::ALL.into_iter().filter(|_| sold != [0; 2]) {
                let (a, count) = (activity as usize, sold[activity as usize]);
                let mut paid = |to, amount| {
                    log.happened(&Fact::Payment(Payment {
                        day: today.day,
                        county: segments.county[s],
                        to,
                        purpose: PaidFor::Deal(activity),
                        amount,
                    }));
                };
                for f in 0..self.forces {
                    if let Some(place) = posts.bought[posts.post(f, s)].filter(|_| count > 0) {
                        let amount = self.fee[s * self.forces + f][a].times(count);
                        posts.pay(f, s, place as usize, count, amount);
                        paid(Payee::Guard(f as u8), amount);
                    }
                }
                paid(Payee::Broker, self.broker[s][a].times(count));
            }
        }
    }
}
