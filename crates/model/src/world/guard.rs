//! Guards, one by one, at their posts: a post is one force on one segment. Units are runs of neighbouring posts.

use crate::inputs::{Inputs, OrderKind};
use crate::units::Money;
use crate::world::segment::Segments;

/// One guard.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// Day on which the present posting began (may lie before day 0).
    pub since: i32,
    /// Price multiplier, mean 1.
    pub tolerance: f64,
    /// Day on which the standing deal with brokers ends by itself; 0: there is none.
    pub deal_until: u32,
    /// Passages on the account that are not found out nor forgotten.
    pub complicity: f64,
    /// Hazard of discovery still to be lived through until somebody notices: a waiting time drawn beforehand.
    pub unnoticed: f64,
}

impl Guard {
    /// Whether a standing deal holds, or anything is on the account.
    pub fn involved(&self) -> bool {
        self.deal_until > 0 || self.complicity > 0.0
    }
}

/// Every post, by force and segment.
#[derive(Clone, Debug)]
pub struct Posts {
    segments: usize,
    guards: Vec<Vec<Guard>>,
    unit: Vec<u32>,
    /// Perceived chance of being found out, unit by unit.
    pub fear: Vec<f64>,
    /// Punishments seen today, unit by unit.
    pub punished: Vec<u32>,
    /// Guards with an account or a deal, as (segment, place in the post), force by force.
    pub involved: Vec<Vec<(u32, u16)>>,
    /// The cheapest bought guard of a post, if one is: place in the post.
    pub bought: Vec<Option<u16>>,
    /// Guards of a force in a county, at force × counties + county.
    pub strength: Vec<u32>,
    /// Everything guards have received, by force.
    pub received: Vec<Money>,
    counties: usize,
}

impl Posts {
    /// Nobody posted yet; units are laid out by the largest strength that the orders will ever bring.
    pub fn empty(inputs: &Inputs, segments: &Segments) -> Posts {
        let (forces, counties, n) = (inputs.forces.len(), inputs.counties.len(), segments.len());
        let mut unit = vec![0; forces * n];
        let mut units = 0;
        for (f, force) in inputs.forces.iter().enumerate() {
            for (c, county) in inputs.counties.iter().enumerate() {
                let ordered: f64 = inputs
                    .orders
                    .iter()
                    .filter(|o| o.kind == OrderKind::Deploy && o.force == Some(f) && o.counties.contains(&c))
                    .map(|o| {
                        let border: f64 = o.counties.iter().map(|x| inputs.counties[*x].border_km).sum();
                        o.size * county.border_km / border
                    })
                    .sum();
                let strength = force.numbers.strength_per_km * county.border_km + ordered;
                let range = segments.of(c);
                let groups = libm::ceil(strength / force.numbers.unit_size).clamp(1.0, range.len() as f64) as usize;
                for (rank, s) in range.clone().enumerate() {
                    unit[f * n + s] = (units + rank * groups / range.len()) as u32;
                }
                units += groups;
            }
        }
        Posts {
            segments: n,
            guards: vec![Vec::new(); forces * n],
            unit,
            fear: vec![inputs.parameters.belief.fear_floor; units],
            punished: vec![0; units],
            involved: vec![Vec::new(); forces],
            bought: vec![None; forces * n],
            strength: vec![0; forces * counties],
            received: vec![Money::ZERO; forces],
            counties,
        }
    }

    /// Index of a post.
    #[inline]
    pub fn post(&self, force: usize, segment: usize) -> usize {
        force * self.segments + segment
    }

    /// The guards of a force on a segment; none where there is no such force.
    #[inline]
    pub fn at(&self, force: usize, segment: usize) -> &[Guard] {
        self.guards
            .get(force * self.segments + segment)
            .map_or(&[], Vec::as_slice)
    }

    /// One guard, to be changed.
    #[inline]
    pub fn guard_mut(&mut self, force: usize, segment: usize, place: usize) -> &mut Guard {
        &mut self.guards[force * self.segments + segment][place]
    }

    /// The unit that stands there.
    #[inline]
    pub fn unit(&self, force: usize, segment: usize) -> usize {
        self.unit[force * self.segments + segment] as usize
    }

    /// How many of a force stand in a county.
    pub fn strength(&self, force: usize, county: usize) -> u32 {
        self.strength[force * self.counties + county]
    }

    /// Posts one more.
    pub fn add(&mut self, force: usize, segment: usize, county: usize, guard: Guard) {
        let post = self.post(force, segment);
        self.guards[post].push(guard);
        self.strength[force * self.counties + county] += 1;
    }

    /// Takes the last one of a post away, if there is one.
    pub fn remove_last(&mut self, force: usize, segment: usize, county: usize) -> bool {
        let post = self.post(force, segment);
        let Some(guard) = self.guards[post].pop() else {
            return false;
        };
        let place = self.guards[post].len() as u16;
        if guard.involved() {
            self.involved[force].retain(|entry| *entry != (segment as u32, place));
        }
        self.bought[post] = self.bought[post].filter(|b| *b < place);
        self.strength[force * self.counties + county] -= 1;
        true
    }

    /// Puts passages on a guard's account and pays for them all.
    pub fn pay(&mut self, force: usize, segment: usize, place: usize, passages: u32, amount: Money) {
        self.involve(force, segment, place);
        self.guards[force * self.segments + segment][place].complicity += f64::from(passages);
        self.received[force] += amount;
    }

    /// Notes a standing deal that ends by itself on a day after 0.
    pub fn deal(&mut self, force: usize, segment: usize, place: usize, until: u32) {
        self.involve(force, segment, place);
        self.guards[force * self.segments + segment][place].deal_until = until;
    }

    /// Puts a guard on the list of those involved, once.
    fn involve(&mut self, force: usize, segment: usize, place: usize) {
        if !self.guards[force * self.segments + segment][place].involved() {
            self.involved[force].push((segment as u32, place as u16));
        }
    }

    /// Number of segments.
    pub fn segments(&self) -> usize {
        self.segments
    }
}
