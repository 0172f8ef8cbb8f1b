//! Oversight: watchers watch watchers, and inspectors watch all. Reads complicity, who stands where, inspection and collective punishment by
//! order; owns waiting times until a guard is noticed and punishments, and puts recruits in the place of those found out.
//!
//! Source: penalties and the answering of units for their members (scenario). Assumed: hazards of discovery add up; an inspector cannot be bought.

use crate::chance::{Purpose, Stream};
use crate::facts::{Activity, Discovery, Fact, Log, PaidFor, Payee, Payment};
use crate::given::Border;
use crate::mechanisms::branding;
use crate::mechanisms::bribe::Terms;
use crate::mechanisms::patrol::{self, Recruits};
use crate::parameter::numbers;
use crate::today::Today;
use crate::units::Money;
use crate::world::guard::{self, Posts};
use crate::world::segment::Segments;

numbers! {
    /// The numbers of this mechanism.
    pub struct Params {
        /// Hazard of discovery by inspectors per passage on a guard's account, without any order.
        inspectors: f64 = "per unit of complicity and year", 0.0..=1000.0;
        /// Rate at which a guard's undiscovered complicity is forgotten.
        forget_per_year: f64 = "per year", 0.0..=1000.0;
        /// Share of the guards found out who are prosecuted, beyond discharge.
        prosecute: f64 = "share", 0.0..=1.0;
        /// Chance that a case found while collective punishment is in force has the whole unit rotated.
        rotate_unit: f64 = "probability", 0.0..=1.0;
    }
}

/// Officers who answer for a unit: its commander, its political and its security officer (s000-guilt-by-association).
pub const OFFICERS: u32 = 3;

/// Oversight for a day: inspectors and every watching force, as competing hazards; a watcher who finds something may be
/// bought by the rule of [`super::bribe`] in turn. Those found out are discharged and replaced; where units answer together, the
/// whole unit may be rotated. Each guard lives through his hazard until the waiting time drawn for him is over, which is the
/// same as a daily chance of `1 − e^{−hazard}` and takes no draw a day.
pub fn step(
    today: &Today,
    (params, branding): (&Params, &branding::Params),
    terms: Terms,
    recruits: Recruits,
    segments: &Segments,
    posts: &mut Posts,
    log: &mut impl Log,
) {
    let mut noticed = Vec::new();
    for force in 0..terms.border.forces.len() {
        if posts.accounts(force).is_empty() {
            continue;
        }
        let rates = rates(today, params, terms.border, force, segments, posts);
        for account in posts.accounts_mut(force) {
            account.unnoticed -= rates[account.segment as usize] * account.complicity;
            if account.unnoticed <= 0.0 {
                noticed.push((force, account.segment as usize, account.place as usize));
            }
        }
    }
    // Accounts stand in no particular order.
    noticed.sort_unstable();
    let oversight = Oversight {
        today,
        params,
        branding,
        terms,
        recruits,
        segments,
    };
    for case in noticed {
        oversight.notice(case, posts, log);
    }
}

/// Hazard of discovery per day and unit of complicity, by segment: inspectors and all who watch this force there.
fn rates(today: &Today, params: &Params, border: Border, force: usize, segments: &Segments, posts: &Posts) -> Vec<f64> {
    let forces = border.forces.iter().enumerate();
    let watchers: Vec<(usize, f64)> = forces
        .filter(|(_, watcher)| watcher.watches.contains(&force))
        .map(|(number, watcher)| (number, watcher.numbers.oversight))
        .collect();
    let mut rates = vec![0.0; segments.len()];
    for county in 0..border.counties.len() {
        let inspectors = inspectors(today, params, county);
        for &(watcher, oversight) in &watchers {
            let watching = segments
                .of(county)
                .map(|s| oversight * f64::from(posts.headcount(watcher, s)));
            rates[segments.of(county)]
                .iter_mut()
                .zip(watching)
                .for_each(|(rate, watching)| *rate += watching);
        }
        rates[segments.of(county)]
            .iter_mut()
            .for_each(|rate| *rate = (*rate + inspectors) / 365.0);
    }
    rates
}

/// Hazard of the inspectors of a county, per year and unit of complicity.
fn inspectors(today: &Today, params: &Params, county: usize) -> f64 {
    params.inspectors * today.standing.inspect[county]
}

/// What a case is decided by and does not change.
struct Oversight<'a> {
    today: &'a Today<'a>,
    params: &'a Params,
    branding: &'a branding::Params,
    terms: Terms<'a>,
    recruits: Recruits,
    segments: &'a Segments,
}

impl Oversight<'_> {
    /// Somebody noticed a guard (force, segment, place): who, in proportion to the hazards; a watcher may be bought, an inspector is not.
    fn notice(&self, (force, s, p): (usize, usize, usize), posts: &mut Posts, log: &mut impl Log) {
        // A case of the same day may have replaced him.
        let account = posts.account(force, s, p);
        if account.is_none_or(|account| account.unnoticed > 0.0) {
            return;
        }
        let mut draws = self.today.draws(Purpose::Oversight, force, guard::number(s, p));
        posts.account_mut(force, s, p).unnoticed = -libm::log(draws.fine());
        if let Some(watcher) = self.who((force, s), &mut draws, posts) {
            let place = draws.below(posts.at(watcher, s).len() as u32) as usize;
            if self.bought((watcher, s, place), force, posts, log) {
                return;
            }
        }
        let lots = [draws.uniform(), draws.uniform(), draws.uniform()];
        self.punish((force, s, p), lots, posts, log);
    }

    /// The force that noticed a guard of another on a segment; `None`: the inspectors.
    fn who(&self, (force, s): (usize, usize), draws: &mut Stream, posts: &Posts) -> Option<usize> {
        let forces = self.terms.border.forces;
        let watching = |w: usize| match forces[w].watches.contains(&force) {
            true => forces[w].numbers.oversight * posts.at(w, s).len() as f64,
            false => 0.0,
        };
        let by_inspectors = inspectors(self.today, self.params, self.segments.county[s] as usize);
        let all = by_inspectors + (0..forces.len()).map(watching).sum::<f64>();
        let mut lot = draws.uniform() * all - by_inspectors;
        if lot < 0.0 {
            return None;
        }
        (0..forces.len()).find(|w| {
            lot -= watching(*w);
            lot < 0.0
        })
    }

    /// Whether the guard who was found can pay the watcher to keep quiet: he offers his layer's share of a run's worth. Nobody can where
    /// every case must be processed, whoever is involved.
    fn bought(
        &self,
        (watcher, segment, place): (usize, usize, usize),
        guard: usize,
        posts: &mut Posts,
        log: &mut impl Log,
    ) -> bool {
        let county = self.segments.county[segment];
        if self.today.standing.no_exceptions[county as usize] {
            return false;
        }
        let at = (watcher, segment, place);
        let price = self.terms.price(posts, county as usize, at, Activity::Smuggle);
        let offer = self.terms.offer(guard, Activity::Smuggle);
        let Some(paid) = self.terms.deal(price, offer) else {
            return false;
        };
        let amount = Money::from_units(paid);
        posts.pay(watcher, segment, place, 1, amount);
        log.happened(&Fact::Payment(Payment {
            day: self.today.day,
            county,
            to: Payee::Guard(watcher as u8),
            purpose: PaidFor::Silence,
            amount,
            count: 1,
        }));
        true
    }

    /// Discharges one found out, replaces him, frightens his unit; where units answer together, its officers are punished
    /// with him and the whole unit is rotated; a brand is shown. By lot: whether he is tried, whether his unit answers, and whether he is
    /// posted again.
    fn punish(
        &self,
        (force, segment, place): (usize, usize, usize),
        [tried, rotated, again]: [f64; 3],
        posts: &mut Posts,
        log: &mut impl Log,
    ) {
        let county = self.segments.county[segment];
        let unit = posts.unit(force, segment);
        let collective = self.today.standing.collective[county as usize];
        let branded = self.today.standing.brand[county as usize];
        let prosecuted = tried < self.params.prosecute;
        let posted_again = branding::posted_again(self.branding, branded, prosecuted, again);
        let answers = collective && rotated < self.params.rotate_unit;
        log.happened(&Fact::Discovery(Discovery {
            day: self.today.day,
            county,
            force: force as u8,
            ring: false,
            prosecuted,
            branded,
            posted_again,
            officers: if answers { OFFICERS } else { 0 },
        }));
        posts.punished[unit] += 1;
        let mut next = self.recruits.guard(force, segment, place);
        if posted_again {
            next.since -= guard::KNOWS_THE_LINE_DAYS;
        }
        posts.replace(force, segment, place, next);
        if branded {
            branding::show((force, unit), county as usize, self.segments, posts);
        }
        if answers {
            posts.punished[unit] += OFFICERS;
            patrol::relieve_unit((force, unit), county as usize, self.recruits, self.segments, posts, log);
        }
    }
}
