//! ixa, everybody asked every day.
use ixa::prelude::*;
use peers::{COUNTIES, DAYS, DETAINED, Line, arguments};
use std::cell::RefCell;

define_entity!(Person);
define_property!(struct HomeCounty(u8), Person);
define_property!(struct FreeFrom(u16), Person, default_const = FreeFrom(0));

define_rng!(BorderRng);
define_data_plugin!(LinePlugin, RefCell<Option<Line>>, RefCell::new(None));

fn day(context: &mut Context, hazard: f64) {
    let today = context.get_current_time() as u16;
    let mut cell = context.get_data(LinePlugin).borrow_mut();
    let line = cell.as_mut().expect("the line is laid before the first day");
    line.morning();
    let tries = line.drive.map(|drive| 1.0 - (-hazard / 365.0 * drive).exp());
    let mut arrested = Vec::new();
    for person in context.get_entity_iterator::<Person>() {
        let HomeCounty(county) = context.get_property(person);
        let county = usize::from(county);
        if context.sample_bool(BorderRng, tries[county]) {
            let FreeFrom(free) = context.get_property(person);
            if free <= today && context.sample(BorderRng, |rng| line.attempt(county, rng)) {
                arrested.push(person);
            }
        }
    }
    let () = context.sample(BorderRng, |rng| line.evening(rng));
    drop(cell);
    for person in arrested {
        context.set_property(person, FreeFrom(today + 1 + DETAINED as u16));
    }
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
    let line = context.sample(BorderRng, |rng| Line::new(rng));
    context.get_data_mut(LinePlugin).replace(Some(line));
    for number in 0..DAYS {
        context.add_plan(f64::from(number), move |context| day(context, hazard));
    }
    context.execute();
    let cell = context.get_data(LinePlugin).borrow();
    cell.as_ref().expect("the line").totals.print();
}
