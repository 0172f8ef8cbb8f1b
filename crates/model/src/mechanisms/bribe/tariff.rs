//! What a passage by standing deals costs today, and who is paid for it (design 4.10).

use super::{deal, offer, price_of};
use crate::facts::{Activity, Fact, Log, PaidFor, Payee, Payment};
use crate::inputs::Inputs;
use crate::mechanisms::orders::Standing;
use crate::units::Money;
use crate::world::World;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::segment::Segments;

/// What a passage by standing deals costs today.
#[derive(Clone, Debug, Default)]
pub struct Tariff {
    forces: usize,
    /// Price of passage by segment and activity, all layers and the broker; `None` where not every layer is bought.
    pub price: Vec<[Option<f64>; 2]>,
    /// Fee of each layer, at (segment × forces + force), by activity; zero where nobody stands.
    fee: Vec<[Money; 2]>,
    /// What the broker keeps, by segment and activity.
    broker: Vec<[Money; 2]>,
}

impl Tariff {
    /// Asks every bought guard. Reads orders, posts, morale.
    pub fn quote(
        &mut self,
        inputs: &Inputs,
        standing: &Standing,
        segments: &Segments,
        posts: &Posts,
        counties: &Counties,
    ) {
        let (n, forces) = (segments.len(), inputs.forces.len());
        *self = Tariff {
            forces,
            price: vec![[None; 2]; n],
            fee: vec![[Money::ZERO; 2]; n * forces],
            broker: vec![[Money::ZERO; 2]; n],
        };
        let open =
            |s: usize| (0..forces).all(|f| posts.at(f, s).is_empty() || posts.bought[posts.post(f, s)].is_some());
        for s in (0..n).filter(|s| open(*s)) {
            let county = segments.county[s] as usize;
            for activity in Activity::ALL {
                let a = activity as usize;
                let mut sum = Some(Money::ZERO);
                for f in 0..forces {
                    let Some(place) = posts.bought[posts.post(f, s)] else {
                        continue;
                    };
                    let at = (f, s, place as usize);
                    let price = price_of(inputs, standing, posts, counties, county, at, activity);
                    let fee = deal(inputs.parameters.bribe.theta, price, offer(inputs, f, activity));
                    let fee = fee.map(Money::from_units);
                    self.fee[s * forces + f][a] = fee.unwrap_or(Money::ZERO);
                    sum = sum.zip(fee).map(|(sum, fee)| sum + fee);
                }
                if let Some(sum) = sum {
                    self.broker[s][a] = Money::from_units(sum.units() * inputs.parameters.bribe.broker_margin);
                    self.price[s][a] = Some((sum + self.broker[s][a]).units());
                }
            }
        }
    }

    /// What one passage costs in all.
    pub fn total(&self, segment: usize, activity: Activity) -> Money {
        let a = activity as usize;
        let layers = &self.fee[segment * self.forces..(segment + 1) * self.forces];
        layers.iter().map(|fee| fee[a]).sum::<Money>() + self.broker[segment][a]
    }
}

/// Pays for the day's brokered passages: every bought guard of the segment, and the broker. Owns accounts; empties `traffic`.
pub fn settle(day: u32, tariff: &Tariff, traffic: &mut [[u32; 2]], world: &mut World, log: &mut impl Log) {
    let forces = tariff.forces;
    for (s, passages) in traffic
        .iter_mut()
        .enumerate()
        .filter(|(_, passages)| **passages != [0; 2])
    {
        let passages = core::mem::take(passages);
        for activity in Activity::ALL {
            let (a, count) = (activity as usize, passages[activity as usize]);
            let mut paid = |to, amount| {
                log.happened(&Fact::Payment(Payment {
                    day,
                    county: world.segments.county[s],
                    to,
                    purpose: PaidFor::Deal(activity),
                    amount,
                }));
            };
            for f in 0..forces {
                let post = world.posts.post(f, s);
                if let Some(place) = world.posts.bought[post].filter(|_| count > 0) {
                    let amount = tariff.fee[s * forces + f][a].times(count);
                    world.posts.pay(f, s, place as usize, count, amount);
                    paid(Payee::Guard(f as u8), amount);
                }
            }
            paid(Payee::Broker, tariff.broker[s][a].times(count));
        }
    }
}
