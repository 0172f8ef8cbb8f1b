//! ixa, in events, as the third way of its book's chapter on transmission: attempts come at the highest rate that there could be, and
//! whoever is drawn tries if he is at home, has not tried today, and risk does not keep him.
use ixa::ExecutionPhase;
use ixa::prelude::*;
use peers::{COUNTIES, DAYS, DETAINED, Line, arguments};
use rand::SeedableRng;
use rand_distr::Exp;
use std::cell::RefCell;

define_entity!(Person);
define_property!(struct HomeCounty(u8), Person);
// First day on which he may try: after an attempt the next, after an arrest that of his release.
define_property!(struct FreeFrom(u16), Person, default_const = FreeFrom(0));

define_rng!(WhoRng);
define_rng!(LineRng);

struct Border {
    line: RefCell<Line>,
    per_day: f64,
}

define_data_plugin!(
    BorderPlugin,
    Border,
    Border {
        line: RefCell::new(Line::new(&mut rand::rngs::SmallRng::seed_from_u64(arguments().2))),
        per_day: 0.0,
    }
);

fn attempt(context: &mut Context) {
    let day = context.get_current_time() as u16;
    let person = context.sample_entity(WhoRng, Person).expect("there are people");
    let FreeFrom(free) = context.get_property(person);
    let HomeCounty(county) = context.get_property(person);
    let border = context.get_data(BorderPlugin);
    let per_day = border.per_day;
    let mut line = border.line.borrow_mut();
    let goes = free <= day && context.sample_bool(WhoRng, line.drive[usize::from(county)]);
    if goes {
        let arrested = context.sample(LineRng, |rng| line.attempt(usize::from(county), rng));
        drop(line);
        let away = if arrested { DETAINED as u16 } else { 0 };
        context.set_property(person, FreeFrom(day + 1 + away));
    } else {
        drop(line);
    }
    let next = context.get_current_time() + context.sample_distr(WhoRng, Exp::new(per_day).expect("a rate"));
    context.add_plan(next, attempt);
}

fn day(context: &mut Context) {
    let mut line = context.get_data(BorderPlugin).line.borrow_mut();
    if context.get_current_time() > 0.0 {
        let () = context.sample(LineRng, |rng| line.evening(rng));
    }
    line.morning();
}

fn main() {
    let (people, hazard, seed) = arguments();
    let mut context = Context::new();
    context.init_random(seed);
    for county in 0..COUNTIES {
        for _ in 0..people {
            context
                .add_entity(with!(Person, HomeCounty(county as u8)))
                .expect("a person");
        }
    }
    context.get_data_mut(BorderPlugin).per_day = hazard / 365.0 * f64::from(people) * COUNTIES as f64;
    context.add_periodic_plan_with_phase(1.0, day, ExecutionPhase::First);
    context.add_plan(0.0, attempt);
    context.add_plan_with_phase(f64::from(DAYS), Context::shutdown, ExecutionPhase::Last);
    context.execute();
    context.get_data(BorderPlugin).line.borrow().totals.print();
}
