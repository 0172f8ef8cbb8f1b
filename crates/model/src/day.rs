//! A run: in what order things happen in a day. The calls, nothing else.
//!
//! [`phases`] is both what is lived through and what is printed: docs/model.md §3 is compared with it.

pub mod kept;

use crate::Engine;
use crate::chance::Luck;
use crate::facts::Log;
use crate::given::Order;
use crate::inputs::Inputs;
use crate::mechanisms::attempt::counts;
use crate::mechanisms::attempt::place::Choices;
use crate::mechanisms::attempt::trial::{self, Morning};
use crate::mechanisms::attempt::who::Asking;
use crate::mechanisms::bribe::{self, Terms, tariff::Tariff};
use crate::mechanisms::deterrence::{self, Battery};
use crate::mechanisms::mine::{self, ground};
use crate::mechanisms::neighbour::{self, Complaint};
use crate::mechanisms::orders::{self, Orders};
use crate::mechanisms::passage::Setting;
use crate::mechanisms::patrol::{self, Recruits, sight::Sight};
use crate::mechanisms::policy::{self, Responses};
use crate::mechanisms::remittance::{self, Usual};
use crate::mechanisms::{
    abroad, barrier, belief, broker, bystander, desertion, economy, epidemic, far_bank, homecoming, inspection,
    livestock, market, officials, outpost, pity, press, ring, season, watch, works,
};
use crate::record::Record;
use crate::record::evening::Evening;
use crate::record::levels;
use crate::record::rows::Rows;
use crate::today::Today;
use crate::world::World;
use crate::world::guard;
use crate::world::orders_in_force::Standing;
use jiff::ToSpan;

/// Lives through the whole period and returns the ledger by month; `log` hears everything that happens.
pub fn run(inputs: &Inputs, luck: Luck, engine: Engine, log: &mut impl Log) -> Rows {
    let record = Record::new(inputs.extent(), log);
    kept::to_the_end(Run::new(inputs, luck, engine), record, |_, _| ())
}

/// Names of the phases of a day, in order.
pub fn phases() -> [&'static str; 10] {
    Run::phases::<()>().map(|(name, _)| name)
}

/// The world on the first morning, with every force at its post.
pub fn first_morning(inputs: &Inputs, luck: Luck) -> World {
    let mut world = World::begin(&inputs.beginning(), luck);
    let recruits = Recruits {
        luck,
        day: 0,
        since: -guard::KNOWS_THE_LINE_DAYS,
        tolerance_sigma: inputs.parameters.bribe.tolerance_sigma,
    };
    let World {
        segments,
        posts,
        counties,
        ..
    } = &mut world;
    let patrol = &inputs.parameters.patrol;
    patrol::begin(patrol, inputs.border(), recruits, segments, posts, counties);
    world
}

/// A run under way.
pub struct Run<'a> {
    inputs: &'a Inputs,
    luck: Luck,
    engine: Engine,
    /// The day to come, from 0.
    day: u32,
    /// The world as it stands.
    pub world: World,
    standing: Standing,
    responses: Responses,
    /// Orders that take effect today.
    due: Vec<Order>,
    between: BetweenSteps,
}

/// What steps keep for themselves: what is fixed for a run, and what one step of a day leaves to another.
#[derive(Clone)]
struct BetweenSteps {
    asking: Asking,
    choices: Choices,
    /// Batteries that are ready to fire today, by county.
    batteries: Vec<Vec<Battery>>,
    sight: Sight,
    tariff: Tariff,
    /// Counties where a disease is new today.
    alarmed: Vec<usize>,
}

/// A phase of a day: its name, and what it does.
type Phase<'a, L> = (&'static str, fn(&mut Run<'a>, &mut Record<'_, L>));

impl<'a> Run<'a> {
    /// On the first morning.
    pub fn new(inputs: &'a Inputs, luck: Luck, engine: Engine) -> Run<'a> {
        let world = first_morning(inputs, luck);
        let (params, border) = (&inputs.parameters.attempt, inputs.border());
        let between = BetweenSteps {
            asking: Asking::new(engine, params),
            choices: Choices::new(params, border, &world.segments),
            batteries: Vec::new(),
            sight: Sight::default(),
            tariff: Tariff::default(),
            alarmed: Vec::new(),
        };
        Run {
            inputs,
            luck,
            engine,
            day: 0,
            world,
            standing: Standing::usual(border),
            responses: Responses::new(inputs.policy.as_ref(), border, inputs.orders.len()),
            due: Vec::new(),
            between,
        }
    }

    /// The phases of a day, in order.
    fn phases<L: Log>() -> [Phase<'a, L>; 10] {
        [
            ("orders", Run::orders),
            ("conditions", Run::conditions),
            ("works", Run::works),
            ("posting", Run::posting),
            ("attempts", Run::attempts),
            ("oversight", Run::oversight),
            ("adaptation", Run::adaptation),
            ("neighbour", Run::neighbour),
            ("abroad", Run::abroad),
            ("telling", Run::telling),
        ]
    }

    /// One day, phase by phase; a month's end closes a period of the record.
    pub fn simulate<L: Log>(&mut self, record: &mut Record<'_, L>) {
        for (_, phase) in Self::phases() {
            phase(self, record);
        }
        #[cfg(debug_assertions)]
        crate::invariants::hold(self.inputs, &self.world, &record.sums);
        record.end_day();
        let month = |day: u32| self.inputs.start.saturating_add(i64::from(day).days()).month();
        if month(self.day + 1) != month(self.day) {
            record.end_period(self.day + 1);
        }
        self.day += 1;
    }

    /// The day as steps are told it, and what they change.
    fn open(&mut self) -> (Today<'_>, &'a Inputs, &mut World, &mut BetweenSteps) {
        let date = self.inputs.start.saturating_add(i64::from(self.day).days());
        let months = i32::from(date.year() - self.inputs.start.year()) * 12
            + i32::from(date.month() - self.inputs.start.month());
        let today = Today {
            day: self.day,
            start: self.inputs.start,
            month: date.month() as usize - 1,
            trade: self.inputs.trade.get(months as usize).copied().unwrap_or(1.0),
            luck: self.luck,
            standing: &self.standing,
            orders: &self.due,
        };
        (today, self.inputs, &mut self.world, &mut self.between)
    }

    fn orders<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (inputs, day) = (self.inputs, self.day);
        let layers = (inputs.forces.as_slice(), &self.world.posts);
        for own in policy::step(day, inputs.policy.as_ref(), &record.files, layers, &mut self.responses) {
            record.happened(&own);
        }
        let orders = Orders {
            issued: &self.responses.issued,
            scripted: &inputs.orders,
        };
        orders::step(day, inputs.border(), orders, &mut self.standing);
        self.between.batteries = deterrence::batteries(&self.standing, inputs.border());
        self.due = orders.due(day);
    }

    fn conditions<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, between) = self.open();
        let numbers = &inputs.parameters;
        record.open_day(today.day);
        world.residents.release(today.day);
        season::step(&today, &numbers.season, &mut world.counties);
        between.alarmed = epidemic::step(&today, &numbers.epidemic, &mut world.epidemic, record);
        let usual = Usual {
            baseline_days: numbers.economy.baseline_days,
            risk: numbers.belief.prior,
        };
        remittance::step(
            &today,
            &numbers.remittance,
            usual,
            &world.counties,
            &mut world.remittances,
            record,
        );
        economy::step(
            &today,
            &numbers.economy,
            &world.epidemic,
            &world.remittances,
            &mut world.counties,
        );
        far_bank::step(&today, &numbers.far_bank, &mut world.counties);
        broker::step(&today, &numbers.broker, inputs.border(), &mut world.counties, record);
        market::step(&today, &numbers.market, &mut world.counties);
    }

    fn works<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, _) = self.open();
        let (numbers, border) = (&inputs.parameters, inputs.border());
        let recruits = Recruits::of(&today, numbers.bribe.tolerance_sigma);
        let World {
            segments, posts, works, ..
        } = world;
        let flooded = barrier::step(&today, &numbers.barrier, border, segments, record);
        ground::weather(&today, &numbers.mine, &flooded, segments);
        works::step(&today, &numbers.works, border, segments, works, record);
        mine::step(&today, &numbers.mine, border, recruits, segments, posts, record);
    }

    fn posting<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, between) = self.open();
        let (numbers, border) = (&inputs.parameters, inputs.border());
        let recruits = Recruits::of(&today, numbers.bribe.tolerance_sigma);
        let World {
            segments,
            posts,
            counties,
            ..
        } = world;
        if today.day == 0 {
            let terms = terms(&today, inputs, (&counties.morale, &between.batteries));
            bribe::begin(&today, terms, segments, posts);
        }
        patrol::step(&today, &numbers.patrol, border, recruits, segments, posts, record);
        desertion::step(&today, &numbers.desertion, (border, recruits), segments, posts, record);
        let deadly = numbers.passage.shot_death;
        let near = (border, deadly, recruits);
        let kept_back = numbers.deterrence.kept_back;
        bystander::mistaken(&today, (&numbers.bystander, kept_back), near, segments, posts, record);
        let attention = (&numbers.patrol, kept_back, between.batteries.as_slice());
        between.sight.look(&today, attention, border, segments, posts);
    }

    fn attempts<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let engine = self.engine;
        let (today, inputs, world, between) = self.open();
        let (numbers, border) = (&inputs.parameters, inputs.border());
        let morale = world.counties.morale.clone();
        let terms = terms(&today, inputs, (&morale, &between.batteries));
        let World {
            segments,
            posts,
            counties,
            residents,
            rings,
            abroad,
            ..
        } = world;
        let (tariff, choices) = (&mut between.tariff, &mut between.choices);
        let forgetting = (numbers.inspection.forget_per_year, counties.contact.as_slice());
        bribe::step(&today, terms, forgetting, segments, posts);
        tariff.quote(terms, &counties.markup, segments, posts);
        choices.make(&today, &numbers.attempt, border, segments, tariff, counties);
        let setting = Setting {
            today: &today,
            params: &numbers.passage,
            terms,
            sight: &between.sight,
            command: numbers.patrol.command,
            far_bank: numbers.neighbour.far_bank(),
            inland: numbers.police.inland(),
        };
        let morning = Morning {
            params: &numbers.attempt,
            setting,
            asking: &between.asking,
            choices,
            from_kin: &remittance::means_by_county(&numbers.remittance, &world.remittances),
            death_weight: numbers.belief.death_weight,
        };
        let runs = match engine {
            Engine::Counts => counts::step(&morning, tariff, segments, posts, counties, residents, record),
            Engine::Selective | Engine::Exhaustive => {
                trial::step(&morning, tariff, segments, posts, counties, residents, record)
            }
        };
        homecoming::step(&setting, &numbers.homecoming, segments, posts, abroad, record);
        let deadly = numbers.passage.shot_death;
        bystander::step(&today, &numbers.bystander, (border, deadly), counties, record);
        tariff.settle(&today, segments, posts, record);
        economy::receive(&today, &numbers.economy, &runs, counties, record);
        epidemic::meet(&runs, &mut world.epidemic);
        ring::step(&today, &numbers.ring, terms, &between.sight, posts, rings, record);
        ring::search(&today, &numbers.ring, border, residents, rings, record);
    }

    fn oversight<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, between) = self.open();
        let numbers = &inputs.parameters;
        let recruits = Recruits::of(&today, numbers.bribe.tolerance_sigma);
        let World {
            segments,
            posts,
            counties,
            ..
        } = world;
        let rules = (&numbers.inspection, &numbers.branding);
        let terms = terms(&today, inputs, (&counties.morale, &between.batteries));
        inspection::step(&today, rules, terms, recruits, segments, posts, record);
        outpost::step(&today, &numbers.outpost, recruits, segments, posts, record);
    }

    fn adaptation<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, _) = self.open();
        let World {
            segments,
            posts,
            counties,
            ..
        } = world;
        let numbers = &inputs.parameters;
        ground::tread(&numbers.mine, segments);
        pity::step(&today, &record.news, counties);
        let rules = (&numbers.belief, numbers.branding.shown, &numbers.pity);
        belief::step(&today, rules, inputs.border(), segments, posts, counties);
    }

    fn neighbour<L: Log>(&mut self, _: &mut Record<'_, L>) {
        let (today, inputs, world, between) = self.open();
        let about_disease = Complaint {
            counties: &between.alarmed,
            level: inputs.parameters.epidemic.complaint,
        };
        neighbour::step(&today, &inputs.parameters.neighbour, about_disease, &mut world.counties);
    }

    fn abroad<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, _) = self.open();
        let numbers = &inputs.parameters;
        let (strata, residents) = (&inputs.strata, &world.residents);
        let arrived = abroad::step(&today, &numbers.abroad, strata, residents, &mut world.abroad, record);
        remittance::join(&today, &numbers.remittance, &arrived, &mut world.remittances);
    }

    fn telling<L: Log>(&mut self, record: &mut Record<'_, L>) {
        let (today, inputs, world, _) = self.open();
        let (numbers, border) = (&inputs.parameters, inputs.border());
        patrol::duty(&today, &numbers.patrol, border, &world.posts, record);
        economy::shortfall(&today, &numbers.economy, &world.counties, record);
        let seen = officials::watch_far_bank(&today, &numbers.officials, border, record);
        watch::step(&today, &numbers.watch, border, &seen, &mut world.counties, record);
        livestock::step(&today, &numbers.livestock, border, &world.counties, record);
        officials::report(
            &today,
            &numbers.officials,
            &inputs.commands,
            &record.news,
            &mut world.dispatches,
        );
        officials::arrive(&today, &mut world.dispatches, record);
        let (morale, stories) = (&world.counties.morale, &mut world.stories);
        press::listen(&today, &numbers.press, &inputs.outlets, morale, &record.news, stories);
        press::tell(&today, stories, record);
        levels::read(&Evening::of(today.day, world), record);
    }
}

/// On what terms guards can be bought today.
fn terms<'a>(today: &Today<'a>, inputs: &'a Inputs, (morale, batteries): (&'a [f64], &'a [Vec<Battery>])) -> Terms<'a> {
    Terms {
        params: &inputs.parameters.bribe,
        border: inputs.border(),
        standing: today.standing,
        morale,
        branding: &inputs.parameters.branding,
        danger: inputs.parameters.deterrence.danger,
        batteries,
    }
}
