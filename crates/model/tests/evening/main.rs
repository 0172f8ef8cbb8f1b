//! The rest of a day by another hand: written from docs/model.md §7.9 to §7.11, §7.14 and §7.19, from the world of the morning and what the
//! log says of the attempts. Who is found out and who buys him off must be the same case by case, what residents, units and
//! the neighbour learn the same number by number, over days on which everything happens; `reference` does so for the attempts.
//!
//! A county is one segment with one guard of each force, so that the log says what is on whose account.

#[path = "../common/mod.rs"]
mod common;
mod plain;

use amnok_model::Engine;
use amnok_model::chance::Luck;
use amnok_model::day::Run;
use amnok_model::facts::{Fact, Log, PaidFor, Payee};
use amnok_model::given::{County, OrderKind, Posting};
use amnok_model::inputs::Inputs;
use amnok_model::record::Record;
use plain::{Day, same};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

const COUNTIES: usize = 8;
/// Day on which the third force comes.
const COMES: u32 = 60;
const LUCK: Luck = Luck { seed: 17, replicate: 0 };

/// Today's facts, to be looked at between two days.
#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<Fact>>>);

impl Log for Heard {
    fn happened(&mut self, fact: &Fact) {
        self.0.borrow_mut().push(*fact);
    }
}

/// One kilometre and one guard of each force to a county, the third force from [`COMES`] on; nothing that moves or replaces guards but oversight.
fn everything_on(days: u32) -> Inputs {
    let mut inputs = common::busy_border(days, 4_000);
    let named = |number: usize| County {
        name: format!("C{number}"),
        border_km: 1.0,
        ..inputs.counties[number % 2].clone()
    };
    inputs.counties = (0..COUNTIES).map(named).collect();
    for (number, force) in inputs.forces.iter_mut().enumerate() {
        force.posting = Posting::Even;
        let numbers = &mut force.numbers;
        numbers.strength_per_km = [1.0, 1.0, 0.0][number];
        (numbers.detection, numbers.oversight, numbers.penalty_days) = (0.6, 2.0, 6.0);
    }
    let moves = [
        OrderKind::Withdraw,
        OrderKind::Rotate,
        OrderKind::Embed,
        OrderKind::Mine,
    ];
    inputs
        .orders
        .retain(|order| !moves.contains(&order.kind) && order.kind != OrderKind::Deploy);
    let all: Vec<usize> = (0..COUNTIES).collect();
    let more = [
        common::order(OrderKind::Deploy, COMES as i32, &all, Some(2), COUNTIES as f64),
        common::order(OrderKind::Brand, 110, &all[4..], None, 0.0),
        common::order(OrderKind::Collective, 90, &all[3..], None, 0.0),
        common::order(OrderKind::Complain, 20, &all[2..5], None, 0.7),
        common::order(OrderKind::Penalty, 100, &all, Some(1), 600.0),
    ];
    inputs.orders.extend(more);
    for order in &mut inputs.orders {
        // Some orders end again.
        order.end =
            (order.kind == OrderKind::Lockdown || order.kind == OrderKind::HaltReturns).then_some(order.day + 30);
    }
    let p = &mut inputs.parameters;
    // Guards are replaced by what is found out alone, in the evening.
    (p.desertion.per_guard_year, p.bystander.mistaken_per_year) = (0.0, 0.0);
    (p.outpost.traced_leave, p.outpost.traced_smuggle) = (0.0, 0.0);
    p.ring.rings = 0.0;
    (p.attempt.leave_per_year, p.attempt.smuggle_per_year) = (0.5, 3.0);
    (p.inspection.inspectors, p.inspection.rotate_unit) = (1.0, 0.5);
    (p.bribe.spot_leave, p.bribe.spot_smuggle) = (2_000.0, 60.0);
    inputs
}

#[test]
fn the_rest_of_a_day_by_another_hand_is_the_same() {
    let inputs = everything_on(240);
    let heard = Heard::default();
    let mut log = heard.clone();
    let mut record = Record::new(inputs.extent(), &mut log);
    let mut run = Run::new(&inputs, LUCK, Engine::Selective);
    let mut kinds = BTreeSet::new();
    for day in 0..inputs.days {
        let morning = run.world.clone();
        heard.0.borrow_mut().clear();
        run.simulate(&mut record);
        // On the first day deals are struck and the stock abroad is laid out; on another come guards who were not there in the morning.
        if [0, COMES].contains(&day) {
            continue;
        }
        let facts = heard.0.borrow();
        let today = Day {
            inputs: &inputs,
            day,
            morning: &morning,
            facts: &facts,
        };
        let oversight = |fact: &&Fact| match fact {
            Fact::Discovery(_) | Fact::Relief(_) => true,
            Fact::Payment(paid) => paid.purpose == PaidFor::Silence,
            _ => false,
        };
        let found: Vec<Fact> = facts.iter().filter(oversight).copied().collect();
        let (expected, punished) = today.oversight();
        assert_eq!(found, expected, "cases of day {day}");
        kinds.extend(found.iter().map(|fact| match fact {
            Fact::Discovery(case) => format!("case {} {} {}", case.force, case.prosecuted, case.officers),
            Fact::Payment(paid) => format!("silence {:?}", paid.to),
            other => format!("{other:?}")[..6].to_owned(),
        }));
        let evening = &run.world;
        for (county, belief) in today.belief().into_iter().enumerate() {
            same("belief", evening.segments.belief[county], belief);
            same("morale", evening.counties.morale[county], today.morale(county));
            let [policing, target, grievance] = today.neighbour(county);
            same("policing", evening.counties.policing[county], policing);
            same("target", evening.counties.policing_target[county], target);
            same("grievance", evening.counties.grievance[county], grievance);
            today.abroad(county, evening);
            for force in 0..inputs.forces.len() {
                let fear = evening.posts.fear[evening.posts.unit(force, county)];
                same(
                    &format!("fear of force {force} in {county} on day {day}"),
                    fear,
                    today.fear(force, county, &punished),
                );
            }
        }
    }
    let cases = |force: usize| {
        kinds
            .iter()
            .filter(|kind| kind.starts_with(&format!("case {force}")))
            .count()
    };
    assert!(
        (0..3).all(|force| cases(force) == 4),
        "prosecuted or not, alone or with the unit: {kinds:?}"
    );
    let bought = |force: u8| kinds.contains(&format!("silence {:?}", Payee::Guard(force)));
    assert!(bought(1) && bought(2), "watchers of either force are bought: {kinds:?}");
    let evening = &run.world;
    assert!(evening.abroad.arrived.iter().sum::<u32>() > 10 && evening.abroad.returned.iter().sum::<u32>() > 10);
    assert!(evening.counties.grievance[1] > 0.1 && evening.segments.belief.iter().all(|belief| *belief > 0.0));
}

/// Units are numbered through all forces: fear went from the last of one force to the first of the next, at the other end of the border.
#[test]
fn the_last_unit_of_a_force_is_not_beside_the_first_of_the_next() {
    let inputs = everything_on(1);
    let posts = amnok_model::day::first_morning(&inputs, LUCK).posts;
    let beside = |force: usize, county: usize| posts.beside(posts.unit(force, county)).collect::<Vec<_>>();
    assert_eq!(beside(0, COUNTIES - 1), [posts.unit(0, COUNTIES - 2)]);
    assert_eq!(beside(1, 0), [posts.unit(1, 1)]);
    assert_eq!(beside(1, 3), [posts.unit(1, 2), posts.unit(1, 4)]);
}
