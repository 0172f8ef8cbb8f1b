//! A day of attempts by another hand: written from docs/model.md §7.6 to §7.8, one resident after the other, nothing kept
//! from day to day, no search but through everything. Event by event it must be what the model's exhaustive engine does.

mod common;

use amnok_model::chance::{Luck, Purpose, Words};
use amnok_model::day::first_morning;
use amnok_model::facts::{Activity, Incident, Outcome};
use amnok_model::given::{Order, OrderKind, Posting};
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::attempt::place::Choices;
use amnok_model::mechanisms::attempt::trial::{self, Morning};
use amnok_model::mechanisms::attempt::who::Asking;
use amnok_model::mechanisms::bribe::{self, Terms, tariff::Tariff};
use amnok_model::mechanisms::orders::{self, Orders};
use amnok_model::mechanisms::passage::{Setting, draw_index};
use amnok_model::mechanisms::patrol::{self, Recruits, sight::Sight};
use amnok_model::mechanisms::{mine, remittance, season};
use amnok_model::today::Today;
use amnok_model::units::Money;
use amnok_model::world::World;
use amnok_model::world::standing::Standing;
use amnok_model::{Engine, world::guard::Account};
use std::collections::BTreeSet;

const MONTH: usize = 0;

/// The day that is lived twice: late enough that guards of every force have come to deals.
const DAY: u32 = 60;

/// What stands by orders given long before.
fn standing(inputs: &Inputs) -> (Standing, Vec<Order>) {
    let orders = Orders {
        issued: &[],
        scripted: &inputs.orders,
    };
    let mut standing = Standing::default();
    orders::step(0, inputs.border(), orders, &mut standing);
    (standing, orders.due(0))
}

/// On what terms guards can be bought.
fn terms<'a>(inputs: &'a Inputs, standing: &'a Standing, morale: &'a [f64]) -> Terms<'a> {
    Terms {
        params: &inputs.parameters.bribe,
        border: inputs.border(),
        standing,
        morale,
    }
}

/// The border on a morning, with every order given long before.
fn morning(inputs: &Inputs, luck: Luck) -> (World, Standing) {
    let mut world = first_morning(inputs, luck);
    let (standing, due) = standing(inputs);
    let (p, border) = (&inputs.parameters, inputs.border());
    let today = Today {
        orders: &due,
        ..Today::plain(0, luck, &standing)
    };
    let recruits = Recruits::of(&today, p.bribe.tolerance_sigma);
    let morale = world.counties.morale.clone();
    let terms = terms(inputs, &standing, &morale);
    let (segments, posts) = (&mut world.segments, &mut world.posts);
    bribe::begin(&today, terms, segments, posts);
    season::step(&today, &p.season, &mut world.counties);
    mine::step(&today, &p.mine, border, recruits, segments, posts, &mut ());
    patrol::step(&today, &p.patrol, border, recruits, segments, posts, &mut ());
    let later = Today::plain(DAY, luck, &standing);
    bribe::step(&later, terms, p.inspection.forget_per_year, segments, posts);
    // Residents do not believe the same of every segment.
    for (segment, belief) in world.segments.belief.iter_mut().enumerate() {
        *belief = 0.05 + 0.11 * (segment % 7) as f64;
    }
    // Somebody waits on the far bank less often than usual, and goods are dear.
    world.counties.openness = vec![0.7, 0.9];
    world.counties.draw = vec![1.1, 1.3];
    // In one county less money comes from kin than usual, in the other more.
    world.remittances.index = vec![0.4, 1.3];
    (world, standing)
}

/// What the model's exhaustive engine makes of the day.
fn lived(inputs: &Inputs, luck: Luck, standing: &Standing, world: &mut World) -> Vec<Incident> {
    let (p, border, today) = (&inputs.parameters, inputs.border(), Today::plain(DAY, luck, standing));
    let morale = world.counties.morale.clone();
    let terms = terms(inputs, standing, &morale);
    let World {
        segments,
        posts,
        counties,
        residents,
        remittances,
        ..
    } = world;
    let (mut sight, mut tariff) = (Sight::default(), Tariff::default());
    let mut choices = Choices::new(&p.attempt, border, segments);
    sight.look(&today, &p.patrol, border, segments, posts);
    tariff.quote(terms, segments, posts);
    choices.make(&today, &p.attempt, border, segments, &tariff, counties);
    let morning = Morning {
        params: &p.attempt,
        setting: Setting {
            today: &today,
            params: &p.passage,
            terms,
            sight: &sight,
            command: p.patrol.command,
            far_bank: p.neighbour.far_bank(),
        },
        asking: &Asking::new(Engine::Exhaustive, &p.attempt),
        choices: &choices,
        from_kin: &remittance::means_by_county(&p.remittance, remittances),
        death_weight: p.belief.death_weight,
    };
    let mut found = Vec::new();
    trial::step(&morning, &mut tariff, segments, posts, counties, residents, &mut found);
    found
}

/// The same day, plainly.
struct Plain<'a> {
    inputs: &'a Inputs,
    standing: &'a Standing,
    world: &'a World,
    luck: Luck,
}

impl Plain<'_> {
    /// r = (tolerance · π · J · severity · (1 + collective) − sympathy·(2 − M))⁺
    fn reservation(&self, force: usize, s: usize, tolerance: f64, activity: Activity) -> f64 {
        let (p, county) = (&self.inputs.parameters.bribe, self.world.segments.county[s] as usize);
        let severity = if activity == Activity::Leave {
            p.severity_leave
        } else {
            1.0
        };
        let fear = self.world.posts.fear[self.world.posts.unit(force, s)];
        let penalty = self.standing.penalty_days[force] * self.inputs.forces[force].numbers.income_per_day * severity;
        let collective = if self.standing.collective[county] {
            p.collective
        } else {
            0.0
        };
        let sympathy = p.sympathy * (2.0 - self.world.counties.morale[county]);
        (tolerance * fear * penalty * (1.0 + collective) - sympathy).max(0.0)
    }

    /// The price of each layer present on an open segment; `None` where one is not bought.
    fn fees(&self, s: usize, activity: Activity) -> Option<Vec<Money>> {
        let p = &self.inputs.parameters.bribe;
        let value = if activity == Activity::Leave {
            p.value_leave
        } else {
            p.value_smuggle
        };
        let mut fees = Vec::new();
        for force in 0..self.inputs.forces.len() {
            if self.world.posts.at(force, s).is_empty() {
                continue;
            }
            let bought = |a: &&Account| a.segment as usize == s && a.deal_until > 0;
            let deals = self.world.posts.accounts(force).iter().filter(bought);
            let tolerance = deals.map(|a| a.tolerance).fold(f64::INFINITY, f64::min);
            if tolerance == f64::INFINITY {
                return None;
            }
            let r = self.reservation(force, s, tolerance, activity);
            let offer = value * self.inputs.forces[force].numbers.value_share;
            if offer < r {
                return None;
            }
            fees.push(Money::from_units(r + p.theta * (offer - r)));
        }
        let sum: Money = fees.iter().copied().sum();
        fees.push(Money::from_units(sum.units() * p.broker_margin));
        Some(fees)
    }

    /// Segments in reach of a county with the pull that each has.
    fn pulls(&self, county: usize) -> Vec<(usize, f64)> {
        let (segments, p) = (&self.world.segments, &self.inputs.parameters.attempt);
        let own = segments.of(county);
        let (near, far) = (segments.middle_km[own.start], segments.middle_km[own.end - 1]);
        let reachable = |s: &usize| (segments.county[*s] as usize).abs_diff(county) <= 1;
        let pull = |s: usize| {
            let river = self.inputs.counties[segments.county[s] as usize].river;
            let ease = self.inputs.rivers[river].ease[MONTH];
            let away = (near - segments.middle_km[s]).max(segments.middle_km[s] - far).max(0.0);
            let belief = libm::exp(-segments.belief[s] / p.search) * ease;
            (s, belief * (libm::exp(-away / p.reach_km) * segments.ease[s]))
        };
        (0..segments.len()).filter(reachable).map(pull).collect()
    }

    /// Hazard before the resident's own multiplier, and chance of going by a deal.
    fn hazard(&self, county: usize, stratum: usize, activity: Activity) -> (f64, f64) {
        let (p, c, k) = (
            &self.inputs.parameters.attempt,
            &self.inputs.counties[county],
            &self.inputs.strata[stratum],
        );
        let leave = activity == Activity::Leave;
        let pick = |a: f64, b: f64| if leave { a } else { b };
        let (mut risk, mut all, mut paid, mut open) = (0.0, 0.0, 0.0, 0.0);
        for (s, pull) in self.pulls(county) {
            all += pull;
            risk += pull * self.world.segments.belief[s];
            if let Some(fees) = self.fees(s, activity) {
                open += pull;
                paid += pull * fees.into_iter().sum::<Money>().units();
            }
        }
        let price = (open > 0.0).then(|| paid / open);
        let from_kin = if k.kin {
            1.0 + self.inputs.parameters.remittance.means_share * (self.world.remittances.index[county] - 1.0)
        } else {
            1.0
        };
        let median = pick(p.means_leave, p.means_smuggle) * k.means * from_kin;
        let paying = match price {
            None => 0.0,
            Some(price) => {
                let x = (libm::log(median) - libm::log(price)) / p.means_sigma;
                0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
            }
        };
        let alone = pick(p.without_means_leave, p.without_means_smuggle);
        let able = paying + (1.0 - paying) * alone;
        let base = pick(p.leave_per_year, p.smuggle_per_year) / 365.0
            * (pick(c.leave_weight, c.smuggle_weight) * pick(k.leave, k.smuggle));
        let drive = pick(p.distress_leave, p.distress_smuggle) * self.world.counties.distress[county]
            - pick(p.risk_leave, p.risk_smuggle) * (risk / all);
        let free = 1.0 - self.standing.lockdown[county] * (1.0 - p.lockdown);
        let counties = &self.world.counties;
        let partner = if leave {
            1.0
        } else {
            counties.openness[county] * counties.draw[county]
        };
        (base * libm::exp(drive) * free * able * partner, paying / able)
    }

    /// Everybody is asked.
    fn powered(&self) -> Vec<Incident> {
        let mut incidents = Vec::new();
        let mut gone = BTreeSet::new();
        for county in 0..self.inputs.counties.len() {
            for stratum in 0..self.inputs.strata.len() {
                for activity in Activity::ALL {
                    let (hazard, paying) = self.hazard(county, stratum, activity);
                    let members = self.world.residents.members(county, stratum);
                    let spread = self.inputs.parameters.attempt.spread;
                    for resident in members.clone() {
                        let (rank, count) = (resident - members.start, members.len() as u64);
                        let class = (u64::from(rank) * 64 / count) as f64;
                        let power = |u: f64| libm::pow(u / 64.0, spread);
                        let multiplier = 64.0 * (power(class + 1.0) - power(class));
                        let place = county + 4096 * activity as usize;
                        let mut draw = self.luck.at(Purpose::Exhaustive, place, resident, DAY);
                        let tries = -libm::log(draw.fine()) <= hazard * multiplier;
                        if !tries || gone.contains(&(county, resident)) {
                            continue;
                        }
                        let words = self.luck.words(Purpose::Attempt, place, resident, DAY);
                        let incident = self.attempt(county, stratum, resident, activity, paying, &words);
                        let home = matches!(incident.outcome, Outcome::TurnedBack)
                            || (incident.outcome == Outcome::Crossed && activity == Activity::Smuggle);
                        if incident.died || !home {
                            gone.insert((county, resident));
                        }
                        incidents.push(incident);
                    }
                }
            }
        }
        incidents
    }

    fn attempt(
        &self,
        county: usize,
        stratum: usize,
        resident: u32,
        activity: Activity,
        paying: f64,
        words: &Words,
    ) -> Incident {
        let deal = words.chance(draw_index::PAYS, paying);
        let among: Vec<(usize, f64)> = self
            .pulls(county)
            .into_iter()
            .filter(|(s, _)| !deal || self.fees(*s, activity).is_some())
            .collect();
        let sum: f64 = among.iter().map(|(_, pull)| pull).sum();
        let mut so_far = 0.0;
        let mut segment = among[among.len() - 1].0;
        for (s, pull) in &among {
            so_far += pull;
            if words.uniform(draw_index::WHERE) * sum < so_far {
                segment = *s;
                break;
            }
        }
        let fee: Money = if deal {
            self.fees(segment, activity).into_iter().flatten().sum()
        } else {
            Money::ZERO
        };
        let mut trial = Trial {
            plain: self,
            words,
            s: segment,
            activity,
            deal: deal && fee > Money::ZERO,
            means: self.inputs.strata[stratum].means,
            seen: 0,
            paid: Money::ZERO,
            force: None,
        };
        let (outcome, died) = trial.pass();
        Incident {
            day: DAY,
            county: county as u16,
            at: self.world.segments.county[segment],
            resident,
            stratum: stratum as u8,
            activity,
            brokered: trial.deal,
            outcome,
            died,
            force: trial.force,
            paid: trial.paid + if trial.deal { fee } else { Money::ZERO },
        }
    }
}

/// One passage, obstacle by obstacle.
struct Trial<'a> {
    plain: &'a Plain<'a>,
    words: &'a Words,
    s: usize,
    activity: Activity,
    deal: bool,
    means: f64,
    seen: usize,
    paid: Money,
    force: Option<u8>,
}

impl Trial<'_> {
    fn pass(&mut self) -> (Outcome, bool) {
        let (inputs, world, s) = (self.plain.inputs, self.plain.world, self.s);
        let (p, c) = (&inputs.parameters.passage, world.segments.county[s] as usize);
        let uncovered = if self.deal {
            1.0 - inputs.parameters.bribe.cover
        } else {
            1.0
        };
        let patrolled = !world.posts.at(0, s).is_empty();
        // Zone, then those before the barriers: one waiting time.
        let zone = p.zone_stop * self.plain.standing.zone_km[c] * uncovered;
        let wait = self.words.wait(draw_index::FRONT);
        if wait <= zone {
            let armed = p.zone_fire * self.fire(0);
            if patrolled && self.words.uniform(draw_index::SIGHTING + 2) < armed {
                self.force = Some(0);
                return self.under_fire(0, draw_index::SIGHTING);
            }
            return stopped(self.words.chance(draw_index::ZONE_ARREST, p.zone_arrest));
        }
        if let Some(end) = self.watched(false, wait - zone) {
            return end;
        }
        let (condition, powered) = (world.segments.condition[s], world.counties.powered[c]);
        let camera = world.segments.camera[s] * condition * p.camera_sight * p.camera_response;
        if !self.deal
            && powered
            && patrolled
            && self.words.uniform(draw_index::CAMERA) < camera
            && let Some(end) = self.sighted(0)
        {
            return end;
        }
        let mut delay = 0.0;
        if self.words.uniform(draw_index::FENCE) < world.segments.fence[s] * condition {
            if self.deal || !powered {
                delay += p.fence_delay;
            } else if self.words.uniform(draw_index::FENCE_GAP) >= p.fence_gap {
                let dies = self.words.uniform(draw_index::FENCE_DEATH) < p.fence_death;
                return if dies {
                    (Outcome::Electrocuted, true)
                } else {
                    (Outcome::TurnedBack, false)
                };
            }
        }
        if self.words.uniform(draw_index::WALL) < world.segments.wall[s] * condition {
            if self.words.uniform(draw_index::WALL_TURN_BACK) < p.wall_turn_back {
                return (Outcome::TurnedBack, false);
            }
            delay += p.wall_delay;
        }
        if delay > 0.0
            && patrolled
            && self.words.wait(draw_index::DELAY) <= self.sight(0) * delay
            && let Some(end) = self.sighted(0)
        {
            return end;
        }
        let mines = world.segments.mines[s] * uncovered * p.mine_width_km;
        if mines > 0.0 && self.words.wait(draw_index::MINE) <= mines {
            return (Outcome::Mine, self.words.uniform(draw_index::MINE_DEATH) < p.mine_death);
        }
        if let Some(end) = self.watched(true, self.words.wait(draw_index::BEHIND)) {
            return end;
        }
        let drown = inputs.rivers[inputs.counties[c].river].drown[MONTH];
        let neighbour = &inputs.parameters.neighbour;
        let leaves = self.activity == Activity::Leave;
        let catch = if leaves {
            neighbour.catch_leave
        } else {
            neighbour.catch_smuggle
        };
        let caught = catch * world.counties.policing[c];
        let u = self.words.uniform(draw_index::FAR_BANK);
        if u < drown {
            (Outcome::Drowned, true)
        } else if u < drown + (1.0 - drown) * caught {
            let over = leaves || self.words.uniform(draw_index::HANDED_OVER) < neighbour.handed_over;
            match (leaves, self.plain.standing.returns_halted[c]) {
                (true, true) => (Outcome::Held, false),
                (_, false) if over => (Outcome::SentBack, false),
                _ => (Outcome::Fined, false),
            }
        } else {
            (Outcome::Crossed, false)
        }
    }

    /// κ · on duty · guards/km · visibility · attention, times the trip's exposure, less what a deal covers.
    fn sight(&self, force: usize) -> f64 {
        let (inputs, world, standing) = (self.plain.inputs, self.plain.world, self.plain.standing);
        let c = world.segments.county[self.s] as usize;
        let p = &inputs.parameters;
        let per_km = world.posts.at(force, self.s).len() as f64 / world.segments.length_km[self.s];
        let far_bank = if standing.far_bank[c] {
            1.0 - p.patrol.far_bank_attention
        } else {
            1.0
        };
        let attention = (1.0 + p.patrol.alert_attention * standing.alert[c]) * far_bank;
        let visibility = inputs.rivers[inputs.counties[c].river].visibility[MONTH];
        let trip = if self.activity == Activity::Smuggle {
            p.passage.smuggle_exposure
        } else {
            1.0
        };
        let uncovered = if self.deal { 1.0 - p.bribe.cover } else { 1.0 };
        inputs.forces[force].numbers.detection * p.patrol.on_duty * per_km * visibility * attention * trip * uncovered
    }

    fn watched(&mut self, behind: bool, mut wait: f64) -> Option<(Outcome, bool)> {
        for force in 0..self.plain.inputs.forces.len() {
            if self.plain.inputs.forces[force].behind != behind {
                continue;
            }
            let sight = self.sight(force);
            if wait > sight {
                wait -= sight;
                continue;
            }
            if let Some(end) = self.sighted(force) {
                return Some(end);
            }
            wait = self.words.wait(draw_index::SIGHTING + 8 * self.seen - 1);
        }
        None
    }

    fn sighted(&mut self, force: usize) -> Option<(Outcome, bool)> {
        let (inputs, plain) = (self.plain.inputs, self.plain);
        let first = draw_index::SIGHTING + 8 * self.seen;
        self.seen += 1;
        let guards = plain.world.posts.at(force, self.s);
        if guards.is_empty() {
            return None;
        }
        let guard = &guards[(self.words.uniform(first) * guards.len() as f64) as usize];
        let b = &inputs.parameters.bribe;
        let mean = if self.activity == Activity::Leave {
            b.spot_leave
        } else {
            b.spot_smuggle
        };
        let offer = self.words.wait(first + 1) * mean * self.means;
        let r = plain.reservation(force, self.s, guard.tolerance, self.activity);
        if offer >= r {
            self.paid += Money::from_units(r + b.theta * (offer - r));
            return None;
        }
        self.force = Some(force as u8);
        let numbers = &inputs.forces[force].numbers;
        if self.words.uniform(first + 2) < self.fire(force) {
            return Some(self.under_fire(force, first));
        }
        Some(stopped(self.words.uniform(first + 5) < numbers.arrest))
    }
}

impl Trial<'_> {
    /// Readiness to fire: by order, and for those who are not embedded themselves part of the way to that of an embedded force beside them.
    fn fire(&self, force: usize) -> f64 {
        let (inputs, world, fire) = (self.plain.inputs, self.plain.world, &self.plain.standing.fire);
        let c = world.segments.county[self.s] as usize;
        let mut highest = fire[force][c];
        if inputs.forces[force].posting != Posting::Embedded {
            for (other, data) in inputs.forces.iter().enumerate() {
                let beside = data.posting == Posting::Embedded && !world.posts.at(other, self.s).is_empty();
                if beside {
                    highest = highest.max(fire[other][c]);
                }
            }
        }
        let ordered = fire[force][c] + inputs.parameters.patrol.command * (highest - fire[force][c]);
        let known = match self.activity {
            Activity::Leave => 1.0,
            Activity::Smuggle => inputs.parameters.passage.fire_smuggle,
        };
        known * ordered
    }

    fn under_fire(&self, force: usize, first: usize) -> (Outcome, bool) {
        let inputs = self.plain.inputs;
        if self.words.uniform(first + 3) < inputs.forces[force].numbers.hit {
            let dies = self.words.uniform(first + 4) < inputs.parameters.passage.shot_death;
            return (Outcome::Shot, dies);
        }
        (Outcome::TurnedBack, false)
    }
}

fn stopped(arrested: bool) -> (Outcome, bool) {
    (
        if arrested {
            Outcome::Arrested
        } else {
            Outcome::TurnedBack
        },
        false,
    )
}

/// Every order already given, everybody keen, so that a single day holds every kind of event.
fn full(residents: u32) -> Inputs {
    let mut inputs = common::busy_border(1, residents);
    for order in &mut inputs.orders {
        order.day = if order.kind == OrderKind::Deploy { 0 } else { -1 };
    }
    inputs
        .orders
        .retain(|order| !matches!(order.kind, OrderKind::Withdraw | OrderKind::Rotate | OrderKind::Embed));
    let attempt = &mut inputs.parameters.attempt;
    (attempt.leave_per_year, attempt.smuggle_per_year, attempt.lockdown) = (60.0, 90.0, 0.5);
    inputs.parameters.passage.smuggle_exposure = 1.7;
    inputs.forces[1].numbers.detection = 0.4;
    inputs.parameters.bribe.deal_per_year = 400.0;
    inputs
}

#[test]
fn a_day_by_another_hand_is_the_same_event_by_event() {
    let mut kinds = BTreeSet::new();
    for replicate in 0..12 {
        let inputs = full(1_500);
        let luck = Luck { seed: 99, replicate };
        let (mut world, standing) = morning(&inputs, luck);
        let plain = Plain {
            inputs: &inputs,
            standing: &standing,
            world: &world,
            luck,
        };
        let expected = plain.powered();
        let found = lived(&inputs, luck, &standing, &mut world);
        assert_eq!(found.len(), expected.len(), "replicate {replicate}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "replicate {replicate}");
        }
        kinds.extend(found.iter().map(|incident| (incident.outcome, incident.brokered)));
    }
    // Nothing is compared that did not happen: every outcome, with and without a deal where that can be.
    for outcome in Outcome::ALL {
        assert!(
            kinds.iter().any(|(kind, _)| *kind == outcome),
            "{} never happened",
            outcome.name()
        );
    }
    assert!(kinds.contains(&(Outcome::Crossed, true)) && kinds.contains(&(Outcome::Crossed, false)));
}
