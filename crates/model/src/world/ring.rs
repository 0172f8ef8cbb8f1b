//! Rings: organised smuggling of goods of high value, and the cases that come of it.

use crate::chance::{Luck, Purpose};
use crate::given::Border;
use crate::world::segment::Segments;

/// A guard whom a ring has bought: his place in the post, and since when he stands there at
/// which price, which tell him from his successor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bought {
    /// Place in the post.
    pub place: u16,
    /// Beginning of his posting.
    pub since: i32,
    /// His price multiplier.
    pub tolerance: f64,
}

/// A ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Where it works.
    pub county: usize,
    /// The stretch that it uses.
    pub segment: usize,
    /// The guard that it has bought, force by force.
    pub layers: Vec<Option<Bought>>,
    /// Whether an official protects it.
    pub official: bool,
    /// First day on which it is active again after a failed run.
    pub rests_until: u32,
}

/// A failed run that became a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Day from 0.
    pub day: u32,
    /// Where.
    pub county: u16,
    /// Number of the ring.
    pub ring: u32,
    /// Persons involved who are neither caught nor gone.
    pub wanted: u32,
}

/// Every ring, and every case so far.
#[derive(Clone, Debug, Default)]
pub struct Rings {
    /// The rings.
    pub rings: Vec<Ring>,
    /// Cases in order of day; what the state has to go on.
    pub cases: Vec<Case>,
}

impl Rings {
    /// The rings of the first day, placed by lot in proportion to residents and their tendency to smuggle.
    pub fn begin(border: Border<'_>, rings: f64, segments: &Segments, luck: Luck) -> Rings {
        let weight = |c: usize| f64::from(border.counties[c].residents) * border.counties[c].smuggle_weight;
        let all: f64 = (0..border.counties.len()).map(weight).sum();
        let count = if all > 0.0 { libm::round(rings) as u32 } else { 0 };
        let ring = |number: u32| {
            let mut draws = luck.at(Purpose::RingPlace, 0, number, 0);
            let mut lot = draws.uniform() * all;
            let county = (0..border.counties.len()).find(|c| {
                lot -= weight(*c);
                lot < 0.0
            });
            let county = county.unwrap_or(0);
            let range = segments.of(county);
            Ring {
                county,
                segment: range.start + draws.below(range.len() as u32) as usize,
                layers: vec![None; border.forces.len()],
                official: false,
                rests_until: 0,
            }
        };
        Rings {
            rings: (0..count).map(ring).collect(),
            cases: Vec::new(),
        }
    }
}
