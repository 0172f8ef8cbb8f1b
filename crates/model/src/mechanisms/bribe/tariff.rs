//! What a passage by standing deals costs today, and who is paid for it. Reads the terms, deals and the line; owns today's prices and sales.

use super::{Stakes, Terms};
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
    /// Segments where every layer is bought and the price of passage, ascending, by activity.
    pub open: [Vec<(u32, f64)>; 2],
    /// Fee of each layer, at (segment × forces + force), by activity; zero where nobody stands.
    fee: Vec<[Money; 2]>,
    /// What the broker keeps, by segment and activity.
    broker: Vec<[Money; 2]>,
    /// What all layers and the broker are paid, by segment and activity.
    total: Vec<[Money; 2]>,
    /// Passages sold today, by segment and activity.
    sold: Vec<[u32; 2]>,
}

/// A layer of watchers in a county: what its guards have at stake, and what it is offered for each activity.
type Layer<'a> = (Stakes<'a>, &'a [f64; 2]);

/// Fills a column anew.
fn renew<T: Clone>(column: &mut Vec<T>, length: usize, value: T) {
    column.clear();
    column.resize(length, value);
}

impl Tariff {
    /// Asks every bought guard. For one who leaves the broker's margin is multiplied by `markup`, county by county.
    pub fn quote(&mut self, terms: Terms, markup: &[f64], segments: &Segments, posts: &Posts) {
        let (n, forces) = (segments.len(), terms.border.forces.len());
        self.forces = forces;
        renew(&mut self.price, n, [None; 2]);
        renew(&mut self.fee, n * forces, [Money::ZERO; 2]);
        renew(&mut self.broker, n, [Money::ZERO; 2]);
        renew(&mut self.total, n, [Money::ZERO; 2]);
        renew(&mut self.sold, n, [0; 2]);
        self.open.iter_mut().for_each(Vec::clear);
        let offers: Vec<[f64; 2]> = (0..forces)
            .map(|force| Activity::ALL.map(|activity| terms.offer(force, activity)))
            .collect();
        for (county, &markup) in markup.iter().enumerate() {
            let stakes = (0..forces).map(|force| terms.stakes(force, county));
            let layers: Vec<Layer> = stakes.zip(&offers).collect();
            for s in segments.of(county) {
                let open = (0..forces).all(|f| posts.headcount(f, s) == 0 || posts.bought[posts.post(f, s)].is_some());
                if open {
                    self.add_up(terms, &layers, (s, [markup, 1.0]), posts);
                }
            }
        }
    }

    /// Fees of all layers of a segment where each is bought, and the broker's, whose margin is so much more by activity.
    fn add_up(&mut self, terms: Terms, layers: &[Layer], (s, more): (usize, [f64; 2]), posts: &Posts) {
        let mut sum = [Some(Money::ZERO); 2];
        for (f, (stakes, offer)) in layers.iter().enumerate() {
            let Some(place) = posts.bought[posts.post(f, s)] else {
                continue;
            };
            let tolerance = posts.at(f, s)[place as usize].tolerance;
            for activity in Activity::ALL {
                let a = activity as usize;
                let price = stakes.at(posts, s, activity).price(tolerance);
                let fee = terms.deal(price, offer[a]).map(Money::from_units);
                self.fee[s * self.forces + f][a] = fee.unwrap_or(Money::ZERO);
                sum[a] = sum[a].zip(fee).map(|(sum, fee)| sum + fee);
            }
        }
        for (a, sum) in sum.into_iter().enumerate() {
            if let Some(sum) = sum {
                self.broker[s][a] = Money::from_units(sum.units() * terms.params.broker_margin * more[a]);
                self.total[s][a] = sum + self.broker[s][a];
                let price = self.total[s][a].units();
                self.price[s][a] = Some(price);
                self.open[a].push((s as u32, price));
            }
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
            for (activity, count) in Activity::ALL.into_iter().zip(sold).filter(|(_, count)| *count > 0) {
                let a = activity as usize;
                let mut paid = |to, amount| {
                    log.happened(&Fact::Payment(Payment {
                        day: today.day,
                        county: segments.county[s],
                        to,
                        purpose: PaidFor::Deal(activity),
                        amount,
                        count,
                    }));
                };
                for f in 0..self.forces {
                    if let Some(place) = posts.bought[posts.post(f, s)] {
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
