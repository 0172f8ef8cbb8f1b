//! Rings: rare runs of high value. Reads orders, posts and the line; owns rings and cases; puts payments on
//! guards' accounts, replaces those found out, and detains those caught.
//!
//! A ring works one stretch. It buys the layers that stand there, innermost first, then an official, and makes a run only
//! while every layer is bought. A run is seen with what the deals leave of the layers' sight. One that fails becomes a case,
//! unless the official keeps it quiet: the bought guards are discharged, the ring rests, its members are wanted. An
//! investigation finds bought layers and officials one by one, and catches the wanted sooner; a lockdown keeps them from getting away.
//!
//! Source: founding reports of 2020 (gold and platinum in July, gold bars in November; the city sealed with those involved inside).
//! Assumed: every number; what a ring earns does not feed its county.

use crate::chance::{Purpose, Stream};
use crate::facts::{Activity, Discovery, Fact, Log, OfficialFound, PaidFor, Payee, Payment, RingRun, RunEnd, Search};
use crate::given::Border;
use crate::mechanisms::bribe::Terms;
use crate::mechanisms::patrol::Recruits;
use crate::mechanisms::patrol::sight::Sight;
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::{Money, daily_probability};
use crate::world::guard::Posts;
use crate::world::resident::{Residents, Whereabouts};
use crate::world::ring::{Bought, Case, Ring, Rings};

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Organised rings for goods of high value along the whole border, in proportion to residents and tendency to smuggle.
        rings: f64 = "rings", 0.0..=10000.0;
        /// Hazard of a run of a ring whose layers are all bought.
        runs_per_year: f64 = "per ring-year", 0.0..=365.0;
        /// Value of what one run moves.
        value_per_run: f64 = "currency", 0.0..=100000000.0;
        /// Persons involved in a ring besides guards and officials.
        members: f64 = "persons", 1.0..=1000.0;
        /// Mean time until a ring finds somebody to buy in its next layer.
        layer_days: f64 = "days", 1.0..=3650.0;
        /// Mean time until a ring whose guards are all bought finds an official.
        official_days: f64 = "days", 1.0..=3650.0;
        /// Share of the value of a run that each layer of guards gets.
        layer_share: f64 = "share", 0.0..=1.0;
        /// Share of the value of a run that the official gets.
        official_share: f64 = "share", 0.0..=1.0;
        /// Share of failed runs that a bought official keeps from becoming a case.
        quashed: f64 = "share", 0.0..=1.0;
        /// Days for which a ring rests after a failed run.
        rest_days: f64 = "days", 0.0..=36500.0;
        /// Hazard, for each multiple of an investigation above the usual, that a bought layer of a ring is found out.
        found_per_year: f64 = "per layer-year", 0.0..=1000.0;
        /// Usual hazard of being caught of one wanted in a case.
        caught_per_year: f64 = "per person-year", 0.0..=1000.0;
        /// Hazard of getting away of one wanted in a case, without a lockdown.
        flee_per_year: f64 = "per person-year", 0.0..=1000.0;
        /// Days of detention of one caught in a case.
        detention_days: f64 = "days", 0.0..=36500.0;
    }
}

/// Chance that one who is wanted is caught in the end: `m·h_c / (m·h_c + h_f·(1 − L))`, for an investigation of multiple m
/// and a lockdown of degree L that last.
pub fn caught_in_the_end(params: &Params, multiple: f64, lockdown: f64) -> f64 {
    let (caught, gone) = (
        multiple * params.caught_per_year,
        params.flee_per_year * (1.0 - lockdown),
    );
    if caught + gone > 0.0 {
        caught / (caught + gone)
    } else {
        0.0
    }
}

/// A day of every ring.
pub fn step(
    today: &Today,
    params: &Params,
    terms: Terms,
    sight: &Sight,
    posts: &mut Posts,
    rings: &mut Rings,
    log: &mut impl Log,
) {
    let recruits = Recruits::of(today, terms.params.tolerance_sigma);
    let work = Work {
        today,
        params,
        terms,
        recruits,
    };
    let Rings { rings, cases } = rings;
    for (number, ring) in rings.iter_mut().enumerate() {
        let mut draws = today.draws(Purpose::Ring, 0, number as u32);
        forget_the_gone(ring, posts);
        work.investigate(ring, number as u32, &mut draws, posts, log);
        if ring.rests_until > today.day {
            continue;
        }
        match next_layer(ring, posts) {
            Some(force) => work.buy(ring, force, &mut draws, posts),
            None => {
                let (official, run) = (draws.uniform(), draws.uniform());
                if official < daily_probability(1.0 / params.official_days) {
                    ring.official = true;
                }
                if run < daily_probability(params.runs_per_year / 365.0) {
                    let end = work.run(ring, number as u32, sight, &mut draws, posts, log);
                    if end == RunEnd::Case {
                        cases.push(work.become_a_case(ring, number as u32, posts, log));
                    }
                }
            }
        }
    }
}

/// A guard who has been replaced is no longer bought.
fn forget_the_gone(ring: &mut Ring, posts: &Posts) {
    for (force, layer) in ring.layers.iter_mut().enumerate() {
        let post = posts.at(force, ring.segment);
        if layer.is_some_and(|b| {
            post.get(b.place as usize)
                .is_none_or(|guard| (guard.since, guard.tolerance) != (b.since, b.tolerance))
        }) {
            *layer = None;
        }
    }
}

/// The first force on the ring's stretch that it has not bought.
fn next_layer(ring: &Ring, posts: &Posts) -> Option<usize> {
    let stands = |f: &usize| !posts.at(*f, ring.segment).is_empty();
    (0..ring.layers.len())
        .filter(stands)
        .find(|f| ring.layers[*f].is_none())
}

/// What rings work with today and do not change.
struct Work<'a> {
    today: &'a Today<'a>,
    params: &'a Params,
    terms: Terms<'a>,
    recruits: Recruits,
}

impl Work<'_> {
    /// Looks for a guard of the next layer: one by lot, bought where the layer's share of a run reaches his price, which is that for
    /// the gravest help.
    fn buy(&self, ring: &mut Ring, force: usize, draws: &mut Stream, posts: &Posts) {
        if draws.uniform() >= daily_probability(1.0 / self.params.layer_days) {
            return;
        }
        let post = posts.at(force, ring.segment);
        let place = draws.below(post.len() as u32) as usize;
        let at = (force, ring.segment, place);
        let price = self.terms.price(posts, ring.county, at, Activity::Leave);
        if self.params.layer_share * self.params.value_per_run >= price {
            ring.layers[force] = Some(Bought {
                place: place as u16,
                since: post[place].since,
                tolerance: post[place].tolerance,
            });
        }
    }

    /// A run: seen with what deals leave of the sight of every layer; paid for when it comes through. Returns how it ended.
    fn run(
        &self,
        ring: &Ring,
        number: u32,
        sight: &Sight,
        draws: &mut Stream,
        posts: &mut Posts,
        log: &mut impl Log,
    ) -> RunEnd {
        let hazard: f64 = (0..ring.layers.len())
            .map(|f| sight.hazard[posts.post(f, ring.segment)])
            .sum();
        let seen = draws.uniform() < daily_probability(hazard * self.terms.uncovered(true));
        let quashed = match self.today.standing.no_exceptions[ring.county] {
            true => 0.0,
            false => self.params.quashed,
        };
        let end = match seen {
            false => RunEnd::Through,
            true if ring.official && draws.chance(quashed) => RunEnd::Quashed,
            true => RunEnd::Case,
        };
        log.happened(&Fact::RingRun(RingRun {
            day: self.today.day,
            county: ring.county as u16,
            ring: number,
            end,
            value: if seen { 0.0 } else { self.params.value_per_run },
        }));
        if end == RunEnd::Through {
            self.pay(ring, posts, log);
        }
        end
    }

    /// Pays every layer, and the official where there is one, for a run that came through.
    fn pay(&self, ring: &Ring, posts: &mut Posts, log: &mut impl Log) {
        let mut paid = |to, amount| {
            log.happened(&Fact::Payment(Payment {
                day: self.today.day,
                county: ring.county as u16,
                to,
                purpose: PaidFor::Ring,
                amount,
                count: 1,
            }));
        };
        let share = Money::from_units(self.params.value_per_run * self.params.layer_share);
        for (force, layer) in ring.layers.iter().enumerate() {
            if let Some(bought) = layer {
                posts.pay(force, ring.segment, bought.place as usize, 1, share);
                paid(Payee::Guard(force as u8), share);
            }
        }
        if ring.official {
            let share = self.params.value_per_run * self.params.official_share;
            paid(Payee::Official, Money::from_units(share));
        }
    }

    /// A run that was seen and became a case: every layer is lost, the ring rests, its members are wanted.
    fn become_a_case(&self, ring: &mut Ring, number: u32, posts: &mut Posts, log: &mut impl Log) -> Case {
        for force in 0..ring.layers.len() {
            self.lose(ring, force, posts, log);
        }
        ring.rests_until = self.today.day + 1 + self.params.rest_days as u32;
        Case {
            day: self.today.day,
            county: ring.county as u16,
            ring: number,
            wanted: self.params.members as u32,
        }
    }

    /// A ring loses a layer: the guard is found out, discharged and replaced; his unit sees it.
    fn lose(&self, ring: &mut Ring, force: usize, posts: &mut Posts, log: &mut impl Log) {
        let Some(bought) = ring.layers[force].take() else {
            return;
        };
        let (segment, place) = (ring.segment, bought.place as usize);
        log.happened(&Fact::Discovery(Discovery {
            day: self.today.day,
            county: ring.county as u16,
            force: force as u8,
            ring: true,
            prosecuted: false,
            branded: self.today.standing.brand[ring.county],
            posted_again: false,
            officers: 0,
        }));
        let unit = posts.unit(force, segment);
        posts.punished[unit] += 1;
        posts.replace(force, segment, place, self.recruits.guard(force, segment, place));
    }

    /// An investigation finds a ring's layers and its official, each with its hazard.
    fn investigate(&self, ring: &mut Ring, number: u32, draws: &mut Stream, posts: &mut Posts, log: &mut impl Log) {
        let beyond = self.today.standing.investigate[ring.county] - 1.0;
        if beyond <= 0.0 {
            return;
        }
        let found = daily_probability(self.params.found_per_year * beyond / 365.0);
        for force in 0..ring.layers.len() {
            if draws.uniform() < found {
                self.lose(ring, force, posts, log);
            }
        }
        if draws.uniform() < found && ring.official {
            ring.official = false;
            log.happened(&Fact::OfficialFound(OfficialFound {
                day: self.today.day,
                county: ring.county as u16,
                ring: number,
            }));
        }
    }
}

/// A day of every open case: those wanted are caught or get away, as competing hazards.
pub fn search(
    today: &Today,
    params: &Params,
    border: Border,
    residents: &mut Residents,
    rings: &mut Rings,
    log: &mut impl Log,
) {
    let open = rings.cases.iter_mut().enumerate().filter(|(_, case)| case.wanted > 0);
    for (number, case) in open {
        let county = case.county as usize;
        let (multiple, lockdown) = (today.standing.investigate[county], today.standing.lockdown[county]);
        let hazard = multiple * params.caught_per_year + params.flee_per_year * (1.0 - lockdown);
        let mut draws = today.draws(Purpose::Wanted, 0, number as u32);
        let over = draws.binomial(case.wanted, daily_probability(hazard / 365.0));
        let caught = draws.binomial(over, caught_in_the_end(params, multiple, lockdown));
        case.wanted -= over;
        if over > 0 {
            log.happened(&Fact::Search(Search {
                day: today.day,
                county: case.county,
                caught,
                escaped: over - caught,
            }));
        }
        let until = today.day + 1 + params.detention_days as u32;
        let of_county = border.counties[county].residents;
        for _ in 0..if of_county > 0 { caught } else { 0 } {
            // Residents of the county, by lot; one who is away already is not there to be caught.
            let resident = draws.below(of_county);
            if residents.at_home(county, resident) {
                residents.leave_home(county, resident, Whereabouts::Detained(until));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lockdown_and_an_investigation_raise_the_chance_of_catching_the_wanted() {
        let params = Params {
            caught_per_year: 3.0,
            flee_per_year: 12.0,
            ..Params::default()
        };
        assert!((caught_in_the_end(&params, 1.0, 0.0) - 0.2).abs() < 1e-12);
        assert!((caught_in_the_end(&params, 4.0, 0.0) - 0.5).abs() < 1e-12);
        assert_eq!(caught_in_the_end(&params, 1.0, 1.0), 1.0);
        assert_eq!(caught_in_the_end(&Params::default(), 1.0, 1.0), 0.0);
    }
}
