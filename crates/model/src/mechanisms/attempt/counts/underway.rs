//! Those on their way whom nobody has told apart yet: how many of each stratum, from where, to where.

use super::{RUN, Touched};
use crate::chance::{Purpose, Stream};
use crate::facts::{Fact, Incident, Log, Outcome};
use crate::given::Border;
use crate::mechanisms::attempt::Group;
use crate::mechanisms::attempt::place::Choice;
use crate::today::Today;
use crate::units::Money;
use crate::world::rank::at_rank;
use crate::world::segment::Segments;

/// Counties within reach: the one before one's own along the line, one's own, and the one after it.
const SIDES: usize = 3;

/// The county on a side of another; `None` beyond the ends of the line.
fn beside(county: usize, side: usize, counties: usize) -> Option<usize> {
    (county + side).checked_sub(1).filter(|other| *other < counties)
}

/// Weight of each county within reach and of all after it, without and with a deal.
pub struct Shares([[f64; SIDES]; 2]);

/// How those of a county who choose so are shared out over the counties within reach: the share that each takes of what those before it leave.
pub fn shares(choice: &Choice, county: usize, segments: &Segments) -> Shares {
    let counties = segments.county.last().map_or(0, |last| usize::from(*last) + 1);
    Shares([false, true].map(|deal| {
        let weight = |side| {
            beside(county, side, counties).map_or(0.0, |at| {
                let open = deal.then_some(RUN as usize);
                choice.stretch(open, segments.of(at)).weight()
            })
        };
        let weights: [f64; SIDES] = core::array::from_fn(weight);
        let last = (0..SIDES).rev().find(|side| beside(county, *side, counties).is_some());
        let mut after = 0.0;
        let mut shares = [0.0; SIDES];
        for side in (0..SIDES).rev() {
            after += weights[side];
            shares[side] = match after > 0.0 {
                true => weights[side] / after,
                false => f64::from(u8::from(last == Some(side))),
            };
        }
        shares
    }))
}

/// The place of one event among those who cross a segment.
#[derive(Clone, Copy)]
pub struct Trail {
    /// Segment.
    pub segment: usize,
    /// By a deal or without.
    pub deal: bool,
    /// Number of the event.
    pub event: u32,
}

impl Trail {
    /// By whom its draws are addressed.
    pub fn number(self) -> u32 {
        self.event << 1 | u32::from(self.deal)
    }
}

/// Of the same county, to the same county, by a deal or without.
#[derive(Clone, Copy, Default)]
struct Through {
    /// Came through without a price.
    free: u32,
    /// Came through for a price.
    paying: u32,
    /// What they paid.
    paid: Money,
}

/// Those on their way.
pub struct Underway {
    counties: usize,
    strata: usize,
    /// By county of residence, side, deal, stratum.
    pools: Vec<u32>,
    /// By segment, deal, side from which they come.
    at: Vec<[[u32; SIDES]; 2]>,
    /// By county of residence, side, deal.
    through: Vec<Through>,
}

impl Underway {
    /// Nobody.
    pub fn new(border: Border, segments: usize) -> Underway {
        let (counties, strata) = (border.counties.len(), border.strata.len());
        let pools = counties * SIDES * 2;
        Underway {
            counties,
            strata,
            pools: vec![0; pools * strata],
            at: vec![[[0; SIDES]; 2]; segments],
            through: vec![Through::default(); pools],
        }
    }

    fn pool(&self, county: usize, side: usize, deal: bool) -> usize {
        (county * SIDES + side) * 2 + usize::from(deal)
    }

    fn strata(&mut self, pool: usize) -> &mut [u32] {
        &mut self.pools[pool * self.strata..(pool + 1) * self.strata]
    }

    /// So many of a group set out, each with that chance by a deal.
    pub fn set_out(&mut self, group: Group, (people, paying): (u32, f64), shares: &Shares, draws: &mut Stream) {
        let by_deal = draws.binomial(people, paying);
        for (deal, count) in [(false, people - by_deal), (true, by_deal)] {
            let mut left = count;
            for side in 0..SIDES {
                let here = draws.binomial(left, shares.0[usize::from(deal)][side]);
                let pool = self.pool(group.county, side, deal);
                self.strata(pool)[group.stratum] += here;
                left -= here;
            }
            debug_assert_eq!(left, 0, "everybody goes somewhere");
        }
    }

    /// Those of a county choose their segments.
    pub fn choose(&mut self, today: &Today, choice: &Choice, county: usize, segments: &Segments) {
        for side in 0..SIDES {
            let Some(at) = beside(county, side, self.counties) else {
                continue;
            };
            for deal in [false, true] {
                let pool = self.pool(county, side, deal);
                let people = self.strata(pool).iter().sum();
                if people == 0 {
                    continue;
                }
                let who = 1 << 16 | (side as u32) << 1 | u32::from(deal);
                let stretch = choice.stretch(deal.then_some(RUN as usize), segments.of(at));
                stretch.scatter(
                    people,
                    &mut today.draws(Purpose::Whither, county, who),
                    &mut |segment, more| self.at[segment][usize::from(deal)][SIDES - 1 - side] += more,
                );
            }
        }
    }

    /// Whether nobody crosses a segment.
    pub fn nobody(&self, segment: usize) -> bool {
        self.at[segment] == [[0; SIDES]; 2]
    }

    /// How many cross a segment.
    pub fn at(&self, segment: usize, deal: bool) -> u32 {
        self.at[segment][usize::from(deal)].iter().sum()
    }

    /// The county and stratum of one of those on a segment, by lot, who is told apart from now on.
    pub fn single_out(&mut self, trail: Trail, segments: &Segments, draws: &mut Stream) -> Group {
        let here = &mut self.at[trail.segment][usize::from(trail.deal)];
        let (from, _) = at_rank(draws.below(here.iter().sum()), *here);
        here[from] -= 1;
        let county = usize::from(segments.county[trail.segment]) + from - 1;
        let pool = self.pool(county, SIDES - 1 - from, trail.deal);
        let pool = self.strata(pool);
        let (stratum, _) = at_rank(draws.below(pool.iter().sum()), pool.iter().copied());
        pool[stratum] -= 1;
        Group {
            county,
            stratum,
            activity: RUN,
        }
    }

    /// All who are left on a segment come through; each has paid that price, if there is one.
    pub fn come_through(
        &mut self,
        segment: usize,
        (deal, brokered): (bool, bool),
        price: Money,
        touched: &mut Touched,
    ) {
        let here = usize::from(touched.segments.county[segment]);
        for from in 0..SIDES {
            let people = self.at[segment][usize::from(deal)][from];
            if people == 0 {
                continue;
            }
            let county = here + from - 1;
            touched.runs[county] += people;
            let pool = self.pool(county, SIDES - 1 - from, deal);
            let through = &mut self.through[pool];
            match brokered {
                true => through.paying += people,
                false => through.free += people,
            }
            through.paid += price.times(people);
        }
    }

    /// Tells of all who came through, stratum by stratum; what they paid is shared out by their number.
    pub fn tell(&mut self, today: &Today, log: &mut impl Log) {
        for county in 0..self.counties {
            for side in 0..SIDES {
                let Some(at) = beside(county, side, self.counties) else {
                    continue;
                };
                for deal in [false, true] {
                    let pool = self.pool(county, side, deal);
                    let told = Incident {
                        day: today.day,
                        county: county as u16,
                        at: at as u16,
                        resident: None,
                        count: 0,
                        stratum: 0,
                        activity: RUN,
                        brokered: false,
                        outcome: Outcome::Crossed,
                        died: false,
                        force: None,
                        paid: Money::ZERO,
                    };
                    let who = 1 << 17 | (side as u32) << 1 | u32::from(deal);
                    self.tell_pool(pool, told, &mut today.draws(Purpose::Whither, county, who), log);
                }
            }
        }
    }

    /// Tells of those of a pool; where some paid and some did not, it is by lot who of which stratum did.
    fn tell_pool(&mut self, pool: usize, told: Incident, draws: &mut Stream, log: &mut impl Log) {
        let Through { free, paying, paid } = self.through[pool];
        if free + paying == 0 {
            return;
        }
        let mut most: Vec<u32> = self.strata(pool).to_vec();
        let mut fewer = vec![0; most.len()];
        for _ in 0..free.min(paying) {
            let (stratum, _) = at_rank(draws.below(most.iter().sum()), most.iter().copied());
            most[stratum] -= 1;
            fewer[stratum] += 1;
        }
        let (without, with) = if free >= paying { (most, fewer) } else { (fewer, most) };
        let mut tell = |stratum: usize, count: u32, brokered: bool, paid: Money| {
            log.happened(&Fact::Attempt(Incident {
                count,
                stratum: stratum as u8,
                brokered,
                paid,
                ..told
            }));
        };
        let mut before = 0;
        for (stratum, (without, with)) in without.into_iter().zip(with).enumerate() {
            if without > 0 {
                tell(stratum, without, false, Money::ZERO);
            }
            if with > 0 {
                let until = |those: u32| paid.part(those, paying);
                tell(stratum, with, true, until(before + with) - until(before));
                before += with;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;
    use crate::facts::Activity;

    /// Of three, five and two of three strata some paid: everybody is told of once, as many as paid and the whole sum to the hundredth; of the second stratum
    /// half of those who paid, as drawing without putting back has it: mean n·½, variance n·¼·(10 − n)/9. 4,000 lots at 5 standard errors, means and
    /// variances of two cases and fixed seeds: a false alarm in all once in 10⁵.
    #[test]
    fn where_some_of_a_pool_paid_it_is_by_lot_who() {
        const LOTS: u32 = 4_000;
        let luck = Luck { seed: 3, replicate: 0 };
        for (free, paying) in [(6_u32, 4_u32), (3, 7)] {
            let paid = Money::from_units(1000.01);
            let (mut sum, mut squares) = (0.0, 0.0);
            for lot in 0..LOTS {
                let mut underway = Underway {
                    counties: 1,
                    strata: 3,
                    pools: vec![3, 5, 2],
                    at: Vec::new(),
                    through: vec![Through { free, paying, paid }],
                };
                let told = Incident {
                    day: 0,
                    county: 0,
                    at: 0,
                    resident: None,
                    count: 0,
                    stratum: 0,
                    activity: Activity::Smuggle,
                    brokered: false,
                    outcome: Outcome::Crossed,
                    died: false,
                    force: None,
                    paid: Money::ZERO,
                };
                let mut log: Vec<Incident> = Vec::new();
                underway.tell_pool(0, told, &mut luck.at(Purpose::Met, 0, lot, 0), &mut log);
                let of = |stratum: u8| {
                    log.iter()
                        .filter(|i| i.stratum == stratum)
                        .map(|i| i.count)
                        .sum::<u32>()
                };
                assert_eq!([0, 1, 2].map(of), [3, 5, 2]);
                let with = log.iter().filter(|i| i.brokered);
                assert_eq!(with.clone().map(|i| i.count).sum::<u32>(), paying);
                assert_eq!(log.iter().map(|i| i.paid).sum::<Money>(), paid);
                let even = |i: &Incident| i.paid.units() - 1000.01 * f64::from(i.count) / f64::from(paying);
                assert!(with.clone().all(|i| even(i).abs() < 0.011), "{log:?}");
                let second = with.filter(|i| i.stratum == 1).map(|i| f64::from(i.count)).sum::<f64>();
                sum += second;
                squares += second * second;
            }
            let (n, lots) = (f64::from(paying), f64::from(LOTS));
            let (mean, variance) = (sum / lots, squares / lots - (sum / lots) * (sum / lots));
            let expected = n / 4.0 * (10.0 - n) / 9.0;
            assert!((mean - n / 2.0).abs() < 5.0 * libm::sqrt(expected / lots), "{mean}");
            assert!(
                (variance - expected).abs() < 5.0 * expected * libm::sqrt(2.0 / lots),
                "{variance} for {expected}"
            );
        }
    }
}
