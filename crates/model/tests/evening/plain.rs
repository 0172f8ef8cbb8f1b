//! What is expected of an evening, plainly.

use crate::{COMES, COUNTIES, LUCK};
use amnok_model::chance::Purpose;
use amnok_model::facts::{Activity, Discovery, Fact, Incident, Outcome, PaidFor, Payee, Payment, Relief, Step, Victim};
use amnok_model::given::{Order, OrderKind};
use amnok_model::inputs::Inputs;
use amnok_model::units::Money;
use amnok_model::world::World;

/// What is known of a day: the morning, and what was said of it.
pub struct Day<'a> {
    pub inputs: &'a Inputs,
    pub day: u32,
    pub morning: &'a World,
    pub facts: &'a [Fact],
}

impl Day<'_> {
    /// The order of that kind that counts in a county today: the last one given that holds.
    fn order(&self, kind: OrderKind, county: usize) -> Option<&Order> {
        let day = self.day as i32;
        let holds = |o: &&Order| {
            o.kind == kind && o.counties.contains(&county) && o.day <= day && o.end.is_none_or(|end| day < end)
        };
        self.inputs.orders.iter().rfind(holds)
    }

    /// Guards of a force in a county, after what was ordered today.
    fn guards(&self, force: usize, _county: usize) -> f64 {
        let deployed = force < 2 || self.day >= COMES;
        f64::from(u8::from(deployed))
    }

    /// How many attempts in a county were such and such.
    fn attempts(&self, keep: impl Fn(&Incident) -> bool) -> f64 {
        let kept = |fact: &&Fact| matches!(fact, Fact::Attempt(incident) if keep(incident));
        self.facts.iter().filter(kept).count() as f64
    }

    /// Passages on a guard's account this evening: what was there fades and, below a hundredth, is gone; each that was paid for is one more.
    fn account(&self, force: usize, county: usize) -> f64 {
        let before = self.morning.posts.account(force, county, 0);
        let forget = self.inputs.parameters.inspection.forget_per_year;
        let mut passages = before.map_or(0.0, |account| account.complicity) * libm::exp(-forget / 365.0);
        if passages < 0.01 {
            passages = 0.0;
        }
        for fact in self.facts {
            let Fact::Payment(paid) = fact else { continue };
            if paid.to != Payee::Guard(force as u8) || usize::from(paid.county) != county {
                continue;
            }
            passages += match paid.purpose {
                PaidFor::OnTheSpot(_) => 1.0,
                PaidFor::Deal(activity) => {
                    self.attempts(|i| usize::from(i.at) == county && i.brokered && i.activity == activity)
                }
                PaidFor::Ring | PaidFor::Silence => 0.0,
            };
        }
        passages
    }

    /// Hazards a year at which a guard is found, for each passage: by the inspectors, and by each force that watches his.
    fn hazards(&self, force: usize, county: usize) -> (f64, Vec<f64>) {
        let multiple = self.order(OrderKind::Inspect, county).map_or(1.0, |order| order.size);
        let watching = |watcher: usize| {
            let other = &self.inputs.forces[watcher];
            match other.watches.contains(&force) {
                true => other.numbers.oversight * self.guards(watcher, county),
                false => 0.0,
            }
        };
        let by_watchers = (0..self.inputs.forces.len()).map(watching).collect();
        (self.inputs.parameters.inspection.inspectors * multiple, by_watchers)
    }

    /// r = (tolerance · π · (J + stigma) · (1 + collective) − sympathy·(2 − M))⁺ + danger · fire of a battery, for a run.
    fn price(&self, force: usize, county: usize) -> f64 {
        let (p, numbers) = (&self.inputs.parameters.bribe, &self.inputs.forces[force].numbers);
        let posts = &self.morning.posts;
        let days = self
            .order(OrderKind::Penalty, county)
            .filter(|order| order.force == Some(force));
        let days = days.map_or(numbers.penalty_days, |order| order.size);
        let stigma = self.order(OrderKind::Brand, county);
        let days = days + stigma.map_or(0.0, |_| self.inputs.parameters.branding.stigma_days);
        let together = self.order(OrderKind::Collective, county).map_or(0.0, |_| p.collective);
        let fear = posts.fear[posts.unit(force, county)];
        let lost = posts.at(force, county)[0].tolerance * fear * days * numbers.income_per_day * (1.0 + together);
        let battery = |f: &usize| *f != force && self.inputs.forces[*f].behind && self.guards(*f, county) > 0.0;
        let fire = |f: usize| {
            let ordered = self
                .order(OrderKind::Fire, county)
                .filter(|order| order.force == Some(f));
            ordered.map_or(self.inputs.forces[f].numbers.fire, |order| order.size)
        };
        let guns = (0..self.inputs.forces.len())
            .filter(battery)
            .map(fire)
            .fold(0.0, f64::max);
        let danger = self.inputs.parameters.deterrence.danger * guns;
        (lost - p.sympathy * (2.0 - self.morning.counties.morale[county])).max(0.0) + danger
    }

    /// Cases of the evening, in order, and how many punishments each unit sees: by force, then county.
    pub fn oversight(&self) -> (Vec<Fact>, Vec<Vec<u32>>) {
        let posts = |force| (0..COUNTIES).map(move |county| (force, county));
        let cases = (0..self.inputs.forces.len())
            .flat_map(posts)
            .flat_map(|at| self.case(at));
        let cases: Vec<Fact> = cases.collect();
        let mut punished = vec![vec![0; COUNTIES]; self.inputs.forces.len()];
        for case in &cases {
            if let Fact::Discovery(found) = case {
                punished[usize::from(found.force)][usize::from(found.county)] += 1 + found.officers;
            }
        }
        (cases, punished)
    }

    /// What comes of a guard tonight: nothing; or somebody notices him, and is bought or has him punished.
    fn case(&self, (force, county): (usize, usize)) -> Vec<Fact> {
        if self.morning.posts.at(force, county).is_empty() {
            return vec![];
        }
        let mut opened = self.morning.posts.clone();
        let left = opened.account_mut(force, county, 0).unnoticed;
        let (inspectors, watchers) = self.hazards(force, county);
        let all = inspectors + watchers.iter().sum::<f64>();
        if left - all / 365.0 * self.account(force, county) > 0.0 {
            return vec![];
        }
        let mut draws = LUCK.at(Purpose::Oversight, force, (county as u32) << 12, self.day);
        let _next_waiting_time = draws.fine();
        let mut lot = draws.uniform() * all - inspectors;
        let watcher = match lot < 0.0 {
            true => None,
            false => (0..watchers.len()).find(|w| {
                lot -= watchers[*w];
                lot < 0.0
            }),
        };
        if let Some(watcher) = watcher {
            let _place = draws.below(1);
            if let Some(paid) = self.silence((force, county), watcher) {
                return vec![paid];
            }
        }
        let lots = [draws.uniform(), draws.uniform(), draws.uniform()];
        self.punishment((force, county), lots)
    }

    /// What the guard who was noticed pays the watcher, if his layer's share of a run reaches the watcher's price, and exceptions are made.
    fn silence(&self, (force, county): (usize, usize), watcher: usize) -> Option<Fact> {
        let p = &self.inputs.parameters.bribe;
        let offer = p.value_smuggle * self.inputs.forces[force].numbers.value_share;
        let price = self.price(watcher, county);
        let paid = Fact::Payment(Payment {
            day: self.day,
            county: county as u16,
            to: Payee::Guard(watcher as u8),
            purpose: PaidFor::Silence,
            amount: Money::from_units(price + p.theta * (offer - price)),
            count: 1,
        });
        (offer >= price && self.order(OrderKind::NoExceptions, county).is_none()).then_some(paid)
    }

    /// By lot: whether he is tried; whether his unit answers, where units do; whether he is posted again, where nobody is branded.
    fn punishment(&self, (force, county): (usize, usize), [tried, unit, again]: [f64; 3]) -> Vec<Fact> {
        let p = &self.inputs.parameters.inspection;
        let answers = unit < p.rotate_unit && self.order(OrderKind::Collective, county).is_some();
        let branded = self.order(OrderKind::Brand, county).is_some();
        let found = Fact::Discovery(Discovery {
            day: self.day,
            county: county as u16,
            force: force as u8,
            ring: false,
            prosecuted: tried < p.prosecute,
            branded,
            posted_again: !branded && tried >= p.prosecute && again < self.inputs.parameters.branding.posted_again,
            officers: if answers { 3 } else { 0 },
        });
        let relieved = Fact::Relief(Relief {
            day: self.day,
            county: county as u16,
            force: force as u8,
            guards: 1,
        });
        if answers { vec![found, relieved] } else { vec![found] }
    }

    /// What residents believe of each county tonight.
    pub fn belief(&self) -> Vec<f64> {
        let p = &self.inputs.parameters.belief;
        let weight = |died: bool| if died { p.death_weight } else { 1.0 };
        let seen: Vec<(f64, f64)> = (0..COUNTIES)
            .map(|county| {
                let of = |died: bool, failed: bool| {
                    let end = |i: &Incident| i.outcome != Outcome::Crossed;
                    weight(died)
                        * self.attempts(|i| usize::from(i.at) == county && i.died == died && (end(i) || !failed))
                };
                (of(true, false) + of(false, false), of(true, true) + of(false, true))
            })
            .collect();
        let move_to = |belief: f64, share: f64, (tried, failed): (f64, f64)| {
            let to = if tried > 0.0 { failed / tried } else { belief };
            to + (belief - to) * libm::pow(1.0 - share, tried)
        };
        let tonight = |county: usize| {
            let beside = [county.wrapping_sub(1), county + 1];
            let beside: Vec<(f64, f64)> = beside.iter().filter_map(|other| seen.get(*other)).copied().collect();
            let heard = (beside.iter().map(|s| s.0).sum(), beside.iter().map(|s| s.1).sum());
            let mut belief = move_to(self.morning.segments.belief[county], p.learn, seen[county]);
            belief = move_to(belief, p.learn * p.spread, heard);
            let guards: f64 = (0..3).map(|force| self.guards(force, county)).sum();
            let by_eye = 1.0 - (1.0 - p.prior) * libm::exp(-p.by_eye * guards);
            belief + (1.0 - libm::exp(-p.forget_per_year / 365.0)) * (by_eye - belief)
        };
        (0..COUNTIES).map(tonight).collect()
    }

    /// What a unit fears tonight, of what it saw and what those beside it, of the same force, saw.
    pub fn fear(&self, force: usize, county: usize, punished: &[Vec<u32>]) -> f64 {
        let p = &self.inputs.parameters.belief;
        let posts = &self.morning.posts;
        let mut fear = posts.fear[posts.unit(force, county)];
        fear += (1.0 - libm::exp(-p.fear_forget_per_year / 365.0)) * (p.fear_floor - fear);
        let beside = [county.wrapping_sub(1), county + 1];
        let beside: u32 = beside.iter().filter_map(|other| punished[force].get(*other)).sum();
        let calm = libm::pow(1.0 - p.fear_jump, f64::from(punished[force][county]))
            * libm::pow(1.0 - p.fear_jump * p.fear_spread, f64::from(beside));
        1.0 - (1.0 - fear) * calm
    }

    pub fn morale(&self, county: usize) -> f64 {
        let p = &self.inputs.parameters.belief;
        let residents = f64::from(self.inputs.counties[county].residents);
        let more: f64 = (0..3).map(|force| self.guards(force, county)).sum::<f64>() - 2.0;
        let lockdown = self.order(OrderKind::Lockdown, county).map_or(0.0, |order| order.size);
        let crew = |kind| self.order(kind, county).map_or(0.0, |order| order.size);
        let workers = crew(OrderKind::Build) + crew(OrderKind::Repair);
        let seen = self.inputs.parameters.pity.builders * workers / residents;
        let implied = 1.0 - p.morale_scrutiny * more / residents - p.morale_lockdown * lockdown - seen;
        let shot = self.attempts(|i| usize::from(i.at) == county && i.outcome == Outcome::Shot);
        let bystanders = self.hit(county, Victim::Bystander);
        let before = self.morning.counties.morale[county];
        let recovered = before + (1.0 - libm::exp(-p.morale_recover_per_year / 365.0)) * (implied.max(0.0) - before);
        (recovered - p.morale_shooting * (shot + f64::from(bystanders)) * 1000.0 / residents).clamp(0.0, 1.0)
    }

    /// Policing, its target, grievance.
    pub fn neighbour(&self, county: usize) -> [f64; 3] {
        let (p, state) = (&self.inputs.parameters.neighbour, &self.morning.counties);
        let (mut target, mut grievance) = (state.policing_target[county], state.grievance[county]);
        let usual = self.inputs.provinces[0].neighbour_policing;
        let ready = |level: f64, grievance: f64| usual + (level - usual) * libm::exp(-grievance);
        let epidemic = &self.morning.epidemic;
        let ill = epidemic.exposed[county] + epidemic.infectious[county] > 0;
        let infected = |fact: &Fact| matches!(fact, Fact::Infections(new) if usize::from(new.county) == county);
        if !ill && self.facts.iter().any(infected) {
            target = target.max(ready(self.inputs.parameters.epidemic.complaint, grievance));
        }
        for order in self
            .inputs
            .orders
            .iter()
            .filter(|o| o.day == self.day as i32 && o.counties.contains(&county))
        {
            match order.kind {
                OrderKind::Complain => target = target.max(ready(order.size, grievance)),
                OrderKind::Threaten => {
                    target = target.max(order.size);
                    grievance += p.threat_grievance;
                }
                _ => {}
            }
        }
        let day = |per_year: f64| 1.0 - libm::exp(-per_year / 365.0);
        let before = state.policing[county];
        let policing = before + (1.0 - libm::exp(-1.0 / p.response_days)) * (target - before);
        let slack = target + day(p.decay_per_year) * (usual * libm::exp(-grievance) - target);
        [
            policing,
            slack,
            grievance * libm::exp(-p.grievance_forget_per_year / 365.0),
        ]
    }

    /// Persons who took a step abroad today.
    fn steps(&self, county: usize, which: impl Fn(Step) -> bool) -> u32 {
        let of = |fact: &Fact| match fact {
            Fact::Abroad(went) if usize::from(went.county) == county && which(went.step) => went.persons,
            _ => 0,
        };
        self.facts.iter().map(of).sum()
    }

    /// How many were hit today who did not try to cross.
    fn hit(&self, county: usize, who: Victim) -> u32 {
        let of = |fact: &Fact| match fact {
            Fact::Hit(hit) if usize::from(hit.county) == county && hit.who == who => hit.killed + hit.wounded,
            _ => 0,
        };
        self.facts.iter().map(of).sum()
    }

    /// Those abroad: nobody is lost or doubled, whoever is held was caught, nobody is sent back where that is halted; who arrives sends money.
    pub fn abroad(&self, county: usize, evening: &World) {
        let (before, after) = (&self.morning.abroad, &evening.abroad);
        let left = self.attempts(|i| usize::from(i.county) == county && self.has_left(i)) as u32;
        let (caught, back) = (
            self.steps(county, |step| step == Step::Caught),
            self.steps(county, |step| step == Step::SentBack),
        );
        let arrived = self.steps(county, |step| matches!(step, Step::Arrived { .. }));
        let set_out = self.steps(county, |step| step == Step::SetOut);
        let settled = |world: &World| world.abroad.settled[county].iter().sum::<u32>();
        // Some of those who are caught on the far bank are held there.
        let taken = self.attempts(|i| usize::from(i.county) == county && i.outcome == Outcome::Held && !i.died) as u32;
        assert_eq!(after.held[county] + back, before.held[county] + caught + taken, "held");
        assert_eq!(after.arrived[county], before.arrived[county] + arrived, "arrived");
        assert_eq!(after.returned[county], before.returned[county] + back, "sent back");
        let home = self.steps(county, |step| matches!(step, Step::CameHome | Step::CaughtComingHome))
            + self.hit(county, Victim::Returnee);
        assert_eq!(after.home[county], before.home[county] + home, "came home");
        let whole = |world: &World| settled(world) + world.abroad.underway[county];
        assert_eq!(
            whole(evening) + caught + arrived + home,
            whole(self.morning) + left,
            "settled or on the way"
        );
        assert!(
            set_out <= before.underway[county] + settled(self.morning),
            "who sets out was there"
        );
        if self.order(OrderKind::HaltReturns, county).is_some() {
            assert_eq!(back, 0, "nobody is sent back");
        }
        let fade = self.inputs.parameters.remittance.fade_per_year;
        let join = f64::from(arrived) * libm::exp(fade * f64::from(self.day) / 365.0);
        let (had, has) = (
            self.morning.remittances.settled[county],
            evening.remittances.settled[county],
        );
        same("senders", has, had + join);
    }

    fn has_left(&self, incident: &Incident) -> bool {
        let leaves = incident.activity == Activity::Leave;
        leaves && incident.outcome == Outcome::Crossed
    }
}

/// The same but for rounding.
pub fn same(what: &str, found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{what}: {found} for {expected}"
    );
}
