//! A run that goes on from a morning of another is what its whole life is, wherever it may do so; and it may not where units are laid out
//! otherwise from the first day on. Whole ledgers are compared, bit by bit.

mod common;

use amnok_model::chance::Luck;
use amnok_model::day::kept::run_keeping;
use amnok_model::given::{Order, OrderKind};
use amnok_model::inputs::Inputs;
use amnok_model::{Engine, run};
use common::busy_border;

const DAYS: u32 = 60;
const MORNINGS: [u32; 3] = [15, 30, 45];

fn inputs(change: impl Fn(&mut Order)) -> Inputs {
    let mut inputs = busy_border(DAYS, 30_000);
    let counties = (0..inputs.counties.len()).collect::<Vec<usize>>();
    let order = |number, day, kind, force, size| Order {
        number,
        day,
        end: None,
        kind,
        counties: counties.clone(),
        force,
        size,
    };
    inputs.orders = vec![
        order(0, 20, OrderKind::Lockdown, None, 0.7),
        order(1, 40, OrderKind::Deploy, Some(2), 4000.0),
    ];
    inputs.orders.iter_mut().for_each(change);
    inputs
}

#[test]
fn what_goes_on_from_a_morning_is_what_comes_of_the_whole_life() {
    let luck = Luck { seed: 18, replicate: 3 };
    for engine in [Engine::Selective, Engine::Counts] {
        let own = inputs(|_| ());
        let (whole, mornings) = run_keeping(&own, luck, engine, &MORNINGS, &mut ());
        assert_eq!(whole, run(&own, luck, engine, &mut ()));
        let usable = |other: &Inputs| -> Vec<u32> {
            let theirs = run(other, luck, engine, &mut ());
            let used = mornings.iter().filter(|morning| morning.is_also_of(&own, other));
            used.map(|morning| {
                assert_eq!(morning.go_on(other, &mut ()), theirs, "from day {}", morning.day());
                morning.day()
            })
            .collect()
        };
        let with = |number: usize, change: &dyn Fn(&mut Order)| {
            inputs(|order| {
                if order.number == number {
                    change(order)
                }
            })
        };
        assert_eq!(usable(&own), MORNINGS);
        assert_eq!(usable(&with(0, &|order| order.size = 0.1)), [15]);
        assert_eq!(usable(&with(0, &|order| order.day = 50)), [15]);
        // The same force comes later: units are laid out as before.
        assert_eq!(usable(&with(1, &|order| order.day = 50)), [15, 30]);
        // Fewer come: units are others from the first day on.
        assert!(usable(&with(1, &|order| order.size = 10.0)).is_empty());
    }
}
