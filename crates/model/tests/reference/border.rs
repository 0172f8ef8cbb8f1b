//! The border on the morning of the day that is lived twice.

use crate::{DAY, common};
use amnok_model::chance::Luck;
use amnok_model::day::first_morning;
use amnok_model::given::{Order, OrderKind};
use amnok_model::inputs::Inputs;
use amnok_model::mechanisms::bribe::{self, Terms};
use amnok_model::mechanisms::deterrence::{self, Battery};
use amnok_model::mechanisms::orders::{self, Orders};
use amnok_model::mechanisms::patrol::{self, Recruits};
use amnok_model::mechanisms::{mine, season};
use amnok_model::today::Today;
use amnok_model::world::World;
use amnok_model::world::orders_in_force::Standing;

/// Every order already given, everybody keen, so that a single day holds every kind of event.
pub fn full(residents: u32) -> Inputs {
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

/// What stands by orders given long before.
pub fn standing(inputs: &Inputs) -> (Standing, Vec<Order>) {
    let orders = Orders {
        issued: &[],
        scripted: &inputs.orders,
    };
    let mut standing = Standing::default();
    orders::step(0, inputs.border(), orders, &mut standing);
    (standing, orders.due(0))
}

/// On what terms guards can be bought.
pub fn terms<'a>(
    inputs: &'a Inputs,
    standing: &'a Standing,
    (morale, batteries): (&'a [f64], &'a [Vec<Battery>]),
) -> Terms<'a> {
    Terms {
        params: &inputs.parameters.bribe,
        border: inputs.border(),
        standing,
        morale,
        branding: &inputs.parameters.branding,
        danger: inputs.parameters.deterrence.danger,
        batteries,
    }
}

/// The border on a morning, with every order given long before.
pub fn morning(inputs: &Inputs, luck: Luck) -> (World, Standing) {
    let mut world = first_morning(inputs, luck);
    let (standing, due) = standing(inputs);
    let (p, border) = (&inputs.parameters, inputs.border());
    let today = Today {
        orders: &due,
        ..Today::plain(0, luck, &standing)
    };
    let recruits = Recruits::of(&today, p.bribe.tolerance_sigma);
    let morale = world.counties.morale.clone();
    let batteries = deterrence::batteries(&standing, border);
    let terms = terms(inputs, &standing, (&morale, &batteries));
    let (segments, posts) = (&mut world.segments, &mut world.posts);
    bribe::begin(&today, terms, segments, posts);
    season::step(&today, &p.season, &mut world.counties);
    mine::step(&today, &p.mine, border, recruits, segments, posts, &mut ());
    patrol::step(&today, &p.patrol, border, recruits, segments, posts, &mut ());
    let later = Today::plain(DAY, luck, &standing);
    let contact = &world.counties.contact;
    bribe::step(&later, terms, (p.inspection.forget_per_year, contact), segments, posts);
    // Residents do not believe the same of every segment.
    for (segment, belief) in world.segments.belief.iter_mut().enumerate() {
        *belief = 0.05 + 0.11 * (segment % 7) as f64;
    }
    // Somebody waits on the far bank less often than usual, and goods are dear.
    world.counties.openness = vec![0.7, 0.9];
    world.counties.draw = vec![1.1, 1.3];
    // Few brokers are left in one of them.
    world.counties.markup = vec![1.0, 1.7];
    // In one county less money comes from kin than usual, in the other more.
    world.remittances.index = vec![0.4, 1.3];
    (world, standing)
}
