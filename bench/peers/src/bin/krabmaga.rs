//! krABMaga: a resident is an agent that is stepped every day.
use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use peers::{COUNTIES, DAYS, DETAINED, Line, arguments};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::any::Any;

struct Border {
    line: Line,
    rng: SmallRng,
    people: u32,
    hazard: f64,
    tries: [f64; COUNTIES],
    day: u32,
}

impl State for Border {
    fn init(&mut self, schedule: &mut Schedule) {
        for county in 0..COUNTIES {
            for _ in 0..self.people {
                schedule.schedule_repeating(Box::new(Person { county, free_from: 0 }), 0.0, 0);
            }
        }
    }

    fn reset(&mut self) {}

    fn update(&mut self, _: u64) {}

    fn before_step(&mut self, _: &mut Schedule) {
        self.line.morning();
        self.tries = self.line.drive.map(|drive| 1.0 - (-self.hazard / 365.0 * drive).exp());
    }

    fn after_step(&mut self, _: &mut Schedule) {
        self.line.evening(&mut self.rng);
        self.day += 1;
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}

#[derive(Clone)]
struct Person {
    county: usize,
    free_from: u32,
}

impl Agent for Person {
    fn step(&mut self, state: &mut dyn State) {
        let border = state.as_any_mut().downcast_mut::<Border>().expect("the border");
        let tries = border.rng.random::<f64>() < border.tries[self.county];
        if tries && self.free_from <= border.day && border.line.attempt(self.county, &mut border.rng) {
            self.free_from = border.day + 1 + DETAINED;
        }
    }
}

fn main() {
    let (people, hazard, seed) = arguments();
    let mut rng = SmallRng::seed_from_u64(seed);
    let line = Line::new(&mut rng);
    let mut border = Border {
        line,
        rng,
        people,
        hazard,
        tries: [0.0; COUNTIES],
        day: 0,
    };
    let mut schedule = Schedule::new();
    border.init(&mut schedule);
    for _ in 0..DAYS {
        schedule.step(&mut border);
    }
    border.line.totals.print();
}
